/// Text from records as a terminal may show it.
///
/// Control characters and marks that turn the direction of writing can make a terminal show what is not
/// there, or obey. They are shown as `\u{202E}`; line feed and tab stay.
package enum VisibleText {
    /// The text with every scalar of ``isHidden(_:)`` spelt out.
    package static func escape(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHidden) else { return text }
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isHidden(scalar) {
                out.append(
                    contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
            } else {
                out.append(scalar)
            }
        }
        return String(out)
    }

    /// The same in one line: line feeds and tabs become spaces.
    package static func line(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { out.append(scalar == "\n" || scalar == "\t" ? " " : scalar) }
        return escape(String(out))
    }

    /// C0 but line feed and tab, DEL, C1, and the bidirectional controls (Unicode Standard Annex 9, table 1).
    package static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0...0x1F, 0x7F...0x9F: true
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// JSON with the same scalars written as `\u202e`; they occur inside strings only.
    package static func escapeJSON(_ json: String) -> String {
        guard json.unicodeScalars.contains(where: isHidden) else { return json }
        var out = String.UnicodeScalarView()
        for scalar in json.unicodeScalars {
            if isHidden(scalar) {
                let digits = String(scalar.value, radix: 16)
                let zeros = String(repeating: "0", count: 4 - digits.count)
                out.append(contentsOf: "\\u\(zeros)\(digits)".unicodeScalars)
            } else {
                out.append(scalar)
            }
        }
        return String(out)
    }
}
