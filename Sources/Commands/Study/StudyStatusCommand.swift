package import ArgumentParser
import StudyClient
package import StudyModel

/// `rir status`: the study at a glance.
package struct StudyStatusCommand: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show the study: what came in, and what to do next.",
        discussion: """
            The morning page: what came here since your last step on an earlier day (records by kind, and what each \
            colleague did), and under 'Next' what waits for you, what is due, whose consent is missing, and which \
            findings nobody heard back about.

            Examples:

              rir status
              rir status --study ~/studies/pilot --json
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let status = try session.studyClient().status()
        let console = session.console
        try console.result(status) {
            let title = console.emphasised(VisibleText.line(status.title), on: console.output)
            let next = status.advice.map { "  - \(VisibleText.line($0))" }
            let team = TeamRows.lines(status.team).map { "  \($0)" }
            return [title] + Pairs.lines(Self.pairs(status)) + (team.isEmpty ? [] : ["Team"] + team)
                + (next.isEmpty ? [] : ["Next"] + next)
        }
        return .done
    }

    /// What came in, a line for the records and one for each colleague.
    private static func pairs(_ arrivals: Arrivals) -> [(name: String, value: String)] {
        let since = "since \(Clock.text(arrivals.since))"
        var lines = arrivals.records.isEmpty ? [] : [RecordRows.facets(arrivals.records)]
        for member in Set(arrivals.work.map(\.member)).sorted(by: { $0.rawValue < $1.rawValue }) {
            let acts = arrivals.work.filter { $0.member == member }.map {
                "\($0.act.rawValue) \($0.steps.grouped)"
            }
            lines.append("\(member.rawValue): \(acts.joined(separator: ", "))")
        }
        guard let first = lines.first else { return [("Came in", "nothing \(since)")] }
        return [("Came in", "\(since): \(first)")] + lines.dropFirst().map { ("", $0) }
    }

    private static func pairs(_ status: StudyStatus) -> [(name: String, value: String)] {
        var pairs = [("Folder", VisibleText.line(status.path))]
        var records = status.records.grouped
        if let first = status.firstDate, let last = status.lastDate {
            records += ", \(first.rawValue) to \(last.rawValue)"
        }
        pairs.append(("Records", records))
        if !status.byKind.isEmpty { pairs.append(("Kinds", RecordRows.facets(status.byKind))) }
        if let arrivals = status.arrivals { pairs += Self.pairs(arrivals) }
        pairs.append(("Steps", status.operations.grouped))
        if let step = status.lastOperation {
            pairs.append(("Last step", "\(step.what), \(Clock.text(step.at)) by \(step.by.rawValue)"))
        }
        pairs.append(("You are", "\(status.member.rawValue) on \(status.device.rawValue)"))
        pairs.append(("Audit log", status.auditSize.counted("entry", plural: "entries") + " on this device"))
        if let checkpoint = status.checkpoint {
            pairs.append(("Checkpoint", VisibleText.line(checkpoint.words)))
        }
        pairs.append(("Index", status.index == .current ? "current" : "being rebuilt"))
        if let sync = status.sync { pairs += TeamRows.pairs(sync) }
        for edit in status.handEdited.prefix(10) {
            pairs.append(("By hand", "\(edit.change.rawValue): \(edit.path)"))
        }
        if status.handEdited.count > 10 {
            pairs.append(("", "and \((status.handEdited.count - 10).grouped) more"))
        }
        return pairs
    }
}
