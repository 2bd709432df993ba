package import ArgumentParser

/// `rir audit`: what the study's trail says to somebody from outside.
package struct Audits: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Show the study's trail to somebody from outside.",
        discussion: """
            Examples:

              rir audit report --out audit.html
              rir audit report --out audit.pdf --until 2020-12-31
            """,
        subcommands: [AuditReporting.self]
    )

    package init() {}
}
