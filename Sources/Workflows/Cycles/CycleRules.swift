package import StudyModel

/// What is done with a feedback cycle.
package enum CycleStep: Hashable, Sendable {
    /// - Parameter unexamined: its findings without a word on what speaks against them.
    case share(unexamined: [FindingID])
    case respond(CycleAnswer)
    /// Says what an answer means that came without its stance, or corrects that.
    case settle(OperationID, CycleAnswer)
    /// - Parameter version: what a revision made.
    case decide(FindingID, Cycle.Outcome, reason: String, version: OperationID?)
    case close
}

/// What somebody of the audience answers.
package struct CycleAnswer: Hashable, Sendable {
    package var stance: Cycle.Stance?
    package var finding: FindingID?
    package var group: String?
    package var handle: Handle?
    package var record: RecordID?
    package var text = ""

    package init(stance: Cycle.Stance? = nil, finding: FindingID? = nil, text: String = "") {
        self.stance = stance
        self.finding = finding
        self.text = text
    }
}

/// Who does a step, when, and under which id it is kept.
package struct CycleStamp: Hashable, Sendable {
    package var id: OperationID
    package var by: MemberID
    package var at: Timestamp

    package init(id: OperationID, by: MemberID, at: Timestamp) {
        self.id = id
        self.by = by
        self.at = at
    }

    fileprivate func event(_ act: Cycle.Event.Act) -> Cycle.Event {
        Cycle.Event(act, id: id, by: by, at: at)
    }
}

/// What may be done with a feedback cycle in which state; every step in every state has one answer.
///
/// ```
///          share            every finding decided,
///                           every answer understood              close
///   open ---------> shared <------------------------> decided ---------> closed
///                    respond, settle, decide   another answer
/// ```
package enum CycleRules {
    /// The cycle after a step.
    ///
    /// A cycle that was shared can be shared again, which changes nothing.
    ///
    /// - Returns: why not, where its state does not allow the step: `cycle.state`; `cycle.invalid` for a finding or an answer
    ///   that is not of the cycle; `finding.unexamined`.
    package static func applied(
        _ step: CycleStep, to cycle: Cycle, _ stamp: CycleStamp
    ) -> Result<Cycle, StudyError> {
        let stage = cycle.stage
        if stage == .closed { return .failure(closed(cycle)) }
        if case .share(let unexamined) = step {
            guard stage == .open else { return .success(cycle) }
            if let finding = unexamined.first { return .failure(Self.unexamined(finding)) }
            return .success(cycle.adding(stamp.event(.shared)))
        }
        guard stage != .open else { return .failure(unshared(cycle)) }
        switch step {
        case .share: return .success(cycle)
        case .respond(let answer): return responded(answer, cycle, stamp)
        case .settle(let id, let answer): return settled(id, answer, cycle, stamp)
        case .decide(let finding, let outcome, let reason, let version):
            return decided(finding, outcome, reason, version, cycle, stamp)
        case .close:
            if stage == .decided { return .success(cycle.adding(stamp.event(.closed))) }
            return .failure(undecided(cycle))
        }
    }

    /// More than this is no audience but a fault.
    private static let mostEvents = 10_000

    // MARK: Steps

    private static func responded(
        _ answer: CycleAnswer, _ cycle: Cycle, _ stamp: CycleStamp
    ) -> Result<Cycle, StudyError> {
        if let finding = answer.finding, let strange = foreign(finding, cycle) { return .failure(strange) }
        guard cycle.events.count < mostEvents else {
            return .failure(
                StudyError(
                    .cycleInvalid, "The cycle has too many answers.", hint: "Open another for what comes now."
                ))
        }
        if answer.text.allSatisfy(\.isWhitespace), answer.stance == nil {
            return .failure(
                StudyError(
                    .cycleInvalid, "An answer has a stance or words.",
                    hint: "Say agree, nuance, disagree or new, and what was said."))
        }
        var event = stamp.event(.responded)
        event.stance = answer.stance
        event.finding = answer.finding ?? (cycle.findings.count == 1 ? cycle.findings[0].finding : nil)
        event.group = answer.group
        event.handle = answer.handle
        event.record = answer.record
        event.text = answer.text
        return .success(cycle.adding(event))
    }

    private static func settled(
        _ id: OperationID, _ answer: CycleAnswer, _ cycle: Cycle, _ stamp: CycleStamp
    ) -> Result<Cycle, StudyError> {
        if let finding = answer.finding, let strange = foreign(finding, cycle) { return .failure(strange) }
        guard cycle.responses.contains(where: { $0.id == id }), let stance = answer.stance else {
            return .failure(
                StudyError(
                    .cycleInvalid, "The cycle has no such answer, or no stance is said of it.",
                    hint: "'rir cycle show \(cycle.id)' numbers the answers."))
        }
        var event = stamp.event(.settled)
        event.response = id
        event.stance = stance
        event.finding = answer.finding
        event.group = answer.group
        return .success(cycle.adding(event))
    }

    private static func decided(
        _ finding: FindingID, _ outcome: Cycle.Outcome, _ reason: String, _ version: OperationID?,
        _ cycle: Cycle, _ stamp: CycleStamp
    ) -> Result<Cycle, StudyError> {
        if let strange = foreign(finding, cycle) { return .failure(strange) }
        let concerned = cycle.responses.filter { $0.concerns(finding) }
        if let waiting = concerned.first(where: { $0.stance == nil }) {
            return .failure(
                StudyError(
                    .cycleState, "Nobody has said yet what answer \(waiting.number) means.",
                    hint:
                        "Read it with 'rir cycle show \(cycle.id)', then 'rir cycle respond \(cycle.id) STANCE --answer \(waiting.number)'."
                ))
        }
        if reason.allSatisfy(\.isWhitespace) {
            return .failure(
                StudyError(
                    .cycleInvalid, "What becomes of a finding is decided for a reason.",
                    hint: "The audience is told it: give it with --reason."))
        }
        var event = stamp.event(.decided)
        event.finding = finding
        event.outcome = outcome
        event.reason = reason
        event.version = version
        event.responses = concerned.map(\.id)
        return .success(cycle.adding(event))
    }

    // MARK: Refusals

    private static func foreign(_ finding: FindingID, _ cycle: Cycle) -> StudyError? {
        if cycle.findings.contains(where: { $0.finding == finding }) { return nil }
        return StudyError(
            .cycleInvalid, "The finding '\(finding)' is not in the cycle \(cycle.id).",
            hint: "It is about \(cycle.findings.map(\.finding.rawValue).joined(separator: ", ")).")
    }

    private static func closed(_ cycle: Cycle) -> StudyError {
        StudyError(
            .cycleState, "The cycle \(cycle.id) is closed: its audience was told.",
            hint: "Open another for what came since: 'rir cycle open'.")
    }

    private static func unshared(_ cycle: Cycle) -> StudyError {
        StudyError(
            .cycleState, "The cycle \(cycle.id) has not been shared yet.",
            hint: "Share it with 'rir cycle share \(cycle.id)'.")
    }

    private static func undecided(_ cycle: Cycle) -> StudyError {
        if let answer = cycle.unsettled.first {
            return StudyError(
                .cycleState, "Nobody has said yet what answer \(answer.number) means.",
                hint: "'rir cycle respond \(cycle.id) STANCE --answer \(answer.number)' says it.")
        }
        let names = cycle.undecided.map(\.rawValue).joined(separator: ", ")
        return StudyError(
            .cycleState, "It is not decided yet, in the light of every answer, what becomes of \(names).",
            hint: "Decide with 'rir cycle decide \(cycle.id)'.")
    }

    /// Why a finding can't be shared.
    package static func unexamined(_ finding: FindingID) -> StudyError {
        StudyError(
            .findingUnexamined, "Nothing says what speaks against '\(finding)'.",
            hint:
                "Link what does with 'rir finding link \(finding) --against RECORD/CODING', or say where you looked and found nothing: 'rir finding edit \(finding) --searched TEXT'."
        )
    }

    // MARK: What is due

    /// What a cycle waits for on a day.
    package static func waits(of cycle: Cycle, on today: CalendarDay) -> [CycleWait] {
        let isOverdue = today > cycle.due
        switch cycle.stage {
        case .open: return [CycleWait(.sharing, isOverdue: isOverdue)]
        case .decided: return [CycleWait(.telling, isOverdue: isOverdue)]
        case .closed: return []
        case .shared:
            var waits: [CycleWait] = []
            let unsettled = cycle.unsettled.count
            if unsettled > 0 { waits.append(CycleWait(.stances, count: unsettled, isOverdue: isOverdue)) }
            if !isOverdue || cycle.responses.isEmpty {
                waits.append(CycleWait(.answers, isOverdue: isOverdue))
            }
            if isOverdue || !cycle.responses.isEmpty {
                let undecided = cycle.undecided.count
                if undecided > 0 {
                    waits.append(CycleWait(.decisions, count: undecided, isOverdue: isOverdue))
                }
            }
            return waits
        }
    }
}

extension Cycle {
    fileprivate func adding(_ event: Event) -> Cycle {
        var cycle = self
        cycle.events.append(event)
        return cycle
    }
}
