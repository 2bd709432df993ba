package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir inbox review`, `rir inbox ID`: decides about the suspects of one waiting source.
package struct InboxReview: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Decide, one by one, what the words are that may be names.",
        discussion: """
            'rir inbox ID' is the same. Each word is shown in its line, marked >>so<<, and one key decides: p \
            a participant, l a place, o an organisation, x something else to leave out, n not a name here, a \
            always not a name, s skip, u undo, w send, q stop. What is decided is sent at the end, at w and \
            at q; Ctrl-C stops without sending. Where input is no terminal, the same letters are read line by \
            line, with the handle after the p.

            Examples:

              rir inbox 7f3k
              rir inbox 7f3k --text
              rir inbox review 7f3k --list
            """
    )

    @Argument(
        help: ArgumentHelp(
            "What waits: any part of its id. Without it, all that waits is listed.", valueName: "id"))
    package var record: String?

    @Flag(help: "Show the text that waits, with known names replaced.")
    package var text = false

    @Flag(help: "Only list the suspects.")
    package var list = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if text, list { throw ValidationError("Give --text or --list, not both.") }
        if record == nil, text || list { throw ValidationError("Name what waits: rir inbox ID.") }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let console = session.console
        guard let record else {
            try InboxList.show(try client.inbox(), on: console)
            return .done
        }
        let reply = try client.waiting(record)
        if console.json {
            try console.result(json: reply)
        } else if text {
            console.result(Self.texts(reply, console))
        } else if list {
            console.result(Self.suspects(reply, console))
        } else {
            try walk(reply, client, session)
        }
        return .done
    }

    private static func texts(_ reply: WaitingReply, _ console: Console) -> [String] {
        reply.texts.flatMap { text in
            [
                console.emphasised(VisibleText.line(text.field), on: console.output),
                VisibleText.escape(text.text), "",
            ]
        }
    }

    private static func suspects(_ reply: WaitingReply, _ console: Console) -> [String] {
        reply.suspects.flatMap { suspect in
            [
                SuspectText.line(suspect, console, on: console.output),
                "    \(SuspectText.description(suspect))",
            ]
        }
    }

    private func walk(_ reply: WaitingReply, _ client: StudyClient, _ session: Session) throws(StudyError) {
        let console = session.console
        let id = reply.source.id.suffix
        console.note(
            "\(id), \(reply.source.id.kind): \(reply.suspects.count.counted("suspect")), "
                + "\(reply.replaced.counted("known name")) replaced.")
        var dialogue = InboxDialogue(reply, client, session)
        try dialogue.run()
        let left = dialogue.reply.suspects.count
        console.result("\(id): \(dialogue.sent.grouped) decided, \(left.grouped) left.")
        guard left == 0 else {
            console.note("Next: rir inbox \(id)")
            return console.note("or, if none of what is left is a name: rir clear \(id) --as-it-is")
        }
        if dialogue.wantsClearing() {
            try InboxClear.show(
                try client.clear(ClearRequest(records: [reply.source.id.rawValue])), on: console)
        } else {
            console.note("Next: rir clear \(id)")
        }
    }
}
