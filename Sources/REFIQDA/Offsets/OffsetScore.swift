/// A span as the file gives it.
struct RawSpan: Hashable {
    var start: Int
    var end: Int
    /// The selection's name where it is long enough to tell something, with single spaces and no ellipsis.
    var name: [Unicode.Scalar]?

    init(start: Int, end: Int, name: String? = nil) {
        self.start = start
        self.end = end
        self.name = name.flatMap(Self.comparable)
    }

    /// A name of at least three letters or digits, as programs make it of the quotation's beginning.
    private static func comparable(_ name: String) -> [Unicode.Scalar]? {
        var scalars = collapsed(Array(name.unicodeScalars)[...])
        while let last = scalars.last, last == "…" || last == "." || last == " " { scalars.removeLast() }
        return scalars.lazy.filter(WordBoundary.isWord).prefix(3).count == 3 ? scalars : nil
    }

    /// White space runs as one space each, none at the beginning.
    static func collapsed(_ scalars: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        for scalar in scalars {
            let isSpace = scalar.properties.isWhitespace
            if !isSpace {
                result.append(scalar)
            } else if let last = result.last, last != " " {
                result.append(" ")
            }
        }
        return result
    }
}

/// Where words begin and end.
enum WordBoundary {
    /// Letters, digits, marks and `_`.
    static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            return (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte)
                || byte == 0x5F
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark,
            .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber, .connectorPunctuation:
            return true
        default: return false
        }
    }

    /// Whether a place is not in the middle of a word.
    static func isBoundary(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        guard index > 0, index < scalars.count else { return true }
        return !isWord(scalars[index - 1]) || !isWord(scalars[index])
    }
}

/// Says how well the spans of a text fit each reading.
struct OffsetScore {
    private let text: RawText
    private let scalars: [Unicode.Scalar]
    private let spans: [RawSpan]

    init(_ text: RawText, spans: [RawSpan]) {
        self.text = text
        scalars = text.normalised
        self.spans = spans
    }

    func fit(_ reading: QDAOffsetReading) -> QDAOffsetEvidence.Fit {
        let map = OffsetMap(
            text, reading: reading, offsets: spans.lazy.flatMap { [$0.start, $0.end, $0.end &+ 1] })
        var fit = QDAOffsetEvidence.Fit(
            reading: reading, onBoundaries: 0, namesMatched: 0, onBoundariesIfInclusive: 0)
        for span in spans {
            if isOnBoundaries(map[span.start], map[span.end]) { fit.onBoundaries += 1 }
            if isOnBoundaries(map[span.start], map[span.end &+ 1]) { fit.onBoundariesIfInclusive += 1 }
            if let name = span.name, begins(with: name, map[span.start], map[span.end]) {
                fit.namesMatched += 1
            }
        }
        return fit
    }

    private func isOnBoundaries(_ start: OffsetMap.Place, _ end: OffsetMap.Place) -> Bool {
        start.isExact && end.isExact && start.index <= end.index
            && WordBoundary.isBoundary(start.index, in: scalars)
            && WordBoundary.isBoundary(end.index, in: scalars)
    }

    private func begins(with name: [Unicode.Scalar], _ start: OffsetMap.Place, _ end: OffsetMap.Place) -> Bool
    {
        guard start.isExact, end.isExact, start.index <= end.index else { return false }
        // White space in the text may be longer than in the name; four times is enough for any real one.
        let most = min(end.index, start.index + name.count * 4 + 16)
        return RawSpan.collapsed(scalars[start.index..<most]).starts(with: name)
    }
}
