package import StudyModel

extension AnswerMerge {
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
