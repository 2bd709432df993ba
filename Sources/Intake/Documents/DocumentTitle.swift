/// What a document's text begins with, as a title.
enum DocumentTitle {
    /// Bytes looked at.
    private static let head = 16 * 1024

    /// The first heading that is not the name of a file.
    static func heading(in body: String) -> String? {
        lines(of: body) { bytes, line in
            let level = TextHead.headingLevel(bytes, line)
            return level > 0 ? DocumentProperties.telling(bytes.text(line.dropFirst(level))) : nil
        }
    }

    /// The first line of words, without the marks of lists, tables, emphasis and notes.
    static func line(in body: String) -> String? {
        lines(of: body) { bytes, line in
            let content = TextHead.listItem(bytes, line) ?? line
            let text = bytes.text(content)
            guard !text.hasPrefix("[image"), !text.hasPrefix("[page ") else { return nil }
            return DocumentProperties.filled(plain(text)).flatMap {
                $0.utf8.contains(where: Ascii.isWord) ? $0 : nil
            }
        }
    }

    private static func lines(of body: String, _ found: ([UInt8], Range<Int>) -> String?) -> String? {
        let bytes = Array(body.utf8.prefix(head))
        for line in TextLines(bytes) {
            let content = bytes.trimmed(line)
            if !content.isEmpty, let title = found(bytes, content) { return title }
        }
        return nil
    }

    private static func plain(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        var note: String.UnicodeScalarView?
        for scalar in NameList.withoutLinks(text).unicodeScalars {
            if note != nil {
                if scalar == "]" { note = nil }
            } else if scalar == "^", out.last == "[" {
                out.removeLast()
                note = .init()
            } else if scalar != "|" {
                out.append(scalar)
            }
        }
        return String(out).replacing("**", with: "").replacing("~~", with: "")
    }
}
