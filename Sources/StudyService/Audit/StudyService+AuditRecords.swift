internal import StudyArchive
internal import StudyIndex
internal import StudyModel
internal import Vault

/// Records, participants and the team, as an audit lists them.
extension StudyService {
    func auditRecords(
        _ limits: AuditLimits, _ description: StudyDescription
    ) async throws(StudyError) -> [AuditRecord] {
        let judge = try await consentJudge()
        let gaps = Dictionary(grouping: try await consentGaps(judge), by: \.record)
        let notes = Set(try await reader.files(below: "notes"))
        var records: [AuditRecord] = []
        for summary in try await index.records(RecordFilter()).records where limits.admits(summary) {
            var record = AuditRecord(
                id: summary.id, kind: summary.kind, day: summary.date, captured: summary.captured)
            record.versions = try await index.history(summary.id).filter { $0.change != .removed }
                .sorted { $0.version < $1.version }
            record.participants = summary.participants.filter { !description.team.contains($0.prefix) }
            record.hasTeam = record.participants.count < summary.participants.count
            record.gaps = gaps[summary.id] ?? []
            let stored = try await reader.record(summary.id).record
            record.hasSetting = stored.tells(
                details: ["setting", "place", "location"], headings: ["setting"])
            record.hasDuration =
                stored.tells(details: ["duration"], headings: ["duration"])
                || (stored.details["event-start"] != nil && stored.details["event-end"] != nil)
            record.hasPresence = stored.tells(
                details: ["present", "attendees"], headings: ["present", "those present", "attendees"])
            record.isFromRecording = stored.isFromRecording
            record.hasGuide = try await holdsGuide(stored.details.text("guide"), notes)
            records.append(record)
        }
        return records.sorted { ($0.day, $0.id) < ($1.day, $1.id) }
    }

    /// Whether the study holds what a record names as its interview guide: a form in `notes/`, or a record.
    private func holdsGuide(_ name: String?, _ notes: Set<String>) async throws(StudyError) -> Bool {
        guard let name else { return false }
        if notes.contains("notes/\(name).md") || notes.contains("notes/\(name)") { return true }
        guard let id = RecordID(rawValue: name) else { return false }
        return try await index.summary(id) != nil
    }

    func auditPeople(
        _ limits: AuditLimits, _ records: [AuditRecord]
    ) async throws(StudyError) -> [AuditPerson] {
        let judge = try await consentJudge()
        let ledger = judge.gate.ledger
        let inRound = Set(records.flatMap(\.participants))
        var people: [AuditPerson] = []
        for value in try await cases() where value.kind == .participant {
            guard let handle = value.handle, limits.admits(handle) else { continue }
            if limits.round != nil, !inRound.contains(handle) { continue }
            var person = AuditPerson(handle: handle)
            person.isWithdrawn = value.status == .withdrawn
            // Consent from before the first day is what records of it rest on.
            let last = limits.scope.until
            person.events = ledger.history(of: handle).filter { event in
                last.map { event.at.day <= $0 } ?? true
            }
            person.withdrawals = try await withdrawals(of: handle).filter { limits.admits($0.at) }
            person.reviews = try await reviews(of: handle).filter { limits.admits($0.at) }
            person.records = records.count { $0.participants.contains(handle) }
            person.granted = ConsentPurpose.allCases.filter {
                ledger.state(of: handle, for: $0, at: judge.now).isGranted
            }
            people.append(person)
        }
        return people.sorted { $0.handle < $1.handle }
    }

    // MARK: The team

    /// Who was in the team when, and every protocol there was.
    struct TeamHistory: Sendable {
        var members: [AuditMember] = []
        var amendments: [AuditStudy.Amendment] = []
        var began: Provenance?
        /// With every key that anybody had.
        var everybody: [StudyDescription.Member] = []
        /// Who can open the vault now.
        var openers: Set<MemberID> = []
    }

    func teamHistory() async throws(StudyError) -> TeamHistory {
        var history = TeamHistory()
        for operation in try await index.operations(changing: ["study.yaml"]) {
            guard let commit = try await commit(of: operation.id, changing: "study.yaml"),
                let bytes = try await reader.file("study.yaml", at: commit),
                let state = try? StudyDescription(yaml: String(decoding: bytes, as: UTF8.self))
            else { continue }
            history.take(state, since: Provenance(by: operation.by, at: operation.at))
        }
        // What a joined line of work brought stands in no operation of its own.
        let now = try await describedNow()
        history.take(now, since: Provenance(by: archive.member, at: surroundings.now))
        if vault.exists { history.openers = Set(try vault.memberList().map(\.member)) }
        return history
    }

    private func commit(
        of operation: OperationID, changing path: String
    ) async throws(StudyError) -> String? {
        try await index.files(of: operation).first { $0.path == path }?.commit
    }
}

extension StudyService.TeamHistory {
    /// Takes in a state of `study.yaml`.
    fileprivate mutating func take(_ state: StudyDescription, since: Provenance) {
        began = began ?? since
        if amendments.last?.plan != state.plan {
            amendments.append(.init(plan: state.plan, since: since))
        }
        for index in members.indices where members[index].until == nil {
            let old = members[index]
            let isSame = state.members.contains {
                $0.id == old.member && $0.role == old.role && Self.fingerprint(of: $0.key) == old.fingerprint
            }
            if !isSame { members[index].until = since.at }
        }
        for member in state.members {
            if !everybody.contains(where: { $0.id == member.id && $0.key == member.key }) {
                everybody.append(member)
            }
            guard !members.contains(where: { $0.member == member.id && $0.until == nil }) else { continue }
            members.append(
                AuditMember(
                    member: member.id, role: member.role, fingerprint: Self.fingerprint(of: member.key),
                    from: since.at))
        }
    }

    /// As `ssh-keygen -l` prints it.
    private static func fingerprint(of key: String) -> String {
        let parts = key.split(separator: " ")
        guard parts.count > 1, let blob = KeyText.bytes(ofBase64: String(parts[1])) else { return "unknown" }
        return "SHA256:\(KeyText.base64(of: Digest.sha256(blob)))"
    }
}

extension Record {
    /// Whether one of some details, or a section with one of some headings and words below it, is there.
    fileprivate func tells(details keys: [String], headings: [String]) -> Bool {
        if keys.contains(where: { details[$0] != nil }) { return true }
        let lines = body.split(whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            let words = line.drop { $0 == "#" || $0 == "*" || $0 == " " }.lowercased()
            for heading in headings where words.hasPrefix(heading) {
                let rest = words.dropFirst(heading.count).drop { $0 == "*" || $0 == " " }
                if rest.first == ":", rest.dropFirst().contains(where: { !$0.isWhitespace && $0 != "*" }) {
                    return true
                }
                let isAlone = rest.isEmpty || rest == ":"
                let next = index + 1 < lines.count ? lines[index + 1] : ""
                if isAlone, line.first == "#", !next.isEmpty, next.first != "#" { return true }
            }
        }
        return false
    }
}
