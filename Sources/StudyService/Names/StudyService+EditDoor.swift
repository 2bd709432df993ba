internal import Pseudonymisation
internal import StudyModel
internal import Vault

/// What the door says of an edit.
enum EditAdmission {
    case goesOn(RecordChanges, reason: String?, [ReplacedName])
    case waits(SavedRecord)
}

extension RecordChanges {
    /// The texts of an edit as a draft, so that they pass the same door as everything else.
    func draft(of id: RecordID, reason: String?) -> RecordDraft {
        var details = RecordDetails()
        if let reason { details["reason"] = .text(reason) }
        return RecordDraft(
            kind: kind ?? .fieldNote, day: day ?? id.day, title: title ?? "", details: details,
            body: body?.asBody ?? "")
    }

    /// The edit with the texts of a draft.
    fileprivate func with(_ draft: RecordDraft) -> RecordChanges {
        var changes = self
        if title != nil { changes.title = draft.title }
        if body != nil { changes.body = draft.body }
        return changes
    }
}

extension StudyService {
    /// What becomes of an edit: words that stood in the record before are nobody's concern again.
    func admit(
        _ changes: RecordChanges, reason: String?, of part: String, base: String?, cleared: Bool
    ) async throws(StudyError) -> EditAdmission {
        if namePolicy == .off { return .goesOn(changes, reason: reason, []) }
        let newest = try await stored(try await resolve(part), version: nil)
        let draft = changes.draft(of: newest.record.id, reason: reason)
        let door = try await door()
        var settled: Set<String> = []
        if let door {
            let before = RecordDraft(
                kind: newest.record.kind, title: newest.record.title, body: newest.record.body)
            settled = Set(door.pass(before).suspects.map { $0.text.lowercased() })
        }
        let admission = await Self.admit(draft, by: door, settled: settled, cleared: cleared)
        switch admission {
        case .asItIs: return .goesOn(changes, reason: reason, [])
        case .passed(let passage):
            return .goesOn(
                changes.with(passage.draft),
                reason: reason == nil ? nil : passage.draft.details.text("reason"), passage.replaced)
        case .waits(let cause, let passage):
            var held = held(draft, cause: cause)
            held.edit = HeldEdit(
                record: newest.record.id, changes: changes, reason: reason, base: base)
            held.settled = settled.sorted()
            try await keep([held])
            return .waits(
                SavedRecord(
                    record: RecordSummary(newest.record), operation: surroundings.operationID(),
                    changed: false, waits: note(of: held, passage)))
        }
    }
}
