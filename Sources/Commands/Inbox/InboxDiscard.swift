package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir inbox discard`: drops what waits.
package struct InboxDiscard: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "discard",
        abstract: "Drop a waiting source for good.",
        discussion: """
            Asks first. What is dropped was never in git, so nothing brings it back.

            Examples:

              rir inbox discard 7f3k
              rir inbox discard 7f3k --yes
            """
    )

    @Argument(help: ArgumentHelp("What waits: any part of its id.", valueName: "id"))
    package var record: String

    @Flag(help: "Don't ask.")
    package var yes = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let question = Question(session: session)
        guard try question.confirms("Drop '\(VisibleText.line(record))' for good?", isSettled: yes) else {
            return .failed
        }
        let reply = try client.discard(DiscardRequest(record: record))
        try session.console.result(reply) {
            ["Dropped; \(reply.waiting.count.counted("source still waits", plural: "sources still wait"))."]
        }
        return .done
    }
}
