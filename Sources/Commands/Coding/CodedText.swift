import StudyModel

/// A record's text with its codings as stripes in the margin.
struct CodedText {
    private let text: [Unicode.Scalar]
    private let codings: [CodingView]
    private let console: Console

    init(body: String, codings: [CodingView], console: Console) {
        text = Array(body.unicodeScalars)
        self.codings = codings.filter { $0.coding.span != nil }
        self.console = console
    }

    private struct Line {
        var span: Range<Int>
        var text: String
    }

    /// How wide the text is where there is no screen to say.
    private static let usualWidth = 100
    /// More lanes than this are not drawn; what is left out is said.
    private static let mostLanes = 12

    /// The text with stripes at its left, names where they begin, and what has no place of its own above and below.
    func lines(whole: [CodingView], lost: [CodingView]) -> [String] {
        let spans = codings.compactMap(\.coding.span)
        let width = max(40, console.output.screen?.width ?? Self.usualWidth)
        var lanes = 0
        var stripes = Stripes(spans, lineStarts: [0])
        var wrapped: [Line] = []
        // The margin takes room from the text, and the text's lines decide how many lanes there are.
        for _ in 0..<3 {
            wrapped = wrap(to: width - min(lanes, Self.mostLanes) - Self.nameWidth - 3)
            stripes = Stripes(spans, lineStarts: wrapped.map(\.span.lowerBound))
            if stripes.laneCount <= lanes { break }
            lanes = stripes.laneCount
        }
        let shown = min(lanes, Self.mostLanes)
        var lines = whole.map { "whole record: \(name(of: $0))" }
        for (number, line) in wrapped.enumerated() {
            let places = stripes.places(onLine: number)
            let margin = places.prefix(shown).map { glyph($0) }.joined()
            let padding = String(repeating: " ", count: max(0, shown - places.prefix(shown).count))
            let names = self.names(beginningOn: number, stripes)
            let body = DisplayWidth.pad(line.text, to: width - shown - Self.nameWidth - 3)
            lines.append(trimmed("\(margin)\(padding) \(body)  \(names)"))
        }
        if lanes > shown {
            lines.append("\(lanes - shown) more stripes lie behind these; 'rir code list' names all.")
        }
        return lines
            + lost.map { "lost: \(name(of: $0)) \(CodingLines.clipped($0.coding.anchor?.quote ?? ""))" }
    }

    /// Columns for names beside the text.
    private static let nameWidth = 24

    private func names(beginningOn line: Int, _ stripes: Stripes) -> String {
        let begun = stripes.places(onLine: line).compactMap { place -> String? in
            guard let place, place.part == .start || place.part == .whole else { return nil }
            return String(codings[place.index].path?.last ?? Substring(codings[place.index].name))
        }
        return DisplayWidth.fit(begun.joined(separator: ", "), to: Self.nameWidth)
    }

    private func glyph(_ place: Stripes.Place?) -> String {
        guard let place else { return " " }
        let view = codings[place.index]
        let letter = Stripes.letter(of: view.name, isOwn: true)
        let glyph = String(Stripes.glyph(place.part, letter: letter, .unicode))
        guard console.output.screen?.showsColour == true, let rgb = view.colour.flatMap(ColourMark.components)
        else { return glyph }
        return "\u{1B}[38;2;\(rgb.0);\(rgb.1);\(rgb.2)m\(glyph)\u{1B}[0m"
    }

    private func name(of view: CodingView) -> String {
        "\(CodingLines.name(of: view)) (\(view.coder.rawValue))"
    }

    private func trimmed(_ line: String) -> String {
        var line = line[...]
        while line.last == " " { line.removeLast() }
        return String(line)
    }

    // MARK: Lines

    /// The text in lines of at most so many columns, broken at spaces where there are any.
    private func wrap(to width: Int) -> [Line] {
        var lines: [Line] = []
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: "\n") ?? text.count
            wrap(start..<end, to: width, into: &lines)
            start = end + 1
        }
        return lines
    }

    private func wrap(_ paragraph: Range<Int>, to width: Int, into lines: inout [Line]) {
        var start = paragraph.lowerBound
        repeat {
            var (end, columns, lastSpace) = (start, 0, -1)
            while end < paragraph.upperBound {
                let shown = VisibleText.line(String(Character(text[end])))
                columns += DisplayWidth.of(shown)
                if columns > width, end > start { break }
                if text[end] == " " { lastSpace = end }
                end += 1
            }
            if end < paragraph.upperBound, lastSpace > start { end = lastSpace + 1 }
            lines.append(Line(span: start..<end, text: VisibleText.line(Anchor.text(text[start..<end]))))
            start = end
        } while start < paragraph.upperBound
    }
}
