package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir codebook history`: how the frame came to be.
package struct CodebookHistory: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "List every state of the coding frame: when, who, why, what changed.",
        discussion: """
            Examples:

              rir codebook history
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().codebookHistory()
        let console = session.console
        try console.result(reply) {
            reply.versions.flatMap { version in
                let operation = version.operation
                let undone = operation.undoneBy == nil ? "" : "  (taken back)"
                let head =
                    "\(version.number)  \(version.digest.prefix(12))  \(Clock.text(operation.at))  \(operation.by.rawValue)\(undone)"
                let reason = operation.reason.map { ["    \(VisibleText.line($0))"] } ?? []
                let shown = version.differences.prefix(Self.mostShown).map {
                    "    \($0.kinds.map(\.rawValue).joined(separator: ", ")): \($0.path)"
                }
                let rest = version.differences.count - shown.count
                return [console.emphasised(head, on: console.output)] + reason + shown
                    + (rest > 0 ? ["    and \(rest.counted("code")) more"] : [])
            }
        }
        if reply.versions.isEmpty { console.note("The coding frame has no history yet.") }
        return .done
    }

    private static let mostShown = 8
}

/// `rir codebook diff`: two states of the frame.
package struct CodebookDiff: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compare two states of the coding frame.",
        discussion: """
            A state is a number or a digest of 'rir codebook history', a day, or 'now'. Without any, the last \
            change is shown.

            Examples:

              rir codebook diff
              rir codebook diff 3 now
              rir codebook diff 2020-06-30 now
            """
    )

    @Argument(help: ArgumentHelp("The earlier state.", valueName: "from"))
    package var from: String?

    @Argument(help: ArgumentHelp("The later state; now without it.", valueName: "to"))
    package var to: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().codebookDiff(
            from: try state(from, session), to: try state(to, session))
        try session.console.result(reply) { reply.differences.flatMap { CodebookText.lines(of: $0) } }
        if reply.differences.isEmpty { session.console.note("Nothing differs.") }
        return .done
    }

    /// A day becomes its last second where the person is.
    private func state(_ text: String?, _ session: Session) throws(StudyError) -> String? {
        guard let text, let day = CalendarDay(rawValue: text),
            let seconds = Clock.seconds(of: day, at: "23:59:59")
        else { return text }
        return Timestamp(secondsSinceEpoch: seconds).rawValue
    }
}
