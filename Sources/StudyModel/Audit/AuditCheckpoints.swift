/// A checkpoint of all logs that was given to somebody outside.
package struct HandedCheckpoint: Hashable, Sendable, Codable {
    /// The operation that kept it.
    package var id: OperationID
    /// Whom it was given to: an office or a mailbox, never a person's name.
    package var to: String
    package var at: Timestamp
    package var by: MemberID

    package init(id: OperationID, to: String, at: Timestamp, by: MemberID) {
        self.id = id
        self.to = to
        self.at = at
        self.by = by
    }

    /// The file that says so, and the one beside it with the notes.
    package var path: String { "\(CheckpointText.folder)/\(id.rawValue).yaml" }
    package var notesPath: String { "\(CheckpointText.folder)/\(id.rawValue).txt" }
}

/// The newest signed checkpoint of each log, to be kept outside.
package struct AuditCheckpoints: Hashable, Sendable, Codable {
    /// One device's.
    package struct Note: Hashable, Sendable, Codable {
        package var device: DeviceID
        package var member: MemberID
        /// How many entries were signed.
        package var size: Int
        /// The signed note, with the signatures of those who have seen it.
        package var text: String
        package var seenBy: [MemberID]
        /// The key that signed it, as verifiers of notes take it; `nil` where its owner has another one now.
        package var key: String?
        /// What a witness outside is asked with, where it was wanted: a request of c2sp.org/tlog-witness.
        package var request: String?

        package init(
            device: DeviceID, member: MemberID, size: Int, text: String, seenBy: [MemberID],
            key: String? = nil,
            request: String? = nil
        ) {
            self.device = device
            self.member = member
            self.size = size
            self.text = text
            self.seenBy = seenBy
            self.key = key
            self.request = request
        }
    }

    package var notes: [Note]
    /// Logs that their devices have not signed yet, as this copy knows them.
    package var unsigned: [DeviceID]
    /// What was kept now.
    package var handed: HandedCheckpoint?
    /// The last one that was handed out, this one where one was now.
    package var last: HandedCheckpoint?

    package init(
        notes: [Note], unsigned: [DeviceID], handed: HandedCheckpoint? = nil, last: HandedCheckpoint? = nil
    ) {
        self.notes = notes
        self.unsigned = unsigned
        self.handed = handed
        self.last = last
    }

    /// All notes with an empty line between them.
    package var text: String { notes.map(\.text).joined(separator: "\n") }

    /// What a witness is given: requests where they were made, and notes where not.
    package var asking: String { notes.map { $0.request ?? $0.text }.joined(separator: "\n") }

    /// The keys of the logs, a line each as in a policy of c2sp.org/tlog-policy.
    package var keys: String { notes.compactMap(\.key).map { "log \($0)\n" }.joined() }
}

/// Whether anybody outside holds a checkpoint, and whether it is time for the next.
package struct CheckpointState: Hashable, Sendable, Codable {
    package var last: HandedCheckpoint?
    /// Whole days since then, or since the study was made.
    package var days: Int
    /// After how many days the next is due.
    package var every: Int

    package init(last: HandedCheckpoint?, days: Int, every: Int) {
        self.last = last
        self.days = days
        self.every = every
    }

    package var isDue: Bool { days >= every }

    /// One sentence.
    package var words: String {
        guard let last else { return "not yet witnessed: nobody outside holds a checkpoint" }
        let ago = days == 0 ? "today" : days == 1 ? "yesterday" : "\(days) days ago"
        return "handed out \(ago) to \(last.to)"
    }
}

/// A checkpoint as a person asks for it.
package struct CheckpointRequest: Hashable, Sendable, Codable {
    /// Whom it is given to; `nil` to show it only.
    package var to: String?
    /// Whether a person says that what may look like a name is none.
    package var cleared: Bool?
    /// What a witness cosigned last, in Base 64: the notes come as requests that go on from there.
    package var witnessed: String?

    package init(to: String? = nil, cleared: Bool? = nil, witnessed: String? = nil) {
        self.to = to
        self.cleared = cleared
        self.witnessed = witnessed
    }
}

/// `checkpoints/<id>.yaml`, written and read (format.md §25).
package enum CheckpointText {
    package static let folder = "checkpoints"
    /// How often the next checkpoint is due where `study.yaml` says nothing.
    package static let usualDays = 30

    package static func bytes(of handed: HandedCheckpoint) -> [UInt8] {
        Array(text(of: handed).utf8)
    }

    private static func text(of handed: HandedCheckpoint) -> String {
        """
        id: \(JSONText.quoted(handed.id.rawValue))
        to: \(JSONText.quoted(handed.to))
        handed-at: \(handed.at.rawValue)
        handed-by: \(handed.by.rawValue)

        """
    }

    /// Reads what ``bytes(of:)`` wrote.
    package static func handed(from bytes: [UInt8]) throws(PeopleTextFailure) -> HandedCheckpoint {
        let fields = try FieldLines.fields(in: bytes)
        let handed = HandedCheckpoint(
            id: try fields.one("id") { OperationID(rawValue: $0) },
            to: try fields.one("to") { isLabel($0) ? $0 : nil },
            at: try fields.one("handed-at") { Timestamp(rawValue: $0) },
            by: try fields.one("handed-by") { MemberID(rawValue: $0) })
        try FieldLines.check(bytes, is: text(of: handed))
        return handed
    }

    /// Whether a text can stand for whoever got a checkpoint: one line of 1 to 100 characters.
    package static func isLabel(_ text: String) -> Bool {
        (1...100).contains(text.count)
            && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
            && text.first != " " && text.last != " "
    }
}
