package import StudyModel

extension SurveyIntake {
    /// Reads a map of who is who: a table in which each row has a handle and, in its other cells, the names or addresses that
    /// stand for it in the answers.
    ///
    /// A header without a handle is passed over. The map is for ``SurveyOptions/map`` and holds real names: it is never
    /// written or logged.
    ///
    /// - Returns: Handles by name or address, in lower case.
    /// - Throws: As ``read(source:options:)``, and `import.unreadable` where no row has a handle, or one name stands for
    ///   two people; the row is named, the name is not.
    package static func people(from source: IntakeSource) throws(StudyError) -> [String: Handle] {
        let format = try TableFormat.of(source.bytes, path: SourcePath(source.path)) ?? .text
        let table = try TableFile(source, format: format, sheet: nil).table
        var people: [String: Handle] = [:]
        for row in 0..<table.rowCount {
            let cells = (0..<table.width(row)).map { table.text(row, $0) }.filter { !$0.isEmpty }
            guard let place = cells.firstIndex(where: { Handle(rawValue: $0) != nil }),
                let handle = Handle(rawValue: cells[place])
            else { continue }
            for (other, cell) in cells.enumerated() where other != place {
                let known = people.updateValue(handle, forKey: cell.lowercased())
                guard known == nil || known == handle else {
                    throw StudyError(
                        .importUnreadable,
                        "Row \(table.number(row)) of '\(source.path)' gives somebody a second handle.",
                        hint: "Leave one of the two rows.")
                }
            }
        }
        guard !people.isEmpty else {
            throw StudyError(
                .importUnreadable, "'\(source.path)' has no row with a name and a handle.",
                hint: "Write a name or address and a handle such as SP66 in each row.")
        }
        return people
    }
}
