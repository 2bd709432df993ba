package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir pseudonym list`: the key table, names and all.
package struct PseudonymList: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Print the key table, with real names.",
        discussion: """
            Look round before you run it. The vault must be open.

            Examples:

              rir pseudonym list
              rir pseudonym list --never
            """
    )

    @Flag(help: "Print instead the words that are never a name in this study.")
    package var never = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().pseudonyms()
        try Self.show(reply, never: never, on: session.console)
        return .done
    }

    static func show(_ reply: PseudonymsReply, never: Bool, on console: Console) throws(StudyError) {
        if console.json { return try console.result(json: reply) }
        if never { return console.result(reply.never.map(VisibleText.line)) }
        var table = Table([
            .init("HANDLE"), .init("KIND"), .init("NAME", shrinks: true), .init("ALSO", shrinks: true),
        ])
        for entry in reply.entries {
            table.rows.append([
                entry.handle, entry.kind, VisibleText.line(entry.name),
                entry.also.map(VisibleText.line).joined(separator: ", "),
            ])
        }
        console.result(table)
        if reply.entries.isEmpty { console.note("The key table is empty. Next: rir pseudonym add SP66") }
        if !reply.never.isEmpty {
            console.note("\(reply.never.count.counted("word")) never taken for a name; --never lists them.")
        }
    }
}
