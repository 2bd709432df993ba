package import StudyModel

/// Finds the place in a record's text that a person names by words, span, turn, paragraph or line.
package struct PlaceFinder: Sendable {
    /// The body's scalars.
    package let scalars: [Unicode.Scalar]
    private let body: String

    package init(body: String) {
        self.body = body
        scalars = TextUnits.scalars(of: body)
    }

    /// The span a change means; `nil` for the record as a whole.
    ///
    /// - Throws: `coding.invalid` where none or several ways name the place or there is no such place,
    ///   `coding.ambiguous` for words that stand in several.
    package func span(of change: CodingChange) throws(StudyError) -> Range<Int>? {
        let ways = [
            change.span != nil, change.quote != nil, change.turns != nil, change.paragraphs != nil,
            change.lines != nil, change.isWhole == true,
        ]
        guard ways.count(where: { $0 }) == 1 else {
            throw StudyError(
                .codingInvalid, "The place is named in no way or in several.",
                hint: "Give one of --quote, --span, --turn, --paragraph, --line and --whole.")
        }
        if change.isWhole == true { return nil }
        if let span = change.span { return try self.span(span) }
        if let quote = change.quote { return try place(of: quote, occurrence: change.occurrence) }
        if let numbers = change.turns {
            let turns = Turns.of(body: body)
            return try units(turns.map(\.words), numbers, named: "turn")
        }
        if let numbers = change.paragraphs {
            return try units(TextUnits.paragraphs(scalars), numbers, named: "paragraph")
        }
        return try units(TextUnits.allLines(scalars), change.lines ?? [], named: "line")
    }

    private func span(_ ends: [Int]) throws(StudyError) -> Range<Int> {
        guard ends.count == 2, 0 <= ends[0], ends[0] < ends[1], ends[1] <= scalars.count else {
            throw StudyError(
                .codingInvalid, "The span does not lie in the text.",
                hint: "The text has \(scalars.count) characters; a span is FIRST:END, from 0.")
        }
        return ends[0]..<ends[1]
    }

    private func units(_ all: [Range<Int>], _ numbers: [Int], named name: String) throws(StudyError) -> Range<
        Int
    > {
        guard let first = numbers.first, let last = numbers.last, 1 <= first, first <= last, last <= all.count
        else {
            throw StudyError(
                .codingInvalid,
                all.isEmpty ? "The text has no \(name)s." : "The text has \(name)s 1 to \(all.count).",
                hint: name == "turn" ? "Run 'rir show --turn' to see them." : "They count from 1.")
        }
        return TextUnits.trimmed(all[first - 1].lowerBound..<all[last - 1].upperBound, in: scalars)
    }

    // MARK: Words

    /// Where some words stand.
    ///
    /// Every run of white space in the words matches any run in the text; where nothing is found, capitals and the
    /// forms of quotation marks and dashes are left aside.
    private func place(of quote: String, occurrence: Int?) throws(StudyError) -> Range<Int> {
        let pattern = QuotePattern(quote)
        guard !pattern.isEmpty else {
            throw StudyError(.codingInvalid, "The quote is empty.", hint: "Give the words to code.")
        }
        var found = pattern.places(in: scalars, folding: false)
        if found.isEmpty { found = pattern.places(in: scalars, folding: true) }
        if found.isEmpty {
            throw StudyError(
                .codingInvalid, "These words do not stand in the record.",
                hint: "Copy them from 'rir show'; line ends and spaces may differ.")
        }
        if let occurrence {
            guard (1...found.count).contains(occurrence) else {
                throw StudyError(
                    .codingInvalid, "These words stand in \(found.count) places.",
                    hint: "Give an --occurrence from 1 to \(found.count).")
            }
            return found[occurrence - 1]
        }
        guard found.count == 1 else {
            let shown = found.prefix(5).enumerated().map {
                "\($0.offset + 1): \(surroundings(of: $0.element))"
            }
            throw StudyError(
                .codingAmbiguous,
                // The words are in the hint alone: a report on a table shows messages, and not to its coder only.
                "These words stand in \(found.count) places.",
                hint: "Say which with --occurrence NUMBER, or quote more. \(shown.joined(separator: "  "))")
        }
        return found[0]
    }

    private func surroundings(of span: Range<Int>) -> String {
        let near = max(0, span.lowerBound - 16)..<min(scalars.count, span.upperBound + 16)
        let text = Anchor.text(scalars[near].map { $0.properties.isWhitespace ? " " : $0 })
        return "line \(line(of: span.lowerBound)) “…\(text)…”"
    }

    /// The line a place stands in, from 1.
    private func line(of place: Int) -> Int { 1 + scalars[..<place].count { $0 == "\n" } }
}

/// Words to look for, with every run of white space as one.
private struct QuotePattern {
    private let scalars: [Unicode.Scalar]

    init(_ quote: String) {
        var scalars: [Unicode.Scalar] = []
        for scalar in quote.unicodeScalars {
            if scalar.properties.isWhitespace {
                if let last = scalars.last, last != " " { scalars.append(" ") }
            } else {
                scalars.append(scalar)
            }
        }
        if scalars.last == " " { scalars.removeLast() }
        self.scalars = scalars
    }

    var isEmpty: Bool { scalars.isEmpty }

    /// Places that do not overlap, from the start.
    func places(in text: [Unicode.Scalar], folding: Bool) -> [Range<Int>] {
        let wanted = folding ? scalars.map(Self.folded) : scalars
        let text = folding ? text.map(Self.folded) : text
        var places: [Range<Int>] = []
        var start = 0
        while start < text.count {
            if text[start] == wanted[0], let end = end(of: wanted, in: text, from: start) {
                places.append(start..<end)
                start = end
            } else {
                start += 1
            }
        }
        return places
    }

    private func end(of wanted: [Unicode.Scalar], in text: [Unicode.Scalar], from start: Int) -> Int? {
        var index = start
        for scalar in wanted {
            guard index < text.count else { return nil }
            if scalar == " " {
                guard text[index].properties.isWhitespace else { return nil }
                while index < text.count, text[index].properties.isWhitespace { index += 1 }
            } else {
                guard text[index] == scalar else { return nil }
                index += 1
            }
        }
        return index
    }

    /// One scalar for another, so that places stay what they are.
    private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "‘", "’", "‚", "′": return "'"
        case "“", "”", "„", "″": return "\""
        case "‐", "‑", "–", "—", "−": return "-"
        default:
            let lower = scalar.properties.lowercaseMapping.unicodeScalars
            return lower.count == 1 ? lower.first ?? scalar : scalar
        }
    }
}
