/// Where coders of a round did not do the same, and what was decided (format.md §15.4).
package struct RoundDecision: Hashable, Sendable, Codable {
    /// Whose coding stands.
    package enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
        /// That of one coder: ``RoundDecision/side``.
        case one
        /// All that stand there.
        case both
        /// Another coding than any of them.
        case new
        /// No coding at all.
        case neither
    }

    /// How it was come to.
    package enum Method: String, Hashable, Sendable, Codable, CaseIterable {
        /// The coders talked it over.
        case negotiated
        /// Most of them had it so.
        case majority
        /// Somebody decided who had not coded, or alone.
        case adjudicator
    }

    /// Names the disagreement: see ``RoundDisagreement/id``.
    package var disagreement: String
    package var record: RecordID
    package var kind: RoundDisagreement.Kind
    package var outcome: Outcome
    /// The coder whose coding stands, of ``Outcome/one``.
    package var side: CoderID?
    package var method: Method
    package var reason: String
    /// A change of the coding frame that came out of it, in words.
    package var proposal: String?
    /// The ids of the coders' codings it was about.
    package var codings: [CodingID]
    /// What stands in the consensus now.
    package var result: [CodingID]
    package var by: MemberID
    package var at: Timestamp

    package init(
        disagreement: String, record: RecordID, kind: RoundDisagreement.Kind, outcome: Outcome,
        side: CoderID?,
        method: Method, reason: String, proposal: String?, codings: [CodingID], result: [CodingID],
        by: MemberID, at: Timestamp
    ) {
        self.disagreement = disagreement
        self.record = record
        self.kind = kind
        self.outcome = outcome
        self.side = side
        self.method = method
        self.reason = reason
        self.proposal = proposal
        self.codings = codings
        self.result = result
        self.by = by
        self.at = at
    }

    /// Where the decisions of a round lie: one a line, sorted by disagreement.
    package static func path(of round: RoundID) -> String { "rounds/\(round)/decisions.jsonl" }

    /// Where what a round agreed on in a record lies.
    package static func consensusPath(of record: RecordID, in round: RoundID) -> String {
        CodingText.path(of: record, in: .consensus(round: round.rawValue))
    }
}

/// A place of a record where the coders of a round did not do the same.
package struct RoundDisagreement: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// The same code, and all have it, on other words.
        case boundary
        /// Other codes on words that overlap.
        case code
        /// Some have coded the place, some have not.
        case oneSided = "one-sided"
    }

    /// One coder's part.
    package struct Side: Hashable, Sendable, Codable {
        package var coder: CoderID
        package var codings: [Coding]

        package init(coder: CoderID, codings: [Coding]) {
            self.coder = coder
            self.codings = codings
        }
    }

    package var record: RecordID
    package var kind: Kind
    /// One for each coder that looked at the record, in the order of the round; without codings where they have none here.
    package var sides: [Side]

    package init(record: RecordID, kind: Kind, sides: [Side]) {
        self.record = record
        self.kind = kind
        self.sides = sides
    }

    /// The first coding's id: ids are of one record and one coder, so it names the place for good.
    package var id: String { sides.flatMap(\.codings).map(\.id).min()?.rawValue ?? "" }

    /// From the first to the last scalar that any of them codes; `nil` where it is about the whole record.
    package var span: Range<Int>? {
        let spans = sides.flatMap(\.codings).compactMap { $0.anchor?.span }
        guard let first = spans.map(\.lowerBound).min(), let end = spans.map(\.upperBound).max() else {
            return nil
        }
        return first..<end
    }
}

extension RoundDisagreement {
    /// What sides are called where nobody is to know whose they are.
    package static let letters = ["A", "B", "C", "D", "E", "F", "G", "H"]

    /// The sides in an order that says nothing of whose they are, and is the same every time.
    package var shuffledSides: [Side] {
        let seed = id.utf8.reduce(5381) { ($0 &* 33) ^ UInt64($1) }
        var (rest, shuffled) = (sides, [Side]())
        var state = seed
        while !rest.isEmpty {
            shuffled.append(rest.remove(at: Int(state % UInt64(rest.count))))
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            state ^= state >> 33
        }
        return shuffled
    }
}

/// A decision as a person asks for it.
package struct AdjudicationOrder: Hashable, Sendable, Codable {
    /// The disagreement's id, or the end of it.
    package var disagreement: String
    package var outcome: RoundDecision.Outcome
    /// Whose coding stands, of outcome `one`: the coder, or their letter.
    package var side: String?
    /// The coding that stands, of outcome `new`: an `add`.
    package var new: CodingChange?
    package var method: RoundDecision.Method
    package var reason: String
    package var proposal: String?
    package var cleared: Bool?

    package init(
        disagreement: String, outcome: RoundDecision.Outcome, side: String? = nil, new: CodingChange? = nil,
        method: RoundDecision.Method, reason: String, proposal: String? = nil, cleared: Bool? = nil
    ) {
        self.disagreement = disagreement
        self.outcome = outcome
        self.side = side
        self.new = new
        self.method = method
        self.reason = reason
        self.proposal = proposal
        self.cleared = cleared
    }
}

/// A disagreement as it is shown, with its words.
package struct DisagreementView: Hashable, Sendable, Codable {
    package struct Side: Hashable, Sendable, Codable {
        /// The coder, or a letter where nobody is to know.
        package var name: String
        package var codings: [Part]

        package init(name: String, codings: [Part]) {
            self.name = name
            self.codings = codings
        }
    }

    package struct Part: Hashable, Sendable, Codable {
        /// The code's path.
        package var code: String
        /// First and last scalar of the body, half open; `nil` for the record as a whole.
        package var span: [Int]?
        package var quote: String
        package var comment: String?

        package init(code: String, span: [Int]?, quote: String, comment: String?) {
            self.code = code
            self.span = span
            self.quote = quote
            self.comment = comment
        }
    }

    package var id: String
    package var record: RecordID
    package var kind: RoundDisagreement.Kind
    /// The words that any side codes, with what stands before and after them.
    package var before: String
    package var text: String
    package var after: String
    package var sides: [Side]
    package var decision: RoundDecision?

    package init(
        id: String, record: RecordID, kind: RoundDisagreement.Kind, before: String, text: String,
        after: String, sides: [Side], decision: RoundDecision?
    ) {
        self.id = id
        self.record = record
        self.kind = kind
        self.before = before
        self.text = text
        self.after = after
        self.sides = sides
        self.decision = decision
    }
}

// MARK: - In its file

/// Writes and reads the decisions of a round.
package enum RoundDecisionText {
    package static func bytes(of decisions: [RoundDecision]) -> [UInt8] {
        decisions.sorted { $0.disagreement < $1.disagreement }.flatMap { Array($0.line.utf8) + [0x0A] }
    }

    /// - Throws: ``PeopleTextFailure`` with the first line that is not canonical.
    package static func decisions(from bytes: [UInt8]) throws(PeopleTextFailure) -> [RoundDecision] {
        var decisions: [RoundDecision] = []
        for (number, range) in zip(1..., Bytes.lines(bytes)) {
            var index = range.lowerBound
            guard case .object(let values)? = JSONValues.value(in: bytes[range], at: &index),
                index == range.upperBound
            else { throw PeopleTextFailure(line: number, reason: "The line is not JSON as the format says.") }
            let decision = try RoundDecision(fields: Fields(values: values, line: number))
            guard bytes[range].elementsEqual(decision.line.utf8) else {
                throw PeopleTextFailure(line: number, reason: "The line is not canonical.")
            }
            decisions.append(decision)
        }
        return decisions
    }
}

extension RoundDecision {
    fileprivate var line: String {
        var values: [String: FieldValue] = [
            "disagreement": .text(disagreement), "record": .text(record.rawValue),
            "kind": .text(kind.rawValue), "outcome": .text(outcome.rawValue),
            "method": .text(method.rawValue), "reason": .text(reason),
            "codings": .list(codings.map { .text($0.rawValue) }),
            "result": .list(result.map { .text($0.rawValue) }),
            "by": .text(by.rawValue), "at": .text(at.rawValue),
        ]
        values["side"] = side.map { .text($0.rawValue) }
        values["proposal"] = proposal.map { .text($0) }
        return FieldValue.object(values).json
    }

    fileprivate init(fields: Fields) throws(PeopleTextFailure) {
        self.init(
            disagreement: try fields.one("disagreement") { $0 },
            record: try fields.one("record") { RecordID(rawValue: $0) },
            kind: try fields.one("kind") { RoundDisagreement.Kind(rawValue: $0) },
            outcome: try fields.one("outcome") { Outcome(rawValue: $0) },
            side: try fields.maybe("side") { CoderID(rawValue: $0) },
            method: try fields.one("method") { Method(rawValue: $0) },
            reason: try fields.one("reason") { $0 },
            proposal: try fields.maybe("proposal") { $0 },
            codings: try fields.texts("codings") { CodingID(rawValue: $0) },
            result: try fields.texts("result") { CodingID(rawValue: $0) },
            by: try fields.one("by") { MemberID(rawValue: $0) },
            at: try fields.one("at") { Timestamp(rawValue: $0) })
    }
}
