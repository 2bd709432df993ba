/// Where the evidence of a finding comes from: kinds of source by groups of people, and when.
///
/// A finding that stands on several kinds of source and several groups is triangulated; a place where the study holds
/// sources and none of them is behind the finding is a gap to look into. Of fewer people than the study shows, it isn't
/// said how many they are.
package struct Triangulation: Hashable, Sendable, Codable {
    /// One kind of source of one group.
    package struct Cell: Hashable, Sendable, Codable {
        /// Records that speak for the finding.
        package var supports: Int
        /// Records that speak against it; one may do both.
        package var disconfirms: Int
        /// Whose words those are; absent where they are too few to be counted.
        package var people: Int?
        /// How many such records the study holds.
        package var held: Int

        package init(supports: Int, disconfirms: Int, people: Int?, held: Int) {
            self.supports = supports
            self.disconfirms = disconfirms
            self.people = people
            self.held = held
        }

        /// Whether there are sources of which none stands behind the finding.
        package var isGap: Bool { held > 0 && supports == 0 && disconfirms == 0 }
    }

    /// How many records of a month are evidence.
    package struct Month: Hashable, Sendable, Codable {
        /// Year and month: `2021-03`.
        package var month: String
        package var supports: Int
        package var disconfirms: Int
    }

    /// Evidence that is not counted.
    package struct Left: Hashable, Sendable, Codable {
        /// Links to what is not in the study any more.
        package var gone: Int
        /// Links to records of people who have not agreed to their use.
        package var withheld: Int

        package init(gone: Int, withheld: Int) {
            self.gone = gone
            self.withheld = withheld
        }
    }

    package var finding: FindingID
    package var version: Int
    package var statement: String
    /// What the groups are divided by.
    package var by: String
    package var kinds: [RecordKind]
    package var groups: [String]
    /// Row after row: a row for each kind.
    package var cells: [Cell]
    /// Every month from the first with evidence to the last.
    package var months: [Month]
    /// Whose words the evidence is, in all; absent where they are too few to be counted.
    package var people: Int?
    /// The smallest count of people that is shown.
    package var smallest: Int
    package var left: Left

    package subscript(kind: Int, group: Int) -> Cell { cells[kind * groups.count + group] }

    /// - Parameters:
    ///   - sources: the evidence; a record is counted once on each side.
    ///   - held: every record of the study that may be used, with those whose words it holds.
    package init(
        finding: FindingID, version: Finding.Version, sources: [EvidenceSource],
        held: [(kind: RecordKind, people: Set<Handle>)], groups: StakeholderGroups, smallest: Int, left: Left
    ) {
        self.finding = finding
        self.version = version.number
        statement = version.statement
        by = groups.title
        self.groups = groups.names
        self.smallest = smallest
        self.left = left
        let kinds = Self.order.filter { kind in
            held.contains { $0.kind == kind } || sources.contains { $0.kind == kind }
        }
        self.kinds = kinds
        var totals = Array(repeating: Array(repeating: 0, count: groups.names.count), count: kinds.count)
        for (kind, people) in held {
            guard let row = kinds.firstIndex(of: kind) else { continue }
            for column in groups.places(of: people) { totals[row][column] += 1 }
        }
        let all = sources.reduce(into: Set<Handle>()) { $0.formUnion($1.people) }
        people = Self.shown(all.count, smallest)
        // What all are together, less those who are shown, would be those who are not.
        let shares = groups.names.indices.map { column in
            all.count { groups.places(of: $0).contains(column) }
        }
        let isShown = SmallCounts.shown(shares, smallest: smallest).map { $0 != nil }
        cells = kinds.indices.flatMap { row in
            groups.names.indices.map { column in
                Self.cell(
                    sources.filter { $0.kind == kinds[row] && groups.places(of: $0.people).contains(column) },
                    of: { groups.places(of: $0).contains(column) }, held: totals[row][column],
                    smallest: isShown[column] ? smallest : .max)
            }
        }
        months = Self.months(of: sources)
    }

    /// In the order in which a methods section lists them.
    private static let order: [RecordKind] = [
        .minutes, .meetingNote, .report, .interview, .conversation, .email, .fieldNote, .surveyResponse,
    ]

    private static func cell(
        _ sources: [EvidenceSource], of isMember: (Handle) -> Bool, held: Int, smallest: Int
    ) -> Cell {
        let people = sources.reduce(into: Set<Handle>()) { $0.formUnion($1.people.filter(isMember)) }
        return Cell(
            supports: records(sources, .supports), disconfirms: records(sources, .disconfirms),
            people: shown(people.count, smallest), held: held)
    }

    private static func records(_ sources: [EvidenceSource], _ side: Finding.Side) -> Int {
        Set(sources.filter { $0.side == side }.map(\.record)).count
    }

    private static func shown(_ count: Int, _ smallest: Int) -> Int? {
        count == 0 || count >= smallest ? count : nil
    }

    private static func months(of sources: [EvidenceSource]) -> [Month] {
        let found = Dictionary(grouping: sources) { $0.day.year * 12 + $0.day.month - 1 }
        guard let first = found.keys.min(), let last = found.keys.max() else { return [] }
        // One odd day would make thousands of empty months.
        let shown = last - first < 120 ? Array(first...last) : found.keys.sorted()
        return shown.map { number in
            let month = "\((number / 12).padded(to: 4))-\((number % 12 + 1).padded(to: 2))"
            return Month(
                month: month, supports: records(found[number] ?? [], .supports),
                disconfirms: records(found[number] ?? [], .disconfirms))
        }
    }
}
