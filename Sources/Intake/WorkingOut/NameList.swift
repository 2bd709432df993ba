import StudyModel

/// Reads the names in lists such as those of the people present.
enum NameList {
    /// A list item as a name: with links as their text, without what follows in brackets, behind `//`, a dash, a comma or
    /// an `@`, which are posts, addresses and nicknames.
    static func name(_ item: String) -> String {
        var text = withoutTags(withoutLinks(item))
        if text.hasPrefix("["), let close = text.firstIndex(of: "]") {
            text = String(
                text[text.index(after: text.startIndex)..<close] + text[text.index(after: close)...])
        }
        for mark in [" (", " //", " - ", " – ", " @", " <"] {
            if let found = text.firstRange(of: mark) { text = String(text[..<found.lowerBound]) }
        }
        // `Ada Byron, Inria`, but not `Byron, Ada`.
        if let comma = text.firstRange(of: ", "), text[..<comma.lowerBound].contains(" ") {
            text = String(text[..<comma.lowerBound])
        }
        return text.replacing("**", with: "").replacing("__", with: "").trimmed
            .trimmingMarks().trimmed
    }

    /// Splits `A, B and C` into its names.
    static func split(_ line: String) -> [String] {
        withoutLinks(line).replacing(" and ", with: ",").replacing(" & ", with: ",")
            .split(whereSeparator: { $0 == "," || $0 == ";" }).map { name(String($0)) }.filter { !$0.isEmpty }
    }

    /// The names in `A, B and C`, or `nil` where a part is no name.
    static func names(in line: String) -> [String]? {
        guard line.contains(",") || line.contains(";") else { return nil }
        let names = split(line).filter { !["none", "n/a"].contains($0.lowercased()) }
        return !names.isEmpty && names.allSatisfy(SpeakerLabel.isPlausible) ? names : nil
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
