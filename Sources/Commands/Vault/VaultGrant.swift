package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir vault grant`: lets another member open the vault.
package struct VaultGrant: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Let another member open the vault.",
        discussion: """
            They can then read every real name and every original. Their recipient, 'age1...', is what \
            'rir vault show' prints for them; have them read it to you, as a changed one lets in somebody \
            else. The vault itself travels by 'rir vault export', never by git.

            Examples:

              rir vault grant r2 age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p
              rir vault members
            """
    )

    @Argument(help: ArgumentHelp("The member, such as r2.", valueName: "member"))
    package var member: MemberID

    @Argument(help: ArgumentHelp("Their recipient, which begins with age1.", valueName: "recipient"))
    package var recipient: String

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if recipient.uppercased().hasPrefix("AGE-SECRET-KEY-") {
            throw ValidationError("That is a secret identity. Give the recipient, which begins with age1.")
        }
        if !recipient.hasPrefix("age1") {
            throw ValidationError("A recipient begins with age1: 'rir vault show' prints it for the member.")
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().grantVault(
            VaultMemberRequest(member: member, recipient: recipient))
        try session.console.result(reply) { ["\(member.rawValue) can open the vault now."] }
        session.console.note("They need a copy of it: rir vault export DIR")
        return .done
    }
}
