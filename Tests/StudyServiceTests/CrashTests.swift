import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing

/// Crashes at every step of what a person does: a copy of the study, taken in the middle, is opened and questioned.
@Suite(.serialized) struct CrashTests {
    enum Work: String, CaseIterable {
        case capture
        case captures
        case edit
        case undo
        case undoOfAnImport
        case importBatch
        case adopt
    }

    @Test(arguments: Work.allCases)
    func copy_atEveryStep_isWholeAndAnswersAsRebuilt(_ work: Work) async throws {
        let copies = StudyCopies()
        let fixture = try await StudyFixture { root in
            .init(journalCapacity: 256 * 1024, didReach: { copies.reach($0, in: root) })
        }
        let service = fixture.service
        let first = try await service.note("The waiting list doubled after the shop closed.")
        let second = try await service.note("The garden opens in June.", day: "2020-05-13")
        if work == .undoOfAnImport { _ = try await service.importTexts(Self.texts) }
        if work == .adopt {
            let text = try fixture.text(of: first.record.id).replacingOccurrences(
                of: "doubled", with: "trebled")
            try text.write(toFile: fixture.path(of: first.record.id), atomically: true, encoding: .utf8)
        }
        await service.rest()
        let before = try await Answers(service)

        copies.arm(true)
        try await Self.perform(work, service, second.record.id)
        copies.arm(false)
        let after = try await Answers(service)
        let acknowledged = try fixture.copy(to: "acknowledged")
        try await service.close()

        #expect(after.steps.starts(with: before.steps) && after.steps.count > before.steps.count)
        #expect(copies.taken.contains { $0.step == .journalFlushed })
        var known = before.steps.count
        for copy in copies.taken {
            let found = try await Self.recovered(copy.path)
            let place = "after \(copy.step.rawValue) of \(work.rawValue)"
            #expect(after.steps.starts(with: found.steps), "\(place)")
            #expect(found.steps.count >= known, "\(place): a durable step went away")
            known = found.steps.count
            if found.steps == before.steps { #expect(found == before, "\(place)") }
            if found.steps == after.steps { #expect(found == after, "\(place)") }
        }
        #expect(try await Self.recovered(acknowledged) == after, "after the answer of \(work.rawValue)")
    }

    private static let texts = (0..<60).map {
        (path: "in/\($0).txt", text: "Line number \($0)\n\nMore of the shop.\n")
    }

    private static func perform(_ work: Work, _ service: StudyService, _ id: RecordID) async throws {
        switch work {
        case .capture: _ = try await service.note("He said July, and laughed.")
        case .captures:
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<6 { group.addTask { _ = try await service.note("Line number \(number).") } }
                try await group.waitForAll()
            }
        case .edit:
            _ = try await service.edit(
                id.rawValue, RecordChanges(body: "The garden opens in July."), reason: "misheard", base: nil)
        case .undo, .undoOfAnImport: _ = try await service.undo(reason: nil)
        case .importBatch: _ = try await service.importTexts(texts)
        case .adopt: _ = try await service.adopt(paths: nil, reason: nil)
        }
    }

    /// Opens a copy as the next start would, checks it, and compares its index with one built from git alone.
    private static func recovered(_ path: String) async throws -> Answers {
        let service = try await StudyFixture.open(path)
        // A file changed by hand and not adopted yet is not damage.
        let report = try await service.check(progress: { _ in })
        #expect(report.findings.filter { $0.code != "file.changed" } == [], "\(path)")
        let answers = try await Answers(service)
        _ = try await service.reindex(progress: { _ in })
        #expect(try await Answers(service) == answers, "the index of \(path) is not what git says")
        try await service.close()
        let git = try StudyFixture.git(path, "fsck", "--strict", "--no-dangling")
        #expect(git.status == 0, "\(git.output)")
        return answers
    }
}
