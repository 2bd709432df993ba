extension PandocReader {
    static func blocks(_ cursor: inout JSONCursor) -> [PandocBlock]? {
        var blocks: [PandocBlock] = []
        return read(&cursor, into: &blocks).map { blocks }
    }

    private static func read(_ cursor: inout JSONCursor, into blocks: inout [PandocBlock]) -> Void? {
        cursor.array { cursor in block(&cursor, into: &blocks) }
    }

    private static func block(_ cursor: inout JSONCursor, into blocks: inout [PandocBlock]) -> Void? {
        let name = element(&cursor) { cursor, name in
            switch name {
            case "Para": return inlines(&cursor).map { blocks.append(.paragraph($0)) }
            case "Plain": return inlines(&cursor).map { blocks.append(.plain($0)) }
            case "LineBlock": return list(&cursor, inlines).map { blocks.append(.lines($0)) }
            case "CodeBlock": return code(&cursor).map { blocks.append(.code($0)) }
            case "BlockQuote": return Self.blocks(&cursor).map { blocks.append(.quote($0)) }
            case "BulletList": return list(&cursor, Self.blocks).map { blocks.append(.bullets($0)) }
            case "OrderedList": return numbered(&cursor).map { blocks.append($0) }
            case "DefinitionList": return list(&cursor, definition).map { blocks.append(.definitions($0)) }
            case "Header": return heading(&cursor).map { blocks.append($0) }
            case "Table": return table(&cursor).map { blocks.append(.table($0)) }
            case "Div": return division(&cursor, into: &blocks)
            case "Figure": return figure(&cursor, into: &blocks)
            default: return cursor.skip()
            }
        }
        if name == "HorizontalRule" { blocks.append(.rule) }
        return name.map { _ in () }
    }

    private static func code(_ cursor: inout JSONCursor) -> String? {
        guard cursor.open() != nil, cursor.skip() != nil, cursor.next() != nil, let text = cursor.string(),
            cursor.close() != nil
        else { return nil }
        return text
    }

    /// `[[start, style, delimiter], items]`.
    private static func numbered(_ cursor: inout JSONCursor) -> PandocBlock? {
        guard cursor.open() != nil, cursor.open() != nil, let start = cursor.number(), cursor.next() != nil,
            cursor.skip() != nil, cursor.next() != nil, cursor.skip() != nil, cursor.close() != nil,
            cursor.next() != nil, let items = list(&cursor, blocks), cursor.close() != nil
        else { return nil }
        return .numbered(from: start, items)
    }

    private static func definition(_ cursor: inout JSONCursor) -> PandocDefinition? {
        guard cursor.open() != nil, let term = inlines(&cursor), cursor.next() != nil,
            let meanings = list(&cursor, blocks), cursor.close() != nil
        else { return nil }
        return PandocDefinition(term: term, meanings: meanings)
    }

    private static func heading(_ cursor: inout JSONCursor) -> PandocBlock? {
        guard cursor.open() != nil, let level = cursor.number(), cursor.next() != nil, cursor.skip() != nil,
            cursor.next() != nil, let text = inlines(&cursor), cursor.close() != nil
        else { return nil }
        return .heading(level: level, text)
    }

    /// `[attributes, blocks]`, of which the blocks are taken.
    private static func division(_ cursor: inout JSONCursor, into blocks: inout [PandocBlock]) -> Void? {
        guard cursor.open() != nil, cursor.skip() != nil, cursor.next() != nil,
            read(&cursor, into: &blocks) != nil
        else { return nil }
        return cursor.close()
    }

    /// `[attributes, caption, blocks]`: the blocks, then the caption.
    private static func figure(_ cursor: inout JSONCursor, into blocks: inout [PandocBlock]) -> Void? {
        guard cursor.open() != nil, cursor.skip() != nil, cursor.next() != nil,
            let caption = caption(&cursor), cursor.next() != nil, read(&cursor, into: &blocks) != nil
        else { return nil }
        blocks += caption
        return cursor.close()
    }

    /// `[short caption or null, blocks]`.
    private static func caption(_ cursor: inout JSONCursor) -> [PandocBlock]? {
        guard cursor.open() != nil, cursor.skip() != nil, cursor.next() != nil, let blocks = blocks(&cursor),
            cursor.close() != nil
        else { return nil }
        return blocks
    }

    // MARK: Tables

    /// A cell with the columns and rows it covers.
    private struct Spread {
        var cell: PandocTable.Cell
        var rows: Int
        var columns: Int

        /// More than any table on paper has; what lies beyond is not spread out.
        static let most = 64
    }

    /// `[attributes, caption, columns, head, bodies, foot]`.
    private static func table(_ cursor: inout JSONCursor) -> PandocTable? {
        guard cursor.open() != nil, cursor.skip() != nil, cursor.next() != nil,
            let caption = caption(&cursor), cursor.next() != nil, cursor.skip() != nil, cursor.next() != nil,
            let head = part(&cursor), cursor.next() != nil, let bodies = list(&cursor, body),
            cursor.next() != nil, let foot = part(&cursor), cursor.close() != nil
        else { return nil }
        return PandocTable(
            caption: caption, head: spreadOut(head), rows: spreadOut(bodies.flatMap { $0 } + foot))
    }

    /// `[attributes, rows]`: a head or a foot.
    private static func part(_ cursor: inout JSONCursor) -> [[Spread]]? {
        guard cursor.open() != nil, cursor.skip() != nil, cursor.next() != nil, let rows = list(&cursor, row),
            cursor.close() != nil
        else { return nil }
        return rows
    }

    /// `[attributes, heading columns, heading rows, rows]`.
    private static func body(_ cursor: inout JSONCursor) -> [[Spread]]? {
        guard cursor.open() != nil, cursor.skip() != nil, cursor.next() != nil, cursor.skip() != nil,
            cursor.next() != nil, let head = list(&cursor, row), cursor.next() != nil,
            let rows = list(&cursor, row), cursor.close() != nil
        else { return nil }
        return head + rows
    }

    /// `[attributes, cells]`.
    private static func row(_ cursor: inout JSONCursor) -> [Spread]? {
        guard cursor.open() != nil, cursor.skip() != nil, cursor.next() != nil,
            let cells = list(&cursor, cell), cursor.close() != nil
        else { return nil }
        return cells
    }

    /// `[attributes, alignment, rows, columns, blocks]`.
    private static func cell(_ cursor: inout JSONCursor) -> Spread? {
        guard cursor.open() != nil, cursor.skip() != nil, cursor.next() != nil, cursor.skip() != nil,
            cursor.next() != nil, let rows = cursor.number(), cursor.next() != nil,
            let columns = cursor.number(), cursor.next() != nil, let blocks = blocks(&cursor),
            cursor.close() != nil
        else { return nil }
        return Spread(
            cell: blocks, rows: min(max(rows, 1), Spread.most), columns: min(max(columns, 1), Spread.most))
    }

    /// Rows in which every cell stands in its column, with empty cells where one covers more than its own place.
    private static func spreadOut(_ rows: [[Spread]]) -> [[PandocTable.Cell]] {
        var covered: [Int: Int] = [:]
        return rows.map { row in
            var cells: [PandocTable.Cell] = []
            var below: [Int: Int] = [:]
            func fill() {
                while let left = covered.removeValue(forKey: cells.count) {
                    if left > 1 { below[cells.count] = left - 1 }
                    cells.append([])
                }
            }
            for spread in row {
                fill()
                for column in 0..<spread.columns {
                    if spread.rows > 1 { below[cells.count] = spread.rows - 1 }
                    cells.append(column == 0 ? spread.cell : [])
                }
            }
            fill()
            covered = below
            return cells
        }
    }
}
