internal import StudyArchive
package import StudyModel
internal import Workflows

/// Workflows: what work goes through, and where it stands.
extension StudyService {
    /// All workflows by name, and plans that are none as the format says, one sentence each.
    package func workflows() async throws(StudyError) -> (workflows: [WorkflowView], unreadable: [String]) {
        try await refreshed()
        var views: [WorkflowView] = []
        var unreadable: [String] = []
        let facts = try await workflowFacts()
        for path in try await reader.files(below: "workflows") where path.hasSuffix(".yaml") {
            guard let name = WorkflowName(path: path) else { continue }
            do throws(StudyError) {
                views.append(view(of: try await standing(of: name), name, facts))
            } catch  where error.code == .workflowInvalid { unreadable.append(error.message) }
        }
        return (views.sorted { $0.name < $1.name }, unreadable)
    }

    /// One workflow.
    ///
    /// - Throws: `workflow.not_found`, `workflow.invalid` for a plan that can't be read.
    package func workflow(_ text: String) async throws(StudyError) -> WorkflowView {
        try await refreshed()
        let name = try await workflowName(text)
        return view(of: try await standing(of: name), name, try await workflowFacts())
    }

    /// Keeps a plan; of a workflow that is there already its plan is replaced, and what was done stays.
    ///
    /// - Throws: `workflow.invalid`, `names.suspected`. Nothing is written then.
    package func planWorkflow(
        _ text: String, plan: String, cleared: Bool
    ) async throws(StudyError) -> WorkflowView {
        try await refreshed()
        guard let name = WorkflowName(rawValue: text) else {
            throw StudyError(
                .workflowInvalid, "A workflow's name is made of small letters, digits and dashes.",
                hint: "For example 'thematic-analysis'.")
        }
        _ = try Self.plan(from: Array(plan.utf8), of: name)
        let passed = try await replacingNames(plan, in: "plan", cleared: cleared) ?? plan
        _ = try Self.plan(from: Array(passed.utf8), of: name)
        return try await writing { () async throws(StudyError) -> WorkflowView in
            let path = name.planPath
            let bytes = Array(passed.utf8)
            var operation: OperationID?
            if try await reader.file(path) != bytes {
                operation = try await commit(.workflow, [(path, passed)])
            }
            return view(
                of: try await standing(of: name), name, try await workflowFacts(), operation: operation)
        }
    }

    /// Does something in a workflow.
    ///
    /// - Returns: the workflow, without an operation where it was so already.
    /// - Throws: `workflow.not_found`, `workflow.invalid`, `workflow.state`, `workflow.unready`; `names.suspected`. Nothing is
    ///   written then.
    package func workflow(_ text: String, _ order: WorkflowOrder) async throws(StudyError) -> WorkflowView {
        try await refreshed()
        let made = try await writing { () async throws(StudyError) -> WorkflowView in
            let name = try await workflowName(text)
            let standing = try await standing(of: name)
            let facts = try await workflowFacts()
            var order = order
            order.reason = try await admitted(order.reason, "reason", order.cleared ?? false)
            let event = try WorkflowRules.applied(
                order, to: standing, name, facts: facts, id: surroundings.operationID(),
                by: archive.member, at: surroundings.now
            ).get()
            guard let event else { return view(of: standing, name, facts) }
            let bytes = (try await reader.file(name.historyPath) ?? []) + WorkflowText.bytes(of: [event])
            let operation = ArchiveOperation(
                id: event.id, act: .workflow, by: event.by, at: event.at,
                reason: "\(name): \(event.act.rawValue) \(event.step ?? event.tick ?? "")",
                files: [name.historyPath: bytes])
            _ = try await commit([operation])[0].get()
            let next = WorkflowStanding(standing.plan, events: standing.events + [event])
            return view(of: next, name, facts, operation: event.id)
        }
        if made.operation != nil { hooks.fire(.workflowMoved, HookEvent.Moved(made)) }
        return made
    }

    // MARK: Reading

    private func workflowName(_ text: String) async throws(StudyError) -> WorkflowName {
        let names = try await reader.files(below: "workflows").filter { $0.hasSuffix(".yaml") }
            .compactMap { WorkflowName(path: $0) }
        if let exact = names.first(where: { $0.rawValue == text }) { return exact }
        let found = names.filter { !text.isEmpty && $0.rawValue.contains(text.lowercased()) }
        if found.count == 1 { return found[0] }
        throw StudyError(
            .workflowNotFound,
            found.isEmpty
                ? "There is no workflow '\(text.printable)'."
                : "'\(text.printable)' could mean \(found.map(\.rawValue).joined(separator: ", ")).",
            hint: "'rir workflow list' shows those there are.")
    }

    private func standing(of name: WorkflowName) async throws(StudyError) -> WorkflowStanding {
        let plan = try Self.plan(from: try await reader.file(name.planPath) ?? [], of: name)
        do throws(PeopleTextFailure) {
            let events = try WorkflowText.events(from: try await readable(name.historyPath))
            return WorkflowStanding(plan, events: events)
        } catch {
            throw StudyError(
                .workflowInvalid, "'\(name.historyPath)' is not as the format says: \(error.sentence)",
                hint: "The file is only ever added to: 'git log -p' on it shows what changed it.")
        }
    }

    /// The bytes of a file, none where it can't be had.
    private func readable(_ path: String) async throws(PeopleTextFailure) -> [UInt8] {
        do throws(StudyError) { return try await reader.file(path) ?? [] } catch {
            throw PeopleTextFailure(line: nil, reason: error.message)
        }
    }

    private static func plan(
        from bytes: [UInt8], of name: WorkflowName
    ) throws(StudyError) -> WorkflowPlan {
        do throws(WorkflowReader.Failure) { return try WorkflowReader.plan(from: bytes) } catch {
            throw StudyError(
                .workflowInvalid, "'\(name.planPath)': \(error.sentence)",
                hint: "docs/how-to/workflows.md shows how a plan is written.")
        }
    }

    // MARK: Showing

    private func view(
        of standing: WorkflowStanding, _ name: WorkflowName, _ facts: [WorkflowFact: WorkflowFact.Value],
        operation: OperationID? = nil
    ) -> WorkflowView {
        let (place, state, ticked, entered) = (
            standing.place, standing.state, standing.ticked, standing.entered
        )
        let steps = standing.plan.steps.enumerated().map { number, step in
            let stage: WorkflowView.Step.Stage =
                switch state {
                case .waiting: .ahead
                case .finished: .done
                case .running: number == place ? .current : number < place ?? 0 ? .done : .ahead
                }
            return WorkflowView.Step(
                name: step.name, title: step.title, asked: step.asked, stage: stage,
                entered: entered[number], due: standing.due(number),
                enter: step.enter.map { Self.view(of: $0, facts, ticked) },
                leave: step.leave.map { Self.view(of: $0, facts, ticked) })
        }
        let left = place.flatMap(standing.due).map {
            $0.daysSinceEpoch - surroundings.now.day.daysSinceEpoch
        }
        return WorkflowView(
            name: name, title: standing.plan.title, state: state, steps: steps, events: standing.events,
            daysLeft: left, operation: operation)
    }

    private static func view(
        of need: WorkflowPlan.Need, _ facts: [WorkflowFact: WorkflowFact.Value],
        _ ticked: [String: Provenance]
    ) -> WorkflowView.Need {
        var view = WorkflowView.Need(
            words: need.words, isMet: need.isMet(facts, ticked: Set(ticked.keys)))
        switch need {
        case .tick(let name, _): (view.tick, view.ticked) = (name, ticked[name])
        case .fact(let fact, _): view.now = facts[fact]?.words
        }
        return view
    }

    /// Where running workflows stand, in a sentence each.
    func workflowAdvice() async throws(StudyError) -> [String] {
        // Where none has begun, nothing is counted.
        guard try await reader.files(below: "workflows").contains(where: { $0.hasSuffix(".jsonl") }) else {
            return []
        }
        return try await workflows().workflows.compactMap { view in
            guard let step = view.current else { return nil }
            let missing = view.missing.count
            let due =
                switch view.daysLeft {
                case nil: ""
                case 0?: ", due today"
                case let days? where days < 0: ", \((-days).counted("day")) overdue"
                case let days?: ", due in \(days.counted("day"))"
                }
            let next =
                missing == 0
                ? "nothing is missing: 'rir workflow advance \(view.name)' goes on."
                : "\(missing.counted("thing")) \(missing == 1 ? "is" : "are") missing: 'rir workflow show \(view.name)' lists them."
            return "'\(view.title)' stands at '\(step.title)'\(due); \(next)"
        }
    }
}

extension HookEvent {
    /// `data` of `workflow.moved`: which workflow, where it stands now, and by which operation.
    struct Moved: Encodable {
        var workflow: WorkflowName
        var state: WorkflowView.State
        var step: String?
        var act: WorkflowEvent.Act?
        var operation: OperationID?

        init(_ view: WorkflowView) {
            workflow = view.name
            state = view.state
            step = view.current?.name
            operation = view.operation
            act = view.events.first { $0.id == view.operation }?.act
        }
    }
}
