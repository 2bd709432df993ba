package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir vault passphrase`: protects the identity file.
package struct VaultPassphrase: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "passphrase",
        abstract: "Set, change or remove the passphrase of your identity.",
        discussion: """
            The identity file opens the vaults of all studies you work in. With a passphrase, whoever takes \
            the file can't use it. The passphrase is asked for at the terminal, a new one twice, and nothing \
            you type is shown. Nobody can bring back a passphrase that is forgotten.

            Examples:

              rir vault passphrase
              rir vault passphrase --remove
              rir vault passphrase --passphrase-file old.txt --new-passphrase-file new.txt
            """
    )

    @Flag(help: "Remove it: from then on the file alone opens the vault.")
    package var remove = false

    @Option(
        help: ArgumentHelp(
            "A file whose first line is the passphrase that holds; '-' is standard input.",
            valueName: "file"),
        completion: .file())
    package var passphraseFile: String?

    @Option(
        help: ArgumentHelp(
            "A file whose first line is the new passphrase; '-' is standard input.", valueName: "file"),
        completion: .file())
    package var newPassphraseFile: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if remove, newPassphraseFile != nil {
            throw ValidationError("Give --remove or --new-passphrase-file, not both.")
        }
        if passphraseFile == "-", newPassphraseFile == "-" {
            throw ValidationError("Only one of the two can come from standard input.")
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let console = session.console
        let before = try client.vault()
        if remove, !before.hasPassphrase {
            try console.result(before) { ["There is no passphrase to remove."] }
            return .done
        }
        let current = before.hasPassphrase ? try Passphrase.current(file: passphraseFile, session) : nil
        let new = remove ? nil : try Passphrase.new(file: newPassphraseFile, session)
        let reply = try client.changePassphrase(PassphraseRequest(current: current, new: new))
        try console.result(reply) {
            switch (before.hasPassphrase, reply.hasPassphrase) {
            case (_, false): ["The passphrase is removed."]
            case (false, true): ["The passphrase is set."]
            case (true, true): ["The passphrase is changed."]
            }
        }
        if reply.hasPassphrase {
            console.note("Keep it where you find it again: nobody can open the vault without it.")
        } else {
            console.note(
                "Whoever can read the identity file now opens the vault: \(VaultText.identity(reply))")
        }
        return .done
    }
}
