package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir vault members`: who may open the vault.
package struct VaultMembers: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "members",
        abstract: "List who may open the vault.",
        discussion: """
            Each member is known by a recipient, 'age1...', which seals for them and which anybody may see.

            Examples:

              rir vault members
              rir vault members --json
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().vault()
        let console = session.console
        if console.json {
            try console.result(json: reply)
        } else {
            console.result(VaultMemberRows.table(reply.members))
        }
        return .done
    }
}

/// Members of a vault as a table shows them.
enum VaultMemberRows {
    static func table(_ members: [VaultReply.Member]) -> Table {
        var table = Table([.init("MEMBER"), .init("RECIPIENT"), .init("")])
        for member in members {
            table.rows.append([member.member.rawValue, member.recipient, member.isSelf ? "you" : ""])
        }
        return table
    }
}
