/// A record that stands behind a finding: on which side, and whose words it holds.
package struct EvidenceSource: Hashable, Sendable {
    package var record: RecordID
    package var kind: RecordKind
    package var day: CalendarDay
    package var side: Finding.Side
    /// Those whose words the evidence is: the speakers of a coding, the participants of a record.
    package var people: Set<Handle>

    package init(
        record: RecordID, kind: RecordKind, day: CalendarDay, side: Finding.Side, people: Set<Handle>
    ) {
        self.record = record
        self.kind = kind
        self.day = day
        self.side = side
        self.people = people
    }
}

/// The groups that people are compared by: the values of an attribute, or the prefixes of their handles.
package struct StakeholderGroups: Sendable {
    /// What they are divided by.
    package let title: String
    /// In the order in which they are shown; those of nobody in particular last.
    package let names: [String]
    private let members: [Handle: [Int]]
    private let nobody: Int?
    private let unsaid: Int?

    /// Records in which nobody takes part are shown under this name.
    package static let nobodyName = "nobody named"
    /// People of whom the study doesn't say it are shown under this name.
    package static let unsaidName = "not said"

    /// The names of those who are no group.
    package static let unnamed: Set<String> = [nobodyName, unsaidName]

    /// - Parameters:
    ///   - order: the groups that are known, in their order; what else people belong to follows by name.
    ///   - groups: what each person belongs to.
    ///   - people: those whose words the records are, record by record.
    package init(title: String, order: [String], groups: [Handle: [String]], people: [Set<Handle>]) {
        self.title = title
        let used = Set(people.joined().flatMap { groups[$0] ?? [] })
        let known = order.filter(used.contains)
        var names = known + used.subtracting(known).sorted()
        let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        members = groups.mapValues { $0.compactMap { places[$0] } }.filter { !$0.value.isEmpty }
        let isUnsaid = people.joined().contains { [members] in members[$0] == nil }
        unsaid = isUnsaid ? names.count : nil
        if isUnsaid { names.append(Self.unsaidName) }
        let isNobody = people.contains(where: \.isEmpty)
        nobody = isNobody ? names.count : nil
        if isNobody { names.append(Self.nobodyName) }
        self.names = names
    }

    /// The groups that have a part in a record, by their places.
    package func places(of people: Set<Handle>) -> Set<Int> {
        if people.isEmpty { return nobody.map { [$0] } ?? [] }
        return people.reduce(into: []) { $0.formUnion(places(of: $1)) }
    }

    /// The groups that somebody belongs to, by their places.
    package func places(of handle: Handle) -> [Int] { members[handle] ?? unsaid.map { [$0] } ?? [] }
}
