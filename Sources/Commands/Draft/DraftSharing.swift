package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir draft share`: asks for comments.
package struct DraftShare: StudyCommand {
    package enum Format: String, ExpressibleByArgument, CaseIterable, Sendable {
        case html, docx, pdf, txt
    }

    package static let configuration = CommandConfiguration(
        commandName: "share",
        abstract: "Share the newest version for comments: writes the page, the Word file and the e-mail.",
        discussion: """
            'rir' sends nothing: you do. Paragraphs have numbers, so that people can say which one they mean. The \
            token in the subject and in the file brings comments back. Nothing is written where a quote is of \
            somebody who has not agreed to it, or a known name would go out. A round that is open can be written \
            out again, without --audience.

            Examples:

              rir draft share interim --audience commissioners --audience SP66
              rir draft share interim --audience link-workers --due 2020-07-01 --out ~/Desktop
              rir draft share interim --format pdf
            """
    )

    @OptionGroup package var name: DraftArgument

    @Option(help: ArgumentHelp("A stakeholder group, or a handle; may be repeated.", valueName: "who"))
    package var audience: [String] = []

    @Option(
        help: ArgumentHelp(
            "The day by which you ask for comments: 2020-07-01, or so many days from today.",
            valueName: "day"))
    package var due: DueDay = .days(14)

    @Option(
        help: ArgumentHelp(
            "Write only this: html, docx, pdf or txt (an e-mail's text); may be repeated; html, docx and txt without it.",
            valueName: "format"))
    package var format: [Format] = []

    @Option(
        help: ArgumentHelp(
            "The folder the files are written to; the current one without it.", valueName: "folder"),
        completion: .directory)
    package var out: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    /// What machines are told.
    struct Written: Codable, Sendable {
        var draft: DraftView
        var files: [String]
        var remarks: [String]
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let view = try client.shareDraft(
            name.draft, CommentRoundPlan(audience: audience, due: try due.day(session)))
        guard let round = view.rounds.last(where: { !$0.isClosed }) else {
            throw StudyError(.internalFault, "The comment round can't be found.")
        }
        let written = try write(view, round, client, session)
        try session.console.result(written) { written.files }
        session.console.note(
            "Send it, with \(round.id.token) in the subject. Mails come back by 'rir import', Word files by 'rir draft comments \(view.id) FILE'."
        )
        return .done
    }

    /// Writes the files; where nothing can make one that nobody asked for alone, it is said and left out.
    private func write(
        _ view: DraftView, _ round: CommentRound, _ client: StudyClient, _ session: Session
    ) throws(StudyError) -> Written {
        var written = Written(draft: view, files: [], remarks: view.remarks)
        for format in format.isEmpty ? [.html, .docx, .txt] : format {
            do throws(StudyError) {
                let reply = try client.draftFile(view.id.rawValue, isPack: true, format: format.rawValue)
                guard let bytes = WireBytes.bytes(of: reply.base64) else {
                    throw StudyError(.internalFault, "The daemon's file can't be read.")
                }
                let file = "\(view.id)-\(round.id).\(format.rawValue)"
                let path = session.absolute((out.map { $0 + "/" } ?? "") + file)
                try NewFile.write(
                    bytes, to: path,
                    hint:
                        "The round is open: name another folder with --out and share again, without --audience."
                )
                written.files.append(path)
            } catch  where error.code == .importUnsupported && self.format.isEmpty {
                written.remarks.append("no \(format.rawValue): \(error.message) \(error.hint ?? "")")
            }
        }
        for remark in written.remarks { session.console.note("note: \(VisibleText.line(remark))") }
        return written
    }
}

/// `rir draft export`: the report as a file.
package struct DraftExport: StudyCommand {
    package enum Format: String, ExpressibleByArgument, CaseIterable, Sendable {
        case md, html, docx, pdf
    }

    package static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a draft as a Word file, a page, PDF or Markdown, with its citations filled in.",
        discussion: """
            Word files and pages need pandoc, PDF needs WeasyPrint as well; without it the error says how to \
            install it. Nothing is written where a citation must not go out or a known name would: the error says \
            on which line.

            Examples:

              rir draft export interim --as docx --out interim.docx
              rir draft export interim --as pdf --version 2 --out interim-v2.pdf
              rir draft export interim --as md --out -
            """
    )

    @OptionGroup package var name: DraftArgument

    @Option(name: .customLong("as"), help: ArgumentHelp("md, html, docx or pdf.", valueName: "format"))
    package var format: Format = .docx

    @Option(
        help: ArgumentHelp("The file to write; '-' is standard output.", valueName: "file"),
        completion: .file())
    package var out: String

    @Option(help: ArgumentHelp("Another version than the newest.", valueName: "number"))
    package var version: Int?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if out == "-", format == .docx || format == .pdf {
            throw ValidationError("A \(format.rawValue) file is no text: name a file with --out.")
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().draftFile(
            name.draft, isPack: false, format: format.rawValue, version: version)
        try NewFile.write(reply, to: out, session)
        return .done
    }
}
