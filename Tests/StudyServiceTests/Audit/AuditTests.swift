import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing

/// What the logs say, what is handed out of them, and what came of checking them.
@Suite("The audit trail is told, handed out and checked") struct AuditTests {
    @Test("After one step, only that step is read again")
    func incremental() async throws {
        let fixture = try await StudyFixture()
        for number in 0..<20 { _ = try await fixture.service.note("Note \(number).") }
        let first = try await fixture.service.verifyAudit()
        #expect(first.findings == [] && first.counts.records == 20 && first.read > 40)
        #expect(try await fixture.service.verifyAudit().read == 0)
        _ = try await fixture.service.note("One more.")
        let next = try await fixture.service.verifyAudit()
        #expect(next.findings == [] && next.read == 2 && next.counts.records == 21)
        #expect(try await fixture.service.verifyAudit(readsAll: true).counts == next.counts)
        try await fixture.service.close()
    }

    @Test("What was handed out is kept, counted and compared, and never taken back")
    func handedOut() async throws {
        let fixture = try await StudyFixture()
        _ = try await fixture.service.note("Before.")
        #expect(try await fixture.service.status().checkpoint?.last == nil)
        let shown = try await fixture.service.checkpoint()
        #expect(shown.handed == nil && shown.last == nil && shown.notes.count == 1)
        let given = try await fixture.service.checkpoint(to: "Ethics office")
        #expect(given.text == shown.text)
        let state = try #require(try await fixture.service.status().checkpoint)
        #expect(state.last == given.handed && state.days == 0 && state.every == 30)
        let verdict = try await fixture.service.verifyAudit()
        #expect(verdict.findings == [])
        #expect(verdict.kept.map(\.source) == [try #require(given.handed).notesPath])
        let error = await #expect(throws: StudyError.self) { try await fixture.service.undo(reason: nil) }
        #expect(error?.code == .undoRefused)
        try await fixture.service.close()
    }

    /// What mail programs make of a note.
    private static let forms: [@Sendable (String) -> [UInt8]] = [
        { Array($0.utf8) },
        { Array("Subject: Kept\r\n\r\nHello,\r\n\($0.replacing("\n", with: "\r\n"))".utf8) },
        { text in Array(text.split(separator: "\n").map { "> > \($0)\n" }.joined().utf8) },
        { text in
            var (out, column) = ("", 0)
            for character in text.replacing("\u{2014}", with: "--") {
                out.append(character)
                column = character == "\n" ? 0 : column + 1
                if column == 50 { (out, column) = (out + "\n> ", 0) }
            }
            return Array(out.utf8)
        },
        { Array("<p>\($0.replacing("\u{2014}", with: "&mdash;").replacing("\n", with: "<br>\n"))</p>".utf8) },
        { text in
            let data = Data(text.utf8).base64EncodedString(options: .lineLength76Characters)
            return Array("Content-Transfer-Encoding: base64\n\n\(data)\n".utf8)
        },
        { text in
            var out = ""
            for byte in text.utf8 {
                out += byte > 126 || byte == 61 ? String(format: "=%02X", byte) : String(UnicodeScalar(byte))
                if out.split(separator: "\n").last?.count ?? 0 > 70 { out += "=\n" }
            }
            return Array(out.utf8)
        },
    ]

    @Test("A checkpoint is found whatever a mail program did to it", arguments: 0..<forms.count)
    func mails(form: Int) async throws {
        let fixture = try await StudyFixture()
        _ = try await fixture.service.note("Kept.")
        let text = try await fixture.service.checkpoint().text
        let verdict = try await fixture.service.verifyAudit(against: [("mail", Self.forms[form](text))])
        #expect(verdict.findings == [] && verdict.kept.count == 1)
        try await fixture.service.close()
    }

    @Test("A file without a checkpoint is refused, and a forged one is named")
    func forged() async throws {
        let fixture = try await StudyFixture()
        _ = try await fixture.service.note("Kept.")
        let text = try await fixture.service.checkpoint().text
        let error = await #expect(throws: StudyError.self) {
            try await fixture.service.verifyAudit(against: [("mail", Array("Nothing.".utf8))])
        }
        #expect(error?.code == .auditNoCheckpoint)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let other = ([lines[0], "1"] + lines[2...]).joined(separator: "\n")
        let verdict = try await fixture.service.verifyAudit(against: [("mail", Array(other.utf8))])
        #expect(verdict.findings.map(\.code) == ["checkpoint.signature"])
        try await fixture.service.close()
    }

    @Test("The log is told in words, by member, record and kind")
    func log() async throws {
        let team = try await TeamFixture()
        let saved = try await team["r2"].note("Told.").record.id
        _ = try await team["r2"].edit(
            saved.rawValue, RecordChanges(body: "Told again."), reason: "misheard", base: nil)
        try await team.settle()
        let service = try team["r1"]
        let mine = try await service.auditEntries(AuditFilter(record: saved.rawValue))
        #expect(mine.entries.map(\.words) == ["wrote down \(saved)", "changed \(saved), version 2"])
        #expect(Set(mine.entries.map(\.member.rawValue)) == ["r2"])
        let signed = try await service.auditEntries(AuditFilter(type: "checkpoint"))
        #expect(!signed.entries.isEmpty && signed.entries.allSatisfy { $0.operation == nil })
        let story = try await service.auditStory(of: String(saved.rawValue.suffix(6)))
        #expect(story.chapters.map(\.reason) == [nil, "misheard"])
        #expect(story.chapters.allSatisfy { $0.entry != nil })
        #expect(try await service.verifyAudit().findings == [])
        // A coder may hand one out too, and everybody takes it.
        #expect(try await team["r2"].checkpoint(to: "Archive").handed != nil)
        try await team.settle()
        #expect(try await service.status().checkpoint?.last?.to == "Archive")
        try await team.close()
    }
}
