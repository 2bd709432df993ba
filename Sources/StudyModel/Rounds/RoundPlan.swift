/// A round as a person asks for it.
package struct RoundPlan: Hashable, Sendable, Codable {
    /// One line.
    package var title: String
    /// What files and commands call it; made from the title without one.
    package var name: String?
    /// Codes, each with all below it; every code that can be applied without any.
    package var codes: [String]?
    package var level: Round.Level?
    /// The coders; the team's lead and coders without any.
    package var coders: [CoderID]?
    /// How many records to draw.
    package var size: Int?
    /// How many records of a hundred to draw, 1 to 100.
    package var share: Int?
    /// Records to take as they are named, without a draw.
    package var records: [String]?
    /// Kinds of records to draw from; all without any.
    package var kinds: [RecordKind]?
    /// What to stratify by: `kind`, `length`, or attributes of cases.
    package var strata: [String]?
    /// What the draw begins with; made up without one.
    package var seed: Int?
    /// The decision rule; alpha of at least .800 without one.
    package var rule: Round.Rule?
    /// Whether records that one of the coders has coded before may be drawn.
    package var again: Bool?
    /// Say what would be drawn and write nothing.
    package var dryRun: Bool?

    package init(title: String) { self.title = title }
}

/// A round as it is shown.
package struct RoundView: Hashable, Sendable, Codable {
    package var round: Round
    package var state: Round.State
    /// What the codes are called now, in the order of ``Round/codes``; empty for one that is gone.
    package var codes: [String]
    package var progress: [Progress]
    /// For a round that is not closed: how often each code may be expected to occur in it.
    package var expected: [Expectation]

    package init(
        round: Round, codes: [String], progress: [Progress], expected: [Expectation]
    ) {
        self.round = round
        state = round.state
        self.codes = codes
        self.progress = progress
        self.expected = expected
    }

    /// How far one coder is, and nothing of what they coded.
    package struct Progress: Hashable, Sendable, Codable {
        package var coder: CoderID
        package var opened: Int
        package var done: Int
        package var isSubmitted: Bool

        package init(_ work: RoundWork) {
            coder = work.coder
            opened = Set(work.opened).count
            done = work.done.count
            isSubmitted = work.isSubmitted
        }
    }

    /// How often a code may be expected in the sample, from how often it was applied in what is coded so far.
    package struct Expectation: Hashable, Sendable, Codable {
        /// The code's path.
        package var code: String
        /// Occurrences; `nil` where nothing is coded yet that it could be worked out from.
        package var occurrences: Double?

        package init(code: String, occurrences: Double?) {
            self.code = code
            self.occurrences = occurrences
        }
    }
}

/// What a coder codes now in a round.
package struct RoundTask: Hashable, Sendable, Codable {
    package var round: RoundID
    /// The record; `nil` when the coder is through with all of them.
    package var record: RecordSummary?
    /// Its place in the round, from 1.
    package var number: Int?
    package var total: Int
    package var done: Int
    /// The codes to code with.
    package var codes: [String]

    package init(round: RoundID, record: RecordSummary?, number: Int?, total: Int, done: Int, codes: [String])
    {
        self.round = round
        self.record = record
        self.number = number
        self.total = total
        self.done = done
        self.codes = codes
    }
}
