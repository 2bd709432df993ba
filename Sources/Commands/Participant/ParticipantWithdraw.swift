package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir participant withdraw`: ends what a participant allowed.
package struct ParticipantWithdraw: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Record that a participant withdraws, and do what they want done.",
        discussion: """
            What it would touch is shown first, then you are asked. stop-further-use closes what is held to \
            use; remove-from-analysis takes it out of the analysis too; erase removes it for good and can't \
            be taken back. One purpose alone is withdrawn with 'rir consent withdraw'. No reason is asked for.

            Examples:

              rir participant withdraw SP66 --dry-run
              rir participant withdraw SP66 --option remove-from-analysis --mode written --on yesterday
            """
    )

    @Argument(help: ArgumentHelp("The participant's handle, such as SP66.", valueName: "handle"))
    package var handle: Handle

    @Option(
        help: ArgumentHelp(
            "What becomes of what is held; stop-further-use without it.", valueName: "option"))
    package var option: WithdrawalOption?

    @OptionGroup package var moment: MomentOptions

    @Option(help: ArgumentHelp("How they said it; oral without it.", valueName: "mode"))
    package var mode: ConsentMode?

    @Flag(help: "Show what would be touched, and change nothing.")
    package var dryRun = false

    @Flag(help: "Don't ask.")
    package var yes = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let console = session.console
        var request = WithdrawalRequest(
            option: option ?? .stopFurtherUse, mode: mode ?? .oral, at: try moment.timestamp(session),
            dryRun: true)
        let preview = try client.withdraw(handle, request)
        if dryRun {
            try console.result(preview) { Self.lines(preview) + ["Nothing was changed."] }
            return .done
        }
        for line in Self.lines(preview) { console.note(line) }
        let word = request.option == .erase ? handle.rawValue : nil
        let question = Question(session: session)
        guard try question.confirms("Go on?", isSettled: yes, word: word) else { return .failed }
        request.dryRun = nil
        let reply = try client.withdraw(handle, request)
        try console.result(reply) { reply.receipt?.sentences ?? [] }
        return .done
    }

    private static func lines(_ reply: WithdrawalReply) -> [String] {
        var lines = reply.preview.sentences + reply.records.map { "  \($0)" }
        if let places = reply.places, !places.isEmpty {
            lines.append("In what is not theirs alone, this would be blacked out or taken out:")
            lines += places.flatMap(\.lines).map { "  \(VisibleText.line($0))" }
        }
        return lines
    }
}
