internal import StudyArchive
package import StudyModel
internal import Workflows

/// Feedback cycles, from their opening to their end.
extension StudyService {
    /// All cycles, the newest first, and files that are none as the format says, one sentence each.
    package func cycles() async throws(StudyError) -> (cycles: [CycleView], unreadable: [String]) {
        try await refreshed()
        let memory = try await feedbackMemory()
        var views: [CycleView] = []
        for cycle in memory.cycles.values.sorted(by: FeedbackMemory.isNewer) {
            views.append(try await view(of: cycle))
        }
        return (views, memory.unreadableSentences(below: "cycles/"))
    }

    /// One cycle.
    ///
    /// - Throws: `cycle.not_found`, `cycle.ambiguous`, `cycle.invalid`.
    package func cycle(_ name: String) async throws(StudyError) -> CycleView {
        try await refreshed()
        return try await view(of: try await cycle(named: name))
    }

    /// Makes a cycle up, with its findings in their newest versions.
    ///
    /// - Throws: `cycle.invalid`; `finding.unexamined` for a finding without a word on what speaks against it;
    ///   `finding.not_found`, `finding.ambiguous`; `names.suspected`. Nothing is written then.
    package func openCycle(_ plan: CyclePlan) async throws(StudyError) -> CycleView {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> CycleView in
            let stamp = stamp()
            let title = try await admitted(plan.title, "title", plan.cleared ?? false) ?? ""
            let cycle = Cycle(
                id: try await freeCycleID(), title: title, audience: try await audience(plan.audience),
                due: plan.due, findings: try await pins(plan.findings),
                events: [Cycle.Event(.opened, id: stamp.id, by: stamp.by, at: stamp.at)],
                nonce: surroundings.nonce())
            if let problem = cycle.problem { throw StudyError(.cycleInvalid, problem) }
            return try await keep(cycle, by: stamp, [:])
        }
    }

    /// Shares a cycle: from now on it takes answers.
    ///
    /// - Returns: the cycle as it is, without an operation, when it is shared already.
    /// - Throws: `finding.unexamined`, `cycle.state`; `names.found` where a known name would go out, `vault.locked` while nobody
    ///   can tell. Nothing is written then.
    package func shareCycle(_ name: String) async throws(StudyError) -> CycleView {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> CycleView in
            let cycle = try await cycle(named: name)
            var unexamined: [FindingID] = []
            for pin in cycle.findings where try await version(of: pin)?.isExamined != true {
                unexamined.append(pin.finding)
            }
            let stamp = stamp()
            let next = try CycleRules.applied(.share(unexamined: unexamined), to: cycle, stamp).get()
            if next == cycle { return try await view(of: cycle) }
            _ = try await pack(of: next)
            return try await keep(next, by: stamp, [:])
        }
    }

    /// Records an answer, or says what one means that is there already.
    ///
    /// - Throws: `cycle.state`, `cycle.invalid`, `record.not_found`, `record.ambiguous`, `participant.not_found`,
    ///   `participant.withdrawn`, `names.suspected`. Nothing is written then.
    package func respond(_ draft: ResponseDraft, to name: String) async throws(StudyError) -> CycleView {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> CycleView in
            let cycle = try await cycle(named: name)
            let stamp = stamp()
            let answer = try await answer(draft, to: cycle)
            let step: CycleStep =
                if let number = draft.response {
                    .settle(try cycle.response(number).id, answer)
                } else { .respond(answer) }
            let next = try CycleRules.applied(step, to: cycle, stamp).get()
            return try await keep(next, by: stamp, [:])
        }
    }

    /// Decides what becomes of a finding; a revision makes its next version, caused by the answers.
    ///
    /// - Throws: `cycle.state`, `cycle.invalid`, `finding.invalid`, `names.suspected`. Nothing is written then.
    package func decideCycle(_ order: CycleOrder, in name: String) async throws(StudyError) -> CycleView {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> CycleView in
            let cycle = try await cycle(named: name)
            let stamp = stamp()
            let pin = try cycle.pin(order.finding)
            let reason = try await admitted(order.reason, "reason", order.cleared ?? false) ?? ""
            let makes = order.outcome == .keep ? nil : stamp.id
            let next = try CycleRules.applied(
                .decide(pin.finding, order.outcome, reason: reason, version: makes), to: cycle, stamp
            ).get()
            var files: [String: [UInt8]?] = [:]
            if makes != nil {
                let finding = try await revised(pin.finding, order, reason, in: next, stamp)
                files.updateValue(FindingText.bytes(of: finding), forKey: finding.path)
            }
            return try await keep(next, by: stamp, files)
        }
    }

    /// Closes a cycle, whose audience is told now.
    ///
    /// - Throws: `cycle.state`; `names.found` where a known name would go out, `vault.locked` while nobody can tell. Nothing is
    ///   written then.
    package func closeCycle(_ name: String) async throws(StudyError) -> CycleView {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> CycleView in
            let cycle = try await cycle(named: name)
            let stamp = stamp()
            let next = try CycleRules.applied(.close, to: cycle, stamp).get()
            _ = try await answer(of: next)
            return try await keep(next, by: stamp, [:])
        }
    }

    // MARK: Writing

    private func stamp() -> CycleStamp {
        CycleStamp(id: surroundings.operationID(), by: archive.member, at: surroundings.now)
    }

    private func keep(
        _ cycle: Cycle, by stamp: CycleStamp, _ files: [String: [UInt8]?]
    ) async throws(StudyError) -> CycleView {
        var cycle = cycle
        cycle.nonce = surroundings.nonce()
        let event = cycle.events[cycle.events.count - 1]
        let what = [event.act.rawValue, event.outcome?.rawValue, event.finding?.rawValue]
        var operation = ArchiveOperation(
            id: stamp.id, act: .cycle, by: stamp.by, at: stamp.at,
            reason: "\(cycle.id): \(what.compactMap(\.self).joined(separator: " "))", files: files)
        operation.files.updateValue(CycleText.bytes(of: cycle), forKey: cycle.path)
        _ = try await commit([operation])[0].get()
        return try await view(of: cycle, operation: operation.id)
    }

    private func freeCycleID() async throws(StudyError) -> CycleID {
        let taken = try await feedbackMemory()
        while true {
            guard let id = CycleID(rawValue: "c-" + surroundings.characters(5)) else { continue }
            if taken.cycles[id] == nil, taken.unreadable[id.path] == nil { return id }
        }
    }

    private func audience(_ names: [String]) async throws(StudyError) -> [String] {
        var audience: [String] = []
        for name in names {
            let group = name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: "-")
            let plain = Handle(rawValue: name.uppercased())?.rawValue ?? group
            guard Cycle.isAudience(plain) else {
                throw StudyError(
                    .cycleInvalid, "'\(VisibleText.line(name))' is neither a stakeholder group nor a handle.",
                    hint:
                        "Name a group with small letters and dashes, such as link-workers, or a handle such as SP66."
                )
            }
            try await requireNameless(plain)
            if !audience.contains(plain) { audience.append(plain) }
        }
        return audience
    }

    private func pins(_ names: [String]) async throws(StudyError) -> [Cycle.Pin] {
        var pins: [Cycle.Pin] = []
        for name in names {
            let finding = try await finding(named: name)
            let latest = finding.latest
            guard latest.state == .standing else {
                throw StudyError(
                    .cycleInvalid, "'\(finding.id)' was dropped.", hint: "Leave it out, or write another.")
            }
            guard latest.isExamined else { throw CycleRules.unexamined(finding.id) }
            if !pins.contains(where: { $0.finding == finding.id }) {
                pins.append(.init(finding: finding.id, number: latest.number, version: latest.id))
            }
        }
        return pins
    }

    private func answer(
        _ draft: ResponseDraft, to cycle: Cycle
    ) async throws(StudyError) -> CycleAnswer {
        var answer = CycleAnswer(stance: draft.stance)
        if let finding = draft.finding { answer.finding = try cycle.pin(finding).finding }
        if let group = draft.group { answer.group = try await audience([group])[0] }
        if let handle = draft.handle {
            let value = try await participantCase(handle.rawValue)
            if try await withdrawnPeople().contains(where: { $0.handle == value.handle }) {
                throw StudyError(
                    .participantWithdrawn, "\(handle.rawValue) has withdrawn.",
                    hint:
                        "Nothing of theirs is taken in; if they take part again, record it: 'rir consent grant'."
                )
            }
            answer.handle = value.handle
            if answer.group == nil { answer.group = try await group(of: handle, in: cycle) }
        }
        if let record = draft.record {
            answer.record = try await stored(try await resolve(record), version: nil).record.id
        }
        answer.text = try await admitted(draft.text, "answer", draft.cleared ?? false) ?? ""
        guard answer.text.unicodeScalars.count <= Finding.longestText else {
            throw StudyError(
                .cycleInvalid, "An answer has 4000 characters at most.",
                hint: "Import it as a record, and name that with --record.")
        }
        return answer
    }

    /// A finding with the version that a decision makes.
    private func revised(
        _ id: FindingID, _ order: CycleOrder, _ reason: String, in cycle: Cycle, _ stamp: CycleStamp
    ) async throws(StudyError) -> Finding {
        var finding = try await finding(named: id.rawValue)
        let before = finding.latest
        var next = Finding.Version(
            id: stamp.id, number: before.number + 1, statement: before.statement, links: before.links,
            searched: before.searched, written: Provenance(by: stamp.by, at: stamp.at), cause: .decision,
            reason: reason, cycle: cycle.id, responses: cycle.decision(on: id)?.responses ?? [])
        if order.outcome == .drop {
            next.state = .dropped
        } else {
            let statement = try await admitted(order.statement, "statement", order.cleared ?? false)
            guard let statement, statement != before.statement else {
                throw StudyError(
                    .cycleInvalid, "A revision says something else than the finding did.",
                    hint: "Give what it says from now on with --statement, or decide to keep it.")
            }
            next.statement = statement
        }
        finding.versions.append(next)
        finding.nonce = surroundings.nonce()
        try finding.requirePossible()
        return finding
    }

    // MARK: What is shown

    /// The version of a finding that a cycle is about; `nil` where the study has it no more.
    func version(of pin: Cycle.Pin) async throws(StudyError) -> Finding.Version? {
        try await feedbackMemory().findings[pin.finding]?.versions.first { $0.id == pin.version }
    }

    func view(of cycle: Cycle, operation: OperationID? = nil) async throws(StudyError) -> CycleView {
        let today = surroundings.now.day
        let known = try await feedbackMemory().findings
        var findings: [CycleFinding] = []
        for pin in cycle.findings {
            let shared = try await version(of: pin)?.statement
            let now = known[pin.finding]?.latest.statement
            var stances: [String: Int] = [:]
            for answer in cycle.responses where answer.concerns(pin.finding) {
                if let stance = answer.stance { stances[stance.rawValue, default: 0] += 1 }
            }
            findings.append(
                CycleFinding(
                    pin: pin, statement: shared, decision: cycle.decision(on: pin.finding),
                    isDecided: cycle.isDecided(pin.finding), stances: stances, now: now == shared ? nil : now)
            )
        }
        return CycleView(
            cycle, findings: findings, daysLeft: cycle.due.daysSinceEpoch - today.daysSinceEpoch,
            waits: CycleRules.waits(of: cycle, on: today), operation: operation)
    }

    /// What feedback cycles wait for and which findings nobody heard of, in a sentence each; nothing where none does.
    func cycleAdvice() async throws(StudyError) -> [String] {
        try await waitingAdvice() + unheardAdvice()
    }

    /// The findings that those whose words they rest on have not heard of.
    private func unheardAdvice() async throws(StudyError) -> [String] {
        let known = try await feedbackMemory()
        let shared = known.cycles.values.filter { $0.stage != .open }.flatMap { $0.findings.map(\.finding) }
        let unheard = known.findings.values.filter { $0.latest.state == .standing }.map(\.id)
            .filter { !Set(shared).contains($0) }.sorted()
        if unheard.isEmpty { return [] }
        let names =
            unheard.prefix(3).map(\.rawValue).joined(separator: ", ") + (unheard.count > 3 ? ", …" : "")
        return [
            unheard.count == 1
                ? "Nobody heard back about 1 finding, \(names): 'rir cycle open' shares it with those whose words it rests on."
                : "Nobody heard back about \(unheard.count) findings, \(names): 'rir cycle open' shares them with those whose words they rest on."
        ]
    }

    private func waitingAdvice() async throws(StudyError) -> [String] {
        let today = surroundings.now.day
        let waiting = try await feedbackMemory().cycles.values.map { CycleRules.waits(of: $0, on: today) }
            .filter { !$0.isEmpty }
        if waiting.isEmpty { return [] }
        let overdue = waiting.count { $0.contains(where: \.isOverdue) }
        let count = waiting.count == 1 ? "1 feedback cycle waits" : "\(waiting.count) feedback cycles wait"
        let late = overdue == 0 ? "" : ", \(overdue == waiting.count ? "" : "\(overdue) of them ")overdue"
        return ["\(count)\(late): 'rir cycle due' says for what."]
    }
}

extension Cycle {
    /// A finding of the cycle, by its name, a part of it, or its number from 1.
    ///
    /// - Throws: `cycle.invalid`.
    func pin(_ text: String?) throws(StudyError) -> Pin {
        if let text {
            if let number = Int(text), findings.indices.contains(number - 1) { return findings[number - 1] }
            let found = findings.filter { $0.finding.rawValue.contains(text.lowercased()) }
            if let exact = found.first(where: { $0.finding.rawValue == text.lowercased() }) { return exact }
            if found.count == 1, !text.isEmpty { return found[0] }
        } else if findings.count == 1 {
            return findings[0]
        }
        let names = findings.map(\.finding.rawValue).joined(separator: ", ")
        throw StudyError(
            .cycleInvalid,
            text == nil ? "The cycle has several findings." : "No finding of the cycle is meant, or several.",
            hint: "Name one with --finding, by its number or its name: \(names).")
    }

    /// An answer by its number from 1.
    ///
    /// - Throws: `cycle.invalid`.
    func response(_ number: Int) throws(StudyError) -> CycleResponse {
        let all = responses
        guard all.indices.contains(number - 1) else {
            throw StudyError(
                .cycleInvalid,
                all.isEmpty
                    ? "The cycle has no answers." : "The cycle's answers count from 1 to \(all.count).",
                hint: "'rir cycle show \(id)' numbers them.")
        }
        return all[number - 1]
    }
}
