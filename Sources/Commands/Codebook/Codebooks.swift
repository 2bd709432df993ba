package import ArgumentParser

/// `rir codebook`: the coding frame.
package struct Codebooks: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "codebook",
        abstract: "The coding frame: codes, what they mean, and how they came to be so.",
        discussion: """
            A code is named by its path, such as pathway/access/open, by the end of it (access/open), or by its \
            name where no other code has it. Every change is kept with its reason. When what a code means is \
            changed, codings made before are listed as outdated: 'rir code review' walks through them.

            Examples:

              rir codebook show
              rir codebook add "Self-referral" --parent access --definition "People come by themselves."
              rir codebook merge outreach --into access/open --reason "coders could not tell them apart"
            """,
        subcommands: [
            CodebookShow.self, CodebookAdd.self, CodebookEdit.self, CodebookRename.self, CodebookMove.self,
            CodebookMerge.self, CodebookSplit.self, CodebookRetire.self, CodebookRestore.self,
            CodebookDiff.self, CodebookHistory.self, CodebookMap.self, CodebookImport.self,
            CodebookExport.self,
        ]
    )

    package init() {}
}
