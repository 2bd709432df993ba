package import ArgumentParser
import StudyAPI
package import StudyModel

extension Cycle.Stance: ExpressibleByArgument {}
extension Cycle.Outcome: ExpressibleByArgument {}

/// `rir cycle`: feedback cycles.
package struct Cycles: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "cycle",
        abstract: "Feedback cycles: share findings, hear the answers, decide, tell back.",
        discussion: """
            A cycle is opened with findings, an audience and a day; shared, as a page, a Word file and the text of \
            an e-mail; answered, by mail with its token in the subject or as you take it down; decided, finding by \
            finding: keep, revise or drop; and closed, when the audience is told what came of its answers. A cycle \
            is named by any part of its id that no other has.

            Examples:

              rir cycle open "What we found about access" --finding open-door --audience link-workers
              rir cycle share c-7f3k9
              rir cycle respond c-7f3k9 disagree "Only in two practices." --handle SP66
              rir cycle decide c-7f3k9 revise --statement "…" --reason "It holds in two practices."
              rir cycle close c-7f3k9
            """,
        subcommands: [
            CycleOpen.self, CycleShare.self, CycleRespond.self, CycleDecide.self, CycleClose.self,
            CycleShow.self, CycleList.self, CycleDue.self,
        ]
    )

    package init() {}
}

/// The cycle a command is about.
package struct CycleArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("The cycle: any part of its id that no other has.", valueName: "cycle"))
    package var cycle: String

    package init() {}
}

/// Feedback cycles as lines for a person.
enum CycleLines {
    static func table(_ cycles: [CycleView]) -> Table {
        var table = Table([
            .init("CYCLE"), .init("STATE"), .init("DUE"), .init("ANSWERS", alignsRight: true),
            .init("DECIDED"), .init("AUDIENCE", shrinks: true), .init("TITLE", shrinks: true),
        ])
        table.rows = cycles.map { cycle in
            [
                cycle.id.rawValue, cycle.stage.rawValue, cycle.due.rawValue, "\(cycle.responses.count)",
                "\(cycle.findings.count(where: \.isDecided)) of \(cycle.findings.count)",
                cycle.audience.joined(separator: ", "), VisibleText.line(cycle.title),
            ]
        }
        return table
    }

    static func lines(of view: CycleView, _ console: Console) -> [String] {
        var lines = [
            console.emphasised("\(view.id)", on: console.output) + "  \(VisibleText.line(view.title))",
            "  State     \(view.stage.rawValue)",
            "  Audience  \(view.audience.joined(separator: ", "))", "  Due       \(due(view))",
            "  Token     \(view.token)",
        ]
        for (number, finding) in zip(1..., view.findings) { lines += self.lines(of: finding, number) }
        if !view.responses.isEmpty { lines.append("  Answers") }
        for answer in view.responses { lines += response(answer, in: view) }
        for wait in view.waits { lines.append("  Waits for " + words(wait, view)) }
        return lines
    }

    private static func due(_ view: CycleView) -> String {
        let days = view.daysLeft.magnitude == 1 ? "1 day" : "\(view.daysLeft.magnitude) days"
        if view.stage == .closed { return view.due.rawValue }
        return "\(view.due.rawValue), " + (view.daysLeft < 0 ? "\(days) ago" : "in \(days)")
    }

    private static func lines(of finding: CycleFinding, _ number: Int) -> [String] {
        var lines = ["  Finding \(number)  \(finding.pin.finding), version \(finding.pin.number)"]
        lines += FindingLines.paragraphs(finding.statement ?? "not in the study any more", indent: 4)
        let stances = Cycle.Stance.allCases.compactMap { stance in
            finding.stances[stance.rawValue].map { "\($0) \(stance.rawValue)" }
        }
        if !stances.isEmpty { lines.append("    answers: \(stances.joined(separator: ", "))") }
        if let decision = finding.decision, let outcome = decision.outcome {
            let stale = finding.isDecided ? "" : " (before other answers came)"
            lines.append("    \(outcome.rawValue): \(VisibleText.line(decision.reason ?? ""))\(stale)")
        }
        if let now = finding.now { lines.append("    says now: \(VisibleText.line(now))") }
        return lines
    }

    private static func response(_ answer: CycleResponse, in view: CycleView) -> [String] {
        let about = answer.finding.flatMap { finding in
            view.findings.count == 1 ? nil : view.findings.firstIndex { $0.pin.finding == finding }
        }
        let whose = about.map { " about finding \($0 + 1)" } ?? ""
        let record = answer.record.map { ", in \($0)" } ?? ""
        return [
            "    \(answer.number). \(answer.stance?.rawValue ?? "waits for you")\(who(answer))\(whose)\(record)"
        ]
            + (answer.text.isEmpty ? [] : FindingLines.paragraphs(answer.text, indent: 7))
    }

    private static func who(_ answer: CycleResponse) -> String {
        let parts = [answer.handle?.rawValue, answer.group].compactMap(\.self)
        return parts.isEmpty ? "" : ", " + parts.joined(separator: " of ")
    }

    /// One answer in a line.
    static func answer(_ answer: CycleResponse) -> String {
        let text = VisibleText.line(answer.text)
        let words = text.isEmpty ? "" : ": " + (text.count <= 100 ? text : text.prefix(98) + " …")
        return
            "answer \(answer.number), \(answer.stance?.rawValue ?? "without a stance")\(who(answer))\(words)"
    }

    // MARK: What is due

    /// What a cycle waits for, with the command that goes on.
    static func words(_ wait: CycleWait, _ view: CycleView) -> String {
        let late = wait.isOverdue ? " (due \(view.due.rawValue))" : ""
        switch wait.what {
        case .sharing: return "its sharing\(late): rir cycle share \(view.id)"
        case .answers:
            if wait.isOverdue { return "answers\(late): none has come" }
            return "answers until \(view.due.rawValue); \(view.responses.count) so far"
        case .stances:
            let first = view.responses.first { $0.stance == nil }?.number ?? 1
            let what = wait.count == 1 ? "1 answer" : "\(wait.count) answers"
            return "somebody to say what \(what) mean\(wait.count == 1 ? "s" : "")\(late): "
                + "rir cycle respond \(view.id) STANCE --answer \(first)"
        case .decisions:
            let what = wait.count == 1 ? "a decision on 1 finding" : "decisions on \(wait.count) findings"
            return "\(what)\(late): rir cycle decide \(view.id)"
        case .telling: return "its audience to be told\(late): rir cycle close \(view.id)"
        }
    }
}
