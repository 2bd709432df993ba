package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir vault lock`: closes the vault.
package struct VaultLock: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "lock",
        abstract: "Close the vault.",
        discussion: """
            What comes in from now on is sealed and waits in the inbox until the vault is open again.

            Examples:

              rir vault lock
              rir vault lock --json
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().lockVault()
        try session.console.result(reply) { [VaultText.state(reply)] }
        return .done
    }
}
