package import StudyModel

/// A regular expression that takes time linear in the text, whatever it is.
///
/// The house has its own because those that go back and try again can be made to run for years by a pattern of a
/// few characters. It reads literals, `.`, classes (`[a-z]`, `[^…]`, `\d \w \s` and their opposites), groups, `|`,
/// `* + ? {n} {n,} {n,m}` (the shortest with `?` behind), and the edges `^ $ \b \B`, where `^` and `$` are those of a line.
/// There is no looking round and no referring back. Of several matches at a place the first alternative wins, as
/// in Perl.
package struct TextPattern: Sendable {
    /// The longest match that is found, in scalars.
    package static let longestMatch = 2000
    /// The longest expression, in scalars.
    package static let longestSource = 1000

    let program: [PatternInstruction]
    /// Which ASCII scalars a match can begin with; `nil` where a match may begin with anything.
    let firsts: [Bool]?

    /// - Throws: ``QueryProblem`` with its place in the expression for what can't be read or would be too large.
    package init(_ source: String, ignoresCase: Bool = false) throws(QueryProblem) {
        var parser = PatternParser(source)
        let node = try parser.parse()
        var compiler = PatternCompiler(ignoresCase: ignoresCase)
        program = try compiler.compile(node)
        firsts = PatternCompiler.firsts(of: program)
    }

    /// Where the pattern matches, from the left, without overlaps; empty matches are passed over.
    package func ranges(in text: [Unicode.Scalar]) -> [Range<Int>] {
        var matcher = PatternMatcher(pattern: self, text: text)
        return matcher.all()
    }
}

/// One part of a regular expression.
indirect enum PatternNode {
    case set(PatternSet)
    case edge(PatternEdge)
    case sequence([PatternNode])
    case choice([PatternNode])
    case repeated(PatternNode, least: Int, most: Int?, isGreedy: Bool)
}

/// A place that is looked at without taking a scalar.
enum PatternEdge {
    case lineStart
    case lineEnd
    case word
    case notWord

    func holds(at index: Int, in text: [Unicode.Scalar]) -> Bool {
        switch self {
        case .lineStart: return index == 0 || text[index - 1] == "\n"
        case .lineEnd: return index == text.count || text[index] == "\n"
        case .word, .notWord:
            let before = index > 0 && ScalarKind.isWord(text[index - 1])
            let after = index < text.count && ScalarKind.isWord(text[index])
            return (before != after) == (self == .word)
        }
    }
}

/// Scalars that one part of an expression takes.
struct PatternSet {
    /// One of the named classes.
    enum Class {
        case digit
        case word
        case space
        case any

        func contains(_ scalar: Unicode.Scalar) -> Bool {
            switch self {
            case .digit:
                scalar.value < 0x80 ? ScalarKind.isDigit(scalar) : scalar.properties.numericType == .decimal
            case .word: ScalarKind.isWord(scalar)
            case .space: ScalarKind.isSpace(scalar)
            case .any: scalar != "\n"
            }
        }
    }

    var ranges: [ClosedRange<UInt32>] = []
    var classes: [(kind: Class, isNegated: Bool)] = []
    var isNegated = false
    /// Whether the set is that of a single scalar or class, without brackets.
    var ignoresCase = false

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let isIn =
            ignoresCase
            ? holds(scalar) || holds(ScalarKind.lowered(scalar)) || holds(ScalarKind.raised(scalar))
            : holds(scalar)
        return isIn != isNegated
    }

    private func holds(_ scalar: Unicode.Scalar) -> Bool {
        ranges.contains { $0.contains(scalar.value) }
            || classes.contains { $0.kind.contains(scalar) != $0.isNegated }
    }
}
