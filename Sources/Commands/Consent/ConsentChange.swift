package import ArgumentParser
package import StudyModel

/// `rir consent change`: exactly this from now on.
package struct ConsentChange: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "change",
        abstract: "Record that participants allow exactly these purposes from now on.",
        discussion: """
            What was granted before and is not named is withdrawn.

            Examples:

              rir consent change SP66 --purpose collect
              rir consent change SP66 --purpose collect --purpose share --mode written
            """
    )

    @OptionGroup package var act: ConsentActOptions

    @OptionGroup package var end: ConsentEndOptions

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws { try act.check(needsPurpose: true) }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        try act.record(.changed, expires: end.expires, session)
    }
}
