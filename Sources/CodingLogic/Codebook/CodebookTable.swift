package import StudyModel

/// A coding frame as a table: one code a row.
package enum CodebookTable {
    /// The headings of ``cells(of:)``.
    package static let headings = [
        "path", "name", "origin", "status", "colour", "definition", "use when", "do not use when", "example",
        "category", "scale", "id", "guid",
    ]

    /// The frame's rows, below ``headings``.
    package static func cells(of codebook: Codebook) -> [[String]] {
        codebook.entries.map { entry in
            let code = entry.code
            return [
                codebook.names(of: entry.path).joined(separator: separator), code.name, code.origin.rawValue,
                code.status.rawValue, code.colour ?? "", code.definition, code.useWhen, code.notWhen,
                code.example, code.isCategory ? "yes" : "",
                code.scale.map { "\($0.lowest)..\($0.highest)" } ?? "", code.id.rawValue, code.guid ?? "",
            ]
        }
    }

    private static let separator = " > "

    private enum Column {
        case path, name, parent, definition, useWhen, notWhen, example, colour, origin, status, category
        case scale, id, guid
    }

    /// Reads a table with headings, as we write it or as others do.
    ///
    /// A column of paths (`A > B`, `A >> B` or `A/B`), or of names with or without one of parents, says where codes
    /// stand. Unknown columns are left aside.
    ///
    /// - Throws: `codebook.invalid` for a table without a column of names, and for a row that can't be.
    package static func rows(_ table: [[String]]) throws(StudyError) -> [CodebookRow] {
        let headings = (table.first ?? []).map { column($0) }
        guard headings.contains(.name) || headings.contains(.path) else {
            throw StudyError(
                .codebookInvalid, "The table has no column of codes.",
                hint:
                    "Give its first row a heading 'name' or 'path'; others are \(Self.headings.joined(separator: ", "))."
            )
        }
        var rows: [CodebookRow] = []
        for (number, cells) in zip(1..., table).dropFirst() where cells.contains(where: { !$0.isEmpty }) {
            rows.append(try row(cells, headings, number))
        }
        return rows
    }

    private static func row(_ cells: [String], _ headings: [Column?], _ number: Int) throws(StudyError)
        -> CodebookRow
    {
        func cell(_ column: Column) -> String? {
            guard let place = headings.firstIndex(of: column), place < cells.count else { return nil }
            return CSVText.unguarded(cells[place])
        }
        func wrong(_ what: String) -> StudyError {
            StudyError(
                .codebookInvalid, "Row \(number): \(what) is not understood; nothing was taken in.",
                hint: "docs/how-to/codebook.md shows the form of a table.")
        }
        var names = cell(.path).map(path) ?? []
        if names.isEmpty {
            names = (cell(.parent).map(path) ?? []) + [cell(.name) ?? ""]
        } else if let name = cell(.name), !name.isEmpty {
            names[names.count - 1] = name
        }
        guard let last = names.last, !last.isEmpty else { throw wrong("a code without a name") }
        var row = CodebookRow(names: names)
        row.definition = cell(.definition)
        row.useWhen = cell(.useWhen)
        row.notWhen = cell(.notWhen)
        row.example = cell(.example)
        row.colour = cell(.colour)
        row.guid = cell(.guid).flatMap { $0.isEmpty ? nil : $0 }
        row.id = cell(.id).flatMap { CodeID(rawValue: $0) }
        if let text = cell(.origin)?.lowercased(), !text.isEmpty {
            guard let origin = Code.Origin(rawValue: text) else { throw wrong("the origin") }
            row.origin = origin
        }
        if let text = cell(.status)?.lowercased(), !text.isEmpty {
            guard let status = Code.Status(rawValue: text) else { throw wrong("the status") }
            row.status = status
        }
        row.isCategory = cell(.category).map { ["yes", "true", "1", "x"].contains($0.lowercased()) }
        if let text = cell(.scale) {
            let ends = text.split(separator: ".").compactMap { Int($0) }
            guard text.isEmpty || (ends.count == 2 && ends[0] < ends[1]) else { throw wrong("the scale") }
            row.scale = ends
        }
        return row
    }

    private static func column(_ heading: String) -> Column? {
        let words = heading.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
        return switch words {
        case "path", "code path", "full name", "full path": .path
        case "name", "code", "tag", "code name", "codename", "label": .name
        case "parent", "parent code", "category name", "group": .parent
        case "definition", "description", "memo", "meaning", "comment": .definition
        case "use when", "use", "when to use", "inclusion", "include", "inclusion criteria": .useWhen
        case "do not use when", "not when", "avoid", "when not to use", "exclusion", "exclude",
            "exclusion criteria":
            .notWhen
        case "example", "examples": .example
        case "colour", "color": .colour
        case "origin", "kind": .origin
        case "status": .status
        case "category", "is category": .category
        case "scale", "weights": .scale
        case "id", "code id": .id
        case "guid": .guid
        default: nil
        }
    }

    /// The names of a path, whatever stands between them.
    private static func path(_ text: String) -> [String] {
        let spaced = text.replacing(">>", with: ">")
        let parts = spaced.contains(">") ? spaced.split(separator: ">") : spaced.split(separator: "/")
        return parts.map { part in
            var part = part
            while part.first == " " { part.removeFirst() }
            while part.last == " " { part.removeLast() }
            return String(part)
        }.filter { !$0.isEmpty }
    }
}

/// What a code means as one text, for programs that keep one description: the definition, then the rest under headings.
package enum CodeDescription {
    private static let headings = ["Use when: ", "Do not use when: ", "Example: "]

    /// `nil` for a code without any text.
    package static func text(of code: Code) -> String? {
        var parts = code.definition.isEmpty ? [] : [code.definition]
        for (heading, text) in zip(headings, [code.useWhen, code.notWhen, code.example]) where !text.isEmpty {
            parts.append(heading + text)
        }
        return parts.isEmpty ? nil : parts.joined(separator: "\n\n")
    }

    /// Puts the parts of a description where they belong.
    package static func read(_ text: String, into row: inout CodebookRow) {
        var values = ["", "", "", ""]
        var part = 0
        for paragraph in text.split(separator: "\n\n", omittingEmptySubsequences: false) {
            if let found = headings.indices.first(where: {
                $0 + 1 > part && paragraph.hasPrefix(headings[$0])
            }) {
                part = found + 1
                values[part] = String(paragraph.dropFirst(headings[found].count))
            } else {
                values[part] += values[part].isEmpty && part == 0 ? String(paragraph) : "\n\n" + paragraph
            }
        }
        row.definition = values[0]
        row.useWhen = values[1]
        row.notWhen = values[2]
        row.example = values[3]
    }
}
