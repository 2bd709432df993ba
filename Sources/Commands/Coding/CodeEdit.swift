package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir code edit`: changes codings.
package struct CodeEdit: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change codings of yours: in your editor as marks in the text, or one of them by options.",
        discussion: """
            Without options your editor opens on the text with your codings as marks: {{access/open #k7f3q2}}words\
            {{/#k7f3q2}}. Move a mark, change its code, take both away, or type new ones round other words: \
            {{workforce}}words{{/}}. What is understood is done; what is not is named by its line, and your file is \
            kept. The record's own text is never changed here.

            Examples:

              rir code edit 7f3k
              rir code edit 7f3k --coding q2mzz1 --code access/open
              rir code edit 7f3k --coding q2mzz1 --quote "more of the words" --comment ""
            """
    )

    @Argument(help: ArgumentHelp("The record: any part of its id that no other has.", valueName: "id"))
    package var record: String

    @Option(help: ArgumentHelp("The coding, by the end of its id.", valueName: "coding"))
    package var coding: String?

    @Option(help: ArgumentHelp("The code that takes the place of the one it has.", valueName: "code"))
    package var code: String?

    @OptionGroup package var place: PlaceOptions

    @Option(help: ArgumentHelp("A remark on it; an empty one takes it away.", valueName: "text"))
    package var comment: String?

    @Option(help: ArgumentHelp("Its weight.", valueName: "number"))
    package var weight: Int?

    @Flag(help: "Take its weight away.")
    package var noWeight = false

    @Option(help: ArgumentHelp("Why; kept in the history.", valueName: "reason"))
    package var reason: String?

    @Option(
        help: ArgumentHelp("Take up a file of marks that was kept.", valueName: "file"), completion: .file())
    package var draft: String?

    @Flag(help: "You have looked: what may look like a name in the comment is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if coding == nil, code != nil || place.ways > 0 || comment != nil || weight != nil || noWeight {
            throw ValidationError("Say which coding: --coding ID, as 'rir code list' shows it.")
        }
        if coding != nil, draft != nil { throw ValidationError("Give --coding or --draft, not both.") }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        guard let coding else {
            return try MarkEditing(record: record, draft: draft, reason: reason).run(client, session)
        }
        var change = CodingChange(.edit, coding: coding, codes: code.map { [$0] })
        place.name(&change)
        change.comment = comment
        change.weight = weight
        change.dropsWeight = noWeight ? true : nil
        let reply = try client.code(
            record, CodingRequest(changes: [change], reason: reason, cleared: cleared ? true : nil))
        try session.console.result(reply) { CodingLines.report(reply, on: session.console) }
        return .done
    }
}
