package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir round next`: what the coder codes now.
package struct RoundNext: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "next",
        abstract: "Show the record to code now; with --done, go on to the one after.",
        discussion: """
            A record counts as looked at once it is shown here or coded in: no coding in it means then that \
            there is nothing to code. A record you never looked at counts as not assigned to you. Code with \
            'rir code' as ever, in the codes of the round.

            Examples:

              rir round next access-1
              rir round next access-1 --done
            """
    )

    @OptionGroup package var name: RoundArgument

    @Flag(help: "You are through with the record before.")
    package var done = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let task = try session.studyClient().nextInRound(name.round, isDone: done)
        try session.console.result(task) {
            guard let record = task.record else { return ["Every record of \(task.round) is done."] }
            return [
                "\(record.id)  \(record.date.rawValue)  \(VisibleText.line(record.title))",
                "  \(task.number ?? 0) of \(task.total), \(task.done) done. Codes: \(task.codes.joined(separator: ", "))",
            ]
        }
        session.console.note(
            task.record.map {
                "Code it with 'rir code \($0.id)', then 'rir round next \(task.round) --done'."
            }
                ?? "Hand in with 'rir round submit \(task.round)'.")
        return .done
    }
}

/// `rir round submit`: hands in.
package struct RoundSubmit: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Hand in your work in a round: it can't be changed any more.",
        discussion: """
            A commitment to what you hand in goes into the log, so that nobody can change it unnoticed, and \
            neither can you. The work itself stays sealed until the lead closes the round.

            Examples:

              rir round submit access-1
              rir round submit access-1 --partial
            """
    )

    @OptionGroup package var name: RoundArgument

    @Flag(help: "Records you never looked at may be missing; they count as not assigned to you.")
    package var partial = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let view = try session.studyClient().submitRound(name.round, isPartial: partial)
        try session.console.result(view) {
            ["Handed in."] + view.progress.map { "  " + RoundLines.progress($0, of: view.round) }
        }
        return .done
    }
}
