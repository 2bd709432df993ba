/// Writes a document as Markdown for people: what the author wrote, with as few marks as its shape needs.
///
/// Nothing is escaped but `|` in a table, so that `[laughs]`, `*` and `_` stand in the record as they stood in the
/// source and can be quoted. No HTML, no attributes, no wrapping: one paragraph is one line, but for the line breaks
/// its author made.
struct DocumentMarkdown {
    /// Footnotes in the order of their marks.
    private var notes: [[PandocBlock]] = []
    /// Captions of tables stand below them.
    let captionsFollow: Bool

    /// - Parameters:
    ///   - showsHead: Whether title, subtitle, authors and date are part of the text and not only properties of
    ///     the file.
    ///   - captionsFollow: Whether captions of tables stand below them.
    static func text(of document: PandocDocument, showsHead: Bool, captionsFollow: Bool = false) -> String {
        var writer = DocumentMarkdown(captionsFollow: captionsFollow)
        var lines: [String] = []
        if showsHead { writer.add(writer.head(of: document), to: &lines) }
        writer.add(writer.lines(of: document.blocks), to: &lines)
        writer.addNotes(to: &lines)
        return lines.joined(separator: "\n")
    }

    private init(captionsFollow: Bool) { self.captionsFollow = captionsFollow }

    private mutating func head(of document: PandocDocument) -> [String] {
        var head: [PandocBlock] = []
        if !document.title.isEmpty { head.append(.heading(level: 1, document.title)) }
        if !document.subtitle.isEmpty { head.append(.paragraph(document.subtitle)) }
        head += document.authors.map { .paragraph($0) }
        if !document.date.isEmpty { head.append(.paragraph(document.date)) }
        return lines(of: head + document.abstract)
    }

    /// Lines behind what is there, with an empty line between.
    private func add(_ more: [String], to lines: inout [String]) {
        guard !more.isEmpty else { return }
        if !lines.isEmpty { lines.append("") }
        lines += more
    }

    private mutating func addNotes(to lines: inout [String]) {
        var number = 0
        // A note may hold a note; so this goes on while there are more.
        while number < notes.count {
            let note = notes[number]
            number += 1
            add(Self.hanging(self.lines(of: note), mark: "[^\(number)]: ", indent: "    "), to: &lines)
        }
    }

    // MARK: Blocks

    mutating func lines(of blocks: [PandocBlock]) -> [String] {
        var lines: [String] = []
        for block in DocumentShape.settled(blocks) { add(self.lines(of: block), to: &lines) }
        return lines
    }

    private mutating func lines(of block: PandocBlock) -> [String] {
        switch block {
        case .paragraph(let inlines), .plain(let inlines): return paragraph(inlines)
        case .lines(let rows): return rows.map { text(of: $0) }
        case .code(let code):
            let fence = code.contains("```") ? "````" : "```"
            return [fence] + code.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
                + [fence]
        case .quote(let blocks): return lines(of: blocks).map { $0.isEmpty ? ">" : "> \($0)" }
        case .bullets(let items): return list(items) { _ in "- " }
        case .numbered(let start, let items): return list(items) { "\(start &+ $0). " }
        case .definitions(let definitions): return definitions.flatMap { lines(of: $0) }
        case .heading(let level, let inlines):
            let title = Self.plain(inlines).singleLine
            return title.isEmpty ? [] : ["\(String(repeating: "#", count: min(max(level, 1), 6))) \(title)"]
        case .rule: return ["* * *"]
        case .table(let table): return lines(of: table)
        }
    }

    private mutating func paragraph(_ inlines: [PandocInline]) -> [String] {
        let lines = text(of: inlines).split(separator: "\n", omittingEmptySubsequences: false).map(\.trimmed)
        // Empty lines within a paragraph would end it.
        return lines.filter { !$0.isEmpty }
    }

    /// A list whose items stand close together where each is a paragraph with at most a list in it.
    private mutating func list(_ items: [[PandocBlock]], mark: (Int) -> String) -> [String] {
        let isTight = items.allSatisfy { item in
            item.enumerated().allSatisfy { number, block in
                switch block {
                case .paragraph, .plain: number == 0
                case .bullets, .numbered: true
                default: false
                }
            }
        }
        var lines: [String] = []
        for (number, item) in items.enumerated() {
            let mark = mark(number)
            let indent = String(repeating: " ", count: mark.utf8.count)
            let content = isTight ? item.flatMap { self.lines(of: $0) } : self.lines(of: item)
            let itemLines = Self.hanging(content, mark: mark, indent: indent)
            if isTight { lines += itemLines } else { add(itemLines, to: &lines) }
        }
        return lines
    }

    private mutating func lines(of definition: PandocDefinition) -> [String] {
        var lines = paragraph(definition.term)
        for meaning in definition.meanings {
            lines += Self.hanging(self.lines(of: meaning), mark: ": ", indent: "  ")
        }
        return lines
    }

    private static func hanging(_ lines: [String], mark: String, indent: String) -> [String] {
        guard let first = lines.first else { return [mark.trimmed] }
        return [mark + first] + lines.dropFirst().map { $0.isEmpty ? "" : indent + $0 }
    }

    // MARK: Inlines

    mutating func text(of inlines: [PandocInline]) -> String {
        var out = ""
        for inline in inlines { append(inline, to: &out) }
        return out
    }

    private mutating func append(_ inline: PandocInline, to out: inout String) {
        switch inline {
        case .text(let text): out += text
        case .emphasis(let inner): Self.wrap(text(of: inner), in: "*", into: &out)
        case .strong(let inner): Self.wrap(text(of: inner), in: "**", into: &out)
        case .struck(let inner): Self.wrap(text(of: inner), in: "~~", into: &out)
        case .lineBreak: out += "\n"
        case .link(let inner, let address): out += Self.link(text(of: inner), address)
        case .image(let alt, let source): out += Self.image(Self.plain(alt), source)
        case .note(let blocks):
            notes.append(blocks)
            out += "[^\(notes.count)]"
        }
    }

    /// Marks around some text, with the spaces at its ends outside them.
    private static func wrap(_ text: String, in mark: String, into out: inout String) {
        let inner = text.trimmed
        guard !inner.isEmpty else {
            out += text
            return
        }
        let scalars = text.unicodeScalars
        out.unicodeScalars.append(contentsOf: scalars.prefix(while: \.isBlank))
        out += mark + inner + mark
        out.unicodeScalars.append(contentsOf: scalars.reversed().prefix(while: \.isBlank).reversed())
    }

    /// A link into the same document, as in a table of contents, is its text alone.
    private static func link(_ text: String, _ address: String) -> String {
        if address.isEmpty || address.hasPrefix("#") { return text }
        if text.trimmed.isEmpty || text == address { return address }
        if address == "mailto:\(text)" { return text }
        return "[\(text)](\(address))"
    }

    /// `[image: name]`, named by its alternative text or else its file.
    private static func image(_ alt: String, _ source: String) -> String {
        if !alt.trimmed.isEmpty { return "[image: \(alt.shortened(to: 200))]" }
        guard !source.hasPrefix("data:"), let name = source.split(separator: "/").last else {
            return "[image]"
        }
        return "[image: \(String(name).shortened(to: 80))]"
    }

    /// The words alone.
    static func plain(_ inlines: [PandocInline]) -> String {
        var out = ""
        for inline in inlines {
            switch inline {
            case .text(let text): out += text
            case .emphasis(let inner), .strong(let inner), .struck(let inner), .link(let inner, _):
                out += plain(inner)
            case .lineBreak: out += " "
            case .image(let alt, let source): out += image(plain(alt), source)
            case .note: break
            }
        }
        return out
    }
}
