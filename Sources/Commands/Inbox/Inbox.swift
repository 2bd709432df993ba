package import ArgumentParser

/// `rir inbox`: what waits until a person has looked for names.
package struct Inbox: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "inbox",
        abstract: "See what waits because somebody may be named in it, and decide.",
        discussion: """
            Known names are replaced as a text comes in. Where other words may be names, the text waits \
            here, sealed, until a person has decided about each; 'rir clear' then takes it in. Nothing that \
            waits is in git, in the search or in an analysis.

            Examples:

              rir inbox
              rir inbox 7f3k
              rir inbox discard 7f3k
            """,
        subcommands: [InboxList.self, InboxReview.self, InboxDiscard.self],
        defaultSubcommand: InboxReview.self
    )

    package init() {}
}
