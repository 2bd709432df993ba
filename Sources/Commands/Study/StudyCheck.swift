package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir check`: verifies the whole study.
package struct StudyCheck: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Verify the whole study: every version, its signature, its log entry.",
        discussion: """
            Reads everything and changes nothing. The status is 1 when something is not as it should be.

            Examples:

              rir check
              rir check --json
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let bar = session.progressBar()
        defer { bar.clear() }
        let report = try client.check { event in
            if case .progress(let progress) = event { bar.show(progress) }
        }
        bar.clear()
        let console = session.console
        try console.result(report) {
            report.findings.map { "\($0.code): \(VisibleText.line($0.message))" } + [Self.summary(report)]
        }
        return report.findings.isEmpty ? .done : .failed
    }

    private static func summary(_ report: CheckReport) -> String {
        let read = [
            report.records.counted("record"), report.versions.counted("version"),
            report.commits.counted("commit"),
            report.leaves.counted("log entry", plural: "log entries"),
        ].joined(separator: ", ")
        guard !report.findings.isEmpty else { return "All is as it should be: \(read)." }
        return "\(report.findings.count.counted("finding")) in \(read)."
    }
}
