/// A workflow as it stands.
package struct WorkflowView: Hashable, Sendable, Codable {
    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        case waiting
        case running
        case finished
    }

    package struct Step: Hashable, Sendable, Codable {
        package enum Stage: String, Hashable, Sendable, Codable, CaseIterable {
            /// It is over.
            case done
            /// It is what is worked on.
            case current
            /// It comes later.
            case ahead
        }

        package var name: String
        package var title: String
        package var asked: [String]
        package var stage: Stage
        /// When it began, the last time.
        package var entered: Timestamp?
        /// The day it is to end, where the plan says one or it has begun.
        package var due: CalendarDay?
        /// What has to hold before it begins.
        package var enter: [Need]
        /// What has to hold before it ends.
        package var leave: [Need]

        package init(
            name: String, title: String, asked: [String], stage: Stage, entered: Timestamp?,
            due: CalendarDay?, enter: [Need], leave: [Need]
        ) {
            self.name = name
            self.title = title
            self.asked = asked
            self.stage = stage
            self.entered = entered
            self.due = due
            self.enter = enter
            self.leave = leave
        }
    }

    package struct Need: Hashable, Sendable, Codable {
        package var words: String
        package var isMet: Bool
        /// How it is ticked off, where somebody has to say it.
        package var tick: String?
        /// Who said it, and when.
        package var ticked: Provenance?
        /// What the study says, where it does: `12 of 30 (40 %)`.
        package var now: String?

        package init(
            words: String, isMet: Bool, tick: String? = nil, ticked: Provenance? = nil, now: String? = nil
        ) {
            self.words = words
            self.isMet = isMet
            self.tick = tick
            self.ticked = ticked
            self.now = now
        }
    }

    package var name: WorkflowName
    package var title: String
    package var state: State
    package var steps: [Step]
    /// In the order in which it happened.
    package var events: [WorkflowEvent]
    /// Days until the step that is worked on is to end; negative when that day is over.
    package var daysLeft: Int?
    /// The plan's file inside the study's folder.
    package var path: String
    /// What a write was; absent when nothing was asked to change or nothing did.
    package var operation: OperationID?

    package init(
        name: WorkflowName, title: String, state: State, steps: [Step], events: [WorkflowEvent],
        daysLeft: Int?, operation: OperationID?
    ) {
        self.name = name
        self.title = title
        self.state = state
        self.steps = steps
        self.events = events
        self.daysLeft = daysLeft
        path = name.planPath
        self.operation = operation
    }

    /// The step that is worked on.
    package var current: Step? { steps.first { $0.stage == .current } }
    /// The step that comes next.
    package var next: Step? { steps.first { $0.stage == .ahead } }

    /// What is missing before the next step may begin, or the last one end.
    package var missing: [Need] {
        if state == .finished { return [] }
        return ((current?.leave ?? []) + (next?.enter ?? [])).filter { !$0.isMet }
    }
}

/// What a person does in a workflow.
package struct WorkflowOrder: Hashable, Sendable, Codable {
    package enum What: String, Hashable, Sendable, Codable, CaseIterable {
        /// Begins the first step.
        case start
        /// Ends the step and begins the next; ends the workflow after the last.
        case advance
        /// Begins an earlier step again.
        case back
        /// Says that something holds.
        case tick
        /// Takes that back.
        case untick
    }

    package var what: What
    /// Of `back`: the step.
    package var step: String?
    /// Of `tick` and `untick`: its name.
    package var tick: String?
    package var reason: String?
    package var cleared: Bool?

    package init(
        _ what: What, step: String? = nil, tick: String? = nil, reason: String? = nil, cleared: Bool? = nil
    ) {
        self.what = what
        self.step = step
        self.tick = tick
        self.reason = reason
        self.cleared = cleared
    }
}
