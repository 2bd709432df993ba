internal import Agreement
internal import StudyModel

/// What figures say, each in one sentence that somebody who took part understands.
enum FigureWords {
    /// What a coefficient takes chance to be.
    static func chance(of statistic: Statistic, unit: String) -> String {
        switch statistic {
        case .krippendorffAlpha: "what shuffling all values would give"
        case .cohenKappa, .weightedKappa: "what guessing by each coder's own habits would give"
        case .lightKappa, .congerKappa: "what guessing by each coder's own habits would give"
        case .scottPi, .fleissKappa: "what guessing by the habits coders share would give"
        case .brennanPrediger, .randolph: "what drawing categories out of a hat would give"
        case .pabak: "what tossing a coin would give"
        case .gwetAC1, .gwetAC2: "what guessing at the hard \(unit)s alone would give"
        case .percentAgreement, .holsti: "nothing"
        }
    }

    /// How far from chance to full agreement a corrected figure lies.
    ///
    /// - Parameters:
    ///   - about: What it is on, such as ` on this code`.
    ///   - near: What counts in part, such as `, near misses counted in part`.
    static func way(_ value: Double, from chance: String, about: String = "", near: String = "") -> String {
        if value > 0.9995 { return "The coders agree fully\(about)." }
        if abs(value) < 0.0005 { return "The coders agree no more\(about) than \(chance)\(near)." }
        if value < 0 { return "The coders agree less\(about) than \(chance)\(near)." }
        return
            "The coders come \(FigureText.percent(value)) of the way from \(chance) to full agreement\(about)\(near)."
    }

    /// A sentence for a coefficient for units.
    static func meaning(
        of statistic: Statistic, _ estimate: Estimate, unit: String, isWeighted: Bool = false
    ) -> String {
        guard let value = estimate.number else { return undefined(estimate) }
        let share = FigureText.percent(value)
        switch statistic {
        case .percentAgreement where isWeighted:
            return "Two coders of one \(unit) agree on it to \(share), near misses counted in part."
        case .percentAgreement where value == 1: return "Two coders of one \(unit) always said the same."
        case .percentAgreement: return "Two coders of one \(unit) said the same about \(share) of the time."
        case .holsti: return "Of all decisions, \(share) were made alike by the other coder."
        default:
            let near = isWeighted ? ", near misses counted in part" : ""
            return way(value, from: chance(of: statistic, unit: unit), near: near)
        }
    }

    /// A sentence for a standard error.
    static func meaning(ofError estimate: Estimate, of statistic: Statistic, isNull: Bool) -> String {
        guard let value = estimate.number else { return undefined(estimate) }
        let what =
            "\(statistic.title) would vary by about \(FigureText.decimals(value)) from sample to sample"
        return isNull
            ? "If the coders only guessed, \(what): to test against chance, and for nothing else."
            : "\(what)."
    }

    /// A sentence for the overlap of what two coders marked.
    static func meaning(ofF1 estimate: Estimate, unit: String) -> String {
        guard let value = estimate.number else { return undefined(estimate) }
        return
            "Of the \(unit)s a coder gave this code, \(FigureText.percent(value)) have it from the other too."
    }

    static func meaning(ofJaccard estimate: Estimate, unit: String) -> String {
        guard let value = estimate.number else { return undefined(estimate) }
        return "Of the \(unit)s that anybody gave this code, both gave it to \(FigureText.percent(value))."
    }

    /// A sentence for alpha over sets of codes.
    static func meaning(ofSets distance: SetDistance, _ estimate: Estimate, unit: String) -> String {
        guard let value = estimate.number else { return undefined(estimate) }
        let about = " on all codes of a \(unit) at once"
        let near = distance == .nominal ? "" : ", codes in common counted in part"
        return way(value, from: "what shuffling the sets of codes would give", about: about, near: near)
    }

    /// A sentence for a mean distance of sets.
    static func meaning(ofDistance estimate: Estimate, unit: String) -> String {
        guard let value = estimate.number else { return undefined(estimate) }
        return
            "The codes two coders gave one \(unit) are \(FigureText.decimals(value)) apart on average, from 0 for the same to 1."
    }

    /// A sentence for a figure of spans.
    static func meaning(of statistic: SpanStatistic, _ estimate: Estimate) -> String {
        guard let value = estimate.number else { return undefined(estimate) }
        let chance = "what shuffling all passages and gaps would give"
        switch statistic {
        case .spanF1:
            return "\(FigureText.percent(value)) of all passages have a partner with the other coder."
        case .unitisingAlpha, .oldAlpha:
            return way(value, from: chance, about: " on where passages are and which code they have")
        case .binaryAlpha: return way(value, from: chance, about: " on what is worth marking at all")
        case .codingAlpha:
            return way(
                value, from: "what shuffling codes would give",
                about: " on the code, wherever their passages meet")
        case .codeAlpha:
            return way(
                value, from: "what shuffling codes would give",
                about: " on this code, wherever passages with it meet others")
        case .codingCoverage, .codeCoverage:
            return "The figure above speaks of \(FigureText.percent(value)) of the text it could speak of."
        case .gamma:
            return way(
                value, from: "what passages set at random would give", about: " on places and codes together")
        case .bestDisorder:
            return
                "The best alignment costs \(FigureText.decimals(value)) for each passage a coder has on average, where one without a partner costs 1 and 0 is the same passages throughout."
        }
    }

    /// Why there is no figure, as a sentence.
    static func undefined(_ estimate: Estimate) -> String {
        guard let reason = estimate.reason else { return "" }
        return "There is no figure: \(sentence(reason))."
    }

    static func sentence(_ reason: UndefinedReason) -> String {
        switch reason {
        case .noVariation:
            "everybody gave one and the same value, so agreement can't be told from chance"
        case .noDoubleCoding: "nothing was coded by two coders or more"
        case .notTwoCoders: "it is for exactly two coders"
        case .incompleteDesign: "it needs every coder on every unit"
        case .notNumeric: "this level of measurement needs numbers, and a category is none"
        case .unusedCode: "nobody used this code in what was coded by two or more"
        case .noIntersection: "no passage of one coder meets one of another"
        case .overlappingSpans:
            "passages of one coder overlap, and it takes one code for each place; look at the figures of single codes"
        case .empty: "there is nothing to compare"
        case .effortExceeded: "the best alignment was not found within the effort allowed"
        case .singleUnit: "one unit shows no spread"
        case .notTwoCategories: "it is for exactly two categories"
        case .weightsMismatch: "the weights are not a table of these categories"
        case .outOfRange: "the numbers are too large, or too near each other, to compute with"
        }
    }
}
