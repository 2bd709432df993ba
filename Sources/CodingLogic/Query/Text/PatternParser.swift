import StudyModel

/// Reads a regular expression; see ``TextPattern`` for what it may hold.
struct PatternParser {
    private let source: [Unicode.Scalar]
    private var index = 0
    private var depth = 0

    private static let deepest = 30
    private static let mostRepeats = 1000

    init(_ text: String) { source = Array(text.unicodeScalars) }

    mutating func parse() throws(QueryProblem) -> PatternNode {
        guard !source.isEmpty else { throw problem("The expression is empty.") }
        guard source.count <= TextPattern.longestSource else { throw problem("The expression is too long.") }
        let node = try choice()
        guard index == source.count else { throw problem("A ')' has no '(' before it.") }
        return node
    }

    private func problem(_ message: String, at offset: Int? = nil) -> QueryProblem {
        QueryProblem(.badPattern, at: (offset ?? index)..<source.count, message)
    }

    private var next: Unicode.Scalar? { index < source.count ? source[index] : nil }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        index += 1
        return true
    }

    private mutating func choice() throws(QueryProblem) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw problem("The expression is nested too deeply.") }
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(QueryProblem) -> PatternNode {
        var parts: [PatternNode] = []
        while let scalar = next, scalar != "|", scalar != ")" { parts.append(try repeated()) }
        return .sequence(parts)
    }

    private mutating func repeated() throws(QueryProblem) -> PatternNode {
        let begin = index
        let node = try atom()
        guard let bounds = try bounds() else { return node }
        if case .edge = node { throw problem("Nothing stands before the repetition.", at: begin) }
        let isGreedy = !take("?")
        if let scalar = next, scalar == "*" || scalar == "+" {
            throw problem("A repetition can't be repeated without brackets.")
        }
        return .repeated(node, least: bounds.least, most: bounds.most, isGreedy: isGreedy)
    }

    private mutating func bounds() throws(QueryProblem) -> (least: Int, most: Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        guard next == "{", index + 1 < source.count, ScalarKind.isDigit(source[index + 1]) else { return nil }
        let begin = index
        index += 1
        let least = number()
        var most: Int? = least
        if take(",") { most = next == "}" ? nil : number() }
        guard take("}") else { throw problem("A '{' is not closed.", at: begin) }
        guard least <= Self.mostRepeats, most.map({ $0 >= least && $0 <= Self.mostRepeats }) ?? true else {
            throw problem("A repetition is between 0 and \(Self.mostRepeats) times.", at: begin)
        }
        return (least, most)
    }

    private mutating func number() -> Int {
        var value = 0
        while let scalar = next, ScalarKind.isDigit(scalar) {
            value = min(value * 10 + Int(scalar.value - 0x30), Self.mostRepeats + 1)
            index += 1
        }
        return value
    }

    private mutating func atom() throws(QueryProblem) -> PatternNode {
        let begin = index
        index += 1
        switch source[begin] {
        case "(": return try group(from: begin)
        case "[": return .set(try brackets(from: begin))
        case ".": return .set(PatternSet(classes: [(.any, false)]))
        case "^": return .edge(.lineStart)
        case "$": return .edge(.lineEnd)
        case "\\":
            if take("b") { return .edge(.word) }
            if take("B") { return .edge(.notWord) }
            var set = PatternSet()
            try escape(from: begin, into: &set)
            return .set(set)
        case "*", "+", "?": throw problem("Nothing stands before the repetition.", at: begin)
        default: return .set(PatternSet(ranges: [source[begin].value...source[begin].value]))
        }
    }

    private mutating func group(from begin: Int) throws(QueryProblem) -> PatternNode {
        if take("?") {
            guard take(":") else {
                throw problem("Looking round and named groups are not known here.", at: begin)
            }
        }
        let node = try choice()
        guard take(")") else { throw problem("A '(' is not closed.", at: begin) }
        return node
    }

    /// Reads what stands behind a backslash; one scalar is added as a range.
    private mutating func escape(from begin: Int, into set: inout PatternSet) throws(QueryProblem) {
        guard let scalar = next else { throw problem("Nothing stands behind the backslash.", at: begin) }
        index += 1
        switch scalar {
        case "d": set.classes.append((.digit, false))
        case "D": set.classes.append((.digit, true))
        case "w": set.classes.append((.word, false))
        case "W": set.classes.append((.word, true))
        case "s": set.classes.append((.space, false))
        case "S": set.classes.append((.space, true))
        case "n": set.ranges.append(0x0A...0x0A)
        case "t": set.ranges.append(0x09...0x09)
        default:
            guard !ScalarKind.isWord(scalar) || scalar == "_" else {
                throw problem("'\\\(scalar)' is not known here.", at: begin)
            }
            set.ranges.append(scalar.value...scalar.value)
        }
    }

    private mutating func brackets(from begin: Int) throws(QueryProblem) -> PatternSet {
        var set = PatternSet()
        set.isNegated = take("^")
        var isFirst = true
        while let scalar = next, scalar != "]" || isFirst {
            isFirst = false
            let from = index
            index += 1
            if scalar == "\\" {
                try escape(from: from, into: &set)
            } else {
                set.ranges.append(scalar.value...scalar.value)
            }
            try widen(&set, from: from)
        }
        guard take("]") else { throw problem("A '[' is not closed.", at: begin) }
        return set
    }

    /// Makes the last scalar of a set the beginning of a range where a dash and another scalar follow.
    private mutating func widen(_ set: inout PatternSet, from begin: Int) throws(QueryProblem) {
        guard next == "-", index + 1 < source.count, source[index + 1] != "]" else { return }
        guard let low = set.ranges.last, index == begin + 1 || source[begin] == "\\" else { return }
        index += 1
        let from = index
        index += 1
        var end = PatternSet()
        if source[from] == "\\" {
            try escape(from: from, into: &end)
        } else {
            end.ranges.append(source[from].value...source[from].value)
        }
        guard let high = end.ranges.first, low.lowerBound <= high.lowerBound else {
            throw problem("The range in brackets runs backwards.", at: begin)
        }
        set.ranges[set.ranges.count - 1] = low.lowerBound...high.lowerBound
    }
}
