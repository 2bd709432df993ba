package import StudyModel

extension AnswerMerge {
    /// A matrix in which what was asked about is as the other side has it.
    package static func matrix(
        other: FrameworkMatrix, fields: [String], now: FrameworkMatrix
    ) -> FrameworkMatrix {
        var matrix = now
        if fields.contains("title") { matrix.title = other.title }
        if fields.contains("choice") { matrix.choice = other.choice }
        return matrix
    }

    /// A row in which the other side's summaries stand, as their next versions.
    package static func row(
        other: FrameworkRow, fields: [String], now: FrameworkRow, id: OperationID, _ written: Provenance
    ) -> FrameworkRow {
        var row = now
        for (theme, theirs) in other.latest.sorted(by: { $0.key.rawValue < $1.key.rawValue })
        where fields.contains("cell \(theme.rawValue)") {
            row.add(
                FrameworkCell(
                    theme: theme, id: id, number: (now.history(theme).map(\.number).max() ?? 0) + 1,
                    text: theirs.text, written: written, basis: theirs.basis,
                    isWithdrawn: theirs.isWithdrawn))
        }
        return row
    }
}
