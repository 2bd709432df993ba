package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir matrix fill`: writes a summary.
package struct FrameworkFill: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "fill",
        abstract: "Write the summary of a cell; earlier versions stay.",
        discussion: """
            The summary rests on the codings that the case and the theme have now, or on those named with \
            --rests-on. With --keep the summary stays as it is: you have read it again, and it still holds.

            Examples:

              rir matrix fill pathway SP66 access "Comes by himself since the letter went."
              rir matrix fill pathway SP66 access --keep
              rir matrix fill pathway SP66 access --clear
            """
    )

    @OptionGroup package var name: FrameworkArgument

    @Argument(help: ArgumentHelp("The case.", valueName: "case"))
    package var caseID: String

    @Argument(help: ArgumentHelp("The theme.", valueName: "code"))
    package var theme: String

    @Argument(help: ArgumentHelp("The summary, in your own words.", valueName: "summary"))
    package var text: [String] = []

    @Option(
        help: ArgumentHelp(
            "The end of the id of a coding it rests on; may be repeated; all of them without it.",
            valueName: "coding"))
    package var restsOn: [String] = []

    @Flag(help: "The summary still holds: it rests on the codings as they now are.")
    package var keep = false

    @Flag(help: "Take the summary away.")
    package var clear = false

    @Flag(help: "You have looked: what may look like a name in it is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        guard [!text.isEmpty, keep, clear].count(where: { $0 }) == 1 else {
            throw ValidationError("Give a summary, --keep or --clear.")
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let summary = keep ? nil : clear ? "" : text.joined(separator: " ")
        var filling = FrameworkFilling(caseID: caseID, theme: theme, text: summary)
        filling.codings = restsOn.isEmpty ? nil : restsOn
        filling.cleared = cleared ? true : nil
        let detail = try session.studyClient().fillCell(filling, of: name.matrix)
        try session.console.result(detail) {
            let cell = "\(detail.matrix), \(detail.caseID.rawValue), \(detail.theme.path)"
            guard detail.operation != nil else { return ["Nothing changed in \(cell)."] }
            let linked = detail.evidence.count(where: \.isLinked).counted("coding")
            return ["Saved version \(detail.cell.number ?? 1) of \(cell); it rests on \(linked)."]
        }
        return .done
    }
}

/// `rir matrix export`: a table for a spreadsheet.
package struct FrameworkExport: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a framework matrix out as a spreadsheet (.xlsx or .csv), to be charted there.",
        discussion: """
            Summaries that rest on the words of somebody who has not agreed to be quoted, or who withdrew, are \
            left out, and said; their cells are left alone when the file comes back. Leave the last column as \
            it is: it tells 'rir matrix import' what you started from.

            Examples:

              rir matrix export pathway charting.xlsx
              rir matrix export pathway charting.csv
            """
    )

    @OptionGroup package var name: FrameworkArgument

    @Argument(
        help: ArgumentHelp("The file to write; its ending says which form: xlsx or csv.", valueName: "file"),
        completion: .file())
    package var file: String

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let ending = file.split(separator: ".").last.map { $0.lowercased() } ?? ""
        guard ["xlsx", "csv"].contains(ending) else {
            throw StudyError(
                .usage, "A matrix is written out as .xlsx or .csv.",
                hint: "Name a file such as charting.xlsx.")
        }
        let reply = try session.studyClient().frameworkFile(name.matrix, format: ending)
        try NewFile.write(reply, to: file, session)
        return .done
    }
}

/// `rir matrix import`: a table that was filled.
package struct FrameworkImport: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in a framework matrix that was charted in a spreadsheet.",
        discussion: """
            Says what changes, cell by cell. A cell that somebody changed in the study after the file was \
            written out is never overwritten: at a terminal you are asked, and else it is named, left as it is, \
            and taken with --take. An empty cell takes nothing away. Any table will do that has a column 'case' \
            and columns headed by themes (.xlsx, .csv, .tsv, .ods).

            Examples:

              rir matrix import pathway charting.xlsx --dry-run
              rir matrix import pathway charting.xlsx
              rir matrix import pathway charting.xlsx --take SP66/access
            """
    )

    @OptionGroup package var name: FrameworkArgument

    @Argument(help: ArgumentHelp("The file.", valueName: "file"), completion: .file())
    package var file: String

    @Flag(help: "Say what would change and save nothing.")
    package var dryRun = false

    @Option(
        help: ArgumentHelp(
            "A cell changed in the study too, of which the file's summary is wanted; all for every one; may be repeated.",
            valueName: "case/theme"))
    package var take: [String] = []

    @Flag(help: "You have looked: what may look like a name in the file is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let bytes = try SourceBytes.read(session.absolute(file)).bytes
        let client = try session.studyClient()
        var request = FrameworkImportRequest(
            name: file, base64: WireBytes.text(of: bytes), dryRun: true, cleared: cleared ? true : nil,
            taken: take.isEmpty ? nil : take)
        let question = Question(session: session)
        if !dryRun, question.canAsk {
            let preview = try client.importFramework(request, into: name.matrix)
            let taken = preview.conflicts.filter { Self.isWanted($0, question) }.map(\.name)
            request.taken = take + taken
        }
        request.dryRun = dryRun ? true : nil
        let reply = try client.importFramework(request, into: name.matrix)
        try session.console.result(reply) { FrameworkImportLines.lines(of: reply, isDryRun: dryRun) }
        if !reply.conflicts.isEmpty || !reply.problems.isEmpty {
            return reply.changes.isEmpty && reply.unchanged == 0 ? .failed : .partly
        }
        return .done
    }

    /// Asks which summary of a cell is to stand.
    private static func isWanted(_ change: FrameworkChange, _ question: Question) -> Bool {
        let console = question.session.console
        console.note("\(change.name) was changed in the study and in the file.")
        console.note("  study: \(VisibleText.line(change.before ?? "(no summary)"))")
        console.note("  file:  \(VisibleText.line(change.after))")
        return question.agrees(to: "Take the file's?")
    }
}

/// What a table makes of a matrix, as lines for a person.
enum FrameworkImportLines {
    /// How many changes are shown.
    private static let shown = 20

    static func lines(of reply: FrameworkImportReply, isDryRun: Bool) -> [String] {
        var lines: [String] = []
        for change in reply.changes.prefix(shown) { lines += difference(change, "") }
        if reply.changes.count > shown {
            lines.append("and \((reply.changes.count - shown).counted("more change"))")
        }
        for conflict in reply.conflicts { lines += difference(conflict, "left as it is: ") }
        for problem in reply.problems {
            lines.append("left out: " + VisibleText.line(problem.row > 0 ? problem.sentence : problem.reason))
        }
        if !lines.isEmpty { lines.append("") }
        let verb = isDryRun ? "would be saved" : "saved"
        lines.append(
            "\(reply.changes.count.counted("cell")) \(verb), \(reply.unchanged.grouped) unchanged, "
                + "\(reply.conflicts.count.grouped) changed in the study too.")
        if reply.newer > 0 {
            lines.append("\(reply.newer.counted("cell")) changed in the study alone: left as they are.")
        }
        if reply.blank > 0 {
            lines.append(
                "\(reply.blank.counted("empty cell")) left as they are in the study; --clear of 'rir matrix fill' takes a summary away."
            )
        }
        return lines
    }

    private static func difference(_ change: FrameworkChange, _ start: String) -> [String] {
        var lines = [start + change.name]
        if let before = change.before { lines.append("  - " + cut(before)) }
        return lines + ["  + " + cut(change.after)]
    }

    private static func cut(_ text: String) -> String { DisplayWidth.fit(VisibleText.line(text), to: 74) }
}
