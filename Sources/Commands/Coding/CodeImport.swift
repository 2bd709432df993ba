package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir code import`: codings from a table.
package struct CodeImport: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in codings from a table as your own.",
        discussion: """
            The table (.csv, .tsv, .xlsx) has a row for each coding, with the columns 'record', 'code' and 'quote', or \
            'start' and 'end' in place of the quote, and 'comment' and 'weight' if you like. Rows that can't be \
            are left out and named. 'rir query export codings.csv any' writes such a table.

            Examples:

              rir code import codings.csv --dry-run
              rir code import codings.csv
            """
    )

    @Argument(help: ArgumentHelp("The file.", valueName: "file"), completion: .file())
    package var file: String

    @Flag(help: "Say what would become of it and save nothing.")
    package var dryRun = false

    @Flag(help: "You have looked: what may look like a name in the comments is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let bytes = try SourceBytes.read(session.absolute(file)).bytes
        let reply = try session.studyClient().importCodings(
            CodingTableRequest(
                name: file, base64: WireBytes.text(of: bytes), dryRun: dryRun ? true : nil,
                cleared: cleared ? true : nil))
        try session.console.result(reply) {
            let would = dryRun ? "would be made" : "made"
            return reply.problems.map { "left out: \(VisibleText.line($0.sentence))" } + [
                "\(reply.made.counted("coding")) \(would) in \(reply.records.counted("record")), "
                    + "\(reply.repeated) there already, \(reply.problems.count.counted("row")) left out."
            ]
        }
        return reply.problems.isEmpty ? .done : reply.made + reply.repeated > 0 ? .partly : .failed
    }
}
