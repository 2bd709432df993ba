package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir vault unlock`: lets the vault be read.
package struct VaultUnlock: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "unlock",
        abstract: "Open the vault, and take in what waited only for that.",
        discussion: """
            The passphrase is asked for at the terminal, if there is one; nothing you type is shown. The \
            vault stays open until the time is over, until 'rir vault lock', or until the daemon ends.

            Examples:

              rir vault unlock
              rir vault unlock --for 2h
              rir vault unlock --passphrase-file ~/.config/rir/passphrase
            """
    )

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp(
            "How long it stays open, such as 30 (minutes) or 2h; while the daemon runs without it.",
            valueName: "time"))
    package var time: Minutes?

    @Option(
        help: ArgumentHelp(
            "A file whose first line is the passphrase; '-' is standard input.", valueName: "file"),
        completion: .file())
    package var passphraseFile: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    /// How often a person may mistype.
    private static let tries = 3

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let reply = try unlock(client, session)
        try session.console.result(reply) { [VaultText.state(reply)] }
        VaultText.tellWaiting(reply, on: session.console)
        return .done
    }

    private func unlock(_ client: StudyClient, _ session: Session) throws(StudyError) -> VaultReply {
        guard try client.vault().hasPassphrase else {
            return try client.unlockVault(UnlockRequest(minutes: time?.count))
        }
        var left = passphraseFile == nil ? Self.tries : 1
        while true {
            left -= 1
            let passphrase = try Passphrase.current(file: passphraseFile, session)
            do throws(StudyError) {
                return try client.unlockVault(UnlockRequest(passphrase: passphrase, minutes: time?.count))
            } catch {
                guard error.code == .vaultPassphrase, left > 0 else { throw error }
                session.console.note("That is not the passphrase; try again.")
            }
        }
    }
}
