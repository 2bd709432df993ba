package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir code edit`: changes codings.
package struct CodeEdit: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change a coding of yours: its code, words, comment or weight.",
        discussion: """
            Examples:

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

    @Flag(help: "You have looked: what may look like a name in the comment is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        var change = CodingChange(.edit, coding: coding, codes: code.map { [$0] })
        place.name(&change)
        change.comment = comment
        change.weight = weight
        change.dropsWeight = noWeight ? true : nil
        let reply = try session.studyClient().code(
            record, CodingRequest(changes: [change], reason: reason, cleared: cleared ? true : nil))
        try session.console.result(reply) { CodingLines.report(reply, on: session.console) }
        return .done
    }
}
