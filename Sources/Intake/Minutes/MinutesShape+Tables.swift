/// Actions and decisions in tables.
extension MinutesShape {
    /// A row of a table whose head names actions or decisions.
    mutating func takeRow(_ row: String) {
        let cells = row.split(separator: "|").map { String($0).trimmed }.filter { !$0.isEmpty }
        if let table {
            guard !cells.allSatisfy({ $0.utf8.allSatisfy { $0 == 0x2D || $0 == 0x3A } }) else { return }
            addItem(cells.joined(separator: " | "), to: table)
            open?.hasItems = true
        } else if !isTight, let part = open?.part, part == .actions || part == .decisions {
            // The first row names the columns.
            table = part
        } else if !isTight {
            let heads = cells.map { TextHead.plain($0).lowercased() }
            if heads.contains(where: { MinutesPart.labels[$0] == .actions }) {
                table = .actions
            } else if heads.contains(where: { MinutesPart.labels[$0] == .decisions }) {
                table = .decisions
            }
        }
    }
}
