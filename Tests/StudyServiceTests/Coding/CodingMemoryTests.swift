import Foundation
import StudyArchive
import StudyModel
import StudyService
import Synchronization
import Testing

@Suite("What of codings is at hand")
struct CodingMemoryTests {
    /// Says once that the reading of the codebook has begun: each file that is read takes a nonce.
    private final class Beginning: Sendable {
        private let waiting = Mutex<CheckedContinuation<Void, Never>?>(nil)

        func wait(_ work: () -> Void) async {
            await withCheckedContinuation { continuation in
                waiting.withLock { $0 = continuation }
                work()
            }
        }

        func reach() { waiting.withLock { $0.take() }?.resume() }
    }

    @Test func whatIsWrittenDuringARead_isInTheNextOne() async throws {
        let fixture = try await StudyFixture()
        let names = (0..<400).map { "Theme \(1000 + $0)" }
        _ = try await fixture.service.changeCodebook(
            names.map { CodebookChange(.add, name: $0, parent: "") }, reason: nil)
        _ = try await fixture.service.changeCodebook(
            [CodebookChange(.add, name: "Access", parent: "")], reason: nil)
        try await fixture.service.close()
        let beginning = Beginning()
        var surroundings = StudyFixture.surroundings(fixture.root)
        surroundings.nonce = { [nonce = surroundings.nonce] in
            beginning.reach()
            return nonce()
        }
        let service = try await StudyService.open(
            StudyFolder(path: fixture.study), surroundings: surroundings, log: StudyFixture.log)
        var reading: Task<Codebook, any Error>?
        await beginning.wait { reading = Task { try await service.codebook(at: nil) } }
        _ = try await service.undo(reason: nil)
        // One state, as it was when the read began or after it.
        let count = try await reading?.value.entries.count ?? 0
        #expect(count == 400 || count == 401)
        let codebook = try await service.codebook(at: nil)
        #expect(codebook.entries.count == 400)
        #expect(codebook.resolve("Access").isEmpty)
        try await service.close()
    }

    @Test func aStudyThatIsAskedAndCodedAtOnce_forgetsNoCoding() async throws {
        let fixture = try await StudyFixture()
        try await CodingTests.frame(fixture.service)
        var ids: [RecordID] = []
        for number in 0..<20 {
            ids.append(try await fixture.service.note("Number \(number) came by themselves.").record.id)
        }
        var service = fixture.service
        for id in ids {
            try await service.close()
            service = try await StudyFixture.open(fixture.study)
            let opened = service
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await CodingTests.add(opened, id, ["access"], "by themselves") }
                for _ in 0..<4 {
                    group.addTask { _ = try await opened.query("access", offset: 0, limit: 0) }
                    group.addTask { _ = try await opened.codings(of: id.rawValue) }
                }
                try await group.waitForAll()
            }
            #expect(try await service.codings(of: id.rawValue).codings.count == 1)
            #expect(
                try await service.query("access", offset: 0, limit: 0).counts.records
                    == ids.firstIndex(of: id).map { $0 + 1 })
        }
        #expect(try await service.isSound())
        try await service.close()
    }
}
