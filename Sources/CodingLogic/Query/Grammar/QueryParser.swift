import StudyModel

/// Reads the pieces of a query from left to right, without ever going back.
///
/// From loose to tight: `OR`, `AND`, `NOT`, the relations (`NEAR` and so on), brackets.
struct QueryParser {
    private let tokens: [QueryToken]
    private(set) var index = 0
    private var depth = 0
    private var terms = 0

    init(tokens: [QueryToken]) { self.tokens = tokens }

    var token: QueryToken { tokens[index] }
    /// The piece behind the one that is looked at; the end stays the end.
    var following: QueryToken { tokens[min(index + 1, tokens.count - 1)] }

    mutating func advance() { index = min(index + 1, tokens.count - 1) }

    mutating func take(_ kind: QueryToken.Kind) -> Bool {
        guard token.kind == kind else { return false }
        advance()
        return true
    }

    private var keyword: QueryKeyword? {
        guard case .word(let word) = token.kind else { return nil }
        return QueryKeyword(rawValue: word)
    }

    private mutating func take(_ keyword: QueryKeyword) -> Bool { take(.word(keyword.rawValue)) }

    mutating func parse() throws(QueryProblem) -> QueryNode {
        guard token.kind != .end else {
            throw QueryProblem(
                .empty, at: token.range, "The query is empty.",
                hint: "Name a code, or write 'any' for every coding.")
        }
        let node = try alternatives()
        switch token.kind {
        case .end: return node
        case .close:
            throw QueryProblem(.strayBracket, at: token.range, "A ')' has no '(' before it.")
        default: throw missingOperator()
        }
    }

    private mutating func alternatives() throws(QueryProblem) -> QueryNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= CodingQuery.deepest else {
            throw QueryProblem(
                .tooLarge, at: token.range, "A query is nested at most \(CodingQuery.deepest) deep.")
        }
        var nodes = [try chain()]
        while take(.or) { nodes.append(try chain()) }
        return nodes.count == 1 ? nodes[0] : .or(nodes)
    }

    private mutating func chain() throws(QueryProblem) -> QueryNode {
        var nodes = [try term()]
        while take(.and) { nodes.append(try term()) }
        return nodes.count == 1 ? nodes[0] : .and(nodes)
    }

    private mutating func term() throws(QueryProblem) -> QueryNode {
        guard take(.not) else { return try related() }
        depth += 1
        defer { depth -= 1 }
        guard depth <= CodingQuery.deepest else {
            throw QueryProblem(
                .tooLarge, at: token.range, "A query is nested at most \(CodingQuery.deepest) deep.")
        }
        return .not(try term())
    }

    private mutating func related() throws(QueryProblem) -> QueryNode {
        var node = try operand()
        while let relation = try relation() { node = .relation(node, relation, try operand()) }
        return node
    }

    private mutating func relation() throws(QueryProblem) -> QueryRelation? {
        let place = token.range
        switch keyword {
        case .near:
            advance()
            guard let number = try distance() else {
                throw QueryProblem(
                    .missingNumber, at: place, "NEAR needs a number of words.", hint: "Write NEAR(10).")
            }
            return .near(number)
        case .within: return try within()
        case .overlaps:
            advance()
            return .overlaps
        case .inside:
            advance()
            return .inside
        case .contains:
            advance()
            return .contains
        case .before:
            advance()
            return .before(try distance())
        case .after:
            advance()
            return .after(try distance())
        case .minus:
            advance()
            return .minus
        case .and, .or, .not, nil: return nil
        }
    }

    private mutating func within() throws(QueryProblem) -> QueryRelation {
        advance()
        guard case .word(let word) = token.kind, let unit = QueryUnit(rawValue: word) else {
            let units = QueryUnit.allCases.map(\.rawValue).joined(separator: ", ")
            throw QueryProblem(
                .unknownUnit, at: token.range, "WITHIN needs a unit.",
                hint: "Write WITHIN and one of \(units).")
        }
        advance()
        return .within(unit)
    }

    /// A whole number in brackets; `nil` where none follows.
    private mutating func distance() throws(QueryProblem) -> Int? {
        guard token.kind == .open, case .word(let word) = following.kind,
            word.utf8.allSatisfy({ $0 &- 0x30 < 10 })
        else { return nil }
        advance()
        guard let number = Int(word), number <= 10_000 else {
            throw QueryProblem(.badValue, at: token.range, "A distance is at most 10000 words.")
        }
        advance()
        guard take(.close) else {
            throw QueryProblem(.unclosedBracket, at: token.range, "The number's '(' is not closed.")
        }
        return number
    }

    private mutating func operand() throws(QueryProblem) -> QueryNode {
        let place = token.range
        if take(.open) {
            let node = try alternatives()
            guard take(.close) else {
                if token.kind != .end { throw missingOperator() }
                throw QueryProblem(
                    .unclosedBracket, at: place, "A '(' is not closed.", hint: "Put a ')' where it ends.")
            }
            return node
        }
        terms += 1
        guard terms <= CodingQuery.mostTerms else {
            throw QueryProblem(.tooLarge, at: place, "A query has at most \(CodingQuery.mostTerms) parts.")
        }
        if let keyword { throw missingOperand(before: keyword) }
        switch token.kind {
        case .quoted(let text):
            try Self.check(text, at: place)
            advance()
            return .text(text)
        case .pattern(let source, let ignoresCase):
            try Self.check(pattern: source, at: place)
            advance()
            return .pattern(source, ignoresCase: ignoresCase)
        case .word(let word): return try named(word)
        case .open, .close, .colon, .comma, .exactly, .comparison, .end: throw missingOperand(before: nil)
        }
    }

    private func missingOperand(before keyword: QueryKeyword?) -> QueryProblem {
        if keyword == .not {
            return QueryProblem(
                .missingOperand, at: token.range, "NOT needs brackets here.", hint: "Write (NOT …).")
        }
        let what = index > 0 ? " behind what stands before it" : ""
        return QueryProblem(
            .missingOperand, at: token.range, "A code, a text or a condition is missing\(what).",
            hint: "AND, OR and the relations stand between two of them.")
    }

    private func missingOperator() -> QueryProblem {
        if case .word(let word) = token.kind, QueryKeyword(rawValue: word.uppercased()) != nil,
            QueryKeyword(rawValue: word) == nil
        {
            return QueryProblem(
                .missingOperator, at: token.range, "Operators are written in capitals.",
                hint: "Write \(word.uppercased()).")
        }
        return QueryProblem(
            .missingOperator, at: token.range, "Nothing says how this belongs to what stands before it.",
            hint: "Put AND or OR between, or quotation marks round a name of several words: code:\"…\".")
    }

    static func check(_ text: String, at range: Range<Int>) throws(QueryProblem) {
        do { _ = try TextNeedle(text) } catch { throw QueryProblem(error.kind, at: range, error.message) }
    }

    static func check(pattern source: String, at range: Range<Int>) throws(QueryProblem) {
        do {
            _ = try TextPattern(source)
        } catch {
            let place = min(range.lowerBound + 1 + error.range.lowerBound, range.upperBound)
            throw QueryProblem(error.kind, at: place..<range.upperBound, error.message)
        }
    }
}
