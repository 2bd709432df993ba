package import ArgumentParser
package import StudyModel

/// `rir consent withdraw`: a yes taken back.
package struct ConsentWithdraw: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Record that participants take consent back.",
        discussion: """
            Without --purpose everything is taken back. It stops later uses; what is held stays. To close or \
            erase what is held: rir participant withdraw.

            Examples:

              rir consent withdraw SP66 --purpose quote
              rir consent withdraw SP66 --mode written --on yesterday
            """
    )

    @OptionGroup package var act: ConsentActOptions

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws { try act.check(needsPurpose: false) }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        try act.record(.withdrawn, session)
    }
}
