/// Reads the names in lists such as those of the people present.
enum NameList {
    /// A list item as a name: without its bullet, with links as their text, without what follows in brackets
    /// or behind `//`.
    ///
    /// The name stays as written otherwise, with what follows a dash.
    static func name(_ item: String) -> String {
        var text = withoutTags(withoutLinks(item))
        if text.hasPrefix("["), let close = text.firstIndex(of: "]") {
            text = String(
                text[text.index(after: text.startIndex)..<close] + text[text.index(after: close)...])
        }
        for mark in [" (", " //"] {
            if let found = text.firstRange(of: mark) { text = String(text[..<found.lowerBound]) }
        }
        return text.replacing("**", with: "").replacing("__", with: "").trimmed
            .trimmingMarks().trimmed
    }

    /// Splits `A, B and C` into its names.
    static func split(_ line: String) -> [String] {
        withoutLinks(line).replacing(" and ", with: ",").replacing(" & ", with: ",")
            .split(whereSeparator: { $0 == "," || $0 == ";" }).map { name(String($0)) }.filter { !$0.isEmpty }
    }

    /// Without HTML tags.
    static func withoutTags(_ text: String) -> String {
        guard text.contains("</") else { return text }
        return String(decoding: HTMLText.plain(Array(text.utf8), showingLinks: false), as: UTF8.self)
    }

    /// Markdown links as their text: `[text](address)` is `text`.
    static func withoutLinks(_ text: String) -> String {
        guard text.contains("](") else { return text }
        var out = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "["), let middle = rest[open...].firstRange(of: "]("),
            let close = rest[middle.upperBound...].firstIndex(of: ")")
        {
            out += rest[..<open]
            out += rest[rest.index(after: open)..<middle.lowerBound]
            rest = rest[rest.index(after: close)...]
        }
        return out + rest
    }
}

extension String {
    /// Without emphasis marks at both ends.
    fileprivate func trimmingMarks() -> String {
        var text = self[...]
        while let last = text.last, last == "*" || last == "_" { text = text.dropLast() }
        while let first = text.first, first == "*" || first == "_" { text = text.dropFirst() }
        return String(text)
    }
}
