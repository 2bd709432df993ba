internal import StudyArchive
internal import StudyModel

/// People in findings and feedback cycles: a name that is learnt later, somebody who withdraws.
extension StudyService {
    /// Puts everything that findings and cycles keep in words through a function.
    func replaceInFeedback(
        _ operation: inout ArchiveOperation, _ replacing: (String) -> String
    ) async throws(StudyError) {
        let memory = try await feedbackMemory()
        for finding in memory.findings.values {
            var next = finding
            next.versions = finding.versions.map { $0.rewritten(replacing) }
            if next != finding { write(next, in: &operation) }
        }
        for cycle in memory.cycles.values {
            let next = cycle.rewritten(replacing)
            if next != cycle { write(next, in: &operation) }
        }
        for path in memory.unreadable.keys {
            guard let bytes = try await reader.file(path) else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            let next = replacing(text)
            if next != text { operation.files.updateValue(Array(next.utf8), forKey: path) }
        }
    }

    /// Takes a participant out of findings and cycles: their handle is blacked out, and what they answered with it, as are
    /// answers from records of which the operation takes the words out.
    func withholdInFeedback(
        _ handle: Handle, by operation: inout ArchiveOperation
    ) async throws(StudyError) {
        var bodies: [RecordID: String?] = [:]
        for change in operation.records { bodies.updateValue(change.record?.body, forKey: change.id) }
        let memory = try await feedbackMemory()
        for finding in memory.findings.values {
            var next = finding
            next.versions = finding.versions.map { $0.rewritten { $0.withholding(handle) } }
            if next != finding { write(next, in: &operation) }
        }
        for cycle in memory.cycles.values {
            let next = cycle.withholding(handle, bodies: bodies)
            if next != cycle { write(next, in: &operation) }
        }
        for path in memory.unreadable.keys {
            guard let bytes = try await reader.file(path) else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            operation.files.updateValue(Array(text.withholding(handle).utf8), forKey: path)
        }
    }

    private func write(_ finding: Finding, in operation: inout ArchiveOperation) {
        var finding = finding
        finding.nonce = surroundings.nonce()
        operation.files.updateValue(FindingText.bytes(of: finding), forKey: finding.path)
    }

    private func write(_ cycle: Cycle, in operation: inout ArchiveOperation) {
        var cycle = cycle
        cycle.nonce = surroundings.nonce()
        operation.files.updateValue(CycleText.bytes(of: cycle), forKey: cycle.path)
    }
}

extension Cycle {
    /// The cycle without a participant.
    ///
    /// - Parameter bodies: what is left of the records that changed; `nil` for those that went.
    func withholding(_ handle: Handle, bodies: [RecordID: String?]) -> Cycle {
        var cycle = self
        for index in events.indices {
            let event = events[index]
            let isGone = event.record.map { id in
                guard let left = bodies[id] else { return false }
                return left.map { !$0.contains(event.text ?? "") } ?? true
            }
            guard event.handle == handle || isGone == true else { continue }
            cycle.events[index].text = event.text.map { $0.isEmpty ? "" : "[withdrawn]" }
            if event.handle == handle { cycle.events[index].handle = nil }
        }
        cycle = cycle.rewritten { $0.withholding(handle) }
        if audience.contains(handle.rawValue) {
            cycle.audience.removeAll { $0 == handle.rawValue }
            if cycle.audience.isEmpty { cycle.audience = ["withdrawn"] }
        }
        for index in events.indices where events[index].group == handle.rawValue {
            cycle.events[index].group = nil
        }
        return cycle
    }
}
