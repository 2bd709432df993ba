import Foundation
import StudyArchive
import StudyModel
import StudyService
import Synchronization
import Testing

/// What a person can do with a study, in process.
@Suite struct StudyServiceTests {
    @Test func capture_isListedFoundAndInGitAtOnce() async throws {
        let fixture = try await StudyFixture()
        let saved = try await fixture.service.note("She said the shop closed in May.")
        let id = saved.record.id
        #expect(try await fixture.service.records(RecordFilter()).records.map(\.id) == [id])
        #expect(
            try await fixture.service.search("shop", filter: RecordFilter()).hits.map(\.record.id) == [id])
        #expect(
            try await fixture.service.record(id.rawValue, version: nil).record.body
                == "She said the shop closed in May.\n")
        #expect(try StudyFixture.git(fixture.study, "show", "main:\(id.path)").output == fixture.text(of: id))
        #expect(try await fixture.service.isSound())
    }

    @Test(arguments: ["", " \n\t\n"])
    func captureWithoutText_isRefused(_ text: String) async throws {
        let fixture = try await StudyFixture()
        await expectFailure(.recordEmpty) { try await fixture.service.note(text) }
        #expect(try await fixture.service.records(RecordFilter()).total == 0)
    }

    @Test func capturesAtOnce_shareFlushesAndKeepOneOrder() async throws {
        let flushes = Mutex(0)
        let fixture = try await StudyFixture { _ in
            .init(didReach: { step in if step == .journalFlushed { flushes.withLock { $0 += 1 } } })
        }
        let service = fixture.service
        let already = flushes.withLock { $0 }
        let ids = try await withThrowingTaskGroup(of: RecordID.self) { group in
            for number in 0..<64 {
                group.addTask {
                    let id = try await service.note("Line number \(number).").record.id
                    // Whoever was answered finds what they wrote.
                    #expect(try await service.record(id.rawValue, version: nil).record.id == id)
                    return id
                }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(ids.count == 64)
        let shared = flushes.withLock { $0 } - already
        #expect(shared < 64, "\(shared) flushes for 64 captures at once")
        let answers = try await Answers(service)
        _ = try await service.reindex(progress: { _ in })
        #expect(try await Answers(service) == answers, "the index and git disagree about the order")
        #expect(try await service.isSound())
    }

    @Test func edit_makesAVersionAndKeepsTheOldOne() async throws {
        let fixture = try await StudyFixture()
        let id = try await fixture.service.note("May.").record.id.rawValue
        let edited = try await fixture.service.edit(
            id, RecordChanges(body: "June."), reason: "misheard", base: nil)
        #expect(edited.changed && edited.record.version == 2)
        #expect(try await fixture.service.record(id, version: 1).record.body == "May.\n")
        #expect(try await fixture.service.record(id, version: nil).record.body == "June.\n")
        let history = try await fixture.service.history(id).versions
        #expect(history.map(\.change) == [.created, .edited])
        #expect(history.last?.reason == "misheard")
        let diff = try await fixture.service.diff(id, from: nil, to: nil).diff
        #expect(diff.contains("\n-May.\n") && diff.contains("\n+June.\n"))
        #expect(
            try await fixture.service.search("May", filter: RecordFilter()).total == 1,
            "the title still says May")
        #expect(try await fixture.service.search("June", filter: RecordFilter()).total == 1)
    }

    @Test func editThatChangesNothing_writesNothing() async throws {
        let fixture = try await StudyFixture()
        let id = try await fixture.service.note("May.").record.id.rawValue
        let head = try StudyFixture.git(fixture.study, "rev-parse", "main").output
        let edited = try await fixture.service.edit(id, RecordChanges(body: "May.\n"), reason: nil, base: nil)
        #expect(!edited.changed && edited.record.version == 1)
        #expect(try StudyFixture.git(fixture.study, "rev-parse", "main").output == head)
    }

    @Test func editOnAnOldVersion_reportsTheConflict() async throws {
        let fixture = try await StudyFixture()
        let id = try await fixture.service.note("May.").record.id.rawValue
        let base = try await fixture.service.record(id, version: nil).sha256
        _ = try await fixture.service.edit(id, RecordChanges(body: "June."), reason: nil, base: base)
        await expectFailure(.recordConflict) {
            try await fixture.service.edit(id, RecordChanges(body: "July."), reason: nil, base: base)
        }
        #expect(try await fixture.service.record(id, version: nil).record.body == "June.\n")
    }

    @Test func editsAtOnce_allWithTheSameBase_saveOne() async throws {
        let fixture = try await StudyFixture()
        let service = fixture.service
        let id = try await service.note("May.").record.id.rawValue
        let base = try await service.record(id, version: nil).sha256
        let saved = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let changes = RecordChanges(body: "Month \(number).")
                    return (try? await service.edit(id, changes, reason: nil, base: base)) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(saved == 1)
        #expect(try await service.history(id).versions.count == 2)
    }

    // MARK: - Undo

    @Test func undo_takesBackEachKindOfStep() async throws {
        let fixture = try await StudyFixture()
        let id = try await fixture.service.note("May.").record.id
        _ = try await fixture.service.edit(id.rawValue, RecordChanges(body: "June."), reason: nil, base: nil)
        let undone = try await fixture.service.undo(reason: "no, May")
        #expect(undone.undone.act == .edit && undone.records == [id])
        let restored = try await fixture.service.record(id.rawValue, version: nil)
        #expect(restored.record.body == "May.\n" && restored.record.version == 3)
        #expect(try fixture.text(of: id).hasSuffix("\nMay.\n"))
        let other = try await fixture.service.note("Written twice.").record.id
        _ = try await fixture.service.undo(reason: nil)
        await expectFailure(.recordNotFound) {
            try await fixture.service.record(other.rawValue, version: nil)
        }
        #expect(
            try await fixture.service.record(other.rawValue, version: 1).record.body == "Written twice.\n")
        #expect(!FileManager.default.fileExists(atPath: fixture.path(of: other)))
        #expect(try await fixture.service.isSound())
    }

    @Test func undo_againAndAgain_goesBackToTheBeginning() async throws {
        let fixture = try await StudyFixture()
        let id = try await fixture.service.note("May.").record.id.rawValue
        _ = try await fixture.service.edit(id, RecordChanges(body: "June."), reason: nil, base: nil)
        _ = try await fixture.service.edit(id, RecordChanges(body: "July."), reason: nil, base: nil)
        var bodies: [String] = []
        for _ in 0..<2 {
            _ = try await fixture.service.undo(reason: nil)
            bodies.append(try await fixture.service.record(id, version: nil).record.body)
        }
        #expect(bodies == ["June.\n", "May.\n"])
        _ = try await fixture.service.undo(reason: nil)
        #expect(try await fixture.service.records(RecordFilter()).total == 0)
        await expectFailure(.undoNothing) { try await fixture.service.undo(reason: nil) }
        #expect(try await fixture.service.isSound())
    }

    @Test func undoOverAHandEdit_isRefused() async throws {
        let fixture = try await StudyFixture()
        let id = try await fixture.service.note("May.").record.id
        let text = try fixture.text(of: id) + "By hand.\n"
        try text.write(toFile: fixture.path(of: id), atomically: true, encoding: .utf8)
        await expectFailure(.handEditPending) { try await fixture.service.undo(reason: nil) }
        #expect(try fixture.text(of: id) == text)
    }

    @Test func undoOfAnImport_takesAllOfItBack() async throws {
        let fixture = try await StudyFixture()
        let texts = (0..<250).map { (path: "\($0).txt", text: "Line number \($0)\n") }
        let (summary, _) = try await fixture.service.importTexts(texts)
        #expect(summary.created == 250)
        let undone = try await fixture.service.undo(reason: nil)
        #expect(undone.records.count == 250 && undone.undone.id == summary.operation)
        #expect(try await fixture.service.records(RecordFilter()).total == 0)
        #expect(try await fixture.service.isSound())
        let (again, _) = try await fixture.service.importTexts(texts)
        #expect(again.created == 250, "what was taken back can be imported again")
    }

    // MARK: - Import

    @Test func sameContent_twiceInOneRunAndInTheNext_isOneRecord() async throws {
        let fixture = try await StudyFixture()
        let texts = [
            (path: "a.txt", text: "The garden.\n"), (path: "b.txt", text: "The garden.\n"),
            (path: "c.txt", text: "The shop.\n"),
        ]
        let (first, outcomes) = try await fixture.service.importTexts(texts)
        #expect(outcomes.map(\.result) == [.created, .held, .created])
        #expect(outcomes[1].record?.id == outcomes[0].record?.id)
        #expect(first.created == 2 && first.held == 1)
        let (second, again) = try await fixture.service.importTexts(texts)
        #expect(again.map(\.result) == [.held, .held, .held])
        #expect(second.created == 0 && second.held == 3)
        #expect(try await fixture.service.records(RecordFilter()).total == 2)
    }

    @Test func refusedFiles_doNotHoldUpTheOthers() async throws {
        let fixture = try await StudyFixture()
        let (summary, outcomes) = try await fixture.service.importTexts([
            (path: "a.txt", text: "The garden.\n"), (path: "b.txt", text: ""),
            (path: "c.vtt", text: "no cues\n"),
            (path: "d.bin", text: "\u{0}\u{1}\u{2}"), (path: "e.txt", text: "The shop.\n"),
        ])
        #expect(outcomes.map(\.result) == [.created, .refused, .refused, .refused, .created])
        #expect(summary.refused == 3)
        for outcome in outcomes where outcome.result == .refused {
            #expect(outcome.error?.message.hasSuffix(".") == true)
        }
    }

    // MARK: - Hands in the folder

    @Test func handEdit_isSeenKeptAndAdopted() async throws {
        let fixture = try await StudyFixture()
        let id = try await fixture.service.note("May.").record.id
        let text = try fixture.text(of: id).replacingOccurrences(of: "\nMay.\n", with: "\nMay, by hand.\n")
        try text.write(toFile: fixture.path(of: id), atomically: true, encoding: .utf8)
        #expect(
            try await fixture.service.status().handEdited == [
                .init(path: id.path, change: .changed, record: id)
            ])
        await expectFailure(.handEditPending) {
            try await fixture.service.edit(
                id.rawValue, RecordChanges(body: "Over it."), reason: nil, base: nil)
        }
        #expect(try fixture.text(of: id) == text)
        let adoption = try await fixture.service.adopt(paths: nil, reason: "typing error")
        #expect(adoption.records.map(\.id) == [id] && adoption.left == [])
        #expect(try await fixture.service.record(id.rawValue, version: nil).record.body == "May, by hand.\n")
        #expect(
            try await fixture.service.history(id.rawValue).versions.map(\.change) == [.created, .adopted])
        #expect(try await fixture.service.status().handEdited == [])
        #expect(try await fixture.service.isSound())
    }

    @Test func brokenAndStrayFiles_areNamedAndLeftAlone() async throws {
        let fixture = try await StudyFixture()
        let id = try await fixture.service.note("May.").record.id
        try "no record\n".write(toFile: fixture.path(of: id), atomically: true, encoding: .utf8)
        try "stray\n".write(toFile: fixture.study + "/records/stray.md", atomically: true, encoding: .utf8)
        let adoption = try await fixture.service.adopt(paths: nil, reason: nil)
        #expect(adoption.operation == nil && adoption.records == [])
        #expect(Set(adoption.left.map(\.change)) == [.broken, .added])
        #expect(try fixture.text(of: id) == "no record\n")
    }

    @Test func commitByHand_isTakenIn() async throws {
        let fixture = try await StudyFixture()
        let id = try await fixture.service.note("May.").record.id
        let other = try await fixture.service.note("Another.").record.id
        _ = try await fixture.service.status()
        let text = try fixture.text(of: id).replacingOccurrences(of: "\nMay.\n", with: "\nMay, by hand.\n")
        try text.write(toFile: fixture.path(of: id), atomically: true, encoding: .utf8)
        try StudyFixture.git(fixture.study, "add", "-A")
        let commit = try StudyFixture.git(fixture.study, "commit", "--no-gpg-sign", "-m", "by hand")
        #expect(commit.status == 0, "\(commit.output)")
        _ = try await fixture.service.note("The next note.")
        let answer = try await fixture.service.record(id.rawValue, version: nil)
        #expect(answer.record.body == "May, by hand.\n")
        #expect(try await fixture.service.record(other.rawValue, version: nil).record.body == "Another.\n")
        #expect(try await fixture.service.search("hand", filter: RecordFilter()).total == 1)
        let answers = try await Answers(fixture.service)
        _ = try await fixture.service.reindex(progress: { _ in })
        #expect(try await Answers(fixture.service) == answers)
    }

    // MARK: - Open and close

    @Test func reopenedStudy_answersTheSame() async throws {
        let fixture = try await StudyFixture()
        let answers = try await Self.work(fixture.service)
        let service = try await fixture.reopened()
        #expect(try await Answers(service) == answers)
        #expect(try await service.isSound())
        try await service.close()
    }

    @Test func deletedIndex_isBuiltAgainWithTheSameAnswers() async throws {
        let fixture = try await StudyFixture()
        let answers = try await Self.work(fixture.service)
        try await fixture.service.close()
        for name in try FileManager.default.contentsOfDirectory(atPath: fixture.study + "/.rir")
        where name.hasPrefix("index") {
            try FileManager.default.removeItem(atPath: fixture.study + "/.rir/" + name)
        }
        let service = try await StudyFixture.open(fixture.study)
        #expect(try await Answers(service) == answers)
        try await service.close()
    }

    @Test func indexOfYesterday_catchesUp() async throws {
        let fixture = try await StudyFixture()
        _ = try await fixture.service.note("Yesterday.")
        let early = try await fixture.reopened()
        try await early.close()
        let aside = fixture.root + "/index"
        try FileManager.default.createDirectory(atPath: aside, withIntermediateDirectories: true)
        let state = fixture.study + "/.rir"
        let names = try FileManager.default.contentsOfDirectory(atPath: state).filter {
            $0.hasPrefix("index")
        }
        #expect(!names.isEmpty)
        for name in names {
            try FileManager.default.copyItem(atPath: "\(state)/\(name)", toPath: "\(aside)/\(name)")
        }
        let service = try await StudyFixture.open(fixture.study)
        let answers = try await Self.work(service)
        try await service.close()
        for name in try FileManager.default.contentsOfDirectory(atPath: state) where name.hasPrefix("index") {
            try FileManager.default.removeItem(atPath: "\(state)/\(name)")
        }
        for name in names {
            try FileManager.default.copyItem(atPath: "\(aside)/\(name)", toPath: "\(state)/\(name)")
        }
        let late = try await StudyFixture.open(fixture.study)
        #expect(try await Answers(late) == answers)
        try await late.close()
    }

    @Test func brokenIndex_isHealed() async throws {
        let fixture = try await StudyFixture()
        let answers = try await Self.work(fixture.service)
        try await fixture.service.close()
        let state = fixture.study + "/.rir"
        for name in try FileManager.default.contentsOfDirectory(atPath: state) where name.hasPrefix("index") {
            try Data(repeating: 0x2A, count: 70_000).write(to: URL(fileURLWithPath: "\(state)/\(name)"))
        }
        let service = try await StudyFixture.open(fixture.study)
        #expect(try await Answers(service) == answers)
        try await service.close()
    }

    @Test func openStudy_isLockedForOthers() async throws {
        let fixture = try await StudyFixture()
        await expectFailure(.studyLocked) { try await StudyFixture.open(fixture.study) }
        _ = try await fixture.service.note("Still mine.")
    }

    @Test func closedStudy_refusesWrites() async throws {
        let fixture = try await StudyFixture()
        try await fixture.service.close()
        await expectFailure(.stopping) { try await fixture.service.note("Too late.") }
    }

    /// A bit of everything.
    private static func work(_ service: StudyService) async throws -> Answers {
        let id = try await service.note("The waiting list doubled.").record.id.rawValue
        _ = try await service.importTexts(
            (0..<30).map { (path: "\($0).txt", text: "Line number \($0)\n\nThe shop.\n") })
        _ = try await service.edit(
            id, RecordChanges(body: "The garden opens in June."), reason: "misheard", base: nil)
        _ = try await service.note("Taken back.", kind: .conversation, day: "2020-06-01")
        _ = try await service.undo(reason: "not so")
        return try await Answers(service)
    }
}
