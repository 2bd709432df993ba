package import StudyModel

/// What citations of a report draft show, as Markdown in which people's words are words alone.
package enum DraftMarkdown {
    /// Words with who said them and when, within a sentence.
    package static func quote(_ words: String, _ attribution: String) -> String {
        "\u{201C}\(MarkdownText.escaped(words))\u{201D} \(MarkdownText.escaped(attribution))"
    }

    /// The same as a block of its own.
    package static func block(_ words: String, _ attribution: String) -> String {
        let lines = words.split(separator: "\n", omittingEmptySubsequences: false).map {
            MarkdownText.escaped(String($0))
        }
        return "> \u{201C}" + lines.joined(separator: "\\\n> ")
            + "\u{201D} \(MarkdownText.escaped(attribution))"
    }

    package static func words(_ text: String) -> String { MarkdownText.escaped(text) }

    /// A filled table below its caption.
    package static func table(_ table: FilledTable) -> String {
        guard case .table(let caption, let head, let rows, _) = MethodsDocument.block(table) else {
            return ""
        }
        let table = MarkdownText.table(head: head, rows: rows) { $0 == 0 }
        return MarkdownText.line(caption) + "\n\n" + table.dropLast()
    }

    /// Markdown as a person reads it in a terminal or a mail: without the signs that keep words from being markup.
    package static func plain(_ markdown: String) -> String {
        var out = ""
        var isEscaped = false
        for character in markdown {
            if character == "\\", !isEscaped {
                isEscaped = true
                continue
            }
            if isEscaped, !character.isPunctuation, !character.isSymbol, !character.isNewline { out += "\\" }
            out.append(character)
            isEscaped = false
        }
        return isEscaped ? out + "\\" : out
    }

    /// A number, with its thousands apart.
    package static func count(_ number: Int) -> String { number.grouped }
}
