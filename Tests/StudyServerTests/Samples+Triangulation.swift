import StudyAPI
import StudyModel

extension Samples {
    private static let heard = EvidenceSource(
        record: id, kind: .minutes, day: day, side: .supports, people: [handle])

    private static func groups(_ people: Set<Handle>) -> StakeholderGroups {
        StakeholderGroups(title: "role", order: [], groups: [handle: ["g"]], people: [people])
    }

    private static func grid(smallest: Int) -> Triangulation {
        Triangulation(
            finding: FindingID(rawValue: "open-door").unsafelyUnwrapped, version: statement,
            sources: [heard], held: [(.minutes, [handle])], groups: groups([handle]), smallest: smallest,
            left: left)
    }

    private static let statement = Finding.Version(
        id: operation, statement: "s", written: .init(by: member, at: time))
    private static let left = Triangulation.Left(gone: 1, withheld: 2)
    private static let row = FindingComparison.Row(
        finding: FindingID(rawValue: "open-door").unsafelyUnwrapped, version: statement, sources: [heard],
        groups: groups([handle]), heard: [true])

    /// Where the evidence of findings comes from.
    static let triangulation: [Sample] = [
        Sample(schema: "Triangulation", full: grid(smallest: 1), least: grid(smallest: 5)),
        Sample(
            schema: "TriangulationCell", full: grid(smallest: 1).cells[0], least: grid(smallest: 5).cells[0]),
        same("TriangulationMonth", grid(smallest: 1).months[0]), same("EvidenceLeft", left),
        same("FindingComparison", FindingComparison(by: groups([handle]), rows: [row], left: left)),
        same("FindingComparisonRow", row), same("FindingComparisonCell", row.cells[0]),
    ]
}
