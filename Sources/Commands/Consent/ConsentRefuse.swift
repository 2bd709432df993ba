package import ArgumentParser
package import StudyModel

/// `rir consent refuse`: a no.
package struct ConsentRefuse: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "refuse",
        abstract: "Record that participants said no.",
        discussion: """
            A no is kept like a yes, so that nobody asks again. Purposes that are not named stay as they are.

            Examples:

              rir consent refuse SP66 --purpose quote
              rir consent refuse --meeting 7f3k --purpose record
            """
    )

    @OptionGroup package var act: ConsentActOptions

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws { try act.check(needsPurpose: true) }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        try act.record(.refused, session)
    }
}
