import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing

@Suite("Memos")
struct MemoTests {
    private static func words(_ quote: String, in record: RecordID) -> MemoLinkDraft {
        var draft = MemoLinkDraft(record: record.rawValue)
        draft.quote = quote
        return draft
    }

    @Test("A memo is one file of its writer's, found again by what it is linked to and by its words")
    func written() async throws {
        let fixture = try await StudyFixture()
        let service = fixture.service
        let record = try await service.note("They come by themselves now.").record.id
        _ = try await service.changeCodebook([CodebookChange(.add, name: "Access")], reason: nil)
        _ = try await service.changeCodebook(
            [CodebookChange(.add, name: "Open door", parent: "access")], reason: nil)
        let first = try await service.writeMemo(
            MemoDraft(
                kind: .analytic, body: "# Who are they?\r\nPatients, or link workers?",
                links: [Self.words("come by  themselves", in: record), MemoLinkDraft(code: "open-door")]))
        let memo = first.memo.memo
        #expect(memo.title == "Who are they?" && memo.version == 1 && first.memo.isOwn)
        #expect(memo.body == "# Who are they?\nPatients, or link workers?\n")
        #expect(first.memo.links.map(\.label) == [record.rawValue, "access/open-door"])
        #expect(first.memo.links[0].state == .current)
        let bytes = try #require(FileManager.default.contents(atPath: "\(fixture.study)/\(memo.path)"))
        #expect(try MemoText.memo(from: Array(bytes)) == memo)
        let second = try await service.writeMemo(
            MemoDraft(kind: .method, title: "Sampling", body: "By site. "))
        #expect(second.memo.memo.body == "By site. \n")

        func ids(_ change: (inout MemoFilter) -> Void) async throws -> [MemoID] {
            var filter = MemoFilter()
            change(&filter)
            return try await service.memos(filter).memos.map(\.id)
        }
        let both = [second.memo.memo.id, memo.id]
        #expect(Set(try await ids { _ in }) == Set(both))
        #expect(try await ids { $0.kinds = [.method] } == [second.memo.memo.id])
        #expect(try await ids { $0.record = String(record.suffix) } == [memo.id])
        // A code stands for those below it.
        #expect(try await ids { $0.codes = ["access"] } == [memo.id])
        #expect(try await ids { $0.text = "LINK patient" } == [memo.id])
        #expect(try await ids { $0.text = "link site" }.isEmpty)
        #expect(try await ids { $0.text = "sampling" } == [second.memo.memo.id])
        #expect(Set(try await ids { $0.writer = MemberID(rawValue: "r1") }) == Set(both))
        #expect(try await ids { $0.writer = MemberID(rawValue: "r2") }.isEmpty)
        let today = memo.written.at.day
        #expect(Set(try await ids { ($0.from, $0.to) = (today, today) }) == Set(both))
        #expect(try await ids { $0.to = CalendarDay(rawValue: "2020-01-01") }.isEmpty)
        #expect(try await ids { $0.limit = 1 }.count == 1)
        await expectFailure(.codeNotFound) { try await ids { $0.codes = ["nowhere"] } }

        var filter = MemoFilter()
        filter.text = "workers"
        let snippet = try await service.memos(filter).memos[0].snippet
        #expect(snippet.filter(\.matches).map(\.text) == ["workers"])
        #expect(try await service.record(record.rawValue, version: nil).linkedMemos == 1)
        #expect(try await service.isSound())
        // What is at hand is what git holds.
        let reopened = try await fixture.reopened()
        #expect(try await reopened.memo(memo.id.rawValue).memo == memo)
        try await reopened.close()
    }

    @Test("An edit makes a version, a stale one is refused, undo and removal take back")
    func edited() async throws {
        let fixture = try await StudyFixture()
        let service = fixture.service
        let record = try await service.note("They come by themselves now.").record.id
        let first = try await service.writeMemo(
            MemoDraft(
                kind: .analytic, body: "One.",
                links: [MemoLinkDraft(record: record.rawValue), Self.words("They", in: record)])
        ).memo
        let id = first.memo.id.rawValue
        var changes = MemoChanges()
        (changes.body, changes.title, changes.drops, changes.base) = ("Two.", "", [1], first.sha256)
        let second = try await service.editMemo(id, changes).memo
        #expect(second.memo.version == 2 && second.memo.title == "Two." && second.memo.links.count == 1)
        #expect(second.memo.written == first.memo.written && second.memo.nonce != first.memo.nonce)
        await expectFailure(.memoConflict) { try await service.editMemo(id, changes) }
        #expect(try await service.editMemo(id, MemoChanges()).operation == nil)
        // A title that was taken from the text follows it.
        changes = MemoChanges()
        changes.body = "Three."
        #expect(try await service.editMemo(id, changes).memo.memo.title == "Three.")
        _ = try await service.undo(reason: nil)
        changes = MemoChanges()
        changes.drops = [2]
        await expectFailure(.memoInvalid) { try await service.editMemo(id, changes) }
        changes = MemoChanges()
        changes.body = " \n"
        await expectFailure(.memoInvalid) { try await service.editMemo(id, changes) }

        #expect(try await service.undo(reason: nil).undone.act == .memo)
        #expect(try await service.memo(id).memo == first.memo)
        #expect(try await service.removeMemo(id).operation != nil)
        await expectFailure(.memoNotFound) { try await service.memo(id) }
        #expect(!FileManager.default.fileExists(atPath: "\(fixture.study)/\(first.memo.path)"))
        _ = try await service.undo(reason: nil)
        #expect(try await service.memo(id).memo == first.memo)
        #expect(try await service.isSound())
    }

    @Test("What can't be linked is refused, and nothing is written")
    func refused() async throws {
        let fixture = try await StudyFixture()
        let service = fixture.service
        let record = try await service.note("They come. They go.").record.id
        func write(_ link: MemoLinkDraft) async throws {
            _ = try await service.writeMemo(MemoDraft(kind: .analytic, body: "x", links: [link]))
        }
        var finding = MemoLinkDraft()
        finding.finding = "f1"
        await expectFailure(.memoInvalid) { try await write(finding) }
        await expectFailure(.memoInvalid) { try await write(MemoLinkDraft()) }
        await expectFailure(.memoInvalid) { try await write(MemoLinkDraft(record: "x", code: "y")) }
        await expectFailure(.recordNotFound) { try await write(MemoLinkDraft(record: "zzzz")) }
        await expectFailure(.codeNotFound) { try await write(MemoLinkDraft(code: "zzzz")) }
        await expectFailure(.participantNotFound) { try await write(MemoLinkDraft(case: "SP66")) }
        await expectFailure(.participantNotFound) { try await write(MemoLinkDraft(case: "SITE-A")) }
        await expectFailure(.codingAmbiguous) { try await write(Self.words("They", in: record)) }
        await expectFailure(.codingInvalid) { try await write(Self.words("Nobody", in: record)) }
        var coding = MemoLinkDraft(record: record.rawValue)
        coding.coding = "zzzzzz"
        await expectFailure(.codingNotFound) { try await write(coding) }
        await expectFailure(.memoInvalid) {
            try await service.writeMemo(MemoDraft(kind: .analytic, body: " \n\n"))
        }
        await expectFailure(.memoInvalid) {
            try await service.writeMemo(
                MemoDraft(kind: .analytic, body: String(repeating: "long ", count: 1 << 18)))
        }
        #expect(try await service.memos(MemoFilter()).total == 0)
        await expectFailure(.vaultAbsent) {
            try await service.writeMemo(MemoDraft(kind: .reflexive, body: "x", isPrivate: true))
        }
    }

    @Test("A link says what became of its words")
    func linksAreLookedAt() async throws {
        let fixture = try await StudyFixture()
        let service = fixture.service
        let record = try await service.note("They come by themselves now.").record.id.rawValue
        _ = try await service.changeCodebook([CodebookChange(.add, name: "Access")], reason: nil)
        var change = CodingChange(.add, codes: ["access"])
        change.quote = "by themselves"
        let coding = try #require(try await service.code(record, [change]).codings.first).coding.id
        let id = try #require(RecordID(rawValue: record))
        var toCoding = MemoLinkDraft(record: record)
        toCoding.coding = String(coding.suffix)
        let memo = try await service.writeMemo(
            MemoDraft(kind: .code, body: "x", links: [Self.words("by themselves", in: id), toCoding])
        ).memo
        #expect(memo.links.map(\.title) == ["They come by themselves now.", "access"])
        func states() async throws -> [MemoLinkView.State?] {
            try await service.memo(memo.memo.id.rawValue).links.map(\.state)
        }
        func edit(_ body: String) async throws {
            _ = try await service.edit(record, RecordChanges(body: body), reason: nil, base: nil)
        }
        #expect(try await states()[0] == .current)
        try await edit("They come by themselves now, all.\n")
        #expect(try await states()[0] == .unmoved)
        try await edit("Now they come by themselves.\n")
        #expect(try await states()[0] == .moved)
        #expect(try await service.memo(memo.memo.id.rawValue).links[0].latest == 3)
        try await edit("They come.\n")
        #expect(try await states()[0] == .gone)
    }

    @Test("A memo that names somebody is refused until a person has looked; known names go")
    func names() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        let service = fixture.service
        try await fixture.know("Jane Smith", "SP66")
        let memo = try await service.writeMemo(
            MemoDraft(kind: .analytic, title: "On Jane", body: "Jane Smith hesitates.")
        ).memo.memo
        #expect(memo.title == "On [SP66]" && memo.body == "[SP66] hesitates.\n")
        let draft = MemoDraft(kind: .analytic, body: "Priya Patel hesitates.")
        await expectFailure(.namesSuspected) { try await service.writeMemo(draft) }
        var changes = MemoChanges()
        changes.body = "Priya Patel hesitates."
        await expectFailure(.namesSuspected) { try await service.editMemo(memo.id.rawValue, changes) }
        _ = try await service.editMemo(memo.id.rawValue, changes, cleared: true)
        // What somebody has looked at once is not asked about again.
        changes.body = "Priya Patel hesitates a little."
        _ = try await service.editMemo(memo.id.rawValue, changes)
        _ = try await service.lockVault()
        await expectFailure(.vaultLocked) {
            try await service.writeMemo(MemoDraft(kind: .analytic, body: "x"))
        }
        #expect(try await service.memos(MemoFilter()).total == 1)
        _ = try await service.unlockVault(passphrase: nil, minutes: nil)
        try await expectNoName(in: fixture, ["Jane", "Smith"])

        let held = try await StudyFixture(names: .hold)
        await expectFailure(.namesSuspected) {
            try await held.service.writeMemo(MemoDraft(kind: .analytic, body: "x"))
        }
        _ = try await held.service.writeMemo(MemoDraft(kind: .analytic, body: "x"), cleared: true)
    }

    @Test("A name that is learnt later goes out of memos, and their files stay what they are")
    func nameLearntLater() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        let service = fixture.service
        let record = try await service.capture(
            RecordDraft(kind: .fieldNote, title: "Notes", body: "Priya Patel came by herself.\n"),
            cleared: true
        ).record.id
        let memo = try await service.writeMemo(
            MemoDraft(
                kind: .analytic, title: "Priya Patel", body: "Why did Priya Patel come?",
                links: [Self.words("Patel came", in: record)]), cleared: true
        ).memo.memo
        let change = try await service.addPseudonym(
            name: "Priya Patel", also: [], handle: "SP66", kind: nil, dryRun: false)
        #expect(change.files.contains(memo.path))
        let now = try await service.memo(memo.id.rawValue)
        #expect(now.memo.title == "[SP66]" && now.memo.body == "Why did [SP66] come?\n")
        #expect(now.memo.version == 2 && now.links.first?.link.anchor?.before == "")
        let text = String(
            decoding: try #require(FileManager.default.contents(atPath: "\(fixture.study)/\(memo.path)")),
            as: UTF8.self)
        #expect(!text.contains("Priya") && !text.contains("Patel"))
        #expect(try await service.leaks(in: .newest).total == 0)
    }

    @Test("A withdrawal goes through memos: handle, links and quotes of what is gone")
    func withdrawal() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        let service = fixture.service
        let own = try await service.capture(
            RecordDraft(
                kind: .fieldNote, title: "Alone", participants: [Handle(rawValue: "SP66")].compactMap(\.self),
                body: "They came by themselves.\n"), cleared: true
        ).record.id
        let other = try await service.note("SP66 and M04 agreed on the list.").record.id
        let memo = try await service.writeMemo(
            MemoDraft(
                kind: .case, title: "SP66 alone", body: "SP66 came (SP661 did not).",
                links: [
                    MemoLinkDraft(case: "sp66"), Self.words("came by", in: own),
                    Self.words("agreed on the list", in: other),
                ])
        ).memo.memo
        let untouched = try await service.writeMemo(MemoDraft(kind: .method, body: "By site.")).memo.memo
        let held = try await service.everything(about: "SP66")
        #expect(held.memosAbout.map(\.id) == [memo.id])
        let done = try await service.withdraw(
            "SP66", .removeFromAnalysis, mode: .oral, at: nil, dryRun: false)
        #expect(done.preview.counts.memos == 1)
        let left = try await service.memo(memo.id.rawValue)
        #expect(left.memo.title == "[withdrawn] alone")
        #expect(left.memo.body == "[withdrawn] came (SP661 did not).\n")
        #expect(left.memo.links.count == 2 && left.memo.links[0] == .record(own))
        #expect(left.links[0].state == .removed)
        let anchor = try #require(left.memo.links[1].anchor)
        #expect(anchor.quote == "agreed on the list" && !anchor.before.contains("SP66"))
        #expect(try await service.memo(untouched.id.rawValue).memo == untouched)
        #expect(try await service.everything(about: "SP66").memosAbout.isEmpty)
        #expect(try await service.isSound())
    }

    @Test("A memo changed in the folder is adopted as a version; a broken one is named and left")
    func byHand() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        let service = fixture.service
        let memo = try await service.writeMemo(MemoDraft(kind: .method, body: "By site.")).memo.memo
        let path = "\(fixture.study)/\(memo.path)"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try (text + "And by day.").write(toFile: path, atomically: true, encoding: .utf8)
        await expectFailure(.handEditPending) { try await service.removeMemo(memo.id.rawValue) }
        #expect(try await service.adopt(paths: nil, reason: nil).files == [memo.path])
        let adopted = try await service.memo(memo.id.rawValue).memo
        #expect(adopted.body == "By site.\nAnd by day.\n" && adopted.version == 2)
        try text.replacingOccurrences(of: "kind: method", with: "kind: thought")
            .write(toFile: path, atomically: true, encoding: .utf8)
        #expect(try await service.status().handEdited.map(\.change) == [.broken])
        // Somebody who commits it all the same breaks that memo and no other.
        _ = try await service.writeMemo(MemoDraft(kind: .method, body: "Another."))
        try FixtureCommit.all(in: fixture.study)
        let page = try await service.memos(MemoFilter())
        #expect(page.memos.count == 1 && page.unreadable.count == 1)
        #expect(page.unreadable.first?.contains("Line 3") == true)
        await expectFailure(.memoInvalid) { try await service.memo(memo.id.rawValue) }
    }
}

/// Commits made with git itself.
enum FixtureCommit {
    static func all(in folder: String) throws {
        try StudyFixture.git(folder, "add", "-A", "memos")
        let done = try StudyFixture.git(folder, "commit", "-q", "-m", "by hand")
        #expect(done.status == 0, "\(done.output)")
    }
}
