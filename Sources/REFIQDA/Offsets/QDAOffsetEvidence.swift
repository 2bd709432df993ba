/// Why positions in a text were read as they were.
public struct QDAOffsetEvidence: Sendable, Hashable {
    /// How well one reading fits.
    public struct Fit: Sendable, Hashable {
        /// The reading.
        public var reading: QDAOffsetReading
        /// How many spans lie in the text and neither begin nor end inside of a word.
        public var onBoundaries: Int
        /// How many names of selections are how the quotation begins.
        public var namesMatched: Int
        /// How many spans would be on word boundaries if the end were included.
        ///
        /// Only shown: the standard's words can be read so, and no real file that is known counts so (guide,
        /// lesson 1).
        public var onBoundariesIfInclusive: Int

        /// What readings are compared by.
        var score: Int { onBoundaries + namesMatched }
    }

    /// What settled the choice.
    public enum Decision: String, Sendable, Hashable {
        /// The caller asked for this reading.
        case forced = "asked for"
        /// The text has nothing that readings differ in.
        case onlyOne = "the only one"
        /// It fits better than any other.
        case fit = "the best fit"
        /// It fits as well as another, and it is the one that fits best in the whole project.
        case project = "tied, as in most of the project"
        /// It fits as well as another, and it is the standard's or nearest to it.
        case standard = "tied, as the standard has it"
    }

    /// The element: `TextSource`, `Note`, `Representation`, `TextDescription`, `Transcript`, or `Project` for
    /// all.
    public var element: String
    /// The text's identifier; `nil` for the project as a whole.
    public var guid: QDAGUID?
    /// How many spans there are; positions of synchronisation points count as empty spans.
    public var spans: Int
    /// How many selections have a name long enough to compare.
    public var names: Int
    /// The reading that was chosen, and how it fits.
    public var chosen: Fit
    /// The reading that fits best beside it; `nil` where there is no other.
    public var runnerUp: Fit?
    /// What settled the choice.
    public var decision: Decision

    /// The reading that was chosen.
    public var reading: QDAOffsetReading { chosen.reading }
    /// How many spans are on word boundaries in the chosen reading.
    public var onBoundaries: Int { chosen.onBoundaries }
    /// How many names match in the chosen reading.
    public var namesMatched: Int { chosen.namesMatched }

    /// The evidence as one line.
    public var line: String { element + (guid.map { " \($0)" } ?? "") + ": " + summary }

    /// The evidence in words, without what it is about.
    var summary: String {
        "\(reading) (\(decision.rawValue)): \(summary(chosen))"
            + (runnerUp.map { "; next \($0.reading): \(summary($0))" } ?? "")
    }

    private func summary(_ fit: Fit) -> String {
        "\(fit.onBoundaries) of \(spans) spans on word boundaries"
            + (names > 0 ? ", \(fit.namesMatched) of \(names) names match" : "")
            + (fit.onBoundariesIfInclusive > fit.onBoundaries
                ? ", \(fit.onBoundariesIfInclusive) if the end were included" : "")
    }
}
