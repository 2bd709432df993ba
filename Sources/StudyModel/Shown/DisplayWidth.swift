/// Columns that text takes in a terminal.
package enum DisplayWidth {
    /// The columns of a text without line ends.
    package static func of(_ text: some StringProtocol) -> Int {
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text.utf8.count }
        return text.reduce(0) { $0 + of($1) }
    }

    /// The text cut to at most `width` columns, with an ellipsis where something is missing.
    package static func fit(_ text: String, to width: Int) -> String {
        guard of(text) > width else { return text }
        guard width > 0 else { return "" }
        var used = 0
        var out = ""
        for character in text {
            let columns = of(character)
            if used + columns > width - 1 { break }
            used += columns
            out.append(character)
        }
        while out.last == " " { out.removeLast() }
        return out + "…"
    }

    /// The text filled up with spaces to `width` columns.
    package static func pad(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - of(text)))
    }

    /// One cell as a person sees it: wide for East Asian text and for emoji, nothing for marks on their own.
    private static func of(_ character: Character) -> Int {
        var columns = 0
        for scalar in character.unicodeScalars {
            if scalar.value == 0xFE0F { return 2 }
            columns = max(columns, of(scalar))
        }
        return columns
    }

    /// The columns of one scalar on its own: 0 for marks and formats, which take the place of what they belong to.
    package static func of(_ scalar: Unicode.Scalar) -> Int {
        if scalar.isASCII { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        if scalar.properties.isEmojiPresentation { return 2 }
        return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }

    /// Blocks of East Asian width W and F (Unicode Standard Annex 11), rounded to whole blocks.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
        0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60,
        0xFFE0...0xFFE6, 0x17000...0x18CFF, 0x1AFF0...0x1B16F, 0x1F200...0x1F2FF, 0x20000...0x3FFFD,
    ]
}
