package import StudyModel

/// One part of a query as it was written; what it finds is defined in `docs/reference/query.md`.
package indirect enum QueryNode: Hashable, Sendable {
    case code(QueryCodeTerm)
    /// Every coding.
    case any
    /// What no coding covers.
    case uncoded
    case text(String)
    case pattern(String, ignoresCase: Bool)
    /// Everything a speaker says.
    case speaker(String)
    case condition(QueryCondition)
    case not(QueryNode)
    case and([QueryNode])
    case or([QueryNode])
    case relation(QueryNode, QueryRelation, QueryNode)

    /// Whether it only says which codings or records are meant, and finds nothing itself.
    package var isCondition: Bool {
        switch self {
        case .condition: true
        case .not(let node): node.isCondition
        case .and(let nodes), .or(let nodes): nodes.allSatisfy(\.isCondition)
        case .code, .any, .uncoded, .text, .pattern, .speaker, .relation: false
        }
    }

    /// Of a condition: whether it asks anything of the codings, and not of the record alone.
    package var isAboutCodings: Bool {
        switch self {
        case .condition(let condition): condition.isAboutCodings
        case .not(let node): node.isAboutCodings
        case .and(let nodes), .or(let nodes): nodes.contains(where: \.isAboutCodings)
        case .code, .any, .uncoded, .text, .pattern, .speaker, .relation: false
        }
    }

    /// Whether a condition beside it has a code, `any` or `uncoded` in it to apply to.
    package var takesConditions: Bool {
        switch self {
        case .code, .any, .uncoded, .condition, .not: true
        case .text, .pattern, .speaker: false
        case .or(let nodes): nodes.contains(where: \.takesConditions)
        case .and(let nodes):
            nodes.contains { $0.takesConditions && !$0.isNegation && !$0.isCondition }
                || nodes.allSatisfy { $0.isNegation || $0.isCondition }
                || nodes.contains { $0.isCondition && $0.isAboutCodings }
        case .relation(let left, _, _): left.takesConditions
        }
    }

    /// Whether it begins with NOT.
    package var isNegation: Bool {
        if case .not = self { return true }
        return false
    }
}

/// A code as a query names it.
package struct QueryCodeTerm: Hashable, Sendable {
    /// A path, the end of one, a name or an id.
    package var text: String
    /// Without the codes below it.
    package var isExact: Bool
    /// Where it stands in the query, in Unicode scalars.
    package var range: Range<Int>

    package init(text: String, isExact: Bool, range: Range<Int> = 0..<0) {
        self.text = text
        self.isExact = isExact
        self.range = range
    }

    package static func == (left: QueryCodeTerm, right: QueryCodeTerm) -> Bool {
        left.text == right.text && left.isExact == right.isExact
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(text)
        hasher.combine(isExact)
    }
}

/// How a passage on the left has to lie to one on the right.
package enum QueryRelation: Hashable, Sendable {
    /// At most so many words between them.
    case near(Int)
    case within(QueryUnit)
    case overlaps
    case inside
    case contains
    /// Ends before the other begins, at most so many words before it.
    case before(Int?)
    case after(Int?)
    /// What the other leaves of it.
    case minus
}

/// What two passages can both lie in.
package enum QueryUnit: String, Hashable, Sendable, CaseIterable {
    case sentence
    case paragraph
    case turn
    case record
}

/// What a query can ask of codings and records.
package enum QueryCondition: Hashable, Sendable {
    // Of codings.
    case coder([CoderID])
    case layer([CodingLayer])
    case round([String])
    case origin([Coding.Origin])
    case state([QueryState])
    /// The comment holds a text.
    case comment(String)
    case hasComment
    case weight(QueryComparison, Int)
    case hasWeight
    /// The day it was made, in UTC.
    case coded(DayRange)
    // Of records.
    case kind([RecordKind])
    case date(DayRange)
    case participant([CaseID])
    case hasParticipant
    /// Ids, or their last parts.
    case record([String])
    case attribute(QueryAttributeTerm, QueryComparison, [String])
    case hasAttribute(QueryAttributeTerm)

    package var isAboutCodings: Bool {
        switch self {
        case .coder, .layer, .round, .origin, .state, .comment, .hasComment, .weight, .hasWeight, .coded: true
        case .kind, .date, .participant, .hasParticipant, .record, .attribute, .hasAttribute: false
        }
    }
}

/// An attribute as a query names it.
package struct QueryAttributeTerm: Hashable, Sendable {
    package var name: String
    /// Where it stands in the query, in Unicode scalars.
    package var range: Range<Int>

    package init(name: String, range: Range<Int> = 0..<0) {
        self.name = name
        self.range = range
    }

    package static func == (left: QueryAttributeTerm, right: QueryAttributeTerm) -> Bool {
        left.name == right.name
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// What became of a coding, as a query asks for it.
package enum QueryState: String, Hashable, Sendable, CaseIterable {
    case sound
    case changed
    case lost
    /// Made under an earlier revision of its code.
    case outdated
}
