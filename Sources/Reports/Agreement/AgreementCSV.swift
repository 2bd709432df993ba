package import StudyModel

/// The figures of a report as CSV, one in each row, for R, a spreadsheet or a script.
package enum AgreementCSV {
    private static let head = [
        "code", "name", "title", "value", "reason", "lower", "upper", "level", "method", "standard_error",
        "replicates", "dropped", "seed", "population", "share_below_667", "share_below_800", "parameters",
        "meaning",
    ]

    /// A row for each figure, those over everything first, with an empty code.
    package static func text(of report: AgreementReport) -> String {
        let rows = report.allFigures.map { row($0.code ?? "", $0.figure).joined(separator: ",") }
        return ([head.map(CSVText.field).joined(separator: ",")] + rows).map { $0 + "\r\n" }.joined()
    }

    private static func row(_ code: String, _ figure: AgreementFigure) -> [String] {
        let interval = figure.interval
        let parameters = figure.parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        // Numbers without quotation marks and in full, so that programs read them as numbers, also below 0.
        return [
            CSVText.field(code), CSVText.field(figure.name), CSVText.field(figure.title),
            number(figure.value),
            CSVText.field(figure.reason ?? ""), number(interval?.lower), number(interval?.upper),
            number(interval?.level), CSVText.field(interval?.method ?? ""), number(interval?.standardError),
            number(interval?.replicates), number(interval?.dropped), number(interval?.seed),
            number(interval?.population), number(share(below: 0.667, interval)),
            number(share(below: 0.8, interval)), CSVText.field(parameters.joined(separator: ";")),
            CSVText.field(figure.meaning),
        ]
    }

    private static func share(below threshold: Double, _ interval: AgreementFigure.Interval?) -> Double? {
        interval?.below?.first { $0.threshold == threshold }?.share
    }

    private static func number(_ value: Double?) -> String { value.map { String($0) } ?? "" }
    private static func number(_ value: (some BinaryInteger)?) -> String { value.map { String($0) } ?? "" }
}
