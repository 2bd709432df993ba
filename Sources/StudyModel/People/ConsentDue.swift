/// Consent that somebody should ask for, and why.
package struct ConsentDue: Hashable, Sendable {
    /// Why consent is due to be asked for.
    package enum Reason: Hashable, Sendable {
        /// It held up to that day.
        case expired(CalendarDay)
        /// It holds up to that day, which is near.
        case expiring(CalendarDay)
        /// It was given with a version of the form that a newer one has replaced.
        case superseded(by: String)
        /// It was given on that day, and the form says to ask again by now.
        case reconsent(since: CalendarDay)
        case neverAsked
    }

    package let participant: Handle
    package let purpose: ConsentPurpose
    package let reason: Reason

    /// One sentence for a person.
    package var sentence: String {
        let consent = "The consent of \(participant.rawValue) to \(purpose.phrase)"
        return switch reason {
        case .expired(let day): "\(consent) ended on \(day.rawValue)."
        case .expiring(let day): "\(consent) ends on \(day.rawValue)."
        case .superseded(let version):
            "\(consent) was given with an older form; version \(version) is in use now."
        case .reconsent(let day): "\(consent) dates from \(day.rawValue) and is to be asked for again."
        case .neverAsked: "\(participant.rawValue) has not been asked for consent to \(purpose.phrase)."
        }
    }
}

extension ConsentLedger {
    /// What should be asked for on a day, sorted by participant and purpose.
    ///
    /// Nobody who refused or withdrew is listed: a no is not to be asked again. Consent that is limited to
    /// records is left out. Being listed stops nothing by itself; only what has expired or was never asked is
    /// missing to a use.
    ///
    /// - Parameters:
    ///   - day: Today.
    ///   - days: How near an end must be to be listed, in days, 0 or more.
    ///   - purposes: What the study asks its participants for.
    ///   - handles: All participants, those without an event among them.
    ///   - forms: All versions of all forms.
    package func due(
        on day: CalendarDay, within days: Int, purposes: [ConsentPurpose], of handles: [Handle],
        forms: [ConsentForm]
    ) -> [ConsentDue] {
        let moment = Timestamp(secondsSinceEpoch: (day.daysSinceEpoch + 1) * 86_400 - 1)
        let newest = Self.newest(of: forms, on: day)
        var due: [ConsentDue] = []
        for handle in Set(handles).sorted() {
            for purpose in Set(purposes).sorted() {
                let reason: ConsentDue.Reason? =
                    switch state(of: handle, for: purpose, at: moment) {
                    case .refused, .withdrawn: nil
                    case .neverAsked: .neverAsked
                    case .expired(let event): .expired(event.expires ?? day)
                    case .granted(let event): Self.renewal(of: event, on: day, within: days, forms, newest)
                    }
                if let reason { due.append(.init(participant: handle, purpose: purpose, reason: reason)) }
            }
        }
        return due
    }

    /// Of each form the version that came into use last.
    private static func newest(of forms: [ConsentForm], on day: CalendarDay) -> [String: ConsentForm] {
        var newest: [String: ConsentForm] = [:]
        for form in forms where form.validFrom <= day {
            if let other = newest[form.name], other.validFrom >= form.validFrom { continue }
            newest[form.name] = form
        }
        return newest
    }

    private static func renewal(
        of event: ConsentEvent, on day: CalendarDay, within days: Int, _ forms: [ConsentForm],
        _ newest: [String: ConsentForm]
    ) -> ConsentDue.Reason? {
        if let expires = event.expires, expires.daysSinceEpoch - day.daysSinceEpoch <= days {
            return .expiring(expires)
        }
        guard let reference = event.form, let version = reference.version else { return nil }
        let form = forms.first { $0.name == reference.name && $0.version == version }
        if let current = newest[reference.name], current.version != version,
            form.map({ $0.validFrom < current.validFrom }) ?? true
        {
            return .superseded(by: current.version)
        }
        if let months = form?.reconsentMonths, let latest = day.subtracting(months: months),
            event.at.day <= latest
        {
            return .reconsent(since: event.at.day)
        }
        return nil
    }
}
