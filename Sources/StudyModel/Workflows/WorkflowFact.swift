/// What a study can say of itself where a workflow asks (docs/how-to/workflows.md).
package enum WorkflowFact: String, Hashable, Sendable, Codable, CaseIterable {
    /// Records but for answers to surveys.
    case records
    /// Sources that wait in the inbox.
    case waiting
    /// Records with people whose consent is missing or came later.
    case consentGaps = "consent-gaps"
    /// Records with a coding, of those there are.
    case coded
    /// Codes in use.
    case codes
    /// Codes that say what they mean, of those in use.
    case defined
    /// Codes with a coding, of those in use.
    case used
    /// Codes with others below them.
    case themes
    /// Codes that stand below another, of those without any below them.
    case gathered
    case memos
    /// Rounds of double-coding that are closed, of those there are.
    case rounds
    /// Findings that stand.
    case findings
    /// Findings that say what speaks against them, of those that stand.
    case examined
    /// Findings that were shared in a feedback cycle, of those that stand.
    case shared
    /// Feedback cycles whose audience was told, of those there are.
    case cycles
    /// Questions where two people changed the same.
    case questions

    /// What it counts, in words.
    package var words: String {
        switch self {
        case .records: "records"
        case .waiting: "sources waiting in the inbox"
        case .consentGaps: "records without consent"
        case .coded: "records coded"
        case .codes: "codes"
        case .defined: "codes with a definition"
        case .used: "codes with a coding"
        case .themes: "themes"
        case .gathered: "codes gathered under a theme"
        case .memos: "memos"
        case .rounds: "rounds of double-coding closed"
        case .findings: "findings"
        case .examined: "findings that say what speaks against them"
        case .shared: "findings shared with those they are about"
        case .cycles: "feedback cycles closed"
        case .questions: "questions between copies"
        }
    }

    /// Whether it is a part of something, which a share can be asked of.
    package var isPart: Bool {
        switch self {
        case .coded, .defined, .used, .gathered, .rounds, .examined, .shared, .cycles: true
        case .records, .waiting, .consentGaps, .codes, .themes, .memos, .findings, .questions: false
        }
    }

    /// A number, and of how many where it is a part of something.
    package struct Value: Hashable, Sendable, Codable {
        package var count: Int
        package var of: Int?

        package init(_ count: Int, of whole: Int? = nil) {
            self.count = count
            of = whole
        }

        /// In per cent, rounded down, so that all but one of a thousand is not yet a hundred; 0 of nothing.
        package var share: Int { of.map { $0 == 0 ? 0 : count * 100 / $0 } ?? 0 }

        /// The number in words: `12 of 30 (40 %)`.
        package var words: String {
            guard let of else { return String(count) }
            return of == 0 ? "0 of 0" : "\(count) of \(of) (\(share) %)"
        }
    }
}

extension WorkflowPlan.Need {
    /// What it asks, as a person reads it.
    package var words: String {
        switch self {
        case .tick(_, let text): text
        case .fact(let fact, .atLeast(let count)): "\(fact.words), at least \(count)"
        case .fact(let fact, .atLeastShare(100)): "\(fact.words), all there are"
        case .fact(let fact, .atLeastShare(let share)): "\(fact.words), at least \(share) %"
        case .fact(let fact, .atMost(0)): "no \(fact.words)"
        case .fact(let fact, .atMost(let count)): "\(fact.words), at most \(count)"
        }
    }

    /// Whether it holds.
    package func isMet(_ facts: [WorkflowFact: WorkflowFact.Value], ticked: Set<String>) -> Bool {
        switch self {
        case .tick(let name, _): ticked.contains(name)
        case .fact(let fact, let bound):
            switch (facts[fact], bound) {
            case (nil, _): false
            case (let value?, .atLeast(let count)): value.count >= count
            case (let value?, .atLeastShare(let share)): value.of ?? 0 > 0 && value.share >= share
            case (let value?, .atMost(let count)): value.count <= count
            }
        }
    }
}
