/// The units a text is read in, each as ranges of its Unicode scalars in order, never overlapping or empty.
///
/// All of them take time linear in the text. Numbers that people type count from 1.
package enum TextUnits {
    /// The scalars of a body, which all offsets here count.
    package static func scalars(of body: String) -> [Unicode.Scalar] { Array(body.unicodeScalars) }

    /// Every line without its line end; empty ones are left out.
    package static func lines(_ text: [Unicode.Scalar]) -> [Range<Int>] {
        allLines(text).filter { !$0.isEmpty }
    }

    /// Runs of lines with something to read, separated by lines with none.
    ///
    /// A paragraph begins with the first scalar of its first line and ends before the line end of its last.
    package static func paragraphs(_ text: [Unicode.Scalar]) -> [Range<Int>] {
        var paragraphs: [Range<Int>] = []
        var current: Range<Int>?
        for line in allLines(text) {
            if text[line].allSatisfy(ScalarKind.isSpace) {
                if let done = current { paragraphs.append(done) }
                current = nil
            } else {
                current = (current?.lowerBound ?? line.lowerBound)..<line.upperBound
            }
        }
        if let done = current { paragraphs.append(done) }
        return paragraphs
    }

    /// Runs of anything but white space and control characters.
    package static func words(_ text: [Unicode.Scalar]) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start: Int?
        for (index, scalar) in text.enumerated() {
            if ScalarKind.isSpace(scalar) {
                if let begin = start { words.append(begin..<index) }
                start = nil
            } else if start == nil {
                start = index
            }
        }
        if let begin = start { words.append(begin..<text.count) }
        return words
    }

    /// Sentences without the white space round them; none goes on into another paragraph.
    ///
    /// A sentence ends at `.`, `!`, `?` or `…` with the marks that close behind it, where white space follows and
    /// the next word does not begin with a small letter; after titles, initials and abbreviations that lead on (`Dr.`,
    /// `J.`, `e.g.`) it does not. At `。！？` it ends without white space. An item of a list and a heading begin a
    /// sentence.
    package static func sentences(_ text: [Unicode.Scalar]) -> [Range<Int>] {
        var sentences: [Range<Int>] = []
        for paragraph in paragraphs(text) {
            let reader = SentenceReader(text: text, end: paragraph.upperBound)
            reader.read(from: paragraph.lowerBound, into: &sentences)
        }
        return sentences
    }

    /// A unit by its number as people count, from 1.
    package static func unit(_ number: Int, of units: [Range<Int>]) -> Range<Int>? {
        units.indices.contains(number - 1) ? units[number - 1] : nil
    }

    /// The places in `units` of those that share a scalar with a span; empty where none does.
    package static func touched(by span: Range<Int>, in units: [Range<Int>]) -> Range<Int> {
        let low = units.partition { $0.upperBound > span.lowerBound }
        let high = units.partition { $0.lowerBound >= span.upperBound }
        return span.isEmpty || low >= high ? low..<low : low..<high
    }

    /// A range without the white space at both its ends; empty where it is all white space.
    package static func trimmed(_ range: Range<Int>, in text: [Unicode.Scalar]) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper, ScalarKind.isSpace(text[lower]) { lower += 1 }
        while upper > lower, ScalarKind.isSpace(text[upper - 1]) { upper -= 1 }
        return lower..<upper
    }

    /// Every line without its line end, as people count them from 1: empty ones too.
    static func allLines(_ text: [Unicode.Scalar]) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var begin = 0
        for (index, scalar) in text.enumerated() where scalar == "\n" {
            lines.append(begin..<index)
            begin = index + 1
        }
        if begin < text.count { lines.append(begin..<text.count) }
        return lines
    }
}

extension RandomAccessCollection where Index == Int {
    /// The first place where a question is answered yes, in a collection sorted so that all answers after it are
    /// yes; the end where none is.
    func partition(_ isBehind: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
