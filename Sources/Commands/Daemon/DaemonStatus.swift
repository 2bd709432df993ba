package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir daemon status`.
package struct DaemonStatus: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show whether the daemon runs, and what it holds open.",
        discussion: """
            The status is 12 when it does not run.

            Examples:

              rir daemon status
              rir daemon status --json
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.client(startsDaemon: false).daemonStatus()
        try session.console.result(reply) {
            var pairs = [
                ("Process", String(reply.pid)), ("Version", "\(reply.version), interface \(reply.api)"),
                ("Started", "\(Clock.text(reply.startedAt)) by \(reply.startedBy)"),
                ("Ends", reply.idleStop.map { "after \($0) s without a request" } ?? "when told to"),
                ("Memory", "\((reply.resident / (1024 * 1024)).grouped) MiB"), ("Socket", reply.socket),
                ("Log", reply.log),
            ]
            pairs += reply.studies.map { ("Study", VisibleText.line($0)) }
            return ["The daemon is running."] + Pairs.lines(pairs)
        }
        return .done
    }
}
