package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir consent import`: takes in a table of consent.
package struct ConsentImport: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Record consent from a table, such as that of a consent form online.",
        discussion: """
            The first row names the columns: handle, date, and either purposes or a column for each purpose \
            with yes and no. The same table again records nothing.

            Examples:

              rir consent import consent.csv --dry-run
              rir consent import consent.csv --mode written --form interview@2.1
            """
    )

    @Argument(
        help: ArgumentHelp("The table (CSV); '-' is standard input.", valueName: "file"),
        completion: .file())
    package var file: String

    @Option(help: ArgumentHelp("How it was given, where a row does not say it.", valueName: "mode"))
    package var mode: ConsentMode?

    @Option(
        help: ArgumentHelp(
            "The form used, where a row does not say it, such as interview@2.1.", valueName: "name"))
    package var form: String?

    @Flag(help: "Say what would become of it, and save nothing.")
    package var dryRun = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let text = try SheetFile.text(file, session)
        let reply = try session.studyClient().importConsent(
            ConsentSheetRequest(csv: text, mode: mode, form: form, dryRun: dryRun ? true : nil))
        return try SheetReport.show(
            reply, entered: ("act of consent", "acts of consent"), on: session.console)
    }
}
