package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir survey summary`: a variable of numbers, summed up.
package struct SurveySum: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "summary",
        abstract: "Sum up a variable of numbers, by another or in all.",
        discussion: """
            Groups of 1 to 4 people, and others from which they could be worked out, are not shown (-). Least \
            and greatest are not given: they are single people's answers.

            Examples:

              rir survey summary staff-2021 caseload
              rir survey summary staff-2021 caseload --by site
            """
    )

    @Argument(help: ArgumentHelp("The survey's id.", valueName: "survey"))
    package var survey: String

    @Argument(help: ArgumentHelp("The variable of numbers.", valueName: "variable"))
    package var variable: String

    @Option(help: ArgumentHelp("The variable whose values make the groups.", valueName: "variable"))
    package var by: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().summary(of: variable, by: by, in: survey)
        try session.console.result(reply) {
            var table = Table([
                .init(reply.by ?? ""), .init("n", alignsRight: true), .init("mean", alignsRight: true),
                .init("sd", alignsRight: true), .init("median", alignsRight: true),
            ])
            for group in reply.groups {
                table.rows.append(
                    [VisibleText.line(group.value ?? "all"), group.count?.grouped ?? "-"]
                        + [group.mean, group.deviation, group.median].map(Self.text))
            }
            return table.lines(width: nil, showsTitles: true)
        }
        return .done
    }

    /// Two places behind the point.
    private static func text(_ number: Double?) -> String {
        guard let number else { return "-" }
        let hundredths = Int((number.magnitude * 100).rounded())
        let sign = number < 0 && hundredths > 0 ? "-" : ""
        return "\(sign)\((hundredths / 100).grouped).\((hundredths % 100).padded(to: 2))"
    }
}
