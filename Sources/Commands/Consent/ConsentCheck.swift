package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir consent check`: whether records may be used for something.
package struct ConsentCheck: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say whether records may be used for something, and what is missing.",
        discussion: """
            Changes nothing. The status is 1 when the use is refused.

            Examples:

              rir consent check quote 7f3k
              rir consent check share 7f3k 9m2p --json
            """
    )

    @Argument(help: ArgumentHelp("What for.", valueName: "use"))
    package var use: ConsentUse

    @Argument(help: ArgumentHelp("The records: any parts of their ids.", valueName: "ids"))
    package var records: [String]

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().checkConsent(
            ConsentCheckRequest(use: use, records: records))
        try session.console.result(reply) {
            let verdict =
                switch reply.verdict {
                case .allowed: "Allowed."
                case .flagged: "Allowed, but:"
                case .refused: "Refused:"
                }
            return [verdict] + reply.sentences.map { "  \(VisibleText.line($0))" }
        }
        ConsentHints.tell(reply.commands, on: session.console)
        return reply.verdict == .refused ? .failed : .done
    }
}
