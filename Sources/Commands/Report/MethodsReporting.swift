package import ArgumentParser
package import Reports
import StudyAPI
import StudyClient
package import StudyModel

extension ReportingChecklist: ExpressibleByArgument {}

/// `rir report methods`: the counts of a methods section.
package struct MethodsReporting: StudyCommand {
    package enum Format: String, ExpressibleByArgument, CaseIterable, Sendable {
        case md, html
    }

    package static let configuration = CommandConfiguration(
        commandName: "methods",
        abstract: "Count what a methods section needs: sources, people, coding, agreement, consent.",
        discussion: """
            Sources by kind, participants by what they are described by, surveys with the tables that \
            study.yaml declares, codebook and coders, rounds with agreement, memos, consent; then a list of \
            what a paper has to report, filled in as far as the study says, and what is left for you to write. \
            Answers of so few that people could be told from them are not shown (policies: small-cells).

            Examples:

              rir report methods
              rir report methods --checklist srqr
              rir report methods --no-checklist --format html > methods.html
            """
    )

    @Option(help: ArgumentHelp("What a paper has to report: coreq or srqr.", valueName: "list"))
    package var checklist: ReportingChecklist = .coreq

    @Flag(name: .customLong("no-checklist"), help: "Leave the list out.")
    package var leavesOutChecklist = false

    @Option(help: ArgumentHelp("md or html.", valueName: "format"))
    package var format: Format = .md

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let report = try session.studyClient().methodsReport()
        let console = session.console
        if console.json {
            try console.result(json: report)
            return .done
        }
        let document = MethodsDocument(report, checklist: leavesOutChecklist ? nil : checklist)
        console.output.write(format == .md ? document.markdown : document.html)
        return .done
    }
}
