package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir memo remove`: takes a memo out.
package struct MemoRemove: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take a memo of yours out of the study; 'rir undo' brings it back.",
        discussion: """
            Earlier versions stay in git history. Of a private memo nothing is left and nothing brings it \
            back, so it is asked first.

            Examples:

              rir memo remove 7f3k
              rir memo remove 7f3k --yes
            """
    )

    @Argument(help: ArgumentHelp("The memo: any part of its id that no other has.", valueName: "memo"))
    package var memo: String

    @Flag(help: "Don't ask about a private memo.")
    package var yes = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let before = try client.memo(memo)
        let id = before.memo.id
        if before.isPrivate, before.isOwn {
            let question = Question(session: session)
            guard try question.confirms("Destroy the private memo \(id) for good?", isSettled: yes) else {
                return .failed
            }
        }
        let reply = try client.removeMemo(id.rawValue)
        try session.console.result(reply) { ["Removed \(id)."] }
        return .done
    }
}
