package import Agreement
package import StudyModel

/// Weights of one's own, read from a file of comma-separated values.
package struct WeightFile {
    package let weights: AgreementWeights
    /// The categories that the first row and column name; `nil` for a table of bare numbers.
    package let labels: [String]?

    /// Reads a square of weights, with the names of the categories in the first row and column or without names.
    ///
    /// - Throws: `agreement.invalid` for what is no square of numbers from 0 to 1, with 1 on the diagonal.
    package init(_ bytes: [UInt8]) throws(StudyError) {
        let (rows, dialect) = try RatingSheet.rows(bytes, isOfNumbers: true)
        let comma = dialect.delimiter != UInt8(ascii: ",")
        let isNamed = rows.first?.cells.first.map { ValueLabels.number($0, comma) == nil } ?? false
        let body = isNamed ? Array(rows.dropFirst()) : rows
        var table: [[Double]] = []
        for row in body {
            let cells = row.withoutEnd.cells.dropFirst(isNamed ? 1 : 0)
            let values = cells.compactMap { ValueLabels.number($0, comma) }
            guard values.count == cells.count, cells.count == body.count else {
                throw StudyError(
                    .agreementInvalid,
                    "Row \(row.number) of the weights is not \(body.count.counted("number")).",
                    hint: "A table of weights has a row and a column for each category, 1 on the diagonal.")
            }
            table.append(values)
        }
        try Self.require(table)
        labels = isNamed ? Array(rows[0].cells.dropFirst()) : nil
        if let labels, body.map({ $0.cells[0] }) != labels {
            throw StudyError(.agreementInvalid, "Rows and columns of the weights do not have the same names.")
        }
        do { weights = .custom(try WeightTable(table)) } catch { throw error.studyError }
    }

    /// Refuses what weighs disagreement, and what is out of range.
    private static func require(_ table: [[Double]]) throws(StudyError) {
        guard !table.isEmpty else {
            throw StudyError(.agreementInvalid, "The file of weights is empty.")
        }
        let diagonal = table.indices.map { table[$0][$0] }
        if diagonal.allSatisfy({ $0 == 0 }) {
            throw StudyError(
                .agreementInvalid,
                "The weights have 0 on the diagonal: these look like weights of disagreement.",
                hint: "Give 1 - v / the largest v in place of each v, so that the diagonal is 1.")
        }
        for (row, values) in table.enumerated() {
            for (column, value) in values.enumerated()
            where row == column ? value != 1 : !(0...1).contains(value) {
                throw StudyError(
                    .agreementInvalid,
                    "The weight in row \(row + 1), column \(column + 1) is \(FigureText.decimals(value)).",
                    hint:
                        "The diagonal is 1 and all else from 0 to 1: how much of an agreement two categories are."
                )
            }
        }
    }
}
