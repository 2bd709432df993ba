package import ArgumentParser

/// `rir audit`: what the logs say, and whether they can be trusted.
package struct Audits: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "See what the logs say, hand out checkpoints, check everything against them.",
        discussion: """
            Every device keeps a log of what was done on it, without a word of the texts. A checkpoint is a few \
            lines that pin what a log was; whoever outside keeps one can tell later whether anything before it \
            was changed.

            Examples:

              rir audit log --since 2020-04-01 --actor r2
              rir audit show 7f3k
              rir audit checkpoint --to "Ethics office"
              rir audit verify --against mail.eml
            """,
        subcommands: [AuditLogging.self, AuditShowing.self, AuditCheckpointing.self, AuditVerifying.self]
    )

    package init() {}
}
