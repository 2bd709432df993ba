package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir consent show`: where one participant stands.
package struct ConsentShow: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what a participant allows now, and every act it rests on.",
        discussion: """
            Examples:

              rir consent show SP66
              rir consent show SP66 --json
            """
    )

    @Argument(help: ArgumentHelp("The participant's handle, such as SP66.", valueName: "handle"))
    package var handle: Handle

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let found = try session.studyClient().participant(handle)
        let reply = ConsentShowReply(
            participant: found.participant.handle, consent: found.participant.consent, events: found.consent)
        let console = session.console
        try console.result(reply) {
            [console.emphasised(handle.rawValue, on: console.output)]
                + Pairs.lines(ParticipantText.states(reply.consent))
                + reply.events.map(ConsentWords.history)
        }
        if reply.events.isEmpty { console.note("Nothing is recorded about \(handle.rawValue) yet.") }
        return .done
    }
}

/// The JSON of `rir consent show`.
package struct ConsentShowReply: Codable, Sendable {
    package var participant: Handle
    /// The state by purpose, as in a `ParticipantHead`.
    package var consent: [String: String]
    /// In the order in which they count.
    package var events: [ConsentEvent]
}
