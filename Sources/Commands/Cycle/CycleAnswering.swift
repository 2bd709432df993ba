package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir cycle respond`: takes an answer down.
package struct CycleRespond: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "respond",
        abstract: "Take down an answer, or say what one means that came by mail.",
        discussion: """
            A stance is agree, nuance (right as far as it goes), disagree, or new (something else to look at). \
            Mails with the cycle's token in subject or text file themselves when they are imported; where they do \
            not say plainly what they mean, --answer says it. An answer without --finding is about all of them.

            Examples:

              rir cycle respond c-7f3k9 agree --group commissioners
              rir cycle respond c-7f3k9 disagree "Only in two practices." --handle SP66 --finding open-door
              rir cycle respond c-7f3k9 nuance --answer 3
            """
    )

    @OptionGroup package var name: CycleArgument

    @Argument(help: ArgumentHelp("agree, nuance, disagree or new.", valueName: "stance"))
    package var stance: Cycle.Stance

    @Argument(help: ArgumentHelp("What was said.", valueName: "text"))
    package var text: [String] = []

    @Option(help: ArgumentHelp("Which finding, by its name or number.", valueName: "finding"))
    package var finding: String?

    @Option(help: ArgumentHelp("The stakeholder group it comes from.", valueName: "group"))
    package var group: String?

    @Option(help: ArgumentHelp("Whose it is.", valueName: "handle"))
    package var handle: Handle?

    @Option(help: ArgumentHelp("The record that holds it.", valueName: "id"))
    package var record: String?

    @Option(help: ArgumentHelp("The number of an answer that is there already.", valueName: "number"))
    package var answer: Int?

    @Flag(help: "You have looked: what may look like a name in it is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if answer != nil, !text.isEmpty || handle != nil || record != nil {
            throw ValidationError("Of an answer that is there only stance, --finding and --group are said.")
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        var draft = ResponseDraft(
            response: answer, stance: stance, text: text.isEmpty ? nil : text.joined(separator: " "))
        (draft.finding, draft.group, draft.handle, draft.record) = (finding, group, handle, record)
        draft.cleared = cleared ? true : nil
        let view = try session.studyClient().respond(draft, to: name.cycle)
        try session.console.result(view) {
            ["Answer \(answer ?? view.responses.count) of \(view.id): \(stance.rawValue)."]
        }
        return .done
    }
}

/// `rir cycle decide`: what becomes of a finding.
package struct CycleDecide: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Decide what becomes of a finding: keep, revise or drop it.",
        discussion: """
            The audience is told the reason. 'revise' makes the finding's next version, whose history names the \
            answers that caused it. When another answer comes afterwards, the finding is to be decided again.

            Examples:

              rir cycle decide c-7f3k9 keep --reason "Nobody saw it otherwise."
              rir cycle decide c-7f3k9 revise --finding 2 --statement "In two practices …" --reason "SP66 is right."
            """
    )

    @OptionGroup package var name: CycleArgument

    @Argument(help: ArgumentHelp("keep, revise or drop.", valueName: "outcome"))
    package var outcome: Cycle.Outcome

    @Option(
        help: ArgumentHelp(
            "Which finding, by its name or number; needed where there are several.", valueName: "finding"))
    package var finding: String?

    @Option(help: ArgumentHelp("Why; the audience is told.", valueName: "text"))
    package var reason: String

    @Option(help: ArgumentHelp("With revise: what it says from now on.", valueName: "text"))
    package var statement: String?

    @Flag(help: "You have looked: what may look like a name in it is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if (outcome == .revise) != (statement != nil) {
            throw ValidationError("Give --statement with revise, and with nothing else.")
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let view = try session.studyClient().decide(
            CycleOrder(
                finding: finding, outcome: outcome, reason: reason, statement: statement,
                cleared: cleared ? true : nil), in: name.cycle)
        try session.console.result(view) {
            let left = view.findings.count { !$0.isDecided }
            let rest = left == 0 ? "every finding is decided" : "\(left.counted("finding")) to go"
            return ["Decided in \(view.id): \(outcome.rawValue); \(rest)."]
        }
        if view.stage == .decided { session.console.note("Tell the audience: rir cycle close \(view.id)") }
        return .done
    }
}
