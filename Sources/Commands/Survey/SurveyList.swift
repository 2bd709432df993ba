package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir survey list`: the surveys of the study.
package struct SurveyList: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the study's surveys.",
        discussion: """
            Examples:

              rir survey list
              rir survey list --json
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().surveys()
        try session.console.result(reply) {
            reply.surveys.map {
                "\($0.id.rawValue)  \($0.answers.counted("answer"))  \($0.variables.counted("variable"))  "
                    + VisibleText.line($0.title)
            }
        }
        if reply.surveys.isEmpty {
            session.console.note("There is no survey yet; 'rir survey import FILE' brings one.")
        }
        return .done
    }
}

/// `rir survey show`: a survey's variables, or one person's whole answer.
package struct SurveyShow: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a survey's variables with counts, or one whole answer.",
        discussion: """
            Examples:

              rir survey show staff-2021
              rir survey show staff-2021 --answer A7
            """
    )

    @Argument(help: ArgumentHelp("The survey's id.", valueName: "survey"))
    package var survey: String

    @Option(help: ArgumentHelp("One person's answer, by its id.", valueName: "answer"))
    package var answer: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let console = session.console
        if let answer {
            let reply = try client.answer(answer, of: survey)
            try console.result(reply) {
                let who = reply.participant.map { "  \($0.rawValue)" } ?? ""
                return [console.emphasised("\(reply.id)\(who)", on: console.output)]
                    + Pairs.lines(
                        reply.values.map {
                            (
                                VisibleText.line($0.label.isEmpty ? $0.variable : $0.label),
                                VisibleText.line($0.value)
                            )
                        })
            }
            return .done
        }
        let reply = try client.survey(survey)
        try console.result(reply) {
            [VisibleText.line(reply.survey.title) + ": " + reply.survey.answers.counted("answer")]
                + VariableRows.lines(reply.variables, onScreen: console.output.screen != nil)
        }
        return .done
    }
}
