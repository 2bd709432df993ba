internal import StudyModel

/// Judges uses of records at one moment: the gate, and who in a record is nobody's participant.
struct ConsentJudge: Sendable {
    let gate: ConsentGate
    /// Prefixes of handles that stand for members of the team.
    let team: Set<String>
    /// Organisations and sites that have handles.
    let others: Set<Handle>
    let clock: Timestamp

    /// Events of devices whose clocks are ahead count too.
    var now: Timestamp { gate.ledger.now(clock: clock) }

    /// Those of a record who can consent.
    func presence(_ presence: RecordPresence) -> RecordPresence {
        var presence = presence
        presence.people.removeAll { team.contains($0.prefix) || others.contains($0) }
        return presence
    }

    func verdict(_ use: ConsentUse, of record: RecordPresence) -> ConsentVerdict {
        gate.verdict(for: use, of: presence(record), now: now)
    }

    /// Why a recording, or a transcript of one, must not come in: somebody in it did not permit it.
    func refusal(of record: Record) -> StudyError? {
        guard record.isFromRecording else { return nil }
        let verdict = verdict(.importRecording, of: RecordPresence(record))
        guard verdict.isRefused else { return nil }
        return StudyError(
            .consentMissing, verdict.sentences.joined(separator: " "),
            hint: verdict.commands.first.map { "When they agreed, record it: \($0)" })
    }
}

extension Record {
    /// Whether it was made from a recording: it has the times of one, or is an interview word for word.
    var isFromRecording: Bool {
        details["cues"] != nil || (kind == .interview && details["turns"] != nil)
    }
}
