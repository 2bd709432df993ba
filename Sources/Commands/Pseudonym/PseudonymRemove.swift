package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir pseudonym remove`: takes a name out of the key table.
package struct PseudonymRemove: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take a name out of the key table; texts stay as they are.",
        discussion: """
            The name is asked for, or read from standard input. What was replaced before stays replaced; what \
            comes in from now on is not looked through for this name any more.

            Examples:

              rir pseudonym remove
              rir pseudonym remove Joey
            """
    )

    @Argument(
        help: ArgumentHelp(
            "A name or a spelling of the key table; asked for without it.", valueName: "name"))
    package var name: [String] = []

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let wanted =
            name.isEmpty
            ? try TypedName.read("Which name?", session).name : name.joined(separator: " ")
        if !name.isEmpty { TypedName.remind(on: session.console) }
        let reply = try client.removePseudonym(PseudonymRemoval(name: wanted))
        try session.console.result(reply) {
            ["Removed; \(reply.entries.count.counted("entry", plural: "entries")) left in the key table."]
        }
        return .done
    }
}
