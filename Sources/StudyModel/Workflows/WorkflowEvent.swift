/// Something that was done in a workflow: one line of `workflows/<name>.jsonl`.
package struct WorkflowEvent: Hashable, Sendable, Codable {
    package enum Act: String, Hashable, Sendable, Codable, CaseIterable {
        /// A step began: the first, the next, or an earlier one again.
        case entered
        case finished
        case ticked
        case unticked
    }

    /// The operation that wrote it.
    package let id: OperationID
    package var act: Act
    package var by: MemberID
    package var at: Timestamp
    /// Of `entered`.
    package var step: String?
    /// Of `ticked` and `unticked`.
    package var tick: String?
    /// Why; of a step that began or ended though something was missing, or that began again, always.
    package var reason: String?

    package init(
        _ act: Act, id: OperationID, by: MemberID, at: Timestamp, step: String? = nil, tick: String? = nil,
        reason: String? = nil
    ) {
        self.act = act
        self.id = id
        self.by = by
        self.at = at
        self.step = step
        self.tick = tick
        self.reason = reason
    }

    /// What can't be in an event, as a sentence; `nil` for a possible one.
    package var problem: String? {
        let isWhole =
            switch act {
            case .entered: step != nil && tick == nil
            case .finished: step == nil && tick == nil
            case .ticked, .unticked: tick != nil && step == nil
            }
        return isWhole ? nil : "The act '\(act.rawValue)' lacks what it needs, or has more."
    }
}

extension WorkflowEvent {
    /// Puts its words through a function.
    package func rewritten(_ change: (String) -> String) -> WorkflowEvent {
        var event = self
        event.reason = reason.map(change)
        return event
    }
}

extension WorkflowEvent: Comparable {
    /// By when it was done, then by id, so that all copies of a study tell one history.
    package static func < (left: WorkflowEvent, right: WorkflowEvent) -> Bool {
        (left.at, left.id.rawValue) < (right.at, right.id.rawValue)
    }
}

/// Writes and reads the history of a workflow.
package enum WorkflowText {
    /// The largest history that is read, in bytes: 1 MiB.
    package static let largest = 1 << 20

    /// One event a line of canonical JSON (RFC 8785: keys sorted, no spaces), each ended by LF.
    package static func bytes(of events: [WorkflowEvent]) -> [UInt8] {
        events.flatMap { Array($0.line.utf8) + [0x0A] }
    }

    /// Reads a history, in the order in which it happened.
    ///
    /// - Throws: ``PeopleTextFailure`` with the first line that is not canonical, can't be, or repeats an id.
    package static func events(from bytes: [UInt8]) throws(PeopleTextFailure) -> [WorkflowEvent] {
        guard bytes.count <= largest else {
            throw PeopleTextFailure(line: nil, reason: "The file is too large.")
        }
        var events: [WorkflowEvent] = []
        var ids: Set<OperationID> = []
        for (number, range) in zip(1..., Bytes.lines(bytes)) {
            var index = range.lowerBound
            guard case .object(let values)? = JSONValues.value(in: bytes[range], at: &index),
                index == range.upperBound
            else {
                throw PeopleTextFailure(line: number, reason: "The line is not JSON as the format says.")
            }
            let event = try WorkflowEvent(fields: Fields(values: values, line: number))
            if let problem = event.problem { throw PeopleTextFailure(line: number, reason: problem) }
            guard bytes[range].elementsEqual(event.line.utf8), ids.insert(event.id).inserted else {
                throw PeopleTextFailure(line: number, reason: "The line is not canonical, or stands twice.")
            }
            events.append(event)
        }
        return events.sorted()
    }
}

extension WorkflowEvent {
    fileprivate var line: String {
        let texts: [String: String?] = [
            "act": act.rawValue, "at": at.rawValue, "by": by.rawValue, "id": id.rawValue, "reason": reason,
            "step": step, "tick": tick,
        ]
        return FieldValue.object(texts.compactMapValues { $0.map { .text($0) } }).json
    }

    fileprivate init(fields: Fields) throws(PeopleTextFailure) {
        self.init(
            try fields.one("act") { Act(rawValue: $0) },
            id: try fields.one("id") { OperationID(rawValue: $0) },
            by: try fields.one("by") { MemberID(rawValue: $0) },
            at: try fields.one("at") { Timestamp(rawValue: $0) }, step: try fields.maybe("step") { $0 },
            tick: try fields.maybe("tick") { $0 }, reason: try fields.maybe("reason") { $0 })
    }
}
