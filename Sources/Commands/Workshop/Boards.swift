package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

extension BoardSource: ExpressibleByArgument {}

/// `rir board`: the board of a workshop.
package struct Boards: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "board",
        abstract: "The board of a workshop: show it, bring one in from Miro or EasyRetro, give it to others.",
        discussion: """
            Examples:

              rir board show
              rir board import retro.csv
              rir board export --format html
            """,
        subcommands: [BoardShow.self, BoardImporting.self, BoardExport.self]
    )

    package init() {}
}

/// `rir board show`: the cards as they hang.
package struct BoardShow: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a board, column by column.",
        discussion: """
            Before each card stands the end of its id, by which 'rir card' and 'rir recommendation' name it. Cards \
            with equally many votes share a rank, marked with =.

            Examples:

              rir board show
              rir board show --workshop w-7f3k9
            """
    )

    @OptionGroup package var meant: WorkshopOption
    @OptionGroup package var common: CommonOptions

    package init() {}

    /// What machines are told.
    struct Shown: Codable, Sendable {
        var workshop: WorkshopView
        var cards: [CardView]
        /// Absent where none was.
        var removed: [CardView]?
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let view = try client.workshop(try meant.name(client))
        let reply = try client.cards(of: view.id.rawValue)
        try session.console.result(Shown(workshop: view, cards: reply.cards, removed: reply.removed)) {
            WorkshopLines.board(view, reply.cards, session.console)
        }
        if let lost = WorkshopLines.lost(view) {
            session.console.note("Removed: \(lost); 'rir card list --removed' says why.")
        }
        return .done
    }
}

/// `rir board import`: brings a board in.
package struct BoardImporting: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring in a board that Miro or EasyRetro wrote as CSV.",
        discussion: """
            Which of the two wrote the file, and in which form, is worked out. Frames become columns and tags \
            clusters; columns that the board lacks are made. Known names are replaced by handles. Who wrote a card \
            becomes a handle, or nobody where the study knows none; the name is not kept, and neither is the file. \
            The same file again makes nothing; a later one brings new cards and new votes.

            Examples:

              rir board import retro.csv
              rir board import board.csv --from miro --column Ideas --dry-run
            """
    )

    @Argument(help: ArgumentHelp("The file.", valueName: "file"), completion: .file())
    package var file: String

    @OptionGroup package var meant: WorkshopOption

    @Option(help: ArgumentHelp("Which program wrote it: miro or easyretro.", valueName: "program"))
    package var from: BoardSource?

    @Option(
        help: ArgumentHelp(
            "The column for cards of which the file does not say where they hang; the first without it.",
            valueName: "name"))
    package var column: String?

    @Flag(help: "You have looked: what may look like a name in the file is none.")
    package var cleared = false

    @Flag(help: "Say what would come of it, and save nothing.")
    package var dryRun = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let bytes = try SourceBytes.read(session.absolute(file)).bytes
        let client = try session.studyClient()
        let outcome = try client.importBoard(
            BoardImport(
                base64: WireBytes.text(of: bytes), source: from, column: column,
                cleared: cleared ? true : nil, dryRun: dryRun ? true : nil), to: try meant.name(client))
        let console = session.console
        try console.result(outcome) { [Self.sentence(outcome, dryRun: dryRun)] }
        if !outcome.columns.isEmpty {
            console.note("New columns: \(outcome.columns.map(VisibleText.line).joined(separator: ", "))")
        }
        outcome.remarks.forEach { console.note("note: \(VisibleText.line($0))") }
        return .done
    }

    private static func sentence(_ outcome: BoardImportOutcome, dryRun: Bool) -> String {
        var parts = ["\(outcome.added.counted("card")) \(dryRun ? "would be " : "")new"]
        if outcome.updated > 0 { parts.append("\(outcome.updated.counted("card")) with other votes or tags") }
        if outcome.known > 0 { parts.append("\(outcome.known) there already") }
        return
            "\(WorkshopLines.name(outcome.source)) to \(outcome.workshop): \(parts.joined(separator: ", "))."
    }
}

/// `rir board export`: gives a board to others.
package struct BoardExport: StudyCommand {
    package enum Format: String, ExpressibleByArgument, CaseIterable, Sendable {
        case html, svg, markdown
        case miro = "csv-miro"
        case easyretro = "csv-easyretro"
    }

    package static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a board as a page, a picture, Markdown, or CSV for Miro or EasyRetro.",
        discussion: """
            Cards of people who have not agreed to be quoted are left out, and counted. A card that is nobody's may \
            be anybody's who was there, so all of them must have agreed. In CSV, what a spreadsheet would take for a \
            formula has an apostrophe before it, which 'rir board import' takes away again.

            Examples:

              rir board export --format html
              rir board export --format csv-easyretro --workshop w-7f3k9 --out board.csv
            """
    )

    @OptionGroup package var meant: WorkshopOption

    @Option(
        help: ArgumentHelp("html, svg, markdown, csv-miro or csv-easyretro.", valueName: "format"))
    package var format: Format = .html

    @Option(
        help: ArgumentHelp(
            "The file; named after the workshop without it, '-' for standard output.", valueName: "file"),
        completion: .file())
    package var out: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let reply = try client.boardFile(try meant.name(client), format: format.rawValue)
        try NewFile.write(reply, to: out ?? reply.name, session)
        return .done
    }
}
