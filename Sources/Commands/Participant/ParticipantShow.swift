package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir participant show`: what is held about one person.
package struct ParticipantShow: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what is held about a participant.",
        discussion: """
            --everything is the answer to a person who asks what the study holds about them: every record and \
            version, what they said, where they are spoken of, every consent, review and step. 'rir \
            participant pack' makes a document of it that you can hand over.

            Examples:

              rir participant show SP66
              rir participant show SP66 --everything
            """
    )

    @Argument(help: ArgumentHelp("The participant's handle, such as SP66.", valueName: "handle"))
    package var handle: Handle

    @Flag(help: "Show all of it, passage by passage and step by step.")
    package var everything = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().participant(handle)
        let console = session.console
        try console.result(reply) {
            let text = EverythingText(reply: reply, console: console)
            return everything ? text.everything : text.summary
        }
        if !everything { console.note("All of it: rir participant show \(handle.rawValue) --everything") }
        return .done
    }
}
