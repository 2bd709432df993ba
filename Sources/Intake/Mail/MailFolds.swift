package import StudyModel

/// Finds what of a mail's text is quoted, passed on, signature or legal notice.
///
/// Answers between quoted lines stay visible. A forwarded mail is left open when there is no other text, and never
/// is the whole text folded. Works line by line on the text alone, in time linear in its length.
package enum MailFolds {
    /// The folds of a body in their order; they never overlap.
    package static func folds(in body: String) -> [TextFold] {
        let lines = FoldLines(body)
        guard lines.count > 0 else { return [] }
        // What stands below a divider is folded, unless nothing would be left: then mails passed on stay open, and
        // what is below the first dividers, and in the end all but the endings.
        for openDividers in [nil, 0, 1, 2, Int.max] {
            var marks = FoldMarks(lines)
            let hasDivider = marks.markDividers(leavingOpen: openDividers)
            marks.markQuotes()
            marks.markEndings()
            if marks.hasVisibleText { return marks.folds }
            guard hasDivider else { break }
        }
        var marks = FoldMarks(lines)
        marks.markEndings()
        return marks.hasVisibleText ? marks.folds : []
    }
}

/// Which lines of a mail are folded, and as what.
struct FoldMarks {
    let lines: FoldLines
    var kinds: [TextFold.Kind?]
    /// Lines where an older mail begins that is left open: endings above do not reach below.
    var openings: Set<Int> = []

    init(_ lines: FoldLines) {
        self.lines = lines
        kinds = Array(repeating: nil, count: lines.count)
    }

    /// Whether a line that is not folded holds words.
    var hasVisibleText: Bool {
        lines.indices.contains { kinds[$0] == nil && lines.hasWords($0) }
    }

    mutating func mark(_ range: Range<Int>, _ kind: TextFold.Kind) {
        for line in range where kinds[line] == nil { kinds[line] = kind }
    }

    /// The marked lines joined, without empty lines at their ends.
    var folds: [TextFold] {
        var folds: [TextFold] = []
        var line = 0
        while line < lines.count {
            guard let kind = kinds[line], !lines.isBlank(line) else {
                line += 1
                continue
            }
            var end = line + 1
            var last = end
            while end < lines.count, kinds[end] == kind || (kinds[end] == nil && lines.isBlank(end)) {
                if kinds[end] == kind, !lines.isBlank(end) { last = end + 1 }
                end += 1
            }
            folds.append(TextFold(kind: kind, scalars: lines.scalars(line..<last), lines: line..<last))
            line = last
        }
        return folds
    }

    // MARK: Dividers

    /// Marks what lies below the first divider between a person's words and an older mail.
    ///
    /// - Parameter openDividers: Not `nil` leaves all mails open that were passed on, and so many others.
    /// - Returns: `false` where there is no divider.
    mutating func markDividers(leavingOpen openDividers: Int?) -> Bool {
        var left = openDividers ?? 0
        var isFound = false
        var line = 0
        while line < lines.count {
            guard let (start, kind) = FoldDivider.begins(lines, at: line) else {
                line += 1
                continue
            }
            isFound = true
            let isOpen = openDividers != nil && kind == .forwarded
            if isOpen || left > 0 {
                openings.insert(start)
                left -= isOpen ? 0 : 1
                line = FoldDivider.behindHead(lines, at: line)
                continue
            }
            // Behind a line that ends a forwarded mail there may be another.
            line = FoldDivider.end(lines, from: line)
            mark(start..<line, kind)
        }
        return isFound
    }

    // MARK: Quotes

    /// Marks quoted lines with the line that says who wrote them.
    mutating func markQuotes() {
        var line = 0
        while line < lines.count {
            guard kinds[line] == nil, lines.isQuoted(line) else {
                line += 1
                continue
            }
            var end = line + 1
            var last = end
            while end < lines.count, kinds[end] == nil, lines.isQuoted(end) || lines.isBlank(end) {
                if lines.isQuoted(end) { last = end + 1 }
                end += 1
            }
            let start = Attribution.start(lines, before: line) { kinds[$0] == nil } ?? line
            mark(start..<last, .quote)
            line = last
        }
        markUnmarkedQuotes()
    }

    /// What follows a line that says who wrote when, without marks of quotation, to the end.
    private mutating func markUnmarkedQuotes() {
        let lastQuote = kinds.lastIndex(of: .quote) ?? -1
        for line in lines.indices {
            guard kinds[line] == nil, !lines.isBlank(line), let end = Attribution.strongEnd(lines, at: line)
            else { continue }
            var next = end
            while next < lines.count, lines.isBlank(next) { next += 1 }
            // An answer below marked quotes is not what such a line announces.
            guard next < lines.count, kinds[next] == nil, lastQuote < next else { continue }
            mark(line..<lines.count, .quote)
            return
        }
    }
}
