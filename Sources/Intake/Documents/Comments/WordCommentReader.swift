import StudyModel

/// Reads comments and visible changes from pandoc's JSON of a Word file (`--track-changes=all`).
///
/// A comment is a span of the class `comment-start` that holds its words and its author, and another, `comment-end`, with the same
/// id; changes are spans of the classes `insertion` and `deletion`.
struct WordCommentReader {
    private var found = WordComments()

    /// What the file holds; `nil` where the bytes are not pandoc's JSON or nested too deeply.
    static func comments(from json: [UInt8]) -> WordComments? {
        var reader = WordCommentReader()
        var cursor = JSONCursor(json)
        var hasBlocks = false
        let read: Void? = cursor.object { cursor, name in
            guard name == "blocks" else { return cursor.skip() }
            hasBlocks = true
            return cursor.array { reader.element(&$0) }
        }
        guard read != nil, hasBlocks else { return nil }
        reader.found.finish()
        return reader.found
    }

    /// Reads an element and what is in it.
    private mutating func element(_ cursor: inout JSONCursor) -> Void? {
        let name = PandocReader.element(&cursor) { cursor, name in
            switch name {
            case "Str": return cursor.string().map { add($0) }
            case "Para", "Plain": return paragraph(&cursor)
            case "Superscript": return raised(&cursor)
            case "Span": return span(&cursor)
            case "Header": return header(&cursor)
            case "Div", "Link", "Image", "Code", "Math", "Cite", "Quoted": return within(&cursor)
            default: return anything(&cursor)
            }
        }
        guard let name else { return nil }
        if ["Space", "SoftBreak", "LineBreak"].contains(name) { found.add(" ") }
        return ()
    }

    private mutating func add(_ words: String) {
        found.settleChange()
        found.add(words)
    }

    private mutating func paragraph(_ cursor: inout JSONCursor) -> Void? {
        found.beginParagraph()
        return cursor.array { element(&$0) }
    }

    /// `[level, attributes, inlines]`.
    private mutating func header(_ cursor: inout JSONCursor) -> Void? {
        found.beginParagraph(isHeading: true)
        guard cursor.open() != nil, cursor.number() != nil, cursor.next() != nil, cursor.skip() != nil,
            cursor.next() != nil, cursor.array({ element(&$0) }) != nil
        else { return nil }
        return cursor.close()
    }

    private mutating func raised(_ cursor: inout JSONCursor) -> Void? {
        var inner = WordCommentReader()
        guard cursor.array({ inner.element(&$0) }) != nil else { return nil }
        found.raised(inner.found.text)
        return ()
    }

    /// `[attributes or others, content]`, of which the content is read.
    private mutating func within(_ cursor: inout JSONCursor) -> Void? {
        guard cursor.open() != nil, cursor.skip() != nil, cursor.next() != nil, anything(&cursor) != nil
        else { return nil }
        while cursor.next() != nil { if cursor.skip() == nil { return nil } }
        return cursor.close()
    }

    /// Any value: elements in it are read, in whatever order arrays hold them.
    private mutating func anything(_ cursor: inout JSONCursor) -> Void? {
        if cursor.isObject { return element(&cursor) }
        if cursor.isArray { return cursor.array { anything(&$0) } }
        return cursor.skip()
    }

    // MARK: Spans

    private struct Attributes {
        var id = ""
        var classes: [String] = []
        var values: [String: String] = [:]
    }

    /// `[[id, classes, [[key, value]]], inlines]`.
    private mutating func span(_ cursor: inout JSONCursor) -> Void? {
        guard cursor.open() != nil, let attributes = Self.attributes(&cursor), cursor.next() != nil else {
            return nil
        }
        let author = attributes.values["author"] ?? ""
        let id = attributes.values["id"] ?? attributes.id
        if attributes.classes.contains("comment-start") {
            guard let words = words(&cursor) else { return nil }
            found.begin(.init(id: id, author: author, text: words))
        } else if attributes.classes.contains("insertion") || attributes.classes.contains("deletion") {
            guard let words = words(&cursor) else { return nil }
            found.changed(isInsertion: attributes.classes.contains("insertion"), author, words)
        } else {
            guard cursor.array({ element(&$0) }) != nil else { return nil }
            if attributes.classes.contains("comment-end") { found.end(id) }
        }
        return cursor.close()
    }

    /// The words of some inlines, which are no part of the text.
    private func words(_ cursor: inout JSONCursor) -> String? {
        var inner = WordCommentReader()
        let read: Void? = cursor.array { inner.element(&$0) }
        return read.map { inner.found.text }
    }

    private static func attributes(_ cursor: inout JSONCursor) -> Attributes? {
        var attributes = Attributes()
        guard cursor.open() != nil, let id = cursor.string(), cursor.next() != nil,
            let classes = PandocReader.list(&cursor, { $0.string() }), cursor.next() != nil,
            let pairs = PandocReader.list(&cursor, { cursor in PandocReader.list(&cursor) { $0.string() } }),
            cursor.close() != nil
        else { return nil }
        (attributes.id, attributes.classes) = (id, classes)
        for pair in pairs where pair.count == 2 { attributes.values[pair[0]] = pair[1] }
        return attributes
    }
}
