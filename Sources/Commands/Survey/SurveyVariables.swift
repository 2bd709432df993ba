package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir survey variables`: the codebook of a survey's variables.
package struct SurveyVariables: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "variables",
        abstract: "Print a survey's codebook of variables, or change it.",
        discussion: """
            The codebook says for each variable its label, its type, its values with their labels, and which \
            values stand for no answer. --edit opens it in your editor; --from takes it from a file. Names and \
            their order stay.

            Examples:

              rir survey variables staff-2021
              rir survey variables staff-2021 --edit --reason "labels of the Likert scale"
              rir survey variables staff-2021 --from staff-2021.yaml
            """
    )

    @Argument(help: ArgumentHelp("The survey's id.", valueName: "survey"))
    package var survey: String

    @Flag(help: "Change it in your editor.")
    package var edit = false

    @Option(
        help: ArgumentHelp("Take it from a file; '-' is standard input.", valueName: "file"),
        completion: .file())
    package var from: String?

    @Option(help: ArgumentHelp("Why; kept in the history.", valueName: "reason"))
    package var reason: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if edit, from != nil { throw ValidationError("Give --edit or --from, not both.") }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        if edit { return try change(client, session) }
        if let from {
            let bytes =
                from == "-"
                ? try SourceBytes.read(session.surroundings.input, named: "standard input")
                : try SourceBytes.read(session.absolute(from)).bytes
            return try save(String(decoding: bytes, as: UTF8.self), client, session)
        }
        let reply = try client.survey(survey)
        try session.console.result(reply) {
            reply.codebook.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
                VisibleText.line(String($0))
            }
        }
        return .done
    }

    private func change(_ client: StudyClient, _ session: Session) throws(StudyError) -> ExitStatus {
        let before = try client.survey(survey).codebook
        let draft = try DraftFile(study: try session.study(), name: "variables-\(survey)", text: before)
        do throws(StudyError) {
            let environment = session.surroundings.environment
            try Editor(environment: environment).edit(draft.path, environment: environment)
            let status = try save(try draft.text(), client, session)
            draft.remove()
            return status
        } catch {
            throw error.keeping(draft.path, again: "rir survey variables \(survey) --from")
        }
    }

    private func save(_ text: String, _ client: StudyClient, _ session: Session) throws(StudyError)
        -> ExitStatus
    {
        let reply = try client.setVariables(
            of: survey, SurveyVariablesRequest(codebook: text, reason: reason))
        try session.console.result(reply) { ["Saved the variables of \(reply.survey.id.rawValue)."] }
        let unfitting = reply.variables.filter { $0.counts.unfitting > 0 }
        for variable in unfitting {
            session.console.note(
                "note: \(variable.counts.unfitting.counted("answer")) of \(variable.name) do not fit its type."
            )
        }
        return .done
    }
}
