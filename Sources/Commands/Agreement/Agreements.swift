package import ArgumentParser

/// `rir agreement`: how far coders agree.
package struct Agreements: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "agreement",
        abstract: "How far coders agree, with intervals.",
        discussion: """
            On a closed round, or on files without a study: ratings of units in a table, or passages that several \
            people coded. Which figure to take, and what to write about it: docs/how-to/which-coefficient.md.

            Examples:

              rir agreement access-1
              rir agreement table ratings.csv
              rir agreement spans coded.jsonl --format html > agreement.html
            """,
        subcommands: [AgreementRound.self, AgreementTable.self, AgreementSpans.self],
        defaultSubcommand: AgreementRound.self
    )

    package init() {}
}
