package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir report joint`: themes beside numbers beside quotations.
package struct JointReporting: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "joint",
        abstract: "Set themes beside numbers beside quotations: a joint display.",
        discussion: """
            Each --theme is a code, behind '=' the titles of tables that study.yaml declares, with ';' between \
            them. Quotations come from different people as far as there are; passages of people who have not \
            agreed to be quoted are left out, and said. The form follows from the file's ending: .md, .html or \
            .docx; '-' writes Markdown to standard output. An existing file is never overwritten.

            Examples:

              rir report joint - --theme 'equipment=Equipment from the employer' --theme supervision
              rir report joint joint.docx --theme 'equipment=Equipment from the employer' --quotes 2
            """
    )

    @Argument(help: ArgumentHelp("The new file.", valueName: "file"), completion: .file())
    package var file: String

    @Option(
        help: ArgumentHelp("A theme and what stands beside it; may be repeated.", valueName: "code[=table]"))
    package var theme: [String]

    @Option(help: ArgumentHelp("How many quotations of each at most; 3 without it.", valueName: "number"))
    package var quotes: Int?

    @Option(help: ArgumentHelp("md, html or docx, whatever the file is called.", valueName: "format"))
    package var format: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let rows = theme.map { text in
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            let tables = parts.count < 2 ? [] : parts[1].split(separator: ";").map { $0.trimmed }
            return JointRequest.Row(theme: parts.first?.trimmed ?? "", tables: tables)
        }
        let form = format ?? (file == "-" ? "md" : FileEnding.of(file))
        let reply = try session.studyClient().jointDisplay(
            JointRequest(rows: rows, quotes: quotes, format: form))
        try NewFile.write(reply, to: file, session)
        return .done
    }
}

extension StringProtocol {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
