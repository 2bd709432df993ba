package import ArgumentParser
package import StudyModel

/// One command of `rir`: parsed by ArgumentParser, run with a ``Session``.
package protocol StudyCommand: ParsableCommand {
    /// The options that every command has.
    var common: CommonOptions { get }
    /// Does the work and says how it ended.
    func execute(_ session: Session) throws(StudyError) -> ExitStatus
}

/// The options that every command has.
package struct CommonOptions: ParsableArguments {
    @Flag(help: "Print one JSON object instead of text.")
    package var json = false

    @Option(
        help: ArgumentHelp(
            "The study's folder. Without it: RIR_STUDY, else the study around the current folder.",
            valueName: "dir"),
        completion: .directory)
    package var study: String?

    package init() {}
}

/// The options that say which records are meant.
package struct FilterOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only records of this kind; may be repeated.", valueName: "kind"))
    package var kind: [RecordKind] = []

    @Option(
        help: ArgumentHelp(
            "Only records of this day or later: 2020-04-15, 2020-04, 2020, today, yesterday.",
            valueName: "date"))
    package var from: Period?

    @Option(help: ArgumentHelp("Only records of this day or earlier.", valueName: "date"))
    package var to: Period?

    @Option(help: ArgumentHelp("Only records of this participant; may be repeated.", valueName: "handle"))
    package var participant: [Handle] = []

    package init() {}

    /// The filter these options stand for.
    package func filter(_ session: Session) throws(StudyError) -> RecordFilter {
        RecordFilter(
            kinds: kind, from: try from?.days(session).first, to: try to?.days(session).last,
            participants: participant)
    }
}
