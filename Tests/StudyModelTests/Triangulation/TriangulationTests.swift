import StudyModel
import Testing

@Suite("Where the evidence of a finding comes from")
struct TriangulationTests {
    private func handle(_ text: String) throws -> Handle { try #require(Handle(rawValue: text)) }

    private func record(_ day: String, _ kind: RecordKind, _ end: String) throws -> RecordID {
        try #require(RecordID(rawValue: "\(day)-\(kind.rawValue)-\(end)"))
    }

    private func source(
        _ day: String, _ kind: RecordKind, _ end: String, _ people: [String],
        _ side: Finding.Side = .supports
    ) throws -> EvidenceSource {
        EvidenceSource(
            record: try record(day, kind, end), kind: kind, day: try #require(CalendarDay(rawValue: day)),
            side: side, people: Set(try people.map(handle)))
    }

    private func version() throws -> Finding.Version {
        Finding.Version(
            id: try #require(OperationID(rawValue: "01kb2s9m4x0e7a2v9c1d3f0001")),
            statement: "People come.",
            written: Provenance(
                by: try #require(MemberID(rawValue: "r1")), at: Timestamp(secondsSinceEpoch: 0)))
    }

    private let left = Triangulation.Left(gone: 0, withheld: 0)

    private func grid(_ sources: [EvidenceSource], smallest: Int = 1) throws -> Triangulation {
        let held: [(kind: RecordKind, people: Set<Handle>)] = [
            (.interview, [try handle("SP01")]), (.interview, [try handle("SP02")]),
            (.email, [try handle("M01")]), (.minutes, []),
        ]
        let groups = StakeholderGroups(
            title: "role", order: ["manager", "frontline"],
            groups: [
                try handle("SP01"): ["frontline"], try handle("SP02"): ["frontline"],
                try handle("M01"): ["manager"],
            ], people: held.map(\.people) + sources.map(\.people))
        return Triangulation(
            finding: try #require(FindingID(rawValue: "door")), version: try version(), sources: sources,
            held: held, groups: groups, smallest: smallest, left: left)
    }

    @Test("Records and people are counted by kind and group, and what is missing is a gap")
    func counts() throws {
        let sources = [
            try source("2020-04-15", .interview, "aaaa", ["SP01"]),
            try source("2020-04-15", .interview, "aaaa", ["SP01"]),
            try source("2020-06-15", .interview, "bbbb", ["SP02"], .disconfirms),
        ]
        let grid = try grid(sources)
        #expect(grid.kinds == [.minutes, .interview, .email])
        #expect(grid.groups == ["manager", "frontline", "nobody named"])
        // One record that is linked twice is one record.
        #expect(grid[1, 1] == .init(supports: 1, disconfirms: 1, people: 2, held: 2))
        #expect(grid[2, 0] == .init(supports: 0, disconfirms: 0, people: 0, held: 1))
        #expect(grid[2, 0].isGap && !grid[2, 1].isGap && grid[0, 2].isGap)
        #expect(grid.gaps.map(\.group) == ["manager"])
        #expect(grid.reach == (1, 1))
        #expect(grid.people == 2)
        #expect(grid.months.map(\.month) == ["2020-04", "2020-05", "2020-06"])
        #expect(grid.months.map(\.supports) == [1, 0, 0] && grid.months.map(\.disconfirms) == [0, 0, 1])
    }

    @Test("So few people that somebody could be told from them are not counted")
    func fewPeople() throws {
        let sources = [
            try source("2020-04-15", .interview, "aaaa", ["SP01", "SP02"]),
            try source("2020-04-15", .email, "bbbb", ["M01"]),
        ]
        let grid = try grid(sources, smallest: 2)
        // All three are said, so that two of one group would say that the other has one.
        #expect(grid.people == 3)
        #expect(grid[1, 1].people == nil && grid[2, 0].people == nil)
        #expect(grid.text(of: grid[1, 1]) == "+1 / -")
        let csv = String(decoding: grid.csv, as: UTF8.self)
        #expect(csv.contains("\"email\",\"manager\",\"1\",\"0\",\"\",\"1\",\"no\""))
        let few = try self.grid([sources[1]], smallest: 5)
        #expect(few.people == nil && few[2, 0].people == nil)
    }

    @Test("Findings are common, of some, or contested between groups")
    func comparison() throws {
        let people = [Set([try handle("SP01")]), Set([try handle("M01")]), Set([try handle("V01")]), []]
        let groups = StakeholderGroups(
            title: "site", order: [],
            groups: [
                try handle("SP01"): ["A"], try handle("M01"): ["B"], try handle("V01"): ["C"],
            ], people: people)
        #expect(groups.names == ["A", "B", "C", "nobody named"])
        func row(_ sources: [EvidenceSource], heard: [Bool] = [true, true, false, true]) throws
            -> FindingComparison.Row
        {
            FindingComparison.Row(
                finding: try #require(FindingID(rawValue: "door")), version: try version(),
                sources: sources, groups: groups, heard: heard)
        }
        let a = try source("2020-04-15", .interview, "aaaa", ["SP01"])
        let b = try source("2020-04-15", .interview, "bbbb", ["M01"])
        let against = try source("2020-04-15", .interview, "bbbb", ["M01"], .disconfirms)
        let nobody = try source("2020-04-15", .minutes, "cccc", [], .disconfirms)
        #expect(try row([a, b]).reading == .common)
        #expect(try row([a, b]).cells.map(\.stance) == [.supports, .supports, .unheard, .silent])
        #expect(try row([a, b], heard: [true, true, true, true]).reading == .partial)
        #expect(try row([a]).reading == .partial)
        #expect(try row([a, b, against]).reading == .contested)
        #expect(try row([a, b, against]).cells[1].text == "+1 \u{2212}1")
        #expect(try row([]).reading == .none)
        // Minutes that name nobody are no group.
        #expect(try row([a, b, nobody]).reading == .common)
    }
}
