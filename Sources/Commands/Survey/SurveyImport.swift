package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir survey import`: takes in one table.
package struct SurveyImport: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import a table of answers: CSV, TSV, XLSX or ODS.",
        discussion: """
            Types, the header row and the columns that say who answered are worked out and shown; an option \
            wins. Columns that say who somebody is (names, e-mail addresses, telephone numbers, IP addresses) \
            are left out and named. Each person's open answers become one record. A column is named by its \
            header, its variable's name or its number from 1.

            Examples:

              rir survey import staff-2021.xlsx --dry-run
              rir survey import staff-2021.xlsx --sheet Answers --participant-column Handle
              rir survey import export.csv --id staff-2021 --id-column ResponseId
            """
    )

    @Argument(help: ArgumentHelp("The table.", valueName: "file"), completion: .file())
    package var file: String

    @Option(help: ArgumentHelp("The survey's id; from the file's name without it.", valueName: "id"))
    package var id: String?

    @Option(help: ArgumentHelp("The title; the file's name without it.", valueName: "title"))
    package var title: String?

    @Option(help: ArgumentHelp("A workbook's sheet, by name or number.", valueName: "sheet"))
    package var sheet: String?

    @Option(help: ArgumentHelp("The row that names the columns; 0 where none does.", valueName: "number"))
    package var headerRow: Int?

    @Option(help: ArgumentHelp("The column that names each response.", valueName: "column"))
    package var idColumn: String?

    @Option(help: ArgumentHelp("The column that says who answered.", valueName: "column"))
    package var participantColumn: String?

    @Option(
        help: ArgumentHelp(
            "A table (CSV) with a handle in each row and beside it what stands for it.", valueName: "file"),
        completion: .file())
    package var map: String?

    @Option(
        help: ArgumentHelp("Keep an identifying column; '*' keeps all; may be repeated.", valueName: "column")
    )
    package var keep: [String] = []

    @Option(
        help: ArgumentHelp("A column people answer in their own words; may be repeated.", valueName: "column")
    )
    package var open: [String] = []

    @Option(help: ArgumentHelp("A column they don't; may be repeated.", valueName: "column"))
    package var closed: [String] = []

    @Option(
        help: ArgumentHelp("A table (CSV) that describes the variables.", valueName: "file"),
        completion: .file())
    package var codebook: String?

    @Option(
        help: ArgumentHelp("A file whose first line opens the workbook.", valueName: "file"),
        completion: .file())
    package var passwordFile: String?

    @Flag(help: "Say what would become of it, and save nothing.")
    package var dryRun = false

    @Flag(help: "You have looked: what may look like a name in it is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let (bytes, modified) =
            file == "-"
            ? (try SourceBytes.read(session.surroundings.input, named: "standard input"), nil)
            : try SourceBytes.read(session.absolute(file))
        var frame = SurveyFrame(path: file, bytes: bytes.count, modified: modified)
        (frame.id, frame.title, frame.sheet, frame.headerRow) = (id, title, sheet, headerRow)
        (frame.idColumn, frame.participantColumn) = (idColumn, participantColumn)
        frame.open = open.isEmpty ? nil : open
        frame.closed = closed.isEmpty ? nil : closed
        frame.keep = keep.isEmpty ? nil : keep
        frame.people = try map.map { name throws(StudyError) in
            String(decoding: try SourceBytes.read(session.absolute(name)).bytes, as: UTF8.self)
        }
        frame.codebook = try codebook.map { name throws(StudyError) in
            String(decoding: try SourceBytes.read(session.absolute(name)).bytes, as: UTF8.self)
        }
        frame.password = try PasswordFile.read(passwordFile, session)
        frame.dryRun = dryRun ? true : nil
        frame.cleared = cleared ? true : nil
        let reply = try client.importSurvey(frame, bytes)
        let console = session.console
        try console.result(reply) { Self.lines(reply, onScreen: console.output.screen != nil) }
        for line in Self.notes(reply) { console.note("note: \(VisibleText.line(line))") }
        if !reply.guesses.isEmpty { console.note("guessed: \(GuessText.line(reply.guesses))") }
        return .done
    }

    private static func lines(_ reply: SurveyImportReply, onScreen: Bool) -> [String] {
        let survey = reply.survey
        var counts = [
            survey.answers.counted("answer"), survey.variables.counted("variable"),
            reply.created.counted("record") + (reply.dryRun ? " would be created" : " created"),
        ]
        if reply.held > 0 { counts.append("\(reply.held.grouped) already held") }
        return VariableRows.lines(reply.variables, onScreen: onScreen)
            + ["\(survey.id.rawValue): \(counts.joined(separator: ", "))."]
            + (reply.waits.map { [WaitingText.line($0)] } ?? [])
            + (reply.dryRun ? ["Nothing was saved."] : [])
    }

    private static func notes(_ reply: SurveyImportReply) -> [String] {
        var notes = reply.leftOut.map {
            "The column '\($0.column)' holds \($0.holds) and was left out; --keep '\($0.column)' keeps it."
        }
        notes += reply.remarks
        if let maker = reply.maker { notes.append("It is an export of \(maker).") }
        if let column = reply.participantColumn { notes.append("'\(column)' says who answered.") }
        if !reply.otherSheets.isEmpty {
            notes.append("Sheets not read: \(reply.otherSheets.joined(separator: ", ")); --sheet names one.")
        }
        return notes
    }
}

/// A file whose first line is a password, so that no password stands in a command line.
enum PasswordFile {
    static func read(_ path: String?, _ session: Session) throws(StudyError) -> String? {
        try path.map { path throws(StudyError) in try line(of: path, session) }
    }

    static func line(of path: String, _ session: Session) throws(StudyError) -> String {
        let line = try SourceBytes.read(session.absolute(path)).bytes.prefix { $0 != 0x0A && $0 != 0x0D }
        guard !line.isEmpty else {
            throw StudyError(
                .usage, "The first line of '\(path)' is empty.",
                hint: "Put the password alone on the first line.")
        }
        return String(decoding: line, as: UTF8.self)
    }
}

/// A survey's variables as rows.
enum VariableRows {
    static func lines(_ variables: [SurveyReply.Variable], onScreen: Bool) -> [String] {
        var table = Table([
            .init("VARIABLE"), .init("TYPE"), .init("ANSWERED", alignsRight: true),
            .init("QUESTION AND VALUES"),
        ])
        for variable in variables {
            table.rows.append([
                variable.name, variable.isOpen ? "open" : variable.type.rawValue,
                variable.counts.answered.grouped, description(variable),
            ])
        }
        return table.lines(width: nil, showsTitles: onScreen)
    }

    private static func description(_ variable: SurveyReply.Variable) -> String {
        var words = [VisibleText.line(variable.label)]
        let values = variable.counts.values
        if !variable.isOpen, !values.isEmpty, !variable.counts.hasMoreValues {
            let shown = values.prefix(6).map { value in
                let name = value.label.isEmpty ? value.value : "\(value.value) \(value.label)"
                return "\(VisibleText.line(name)) \(value.count)"
            }
            words.append("[" + shown.joined(separator: "; ") + (values.count > 6 ? "; …" : "") + "]")
        }
        if variable.counts.unfitting > 0 { words.append("(\(variable.counts.unfitting) do not fit)") }
        return words.filter { !$0.isEmpty }.joined(separator: " ")
    }
}
