import StudyAPI
import StudyClient
import StudyModel

/// Workflows in words.
enum WorkflowLines {
    /// Does something and says where the workflow stands now.
    static func move(
        _ name: String, _ order: WorkflowOrder, _ why: WorkflowReason, _ session: Session
    ) throws(StudyError) -> ExitStatus {
        var order = order
        order.reason = why.reason
        order.cleared = why.cleared ? true : nil
        let view = try session.studyClient().workflow(name, order)
        try session.console.result(view) {
            if view.operation == nil { return ["It is so already. \(sentence(view))"] }
            return [sentence(view)]
        }
        return .done
    }

    static func table(_ workflows: [WorkflowView]) -> [String] {
        var table = Table([.init("WORKFLOW"), .init("STANDS"), .init("DUE"), .init("TITLE", shrinks: true)])
        for view in workflows {
            let stands =
                switch view.state {
                case .waiting: "not begun"
                case .running: view.current?.name ?? ""
                case .finished: "finished"
                }
            table.rows.append([
                view.name.rawValue, stands, view.current?.due?.rawValue ?? "", VisibleText.line(view.title),
            ])
        }
        return table.lines(width: nil, showsTitles: true)
    }

    /// Where it stands and what comes next.
    static func sentence(_ view: WorkflowView) -> String {
        let title = VisibleText.line(view.title)
        switch view.state {
        case .waiting: return "\(title): not begun."
        case .finished: return "\(title): finished."
        case .running:
            let missing = view.missing.count
            let now = VisibleText.line(view.current?.title ?? "")
            let next = view.next.map { "then comes '\(VisibleText.line($0.title))'" } ?? "it is the last step"
            return "\(title) stands at '\(now)'; \(next). "
                + (missing == 0
                    ? "Nothing is missing."
                    : "\(missing.counted("thing")) \(missing == 1 ? "is" : "are") missing before that.")
        }
    }

    static func lines(of view: WorkflowView, _ console: Console) -> [String] {
        var lines = [
            console.emphasised(VisibleText.line(view.title), on: console.output) + "  \(view.path)"
        ]
        for (number, step) in view.steps.enumerated() {
            lines.append("")
            lines += self.lines(of: step, number + 1, console)
        }
        lines += ["", sentence(view)]
        return lines
    }

    private static func lines(
        of step: WorkflowView.Step, _ number: Int, _ console: Console
    ) -> [String] {
        let mark =
            switch step.stage {
            case .done: "done"
            case .current: "here"
            case .ahead: "    "
            }
        let title = VisibleText.line(step.title)
        let shown = step.stage == .current ? console.emphasised(title, on: console.output) : title
        var facts: [String] = []
        if !step.asked.isEmpty {
            facts.append("asked: \(step.asked.map(VisibleText.line).joined(separator: ", "))")
        }
        if let entered = step.entered { facts.append("since \(entered.day.rawValue)") }
        if let due = step.due { facts.append("due \(due.rawValue)") }
        var lines = ["\(mark)  \(number). \(step.name)  \(shown)"]
        if !facts.isEmpty { lines.append("         " + facts.joined(separator: "; ")) }
        if !step.enter.isEmpty { lines += ["         To begin"] + step.enter.map(line) }
        if !step.leave.isEmpty { lines += ["         To end"] + step.leave.map(line) }
        return lines
    }

    private static func line(_ need: WorkflowView.Need) -> String {
        var text = "           [\(need.isMet ? "x" : " ")] \(VisibleText.line(need.words))"
        if let tick = need.tick { text += " (\(tick))" }
        if let now = need.now { text += "; now \(now)" }
        if let ticked = need.ticked { text += ", \(ticked.by.rawValue), \(ticked.at.day.rawValue)" }
        return text
    }

    /// What was done, the oldest first.
    static func history(_ view: WorkflowView) -> [String] {
        ["", "What was done"]
            + view.events.map { event in
                let what = [event.act.rawValue, event.step ?? event.tick].compactMap(\.self)
                let reason = event.reason.map { ": \(VisibleText.line($0))" } ?? ""
                return
                    "  \(Clock.text(event.at))  \(event.by.rawValue)  \(what.joined(separator: " "))\(reason)"
            }
    }
}
