package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir participant list`: all participants.
package struct ParticipantList: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List participants with what they allow.",
        discussion: """
            --names adds real names, for which the vault must be open; look round before you use it.

            Examples:

              rir participant list
              rir participant list --names
            """
    )

    @Flag(help: "Show real names too.")
    package var names = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().participants(names: names)
        let console = session.console
        if console.json {
            try console.result(json: reply)
            return .done
        }
        console.result(table(reply.participants))
        if reply.participants.isEmpty {
            console.note("There is no participant yet. Next: rir participant import people.csv")
        }
        return .done
    }

    private func table(_ participants: [ParticipantHead]) -> Table {
        let name = names ? [Table.Column("NAME", shrinks: true)] : []
        var table = Table(
            [.init("HANDLE")] + name + [
                .init("STATUS"), .init("RECORDS", alignsRight: true), .init("CONSENT"),
                .init("ATTRIBUTES", shrinks: true),
            ])
        for head in participants {
            table.rows.append(
                [head.handle.rawValue] + (names ? [head.name.map(VisibleText.line) ?? "-"] : []) + [
                    head.status.rawValue, head.records.grouped, ParticipantText.consent(head.consent),
                    ParticipantText.attributes(head.attributes),
                ])
        }
        return table
    }
}
