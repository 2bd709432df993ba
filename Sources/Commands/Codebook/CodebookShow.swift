package import ArgumentParser
import CodingLogic
import StudyAPI
import StudyClient
package import StudyModel

/// `rir codebook show`: the coding frame, or one code.
package struct CodebookShow: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the coding frame, or one code with all that is known about it.",
        discussion: """
            Examples:

              rir codebook show
              rir codebook show access/open
              rir codebook show --at 2020-06-30
            """
    )

    @Argument(help: ArgumentHelp("A code: its path, the end of it, or its name.", valueName: "code"))
    package var code: String?

    @Flag(help: "Show retired codes too.")
    package var retired = false

    @OptionGroup package var moment: MomentOption

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().codebook(at: try moment.timestamp(session))
        let (codebook, console) = (reply.codebook, session.console)
        let counts = reply.codings ?? [:]
        if let code {
            let entry = try codebook.one(code)
            try console.result(entry) {
                CodebookText.card(entry, codebook, codings: counts[entry.code.id.rawValue] ?? 0)
            }
            return .done
        }
        if console.json {
            try console.result(json: reply)
            return .done
        }
        console.result(CodebookText.tree(codebook, counts: counts, retired: retired, on: console))
        if codebook.isEmpty {
            console.note("No codes yet: 'rir codebook add' makes one, 'rir codebook import' takes in a file.")
        } else {
            let hidden = codebook.entries.count { $0.code.status == .retired }
            let note = hidden > 0 && !retired ? ", \(hidden) of them retired (--retired shows them)" : ""
            console.note(
                "\(codebook.entries.count.counted("code"))\(note). Codebook \(reply.digest.prefix(12)).")
        }
        return .done
    }
}

/// `--at`: how things stood at the end of a day.
package struct MomentOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How it stood at the end of a day: 2020-06-30, 2020-06, yesterday.", valueName: "date"))
    package var at: Period?

    package init() {}

    /// The last second of the day, in the person's time zone.
    func timestamp(_ session: Session) throws(StudyError) -> Timestamp? {
        guard let day = try at?.days(session).last else { return nil }
        guard let seconds = Clock.seconds(of: day, at: "23:59:59") else {
            throw StudyError(.usage, "The clock of this computer can't place that day.")
        }
        return Timestamp(secondsSinceEpoch: seconds)
    }
}
