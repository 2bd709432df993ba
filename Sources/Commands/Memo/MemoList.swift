package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// The options that say which memos are meant.
package struct MemoFilterOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only memos of this kind; may be repeated.", valueName: "kind"))
    package var kind: [Memo.Kind] = []

    @Option(help: ArgumentHelp("Only memos linked to this record, or to words of it.", valueName: "id"))
    package var record: String?

    @Option(
        help: ArgumentHelp(
            "Only memos linked to this code or one below it; may be repeated.", valueName: "code"))
    package var code: [String] = []

    @Option(
        name: .customLong("case"),
        help: ArgumentHelp("Only memos linked to this case, such as SP66.", valueName: "case"))
    package var caseID: String?

    @Option(help: ArgumentHelp("Only this member's.", valueName: "member"))
    package var writer: MemberID?

    @Option(
        help: ArgumentHelp(
            "Only memos written on this day or later: 2020-04-15, 2020-04, 2020, today, yesterday.",
            valueName: "date"))
    package var from: Period?

    @Option(help: ArgumentHelp("Only memos written on this day or earlier.", valueName: "date"))
    package var to: Period?

    @Flag(name: .customLong("private"), help: "Only your own private ones; needs the vault open.")
    package var isPrivate = false

    @Option(help: ArgumentHelp("Show at most this many.", valueName: "count"))
    package var limit: Int = 50

    @Flag(help: "Show all of them.")
    package var all = false

    package init() {}

    package func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be at least 1.") }
    }

    /// The filter these options stand for.
    func filter(_ session: Session, text: String?) throws(StudyError) -> MemoFilter {
        var filter = MemoFilter()
        filter.kinds = kind
        filter.record = record
        filter.codes = code
        filter.case = caseID
        filter.writer = writer
        filter.from = try from?.days(session).first
        filter.to = try to?.days(session).last
        filter.text = text
        filter.isPrivate = isPrivate
        filter.limit = all ? 0 : limit
        return filter
    }
}

/// `rir memo list`: memos, newest first.
package struct MemoList: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List memos, newest first.",
        discussion: """
            Your own private memos are among them while the vault is open, marked as private.

            Examples:

              rir memo list --record 7f3k
              rir memo list --kind method --from 2020-03
              rir memo list --code access --text "hard to tell"
            """
    )

    @OptionGroup package var filter: MemoFilterOptions

    @Option(help: ArgumentHelp("Only memos in which all these words occur.", valueName: "words"))
    package var text: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().memos(try filter.filter(session, text: text))
        let console = session.console
        if console.json {
            try console.result(json: reply)
        } else if text == nil {
            console.result(MemoLines.table(reply.memos))
        } else {
            console.result(reply.memos.flatMap { MemoLines.hit($0, on: console) })
        }
        MemoLines.remarks(on: reply, console)
        return .done
    }
}

/// `rir memo search`: memos by their words.
package struct MemoSearch: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find memos by their words, newest first.",
        discussion: """
            All words must occur in title or text, in any capitals; a part of a word is enough. Matches are \
            marked *so*.

            Examples:

              rir memo search leaflet
              rir memo search open door --code access
            """
    )

    @Argument(help: ArgumentHelp("Words.", valueName: "words"))
    package var words: [String]

    @OptionGroup package var filter: MemoFilterOptions
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let wanted = try filter.filter(session, text: words.joined(separator: " "))
        let reply = try session.studyClient().memos(wanted)
        let console = session.console
        try console.result(reply) { reply.memos.flatMap { MemoLines.hit($0, on: console) } }
        MemoLines.remarks(on: reply, console)
        return .done
    }
}
