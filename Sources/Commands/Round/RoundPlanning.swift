package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir round plan`: plans a round.
package struct RoundPlanning: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Plan a round: codes, coders, a drawn sample of whole records, and a decision rule.",
        discussion: """
            Records are drawn at random from those that none of the coders has coded, each stratum with its \
            share; the seed is kept, so that another can draw the same. --by takes kind, length, or an \
            attribute of the people in a record, such as site. The rule says beforehand which figure has to be \
            how high. The round stays planned until you open it.

            Examples:

              rir round plan "Access, first round" --code access --code workforce --share 20 --by kind
              rir round plan Pilot --size 6 --kind interview --seed 7 --dry-run
              rir round plan "Second look" --coder r1 --again --record 7f3k --record q4tt
            """
    )

    @Argument(help: ArgumentHelp("What the round is called.", valueName: "title"))
    package var title: String

    @Option(help: ArgumentHelp("What commands and files call it; made from the title.", valueName: "name"))
    package var name: String?

    @Option(
        help: ArgumentHelp(
            "A code, with all below it; may be repeated; all codes without it.", valueName: "code"))
    package var code: [String] = []

    @Option(help: ArgumentHelp("A coder; may be repeated; lead and coders without it.", valueName: "member"))
    package var coder: [CoderID] = []

    @Option(help: ArgumentHelp("character, sentence, paragraph, turn or record.", valueName: "level"))
    package var level: Round.Level?

    @Option(help: ArgumentHelp("How many records to draw.", valueName: "number"))
    package var size: Int?

    @Option(help: ArgumentHelp("How many records of a hundred to draw.", valueName: "percent"))
    package var share: Int?

    @Option(
        help: ArgumentHelp(
            "A record to take as it is named; may be repeated; nothing is drawn then.", valueName: "id")
    )
    package var record: [String] = []

    @Option(help: ArgumentHelp("A kind of record to draw from; may be repeated.", valueName: "kind"))
    package var kind: [RecordKind] = []

    @Option(help: ArgumentHelp("What to stratify by; may be repeated.", valueName: "what"))
    package var by: [String] = []

    @Option(
        help: ArgumentHelp("What the draw begins with, 0 or more; made up without it.", valueName: "number"))
    package var seed: Int?

    @Option(
        help: ArgumentHelp(
            "The figure of the decision rule; krippendorff_alpha without it.", valueName: "name"))
    package var stat: String?

    @Option(help: ArgumentHelp("How high it has to be, such as .8.", valueName: "number"))
    package var threshold: Double?

    @Flag(
        inversion: .prefixedNo,
        help: "Whether the lower limit of the interval has to reach the threshold, or the figure alone.")
    package var lowerLimit = true

    @Flag(help: "Records that a coder has coded before may be taken.")
    package var again = false

    @Flag(help: "Say what would be planned and write nothing.")
    package var dryRun = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if let seed, seed < 0 { throw ValidationError("A seed is 0 or more.") }
        if let threshold, !(-1...1).contains(threshold) {
            throw ValidationError("A threshold is a number up to 1, such as .8.")
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let view = try session.studyClient().planRound(plan)
        try session.console.result(view) { RoundLines.lines(of: view) }
        session.console.note(
            dryRun
                ? "Nothing was written." : "Open it when everybody is ready: rir round open \(view.round.id)")
        return .done
    }

    private var plan: RoundPlan {
        var plan = RoundPlan(title: title)
        plan.name = name
        plan.codes = code.isEmpty ? nil : code
        plan.coders = coder.isEmpty ? nil : coder
        plan.level = level
        (plan.size, plan.share, plan.seed) = (size, share, seed)
        plan.records = record.isEmpty ? nil : record
        plan.kinds = kind.isEmpty ? nil : kind
        plan.strata = by.isEmpty ? nil : by
        if stat != nil || threshold != nil || !lowerLimit {
            plan.rule = Round.Rule(
                statistic: stat ?? "krippendorff_alpha",
                threshold: Int(((threshold ?? 0.8) * 1000).rounded()), byLowerLimit: lowerLimit)
        }
        plan.again = again ? true : nil
        plan.dryRun = dryRun ? true : nil
        return plan
    }
}
