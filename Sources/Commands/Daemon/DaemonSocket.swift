package import ArgumentParser
import StudyClient
package import StudyModel

/// `rir socket`.
package struct DaemonSocket: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "socket",
        abstract: "Print the path of the daemon's socket.",
        discussion: """
            Everything 'rir' does, other programs can do over this socket; the interface is described at \
            /v1/openapi.json.

            Examples:

              curl --unix-socket "$(rir socket)" http://rir/v1/records
              rir socket --json
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    private struct Reply: Encodable { var socket: String }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let path = try session.socket()
        try session.console.result(Reply(socket: path)) { [path] }
        return .done
    }
}
