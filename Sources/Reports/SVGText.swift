/// Words in pictures.
enum SVGText {
    /// For XML, with control characters and marks of writing direction spelt out.
    static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            default:
                let isHidden =
                    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                    || scalar.properties.isBidiControl || [0xFFFE, 0xFFFF].contains(scalar.value)
                out += isHidden ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
            }
        }
        return out
    }

    /// A label that is too long is cut.
    static func clipped(_ text: String, _ most: Int) -> String {
        text.count <= most ? text : text.prefix(max(1, most - 1)) + "…"
    }

    /// The beginning of a picture, with what it shows said for those who don't see it.
    static func head(width: Int, height: Int, title: String, description: String) -> [String] {
        [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\" "
                + "viewBox=\"0 0 \(width) \(height)\" role=\"img\" aria-labelledby=\"title desc\" "
                + "font-family=\"system-ui, sans-serif\" font-size=\"12\">",
            "<title id=\"title\">\(escaped(title))</title>",
            "<desc id=\"desc\">\(escaped(description))</desc>",
            "<rect width=\"\(width)\" height=\"\(height)\" fill=\"#ffffff\"/>",
            "<text x=\"10\" y=\"26\" font-size=\"15\" font-weight=\"bold\">\(escaped(title))</text>",
        ]
    }
}
