package import StudyModel

extension AnswerMerge {
    /// A finding with a version in which what was asked about is as the other side has it.
    package static func finding(
        other: Finding, fields: [String], now: Finding, id: OperationID, _ written: Provenance
    ) -> Finding {
        var finding = now
        let (mine, theirs) = (now.latest, other.latest)
        finding.versions.append(
            Finding.Version(
                id: id, number: mine.number + 1, state: fields.contains("state") ? theirs.state : mine.state,
                statement: fields.contains("statement") ? theirs.statement : mine.statement,
                links: mine.links, searched: fields.contains("searched") ? theirs.searched : mine.searched,
                written: written, cause: .edit, reason: theirs.reason))
        return finding
    }

    /// A cycle in which the other side's decisions are made again, and are the last.
    package static func cycle(
        other: Cycle, fields: [String], now: Cycle, _ written: Provenance, ids: () -> OperationID
    ) -> Cycle {
        var cycle = now
        if fields.contains("title") { cycle.title = other.title }
        if fields.contains("due") { cycle.due = other.due }
        for pin in now.findings where fields.contains("decision \(pin.finding)") {
            guard let decision = other.decision(on: pin.finding) else { continue }
            var event = Cycle.Event(.decided, id: ids(), by: written.by, at: written.at)
            event.finding = pin.finding
            (event.outcome, event.reason) = (decision.outcome, decision.reason)
            (event.responses, event.version) = (decision.responses, decision.version)
            cycle.events.append(event)
        }
        return cycle
    }
}
