package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir list`: the records, newest first.
package struct RecordList: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List records, newest first.",
        discussion: """
            On a terminal the id is shortened to the part that you type; in a pipe it is whole, and there is \
            one line per record and no title line.

            Examples:

              rir list --kind interview --participant SP66
              rir list --from 2020-03 --to 2020-06 --all
              rir list --text "waiting list" --json
            """
    )

    @OptionGroup package var filter: FilterOptions

    @Option(help: ArgumentHelp("Only records that hold these words.", valueName: "words"))
    package var text: String?

    @Option(help: ArgumentHelp("Show at most this many.", valueName: "count"))
    package var limit: Int = 50

    @Flag(help: "Show all of them.")
    package var all = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be at least 1.") }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        var wanted = try filter.filter(session)
        wanted.text = text
        wanted.limit = all ? 0 : limit
        let reply = try session.studyClient().records(wanted)
        let console = session.console
        if console.json {
            try console.result(json: reply)
            return .done
        }
        console.result(RecordRows.table(reply.records, onScreen: console.output.screen != nil))
        let more = reply.total - reply.records.count
        if reply.total == 0 {
            console.note("There is no such record.")
        } else if more > 0 {
            console.note("\(more.grouped) more; --all shows them.")
        }
        return .done
    }
}
