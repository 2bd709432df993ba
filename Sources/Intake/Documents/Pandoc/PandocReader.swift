/// Reads pandoc's JSON (`pandoc -t json`, API 1.22 and 1.23) into a ``PandocDocument``.
///
/// Source: https://hackage.haskell.org/package/pandoc-types. An element is `{"t": name, "c": content}`; one of a
/// name that is not known here is left out.
struct PandocReader {
    private var cursor: JSONCursor

    /// The document, or `nil` where the bytes are not pandoc's JSON or nested too deeply.
    static func document(from json: [UInt8]) -> PandocDocument? {
        var reader = PandocReader(cursor: JSONCursor(json))
        var document = PandocDocument()
        var hasBlocks = false
        let read: Void? = reader.cursor.object { cursor, name in
            switch name {
            case "blocks":
                guard let blocks = Self.blocks(&cursor) else { return nil }
                document.blocks = blocks
                hasBlocks = true
                return ()
            case "meta": return Self.readMeta(&cursor, into: &document)
            default: return cursor.skip()
            }
        }
        return read != nil && hasBlocks && reader.cursor.isAtEnd() ? document : nil
    }

    private init(cursor: JSONCursor) { self.cursor = cursor }

    // MARK: Head

    private static func readMeta(_ cursor: inout JSONCursor, into document: inout PandocDocument) -> Void? {
        var found: [String: MetaValue] = [:]
        let wanted: Set<String> = ["title", "subtitle", "author", "date", "abstract"]
        let read: Void? = cursor.object { cursor, name in
            guard wanted.contains(name) else { return cursor.skip() }
            guard let value = meta(&cursor) else { return nil }
            found[name] = value
            return ()
        }
        guard read != nil else { return nil }
        document.title = found["title"]?.inlines ?? []
        document.subtitle = found["subtitle"]?.inlines ?? []
        document.authors = found["author"]?.list ?? []
        document.date = found["date"]?.inlines ?? []
        document.abstract = found["abstract"]?.blocks ?? []
        return ()
    }

    private enum MetaValue {
        case inlines([PandocInline])
        case blocks([PandocBlock])
        case list([MetaValue])
        case other

        var inlines: [PandocInline] {
            switch self {
            case .inlines(let inlines): return inlines
            case .list(let values): return values.first?.inlines ?? []
            case .blocks(let blocks):
                guard case .paragraph(let inlines)? = blocks.first else { return [] }
                return inlines
            case .other: return []
            }
        }

        var list: [[PandocInline]] {
            guard case .list(let values) = self else { return inlines.isEmpty ? [] : [inlines] }
            return values.map(\.inlines).filter { !$0.isEmpty }
        }

        var blocks: [PandocBlock] {
            if case .blocks(let blocks) = self { return blocks }
            return inlines.isEmpty ? [] : [.paragraph(inlines)]
        }
    }

    private static func meta(_ cursor: inout JSONCursor) -> MetaValue? {
        var value = MetaValue.other
        let name = element(&cursor) { cursor, name in
            switch name {
            case "MetaString":
                guard let text = cursor.string() else { return nil }
                value = .inlines([.text(text)])
            case "MetaInlines":
                guard let inlines = inlines(&cursor) else { return nil }
                value = .inlines(inlines)
            case "MetaBlocks":
                guard let blocks = blocks(&cursor) else { return nil }
                value = .blocks(blocks)
            case "MetaList":
                guard let values = list(&cursor, meta) else { return nil }
                value = .list(values)
            default: return cursor.skip()
            }
            return ()
        }
        return name.map { _ in value }
    }

    // MARK: Elements

    /// Reads `{"t": name, "c": content}` and returns the name, calling `content` when the content is next.
    ///
    /// The name stands first in all that pandoc writes; content before it is refused rather than read twice.
    static func element(
        _ cursor: inout JSONCursor, content: (inout JSONCursor, String) -> Void?
    ) -> String? {
        var name: String?
        let read: Void? = cursor.object { cursor, key in
            if key == "t" {
                name = cursor.string()
                return name.map { _ in () }
            }
            guard key == "c", let name else { return nil }
            return content(&cursor, name)
        }
        return read.flatMap { name }
    }

    static func list<Value>(
        _ cursor: inout JSONCursor, _ value: (inout JSONCursor) -> Value?
    ) -> [Value]? {
        var values: [Value] = []
        let read: Void? = cursor.array { cursor in value(&cursor).map { values.append($0) } }
        return read.map { values }
    }
}
