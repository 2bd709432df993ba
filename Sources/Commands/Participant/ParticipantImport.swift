package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir participant import`: takes in a table of people.
package struct ParticipantImport: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Enter participants from a table; names go to the vault only.",
        discussion: """
            The first row names the columns: handle, name, nicknames, e-mail, telephone, and the study's \
            attributes. Rows without a handle get the next free one of --prefix. The same table again changes \
            nothing; a changed one changes what differs. The file itself is not kept.

            Examples:

              rir participant import people.csv --dry-run
              rir participant import people.csv --prefix SP
            """
    )

    @Argument(
        help: ArgumentHelp("The table (CSV); '-' is standard input.", valueName: "file"),
        completion: .file())
    package var file: String

    @Option(
        help: ArgumentHelp("Makes handles for rows without one, such as SP.", valueName: "letters"))
    package var prefix: String?

    @Flag(help: "Say what would become of it, and save nothing.")
    package var dryRun = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let text = try SheetFile.text(file, session)
        let reply = try session.studyClient().importParticipants(
            ParticipantsRequest(csv: text, prefix: prefix?.uppercased(), dryRun: dryRun ? true : nil))
        return try SheetReport.show(
            reply, entered: ("detail for the vault", "details for the vault"), on: session.console)
    }
}
