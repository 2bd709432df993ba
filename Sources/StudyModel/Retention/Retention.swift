/// What of a study is kept for so long and no longer.
package enum RetentionClass: String, Hashable, Sendable, Codable, CaseIterable {
    /// Texts, with the codings and memos on them.
    case records
    /// Transcripts that were made from a recording.
    case recordings
    /// Sources as they came, sealed in the vault.
    case originals
    /// Answers to surveys.
    case surveys
    /// Who stands behind a handle.
    case keyTable = "key-table"
    /// Consent and withdrawals, with the signed forms.
    case consent

    /// What it holds, in words.
    package var words: String {
        switch self {
        case .records: "records, with codings and memos on them"
        case .recordings: "transcripts of recordings"
        case .originals: "sources as they came"
        case .surveys: "answers to surveys"
        case .keyTable: "who stands behind a handle"
        case .consent: "consent, withdrawals and signed forms"
        }
    }

    package static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// How long one class is kept, and why so long: what `study.yaml` says below `retention`.
package struct RetentionRule: Hashable, Sendable, Codable {
    package var `class`: RetentionClass
    /// The last day on which it is kept.
    package var until: CalendarDay?
    /// So many years from the day on which the study ended.
    package var yearsAfterEnd: Int?
    /// What asks for it: a policy, a funder's rule, a section of the protocol.
    package var basis: String

    private enum CodingKeys: String, CodingKey {
        case `class`, until, basis
        case yearsAfterEnd = "years-after-end"
    }

    package init(
        _ class: RetentionClass, until: CalendarDay? = nil, yearsAfterEnd: Int? = nil, basis: String
    ) {
        self.class = `class`
        self.until = until
        self.yearsAfterEnd = yearsAfterEnd
        self.basis = basis
    }

    /// What is wrong with it, as a sentence; `nil` where nothing is.
    package var problem: String? {
        let name = `class`.rawValue
        if (until == nil) == (yearsAfterEnd == nil) {
            return "The class '\(name)' needs either 'until' or 'years-after-end'."
        }
        if let yearsAfterEnd, !(0...100).contains(yearsAfterEnd) {
            return "The class '\(name)' is kept 0 to 100 years after the study."
        }
        if basis.allSatisfy(\.isWhitespace) || basis.contains(where: \.isNewline) || basis.count > 200 {
            return "The class '\(name)' needs a basis: one line of up to 200 characters."
        }
        return nil
    }

    /// What is wrong with the rules of a study together, a sentence each.
    package static func problems(of rules: [RetentionRule]) -> [String] {
        let twice = Dictionary(grouping: rules, by: \.class).filter { $0.value.count > 1 }.keys
        return rules.compactMap(\.problem)
            + twice.map(\.rawValue).sorted().map { "The class '\($0)' stands twice." }
    }

    /// The last day on which the class is kept; `nil` while the study has not ended.
    package func lastDay(ended: CalendarDay?) -> CalendarDay? {
        if let until { return until }
        guard let yearsAfterEnd, let ended else { return nil }
        // Where there is no 29 February that year, one day earlier.
        return CalendarDay(year: ended.year + yearsAfterEnd, month: ended.month, day: ended.day)
            ?? CalendarDay(year: ended.year + yearsAfterEnd, month: ended.month, day: 28)
    }
}

/// Where one class stands on a day.
package struct RetentionDue: Hashable, Sendable, Codable {
    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// Its time is over.
        case due
        /// Its time is not over.
        case kept
        /// It is kept so many years from an end that has not come.
        case open
        /// Nothing says how long it is kept.
        case unruled
        /// There is none of it.
        case empty
    }

    package var `class`: RetentionClass
    package var state: State
    /// How many there are: records, sealed files, answers, entries, events.
    package var count: Int
    package var rule: RetentionRule?
    /// The last day on which it is kept, where that is known.
    package var until: CalendarDay?

    package init(
        _ class: RetentionClass, count: Int, rule: RetentionRule?, ended: CalendarDay?, on day: CalendarDay
    ) {
        self.class = `class`
        self.count = count
        self.rule = rule
        until = rule?.lastDay(ended: ended)
        if count == 0 {
            state = .empty
        } else if rule == nil {
            state = .unruled
        } else if let until {
            state = until < day ? .due : .kept
        } else {
            state = .open
        }
    }
}

/// What is due when, for every class.
package struct RetentionReport: Hashable, Sendable, Codable {
    package var on: CalendarDay
    /// The day on which the study ended, where `study.yaml` says so.
    package var ended: CalendarDay?
    package var classes: [RetentionDue]

    package init(on day: CalendarDay, ended: CalendarDay?, classes: [RetentionDue]) {
        on = day
        self.ended = ended
        self.classes = classes
    }
}
