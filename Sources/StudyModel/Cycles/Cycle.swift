/// A feedback cycle: findings that are shared with an audience, what it answers, what becomes of them, and what it is
/// told of that (format.md §18).
///
/// What happened stands in ``events``; everything that changes is worked out from them.
package struct Cycle: Hashable, Sendable, Codable {
    package let id: CycleID
    package var title: String
    /// Stakeholder groups and handles, in the order they were named.
    package var audience: [String]
    /// The day by which answers are asked for.
    package var due: CalendarDay
    /// The findings in the versions that are shared.
    package var findings: [Pin]
    package var events: [Event]
    /// As for ``Record/nonce``.
    package var nonce: String

    package init(
        id: CycleID, title: String, audience: [String], due: CalendarDay, findings: [Pin], events: [Event],
        nonce: String
    ) {
        self.id = id
        self.title = title
        self.audience = audience
        self.due = due
        self.findings = findings
        self.events = events
        self.nonce = nonce
    }

    package var path: String { id.path }

    /// A finding in one version.
    package struct Pin: Hashable, Sendable, Codable {
        package var finding: FindingID
        package var number: Int
        /// Of the version.
        package var version: OperationID

        package init(finding: FindingID, number: Int, version: OperationID) {
            self.finding = finding
            self.number = number
            self.version = version
        }
    }

    /// How far it is.
    package enum Stage: String, Hashable, Sendable, Codable, CaseIterable {
        /// Made up, and not yet shared.
        case open
        /// The audience has it; answers come, and are decided about.
        case shared
        /// It is decided what becomes of every finding, in the light of every answer.
        case decided
        /// The audience was told.
        case closed
    }

    package enum Stance: String, Hashable, Sendable, Codable, CaseIterable {
        case agree
        /// Right as far as it goes, with something to add.
        case nuance
        case disagree
        /// Something else that ought to be looked at.
        case new
    }

    package enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
        case keep
        case revise
        case drop
    }

    /// One thing that happened.
    package struct Event: Hashable, Sendable, Codable {
        package enum Act: String, Hashable, Sendable, Codable, CaseIterable {
            case opened, shared, responded, settled, decided, closed
        }

        package let id: OperationID
        package var act: Act
        package var by: MemberID
        package var at: Timestamp
        /// Of a response or a decision: which finding; of a response `nil` means all of them.
        package var finding: FindingID?
        /// Of a response, where it is known, and of its settling.
        package var stance: Stance?
        /// Of a response: the stakeholder group.
        package var group: String?
        /// Of a response: who.
        package var handle: Handle?
        /// Of a response: the record it came in as.
        package var record: RecordID?
        /// Of a response: its words.
        package var text: String?
        /// Of a settling: the response.
        package var response: OperationID?
        package var outcome: Outcome?
        /// Of a decision.
        package var reason: String?
        /// Of a decision: the responses it was made from.
        package var responses: [OperationID]
        /// Of a decision: the version of the finding that it made.
        package var version: OperationID?

        package init(_ act: Act, id: OperationID, by: MemberID, at: Timestamp) {
            self.id = id
            self.act = act
            self.by = by
            self.at = at
            responses = []
        }
    }
}

/// An answer of somebody of the audience.
package struct CycleResponse: Hashable, Sendable, Codable {
    package var id: OperationID
    /// Counts from 1 in the order in which they came.
    package var number: Int
    package var finding: FindingID?
    /// `nil` while a person has yet to say.
    package var stance: Cycle.Stance?
    package var group: String?
    package var handle: Handle?
    package var record: RecordID?
    package var text: String
    package var at: Timestamp
    /// Who took it down.
    package var by: MemberID

    package init(
        id: OperationID, number: Int, finding: FindingID? = nil, stance: Cycle.Stance? = nil,
        group: String? = nil, handle: Handle? = nil, record: RecordID? = nil, text: String, at: Timestamp,
        by: MemberID
    ) {
        self.id = id
        self.number = number
        self.finding = finding
        self.stance = stance
        self.group = group
        self.handle = handle
        self.record = record
        self.text = text
        self.at = at
        self.by = by
    }

    /// Whether it speaks of a finding: of that one, or of all.
    package func concerns(_ finding: FindingID) -> Bool {
        self.finding.map { $0 == finding } ?? (stance != .new)
    }
}

// MARK: - Worked out

extension Cycle {
    /// Who opened it, and when.
    package var opened: Event? { events.first { $0.act == .opened } }

    /// The answers in the order in which they came, each with what was settled last of it.
    package var responses: [CycleResponse] {
        var settled: [OperationID: Event] = [:]
        for event in events where event.act == .settled {
            if let response = event.response { settled[response] = event }
        }
        return events.filter { $0.act == .responded }.enumerated().map { index, event in
            let last = settled[event.id]
            return CycleResponse(
                id: event.id, number: index + 1, finding: last?.finding ?? event.finding,
                stance: last?.stance ?? event.stance, group: last?.group ?? event.group,
                handle: event.handle, record: event.record, text: event.text ?? "", at: event.at, by: event.by
            )
        }
    }

    /// What was decided last about a finding.
    package func decision(on finding: FindingID) -> Event? {
        events.last { $0.act == .decided && $0.finding == finding }
    }

    /// Whether the last decision about a finding took every answer to it into account.
    package func isDecided(_ finding: FindingID) -> Bool {
        guard let decision = decision(on: finding) else { return false }
        return Set(responses.filter { $0.concerns(finding) }.map(\.id)).isSubset(of: decision.responses)
    }

    /// The findings that wait for a decision.
    package var undecided: [FindingID] { findings.map(\.finding).filter { !isDecided($0) } }

    /// The answers whose stance a person has yet to say.
    package var unsettled: [CycleResponse] { responses.filter { $0.stance == nil } }

    package var stage: Stage {
        if events.contains(where: { $0.act == .closed }) { return .closed }
        guard events.contains(where: { $0.act == .shared }) else { return .open }
        return undecided.isEmpty && unsettled.isEmpty ? .decided : .shared
    }

    /// Puts its words through a function.
    package func rewritten(_ change: (String) -> String) -> Cycle {
        var cycle = self
        cycle.title = change(title)
        cycle.audience = audience.map { Self.rewritten($0, change) }
        for index in events.indices {
            cycle.events[index].group = events[index].group.map { Self.rewritten($0, change) }
            cycle.events[index].text = events[index].text.map(change)
            cycle.events[index].reason = events[index].reason.map(change)
        }
        return cycle
    }

    /// A group whose name says who somebody is, under another one; a handle as it is.
    package static func rewritten(_ group: String, _ change: (String) -> String) -> String {
        if Handle(rawValue: group) != nil { return group }
        let words = group.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }
            .joined(separator: " ")
        let new = change(words)
        if new == words { return group }
        let plain = new.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
            .joined(separator: "-")
        if let handle = Handle(rawValue: plain.uppercased()) { return handle.rawValue }
        return isAudience(plain) ? plain : "group"
    }

    /// Whether a text can name a part of an audience: a group or a handle.
    package static func isAudience(_ text: String) -> Bool {
        Handle(rawValue: text) != nil || RoundID(rawValue: text) != nil
    }
}
