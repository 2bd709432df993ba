package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// `rir daemon stop`.
package struct DaemonStop: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "stop",
        abstract: "End the daemon, once it has finished what it acknowledged.",
        discussion: """
            Returns when the process has ended. The status is 12 when none runs.

            Examples:

              rir daemon stop
              rir daemon stop --json
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    private struct Reply: Encodable {
        var pid: Int
        var stopped: Bool
    }

    /// Milliseconds until an end that does not come is a failure.
    private static let patience = 30_000

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.client(startsDaemon: false)
        let process = try client.daemonStatus().pid
        try client.stopDaemon()
        let deadline = Clock.milliseconds() + Self.patience
        while Self.runs(process) {
            guard Clock.milliseconds() < deadline else {
                throw StudyError(
                    .timeout,
                    "The daemon, process \(process), has not ended after \(Self.patience / 1000) seconds.",
                    hint: "Look at 'rir daemon log'.")
            }
            usleep(5_000)
        }
        try session.console.result(Reply(pid: process, stopped: true)) {
            ["The daemon, process \(process), has ended."]
        }
        return .done
    }

    /// Whether a process still does anything; one that nobody has waited for yet does not.
    private static func runs(_ process: Int) -> Bool {
        guard let number = pid_t(exactly: process), kill(number, 0) == 0 || errno == EPERM else {
            return false
        }
        guard let (bytes, _) = try? SourceBytes.read("/proc/\(process)/stat") else { return true }
        let state = String(decoding: bytes, as: UTF8.self).split(separator: ") ").last?.first
        return state != "Z" && state != "X"
    }
}
