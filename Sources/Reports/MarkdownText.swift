internal import StudyModel

/// Text and tables as Markdown.
enum MarkdownText {
    /// People's words on one line: nothing in them is markup.
    static func escaped(_ text: String) -> String {
        var out = ""
        for character in text {
            if "\\`*_{}[]<>#|".contains(character) { out += "\\" }
            out.append(character.isNewline ? " " : character)
        }
        return out
    }

    /// A name or a sentence on one line, with what can't be seen shown: nothing in it is markup, and no cell ends its row.
    static func line(_ text: String) -> String {
        var out = ""
        for scalar in VisibleText.line(text).unicodeScalars {
            if "\\`*_[]<>|#".unicodeScalars.contains(scalar) { out += "\\" }
            out += String(scalar)
        }
        return out
    }

    /// A table whose columns say by `isLeft` where their text stands.
    static func table(head: [String], rows: [[String]], isLeft: (Int) -> Bool) -> String {
        let rule = head.indices.map { isLeft($0) ? "---" : "---:" }
        return ([head.map(line), rule] + rows.map { $0.map(line) }).map { cells in
            "| \(cells.joined(separator: " | ")) |\n"
        }.joined()
    }
}
