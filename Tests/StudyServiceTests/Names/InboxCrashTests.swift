import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing

/// Crashes while sources come out of the inbox: none is lost, none comes in twice, none shows a name.
@Suite("Crashes at the inbox", .serialized)
struct InboxCrashTests {
    @Test("Clearing is finished or has not begun, at every step")
    func clearing() async throws {
        let copies = StudyCopies()
        let fixture = try await StudyFixture(names: .assisted) { root in
            .init(journalCapacity: 256 * 1024, didReach: { copies.reach($0, in: root) })
        }
        let service = fixture.service
        let first = try await service.note("Priya Patel rang.")
        let second = try await service.note("Ravi Shah rang too.")
        let decisions = [
            SuspectDecision(text: "Priya Patel", verdict: .participant, handle: "SP66"),
            SuspectDecision(text: "Ravi Shah", verdict: .participant, handle: "SP67"),
        ]
        _ = try await service.decide(first.record.id.rawValue, [decisions[0]])
        _ = try await service.decide(second.record.id.rawValue, [decisions[1]])
        copies.arm(true)
        #expect(try await service.clear(nil, asItIs: false).records.count == 2)
        copies.arm(false)
        try await service.close()

        #expect(copies.taken.count > 4)
        let all = Set([first.record.id, second.record.id])
        for copy in copies.taken {
            let place = "after \(copy.step.rawValue)"
            let opened = try await StudyFixture.open(copy.path)
            let records = Set(try await opened.records(RecordFilter(limit: 0)).records.map(\.id))
            let waiting = Set(try await opened.inbox().map(\.id))
            #expect(records.union(waiting) == all, "\(place): a source is lost")
            _ = try await opened.clear(nil, asItIs: false)
            let page = try await opened.records(RecordFilter(limit: 0))
            #expect(page.total == 2 && Set(page.records.map(\.id)) == all, "\(place): not each once")
            #expect(try await opened.inbox().isEmpty, "\(place)")
            #expect(try await opened.checkVault().findings.isEmpty, "\(place)")
            try await opened.close()
        }
        try await expectNoName(in: fixture, ["Priya", "Patel", "Ravi", "Shah"])
    }

    @Test("A sealed source without its note still waits, also while the vault is locked")
    func noteLost() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        let saved = try await fixture.service.note("Priya Patel rang.")
        let note = fixture.study + "/.rir/vault/inbox/\(saved.record.id.rawValue).json"
        try FileManager.default.removeItem(atPath: note)
        _ = try await fixture.service.lockVault()
        #expect(try await fixture.service.inbox().map(\.id) == [saved.record.id])
        _ = try await fixture.service.unlockVault(passphrase: nil, minutes: nil)
        #expect(try await fixture.service.inbox().first?.suspects == 1)
        // A note alone, as a crash can leave one, is nothing that waits.
        try FileManager.default.removeItem(
            atPath: fixture.study + "/.rir/vault/inbox/\(saved.record.id.rawValue).study.age")
        try Data("{}".utf8).write(to: URL(fileURLWithPath: note))
        #expect(try await fixture.service.inbox().isEmpty)
    }

    @Test("A source that consent refuses stays in the inbox")
    func refused() async throws {
        let fixture = try await StudyFixture(names: .assisted, yaml: "policies:\n  consent: required\n")
        let vtt = """
            WEBVTT

            00:00:01.000 --> 00:00:03.000
            <v SP66>Priya Patel rang.

            """
        let (summary, outcomes) = try await fixture.service.importTexts([(path: "i.vtt", text: vtt)])
        #expect(summary.waiting == 1)
        let id = try #require(outcomes.first?.waits?.id)
        await expectFailure(.consentMissing) {
            try await fixture.service.clear([id.rawValue], asItIs: true)
        }
        #expect(try await fixture.service.inbox().map(\.id) == [id])
    }
}
