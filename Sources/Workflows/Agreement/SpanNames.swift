internal import Agreement
internal import StudyModel

extension AgreementPlan.Level {
    /// What is compared, where it is not single characters.
    var unit: SpanUnit? {
        switch self {
        case .character: nil
        case .segment: .segment
        case .record: .record
        }
    }
}

extension AgreementPlan {
    /// What a unit is called.
    var unitName: String {
        switch level {
        case .character: "character"
        case .segment: segmentName
        case .record: "record"
        }
    }
}

extension SpanStatistic {
    var title: String {
        switch self {
        case .spanF1: "Span F1"
        case .unitisingAlpha: "Alpha for unitising (uα)"
        case .binaryAlpha: "Alpha for relevance (|uα)"
        case .codingAlpha: "Alpha for coding (cuα)"
        case .codingCoverage: "Coverage of cuα"
        case .codeAlpha: "Alpha for one code ((k)uα)"
        case .codeCoverage: "Coverage of (k)uα"
        case .gamma: "Gamma"
        case .bestDisorder: "Disorder of the best alignment"
        case .oldAlpha: "Alpha for unitising of 1995 (superseded)"
        }
    }

    /// Span F1 with the overlap two passages need to be a pair.
    func title(overlap: Double) -> String {
        switch overlap {
        case 1: "\(title), same bounds"
        case 0: "\(title), any overlap"
        default: "\(title), overlap \(FigureText.decimals(overlap, 2))"
        }
    }

    /// What it is of a table of units, if it is of all codes together.
    var ofTable: ((UnitisingTable) -> Estimate)? {
        switch self {
        case .unitisingAlpha: { $0.alpha }
        case .binaryAlpha: { $0.binaryAlpha }
        case .codingAlpha: { $0.codingAlpha }
        case .codingCoverage: { $0.codingCoverage }
        case .spanF1, .codeAlpha, .codeCoverage, .gamma, .bestDisorder, .oldAlpha: nil
        }
    }

    /// Where it was published.
    var source: String {
        switch self {
        case .spanF1: "Span F1: passages of one code paired one to one, as many as possible."
        case .unitisingAlpha, .binaryAlpha, .codingAlpha, .codingCoverage, .codeAlpha, .codeCoverage:
            "Krippendorff, K., Mathet, Y., Bouvry, S., & Widlöcher, A. (2016). On the reliability of unitizing textual "
                + "continua. Quality & Quantity, 50, 2347-2364."
        case .oldAlpha:
            "Krippendorff, K. (1995). On the reliability of unitizing continuous data. Sociological Methodology, 25, 47-76."
        case .gamma, .bestDisorder:
            "Mathet, Y., Widlöcher, A., & Métivier, J.-P. (2015). The unified and holistic method gamma. "
                + "Computational Linguistics, 41, 437-479."
        }
    }
}

extension SetDistance {
    var title: String {
        switch self {
        case .nominal: "equal or not"
        case .jaccard: "Jaccard distance"
        case .masi: "MASI distance"
        }
    }

    var source: String {
        switch self {
        case .nominal: Statistic.krippendorffAlpha.source
        case .jaccard:
            "Jaccard, P. (1912). The distribution of the flora in the alpine zone. New Phytologist, 11, 37-50."
        case .masi: "Passonneau, R. J. (2006). Measuring agreement on set-valued items (MASI). LREC 2006."
        }
    }
}

extension PresenceStatistic {
    var title: String {
        switch self {
        case .rating(let statistic): statistic.title
        case .f1: "F1"
        case .jaccard: "Jaccard"
        }
    }

    var source: String {
        switch self {
        case .rating(let statistic): statistic.source
        case .f1:
            "F1: Dice, L. R. (1945). Measures of the amount of ecologic association between species. Ecology, 26, 297-302."
        case .jaccard: SetDistance.jaccard.source
        }
    }

    func meaning(_ estimate: Estimate, unit: String) -> String {
        switch self {
        case .rating(let statistic): FigureWords.meaning(of: statistic, estimate, unit: unit)
        case .f1: FigureWords.meaning(ofF1: estimate, unit: unit)
        case .jaccard: FigureWords.meaning(ofJaccard: estimate, unit: unit)
        }
    }

    /// The figure of counts of any number of coders; `nil` for one that asks who said what.
    var ofCounts: ((PresenceCounts) -> Estimate)? {
        switch self {
        case .rating(.krippendorffAlpha): { $0.krippendorffAlpha }
        case .rating(.percentAgreement): { $0.percentAgreement }
        case .rating(.fleissKappa): { $0.fleissKappa }
        case .rating(.gwetAC1): { $0.gwetAC1 }
        case .rating(.brennanPrediger), .rating(.randolph), .rating(.pabak): { $0.brennanPrediger }
        default: nil
        }
    }

    /// The figure of a table of two coders, or of all pairs together; `nil` for one that is not.
    var ofTable: ((PresenceTable) -> Estimate)? {
        switch self {
        case .rating(.cohenKappa): { $0.cohenKappa }
        case .rating(.scottPi): { $0.scottPi }
        case .f1: { $0.f1 }
        case .jaccard: { $0.jaccard }
        default: nil
        }
    }

    /// The figure of who gave the code to what.
    var ofPatterns: (PresencePatterns) -> Estimate {
        switch self {
        case .rating(let statistic): { $0.estimate(statistic) }
        case .f1, .jaccard: { _ in .undefined(.notTwoCoders) }
        }
    }
}

extension PoolWay {
    var title: String {
        switch self {
        case .mean: "mean over records"
        case .lengthWeighted: "mean over records by length"
        }
    }
}

extension AgreementPlan {
    /// How far codes are apart: nominal, or by the numbers they are called by.
    func unitMetric(of codes: [String]) -> UnitMetric {
        let numbers = Dictionary(
            codes.compactMap { code in Agreement.Category(code).number.map { (code, $0) } },
            uniquingKeysWith: { one, _ in one })
        switch metric {
        case .nominal, .ordinal: return .nominal
        case .interval: return .interval(numbers)
        case .ratio: return .ratio(numbers)
        }
    }
}

extension PresenceTable {
    /// Both, only the first, only the second, neither.
    var cells: [Int] { [both, onlyFirst, onlySecond, neither] }
}

extension SpanRecord {
    /// How many characters a coder gave a code, each once; 0 for a coder who was not asked.
    func characters(of code: String, by coder: String) -> Int {
        var (reached, count) = (0, 0)
        for span in coders[coder] ?? [] where span.code == code && span.end > reached {
            count += span.end - max(span.start, reached)
            reached = span.end
        }
        return count
    }
}
