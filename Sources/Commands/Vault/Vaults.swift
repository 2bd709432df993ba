package import ArgumentParser

/// `rir vault`: real names, originals and evidence, sealed.
package struct Vaults: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "vault",
        abstract: "Look at the vault, open and close it, copy it.",
        discussion: """
            The vault keeps what must never be in git: real names and what stands for them, sources as they \
            came, signed forms. It is a folder of files sealed with age, which only the members' identity \
            files open. What comes in can be sealed while the vault is locked; to put handles in the place \
            of names it must be open.

            Examples:

              rir vault
              rir vault unlock --for 2h
              rir vault export /media/stick/vault
            """,
        subcommands: [
            VaultShow.self, VaultUnlock.self, VaultLock.self, VaultPassphrase.self, VaultMembers.self,
            VaultGrant.self, VaultRevoke.self, VaultCheck.self, VaultExport.self, VaultRestore.self,
        ],
        defaultSubcommand: VaultShow.self
    )

    package init() {}
}
