package import StudyModel

extension SurveyIntake {
    /// The rows of a table as they stand, headings first: for lists of people and of consent.
    ///
    /// - Throws: As ``read(source:options:)``; messages name rows, never what is in them.
    package static func rows(from source: IntakeSource) throws(StudyError) -> [[String]] {
        let format = try TableFormat.of(source.bytes, path: SourcePath(source.path)) ?? .text
        let table = try TableFile(source, format: format, sheet: nil).table
        return (0..<table.rowCount).map { row in (0..<table.width(row)).map { table.text(row, $0) } }
    }
}

extension SurveyIntake {
    /// Words as a survey's id or a variable's name has them: `how-often`; at most 32 characters.
    package static func slug(_ text: String) -> String { ColumnName.slug(text, most: 32) }
}
