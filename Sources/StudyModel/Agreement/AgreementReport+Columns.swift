/// One kind of figure that codes have, as a column of a table.
package struct AgreementColumn: Hashable, Sendable {
    /// The figure's name.
    package var name: String
    /// What sets figures of one name apart, such as the overlap of span F1.
    package var overlap: String?
    /// The title in full.
    package var title: String
    /// A heading of a word or two.
    package var heading: String
}

extension AgreementReport {
    /// Every figure with the code it is of, those over everything first.
    package var allFigures: [(code: String?, figure: AgreementFigure)] {
        overall.map { (nil, $0) } + codes.flatMap { code in code.figures.map { (code.code, $0) } }
    }

    /// The kinds of figures that codes have, in the order in which they come.
    package var columns: [AgreementColumn] {
        var seen: Set<AgreementColumn> = []
        return codes.flatMap(\.figures).map(\.column).filter { seen.insert($0).inserted }
    }

    /// The level of the intervals, 0.95 for 95 %; `nil` without any.
    package var confidence: Double? { allFigures.lazy.compactMap(\.figure.interval?.level).first }

    /// The heading of a column of intervals.
    package var intervalHeading: String {
        confidence.map { "\(FigureText.percent($0)) interval" } ?? "interval"
    }
}

extension AgreementReport.CodeAgreement {
    /// The figure of a column; `nil` where the code has none.
    package func figure(_ column: AgreementColumn) -> AgreementFigure? {
        figures.first { $0.column == column }
    }
}

extension AgreementFigure {
    /// The kind of figure it is.
    package var column: AgreementColumn {
        AgreementColumn(name: name, overlap: parameters["overlap"], title: title, heading: heading)
    }

    private static let headings = [
        "krippendorff_alpha": "alpha", "percent_agreement": "agreed", "cohen_kappa": "kappa",
        "fleiss_kappa": "Fleiss", "scott_pi": "pi", "conger_kappa": "Conger", "gwet_ac1": "AC1",
        "brennan_prediger": "BP", "f1": "F1", "jaccard": "Jaccard", "u_alpha_binary": "|uα",
        "ku_alpha": "(k)uα",
        "ku_coverage": "covered", "light_kappa": "Light", "pabak": "PABAK", "randolph": "Randolph",
        "holsti": "Holsti",
    ]

    private var heading: String {
        var base = name
        if base.hasSuffix("_category") { base.removeLast("_category".count) }
        for prefix in ["char_", "segment_", "record_"] where base.hasPrefix(prefix) {
            base.removeFirst(prefix.count)
        }
        if base == "span_f1" {
            switch parameters["overlap"] {
            case "1.00": return "F1 same"
            case "0.00": return "F1 any"
            default: return "F1 \(parameters["overlap"]?.dropFirst() ?? "")"
            }
        }
        return Self.headings[base] ?? title
    }
}
