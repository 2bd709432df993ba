package import ArgumentParser

/// `rir memo`: what researchers write while working.
package struct Memos: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "memo",
        abstract: "Memos: thoughts, decisions and doubts, linked to what they are about.",
        discussion: """
            A memo has a kind (analytic, method, reflexive, code, case) and can be linked to records, to words \
            of them, to codings, codes and cases. It is its writer's: the team reads it, nobody else changes \
            it. A reflexive memo can be private: it is sealed in the vault and opens to its writer alone. \
            A memo is named by any part of its id that no other has.

            Examples:

              rir memo add --code access "Self-referral and open door are hard to tell apart."
              rir memo list --record 7f3k
              rir memo search leaflet language
            """,
        subcommands: [
            MemoAdd.self, MemoList.self, MemoSearch.self, MemoShow.self, MemoEdit.self, MemoRemove.self,
        ]
    )

    package init() {}
}
