package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir conflicts`: what joining several people's work could not settle.
package struct Conflicts: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "conflicts",
        abstract: "Show where two people changed the same, with both sides.",
        discussion: """
            One version stands and the other is kept; nothing in a record is marked. Of a question, words that \
            stand are shown as {+so+}, those of the other side as [-so-].

            Examples:

              rir conflicts
              rir conflicts q-7f3k9q2m4x
            """
    )

    @Argument(
        help: ArgumentHelp("The question: its id, or the end of it; all without it.", valueName: "id"))
    package var question: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let console = session.console
        if let question {
            let reply = try client.question(question)
            try console.result(reply) { QuestionText.lines(of: reply, console) }
            console.note(QuestionText.next(reply.question))
            return .done
        }
        let reply = try client.questions()
        if console.json {
            try console.result(json: reply)
            return .done
        }
        console.result(QuestionText.table(reply.questions))
        console.note(
            reply.questions.isEmpty
                ? "No question waits." : "Show both sides: rir conflicts \(reply.questions[0].id)")
        return .done
    }
}

/// `rir resolve`: answers a question.
package struct ConflictResolve: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Answer a question that joining several people's work raised.",
        discussion: """
            --keep says that all is well as it stands now, which you may have changed meanwhile. --other puts \
            the other side in its place: the record gets a new version, and what stood before stays in its \
            history. The answer goes to the team with the next 'rir sync'.

            Examples:

              rir resolve q-7f3k9q2m4x --keep
              rir resolve q-7f3k9q2m4x --other --reason "SP66 confirmed the time"
            """
    )

    @Argument(help: ArgumentHelp("The question: its id, or the end of it.", valueName: "id"))
    package var question: String

    @Flag(help: "What stands now is right.")
    package var keep = false

    @Flag(help: "The other side is right: it is put in place of what stands.")
    package var other = false

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    package var reason: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if keep == other { throw ValidationError("Give --keep or --other.") }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let request = AnswerRequest(answer: keep ? .keep : .other, reason: reason)
        let reply = try session.studyClient().answer(question, request)
        try session.console.result(reply) {
            [keep ? "Settled: what stands stays." : "Settled: the other side stands now."]
        }
        let left = reply.questions.count
        session.console.note(
            left == 0 ? "No question is left; 'rir sync' tells the team." : QuestionText.waiting(left))
        return .done
    }
}
