package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir code auto`: coding by a rule.
package struct CodeAuto: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "auto",
        abstract: "Code by what texts say, by who speaks, or by what was asked.",
        discussion: """
            What would be coded is shown first, and nothing is coded until you agree. Every such coding says how \
            it came about, so that queries can tell it from yours (origin:text); 'rir undo' takes all of them back \
            at once. Words you have coded so already are left as they are.

            Examples:

              rir code auto supervision --text "supervis*" --scope sentence
              rir code auto workforce/wellbeing --pattern "tired|exhaust(ed|ion)" --kind interview
              rir code auto voices/practitioner --speaker SP66
              rir code auto access --question q7
            """
    )

    @Argument(help: ArgumentHelp("The codes.", valueName: "code"))
    package var codes: [String]

    @Option(help: ArgumentHelp("Words, in any capitals; * for more: supervis*.", valueName: "words"))
    package var text: String?

    @Option(help: ArgumentHelp("A regular expression, in any capitals.", valueName: "expression"))
    package var pattern: String?

    @Option(help: ArgumentHelp("All that somebody says.", valueName: "speaker"))
    package var speaker: String?

    @Option(help: ArgumentHelp("All answers to a survey's question.", valueName: "variable"))
    package var question: String?

    @Option(
        help: ArgumentHelp(
            "match, sentence, paragraph or turn: how much round the words.", valueName: "scope"))
    package var scope: String?

    @Option(help: ArgumentHelp("Only in this record; may be repeated.", valueName: "id"))
    package var record: [String] = []

    @Option(help: ArgumentHelp("Only in records of this kind; may be repeated.", valueName: "kind"))
    package var kind: [RecordKind] = []

    @Option(help: ArgumentHelp("A remark on each of them.", valueName: "text"))
    package var comment: String?

    @Flag(help: "Show what would be coded and code nothing.")
    package var dryRun = false

    @Flag(help: "Code without asking.")
    package var yes = false

    @Flag(help: "You have looked: what may look like a name in the remark is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if [text, pattern, speaker, question].count(where: { $0 != nil }) != 1 {
            throw ValidationError("Give one of --text, --pattern, --speaker and --question.")
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let console = session.console
        var order = order()
        order.dryRun = true
        if dryRun || !yes {
            let ahead = try client.autocode(order)
            if dryRun || ahead.codings == 0 {
                try console.result(ahead) { Self.lines(of: ahead, verb: "would be made") }
                return .done
            }
            Self.lines(of: ahead, verb: "would be made").forEach(console.note)
            let question = Question(session: session)
            guard question.canAsk else {
                throw StudyError(
                    .usage, "There is nobody to ask; nothing was coded.",
                    hint: "Look at it with --dry-run, then repeat with --yes.")
            }
            guard question.agrees(to: "Code these?") else {
                console.note("Nothing was coded.")
                return .done
            }
        }
        order.dryRun = nil
        let done = try client.autocode(order)
        try console.result(done) { [Self.counts(of: done, verb: "made")] }
        return .done
    }

    private func order() -> AutocodeOrder {
        let ways: [(AutocodeOrder.Way, String?)] = [
            (.text, text), (.pattern, pattern), (.speaker, speaker), (.question, question),
        ]
        let (way, value) = ways.first { $0.1 != nil } ?? (.text, "")
        var order = AutocodeOrder(way: way, value: value ?? "", codes: codes)
        order.scope = scope
        order.records = record.isEmpty ? nil : record
        order.kinds = kind.isEmpty ? nil : kind
        order.comment = comment
        order.cleared = cleared ? true : nil
        return order
    }

    private static let mostShown = 20

    private static func lines(of outcome: AutocodeOutcome, verb: String) -> [String] {
        let places = outcome.places.prefix(mostShown).map { place in
            let span = place.span.map { "\($0.lowerBound):\($0.upperBound)" } ?? "whole"
            return "\(place.record.suffix)  \(span)  \(CodingLines.clipped(place.quote))"
        }
        let more = outcome.codings - places.count
        return places + (more > 0 ? ["and \(more.grouped) more"] : []) + [counts(of: outcome, verb: verb)]
    }

    private static func counts(of outcome: AutocodeOutcome, verb: String) -> String {
        let left =
            outcome.withheld > 0
            ? " \(outcome.withheld.counted("record")) left out for want of consent." : ""
        return "\(outcome.codings.counted("coding")) \(verb) in \(outcome.records.counted("record")).\(left)"
    }
}
