/// What became of a project of another program.
package struct ProjectReport: Hashable, Sendable, Codable {
    /// How many things of one kind the file has, and what became of them.
    package struct Tally: Hashable, Sendable, Codable {
        /// Made by this import, or that would be.
        package var made = 0
        /// Those the study has already.
        package var held = 0
        /// Those that were left out; the remarks say why.
        package var leftOut = 0

        package init() {}
    }

    /// The project's own name.
    package var name: String
    /// The program that wrote the file, as it calls itself.
    package var program: String?
    /// `nil` where nothing changed.
    package var operation: OperationID?
    package var dryRun: Bool
    package var records = Tally()
    package var codes = Tally()
    package var codings = Tally()
    package var coders = Tally()
    package var cases = Tally()
    /// The records that were made.
    package var made: [RecordSummary] = []
    /// How positions in texts were counted: the project first, then each text that has spans.
    package var offsets: [OffsetEvidence] = []
    /// What of the file is not in the study as it was, one sentence each, without words of the texts.
    package var remarks: [String] = []

    package init(name: String, program: String?, dryRun: Bool) {
        self.name = name
        self.program = program
        self.dryRun = dryRun
    }

    /// Whether the import found anything to write.
    package var isEmpty: Bool {
        [records, codes, codings, coders, cases].allSatisfy { $0.made == 0 }
    }
}

/// How a file counts positions in one text, or in all, and how well that fits.
package struct OffsetEvidence: Hashable, Sendable, Codable {
    /// The text's identifier in the file; `nil` for the project as a whole.
    package var source: String?
    package var spans: Int
    /// How the spans were read: as `--offsets` names it.
    package var reading: String
    /// How it was decided: `forced`, `ours`, `onlyOne`, `fit`, `project` or `standard`.
    package var decision: String
    /// Spans that begin and end where words do.
    package var onBoundaries: Int
    /// Selections whose name says how their words begin, and how many of them do.
    package var names: Int
    package var namesMatched: Int
    /// The same for the reading that fits second best.
    package var next: String?
    package var nextOnBoundaries: Int?

    package init(
        source: String?, spans: Int, reading: String, decision: String, onBoundaries: Int, names: Int,
        namesMatched: Int, next: String? = nil, nextOnBoundaries: Int? = nil
    ) {
        self.source = source
        self.spans = spans
        self.reading = reading
        self.decision = decision
        self.onBoundaries = onBoundaries
        self.names = names
        self.namesMatched = namesMatched
        self.next = next
        self.nextOnBoundaries = nextOnBoundaries
    }
}
