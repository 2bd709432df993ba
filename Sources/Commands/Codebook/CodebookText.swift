import StudyAPI
import StudyModel

/// The coding frame as a person reads it.
enum CodebookText {
    /// What a change did.
    static func lines(of reply: CodebookChangeReply, dryRun: Bool) -> [String] {
        if reply.differences.isEmpty { return ["Nothing changed."] }
        // Of many codes a line each is enough; 'rir codebook diff' shows the rest.
        let isLong = reply.differences.count > 12
        let shown = reply.differences.prefix(isLong ? 40 : 12)
        var lines = shown.flatMap { isLong ? [Self.lines(of: $0)[0]] : Self.lines(of: $0) }
        let more = reply.differences.count - shown.count
        if more > 0 { lines.append("and \(more.counted("code")) more") }
        if reply.recoded > 0 {
            lines.append(
                "\(reply.recoded.counted("coding")) "
                    + "\(dryRun ? "would be" : reply.recoded == 1 ? "was" : "were") given the code that stays."
            )
        }
        if reply.joined > 0 {
            lines.append(
                "\(reply.joined.counted("coding")) of them "
                    + "\(dryRun ? "would be" : reply.joined == 1 ? "was" : "were") joined with one on the "
                    + "same words; comments are kept.")
        }
        if reply.outdated > 0 {
            lines.append(
                "\(reply.outdated.counted("coding")) made before "
                    + "\(dryRun ? "would wait" : reply.outdated == 1 ? "waits" : "wait") for a look: "
                    + "'rir code review' walks through them.")
        }
        lines += (reply.remarks ?? []).map(VisibleText.line)
        if dryRun { lines.append("Nothing was changed: this was a look ahead.") }
        return lines
    }

    /// One code's difference: a line, and one for each value.
    static func lines(of difference: CodeDifference) -> [String] {
        let kinds = difference.kinds.map(\.rawValue).joined(separator: ", ")
        let before = difference.before.map { "  (before: \($0))" } ?? ""
        let head = "\(kinds): \(difference.path)\(before)"
        let fields = difference.fields.filter { $0.name != "name" || !difference.kinds.contains(.added) }
        return [head]
            + fields.flatMap { field in
                (field.old.isEmpty ? [] : ["    \(field.name) - \(VisibleText.line(field.old))"])
                    + (field.new.isEmpty ? [] : ["    \(field.name) + \(VisibleText.line(field.new))"])
            }
    }

    /// The frame as a tree, one code a line.
    static func tree(_ codebook: Codebook, counts: [String: Int], retired: Bool, on console: Console) -> Table
    {
        var table = Table([
            .init("CODE", shrinks: true), .init("CODINGS", alignsRight: true), .init("", shrinks: false),
            .init("MEANS", shrinks: true),
        ])
        for entry in codebook.entries where retired || isShown(entry, codebook) {
            let indent = String(repeating: "  ", count: entry.path.parts.count - 1)
            let name = VisibleText.line(entry.code.name)
            let own = counts[entry.code.id.rawValue] ?? 0
            table.rows.append([
                indent + ColourMark.text(entry.code.colour, on: console) + name,
                entry.code.isCategory ? "" : String(own), marks(of: entry.code),
                VisibleText.line(entry.code.definition),
            ])
        }
        return table
    }

    /// A retired code is shown for the sake of those below it.
    private static func isShown(_ entry: Codebook.Entry, _ codebook: Codebook) -> Bool {
        entry.code.status != .retired || codebook.subtree(entry.path).contains { $0.code.status != .retired }
    }

    private static func marks(of code: Code) -> String {
        var marks = code.origin == .deductive ? "deductive" : "inductive"
        if code.status == .retired { marks += ", retired" }
        if code.status == .agreed { marks += ", agreed" }
        return marks
    }

    /// Everything about one code.
    static func card(_ entry: Codebook.Entry, _ codebook: Codebook, codings: Int) -> [String] {
        let code = entry.code
        var pairs = [
            ("Path", entry.path.rawValue), ("Id", code.id.rawValue),
            ("Codings", codings.grouped), ("Origin", code.origin.rawValue), ("Status", code.status.rawValue),
        ]
        func add(_ name: String, _ value: String) {
            if !value.isEmpty { pairs.append((name, VisibleText.line(value))) }
        }
        add("Definition", code.definition)
        add("Use when", code.useWhen)
        add("Not when", code.notWhen)
        add("Example", code.example)
        add("Colour", code.colour ?? "")
        if let scale = code.scale { pairs.append(("Weights", "\(scale.lowest) to \(scale.highest)")) }
        if code.isCategory { pairs.append(("Category", "groups other codes, is never applied itself")) }
        let places = code.replacedBy.compactMap { codebook[$0]?.path.rawValue }
        add("Replaced by", places.joined(separator: ", "))
        pairs += [
            ("Revision", "\(code.revision)"),
            ("Entered", "\(Clock.text(code.entered.at)) by \(code.entered.by.rawValue)"),
            ("Changed", "\(Clock.text(code.changed.at)) by \(code.changed.by.rawValue)"),
        ]
        return [VisibleText.line(codebook.names(of: entry.path).joined(separator: " / "))]
            + Pairs.lines(pairs)
    }
}

/// A code's colour as a small mark where there is a screen with colours; it is never the only sign.
enum ColourMark {
    static func text(_ colour: String?, on console: Console) -> String {
        guard console.output.screen?.showsColour == true, let colour, let rgb = components(colour) else {
            return ""
        }
        return "\u{1B}[38;2;\(rgb.0);\(rgb.1);\(rgb.2)m■\u{1B}[0m "
    }

    static func components(_ colour: String) -> (Int, Int, Int)? {
        guard Code.isColour(colour), let value = Int(colour.dropFirst(), radix: 16) else { return nil }
        return (value >> 16, value >> 8 & 255, value & 255)
    }
}
