import StudyModel

extension BoardReport {
    /// As EasyRetro writes boards: a column for each, its cards below with their votes in parentheses.
    package var easyretro: [UInt8] {
        let longest = columns.map(\.cards.count).max() ?? 0
        var rows = [columns.map(\.name)]
        for index in 0..<longest {
            rows.append(
                columns.map { column in
                    guard column.cards.indices.contains(index) else { return "" }
                    let card = column.cards[index]
                    return "\(card.text) (\(Self.votes(card.votes)))"
                })
        }
        return CSVText.bytes(rows)
    }

    /// As Miro writes boards: the name of a frame, its notes below, their tags beside them, and an empty row behind.
    package var miro: [UInt8] {
        var rows: [[String]] = []
        for column in columns where !column.cards.isEmpty {
            if !rows.isEmpty { rows.append([]) }
            rows.append([column.name])
            rows += column.cards.map { [$0.text] + $0.clusters }
        }
        return CSVText.bytes(rows)
    }
}
