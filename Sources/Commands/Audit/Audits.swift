package import ArgumentParser

/// `rir audit`: what the logs say, whether they can be trusted, and what a stranger needs to check a study.
package struct Audits: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "See what the logs say, hand out checkpoints, give the trail to somebody from outside.",
        discussion: """
            Every device keeps a log of what was done on it, without a word of the texts. A checkpoint is a few \
            lines that pin what a log was; whoever outside keeps one can tell later whether anything before it \
            was changed. The report is the page a reviewer opens first; the export is the study with everything \
            that it takes to check it.

            Examples:

              rir audit log --since 2020-04-01 --actor r2
              rir audit show 7f3k
              rir audit checkpoint --to "Ethics office"
              rir audit verify --against mail.eml
              rir audit report --out audit.html
              rir audit export --out ../audit-2026-11
            """,
        subcommands: [
            AuditLogging.self, AuditShowing.self, AuditCheckpointing.self, AuditVerifying.self,
            AuditReporting.self, AuditExport.self,
        ]
    )

    package init() {}
}
