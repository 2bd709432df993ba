import StudyAPI
import StudyClient
import StudyModel

/// Files that hold a whole project of another program, told by their ending.
enum ProjectFiles {
    private static let endings: Set<String> = ["qdpx", "qde", "qda", "sqlite3", "sqlite", "db", "rqda"]

    static func isProject(_ path: String) -> Bool {
        var path = Substring(path)
        // A QualCoder project is a folder, which shells complete with a slash.
        while path.count > 1, path.hasSuffix("/") { path = path.dropLast() }
        return endings.contains(FileEnding.of(String(path)))
    }

    /// The bytes of a project: of the file, or of the database in a QualCoder folder.
    static func read(_ path: String, _ session: Session) throws(StudyError) -> [UInt8] {
        let full = session.absolute(path)
        let isFolder = Paths.kind(of: full) == .folder
        return try SourceBytes.read(isFolder ? full + "/data.qda" : full).bytes
    }
}

/// What a person reads of a project that was brought in.
enum ProjectReportText {
    /// The result: what was made, in one sentence for each kind.
    static func lines(_ report: ProjectReport) -> [String] {
        let program = report.program.map { " of \(VisibleText.line($0))" } ?? ""
        let kinds = [
            (report.records, "record"), (report.codes, "code"), (report.codings, "coding"),
            (report.coders, "coder"), (report.cases, "case"),
        ].compactMap { tally, noun in words(tally, noun, report.dryRun) }
        let what = kinds.isEmpty ? "nothing in it" : kinds.joined(separator: "; ")
        let head = "Project '\(VisibleText.line(report.name))'\(program): \(what)."
        if report.dryRun { return [head, "Nothing was saved."] }
        return [head] + (report.operation == nil ? ["Everything was there already."] : [])
    }

    private static func words(_ tally: ProjectReport.Tally, _ noun: String, _ dryRun: Bool) -> String? {
        var words: [String] = []
        if tally.made > 0 {
            words.append("\(tally.made.counted(noun)) \(dryRun ? "would be added" : "added")")
        }
        if tally.held > 0 {
            words.append(
                tally.made > 0
                    ? "\(tally.held.grouped) already held" : "\(tally.held.counted(noun)) already held")
        }
        if tally.leftOut > 0 {
            words.append(
                words.isEmpty
                    ? "\(tally.leftOut.counted(noun)) left out" : "\(tally.leftOut.grouped) left out")
        }
        return words.isEmpty ? nil : words.joined(separator: ", ")
    }

    /// How positions were read, in plain words: of the project, then of each text that differs from it.
    static func offsets(_ report: ProjectReport) -> [String] {
        guard let all = report.offsets.first, all.spans > 0 else { return [] }
        var lines = ["positions: \(reading(all.reading)) (\(reason(all))): \(fit(all))."]
        for text in report.offsets.dropFirst() where text.reading != all.reading && text.spans > 0 {
            lines.append(
                "positions in source \(text.source ?? "?"): \(reading(text.reading)) (\(reason(text))): \(fit(text))."
            )
        }
        if all.decision == "fit" { lines.append("  --offsets says otherwise where that is wrong.") }
        return lines
    }

    private static func reading(_ word: String) -> String {
        let unit = word.hasPrefix("utf16") ? "counted in UTF-16 units" : "counted in characters (code points)"
        return unit + (word.contains("-crlf1") ? ", CR LF as one" : "")
            + (word.contains("-bom") ? ", byte-order mark counted" : "")
    }

    private static func reason(_ evidence: OffsetEvidence) -> String {
        switch evidence.decision {
        case "forced": "as you asked"
        case "ours": "as the program that wrote it, rir, counts"
        case "onlyOne": "nothing in it could be read in two ways"
        case "fit": "the best fit"
        case "project": "as in most of the project"
        default: "as the standard has it; nothing speaks for another"
        }
    }

    private static func fit(_ evidence: OffsetEvidence) -> String {
        var text = "\(evidence.onBoundaries.grouped) of \(evidence.spans.counted("span")) on word boundaries"
        if evidence.names > 0 {
            text += ", \(evidence.namesMatched.grouped) of \(evidence.names.grouped) begin as their names say"
        }
        if let next = evidence.next, let count = evidence.nextOnBoundaries {
            text += "; \(reading(next)) it would be \(count.grouped)"
        }
        return text
    }
}
