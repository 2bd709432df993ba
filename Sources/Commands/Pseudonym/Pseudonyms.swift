package import ArgumentParser

/// `rir pseudonym`: the key table.
package struct Pseudonyms: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "pseudonym",
        abstract: "Say which handle stands for which name.",
        discussion: """
            The key table holds real names, nicknames, spellings and addresses, and what is written instead: \
            a participant's handle, or a label such as [place A]. It is in the vault only, which must be open.

            Examples:

              rir pseudonym add SP66
              rir pseudonym list
              rir pseudonym remove
            """,
        subcommands: [PseudonymAdd.self, PseudonymList.self, PseudonymRemove.self]
    )

    package init() {}
}
