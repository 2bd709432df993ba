/// Marks that a note carries in its own words: `@SP66`, `#access/open`, `!decision`.
///
/// A mark stands at the start of the text or behind a space, an opening bracket, a quotation mark, a dash or
/// another mark's punctuation. Marks inside words, mail addresses, web addresses, Markdown headings, code spans
/// and fenced code are none. The text itself is never changed. Linear in the text's length.
package struct NoteMarks: Hashable, Sendable {
    /// From `@SP66`, in the order of the text, without repeats; only capitals count, as in every handle.
    package private(set) var participants: [Handle] = []
    /// From `#access/open`: a letter, then letters, digits and dashes, with `/` between the levels; in lower case.
    package private(set) var codes: [String] = []
    /// From `!decision`, `!action`, `!question` and `!quote`, in lower case.
    package private(set) var marks: [String] = []

    /// The words that stand behind `!`.
    package static let words = ["decision", "action", "question", "quote"]

    package init(_ text: String) {
        let bytes = Array(text.utf8)
        var fence: UInt8?
        for line in Bytes.lines(bytes) {
            let content = Bytes.trimmed(bytes, line)
            guard let first = bytes[content].first else { continue }
            if content.count >= 3, first == 0x60 || first == 0x7E, bytes[content].prefix(3).allSatisfy({ $0 == first }),
                fence == nil || fence == first
            {
                fence = fence == nil ? first : nil
            } else if fence == nil, !Self.isHeading(bytes, content) {
                read(bytes, content)
            }
        }
    }

    private static func isHeading(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        let marks = bytes[line].prefix(7).prefix { $0 == 0x23 }.count
        return (1...6).contains(marks) && (line.count == marks || Bytes.isSpace(bytes[line.lowerBound + marks]))
    }

    private mutating func read(_ bytes: [UInt8], _ line: Range<Int>) {
        let spans = CodeSpans(bytes, line)
        var index = line.lowerBound
        while index < line.upperBound {
            if let end = spans.end(at: index) {
                index = end
                continue
            }
            switch bytes[index] {
            case 0x3A where isAddress(bytes, index, line):
                index = Self.endOfAddress(bytes, index, line)
            case 0x40 where Self.mayBegin(bytes, index, line): index = takeHandle(bytes, index + 1, line)
            case 0x23 where Self.mayBegin(bytes, index, line): index = takeCode(bytes, index + 1, line)
            case 0x21 where Self.mayBegin(bytes, index, line): index = takeMark(bytes, index + 1, line)
            default: index += 1
            }
        }
    }

    // MARK: Where marks may stand

    private static let openers: Set<UInt8> = [
        0x20, 0x09, 0x28, 0x5B, 0x7B, 0x22, 0x27, 0x2A, 0x5F, 0x3E, 0x2C, 0x3B, 0x2E, 0x7C,
    ]

    /// Whether what stands before an index is no part of a word or an address.
    private static func mayBegin(_ bytes: [UInt8], _ index: Int, _ line: Range<Int>) -> Bool {
        guard index > line.lowerBound else { return true }
        let before = bytes[index - 1]
        if openers.contains(before) {
            // `a.@b` and `a,#b` belong together; a stop or a comma opens a mark only at the start of a line.
            return ![0x2C, 0x3B, 0x2E, 0x5F, 0x27].contains(before) || index - 1 == line.lowerBound
                || !Bytes.isWord(bytes[index - 2])
        }
        // Quotation marks and dashes: U+2010 to U+201F, U+00AB.
        if index - 2 >= line.lowerBound, bytes[index - 2] == 0xC2, before == 0xAB { return true }
        return index - 3 >= line.lowerBound && bytes[index - 3] == 0xE2 && bytes[index - 2] == 0x80
            && (0x90...0x9F).contains(before)
    }

    /// Whether the colon is that of `https://` or `mailto:`.
    private func isAddress(_ bytes: [UInt8], _ colon: Int, _ line: Range<Int>) -> Bool {
        guard colon > line.lowerBound, Bytes.isLetter(bytes[colon - 1]), colon + 1 < line.upperBound else { return false }
        if bytes[(colon + 1)...].prefix(2).elementsEqual([0x2F, 0x2F]) { return true }
        return bytes[line.lowerBound..<colon].suffix(6).map(Bytes.lowercased).elementsEqual("mailto".utf8)
    }

    private static func endOfAddress(_ bytes: [UInt8], _ start: Int, _ line: Range<Int>) -> Int {
        bytes[start..<line.upperBound].firstIndex { Bytes.isSpace($0) || $0 == 0x3E || $0 == 0x29 || $0 == 0x22 }
            ?? line.upperBound
    }

    /// Whether a mark may end before an index: not inside a word, a file's name or an address.
    private static func mayEnd(_ bytes: [UInt8], _ index: Int, _ line: Range<Int>) -> Bool {
        guard index < line.upperBound else { return true }
        switch bytes[index] {
        case 0x2E, 0x3A, 0x2F, 0x2D:
            // A stop or a dash at the end of a sentence, not inside an address or a name.
            return index + 1 == line.upperBound || !Bytes.isWord(bytes[index + 1])
        case 0x40, 0x5F: return false
        case 0xE2 where index + 1 < line.upperBound && bytes[index + 1] == 0x80: return true
        case 0xC2 where index + 1 < line.upperBound && bytes[index + 1] < 0xC0: return true
        default: return !Bytes.isWord(bytes[index])
        }
    }

    // MARK: Marks

    private mutating func takeHandle(_ bytes: [UInt8], _ start: Int, _ line: Range<Int>) -> Int {
        var end = start
        while end < line.upperBound, end - start < 10, Bytes.isUpper(bytes[end]) || Bytes.isDigit(bytes[end]) {
            end += 1
        }
        if Self.mayEnd(bytes, end, line), let handle = Handle(rawValue: Bytes.text(bytes, start..<end)),
            !participants.contains(handle)
        {
            participants.append(handle)
        }
        return max(end, start)
    }

    private mutating func takeCode(_ bytes: [UInt8], _ start: Int, _ line: Range<Int>) -> Int {
        var end = start
        var levelStart = true
        while end < line.upperBound, end - start < 200 {
            let byte = bytes[end]
            if levelStart {
                guard Bytes.isLetter(byte) || (end > start && Bytes.isDigit(byte)) else { break }
                levelStart = false
            } else if byte == 0x2F, end + 1 < line.upperBound, Bytes.isWord(bytes[end + 1]) {
                levelStart = true
            } else if byte == 0x2D {
                guard end + 1 < line.upperBound, Bytes.isLetter(bytes[end + 1]) || Bytes.isDigit(bytes[end + 1])
                else { break }
            } else if !Bytes.isLetter(byte), !Bytes.isDigit(byte) {
                break
            }
            end += 1
        }
        guard end > start, !levelStart, Self.mayEnd(bytes, end, line) else { return max(end, start) }
        let code = String(decoding: bytes[start..<end].map(Bytes.lowercased), as: UTF8.self)
        if !codes.contains(code) { codes.append(code) }
        return end
    }

    private mutating func takeMark(_ bytes: [UInt8], _ start: Int, _ line: Range<Int>) -> Int {
        var end = start
        while end < line.upperBound, end - start < 10, Bytes.isLetter(bytes[end]) { end += 1 }
        let word = String(decoding: bytes[start..<end].map(Bytes.lowercased), as: UTF8.self)
        if Self.words.contains(word), Self.mayEnd(bytes, end, line), !marks.contains(word) { marks.append(word) }
        return max(end, start)
    }
}

/// The code spans of one line of Markdown: between runs of as many backticks.
private struct CodeSpans {
    private var ends: [Int: Int] = [:]

    init(_ bytes: [UInt8], _ line: Range<Int>) {
        var runs: [Range<Int>] = []
        var index = line.lowerBound
        while index < line.upperBound {
            let start = index
            while index < line.upperBound, bytes[index] == 0x60 { index += 1 }
            if index > start { runs.append(start..<index) } else { index += 1 }
        }
        guard runs.count > 1 else { return }
        // From the right, so that each run knows the next one of its length.
        var next: [Int: Int] = [:]
        for run in runs.reversed() {
            if let end = next[run.count] { ends[run.lowerBound] = end }
            next[run.count] = run.upperBound
        }
    }

    /// The end of the span that begins at an index.
    func end(at index: Int) -> Int? { ends[index] }
}
