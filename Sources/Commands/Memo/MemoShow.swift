package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir memo show`: one memo.
package struct MemoShow: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a memo: what it is linked to, then its text.",
        discussion: """
            Where a record was changed after words of it were linked, it is said whether the words still stand \
            there.

            Examples:

              rir memo show m-7f3k9q2mzz
              rir memo show 7f3k --raw > memo.md
            """
    )

    @Argument(help: ArgumentHelp("The memo: any part of its id that no other has.", valueName: "memo"))
    package var memo: String

    @Flag(help: "Print only the text, byte for byte.")
    package var raw = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().memo(memo)
        let console = session.console
        if console.json {
            try console.result(json: reply)
        } else if raw {
            console.output.write(reply.memo.body)
        } else {
            console.result(MemoLines.head(reply, console))
            console.output.write(VisibleText.escape(reply.memo.body))
        }
        return .done
    }
}
