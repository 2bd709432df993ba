package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir query export`: quotations as a file.
package struct QueryExport: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write what a query finds as quotations by code, for a report.",
        discussion: """
            The form follows from the file's ending: .md, .html, .docx or .csv. Each quotation says who and when, \
            as (SP66, 17.03.21). Passages of people who have not agreed to be quoted are left out, and said. An \
            existing file is never overwritten.

            Examples:

              rir query export quotes.docx 'access AND kind:interview'
              rir query export quotes.csv any
            """
    )

    @Argument(help: ArgumentHelp("The new file.", valueName: "file"), completion: .file())
    package var file: String

    @Argument(help: ArgumentHelp("The query, or @NAME of a saved one.", valueName: "query"))
    package var query: [String]

    @Option(help: ArgumentHelp("md, html, docx or csv, whatever the file is called.", valueName: "format"))
    package var format: String?

    @OptionGroup package var moment: MomentOption
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().quotes(
            query.joined(separator: " "), format: format ?? FileEnding.of(file),
            at: try moment.timestamp(session))
        try NewFile.write(reply, to: file, session)
        return .done
    }
}
