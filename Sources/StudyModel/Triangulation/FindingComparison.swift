/// Every finding by groups or sites: what they have in common and where they differ.
package struct FindingComparison: Hashable, Sendable, Codable {
    /// How one group stands to a finding.
    package enum Stance: String, Hashable, Sendable, Codable, CaseIterable {
        /// Its evidence speaks for the finding.
        case supports
        /// Its evidence speaks against it.
        case disconfirms
        /// It does both.
        case both
        /// The study holds sources of the group, and none is behind the finding.
        case silent
        /// The study holds nothing of the group.
        case unheard
    }

    /// What the groups make of a finding together.
    package enum Reading: String, Hashable, Sendable, Codable, CaseIterable {
        /// All that are heard support it, and none speaks against it.
        case common
        /// Some support it, and others are silent.
        case partial
        /// Something in a group speaks against it.
        case contested
        /// No group says anything to it.
        case none
    }

    package struct Cell: Hashable, Sendable, Codable {
        package var stance: Stance
        /// Records that speak for it, and against it.
        package var supports: Int
        package var disconfirms: Int
    }

    package struct Row: Hashable, Sendable, Codable {
        package var finding: FindingID
        package var version: Int
        package var statement: String
        package var reading: Reading
        /// One for each group.
        package var cells: [Cell]
    }

    /// What the groups are divided by.
    package var by: String
    package var groups: [String]
    package var rows: [Row]
    /// Evidence of all findings that is not counted.
    package var left: Triangulation.Left

    package init(by groups: StakeholderGroups, rows: [Row], left: Triangulation.Left) {
        by = groups.title
        self.groups = groups.names
        self.rows = rows
        self.left = left
    }
}

extension FindingComparison.Row {
    /// - Parameter heard: for each group, whether the study holds anything of it.
    package init(
        finding: FindingID, version: Finding.Version, sources: [EvidenceSource], groups: StakeholderGroups,
        heard: [Bool]
    ) {
        self.finding = finding
        self.version = version.number
        statement = version.statement
        let cells = groups.names.indices.map { column in
            let own = sources.filter { groups.places(of: $0.people).contains(column) }
            let supports = Set(own.filter { $0.side == .supports }.map(\.record)).count
            let disconfirms = Set(own.filter { $0.side == .disconfirms }.map(\.record)).count
            let stance: FindingComparison.Stance =
                switch (supports > 0, disconfirms > 0) {
                case (true, true): .both
                case (true, false): .supports
                case (false, true): .disconfirms
                case (false, false): heard[column] ? .silent : .unheard
                }
            return FindingComparison.Cell(stance: stance, supports: supports, disconfirms: disconfirms)
        }
        self.cells = cells
        // What nobody in particular says can't make a finding common to all, nor take that from it.
        let named = zip(groups.names, cells).filter { !StakeholderGroups.unnamed.contains($0.0) }
        let stances = Set(named.map(\.1.stance)).subtracting([.unheard])
        reading =
            if stances.contains(.disconfirms) || stances.contains(.both) { .contested } else {
                if stances == [.supports] {
                    .common
                } else {
                    stances.contains(.supports) ? .partial : .none
                }
            }
    }
}
