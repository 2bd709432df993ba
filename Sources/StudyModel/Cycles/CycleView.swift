/// A feedback cycle as a person asks for it.
package struct CyclePlan: Hashable, Sendable, Codable {
    package var title: String
    /// Names of findings; each is pinned in its newest version.
    package var findings: [String]
    /// Stakeholder groups, such as `link-workers`, and handles.
    package var audience: [String]
    package var due: CalendarDay
    package var cleared: Bool?

    package init(
        title: String, findings: [String], audience: [String], due: CalendarDay, cleared: Bool? = nil
    ) {
        self.title = title
        self.findings = findings
        self.audience = audience
        self.due = due
        self.cleared = cleared
    }
}

/// An answer as a person records it, or what they say of one that waits.
package struct ResponseDraft: Hashable, Sendable, Codable {
    /// The number of an answer that is there already, whose stance is said.
    package var response: Int?
    package var stance: Cycle.Stance?
    /// The name or the number of a finding; all of the cycle without it.
    package var finding: String?
    package var group: String?
    package var handle: Handle?
    /// A part of the id of the record that holds it.
    package var record: String?
    package var text: String?
    package var cleared: Bool?

    package init(response: Int? = nil, stance: Cycle.Stance? = nil, text: String? = nil) {
        self.response = response
        self.stance = stance
        self.text = text
    }
}

/// What becomes of a finding, as a person says it.
package struct CycleOrder: Hashable, Sendable, Codable {
    /// The name or the number of a finding; may be left out where there is one.
    package var finding: String?
    package var outcome: Cycle.Outcome
    package var reason: String
    /// Of `revise`: what the finding says from now on.
    package var statement: String?
    package var cleared: Bool?

    package init(
        finding: String? = nil, outcome: Cycle.Outcome, reason: String, statement: String? = nil,
        cleared: Bool? = nil
    ) {
        self.finding = finding
        self.outcome = outcome
        self.reason = reason
        self.statement = statement
        self.cleared = cleared
    }
}

/// What a cycle waits for.
package struct CycleWait: Hashable, Sendable, Codable {
    package enum What: String, Hashable, Sendable, Codable, CaseIterable {
        /// To be shared.
        case sharing
        /// For answers, until its day.
        case answers
        /// For somebody to say what answers mean.
        case stances
        /// For decisions about findings.
        case decisions
        /// To be told back to the audience.
        case telling
    }

    package var what: What
    /// How many of it; 1 where it can't be counted.
    package var count: Int
    /// Whether its day is over.
    package var isOverdue: Bool

    package init(_ what: What, count: Int = 1, isOverdue: Bool) {
        self.what = what
        self.count = count
        self.isOverdue = isOverdue
    }
}

/// A finding of a cycle, as it was shared and as it is now.
package struct CycleFinding: Hashable, Sendable, Codable {
    package var pin: Cycle.Pin
    /// What was shared; absent where that version is not in the study any more.
    package var statement: String?
    /// The last decision about it.
    package var decision: Cycle.Event?
    /// Whether that decision took every answer into account.
    package var isDecided: Bool
    /// How often each stance was taken to it.
    package var stances: [String: Int]
    /// What the finding says now, where that is not what was shared.
    package var now: String?

    package init(
        pin: Cycle.Pin, statement: String?, decision: Cycle.Event?, isDecided: Bool, stances: [String: Int],
        now: String?
    ) {
        self.pin = pin
        self.statement = statement
        self.decision = decision
        self.isDecided = isDecided
        self.stances = stances
        self.now = now
    }
}

/// A feedback cycle as it is shown.
package struct CycleView: Hashable, Sendable, Codable {
    package var id: CycleID
    package var title: String
    package var stage: Cycle.Stage
    package var audience: [String]
    package var due: CalendarDay
    /// Days until then; negative when it is over.
    package var daysLeft: Int
    /// What answers by e-mail are to carry.
    package var token: String
    package var findings: [CycleFinding]
    package var responses: [CycleResponse]
    package var waits: [CycleWait]
    package var events: [Cycle.Event]
    /// Its file inside the study's folder.
    package var path: String
    /// What a write was; absent when nothing was asked to change or nothing did.
    package var operation: OperationID?

    package init(
        _ cycle: Cycle, findings: [CycleFinding], daysLeft: Int, waits: [CycleWait],
        operation: OperationID? = nil
    ) {
        id = cycle.id
        title = cycle.title
        stage = cycle.stage
        audience = cycle.audience
        due = cycle.due
        self.daysLeft = daysLeft
        token = cycle.id.token
        self.findings = findings
        responses = cycle.responses
        self.waits = waits
        events = cycle.events
        path = cycle.path
        self.operation = operation
    }
}
