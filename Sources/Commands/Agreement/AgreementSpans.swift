import Agreement
package import ArgumentParser
package import StudyModel
package import Workflows

/// `rir agreement spans`: agreement of passages in a file.
package struct AgreementSpans: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "spans",
        abstract: "Agreement of coded passages.",
        discussion: """
            The file holds a JSON object in each line, one for each record: \
            {"record":"interview-1","length":5120,"coders":{"ann":[[0,120,"work"]],"ben":[]},"segments":[[0,400],[400,900]]}. \
            Positions count Unicode characters from 0; the end is the first that is no longer part of a passage. A coder \
            with an empty list looked and marked nothing; a coder who is not there was not asked.

            Examples:

              rir agreement spans coded.jsonl
              rir agreement spans coded.jsonl --level segment --stat segment_cohen_kappa --json
              rir agreement spans coded.jsonl --stat span_f1 --overlap .5
              rir agreement spans coded.jsonl --format svg > agreement.svg
            """
    )

    /// How intervals of passages are found: no formula fits.
    package enum Method: String, ExpressibleByArgument, CaseIterable, Sendable {
        case bootstrap, none
    }

    @Argument(help: ArgumentHelp("The file; '-' for standard input.", valueName: "file"), completion: .file())
    package var file: String

    /// How far codes are apart in alpha for coding.
    package enum Metric: String, ExpressibleByArgument, CaseIterable, Sendable {
        case nominal, interval, ratio
    }

    @Option(
        help: ArgumentHelp(
            "What coders are compared on; without it what the names of the figures say, else characters.",
            valueName: "unit"))
    package var level: AgreementPlan.Level?

    @Option(
        help: ArgumentHelp(
            "The share of a segment or record that a code must cover to count there; any overlap without it.",
            valueName: "share"))
    package var covered: Double?

    @Option(
        help: ArgumentHelp(
            "What two passages must have in common to be a pair in span F1: 1 is the same bounds, 0 any overlap. All of 1, .5 and 0 without it.",
            valueName: "share"))
    package var overlap: Double?

    @Option(
        help: ArgumentHelp(
            "How far codes are apart in cu_alpha and ku_alpha: equal or not, or by the numbers they are called by.",
            valueName: "metric"))
    package var metric: Metric = .nominal

    @Option(
        help: ArgumentHelp(
            "What differing bounds and differing codes weigh in gamma, such as 3,1; 1,1 without it.",
            valueName: "weights"))
    package var gammaWeights: String?

    @Option(
        help: ArgumentHelp(
            "The declared codes in their order, with commas; those that occur without it.", valueName: "names"
        ))
    package var codes: String?

    @Option(
        help: ArgumentHelp("bootstrap (draws whole records again) or none.", valueName: "method"))
    package var interval: Method = .bootstrap

    @Option(help: ArgumentHelp("The level of intervals.", valueName: "share"))
    package var confidence = 0.95

    @OptionGroup package var options: AgreementOptions
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        var plan = try options.plan(
            confidence: confidence, intervals: interval == .none ? .none : .bootstrap)
        plan.level = level ?? AgreementPlan.Level.named(in: plan.statistics ?? []) ?? .character
        plan.overlap = overlap
        plan.metric = Scale(rawValue: metric.rawValue) ?? .nominal
        if let gammaWeights { plan.gammaWeights = try Self.weights(gammaWeights) }
        if let covered {
            guard (0...1).contains(covered) else {
                throw StudyError(.requestInvalid, "A covered share is from 0 to 1.")
            }
            plan.presence = .coveredShare(covered)
        }
        let read = try SpanFile(try AgreementOptions.bytes(file, session)).keeping(options.chosenCoders)
        let declared = codes.map(AgreementOptions.names) ?? read.codes
        let report = try AgreementReportMaker.report(
            ofRecords: read.records, coders: read.coders, codes: declared, plan: plan,
            title: AgreementOptions.title(file))
        return try options.show(report, session)
    }

    /// Two numbers with a comma, as `3,1`.
    private static func weights(_ text: String) throws(StudyError) -> GammaWeights {
        let numbers = AgreementOptions.names(text).compactMap { Double($0) }
        guard numbers.count == 2, numbers.allSatisfy({ $0 >= 0 && $0.isFinite }),
            numbers.contains(where: { $0 > 0 })
        else {
            throw StudyError(
                .requestInvalid, "'\(text)' is not two weights.",
                hint: "Give what bounds weigh and what codes weigh, such as --gamma-weights 3,1.")
        }
        return GammaWeights(position: numbers[0], code: numbers[1])
    }
}
