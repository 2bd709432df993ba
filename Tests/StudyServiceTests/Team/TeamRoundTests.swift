import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing

@Suite("A round of double-coding over two copies")
struct TeamRoundTests {
    private static let secret = "between zebras and lamp posts"

    @Test(
        "Two coders in copies of their own complete a round; nothing of the other's is seen before it closes")
    func round() async throws {
        let team = try await TeamFixture()
        let (lead, coder) = (try team["r1"], try team["r2"])
        try await CodingTests.frame(lead, ["Access", "Waiting"])
        var records: [RecordID] = []
        for text in ["They come by themselves.\n\nSome are sent.", "The queue was long."] {
            records.append(try await lead.note(text).record.id)
        }
        var plan = RoundPlan(title: "First")
        plan.records = records.map(\.rawValue)
        _ = try await lead.planRound(plan)
        _ = try await lead.openRound("first")
        try await Self.code(lead, records[0], "Some are sent.", comment: Self.secret)
        try await Self.submit(lead)
        try await team.settle()
        // Everything of the lead's work is here, and none of it can be read.
        #expect(try await coder.codings(of: records[0].rawValue).codings.isEmpty)
        let objects = try StudyFixture.git(
            try team.folder("r2"), "cat-file", "--batch-all-objects", "--batch", "--buffer")
        #expect(!objects.output.contains("zebras"))
        try await Self.code(coder, records[0], "Some are sent.")
        try await Self.submit(coder)
        try await team.settle()
        let closed = try await lead.closeRound("first", reason: nil)
        #expect(closed.state == .closed)
        try await team.settle()
        for service in [lead, coder] {
            let codings = try await service.codings(of: records[0].rawValue).codings
            #expect(codings.map(\.coder.rawValue) == ["r1", "r2"])
            #expect(try await service.adjudication(of: "first").agreed == 1)
        }
        try await team.expectAlike()
        try await team.close()
    }

    private static func code(
        _ service: StudyService, _ record: RecordID, _ quote: String, comment: String? = nil
    ) async throws {
        var change = CodingChange(.add, codes: ["access"])
        (change.quote, change.comment) = (quote, comment)
        _ = try await service.code(record.rawValue, [change])
    }

    private static func submit(_ service: StudyService) async throws {
        while try await service.nextInRound("first", isDone: true).record != nil {}
        _ = try await service.submitRound("first", isPartial: false)
    }
}
