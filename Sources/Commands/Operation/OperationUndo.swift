package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir undo`: takes back one's own last step.
package struct OperationUndo: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Take back your last step, of whatever kind.",
        discussion: """
            Undo is a step of its own: nothing is lost, the history shows both, and it works after a \
            restart. Undo again takes back the step before.

            Examples:

              rir undo
              rir undo --reason "imported the wrong folder"
              rir log
            """
    )

    @Option(help: ArgumentHelp("Why; kept in the history.", valueName: "reason"))
    package var reason: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().undo(UndoRequest(reason: reason))
        let console = session.console
        try console.result(reply) {
            let step = reply.undone
            let records = reply.records.prefix(20).map { "  \($0)" }
            return ["Took back: \(step.what), \(Clock.text(step.at))."] + records
        }
        let more = reply.records.count - 20
        if more > 0 { console.note("and \(more.grouped) more; --json lists them.") }
        return .done
    }
}
