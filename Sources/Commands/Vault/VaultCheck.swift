package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir vault check`: opens every sealed file.
package struct VaultCheck: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Open every sealed file of the vault and compare it with the log.",
        discussion: """
            Changes nothing. The vault must be open. The status is 1 when something is not as it should be.

            Examples:

              rir vault check
              rir vault check --json
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().checkVault()
        try session.console.result(reply) { Self.lines(reply) }
        return reply.findings.isEmpty ? .done : .failed
    }

    /// One line for each finding, then one of totals.
    static func lines(_ reply: VaultCheckReply) -> [String] {
        let read = "\(reply.files.counted("sealed file")), \(ByteCount.text(reply.bytes))"
        let last =
            reply.findings.isEmpty
            ? "All of the vault is as it should be: \(read)."
            : "\(reply.findings.count.counted("finding")) in \(read)."
        let others = reply.others.map {
            [
                "\($0.counted("private file")) of other members, which only they can open, "
                    + "\($0 == 1 ? "was" : "were") not looked into."
            ]
        }
        return reply.findings.map { "\($0.code): \(VisibleText.line($0.message))" } + (others ?? []) + [last]
    }
}

/// Amounts of bytes as people read them.
enum ByteCount {
    /// Such as `812 bytes`, `34 KiB`, `1,204 MiB`.
    static func text(_ count: Int) -> String {
        if count < 1024 { return count.counted("byte") }
        if count < 1024 * 1024 { return "\((count / 1024).grouped) KiB" }
        return "\((count / (1024 * 1024)).grouped) MiB"
    }
}
