internal import CodingLogic
internal import Reports
internal import StudyArchive
internal import StudyModel
internal import Workflows

/// Answers to feedback cycles, and comments on report drafts, that come in as e-mails.
struct FiledReplies {
    /// The files of the cycles they belong to.
    var files: [String: [UInt8]?] = [:]
    /// What is to be said of a new record, by its number.
    var remarks: [Int: String] = [:]
}

extension StudyService {
    /// Files new e-mails with the feedback cycles whose token they carry, each as an answer.
    ///
    /// A stance that is not said plainly at the beginning waits for a person. The pack itself, which comes back with a mailbox of
    /// one's own, is no answer.
    func filedReplies(
        of sorting: ImportSorting, at now: Timestamp
    ) async throws(StudyError) -> FiledReplies {
        var filed = FiledReplies()
        try await fileComments(of: sorting, at: now, into: &filed)
        if try await feedbackMemory().cycles.isEmpty { return filed }
        var changed: [CycleID: Cycle] = [:]
        for (number, candidate) in sorting.created.enumerated() where candidate.parent == nil {
            let record = candidate.record
            guard record.kind == .email else { continue }
            let tokens = CycleID.tokens(in: record.title + "\n" + record.body)
            for id in tokens {
                let stored = try await feedbackMemory().cycles[id]
                guard let cycle = changed[id] ?? stored else { continue }
                let (next, remark) = try await file(record, with: cycle, at: now)
                changed[id] = next
                if let remark { filed.remarks[number] = remark }
            }
        }
        for (id, cycle) in changed {
            if try await feedbackMemory().cycles[id] == cycle { continue }
            var cycle = cycle
            cycle.nonce = surroundings.nonce()
            filed.files.updateValue(CycleText.bytes(of: cycle), forKey: cycle.path)
        }
        return filed
    }

    private func file(
        _ record: Record, with cycle: Cycle, at now: Timestamp
    ) async throws(StudyError) -> (Cycle, String?) {
        let sender = record.sender
        let parts = CycleReply.parts(of: record.body, findings: cycle.findings.count)
        let isOurs = sender.map { archive.description.team.contains($0.prefix) } ?? false
        if isOurs || parts.contains(where: { $0.text.contains(FeedbackPack.opening) }) { return (cycle, nil) }
        var next = cycle
        for part in parts {
            var answer = CycleAnswer(stance: part.stance, text: part.text)
            answer.finding = part.finding.map { cycle.findings[$0 - 1].finding }
            answer.handle = sender
            answer.group = try await group(of: sender, in: cycle)
            answer.record = record.id
            let stamp = CycleStamp(id: surroundings.operationID(), by: archive.member, at: now)
            switch CycleRules.applied(.respond(answer), to: next, stamp) {
            case .success(let cycle): next = cycle
            case .failure(let error): return (cycle, "Not filed with \(cycle.id): \(error.message)")
            }
        }
        let waits = parts.contains { $0.stance == nil }
        let remark = "Filed as an answer to \(cycle.id)" + (waits ? "; what it means waits for you." : ".")
        return (next, parts.isEmpty ? nil : remark)
    }

    /// The group of the audience that somebody belongs to: the only one, or the one that something known of them names.
    func group(of handle: Handle?, in cycle: Cycle) async throws(StudyError) -> String? {
        let groups = cycle.audience.filter { Handle(rawValue: $0) == nil }
        if groups.count == 1, groups == cycle.audience { return groups[0] }
        guard let handle, let value = try await storedCase(CaseID(handle)) else { return nil }
        let words = value.attributes.values.map { CodePath.slug(of: $0.words) }
        return groups.first {
            words.contains($0) || words.contains("\($0)s") || words.contains(String($0.dropLast()))
        }
    }
}

extension Record {
    /// Who wrote a mail, where they are known: `SP41`, or `SP41 <sp41@example.org>`.
    var sender: Handle? {
        guard let from = details.text("from") else { return nil }
        return Handle(rawValue: from.prefix { $0 != "<" }.trimmed)
    }
}
