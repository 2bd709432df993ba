package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir diff`: what changed between two versions of a record.
package struct RecordDiff: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show what changed between two versions of a record.",
        discussion: """
            Without versions the last two are compared. 'file' stands for the file in the study's folder, as \
            you left it.

            Examples:

              rir diff 7f3k
              rir diff 7f3k 1 3
              rir diff 7f3k 3 file
            """
    )

    @Argument(help: ArgumentHelp("The record: any part of its id that no other has.", valueName: "id"))
    package var record: String

    @Argument(help: ArgumentHelp("The version to start from.", valueName: "from"))
    package var from: String?

    @Argument(help: ArgumentHelp("The version to end at, or 'file'.", valueName: "to"))
    package var to: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        let isVersion: (String) -> Bool = { Int($0).map { $0 > 0 } ?? false }
        if let from, !isVersion(from) { throw ValidationError("A version is a number from 1 on.") }
        if let to, to != "file", !isVersion(to) {
            throw ValidationError("A version is a number from 1 on, or 'file'.")
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().diff(record, from: from, to: to)
        let console = session.console
        try console.result(reply) { Self.lines(reply.diff, console) }
        if reply.diff.isEmpty { console.note("Nothing differs.") }
        return .done
    }

    private static func lines(_ diff: String, _ console: Console) -> [String] {
        let colours = console.output.screen?.showsColour == true
        return VisibleText.escape(diff).split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard colours else { return String(line) }
            return switch line.first {
            case "+": "\u{1B}[32m\(line)\u{1B}[0m"
            case "-": "\u{1B}[31m\(line)\u{1B}[0m"
            case "@": "\u{1B}[36m\(line)\u{1B}[0m"
            default: String(line)
            }
        }.droppingLastEmpty
    }
}

extension [String] {
    /// Without the empty line that a final line end leaves.
    var droppingLastEmpty: [String] { last?.isEmpty == true ? Array(dropLast()) : self }
}
