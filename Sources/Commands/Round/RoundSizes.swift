import Agreement
package import ArgumentParser
import StudyAPI
package import StudyModel

/// `rir round size`: how much to double-code.
package struct RoundSizes: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "size",
        abstract: "Work out how many units to double-code; needs no study.",
        discussion: """
            Two rules, for two questions. Lacy and Riffe (1996): how many of so many units, so that the share \
            agreed on is known to five points. Krippendorff: how many units, so that an alpha of a rare code can be \
            told from the least you accept. Units are what is compared: paragraphs, turns, records.

            Examples:

              rir round size --population 1200 --agreement .9
              rir round size --least-alpha .8 --rarest .05
            """
    )

    @Option(help: ArgumentHelp("Units in the whole study.", valueName: "number"))
    package var population: Int?

    @Option(help: ArgumentHelp("The share agreed on that is expected, such as .9.", valueName: "number"))
    package var agreement: Double?

    @Option(help: ArgumentHelp("The least alpha you accept, such as .8.", valueName: "number"))
    package var leastAlpha: Double?

    @Option(
        help: ArgumentHelp("The share of units that have the rarest code, such as .05.", valueName: "number"))
    package var rarest: Double?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if (population == nil) != (agreement == nil) {
            throw ValidationError("--population and --agreement go together.")
        }
        if (leastAlpha == nil) != (rarest == nil) {
            throw ValidationError("--least-alpha and --rarest go together.")
        }
        if population == nil, leastAlpha == nil {
            throw ValidationError("Give --population and --agreement, or --least-alpha and --rarest.")
        }
    }

    /// What `--json` prints.
    private struct Answer: Encodable {
        var lacyRiffe: Int?
        var krippendorff: Int?
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        var (answer, lines) = (Answer(), [String]())
        if let population, let agreement {
            answer.lacyRiffe = SampleSize.lacyRiffe(population: population, agreement: agreement)
            lines.append(try Self.line(answer.lacyRiffe, "of \(population) (Lacy and Riffe 1996)"))
        }
        if let leastAlpha, let rarest {
            answer.krippendorff = SampleSize.krippendorff(leastAlpha: leastAlpha, rarestShare: rarest)
            lines.append(try Self.line(answer.krippendorff, "(Krippendorff 2019)"))
        }
        try session.console.result(answer) { lines }
        return .done
    }

    private static func line(_ size: Int?, _ source: String) throws(StudyError) -> String {
        guard let size else {
            throw StudyError(
                .usage, "One of the numbers is out of its range.", hint: "See 'rir round size --help'.")
        }
        return "\(size) units \(source)"
    }
}
