package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir retention close`: the end of a study.
package struct RetentionClose: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Write down when the study ended, from which retention counts.",
        discussion: """
            Whatever somebody should still do is listed first, and the study is not closed before it is done, or \
            with --anyway. Closing forbids nothing: late e-mails still come in, participants still withdraw, and \
            the day can be changed by closing again. Only a lead can do it.

            Examples:

              rir retention close --dry-run
              rir retention close --on 2021-06-30
            """
    )

    @Option(help: ArgumentHelp("The day on which it ended; today without it.", valueName: "day"))
    package var on: Period?

    @Flag(help: "Also where something is unfinished.")
    package var anyway = false

    @Flag(help: "Only list what is unfinished.")
    package var dryRun = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let outcome = try session.studyClient().close(
            ClosingRequest(
                on: try on?.days(session).first, anyway: anyway ? true : nil, dryRun: dryRun ? true : nil))
        try session.console.result(outcome) { Self.lines(outcome) }
        return .done
    }

    private static func lines(_ outcome: ClosingOutcome) -> [String] {
        var lines = outcome.unfinished.map { "- \(VisibleText.line($0))" }
        guard let retention = outcome.retention else {
            if lines.isEmpty { lines = ["Nothing is unfinished."] }
            return lines
        }
        lines.append("The study ended on \(outcome.ended.rawValue).")
        for one in retention.classes where one.state != .empty {
            let until = one.until.map { "kept until \($0.rawValue)" } ?? "no rule"
            lines.append("  \(one.class.rawValue): \(one.state == .due ? "due now" : until)")
        }
        return lines
    }
}

/// `rir retention archive`: the whole study for the archive of its institution.
package struct RetentionArchive: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "archive",
        abstract: "Write the whole study for the archive of its institution.",
        discussion: """
            The archive is a new folder: the study's files as they stand, its whole history with the signed logs \
            as one file that git opens, the report, and a program that checks it. It also holds what participants have not \
            agreed to share, so it is for the institution that answers for the study. The vault is not in it. \
            Every version of everything is looked through for known names first; where one stands, nothing is \
            written.

            Examples:

              rir retention archive --out ../archive-2021
            """
    )

    @Option(help: ArgumentHelp("A new or empty folder.", valueName: "dir"), completion: .directory)
    package var out: String

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let target = Paths.settled(session.absolute(out))
        try NewFolder.requireFree(target)
        let reply = try session.studyClient().studyArchive()
        let files = try reply.decoded()
        try NewFolder.write(files, to: target)
        let written = AuditExport.Written(reply, files, at: target)
        try session.console.result(written) {
            var lines = [
                "Wrote \(VisibleText.line(target)): \(written.files.counted("file")), \(ByteCount.text(written.bytes)).",
                "It holds \(written.records.counted("record")) with all their versions, and \(written.leaves.counted("entry", plural: "entries")) of the logs.",
            ]
            if let names = written.names, names > 0 {
                lines.append("None of \(names.counted("known name")) stands in it, in any version.")
            }
            lines.append("ARCHIVE.md in it says what lies where and how to check it.")
            return lines
        }
        reply.remarks.forEach { session.console.note("note: \(VisibleText.line($0))") }
        return .done
    }
}
