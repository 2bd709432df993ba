import Agreement
package import ArgumentParser
package import StudyModel
package import Workflows

/// `rir agreement table`: agreement of ratings in a file.
package struct AgreementTable: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "table",
        abstract: "Agreement of ratings in a table.",
        discussion: """
            The file is CSV in one of four forms, which is found out unless --form says it: a row for each unit and \
            a column for each coder; a row for each value (unit, coder, value); how often two coders gave each \
            pair of categories; or, with --form counts, how many coders gave each unit each category. The first row names the columns. An empty cell or NA is no value.

            Examples:

              rir agreement table ratings.csv
              rir agreement table ratings.csv --scale ordinal --categories never,sometimes,often
              rir agreement table long.csv --record interview --stat krippendorff_alpha --json
              rir agreement table codes.csv --sets --format md > appendix.md
            """
    )

    /// The levels of measurement.
    package enum Level: String, ExpressibleByArgument, CaseIterable, Sendable {
        case nominal, ordinal, interval, ratio
    }

    @Argument(help: ArgumentHelp("The file; '-' for standard input.", valueName: "file"), completion: .file())
    package var file: String

    @Option(help: ArgumentHelp("How the file holds the ratings; found out without it.", valueName: "form"))
    package var form: RatingFile.Form?

    @Option(help: ArgumentHelp("The level of measurement; nominal without it.", valueName: "scale"))
    package var scale: Level = .nominal

    @Option(
        help: ArgumentHelp(
            "How much near misses count: identity, linear, quadratic, ordinal, radical, or a CSV file with a table of weights.",
            valueName: "weights"))
    package var weights: String?

    @Option(
        help: ArgumentHelp(
            "The declared categories in their order, with commas; those that occur without it.",
            valueName: "names"))
    package var categories: String?

    @Flag(help: "Cells hold sets of codes: 'a;b' are two, '-' is none, an empty cell no answer.")
    package var sets = false

    @Option(
        help: ArgumentHelp(
            "The column with each unit's record, so that intervals come from drawing whole records.",
            valueName: "column"))
    package var record: String?

    @Option(
        help: ArgumentHelp(
            "The column that names the units, or none; found by its heading without it.", valueName: "column")
    )
    package var unit: String?

    @Option(
        help: ArgumentHelp(
            "bootstrap (draws units or records again), analytic (by formula) or none.", valueName: "method"))
    package var interval: AgreementPlan.Intervals = .bootstrap

    @Option(
        name: [.customLong("level"), .customLong("confidence")],
        help: ArgumentHelp("The level of intervals.", valueName: "share"))
    package var level = 0.95

    @Flag(help: "Percent agreement counts a unit as often as it has values.")
    package var byValues = false

    @OptionGroup package var options: AgreementOptions
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        var plan = try options.plan(confidence: level, intervals: interval)
        plan.scale = Scale(rawValue: scale.rawValue) ?? .nominal
        plan.countsValues = byValues
        var reading = RatingFile.Options()
        reading.form = form
        reading.hasSets = sets
        reading.record = record
        reading.unit = unit
        reading.categories = categories.map(AgreementOptions.names)
        reading.coders = options.chosenCoders
        try takeWeights(into: &plan, &reading, session)
        reading.hasNumbers = plan.countsNumbers
        let found = try RatingFile(try AgreementOptions.bytes(file, session), options: reading)
        session.console.note(VisibleText.line(found.taken))
        let report = try found.report(plan: plan, title: AgreementOptions.title(file))
        return try options.show(report, session)
    }

    private func takeWeights(
        into plan: inout AgreementPlan, _ reading: inout RatingFile.Options, _ session: Session
    ) throws(StudyError) {
        guard let weights else { return }
        if let named = AgreementWeights(named: weights) {
            plan.weights = named
            return
        }
        guard weights.contains(".") || weights.contains("/") else {
            throw StudyError(
                .requestInvalid, "There are no weights '\(weights)'.",
                hint: "There are: identity, linear, quadratic, ordinal, radical, or name a CSV file.")
        }
        let table = try WeightFile(try AgreementOptions.bytes(weights, session))
        plan.weights = table.weights
        guard let labels = table.labels else { return }
        if let declared = reading.categories, declared != labels {
            throw StudyError(
                .requestInvalid, "The weights are for other categories, or in another order.",
                hint: "They are for \(labels.joined(separator: ",")).")
        }
        reading.categories = labels
    }
}
