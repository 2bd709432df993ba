import Agreement
package import ArgumentParser
import Reports
import StudyAPI
import StudyClient
import StudyModel
package import Workflows

extension RatingFile.Form: ExpressibleByArgument {}
extension AgreementPlan.Level: ExpressibleByArgument {}
extension AgreementPlan.Intervals: ExpressibleByArgument {}

/// The distances between sets of codes.
package enum SetsApart: String, ExpressibleByArgument, CaseIterable, Sendable {
    case masi, jaccard, nominal

    var distance: SetDistance { SetDistance(rawValue: rawValue) ?? .masi }
}

/// What every command that computes agreement takes.
package struct AgreementOptions: ParsableArguments {
    package enum Format: String, ExpressibleByArgument, CaseIterable, Sendable {
        case table, csv, md, html, svg
        case confusion = "confusion-svg"
    }

    @Option(
        help: ArgumentHelp(
            "A figure, such as krippendorff_alpha; several with commas or by repeating it; 'all' for all. The usual ones without it.",
            valueName: "name"))
    package var stat: [String] = []

    @Option(help: ArgumentHelp("Only these coders, with commas; all without it.", valueName: "names"))
    package var coders: String?

    @Option(help: ArgumentHelp("How often to draw again for an interval.", valueName: "count"))
    package var replicates = 2000

    @Option(
        help: ArgumentHelp(
            "What drawing begins with; the same seed gives the same interval.", valueName: "number"))
    package var seed: UInt64 = 1

    @Option(
        help: ArgumentHelp(
            "How far sets of codes are apart, for alpha over whole sets whose name does not say it.",
            valueName: "distance"))
    package var distance: SetsApart = .masi

    @Option(
        help: ArgumentHelp(
            "What alpha was to reach, decided beforehand, such as .8.",
            valueName: "figure"))
    package var threshold: Double?

    @Flag(
        inversion: .prefixedNo,
        help: "Whether the lower limit of the interval has to reach the threshold, or the figure alone.")
    package var lowerLimit = true

    @Option(
        help: ArgumentHelp(
            "table, csv (one row for each figure), md, html, svg (figures with intervals) or confusion-svg.",
            valueName: "format"))
    package var format: Format = .table

    package init() {}

    /// A plan with what these options say.
    func plan(confidence: Double, intervals: AgreementPlan.Intervals) throws(StudyError) -> AgreementPlan {
        var plan = AgreementPlan()
        let names = stat.flatMap { $0.split(separator: ",") }.map(String.init)
        plan.statistics = names.isEmpty ? nil : names
        plan.replicates = replicates
        plan.seed = seed
        plan.confidence = confidence
        plan.intervals = intervals
        plan.program = CommandLineTool.version
        plan.distance = distance.distance
        if let threshold {
            guard (-1...1).contains(threshold) else {
                throw StudyError(.requestInvalid, "A threshold is from -1 to 1, such as .8.")
            }
            plan.rule = Round.Rule(
                threshold: Int((threshold * 1000).rounded()), byLowerLimit: lowerLimit)
        }
        return plan
    }

    /// The coders asked for; `nil` for all.
    var chosenCoders: [String]? { coders.map(Self.names) }

    /// Names separated by commas, without blanks around them.
    static func names(_ list: String) -> [String] {
        list.split(separator: ",", omittingEmptySubsequences: false).map { name in
            String(name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
    }

    /// Prints a report in the form asked for.
    func show(_ report: AgreementReport, _ session: Session) throws(StudyError) -> ExitStatus {
        if session.console.json {
            try session.console.result(json: AgreementReply(report))
        } else {
            try Self.show(report, as: format, on: session.console)
        }
        return .done
    }

    /// Prints a report for people, or as a file.
    static func show(
        _ report: AgreementReport, as format: Format, on console: Console
    ) throws(StudyError) {
        switch format {
        case .table: AgreementLines(report: report, width: console.output.screen?.width).print(console)
        case .csv: console.output.write(AgreementCSV.text(of: report))
        case .md: console.output.write(AgreementMarkdown.text(of: report))
        case .html: console.output.write(AgreementPage.html(of: report))
        case .svg:
            console.output.write(
                try picture(ForestPlot.svg(of: report), "There is no figure to draw, or too many."))
        case .confusion:
            console.output.write(
                try picture(
                    ConfusionPicture.svg(of: report),
                    "Which categories were taken for each other is drawn for two coders and at most "
                        + "\(ConfusionPicture.mostLabels) categories."))
        }
    }

    private static func picture(_ svg: String?, _ reason: String) throws(StudyError) -> String {
        guard let svg else {
            throw StudyError(.requestInvalid, reason, hint: "Take --format table, md or html.")
        }
        return svg
    }

    /// The bytes of a file, or of standard input for `-`.
    static func bytes(_ file: String, _ session: Session) throws(StudyError) -> [UInt8] {
        file == "-"
            ? try SourceBytes.read(session.surroundings.input, named: "standard input")
            : try SourceBytes.read(session.absolute(file)).bytes
    }

    /// A file's name without its folders; it stands in reports.
    static func title(_ file: String) -> String {
        let name = file == "-" ? "standard input" : String(file.split(separator: "/").last ?? "")
        return "Agreement: \(name)"
    }
}

/// What machines get: every figure in one list, and the whole report.
struct AgreementReply: Encodable {
    /// A figure with the code it is of.
    struct Named: Encodable {
        var code: String?
        var figure: AgreementFigure

        private enum Key: CodingKey { case code }

        func encode(to encoder: any Encoder) throws {
            try figure.encode(to: encoder)
            var container = encoder.container(keyedBy: Key.self)
            try container.encodeIfPresent(code, forKey: .code)
        }
    }

    var figures: [Named]
    var report: AgreementReport

    init(_ report: AgreementReport) {
        figures = report.allFigures.map { Named(code: $0.code, figure: $0.figure) }
        self.report = report
    }
}
