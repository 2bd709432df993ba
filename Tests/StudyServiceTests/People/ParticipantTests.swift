import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing

@Suite("Participants: who they are, what is held, and what becomes of it")
struct ParticipantTests {
    private static let yaml = """
        handles:
          SP: social prescriber
          M: manager
        attributes:
          role:
            type: text
          locality:
            type: one-of
            values: [north, south]

        """

    private static let sheet = """
        handle,name,email,role,locality
        SP66,Jane Smith,jane.smith@example.org,link worker,north
        M04,Tom Baker,tom@example.org,manager,south

        """

    @Test("Names of a table go to the vault, the rest to the study")
    func sheets() async throws {
        let fixture = try await StudyFixture(names: .assisted, yaml: Self.yaml)
        let dry = try await fixture.service.importParticipants(
            csv: Array(Self.sheet.utf8), prefix: nil, dryRun: true)
        #expect(dry.added.count == 2 && dry.operation == nil)
        #expect(try await fixture.service.participants(names: false).isEmpty)
        let outcome = try await fixture.service.importParticipants(
            csv: Array(Self.sheet.utf8), prefix: nil, dryRun: false)
        #expect(outcome.added.map(\.rawValue) == ["SP66", "M04"])
        #expect(outcome.problems.isEmpty)
        let people = try await fixture.service.participants(names: true)
        #expect(people.map(\.name) == ["Tom Baker", "Jane Smith"])
        #expect(people.last?.attributes == ["role": .text("link worker"), "locality": .text("north")])
        let again = try await fixture.service.importParticipants(
            csv: Array(Self.sheet.utf8), prefix: nil, dryRun: false)
        #expect(again.unchanged == 2 && again.operation == nil)
        try await expectNoName(in: fixture, ["Jane", "Smith", "Baker", "tom@"])
        #expect(try await fixture.service.note("Tom Baker rang.").waits == nil)
    }

    @Test("An attribute that may name somebody is left out, and said so")
    func nosyAttributes() async throws {
        let fixture = try await StudyFixture(names: .assisted, yaml: Self.yaml)
        let sheet = "handle,name,role\nSP66,Jane Smith,next door to Florence Bartholomew\n"
        let outcome = try await fixture.service.importParticipants(
            csv: Array(sheet.utf8), prefix: nil, dryRun: false)
        #expect(outcome.problems.contains { $0.isWarning && $0.sentence.contains("role") })
        try await expectNoName(in: fixture, ["Florence", "Bartholomew", "Jane"])
    }

    @Test("One name under two handles is one person's, and pointed out")
    func sameNameTwice() async throws {
        let fixture = try await StudyFixture(names: .assisted, yaml: Self.yaml)
        let sheet = "handle,name\nSP66,Roberto S.K. Breitman\nSP67,Roberto S.K Breitman\nSP68,Jane Smith\n"
        let outcome = try await fixture.service.importParticipants(
            csv: Array(sheet.utf8), prefix: nil, dryRun: false)
        #expect(outcome.added.count == 3 && outcome.problems.contains { $0.isWarning })
        let saved = try await fixture.service.note("Roberto S.K Breitman met Jane Smith.")
        #expect(try fixture.text(of: saved.record.id).contains("[SP66] met [SP68]."))
    }

    @Test("A table with an error changes nothing")
    func badSheet() async throws {
        let fixture = try await StudyFixture(names: .assisted, yaml: Self.yaml)
        let bad = "handle,name,locality\nSP66,Jane Smith,north\nSP66,Tom Baker,nowhere\n"
        let outcome = try await fixture.service.importParticipants(
            csv: Array(bad.utf8), prefix: nil, dryRun: false)
        #expect(!outcome.problems.filter { !$0.isWarning }.isEmpty)
        #expect(!outcome.problems.contains { $0.sentence.contains("Baker") })
        #expect(try await fixture.service.participants(names: true).isEmpty)
        #expect(try await fixture.service.pseudonyms().entries.isEmpty)
    }

    @Test("Where a text doesn't say whose words are whose, all of it is closed to use")
    func prose() async throws {
        let fixture = try await StudyFixture(names: .assisted, yaml: Self.yaml)
        let people = ["SP66", "M04"].compactMap { Handle(rawValue: $0) }
        let saved = try await fixture.service.capture(
            RecordDraft(
                kind: .meetingNote, title: "Meeting", participants: people,
                body: "SP66 said that the groups are full, and M04 agreed.\n"))
        for handle in people {
            _ = try await fixture.service.recordConsent(
                ConsentAsked(
                    participants: [handle], meeting: nil, act: .granted, purposes: [.collect, .quote],
                    mode: .oral, at: nil, form: nil, expires: nil, records: nil, evidence: nil))
        }
        _ = try await fixture.service.withdraw(
            "SP66", .removeFromAnalysis, mode: .oral, at: nil, dryRun: false)
        let id = saved.record.id.rawValue
        let record = try await fixture.service.record(id, version: nil).record
        #expect(record.body == "[withdrawn] said that the groups are full, and M04 agreed.\n")
        let verdict = try await fixture.service.consentVerdict(.quoteInReport, of: [id])
        #expect(verdict.isRefused && verdict.gaps.contains { $0.participant == people[0] })
        // What was taken out or blacked out is still held in history, and shown.
        let held = try await fixture.service.everything(about: "SP66")
        #expect(held.records.map(\.record.id.rawValue) == [id])
        let erased = try await fixture.service.withdraw(
            "SP66", .erase, mode: .oral, at: nil, dryRun: false)
        #expect(erased.receipt?.versionsLeft == 0)
        #expect(erased.receipt?.erasure?.searched.found == [])
    }

    @Test("A mail of theirs is theirs whole; one between them and the team is theirs alone")
    func mails() async throws {
        let fixture = try await StudyFixture(names: .assisted, yaml: Self.yaml + "team: [RIR]\n")
        func mail(_ number: Int, to: String) -> (path: String, text: String) {
            (
                "\(number).eml",
                "From: SP66 <sp66@merrow.example>\nTo: \(to)\nSubject: the list\n"
                    + "Date: Wed, 15 Apr 2020 1\(number):00:00 +0000\n\nIt grew by \(number).\n"
            )
        }
        let (summary, outcomes) = try await fixture.service.importTexts([
            mail(1, to: "RIR1 <rir1@merrow.example>"), mail(2, to: "M04 <m04@merrow.example>"),
        ])
        #expect(summary.created == 2, "\(outcomes.compactMap(\.waits))")
        let held = try await fixture.service.everything(about: "SP66")
        #expect(Set(held.passages.filter(\.isOwn).map(\.text)) == ["It grew by 1.\n", "It grew by 2.\n"])
        let done = try await fixture.service.withdraw(
            "SP66", .removeFromAnalysis, mode: .oral, at: nil, dryRun: false)
        #expect(done.preview.counts.records == 1 && done.preview.counts.sharedRecords == 1)
        let left = try await fixture.service.records(RecordFilter(limit: 0)).records
        let record = try await fixture.service.record(try #require(left.first).id.rawValue, version: nil)
            .record
        #expect(left.count == 1 && record.body == "[withdrawn]\n")
        #expect(record.participants.map(\.rawValue) == ["M04"])
        #expect(record.details["from"] == .text("[withdrawn]"))
    }

    @Test("A farther withdrawal reaches what an earlier one took out")
    func farther() async throws {
        let (fixture, _) = try await Self.filled()
        _ = try await fixture.service.withdraw(
            "SP66", .removeFromAnalysis, mode: .oral, at: nil, dryRun: false)
        #expect(try await fixture.service.vaultView().originals == 1)
        _ = try await fixture.service.withdraw("SP66", .erase, mode: .oral, at: nil, dryRun: false)
        #expect(try await fixture.service.vaultView().originals == 0)
        #expect(try await fixture.service.everything(about: "SP66").sealed == 0)
    }

    /// A study with an interview of two, a note that speaks of one, and a note of one alone.
    private static func filled() async throws -> (StudyFixture, [RecordID]) {
        let fixture = try await StudyFixture(names: .assisted, yaml: yaml)
        _ = try await fixture.service.importParticipants(csv: Array(sheet.utf8), prefix: nil, dryRun: false)
        let sp66 = try #require(Handle(rawValue: "SP66"))
        let m04 = try #require(Handle(rawValue: "M04"))
        let talk = """
            SP66: The groups are full.

            M04: They are.

            SP66: And the list is long.

            M04: It is.

            """
        let drafts = [
            RecordDraft(
                kind: .conversation, day: .init(rawValue: "2020-04-15"), title: "Talk",
                participants: [sp66, m04], body: talk),
            RecordDraft(kind: .fieldNote, title: "Later", body: "I rang Jane Smith about the list.\n"),
            RecordDraft(kind: .fieldNote, title: "Alone", participants: [sp66], body: "she was tired.\n"),
        ]
        var ids: [RecordID] = []
        for draft in drafts {
            let saved = try await fixture.service.capture(draft)
            #expect(saved.waits == nil, "\(draft.title)")
            ids.append(saved.record.id)
        }
        return (fixture, ids)
    }

    @Test("Memos go with their records, and what is left of them shows no withdrawn words")
    func memos() async throws {
        let (fixture, ids) = try await Self.filled()
        let elsewhere = try await fixture.service.note("It rained all day.").record.id
        try await fixture.service.close()
        let memos: [RecordID: [DraftMemo]] = [
            ids[0]: [
                .init(author: "SP66", at: "2020-04-16", quote: "They are.", text: "He always says that."),
                .init(author: "M04", quote: "the groups *are* full", text: "SP66 again."),
                .init(author: "M04", quote: "It is.", text: "So it is."),
            ],
            ids[1]: [.init(author: "M04", quote: "about that list", text: "Which?")],
            ids[2]: [.init(author: "M04", quote: "she was tired", text: "Poor woman.")],
            elsewhere: [.init(author: "SP66", quote: "rained", text: "All night, too.")],
        ]
        try await Self.write(memos, to: fixture.study)
        let service = try await StudyFixture.open(fixture.study)
        let dry = try await service.withdraw("SP66", .erase, mode: .oral, at: nil, dryRun: true)
        #expect(dry.preview.counts.memos == 4)
        #expect(try await service.record(ids[0].rawValue, version: nil).memos == memos[ids[0]])

        let done = try await service.withdraw(
            "SP66", .removeFromAnalysis, mode: .oral, at: nil, dryRun: false)
        #expect(done.receipt?.done.memos == 4)
        #expect(
            try await service.record(ids[0].rawValue, version: nil).memos == [
                .init(author: "[withdrawn]", at: "2020-04-16", quote: "They are.", text: "[withdrawn]"),
                .init(author: "M04", quote: "[withdrawn]", text: "[withdrawn] again."),
                .init(author: "M04", quote: "It is.", text: "So it is."),
            ])
        #expect(try await service.record(ids[1].rawValue, version: nil).memos == memos[ids[1]])
        #expect(
            try await service.record(elsewhere.rawValue, version: nil).memos == [
                .init(author: "[withdrawn]", quote: "rained", text: "[withdrawn]")
            ])
        let gone = "\(fixture.study)/\(RecordMemos.path(of: ids[2]))"
        #expect(!FileManager.default.fileExists(atPath: gone))
        #expect(try StudyFixture.git(fixture.study, "grep", "-c", "tired", "HEAD").output.isEmpty)
        #expect(try await service.isSound())
    }

    /// Puts memos into a closed study, as an import does.
    private static func write(_ memos: [RecordID: [DraftMemo]], to study: String) async throws {
        let archive = try await StudyArchive(opening: StudyFolder(path: study))
        let id = try #require(OperationID(rawValue: String(repeating: "0", count: 25) + "1"))
        var operation = ArchiveOperation(
            id: id, act: .import, by: archive.member, at: Timestamp(secondsSinceEpoch: 1_600_000_001))
        for (id, memos) in memos {
            operation.files.updateValue(RecordMemos.bytes(memos), forKey: RecordMemos.path(of: id))
        }
        _ = try await archive.write([operation])[0].get()
        try await archive.close()
    }

    @Test("Everything that is held about one person is found")
    func everything() async throws {
        let (fixture, ids) = try await Self.filled()
        let held = try await fixture.service.everything(about: "sp66")
        #expect(Set(held.records.map(\.record.id)) == Set(ids))
        #expect(held.records.count { $0.takesPart } == 2)
        #expect(
            held.passages.filter(\.isOwn).map(\.text) == ["The groups are full.", "And the list is long."])
        #expect(held.passages.filter { !$0.isOwn }.map(\.text) == ["I rang [SP66] about the list."])
        #expect(held.files == ["cases/SP66.yaml"])
        #expect(held.sealed >= 2, "the names and what was replaced")
        #expect(held.originals == 1)
        #expect(held.operations.map(\.act) == [.participant, .capture, .capture, .capture])
        await expectFailure(.participantNotFound) { try await fixture.service.everything(about: "SP99") }
    }

    @Test("The pack says it in plain English and needs nothing from elsewhere")
    func pack() async throws {
        let (fixture, _) = try await Self.filled()
        let pack = try await fixture.service.pack(for: "SP66", as: .html)
        let html = String(decoding: pack.bytes, as: UTF8.self)
        #expect(pack.name.hasPrefix("SP66-") && pack.name.hasSuffix(".html"))
        for words in ["The groups are full.", "I rang [SP66] about the list.", "You were not asked yet"] {
            #expect(html.contains(words), "\(words)")
        }
        _ = try await fixture.service.lockVault()
        await expectFailure(.vaultLocked) { try await fixture.service.pack(for: "SP66", as: .html) }
        for sign in ["<script", "http://", "https://", "Jane", "They are."] { #expect(!html.contains(sign)) }
    }

    @Test("A participant's answer is recorded")
    func review() async throws {
        let (fixture, ids) = try await Self.filled()
        let recorded = try await fixture.service.recordReview(
            of: "SP66", .corrections, records: nil, corrections: [.init(record: ids[0], remark: ids[1])],
            at: nil)
        #expect(Set(recorded.review.records) == Set(ids))
        #expect(try await fixture.service.everything(about: "SP66").reviews == [recorded.review])
        await expectFailure(.undoRefused) { try await fixture.service.undo(reason: nil) }
    }

    @Test("A withdrawal shows what it touches, then takes it out", arguments: WithdrawalOption.allCases)
    func withdrawal(_ option: WithdrawalOption) async throws {
        let (fixture, ids) = try await Self.filled()
        let service = fixture.service
        let dry = try await service.withdraw("SP66", option, mode: .oral, at: nil, dryRun: true)
        #expect(dry.preview.counts.records == 1 && dry.preview.counts.sharedRecords == 2)
        #expect(dry.receipt == nil)
        #expect(try await service.records(RecordFilter()).total == 3)

        let done = try await service.withdraw("SP66", option, mode: .written, at: nil, dryRun: false)
        #expect(done.receipt?.done == dry.preview.counts)
        let verdict = try await service.consentVerdict(.quoteInReport, of: [ids[0].rawValue])
        switch option {
        case .stopFurtherUse:
            #expect(verdict.isRefused)
            #expect(try await service.records(RecordFilter()).total == 3)
        case .removeFromAnalysis, .erase:
            let left = try await service.records(RecordFilter(limit: 0)).records
            #expect(Set(left.map(\.id)) == [ids[0], ids[1]])
            let talk = try await service.record(ids[0].rawValue, version: nil).record
            #expect(talk.participants.map(\.rawValue) == ["M04"])
            #expect(talk.body.contains("[withdrawn]: [withdrawn]\n\nM04: They are.\n"))
            #expect(try await service.search("groups", filter: .init()).total == 0)
            let later = try await service.record(ids[1].rawValue, version: nil).record
            #expect(later.body == "I rang [withdrawn] about the list.\n")
        }
        let names = try await service.participants(names: true).map(\.name)
        #expect(names == (option == .erase ? ["Tom Baker", nil] : ["Tom Baker", "Jane Smith"]))
        #expect(try await service.participants(names: false).last?.status == .withdrawn)
        await expectFailure(.participantWithdrawn) {
            try await service.withdraw("SP66", option, mode: .oral, at: nil, dryRun: false)
        }
        await expectFailure(.undoRefused) { try await service.undo(reason: nil) }
        #expect(try await service.isSound())
    }
}
