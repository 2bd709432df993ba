import Foundation
import StudyModel
import StudyService
import Testing

@Suite("Evidence by sources and groups")
struct EvidenceGridTests {
    private static let yaml = """
        policies:
          consent: required
          small-cells: 1
        handles:
          SP: social prescriber
          M: manager
        attributes:
          site: {values: [A, B], type: one-of}

        """

    @Test("A grid counts what a finding rests on, by what handles stand for and by an attribute")
    func grid() async throws {
        let fixture = try await FeedbackFixture(yaml: Self.yaml)
        let service = fixture.service
        _ = try await fixture.finding()
        let grid = try await service.triangulation(of: "open", by: nil)
        #expect(grid.by == "group" && grid.groups == ["manager", "social prescriber"])
        #expect(grid.kinds == [.conversation])
        #expect(grid[0, 0] == .init(supports: 0, disconfirms: 1, people: 1, held: 1))
        #expect(grid[0, 1] == .init(supports: 2, disconfirms: 0, people: 2, held: 2))
        #expect(grid.left == .init(gone: 0, withheld: 0) && grid.people == 3)

        _ = try await service.importParticipants(
            csv: Array("handle,site\nSP66,A\nM04,B\n".utf8), prefix: nil, dryRun: false)
        let sites = try await service.compareFindings(by: "site")
        #expect(sites.groups == ["A", "B", "not said"])
        #expect(sites.rows.map(\.reading) == [.contested])
        #expect(sites.rows[0].cells.map(\.stance) == [.supports, .disconfirms, .supports])
        await expectFailure(.requestInvalid) { try await service.triangulation(of: "open", by: "shoe") }
        await expectFailure(.findingNotFound) { try await service.triangulation(of: "window", by: nil) }
    }

    @Test("What people take back is not counted, and is said to be missing")
    func withdrawn() async throws {
        let fixture = try await FeedbackFixture(yaml: Self.yaml)
        let service = fixture.service
        _ = try await fixture.finding()
        _ = try await service.recordConsent(
            ConsentAsked(
                participants: [try #require(Handle(rawValue: "SP41"))], meeting: nil, act: .withdrawn,
                purposes: [.collect], mode: .oral, at: Timestamp(rawValue: "2020-05-01T10:00:00Z"),
                form: nil, expires: nil, records: nil, evidence: nil))
        let grid = try await service.triangulation(of: "open", by: nil)
        #expect(grid.left.withheld == 1 && grid[0, 1].supports == 1 && grid[0, 1].held == 1)
    }
}
