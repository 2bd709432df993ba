import StudyModel

/// Cuts a query into its pieces.
struct QueryLexer {
    private let text: [Unicode.Scalar]
    private var index = 0

    init(_ text: [Unicode.Scalar]) { self.text = text }

    /// All pieces, with an ``QueryToken/Kind/end`` behind the last.
    mutating func tokens() throws(QueryProblem) -> [QueryToken] {
        var tokens: [QueryToken] = []
        while true {
            while index < text.count, ScalarKind.isSpace(text[index]) { index += 1 }
            let begin = index
            guard begin < text.count else {
                tokens.append(QueryToken(kind: .end, range: begin..<begin))
                return tokens
            }
            let kind = try next()
            tokens.append(QueryToken(kind: kind, range: begin..<index))
        }
    }

    private mutating func next() throws(QueryProblem) -> QueryToken.Kind {
        let scalar = text[index]
        switch scalar {
        case "\"": return .quoted(try quoted(until: "\""))
        case "“": return .quoted(try quoted(until: "”"))
        case "/": return try pattern()
        default: break
        }
        if Self.isWord(scalar) { return .word(word()) }
        index += 1
        let hasEquals = index < text.count && text[index] == "="
        switch scalar {
        case "(": return .open
        case ")": return .close
        case ":": return .colon
        case ",": return .comma
        case "=": return .comparison(.equal)
        case "~": return .comparison(.holds)
        case "!": return take(hasEquals) ? .comparison(.notEqual) : .exactly
        case "<": return .comparison(take(hasEquals) ? .atMost : .less)
        case ">": return .comparison(take(hasEquals) ? .atLeast : .greater)
        default:
            throw QueryProblem(
                .strayCharacter, at: index - 1..<index,
                "A query can't hold this character outside quotation marks.",
                hint: "Put the text in quotation marks: \"…\".")
        }
    }

    private mutating func take(_ isThere: Bool) -> Bool {
        if isThere { index += 1 }
        return isThere
    }

    /// Letters, digits and marks of any script, and `- _ / . * & ' ’ + # @`.
    static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "-", "/", ".", "*", "&", "'", "’", "+", "#", "@": true
        default: ScalarKind.isWord(scalar)
        }
    }

    private mutating func word() -> String {
        let begin = index
        while index < text.count, Self.isWord(text[index]) { index += 1 }
        return Anchor.text(text[begin..<index])
    }

    private mutating func quoted(until end: Unicode.Scalar) throws(QueryProblem) -> String {
        let begin = index
        var out = String.UnicodeScalarView()
        index += 1
        while index < text.count, text[index] != end {
            if text[index] == "\\", index + 1 < text.count, text[index + 1] == end || text[index + 1] == "\\"
            {
                index += 1
            }
            out.append(text[index])
            index += 1
        }
        guard index < text.count else {
            throw QueryProblem(
                .unclosedQuote, at: begin..<text.count, "A quotation mark is not closed.",
                hint: "Put a \(end) where the text ends.")
        }
        index += 1
        return String(out)
    }

    private mutating func pattern() throws(QueryProblem) -> QueryToken.Kind {
        let begin = index
        var out = String.UnicodeScalarView()
        index += 1
        while index < text.count, text[index] != "/" {
            if text[index] == "\\", index + 1 < text.count {
                if text[index + 1] != "/" { out.append("\\") }
                index += 1
            }
            out.append(text[index])
            index += 1
        }
        guard index < text.count else {
            throw QueryProblem(
                .unclosedPattern, at: begin..<text.count, "A regular expression is not closed.",
                hint: "Put a / where it ends, and write \\/ for one within it.")
        }
        index += 1
        let ignoresCase = index < text.count && text[index] == "i"
        if ignoresCase { index += 1 }
        return .pattern(String(out), ignoresCase: ignoresCase)
    }
}
