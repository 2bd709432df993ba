/// A citation in the text of a report draft: `[[quote:2021-03-17-interview-sqqv/4q2m9x]]`.
package struct DraftCitation: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// What a finding says: `[[finding:open-door@2]]`.
        case finding
        /// The words of a coding with who said them and when.
        case quote
        /// A table that `study.yaml` declares, filled.
        case table
        /// A number of the methods section: `[[count:records/interview]]`.
        case count
    }

    package var kind: Kind
    /// What stands behind the colon.
    package var target: String
    /// The line it stands on, from 1.
    package var line: Int
    /// Where it stands in the text, in Unicode scalars, with its brackets.
    package var range: Range<Int>
    /// Whether nothing else stands on its line.
    package var isAlone: Bool

    package init(_ kind: Kind, _ target: String, line: Int, range: Range<Int>, isAlone: Bool) {
        self.kind = kind
        self.target = target
        self.line = line
        self.range = range
        self.isAlone = isAlone
    }

    /// As it stands between the brackets.
    package var text: String { "\(kind.rawValue):\(target)" }

    /// The finding it names, and the version where it is said.
    package var pinned: (name: String, version: Int?)? {
        guard kind == .finding else { return nil }
        let parts = target.split(separator: "@", omittingEmptySubsequences: false)
        guard let name = parts.first, parts.count <= 2 else { return nil }
        if parts.count == 1 { return (String(name), nil) }
        guard let number = Int(parts[1]), number > 0 else { return nil }
        return (String(name), number)
    }

    /// The record and the coding it names, as parts of their ids.
    package var coded: (record: String, coding: String)? {
        let parts = target.split(separator: "/", omittingEmptySubsequences: false)
        guard kind == .quote, parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        return (String(parts[0]), String(parts[1]))
    }
}

/// The text of a report draft taken apart: its citations, and the paragraphs that people number when they speak of it.
package struct DraftSource: Sendable {
    package let citations: [DraftCitation]
    /// Lines with two brackets that open and hold no citation, from 1.
    package let strange: [Int]
    /// Each paragraph, heading, item of a list and table: the lines it stands on, from 0.
    package let paragraphs: [Paragraph]
    private let lines: [Substring]

    package struct Paragraph: Hashable, Sendable {
        /// From 1; of a heading `nil`, which is no paragraph.
        package var number: Int?
        /// From 0.
        package var lines: Range<Int>
        /// How many scalars of its first line stand before its words: `- `, `> `.
        package var indent: Int

        package init(number: Int?, lines: Range<Int>, indent: Int) {
            self.number = number
            self.lines = lines
            self.indent = indent
        }
    }

    package init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var scan = DraftScan()
        for line in lines { scan.take(line) }
        scan.end()
        (citations, strange, paragraphs) = (scan.citations, scan.strange, scan.paragraphs)
    }

    /// How many paragraphs have a number.
    package var count: Int { paragraphs.last { $0.number != nil }?.number ?? 0 }

    /// The number of the paragraph on a line from 1, or of the next one behind it.
    package func paragraph(onLine line: Int) -> Int? {
        paragraphs.first { $0.number != nil && $0.lines.upperBound > line - 1 }?.number
            ?? (count > 0 ? count : nil)
    }

    /// The words of a paragraph on one line; `nil` where there is none of that number.
    package func words(ofParagraph number: Int) -> String? {
        guard let found = paragraphs.first(where: { $0.number == number }) else { return nil }
        let own = lines[found.lines].enumerated().map {
            $0.offset == 0 ? $0.element.dropFirst(found.indent) : $0.element
        }
        return own.map { $0.drop { $0 == " " || $0 == ">" } }.joined(separator: " ")
    }

    /// The text with something else in place of each citation, and a mark before the words of each paragraph.
    ///
    /// - Parameters:
    ///   - shown: what stands in place of a citation.
    ///   - mark: what stands before the words of the paragraph with a number; a table gets a line of its own above it.
    package func written(
        _ shown: (DraftCitation) -> String, mark: (Int) -> String? = { _ in nil }
    ) -> String {
        var marks: [Int: (indent: Int, mark: String)] = [:]
        for paragraph in paragraphs {
            guard let mark = paragraph.number.flatMap(mark) else { continue }
            marks[paragraph.lines.lowerBound] = (paragraph.indent, mark)
        }
        let byLine = Dictionary(grouping: citations, by: \.line)
        var start = 0
        var out: [String] = []
        for (index, line) in lines.enumerated() {
            let scalars = Array(line.unicodeScalars)
            let own = byLine[index + 1] ?? []
            var mark = marks[index].map { (min($0.indent, scalars.count), $0.mark) }
            var text = String.UnicodeScalarView()
            var place = 0
            if let (indent, words) = mark, own.first?.isAlone != true {
                text.append(contentsOf: scalars[..<indent])
                text.append(contentsOf: Self.marked(words, scalars.dropFirst(indent)).unicodeScalars)
                (place, mark) = (indent, nil)
            }
            for citation in own {
                text.append(contentsOf: scalars[place..<citation.range.lowerBound - start])
                text.append(contentsOf: Self.marking(shown(citation), mark?.1).unicodeScalars)
                place = citation.range.upperBound - start
            }
            text.append(contentsOf: scalars[place...])
            out.append(String(text))
            start += scalars.count + 1
        }
        return out.joined(separator: "\n")
    }

    /// A mark with what parts it from the words behind it.
    private static func marked(_ mark: String, _ words: ArraySlice<Unicode.Scalar>) -> String {
        words.first == "|" ? mark + "\n\n" : mark + " "
    }

    /// What stands alone on its line, with a mark before its words.
    private static func marking(_ text: String, _ mark: String?) -> String {
        guard let mark else { return text }
        return text.hasPrefix("> ") ? "> \(mark) \(text.dropFirst(2))" : "\(mark) \(text)"
    }
}

/// Reads the lines of a draft one after another.
private struct DraftScan {
    private(set) var citations: [DraftCitation] = []
    private(set) var strange: [Int] = []
    private(set) var paragraphs: [DraftSource.Paragraph] = []
    private var line = 0
    private var offset = 0
    private var fence: (mark: Unicode.Scalar, count: Int)?
    private var open: DraftSource.Paragraph?
    private var numbered = 0

    mutating func take(_ text: Substring) {
        let scalars = Array(text.unicodeScalars)
        if isFence(scalars) {
            close()
        } else if fence == nil {
            divide(scalars)
            cite(scalars)
        }
        line += 1
        offset += scalars.count + 1
    }

    mutating func end() { close() }

    // MARK: Paragraphs

    private mutating func close() {
        guard var done = open else { return }
        done.lines = done.lines.lowerBound..<line
        paragraphs.append(done)
        open = nil
    }

    private mutating func begin(indent: Int, isHeading: Bool = false) {
        close()
        if !isHeading { numbered += 1 }
        open = .init(number: isHeading ? nil : numbered, lines: line..<line + 1, indent: indent)
    }

    /// Begins a paragraph where a line does.
    private mutating func divide(_ scalars: [Unicode.Scalar]) {
        let words = scalars.drop { $0 == " " || $0 == ">" || $0 == "\t" }
        if words.isEmpty || Self.isRule(words) { return close() }
        if words.startIndex < 4, words.first == "#" {
            begin(indent: 0, isHeading: true)
            line += 1
            close()
            line -= 1
            return
        }
        let item = Self.itemLength(words)
        if item > 0 { return begin(indent: words.startIndex + item) }
        if open == nil { begin(indent: words.startIndex) }
    }

    /// The length of what begins an item of a list, with the space behind it; 0 where none does.
    private static func itemLength(_ words: ArraySlice<Unicode.Scalar>) -> Int {
        if let first = words.first, "-*+".unicodeScalars.contains(first), words.dropFirst().first == " " {
            return 2
        }
        let digits = words.prefix { ("0"..."9").contains($0) }.count
        let behind = Array(words.dropFirst(digits).prefix(2))
        return (1...9).contains(digits) && (behind == [".", " "] || behind == [")", " "]) ? digits + 2 : 0
    }

    /// Whether a line is a rule, or the line under a heading.
    private static func isRule(_ words: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let mark = words.first, "-*_=".unicodeScalars.contains(mark) else { return false }
        return words.count > 2 && words.allSatisfy { $0 == mark || $0 == " " }
    }

    /// Takes in a line of three back quotes or tildes, which begins or ends what is shown as it is.
    private mutating func isFence(_ scalars: [Unicode.Scalar]) -> Bool {
        let words = scalars.drop { $0 == " " }
        guard let mark = words.first, mark == "`" || mark == "~" else { return false }
        let count = words.prefix { $0 == mark }.count
        if let fence {
            guard mark == fence.mark, count >= fence.count,
                words.dropFirst(count).allSatisfy({ $0 == " " })
            else { return false }
            self.fence = nil
            return true
        }
        guard count >= 3, mark == "~" || !words.dropFirst(count).contains("`") else { return false }
        fence = (mark, count)
        return true
    }

    // MARK: Citations

    private mutating func cite(_ scalars: [Unicode.Scalar]) {
        var index = 0
        while index + 1 < scalars.count {
            if scalars[index] == "\\" {
                index += 2
            } else if scalars[index] == "`" {
                index = Self.behindCode(scalars, index)
            } else if scalars[index] == "[", scalars[index + 1] == "[" {
                index = citation(scalars, index)
            } else {
                index += 1
            }
        }
    }

    /// Reads what two brackets begin, and returns where to go on.
    private mutating func citation(_ scalars: [Unicode.Scalar], _ start: Int) -> Int {
        var end = start + 2
        while end + 1 < scalars.count, scalars[end] != "]" || scalars[end + 1] != "]" { end += 1 }
        guard end + 1 < scalars.count else {
            strange.append(line + 1)
            return scalars.count
        }
        let text = String(String.UnicodeScalarView(scalars[start + 2..<end]))
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let target = parts.count == 2 ? parts[1].drop { $0 == " " } : ""
        guard let kind = DraftCitation.Kind(rawValue: parts[0].lowercased()), !target.isEmpty else {
            strange.append(line + 1)
            return end + 2
        }
        let rest = scalars[..<start] + scalars[(end + 2)...]
        citations.append(
            DraftCitation(
                kind, String(target), line: line + 1, range: offset + start..<offset + end + 2,
                isAlone: rest.allSatisfy { $0 == " " || $0 == "\t" }))
        return end + 2
    }

    /// Where the code that back quotes begin is over.
    private static func behindCode(_ scalars: [Unicode.Scalar], _ start: Int) -> Int {
        let count = scalars[start...].prefix { $0 == "`" }.count
        var index = start + count
        while index < scalars.count {
            guard scalars[index] == "`" else {
                index += 1
                continue
            }
            let length = scalars[index...].prefix { $0 == "`" }.count
            index += length
            if length == count { return index }
        }
        return start + count
    }
}

extension DraftSource {
    /// Attributions that somebody typed, `(SP66, 17.03.21)`, with the line each stands on, from 1.
    package var attributions: [(handle: Handle, line: Int)] {
        var found: [(handle: Handle, line: Int)] = []
        for (index, line) in lines.enumerated() {
            for part in line.split(separator: "(", omittingEmptySubsequences: false).dropFirst() {
                let inside = part.prefix { $0 != ")" }.split(separator: ",").map { $0.drop { $0 == " " } }
                guard let last = inside.last, last.contains("."), last.first?.isNumber == true else {
                    continue
                }
                for name in inside.dropLast() {
                    if let handle = Handle(rawValue: String(name)) { found.append((handle, index + 1)) }
                }
            }
        }
        return found
    }
}
