package import Agreement
package import StudyModel

/// What a report of agreement is to say: which figures, of what, and how sure they are.
package struct AgreementPlan: Sendable {
    /// What coders of spans are compared on.
    package enum Level: String, Sendable, CaseIterable {
        /// Single characters (Unicode scalars).
        case character
        /// The segments of each record: paragraphs, sentences or turns.
        case segment
        /// Whole records.
        case record

        /// What a round is compared on; sentences, paragraphs and turns are all segments.
        package init(_ level: Round.Level) {
            switch level {
            case .character: self = .character
            case .sentence, .paragraph, .turn: self = .segment
            case .record: self = .record
            }
        }
    }

    /// How intervals are found.
    package enum Intervals: String, Sendable, CaseIterable {
        /// By drawing units or records again.
        case bootstrap
        /// By a formula where there is one: large-sample variances, the jackknife for alpha.
        case analytic
        case none
    }

    /// The figures by name, in the order of the report; `nil` for the usual ones.
    package var statistics: [String]?
    /// The level of measurement.
    package var scale: Scale = .nominal
    /// How much of an agreement two values are; `nil` for what goes with the level of measurement.
    package var weights: AgreementWeights?
    /// Whether percent agreement counts a unit as often as it has values.
    package var countsValues = false
    package var level: Level = .character
    /// What a segment is called in the report, such as `paragraph`.
    package var segmentName = "segment"
    /// When a segment or record has a code.
    package var presence: PresenceRule = .anyOverlap
    /// What two spans must share to be a pair, as intersection over union; `nil` for 1, .5 and any overlap.
    package var overlap: Double?
    /// How far sets of codes are apart, for alpha of whole sets that names no distance.
    package var distance: SetDistance = .masi
    /// How far codes are apart for alpha for coding: nominal, or the numbers that codes are called by.
    package var metric: Scale = .nominal
    /// How much bounds and codes weigh in gamma.
    package var gammaWeights = GammaWeights()
    package var intervals: Intervals = .bootstrap
    package var replicates = 2000
    package var seed: UInt64 = 1
    /// 0.95 for intervals of 95 %.
    package var confidence = 0.95
    /// What was decided before anybody coded; `nil` if nothing was.
    package var rule: Round.Rule?
    /// The unit that the rule was stated for, such as `paragraph`; `nil` for whatever is compared.
    package var ruleLevel: String?
    /// What computed the figures, with its version.
    package var program = "rir"
    /// What the report's design begins with: how the sample was drawn, who the coders are.
    package var facts: [AgreementReport.Fact] = []

    package init() {}

    /// Whether values are numbers or ranks, and not names alone.
    package var countsNumbers: Bool {
        scales.contains { $0 != .nominal } || allWeights.contains { $0 != .identity && !$0.isCustom }
    }

    /// Whether anything asked for means nothing without the order of the categories.
    var asksOrder: Bool { scales.contains(.ordinal) || allWeights.contains { $0 != .identity } }

    private var scales: [Scale] { [scale] + namedRequests.compactMap(\.scale) }

    private var allWeights: [AgreementWeights] {
        [weights].compactMap(\.self) + namedRequests.compactMap(\.weights)
    }

    /// The weights of coefficients that are weighted by name.
    var impliedWeights: AgreementWeights {
        if let weights { return weights }
        switch scale {
        case .nominal: return .identity
        case .ordinal: return .ordinal
        case .interval, .ratio: return .quadratic
        }
    }
}

extension AgreementWeights {
    /// Whether they are a table of one's own.
    var isCustom: Bool { if case .custom = self { true } else { false } }
}
