import StudyModel

extension BoardReport {
    /// More cards than this are no picture any more.
    static let mostDrawn = 500

    private static let cardWidth = 220
    private static let gap = 14
    private static let lineHeight = 16
    private static let top = 84

    /// The board as a picture: SVG without scripts, fonts or anything from elsewhere.
    ///
    /// - Returns: `nil` for a board with more than ``mostDrawn`` cards.
    package var svg: String? {
        guard columns.reduce(0, { $0 + $1.cards.count }) <= Self.mostDrawn else { return nil }
        let drawn = columns.enumerated().map { column($1, at: $0) }
        let width = columns.count * (Self.cardWidth + 2 * Self.gap) + Self.gap
        let height = (drawn.map(\.bottom).max() ?? Self.top) + Self.gap
        let cards = columns.map { "\($0.cards.count) in '\($0.name)'" }.joined(separator: ", ")
        var lines = SVGText.head(
            width: max(width, 320), height: height, title: SVGText.clipped(title, max(30, width / 9)),
            description: "A board of a workshop on \(day.rawValue). Cards: \(cards).")
        lines.append("<text x=\"10\" y=\"46\" fill=\"#555555\">Workshop on \(day.rawValue)</text>")
        lines += drawn.flatMap(\.lines)
        lines.append("</svg>")
        return lines.joined(separator: "\n") + "\n"
    }

    private func column(_ column: Column, at index: Int) -> (lines: [String], bottom: Int) {
        let left = Self.gap + index * (Self.cardWidth + 2 * Self.gap)
        let name = SVGText.escaped(SVGText.clipped(column.name, 28))
        var lines = [
            "<text x=\"\(left)\" y=\"\(Self.top - 10)\" font-size=\"14\" font-weight=\"bold\">\(name)</text>"
        ]
        var y = Self.top
        for card in column.cards {
            let (drawn, height) = Self.card(card, x: left, y: y)
            lines += drawn
            y += height + Self.gap
        }
        if column.withheld > 0 {
            lines.append(
                "<text x=\"\(left)\" y=\"\(y + 14)\" fill=\"#555555\">\(SVGText.escaped(Self.withheld(column.withheld)))</text>"
            )
            y += 30
        }
        return (lines, y)
    }

    private static func card(_ card: CardView, x: Int, y: Int) -> (lines: [String], height: Int) {
        let words = wrapped(card.text, 30, most: 12)
        let notes = notes(on: card)
        let small = notes.isEmpty ? [] : wrapped(notes, 34, most: 4)
        let height = 14 + words.count * lineHeight + small.count * 14 + (small.isEmpty ? 0 : 6)
        var lines = [
            "<g><title>\(SVGText.escaped(card.text))</title>",
            "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(cardWidth)\" height=\"\(height)\" rx=\"4\" fill=\"#fff7c2\" stroke=\"#b3a244\"/>",
        ]
        for (index, line) in words.enumerated() {
            lines.append(
                "<text x=\"\(x + 10)\" y=\"\(y + 18 + index * lineHeight)\">\(SVGText.escaped(line))</text>")
        }
        for (index, line) in small.enumerated() {
            let base = y + 22 + words.count * lineHeight + index * 14
            lines.append(
                "<text x=\"\(x + 10)\" y=\"\(base)\" font-size=\"10\" fill=\"#444444\">\(SVGText.escaped(line))</text>"
            )
        }
        return (lines + ["</g>"], height)
    }

    /// Words in lines of about so many characters, wide ones counted twice; what is too much is cut.
    private static func wrapped(_ text: String, _ width: Int, most: Int) -> [String] {
        var lines: [String] = []
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var line = ""
            for word in paragraph.split(separator: " ") {
                var rest = String(word)
                while !rest.isEmpty {
                    let space = line.isEmpty ? "" : " "
                    if columns(line + space + rest) <= width {
                        line += space + rest
                        rest = ""
                    } else if !line.isEmpty {
                        lines.append(line)
                        line = ""
                    } else {
                        let head = rest.prefix(max(1, columns(rest) == rest.count ? width : width / 2))
                        lines.append(String(head))
                        rest = String(rest.dropFirst(head.count))
                    }
                }
                if lines.count > most { return lines.prefix(most - 1) + ["…"] }
            }
            lines.append(line)
        }
        return lines.count > most ? lines.prefix(most - 1) + ["…"] : lines
    }

    private static func columns(_ text: String) -> Int { DisplayWidth.of(text) }
}
