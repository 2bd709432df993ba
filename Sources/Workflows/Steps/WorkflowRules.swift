package import StudyModel

/// Where a workflow stands: its plan and everything that was done.
package struct WorkflowStanding: Hashable, Sendable {
    package let plan: WorkflowPlan
    /// In the order in which it happened.
    package let events: [WorkflowEvent]

    package init(_ plan: WorkflowPlan, events: [WorkflowEvent]) {
        self.plan = plan
        self.events = events.sorted()
    }

    /// The place of the step that is worked on; `nil` before the first and after the last.
    ///
    /// What was done in steps that the plan no longer has is not counted.
    package var place: Int? {
        for event in events.reversed() {
            if event.act == .finished { return nil }
            if let place = event.step.flatMap(plan.place) { return place }
        }
        return nil
    }

    package var state: WorkflowView.State {
        if place != nil { return .running }
        let last = events.last { $0.act == .finished || $0.step.flatMap(plan.place) != nil }
        return last?.act == .finished ? .finished : .waiting
    }

    /// What somebody says holds, with who said it.
    package var ticked: [String: Provenance] {
        var ticked: [String: Provenance] = [:]
        for event in events {
            guard let tick = event.tick else { continue }
            ticked[tick] = event.act == .ticked ? Provenance(by: event.by, at: event.at) : nil
        }
        return ticked
    }

    /// When each step began the last time, by its place.
    package var entered: [Int: Timestamp] {
        var entered: [Int: Timestamp] = [:]
        for event in events { if let place = event.step.flatMap(plan.place) { entered[place] = event.at } }
        return entered
    }

    /// The day on which a step is to end.
    package func due(_ place: Int) -> CalendarDay? {
        let step = plan.steps[place]
        guard step.due == nil, let days = step.days, let began = entered[place] else { return step.due }
        return CalendarDay(daysSinceEpoch: began.day.daysSinceEpoch + days)
    }

    /// What has to hold before the step that comes next may begin: the end of this one and the beginning of that.
    package var needs: [WorkflowPlan.Need] {
        switch state {
        case .finished: []
        case .waiting: plan.steps[0].enter
        case .running:
            plan.steps[place ?? 0].leave
                + (plan.steps.indices.contains((place ?? 0) + 1) ? plan.steps[(place ?? 0) + 1].enter : [])
        }
    }
}

/// What may be done with a workflow in which state; every order in every state has one answer.
///
/// ```
///            start            advance, back              advance
///   waiting -------> step 1 <--------------> step n -----------------> finished
///                       ^                                                  |
///                       +------------------- back -------------------------+
/// ```
package enum WorkflowRules {
    /// What an order makes happen; `nil` where it is so already.
    ///
    /// A step may begin though something is missing, if somebody says why: analysis goes back and forth.
    ///
    /// - Returns: why not: `workflow.state` where the state does not allow it, `workflow.unready` where something is missing,
    ///   `workflow.invalid` for a step or a name that the plan does not have.
    package static func applied(
        _ order: WorkflowOrder, to standing: WorkflowStanding, _ name: WorkflowName,
        facts: [WorkflowFact: WorkflowFact.Value], id: OperationID, by member: MemberID, at moment: Timestamp
    ) -> Result<WorkflowEvent?, StudyError> {
        let reason = order.reason.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
        func event(
            _ act: WorkflowEvent.Act, step: String? = nil, tick: String? = nil
        ) -> Result<WorkflowEvent?, StudyError> {
            .success(
                WorkflowEvent(act, id: id, by: member, at: moment, step: step, tick: tick, reason: reason))
        }
        switch (order.what, standing.state) {
        case (.start, .running): return .success(nil)
        case (.start, .finished): return .failure(finished(name))
        case (.start, .waiting), (.advance, .running):
            if reason == nil, let why = unready(standing, name, facts) { return .failure(why) }
            let next = standing.place.map { $0 + 1 } ?? 0
            let steps = standing.plan.steps
            return steps.indices.contains(next) ? event(.entered, step: steps[next].name) : event(.finished)
        case (.advance, .waiting), (.back, .waiting): return .failure(unstarted(name))
        case (.advance, .finished): return .failure(finished(name))
        case (.back, .running), (.back, .finished):
            switch earlier(order, standing, name, reason) {
            case .success(let step): return event(.entered, step: step)
            case .failure(let error): return .failure(error)
            }
        case (.tick, _), (.untick, _):
            guard let tick = order.tick, standing.plan.ticks.contains(where: { $0.name == tick }) else {
                return .failure(unknownTick(standing.plan, name))
            }
            let isTicked = standing.ticked[tick] != nil
            if isTicked == (order.what == .tick) { return .success(nil) }
            return event(order.what == .tick ? .ticked : .unticked, tick: tick)
        }
    }

    /// The earlier step that an order means.
    private static func earlier(
        _ order: WorkflowOrder, _ standing: WorkflowStanding, _ name: WorkflowName, _ reason: String?
    ) -> Result<String, StudyError> {
        let limit = standing.place ?? standing.plan.steps.count
        let earlier = standing.plan.steps.prefix(limit).map(\.name)
        guard let step = order.step, earlier.contains(step) else {
            return .failure(
                StudyError(
                    .workflowInvalid,
                    earlier.isEmpty
                        ? "'\(name)' stands at its first step." : "That is no earlier step of '\(name)'.",
                    hint: earlier.isEmpty ? nil : "Earlier steps are \(earlier.joined(separator: ", "))."))
        }
        guard reason != nil else {
            return .failure(
                StudyError(
                    .workflowInvalid, "A step begins again for a reason.",
                    hint: "Give it with --reason; the history keeps it."))
        }
        return .success(step)
    }

    // MARK: Refusals

    private static func unready(
        _ standing: WorkflowStanding, _ name: WorkflowName, _ facts: [WorkflowFact: WorkflowFact.Value]
    ) -> StudyError? {
        let ticked = Set(standing.ticked.keys)
        let missing = standing.needs.filter { !$0.isMet(facts, ticked: ticked) }
        guard let first = missing.first else { return nil }
        let more = missing.count == 1 ? "" : " and \(missing.count - 1) more"
        return StudyError(
            .workflowUnready, "Something is missing before '\(name)' may go on: \(first.words)\(more).",
            hint: "'rir workflow show \(name)' lists it; --reason goes on all the same and keeps why.")
    }

    private static func finished(_ name: WorkflowName) -> StudyError {
        StudyError(
            .workflowState, "'\(name)' is finished.",
            hint: "'rir workflow back \(name) STEP --reason …' begins a step again.")
    }

    private static func unstarted(_ name: WorkflowName) -> StudyError {
        StudyError(
            .workflowState, "'\(name)' has not begun.", hint: "'rir workflow start \(name)' begins it.")
    }

    private static func unknownTick(_ plan: WorkflowPlan, _ name: WorkflowName) -> StudyError {
        let names = plan.ticks.map(\.name)
        return StudyError(
            .workflowInvalid, "That is nothing to tick off in '\(name)'.",
            hint: names.isEmpty
                ? "Its plan has nothing to tick off." : "There is \(names.joined(separator: ", ")).")
    }
}
