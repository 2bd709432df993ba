import Foundation
import StudyModel
import StudyService
import Testing

@Suite("How far the coders of a round agree")
struct RoundReportTests {
    /// Three paragraphs in each of three records.
    ///
    /// Both code 4 of 9 paragraphs with 'access' alike, one of them one more, and with
    /// 'waiting' each a paragraph of their own.
    private static func closed() async throws -> RoundFixture {
        let fixture = try await RoundFixture()
        _ = try await fixture.openRound()
        for member in ["r1", "r2"] {
            if member == "r2" { try await fixture.take(over: "r2") }
            try await fixture.code(0, "Some are sent.", "access")
            try await fixture.code(0, "come by", "access")
            try await fixture.code(1, "The queue was long.", "access")
            try await fixture.code(2, "The telephone was silent.", "access")
            if member == "r1" { try await fixture.code(2, "We had tea.", "access") }
            try await fixture.code(1, member == "r1" ? "in the rain" : "stayed shut", "waiting")
            try await fixture.submit()
        }
        try await fixture.take(over: "r1")
        _ = try await fixture.service.closeRound("first", reason: nil)
        return fixture
    }

    private static func figure(_ name: String, of code: String, in report: AgreementReport) -> Double? {
        report.codes.first { $0.code == code }?.figures.first { $0.name == name }?.value
    }

    @Test(
        "Figures are those of the paragraphs as they were handed in, whatever becomes of codings and texts later"
    )
    func figures() async throws {
        let fixture = try await Self.closed()
        let service = fixture.service
        let request = RoundReport.Request()
        let first = try await service.roundReport("first", request).report
        let access = try #require(first.codes.first { $0.code == "access" })
        #expect(access.units == 9 && access.applied == [5, 4] && access.table == [4, 1, 0, 4])
        // 2 x 2: observed 8/9, expected 5/9*4/9 + 4/9*5/9.
        let kappa = (8.0 / 9 - 40.0 / 81) / (1 - 40.0 / 81)
        let found = try #require(access.figures.first { $0.name.hasSuffix("cohen_kappa") }?.value)
        #expect(abs(found - kappa) < 1e-12)
        #expect(first.codes.first { $0.code == "waiting" }?.table == [0, 1, 1, 7])
        #expect(first.adjudication?.agreed == 4 && first.adjudication?.before == 4.0 / 7)
        #expect(first.design.contains { $0.heading == "Blinding" })

        let coding = try #require(try await service.codings(of: fixture.records[2].rawValue).codings.first)
        _ = try await service.code(
            fixture.records[2].rawValue, [CodingChange(.remove, coding: coding.coding.id.rawValue)])
        _ = try await service.edit(
            fixture.records[1].rawValue, RecordChanges(body: "Another text altogether.\n"), reason: nil,
            base: nil)
        #expect(try await service.roundReport("first", request).report.codes == first.codes)
        try await service.close()
    }

    @Test("Figures come apart by pair, kind and week, and by level")
    func groups() async throws {
        let fixture = try await Self.closed()
        var request = RoundReport.Request()
        for (grouping, names) in [(RoundReport.Grouping.pair, ["r1 and r2"]), (.kind, ["field-note"])] {
            request.by = grouping
            let groups = try await fixture.service.roundReport("first", request).groups
            #expect(groups.map(\.name) == names && groups.map(\.records) == [3])
        }
        request.by = .week
        let week = try #require(try await fixture.service.roundReport("first", request).groups.first)
        #expect(week.name.wholeMatch(of: /\d{4}-W\d\d/) != nil)
        request.by = nil
        for level in Round.Level.allCases {
            request.level = level
            let report = try await fixture.service.roundReport("first", request).report
            let units = try #require(report.codes.first?.units)
            #expect(units > 0 && (level != .record || units == 3))
        }
        try await fixture.service.close()
    }

    @Test("One coder's second look is compared with their first")
    func drift() async throws {
        let fixture = try await Self.closed()
        let service = fixture.service
        var plan = RoundPlan(title: "Again")
        (plan.again, plan.coders, plan.records) = (true, [RoundFixture.lead], fixture.records.map(\.rawValue))
        plan.codes = ["access"]
        _ = try await service.planRound(plan)
        _ = try await service.openRound("again")
        // What they coded the first time is not shown meanwhile.
        #expect(try await service.codings(of: fixture.records[0].rawValue).codings.isEmpty)
        #expect(try await service.query("coder:r1", offset: 0, limit: 9).hits.isEmpty)
        try await fixture.code(0, "Some are sent.", "access")
        while try await service.nextInRound("again", isDone: true).record != nil {}
        _ = try await service.submitRound("again", isPartial: false)
        _ = try await service.closeRound("again", reason: nil)
        var request = RoundReport.Request()
        request.against = "first"
        let report = try await service.roundReport("again", request).report
        #expect(report.coders == ["r1 in first", "r1 in again"])
        #expect(report.codes.first { $0.code == "access" }?.table == [1, 4, 0, 4])
        try await service.close()
    }
}
