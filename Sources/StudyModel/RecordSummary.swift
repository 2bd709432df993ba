/// A record as lists show it: everything but the body.
package struct RecordSummary: Hashable, Sendable, Codable {
    package var id: RecordID
    package var kind: RecordKind
    package var version: Int
    package var date: CalendarDay
    package var time: String?
    package var title: String
    package var participants: [Handle]
    /// Words of the body, counted between spaces.
    package var words: Int
    package var captured: Provenance
    package var saved: Provenance

    package init(
        id: RecordID, kind: RecordKind, version: Int, date: CalendarDay, time: String?, title: String,
        participants: [Handle], words: Int, captured: Provenance, saved: Provenance
    ) {
        self.id = id
        self.kind = kind
        self.version = version
        self.date = date
        self.time = time
        self.title = title
        self.participants = participants
        self.words = words
        self.captured = captured
        self.saved = saved
    }

    /// Words of a text: runs of anything but spaces and control characters.
    private static func words(in text: String) -> Int {
        var text = text
        return text.withUTF8 { bytes in
            var count = 0
            var isInside = false
            for byte in bytes {
                if byte > 0x20, !isInside { count += 1 }
                isInside = byte > 0x20
            }
            return count
        }
    }

    /// The summary of a record version.
    package init(_ record: Record) {
        self.init(
            id: record.id, kind: record.kind, version: record.version, date: record.day, time: record.time,
            title: record.title, participants: record.participants,
            words: Self.words(in: record.body),
            captured: record.captured, saved: record.saved
        )
    }
}

/// One version in a record's history.
package struct RecordVersion: Hashable, Sendable, Codable {
    package enum Change: String, Codable, Sendable {
        /// Captured or imported.
        case created
        /// Changed through the product.
        case edited
        /// Changed by hand in the study's folder and adopted.
        case adopted
        /// Set back to an earlier state by an undo.
        case restored
        /// Taken out of the current state by an undo or a withdrawal; earlier versions stay readable.
        case removed
    }

    package var version: Int
    package var change: Change
    package var by: MemberID
    package var at: Timestamp
    package var operation: OperationID
    /// Why, as the person gave it.
    package var reason: String?
    /// SHA-256 of the version's file in hexadecimal; absent for a removal.
    package var sha256: String?
    /// The commit that holds the version.
    package var commit: String

    package init(
        version: Int, change: Change, by: MemberID, at: Timestamp, operation: OperationID, reason: String?,
        sha256: String?, commit: String
    ) {
        self.version = version
        self.change = change
        self.by = by
        self.at = at
        self.operation = operation
        self.reason = reason
        self.sha256 = sha256
        self.commit = commit
    }
}

/// One operation: what a person did in one step, and can take back in one step.
package struct OperationSummary: Hashable, Sendable, Codable {
    package enum Act: String, Codable, Sendable {
        case create
        case capture
        case `import`
        case edit
        case adopt
        case undo
        /// A name was found later and replaced wherever it stood.
        case pseudonymise
        /// Participants were entered or changed.
        case participant
        /// Consent was given, refused, changed or withdrawn, or a form for it was added.
        case consent
        /// A participant's answer to what is held about them.
        case review
        /// A participant withdrew.
        case withdrawal
        /// The coding frame was changed.
        case codebook
        /// Codings were made, changed or taken away.
        case code
        /// A memo was written or changed.
        case memo
        /// Codings were brought to the text as it now stands.
        case anchor
        /// A round of double-coding was planned, opened, worked in, closed or opened again.
        case round
        /// A disagreement of a round was decided.
        case adjudicate
        /// A finding was written, changed, or given evidence.
        case finding
        /// A feedback cycle was opened, shared, answered, decided about or closed.
        case cycle
        /// Work went on in a workflow, or its plan was written.
        case workflow
        /// A framework matrix was begun, or cells of one were filled.
        case chart
        /// A workshop was planned, opened or closed, or its board changed.
        case workshop
        /// A recommendation was written, changed or linked.
        case recommendation
        /// A report draft was written, shared, commented on, answered or signed off.
        case draft
        /// What was in the study's history was taken out of it.
        case erase
        /// A checkpoint of the logs was given to somebody outside.
        case checkpoint
        /// Somebody joined the team.
        case member
        /// The work of several copies of the study was joined.
        case join
    }

    package var id: OperationID
    package var act: Act
    package var by: MemberID
    package var at: Timestamp
    /// How many record versions it made.
    package var records: Int
    package var reason: String?
    /// The operation this one took back.
    package var undoes: OperationID?
    /// The operation that took this one back.
    package var undoneBy: OperationID?

    package init(
        id: OperationID, act: Act, by: MemberID, at: Timestamp, records: Int, reason: String? = nil,
        undoes: OperationID? = nil, undoneBy: OperationID? = nil
    ) {
        self.id = id
        self.act = act
        self.by = by
        self.at = at
        self.records = records
        self.reason = reason
        self.undoes = undoes
        self.undoneBy = undoneBy
    }
}
