internal import CodingLogic
internal import StudyModel
internal import Yams

/// A whole coding frame as one YAML file, for people and programs to pass on.
enum CodebookYAML {
    /// Writes a frame: a list `codes`, one mapping for each.
    static func text(of codebook: Codebook) -> String {
        var lines = ["codes:"]
        for entry in codebook.entries {
            let code = entry.code
            let names = codebook.names(of: entry.path).map(JSONText.quoted).joined(separator: ", ")
            lines += ["  - path: [\(names)]", "    id: \(code.id.rawValue)"]
            func add(_ key: String, _ text: String) {
                if !text.isEmpty { lines.append("    \(key): \(JSONText.quoted(text))") }
            }
            lines += ["    origin: \(code.origin.rawValue)", "    status: \(code.status.rawValue)"]
            add("colour", code.colour ?? "")
            add("definition", code.definition)
            add("use-when", code.useWhen)
            add("not-when", code.notWhen)
            add("example", code.example)
            if code.isCategory { lines.append("    category: true") }
            if let scale = code.scale { lines.append("    scale: [\(scale.lowest), \(scale.highest)]") }
            add("guid", code.guid ?? "")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Reads a list of codes, each with `path` (a list of names, or `A > B`) or `name`, and what describes it.
    ///
    /// - Throws: `codebook.invalid` for what is no such list; codes count from 1 in the message.
    static func rows(from bytes: [UInt8]) throws(StudyError) -> [CodebookRow] {
        guard let text = String(validating: bytes, as: UTF8.self), let root = try? Yams.compose(yaml: text),
            let list = (root.mapping?["codes"] ?? root).sequence
        else {
            throw StudyError(
                .codebookInvalid, "The file is no list of codes in YAML.",
                hint: "'rir codebook export --format yaml' shows the form.")
        }
        var table = [CodebookTable.headings]
        for (number, node) in zip(1..., list) {
            guard let mapping = node.mapping, let cells = cells(mapping) else {
                throw StudyError(
                    .codebookInvalid, "Code \(number) of the file is not understood; nothing was taken in.",
                    hint: "'rir codebook export --format yaml' shows the form.")
            }
            table.append(cells)
        }
        return try CodebookTable.rows(table)
    }

    private static func cells(_ mapping: Node.Mapping) -> [String]? {
        func text(_ key: String) -> String { mapping[key]?.string ?? "" }
        var path = text("path")
        if let names = mapping["path"]?.sequence {
            path = names.compactMap(\.string).joined(separator: " > ")
        }
        guard !path.isEmpty || !text("name").isEmpty else { return nil }
        let scale = (mapping["scale"]?.sequence ?? []).compactMap(\.string).joined(separator: "..")
        let last = mapping["path"]?.sequence?.last?.string ?? text("name")
        return [
            path, last, text("origin"), text("status"), text("colour"), text("definition"), text("use-when"),
            text("not-when"), text("example"), mapping["category"]?.bool == true ? "yes" : "", scale,
            text("id"), text("guid"),
        ]
    }
}
