/// What a study makes of missing consent: `policies.consent` in `study.yaml`.
package enum ConsentPolicy: String, Hashable, Sendable, Codable, CaseIterable {
    /// Uses without consent are refused.
    case required
    /// Uses without consent are flagged, never refused.
    case recorded
    /// Nothing is checked.
    case off
}

/// A thing that is done with participants' data.
package enum ConsentUse: String, Hashable, Sendable, Codable, CaseIterable {
    /// A record about or with participants enters the study.
    case captureData = "capture"
    /// A recording, or a transcript made from one, enters the study.
    case importRecording = "import-recording"
    /// A record enters a round of double-coding.
    case enterRound = "enter-round"
    /// A record is coded, charted, counted or searched for findings.
    case analyse
    case quoteInReport = "quote"
    case shareInExport = "share"
    /// An answer to a survey enters the study or a table.
    case surveyAnswer = "survey-answer"
}

/// Who was present at what a record tells of, and when that began: all the gate needs to know of a record.
package struct RecordPresence: Hashable, Sendable, Codable {
    /// `nil` for a record that has no id yet.
    package var record: RecordID?
    /// Everyone the record is about or with; without repeats, in the record's order.
    package var people: [Handle]
    /// When the event began, in UTC; the latest moment it can have been where the source says less.
    package var began: Timestamp
    /// Whether the record is the answer to a survey, so that `survey` takes the place of `collect`.
    package var isSurveyAnswer: Bool

    package init(record: RecordID?, people: [Handle], began: Timestamp, isSurveyAnswer: Bool = false) {
        self.record = record
        var seen: Set<Handle> = []
        self.people = people.filter { seen.insert($0).inserted }
        self.began = began
        self.isSurveyAnswer = isSurveyAnswer
    }

    /// The presence that a record's own fields tell of.
    ///
    /// A day without a time counts to its last second, so consent given on the day of a meeting is consent
    /// before it.
    ///
    /// - Parameter minutesEast: The zone of the record's time of day in minutes east of UTC, -840 to 840,
    ///   where the time doesn't say it itself (`14:30+01:00`, `14:30Z`).
    package init(_ record: Record, minutesEast: Int = 0) {
        self.init(
            record: record.id, people: record.participants,
            began: Self.moment(day: record.day, time: record.time, minutesEast: minutesEast),
            isSurveyAnswer: record.kind == .surveyResponse)
    }

    /// The moment of a day and a time of day; the day's last second without a time or with one that is not
    /// understood.
    package static func moment(day: CalendarDay, time: String?, minutesEast: Int = 0) -> Timestamp {
        let start = day.daysSinceEpoch * 86_400
        let words = time ?? ""
        let clock = words.prefix { $0 != "Z" && $0 != "+" && $0 != "-" }
        let pieces = clock.split(separator: ":", omittingEmptySubsequences: false)
        let parts = pieces.compactMap { $0.isEmpty ? nil : DayReader.digits($0) }
        guard parts.count == pieces.count, (2...3).contains(parts.count), parts[0] < 24, parts[1] < 60,
            parts[parts.count - 1] < 60
        else {
            return Timestamp(secondsSinceEpoch: start + 86_399 - minutesEast * 60)
        }
        let east = zone(words.dropFirst(clock.count)) ?? minutesEast
        let seconds = parts[0] * 3600 + parts[1] * 60 + (parts.count == 3 ? parts[2] : 0)
        return Timestamp(secondsSinceEpoch: start + seconds - east * 60)
    }

    /// `Z`, `+01:00`, `-0530`.
    private static func zone(_ text: Substring) -> Int? {
        if text == "Z" { return 0 }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard digits.utf8.count == 4, let number = DayReader.digits(digits) else { return nil }
        return (number / 100 * 60 + number % 100) * (text.first == "-" ? -1 : 1)
    }
}

/// Decides whether consent allows a use; every use asks it (DESIGN §7, promise 6).
///
/// What each use needs of **everyone** present, under the policy `required`:
///
/// | use | purposes | without them |
/// |---|---|---|
/// | ``ConsentUse/captureData`` | `collect` | flagged, never refused: nothing is lost |
/// | ``ConsentUse/importRecording`` | `collect`, `record` | refused |
/// | ``ConsentUse/enterRound``, ``ConsentUse/analyse`` | `collect` | refused |
/// | ``ConsentUse/quoteInReport`` | `collect`, `quote` | refused |
/// | ``ConsentUse/shareInExport`` | `collect`, `share` | refused |
/// | ``ConsentUse/surveyAnswer`` | `survey` | refused |
///
/// For a record that is the answer to a survey, `survey` takes the place of `collect`. A record without
/// participants is allowed.
///
/// **Now.** A use is judged by where everyone stands now. Refused, withdrawn, expired or never asked: the
/// purpose is missing. So a withdrawal stops all later uses at once, and a new grant opens them again. What
/// was done before is not judged again.
///
/// **Then.** `collect`, `record` and `survey` must also have been granted when the event began. Where they
/// are granted now but were not then, consent came afterwards: the use is flagged as `retrospective`, not
/// refused, and stays flagged in every later use. For `collect` and `survey` a grant that names the record
/// itself ends that, as the participant spoke of just this record; that a recording was made without
/// permission remains a fact.
///
/// **Bringing in** (capture, import of a recording): an end that came after the event makes no difference, as
/// the consent held when it was needed; a no that came after the event does. Analysing the record then needs
/// consent that still holds.
///
/// **Recordings.** Withdrawing `record` alone stops recordings from coming in. Text that is in the study,
/// transcripts too, may still be used: that hangs on `collect`. A person may import a recording all the same
/// for a reason that is a record, but only where nobody said no: an override turns never asked and expired
/// into flags, never a refusal or a withdrawal.
///
/// The policy `recorded` turns every refusal into a flag; `off` allows everything.
package struct ConsentGate: Hashable, Sendable {
    /// What every participant has said.
    package var ledger: ConsentLedger
    /// What the study makes of what is missing.
    package var policy: ConsentPolicy

    package init(ledger: ConsentLedger, policy: ConsentPolicy) {
        self.ledger = ledger
        self.policy = policy
    }

    /// The purposes a use of a record needs, in the order of ``ConsentPurpose``.
    package static func purposes(of use: ConsentUse, isSurveyAnswer: Bool = false) -> [ConsentPurpose] {
        let base: ConsentPurpose = isSurveyAnswer ? .survey : .collect
        return switch use {
        case .captureData, .enterRound, .analyse: [base]
        case .importRecording: [.collect, .record]
        case .quoteInReport: [base, .quote]
        case .shareInExport: [base, .share]
        case .surveyAnswer: [.survey]
        }
    }

    /// Whether a purpose must have been granted when the event began.
    package static func isBoundToEvent(_ purpose: ConsentPurpose) -> Bool {
        purpose == .collect || purpose == .record || purpose == .survey
    }

    /// Judges a use of a record.
    ///
    /// - Parameters:
    ///   - now: The moment of the use: ``ConsentLedger/now(clock:)``.
    ///   - reason: The record that says why a recording is imported without permission.
    package func verdict(
        for use: ConsentUse, of presence: RecordPresence, now: Timestamp, overriding reason: RecordID? = nil
    ) -> ConsentVerdict {
        guard policy != .off else { return .allowed }
        let found = gaps(for: use, of: presence, now: now, overriding: reason)
        guard !found.isEmpty else { return .allowed }
        let isRefused =
            policy == .required && use != .captureData
            && found.contains { $0.why != .retrospective && $0.overriddenBy == nil }
        return isRefused ? .refused(found) : .flagged(found)
    }

    /// The records at which somebody was present without consent, with what is missing, in the order given.
    ///
    /// With ``ConsentUse/captureData`` these are the records dated before consent or without it, with
    /// ``ConsentUse/importRecording`` the recordings made without permission (AUDIT §3, item 28). The policy
    /// makes no difference.
    package func withoutConsent(
        to use: ConsentUse = .captureData, among presences: [RecordPresence], now: Timestamp
    ) -> [(presence: RecordPresence, gaps: [ConsentGap])] {
        presences.compactMap { presence in
            let found = gaps(for: use, of: presence, now: now, overriding: nil)
            return found.isEmpty ? nil : (presence, found)
        }
    }

    /// What is missing, by participant in the record's order, then by purpose; whatever the policy says.
    private func gaps(
        for use: ConsentUse, of presence: RecordPresence, now: Timestamp, overriding reason: RecordID?
    ) -> [ConsentGap] {
        let purposes = Self.purposes(of: use, isSurveyAnswer: presence.isSurveyAnswer)
        return presence.people.flatMap { handle in
            purposes.compactMap { purpose in
                let standing = ledger.standing(of: handle, for: purpose, at: now, in: presence.record)
                let state = standing.state(on: now.day)
                let then = min(presence.began, now)
                var heldThen: Bool {
                    ledger.state(of: handle, for: purpose, at: then, in: presence.record).isGranted
                }
                let namesRecord = standing.hasLimitedYes && purpose != .record
                guard let why = missing(purpose, for: use, state, heldThen: heldThen, namesRecord) else {
                    return nil
                }
                let mayOverride = use == .importRecording && (why == .neverAsked || why == .expired)
                return ConsentGap(
                    participant: handle, purpose: purpose, why: why, record: presence.record,
                    took: presence.began.day, event: state.event?.id,
                    since: why == .expired ? state.event?.expires : state.event?.at.day,
                    isLimited: state.event?.scope != nil, needsRecord: standing.hasLimitedNo,
                    overriddenBy: mayOverride ? reason : nil)
            }
        }
    }

    /// - Parameters:
    ///   - heldThen: Whether it was granted when the event began.
    ///   - namesRecord: Whether it was granted for this record by name.
    private func missing(
        _ purpose: ConsentPurpose, for use: ConsentUse, _ state: ConsentState,
        heldThen: @autoclosure () -> Bool, _ namesRecord: Bool
    ) -> ConsentGap.Reason? {
        switch state {
        case .neverAsked: return .neverAsked
        case .refused: return .refused
        case .withdrawn: return .withdrawn
        case .expired:
            let isBringingIn = use == .captureData || use == .importRecording
            return isBringingIn && heldThen() ? nil : .expired
        case .granted:
            return !Self.isBoundToEvent(purpose) || namesRecord || heldThen() ? nil : .retrospective
        }
    }
}
