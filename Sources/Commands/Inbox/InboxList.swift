package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir inbox list`: what waits.
package struct InboxList: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List what waits, the longest waiting first.",
        discussion: """
            While the vault is locked, titles and numbers of suspects are not known.

            Examples:

              rir inbox list
              rir inbox --json
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        try Self.show(try session.studyClient().inbox(), on: session.console)
        return .done
    }

    static func show(_ reply: InboxReply, on console: Console) throws(StudyError) {
        if console.json { return try console.result(json: reply) }
        console.result(table(reply.waiting, onScreen: console.output.screen != nil))
        if reply.waiting.isEmpty {
            console.note("Nothing waits.")
        } else if reply.waiting.contains(where: { $0.cause == .locked && $0.suspects == nil }) {
            console.note("Next: rir vault unlock")
        } else {
            console.note("Next: rir inbox ID, with the letters at the end of an id")
        }
    }

    private static func table(_ waiting: [WaitingSource], onScreen: Bool) -> Table {
        let short = onScreen && Set(waiting.map(\.id.suffix)).count == waiting.count
        var table = Table([
            .init("ID"), .init("KIND"), .init("CAUSE"), .init("RECEIVED"),
            .init("SUSPECTS", alignsRight: true), .init("TITLE", shrinks: true),
        ])
        for source in waiting {
            let kind = source.source == .edit ? "change" : source.id.kind
            table.rows.append([
                short ? String(source.id.suffix) : source.id.rawValue, kind, WaitingText.cause(source),
                Clock.text(source.received), source.suspects?.grouped ?? "?",
                source.title.map(VisibleText.line) ?? "",
            ])
        }
        return table
    }
}
