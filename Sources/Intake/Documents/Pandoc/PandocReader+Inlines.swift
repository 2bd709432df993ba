extension PandocReader {
    /// Inlines as they are read, text beside text joined.
    private struct Run {
        private(set) var inlines: [PandocInline] = []
        private var text = ""

        mutating func add(_ more: String) { text += more }

        mutating func add(_ inline: PandocInline) {
            flush()
            inlines.append(inline)
        }

        mutating func flush() {
            if !text.isEmpty { inlines.append(.text(text)) }
            text = ""
        }
    }

    static func inlines(_ cursor: inout JSONCursor) -> [PandocInline]? {
        var run = Run()
        guard read(&cursor, into: &run) != nil else { return nil }
        run.flush()
        return run.inlines
    }

    private static func read(_ cursor: inout JSONCursor, into run: inout Run) -> Void? {
        cursor.array { cursor in inline(&cursor, into: &run) }
    }

    private static func inline(_ cursor: inout JSONCursor, into run: inout Run) -> Void? {
        let name = element(&cursor) { cursor, name in
            switch name {
            case "Str": return cursor.string().map { run.add($0) }
            case "Underline", "Superscript", "Subscript", "SmallCaps": return read(&cursor, into: &run)
            case "Emph": return inlines(&cursor).map { run.add(.emphasis($0)) }
            case "Strong": return inlines(&cursor).map { run.add(.strong($0)) }
            case "Strikeout": return inlines(&cursor).map { run.add(.struck($0)) }
            case "Note": return blocks(&cursor).map { run.add(.note($0)) }
            case "Code", "Math": return literal(&cursor, into: &run)
            case "Span", "Cite": return wrapped(&cursor, into: &run)
            case "Quoted": return quoted(&cursor, into: &run)
            case "Link", "Image": return reference(&cursor, isImage: name == "Image", into: &run)
            default: return cursor.skip()
            }
        }
        switch name {
        case nil: return nil
        case "Space", "SoftBreak": run.add(" ")
        case "LineBreak": run.add(.lineBreak)
        default: break
        }
        return ()
    }

    /// `[attributes or citations, inlines]`, of which the inlines are taken.
    private static func wrapped(_ cursor: inout JSONCursor, into run: inout Run) -> Void? {
        guard cursor.open() != nil, cursor.skip() != nil, cursor.next() != nil,
            read(&cursor, into: &run) != nil
        else { return nil }
        return cursor.close()
    }

    /// `[attributes or kind, text]`: code and formulas, as they are written.
    ///
    /// Whole transcripts are typed in a fixed-width font, so code is no reason for marks.
    private static func literal(_ cursor: inout JSONCursor, into run: inout Run) -> Void? {
        guard cursor.open() != nil, cursor.skip() != nil, cursor.next() != nil, let text = cursor.string()
        else { return nil }
        run.add(text)
        return cursor.close()
    }

    private static func quoted(_ cursor: inout JSONCursor, into run: inout Run) -> Void? {
        guard cursor.open() != nil, let kind = element(&cursor, content: { cursor, _ in cursor.skip() }),
            cursor.next() != nil
        else { return nil }
        let isSingle = kind == "SingleQuote"
        run.add(isSingle ? "\u{2018}" : "\u{201C}")
        guard read(&cursor, into: &run) != nil else { return nil }
        run.add(isSingle ? "\u{2019}" : "\u{201D}")
        return cursor.close()
    }

    /// `[attributes, inlines, [address, title]]`.
    private static func reference(_ cursor: inout JSONCursor, isImage: Bool, into run: inout Run) -> Void? {
        guard cursor.open() != nil, cursor.skip() != nil, cursor.next() != nil,
            let content = inlines(&cursor), cursor.next() != nil,
            let target = list(&cursor, { $0.string() }), let address = target.first
        else { return nil }
        run.add(isImage ? .image(content, source: address) : .link(content, address: address))
        return cursor.close()
    }
}
