package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir history`: the versions of a record.
package struct RecordHistory: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "List the versions of a record, oldest first.",
        discussion: """
            Examples:

              rir history 7f3k
              rir show 7f3k --version 1
              rir diff 7f3k 1 3
            """
    )

    @Argument(help: ArgumentHelp("The record: any part of its id that no other has.", valueName: "id"))
    package var record: String

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().history(record)
        let console = session.console
        if console.json {
            try console.result(json: reply)
            return .done
        }
        var table = Table([
            .init("VERSION", alignsRight: true), .init("SAVED"), .init("CHANGE"), .init("BY"),
            .init("REASON", shrinks: true),
        ])
        table.rows = reply.versions.map {
            [
                String($0.version), Clock.text($0.at), $0.change.rawValue, $0.by.rawValue,
                VisibleText.line($0.reason ?? ""),
            ]
        }
        console.result(table)
        return .done
    }
}
