/// Triangulation as tables of text.
extension Triangulation {
    /// What stands in a cell of a table: records for and against, and whose words they are.
    package func text(of cell: Cell) -> String {
        if cell.held == 0, cell.supports + cell.disconfirms == 0 { return "" }
        if cell.isGap { return "gap (\(cell.held))" }
        var parts: [String] = []
        if cell.supports > 0 { parts.append("+\(cell.supports)") }
        if cell.disconfirms > 0 { parts.append("\u{2212}\(cell.disconfirms)") }
        if cell.people != 0 { parts.append("/ \(text(ofPeople: cell.people))") }
        return parts.joined(separator: " ")
    }

    /// A number of people; `-` where they are too few to be counted, or could be worked out from others.
    package func text(ofPeople count: Int?) -> String { count.map(String.init) ?? "-" }

    /// A line for each kind and group, which statistics programs read without reshaping; people who are too few to be
    /// counted are left empty.
    package var csv: [UInt8] {
        var rows = [
            [
                "finding", "version", "kind", by, "records_for", "records_against", "participants",
                "records_held", "gap",
            ]
        ]
        for (row, kind) in kinds.enumerated() {
            for (column, group) in groups.enumerated() {
                let cell = self[row, column]
                rows.append([
                    finding.rawValue, String(version), kind.rawValue, group, String(cell.supports),
                    String(cell.disconfirms), cell.people.map(String.init) ?? "", String(cell.held),
                    cell.isGap ? "yes" : "no",
                ])
            }
        }
        return CSVText.bytes(rows)
    }

    /// Where the study holds sources and none of them stands behind the finding, the largest first.
    package var gaps: [(kind: RecordKind, group: String, held: Int)] {
        let all = kinds.indices.flatMap { row in
            groups.indices.map { (kinds[row], groups[$0], self[row, $0]) }
        }
        return all.filter { $0.2.isGap && $0.1 != StakeholderGroups.nobodyName }
            .sorted { $0.2.held > $1.2.held }
            .map { (kind: $0.0, group: $0.1, held: $0.2.held) }
    }

    /// How many kinds of source and how many groups speak for the finding.
    package var reach: (kinds: Int, groups: Int) {
        let isBacked = kinds.indices.map { row in groups.indices.map { self[row, $0].supports > 0 } }
        let named = groups.indices.filter { !StakeholderGroups.unnamed.contains(groups[$0]) }
        return (
            isBacked.count { $0.contains(true) }, named.count { column in isBacked.contains { $0[column] } }
        )
    }
}

extension FindingComparison {
    package var csv: [UInt8] {
        var rows = [["finding", "version", "reading"] + groups]
        for row in self.rows {
            rows.append(
                [row.finding.rawValue, String(row.version), row.reading.rawValue]
                    + row.cells.map(\.text))
        }
        return CSVText.bytes(rows)
    }
}

extension FindingComparison.Cell {
    /// `+3`, `−1`, `+3 −1`, `silent`, or nothing where nobody of the group was heard.
    package var text: String {
        switch stance {
        case .supports: "+\(supports)"
        case .disconfirms: "\u{2212}\(disconfirms)"
        case .both: "+\(supports) \u{2212}\(disconfirms)"
        case .silent: "silent"
        case .unheard: ""
        }
    }
}
