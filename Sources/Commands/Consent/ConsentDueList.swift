package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir consent due`: who is to be asked.
package struct ConsentDueList: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "due",
        abstract: "List whom to ask, again or at all, and records that lack consent.",
        discussion: """
            Nobody who said no is listed: a no is not to be asked again.

            Examples:

              rir consent due
              rir consent due --days 90
              rir consent due --participant SP66
            """
    )

    @Option(
        help: ArgumentHelp(
            "How many days ahead consent that ends is listed; 30 without it.", valueName: "count"))
    package var days: Int?

    @Option(help: ArgumentHelp("Only this participant; may be repeated.", valueName: "handle"))
    package var participant: [Handle] = []

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if let days, !(0...3650).contains(days) { throw ValidationError("--days must be from 0 to 3650.") }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().consentDue(of: participant, within: days)
        let console = session.console
        try console.result(reply) {
            reply.due.map { VisibleText.line($0.sentence) }
                + reply.gaps.map { gap in
                    (gap.record.map { "\($0): " } ?? "") + VisibleText.line(gap.sentence)
                }
        }
        if reply.due.isEmpty, reply.gaps.isEmpty { console.note("Nobody is to be asked.") }
        ConsentHints.tell(
            ConsentGap.commands(for: reply.gaps.filter { $0.why != .withdrawn }), on: console)
        if reply.gaps.contains(where: { $0.why == .withdrawn }) {
            console.note(
                "Who withdrew is not asked again: take out what is left of their words with 'rir edit', and their handle with --participant."
            )
        }
        return .done
    }
}

/// Commands that would record consent, for people to copy once it was given.
enum ConsentHints {
    private static let listed = 20

    static func tell(_ commands: [String], on console: Console) {
        guard !commands.isEmpty else { return }
        console.note("Where they have agreed, record it:")
        for command in commands.prefix(listed) { console.note("  \(VisibleText.line(command))") }
        if commands.count > listed {
            console.note("  … and \((commands.count - listed).grouped) more; --json has them all.")
        }
    }
}
