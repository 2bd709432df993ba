import Foundation
import StudyModel
import StudyService
import Testing

@Suite("Rounds of double-coding")
struct RoundTests {
    private static let secret = "a thought only r1 has about zebras"

    @Test("Two coders code alone, hand in, and see each other's work when the round closes")
    func aWholeRound() async throws {
        let fixture = try await RoundFixture()
        let opened = try await fixture.openRound()
        #expect(opened.state == .open && opened.round.records.count == 3 && opened.round.coders.count == 2)
        _ = try await fixture.service.nextInRound("first", isDone: false)
        try await fixture.code(0, "They come by themselves.", "access", comment: Self.secret)
        try await fixture.code(1, "waited outside", "waiting")
        try await fixture.submit()
        await expectFailure(.roundState) { try await fixture.service.closeRound("first", reason: nil) }

        try await fixture.take(over: "r2")
        try await fixture.code(0, "come by themselves", "access")
        await expectFailure(.roundForeign) { try await fixture.service.closeRound("first", reason: nil) }
        try await fixture.submit()
        try await fixture.take(over: "r1")
        let closed = try await fixture.service.closeRound("first", reason: nil)
        #expect(closed.state == .closed && closed.progress.allSatisfy { $0.isSubmitted && $0.opened == 3 })

        let shown = try await fixture.service.codings(of: fixture.records[0].rawValue).codings
        #expect(Set(shown.map(\.coder)) == [RoundFixture.lead, RoundFixture.second])
        #expect(shown.first { $0.coder == RoundFixture.lead }?.coding.comment == Self.secret)
        let frozen = "\(fixture.study.study)/rounds/first/r2/\(fixture.records[0]).jsonl"
        #expect(try String(contentsOfFile: frozen, encoding: .utf8).contains("come by themselves"))
        // A record that was looked at and not coded has an empty sheet.
        #expect(
            FileManager.default.contents(
                atPath: "\(fixture.study.study)/rounds/first/r2/\(fixture.records[2]).jsonl")?.isEmpty == true
        )
        #expect(try await fixture.service.isSound())
        try await fixture.service.close()
    }

    @Test("No door shows a coder what another coded before the round closes")
    func everyDoor() async throws {
        let fixture = try await RoundFixture()
        _ = try await fixture.openRound()
        try await fixture.code(0, "Some are sent.", "access", comment: Self.secret)
        try await fixture.code(1, "in the rain", "weather")
        let own = try await fixture.service.codings(of: fixture.records[0].rawValue).codings
        #expect(own.map(\.coding.comment) == [Self.secret])
        let id = try #require(own.first).coding.id.rawValue
        try await fixture.submit()

        try await fixture.take(over: "r2")
        let service = fixture.service
        for record in fixture.records {
            #expect(try await service.codings(of: record.rawValue).codings.isEmpty)
            await expectFailure(.roundFrozen) {
                try await service.codings(
                    of: record.rawValue, at: Timestamp(secondsSinceEpoch: Int(Date().timeIntervalSince1970)))
            }
        }
        for query in ["code:access", "code:weather", "any", "coder:r1", "comment:zebras"] {
            #expect(try await service.query(query, offset: 0, limit: 10).hits.isEmpty, "\(query)")
        }
        #expect(try await service.codingCounts().isEmpty)
        #expect(try await service.search("zebras", filter: RecordFilter()).hits.isEmpty)
        let project = try await service.projectFile(ProjectExportOptions())
        for needle in [Self.secret, "zebras", id] {
            #expect(!String(decoding: project.bytes, as: UTF8.self).contains(needle))
            #expect(
                !String(decoding: try fixture.everythingOnDisk(), as: UTF8.self).contains(needle), "\(needle)"
            )
        }
        // Sheets of different content have one length.
        let sheets = try fixture.records.map { record in
            try #require(
                FileManager.default.contents(
                    atPath: "\(fixture.study.study)/rounds/first/r1/\(record).age")
            ).count
        }
        #expect(Set(sheets).count == 1)
        try await service.close()
    }
}
