/// Agreement between coders as it is reported: what was compared, figures with intervals, and what they mean for the
/// data.
///
/// Numbers are as they were computed, not rounded; who shows them rounds them.
package struct AgreementReport: Hashable, Sendable, Codable {
    /// What it is about, one line: a round's title, a file's name.
    package var title: String
    /// How the figures came about, as a reviewer asks for it: a heading and one or more sentences each, in the order of printing.
    package var design: [Fact]
    /// Who coded, in order.
    package var coders: [String]
    /// Figures over everything that was compared.
    package var overall: [AgreementFigure]
    /// Figures code by code, or category by category, in the order of the codebook.
    package var codes: [CodeAgreement]
    /// How often coders had one thing where another had something else; `nil` for other than two coders.
    package var confusion: Confusion?
    package var rule: RuleOutcome?
    /// What a reader has to know before relying on a figure: rare codes, prevalence, coders who were left out.
    package var warnings: [String]
    /// For a round: what came of its disagreements.
    package var adjudication: Adjudication?

    package init(
        title: String, design: [Fact], coders: [String], overall: [AgreementFigure], codes: [CodeAgreement],
        confusion: Confusion? = nil, rule: RuleOutcome? = nil, warnings: [String] = [],
        adjudication: Adjudication? = nil
    ) {
        self.title = title
        self.design = design
        self.coders = coders
        self.overall = overall
        self.codes = codes
        self.confusion = confusion
        self.rule = rule
        self.warnings = warnings
        self.adjudication = adjudication
    }

    package struct Fact: Hashable, Sendable, Codable {
        package var heading: String
        package var text: String

        package init(_ heading: String, _ text: String) {
            self.heading = heading
            self.text = text
        }
    }

    /// One code, or one category.
    package struct CodeAgreement: Hashable, Sendable, Codable {
        /// The code's path, or the category.
        package var code: String
        /// Units that were compared, in the unit the design names.
        package var units: Int
        /// How many of them each coder gave the code, in the order of the coders.
        package var applied: [Int]
        /// For two coders: both, only the first, only the second, neither.
        package var table: [Int]?
        package var figures: [AgreementFigure]

        package init(
            code: String, units: Int, applied: [Int], table: [Int]? = nil, figures: [AgreementFigure]
        ) {
            self.code = code
            self.units = units
            self.applied = applied
            self.table = table
            self.figures = figures
        }
    }

    /// A square of counts: rows what the first coder had, columns the second.
    package struct Confusion: Hashable, Sendable, Codable {
        package var labels: [String]
        package var counts: [[Int]]
        /// What is counted: units or characters.
        package var unit: String

        package init(labels: [String], counts: [[Int]], unit: String) {
            self.labels = labels
            self.counts = counts
            self.unit = unit
        }
    }

    /// A decision rule that was stated beforehand, and what came of it.
    package struct RuleOutcome: Hashable, Sendable, Codable {
        package enum Outcome: String, Hashable, Sendable, Codable {
            case met, undecided
            case notMet = "not-met"
        }

        /// The rule as a sentence.
        package var rule: String
        package var outcome: Outcome
        /// What came of it as a sentence.
        package var sentence: String
        /// The codes that do not reach it, worst first.
        package var failing: [String]

        package init(rule: String, outcome: Outcome, sentence: String, failing: [String]) {
            self.rule = rule
            self.outcome = outcome
            self.sentence = sentence
            self.failing = failing
        }
    }

    /// What came of a round's disagreements.
    package struct Adjudication: Hashable, Sendable, Codable {
        package var agreed: Int
        /// Disagreements by kind: `boundary`, `code`, `one-sided`.
        package var disagreements: [String: Int]
        /// Of them decided, by method: `negotiated`, `majority`, `adjudicator`.
        package var decided: [String: Int]
        /// The share of places alike before anybody talked, 0 to 1; `nil` without any place.
        package var before: Double?
        /// The share that is settled now.
        package var after: Double?

        package init(
            agreed: Int, disagreements: [String: Int], decided: [String: Int], before: Double?, after: Double?
        ) {
            self.agreed = agreed
            self.disagreements = disagreements
            self.decided = decided
            self.before = before
            self.after = after
        }
    }
}

/// One figure: a number, or the reason why there is none.
package struct AgreementFigure: Hashable, Sendable, Codable {
    /// As in `rir agreement --stat`: `krippendorff_alpha`.
    package var name: String
    /// `Krippendorff's alpha`.
    package var title: String
    package var value: Double?
    /// Why there is no value, a stable word such as `no-variation`; `nil` where there is one.
    package var reason: String?
    package var interval: Interval?
    /// Why there is no interval although one was asked for, a word such as `single-unit`.
    package var intervalReason: String?
    /// What a reader must know to read the value for what it is, words such as `constant-coder`; `nil` for nothing.
    package var notes: [String]?
    /// What it was computed with, such as `level: ordinal`.
    package var parameters: [String: String]
    /// What it says, in one sentence that a participant understands.
    package var meaning: String

    package init(
        name: String, title: String, value: Double?, reason: String?, interval: Interval? = nil,
        intervalReason: String? = nil, notes: [String]? = nil, parameters: [String: String] = [:],
        meaning: String
    ) {
        self.name = name
        self.title = title
        self.value = value
        self.reason = reason
        self.interval = interval
        self.intervalReason = intervalReason
        self.notes = notes
        self.parameters = parameters
        self.meaning = meaning
    }

    package struct Interval: Hashable, Sendable, Codable {
        package var lower: Double
        package var upper: Double
        /// 0.95 for 95 %.
        package var level: Double
        /// `record-bootstrap` and so on.
        package var method: String
        package var standardError: Double?
        package var replicates: Int?
        /// Replicates that had no value and were left out.
        package var dropped: Int?
        package var seed: UInt64?
        /// How many units or records were drawn from.
        package var population: Int?
        /// The share of replicates below each of the usual thresholds, .667 and .800.
        package var below: [Below]?

        package init(
            lower: Double, upper: Double, level: Double, method: String, standardError: Double? = nil,
            replicates: Int? = nil, dropped: Int? = nil, seed: UInt64? = nil, population: Int? = nil,
            below: [Below]? = nil
        ) {
            self.lower = lower
            self.upper = upper
            self.level = level
            self.method = method
            self.standardError = standardError
            self.replicates = replicates
            self.dropped = dropped
            self.seed = seed
            self.population = population
            self.below = below
        }
    }

    /// How likely the figure of another sample like this one is below a threshold.
    package struct Below: Hashable, Sendable, Codable {
        package var threshold: Double
        /// From 0 to 1.
        package var share: Double

        package init(threshold: Double, share: Double) {
            self.threshold = threshold
            self.share = share
        }
    }
}

extension AgreementFigure {
    /// Writes `value` also where there is none, as `null`: a reader of tables finds the column in every row.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(title, forKey: .title)
        try container.encode(value, forKey: .value)
        try container.encodeIfPresent(reason, forKey: .reason)
        try container.encodeIfPresent(interval, forKey: .interval)
        try container.encodeIfPresent(intervalReason, forKey: .intervalReason)
        try container.encodeIfPresent(notes, forKey: .notes)
        try container.encode(parameters, forKey: .parameters)
        try container.encode(meaning, forKey: .meaning)
    }
}
