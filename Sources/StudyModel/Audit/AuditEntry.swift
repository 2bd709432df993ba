/// One entry of a device's log, with what it means in words.
package struct AuditEntry: Hashable, Sendable, Codable {
    package var device: DeviceID
    /// Its number in that device's log, from 0.
    package var number: Int
    package var at: Timestamp
    package var member: MemberID
    /// The type of the leaf (format.md §6).
    package var type: String
    /// What the step did that it belongs to; absent where it belongs to none.
    package var act: OperationSummary.Act?
    package var operation: OperationID?
    package var record: RecordID?
    package var version: Int?
    /// What happened, as a sentence without the time and the member.
    package var words: String

    package init(
        device: DeviceID, number: Int, at: Timestamp, member: MemberID, type: String,
        act: OperationSummary.Act? = nil, operation: OperationID? = nil, record: RecordID? = nil,
        version: Int? = nil, words: String
    ) {
        self.device = device
        self.number = number
        self.at = at
        self.member = member
        self.type = type
        self.act = act
        self.operation = operation
        self.record = record
        self.version = version
        self.words = words
    }

    /// Where it stands, such as `d-7f3k9x2m/41`.
    package var place: String { "\(device.rawValue)/\(number)" }

    /// The types of entries there are.
    package static let types = [
        "study", "record", "removed", "files", "original", "undone", "checkpoint", "seen", "erasure",
        "erased",
    ]
}

/// Which entries are wanted.
package struct AuditFilter: Hashable, Sendable {
    package var actor: MemberID?
    package var record: String?
    package var participant: Handle?
    package var from: CalendarDay?
    package var to: CalendarDay?
    package var type: String?
    package var act: OperationSummary.Act?
    /// How many at most, the newest; `nil` for all.
    package var limit: Int?

    package init(
        actor: MemberID? = nil, record: String? = nil, participant: Handle? = nil, from: CalendarDay? = nil,
        to: CalendarDay? = nil, type: String? = nil, act: OperationSummary.Act? = nil, limit: Int? = nil
    ) {
        self.actor = actor
        self.record = record
        self.participant = participant
        self.from = from
        self.to = to
        self.type = type
        self.act = act
        self.limit = limit
    }
}

/// Entries of all devices' logs, merged by time.
package struct AuditEntries: Hashable, Sendable, Codable {
    /// Oldest first.
    package var entries: [AuditEntry]
    /// How many fit in all.
    package var total: Int
    /// Entries that can't be read, each by its place.
    package var unreadable: [String]

    package init(entries: [AuditEntry], total: Int, unreadable: [String] = []) {
        self.entries = entries
        self.total = total
        self.unreadable = unreadable
    }
}

/// The life of one thing of a study, as sentences.
package struct AuditStory: Hashable, Sendable, Codable {
    /// One thing that happened.
    package struct Chapter: Hashable, Sendable, Codable {
        package var at: Timestamp
        package var member: MemberID?
        package var words: String
        /// Why, where a reason was given: text of the study.
        package var reason: String?
        package var operation: OperationID?
        /// The entry of the log that says so, such as `d-7f3k9x2m/41`.
        package var entry: String?

        package init(
            at: Timestamp, member: MemberID?, words: String, reason: String? = nil,
            operation: OperationID? = nil, entry: String? = nil
        ) {
            self.at = at
            self.member = member
            self.words = words
            self.reason = reason
            self.operation = operation
            self.entry = entry
        }
    }

    /// What it is: `record`, `participant`, `memo`, `finding` or `step`.
    package var kind: String
    package var id: String
    /// Oldest first.
    package var chapters: [Chapter]
    /// How it stands now, a sentence each.
    package var now: [String]

    package init(kind: String, id: String, chapters: [Chapter], now: [String]) {
        self.kind = kind
        self.id = id
        self.chapters = chapters
        self.now = now
    }
}
