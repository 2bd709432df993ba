import Foundation
import StudyModel
import Testing

@testable import StudyService

/// Long work that nobody waits for any longer.
@Suite struct GivingUpTests {
    @Test func givenUpCheck_saysSoAndFindsNothingWrong() async throws {
        let fixture = try await StudyFixture()
        _ = try await fixture.service.note("May.")
        let service = fixture.service
        let check = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await service.check(progress: { _ in })
        }
        await #expect(throws: StudyError.self) { try await check.value }
        let verify = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await service.verifyAudit(readsAll: true)
        }
        let error = await #expect(throws: StudyError.self) { try await verify.value }
        #expect(error?.code == .stopping)
        // What was given up is remembered as nothing: the next look reads all of it.
        #expect(try await service.verifyAudit().findings.isEmpty)
        #expect(try await service.check(progress: { _ in }).findings.isEmpty)
    }

    @Test func givenUpReindex_leavesTheIndexAndCanBeRepeated() async throws {
        let fixture = try await StudyFixture()
        let id = try await fixture.service.note("May.").record.id
        let service = fixture.service
        let answers = try await Answers(service)
        let reindex = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await service.reindex(progress: { _ in })
        }
        let error = await #expect(throws: StudyError.self) { try await reindex.value }
        #expect(error?.code == .stopping)
        #expect(try await Answers(service) == answers)
        #expect(try await service.reindex(progress: { _ in }) == 1)
        #expect(try await service.record(id.rawValue, version: nil).record.id == id)
        let left = try FileManager.default.contentsOfDirectory(atPath: "\(fixture.study)/.rir")
        #expect(!left.contains { $0.contains("-new") })
    }

    @Test func openingThatIsGivenUp_isDoneByTheNext() async throws {
        let fixture = try await StudyFixture()
        _ = try await fixture.service.note("May.")
        let answers = try await Answers(fixture.service)
        try await fixture.service.close()
        let study = fixture.study
        for name in try FileManager.default.contentsOfDirectory(atPath: study + "/.rir")
        where name.hasPrefix("index") {
            try FileManager.default.removeItem(atPath: "\(study)/.rir/\(name)")
        }
        let opening = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await StudyFixture.open(study)
        }
        await #expect(throws: StudyError.self) { try await opening.value }
        let service = try await StudyFixture.open(study)
        #expect(try await Answers(service) == answers)
        try await service.close()
    }
}
