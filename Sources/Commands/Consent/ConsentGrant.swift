package import ArgumentParser
package import StudyModel

/// `rir consent grant`: a yes.
package struct ConsentGrant: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Record that participants agreed.",
        discussion: """
            Purposes that are not named stay as they are. Without --on it is recorded as said now, with \
            --meeting as said when the meeting began.

            Examples:

              rir consent grant SP66 --purpose collect --purpose quote
              rir consent grant --meeting 7f3k --purpose collect
              rir consent grant SP66 --purpose quote --at 2020-04-15 --form interview@2.1
              rir consent grant SP66 M12 --purpose collect --expires 2027-04-15
            """
    )

    @OptionGroup package var act: ConsentActOptions

    @OptionGroup package var end: ConsentEndOptions

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws { try act.check(needsPurpose: true) }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        try act.record(.granted, expires: end.expires, session)
    }
}
