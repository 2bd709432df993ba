package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir codebook export`: the frame as a file.
package struct CodebookExport: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the coding frame as a file: for other programs, a spreadsheet, or print.",
        discussion: """
            The form follows from the file's ending: .yaml, .csv, .qdc (REFI-QDA, which NVivo, MAXQDA, ATLAS.ti \
            and others read), .md or .html. What a form has no place for is said. An existing file is never \
            overwritten.

            Examples:

              rir codebook export frame.qdc
              rir codebook export frame.html --at 2020-06-30
            """
    )

    @Argument(help: ArgumentHelp("The new file.", valueName: "file"), completion: .file())
    package var file: String

    @Option(
        help: ArgumentHelp("yaml, csv, qdc, md or html, whatever the file is called.", valueName: "format"))
    package var format: String?

    @OptionGroup package var moment: MomentOption
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let format = format ?? FileEnding.of(file)
        let reply = try session.studyClient().codebookFile(format, at: try moment.timestamp(session))
        try NewFile.write(reply, to: file, session)
        return .done
    }
}

/// `rir codebook import`: a frame from a file.
package struct CodebookImport: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in a coding frame from a file.",
        discussion: """
            Reads .yaml, .csv (also .tsv and .xlsx) and .qdc. Codes the study has already are changed where the \
            file says otherwise; others are added; none is taken away. A table needs a column 'name' or 'path'.

            Examples:

              rir codebook import frame.qdc --dry-run
              rir codebook import codes.csv --reason "the team's frame of May"
            """
    )

    @Argument(help: ArgumentHelp("The file.", valueName: "file"), completion: .file())
    package var file: String

    @Option(help: ArgumentHelp("yaml, csv or qdc, whatever the file is called.", valueName: "format"))
    package var format: String?

    @OptionGroup package var change: CodebookChangeOptions
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        var format = format ?? FileEnding.of(file)
        if ["yml"].contains(format) { format = "yaml" }
        if ["tsv", "txt", "xlsx", "ods"].contains(format) { format = "csv" }
        let bytes = try SourceBytes.read(session.absolute(file)).bytes
        let reply = try session.studyClient().importCodebook(
            CodebookFileRequest(
                format: format, base64: WireBytes.text(of: bytes), reason: change.reason,
                dryRun: change.dryRun ? true : nil, cleared: change.cleared ? true : nil))
        try session.console.result(reply) { CodebookText.lines(of: reply, dryRun: change.dryRun) }
        return .done
    }
}

/// What a file's name says of its form.
enum FileEnding {
    static func of(_ path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        return name.contains(".") ? name.split(separator: ".").last.map { $0.lowercased() } ?? "" : ""
    }
}
