package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir vault revoke`: stops letting a member open the vault.
package struct VaultRevoke: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Stop letting a member open the vault.",
        discussion: """
            A copy that they made before stays open to them: nothing done here reaches it.

            Examples:

              rir vault revoke r2
              rir vault members
            """
    )

    @Argument(help: ArgumentHelp("The member, such as r2.", valueName: "member"))
    package var member: MemberID

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().revokeVault(VaultMemberRequest(member: member))
        try session.console.result(reply) { ["\(member.rawValue) can't open this vault any more."] }
        session.console.note("Copies of the vault that they have from before stay open to them.")
        return .done
    }
}
