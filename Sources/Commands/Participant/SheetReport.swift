import StudyAPI
import StudyClient
import StudyModel

/// A text as a person wrote it, such as a table: comma, semicolon or tab is for the daemon to find out.
enum SheetFile {
    /// The text of a file, or of standard input for `-`.
    ///
    /// - Parameter hint: What to do about a file that is no text.
    /// - Throws: `import.unreadable` for what is not UTF-8; what stands in it is never repeated.
    static func text(
        _ path: String, hint: String = "Save it as 'CSV UTF-8' in your spreadsheet program.",
        _ session: Session
    ) throws(StudyError) -> String {
        let bytes =
            path == "-"
            ? try SourceBytes.read(session.surroundings.input, named: "standard input")
            : try SourceBytes.read(session.absolute(path)).bytes
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw StudyError(
                .importUnreadable, "'\(path)' is not UTF-8 text, so nothing of it was read.", hint: hint)
        }
        return text
    }
}

/// What became of a table of people or of consent.
enum SheetReport {
    /// - Parameter entered: What its entries are called, such as `name for the vault`.
    static func show(
        _ reply: SheetReply, entered: (one: String, many: String), on console: Console
    ) throws(StudyError) -> ExitStatus {
        try console.result(reply) {
            var lines: [String] = []
            if !reply.added.isEmpty { lines.append("new: " + handles(reply.added)) }
            if !reply.changed.isEmpty { lines.append("changed: " + handles(reply.changed)) }
            var counts = [
                "\(reply.added.count.grouped) new", "\(reply.changed.count.grouped) changed",
                "\(reply.unchanged.grouped) unchanged",
            ]
            counts.append(reply.entered.counted(entered.one, plural: entered.many))
            return lines + [counts.joined(separator: ", ") + (reply.dryRun ? ". Nothing was saved." : ".")]
        }
        for problem in reply.problems {
            console.note("\(problem.isWarning ? "note" : "refused"): \(VisibleText.line(problem.sentence))")
        }
        guard reply.problems.contains(where: { !$0.isWarning }) else { return .done }
        return reply.added.isEmpty && reply.changed.isEmpty && reply.unchanged == 0 ? .failed : .partly
    }

    private static func handles(_ handles: [Handle]) -> String {
        handles.map(\.rawValue).joined(separator: " ")
    }
}
