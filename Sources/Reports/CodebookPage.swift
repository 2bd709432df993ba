package import StudyModel

/// A coding frame for people to read and print.
package struct CodebookPage: Sendable {
    private let codebook: Codebook
    private let title: String
    private let counts: [String: Int]
    private let digest: String

    /// - Parameters:
    ///   - title: the study's.
    ///   - counts: codings by the codes' ids.
    ///   - digest: names this state of the frame.
    package init(_ codebook: Codebook, title: String, counts: [String: Int], digest: String) {
        self.codebook = codebook
        self.title = title
        self.counts = counts
        self.digest = digest
    }

    private var note: String { "Codebook \(digest.prefix(12)), \(codebook.entries.count) codes." }

    /// What describes a code, with the words for it.
    private func facts(_ code: Code) -> [(name: String, value: String)] {
        [
            ("Definition", code.definition), ("Use when", code.useWhen), ("Do not use when", code.notWhen),
            ("Example", code.example),
            ("Weights", code.scale.map { "\($0.lowest) to \($0.highest)" } ?? ""),
            (
                "Replaced by",
                code.replacedBy.compactMap { codebook[$0]?.path.rawValue }.joined(separator: ", ")
            ),
        ].filter { !$0.value.isEmpty }
    }

    private func marks(_ code: Code) -> String {
        var marks = [code.origin.rawValue, code.status.rawValue]
        if code.isCategory {
            marks.append("groups other codes")
        } else {
            let count = counts[code.id.rawValue] ?? 0
            marks.append("\(count) \(count == 1 ? "coding" : "codings")")
        }
        return marks.joined(separator: ", ")
    }

    /// One file without scripts or anything from elsewhere.
    package var html: String {
        var page = HTMLPage(title: "Codebook: \(title)")
        page.note(note)
        for entry in codebook.entries {
            let name = codebook.names(of: entry.path).joined(separator: " / ")
            if entry.path.parent == nil { page.heading(name) } else { page.subheading(name) }
            page.note(marks(entry.code))
            page.table(head: nil, rows: facts(entry.code).map { [$0.name, $0.value] })
        }
        return page.text
    }

    /// Markdown that says the same; what people wrote is escaped.
    package var markdown: String {
        var lines = ["# Codebook: \(MarkdownText.escaped(title))", "", note, ""]
        for entry in codebook.entries {
            let depth = String(repeating: "#", count: min(6, entry.path.parts.count + 1))
            let name = codebook.names(of: entry.path).joined(separator: " / ")
            lines += ["\(depth) \(MarkdownText.escaped(name))", "", "*\(marks(entry.code))*", ""]
            for fact in facts(entry.code) {
                lines += ["- **\(fact.name):** \(MarkdownText.escaped(fact.value))"]
            }
            lines.append("")
        }
        return lines.joined(separator: "\n")
    }
}
