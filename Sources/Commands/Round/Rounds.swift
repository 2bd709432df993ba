import Agreement
package import ArgumentParser
package import StudyModel

extension CoderID: ExpressibleByArgument {
    package init?(argument: String) { self.init(rawValue: argument.lowercased()) }
}

extension Round.Level: ExpressibleByArgument {}

/// `rir round`: rounds of double-coding.
package struct Rounds: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "round",
        abstract: "Double-code: several coders, the same records, nobody sees the others' work.",
        discussion: """
            The lead plans a round and opens it; each coder codes alone and hands in; the lead closes it. \
            Until then every coder's codings are sealed, and 'rir' shows each their own alone. Texts and codes of \
            an open round stay as they are.

            Examples:

              rir round plan "Access, first round" --code access --share 20 --by kind
              rir round open access-first-round
              rir round next access-first-round
              rir round submit access-first-round
              rir round close access-first-round
            """,
        subcommands: [
            RoundPlanning.self, RoundSizes.self, RoundList.self, RoundStatus.self, RoundOpen.self,
            RoundNext.self, RoundSubmit.self, RoundReturn.self, RoundClose.self, RoundReopen.self,
            RoundReporting.self,
            RoundRemove.self,
        ]
    )

    package init() {}
}

/// The round a command is about.
package struct RoundArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("The round's name, as 'rir round list' shows it.", valueName: "round"))
    package var round: String

    package init() {}
}

/// Rounds as lines for a person.
enum RoundLines {
    static func lines(of view: RoundView) -> [String] {
        let round = view.round
        var lines = [
            "\(round.id): \(VisibleText.line(round.title))",
            "  State     \(view.state.rawValue)",
            "  Records   \(round.records.count), \(drawn(round.draw))",
            "  Compared  by \(round.level.rawValue)",
            "  Rule      \(rule(round.rule))",
            "  Codes     \(view.codes.count > 6 ? "\(view.codes.count)" : view.codes.joined(separator: ", "))",
        ]
        for (number, coder) in view.progress.enumerated() {
            lines.append((number == 0 ? "  Coders    " : "            ") + progress(coder, of: round))
        }
        for event in round.events {
            let reason = event.reason.map { ": \(VisibleText.line($0))" } ?? ""
            let whose = event.coder.map { " to \($0.rawValue)" } ?? ""
            lines.append(
                "  \(event.at.rawValue.prefix(10))  \(event.act.rawValue)\(whose) by \(event.by.rawValue)\(reason)"
            )
        }
        return lines + expected(view)
    }

    static func progress(_ coder: RoundView.Progress, of round: Round) -> String {
        let state =
            coder.isSubmitted
            ? "handed in"
            : round.state == .closed ? "not handed in" : coder.opened == 0 ? "not begun" : "at work"
        return "\(coder.coder.rawValue)  \(state), \(coder.opened) of \(round.records.count) looked at"
    }

    private static func drawn(_ draw: Round.Draw) -> String {
        let strata = draw.strata.isEmpty ? "" : ", by \(draw.strata.joined(separator: " and "))"
        switch draw.way {
        case .named: return "as they were named"
        case .all: return "all there are\(strata), in an order from seed \(draw.seed)"
        case .size, .share:
            return "drawn from \(draw.population)\(strata), seed \(draw.seed)"
        }
    }

    static func rule(_ rule: Round.Rule) -> String {
        let digits = FigureText.decimals(Double(rule.threshold.magnitude) / 1000)
        let number =
            (rule.threshold < 0 ? "-" : "") + (digits.hasPrefix("0") ? String(digits.dropFirst()) : digits)
        return "\(rule.byLowerLimit ? "the lower limit of " : "")\(rule.statistic) at least \(number)"
    }

    /// Codes that may be too rare for a figure.
    private static func expected(_ view: RoundView) -> [String] {
        let known = view.expected.filter { $0.occurrences != nil }
        if view.expected.isEmpty { return [] }
        if known.isEmpty { return ["  Expected  not known: nothing is coded yet outside the round"] }
        let few = SampleSize.fewOccurrences
        let rare = known.filter { ($0.occurrences ?? 0) < few }
        var lines = ["  Expected  occurrences of each code in the round, from what is coded so far:"]
        for code in known {
            lines.append("            \(code.code) \(Int((code.occurrences ?? 0).rounded()))")
        }
        if !rare.isEmpty {
            lines.append(
                "            \(rare.count) of \(known.count) codes under \(Int(few)): a figure says little about them. Draw more, or join codes."
            )
        }
        return lines
    }
}
