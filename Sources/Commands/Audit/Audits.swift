package import ArgumentParser

/// `rir audit`: what a stranger needs to check a study.
package struct Audits: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Give a study to whoever has to check it.",
        discussion: """
            Examples:

              rir audit export --out ../audit-2026-11
            """,
        subcommands: [AuditExport.self]
    )

    package init() {}
}
