package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir log`: what was done in the study.
package struct OperationLog: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "List what was done in the study, newest first.",
        discussion: """
            Examples:

              rir log
              rir log --limit 100 --json
            """
    )

    @Option(help: ArgumentHelp("Show at most this many.", valueName: "count"))
    package var limit: Int = 20

    @Flag(help: "Show all of them.")
    package var all = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be at least 1.") }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().operations(limit: all ? 0 : limit)
        let console = session.console
        if console.json {
            try console.result(json: reply)
            return .done
        }
        var table = Table([
            .init("WHEN"), .init("WHAT"), .init("RECORDS", alignsRight: true), .init("BY"), .init("STEP"),
            .init("REMARK", shrinks: true),
        ])
        table.rows = reply.operations.map {
            [
                Clock.text($0.at), $0.act.rawValue, $0.records.grouped, $0.by.rawValue, $0.id.rawValue,
                Self.remark($0),
            ]
        }
        console.result(table)
        let more = reply.total - reply.operations.count
        if more > 0 { console.note("\(more.grouped) more; --all shows them.") }
        return .done
    }

    private static func remark(_ step: OperationSummary) -> String {
        var parts: [String] = []
        if let undoes = step.undoes { parts.append("takes back \(undoes.rawValue)") }
        if step.undoneBy != nil { parts.append("taken back") }
        if let reason = step.reason { parts.append(VisibleText.line(reason)) }
        return parts.joined(separator: "; ")
    }
}
