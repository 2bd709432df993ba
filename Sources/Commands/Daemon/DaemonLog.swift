package import ArgumentParser
import StudyClient
package import StudyModel

/// `rir daemon log`.
package struct DaemonLog: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Print the end of the daemon's log.",
        discussion: """
            The log holds ids, numbers and times, never the text of a record or a name.

            Examples:

              rir daemon log
              rir daemon log --lines 200
            """
    )

    @Option(help: ArgumentHelp("How many lines, from the end.", valueName: "count"))
    package var lines: Int = 50

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if lines < 1 { throw ValidationError("--lines must be at least 1.") }
    }

    private struct Reply: Encodable {
        var log: String
        var lines: [String]
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        guard let path = session.log, Paths.kind(of: path) == .file else {
            throw StudyError(
                .daemonNotRunning, "There is no log yet\(session.log.map { " at '\($0)'" } ?? "").",
                hint: "The daemon writes one as soon as it runs.")
        }
        let (bytes, _) = try SourceBytes.read(path)
        let all = bytes.split(separator: UInt8(ascii: "\n"))
        let last = all.suffix(lines).map { VisibleText.escape(String(decoding: $0, as: UTF8.self)) }
        try session.console.result(Reply(log: path, lines: last)) { last }
        return .done
    }
}
