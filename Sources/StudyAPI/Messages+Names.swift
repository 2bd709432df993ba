package import StudyModel

/// `GET /v1/vault`, and the answer to everything that changes it.
package struct VaultReply: Codable, Sendable {
    package enum State: String, Codable, Sendable {
        /// The key table can be read.
        case open
        /// Sealing works, reading doesn't.
        case locked
        /// The study has no vault.
        case absent
    }

    package struct Member: Codable, Sendable {
        package var member: MemberID
        /// The member's age recipient, `age1...`.
        package var recipient: String
        /// Whether this is the member whose identity opens the vault here.
        package var isSelf: Bool

        package init(member: MemberID, recipient: String, isSelf: Bool) {
            self.member = member
            self.recipient = recipient
            self.isSelf = isSelf
        }
    }

    package var state: State
    package var policy: NamePolicy
    /// Whether the identity that opens it is protected by a passphrase.
    package var hasPassphrase: Bool
    /// The file with the identity; absent where the daemon has no place for one.
    package var identityFile: String?
    /// When it locks itself; absent when it stays open while the daemon runs.
    package var locksAt: Timestamp?
    package var members: [Member]
    /// Keys that seal what concerns one participant each.
    package var participants: Int
    /// Entries of the key table by kind; absent while it is locked.
    package var people: Int?
    package var places: Int?
    package var organisations: Int?
    /// Originals that are kept sealed.
    package var originals: Int
    /// Sources in the inbox.
    package var waiting: Int
    /// Sources that were taken into the study by this unlocking.
    package var cleared: Int?

    package init(
        state: State, policy: NamePolicy, hasPassphrase: Bool, identityFile: String?, locksAt: Timestamp?,
        members: [Member],
        participants: Int, people: Int?, places: Int?, organisations: Int?, originals: Int, waiting: Int,
        cleared: Int? = nil
    ) {
        self.state = state
        self.policy = policy
        self.hasPassphrase = hasPassphrase
        self.identityFile = identityFile
        self.locksAt = locksAt
        self.members = members
        self.participants = participants
        self.people = people
        self.places = places
        self.organisations = organisations
        self.originals = originals
        self.waiting = waiting
        self.cleared = cleared
    }
}

/// `POST /v1/vault/unlock`.
package struct UnlockRequest: Codable, Sendable {
    package var passphrase: String?
    /// Minutes after which it locks itself; absent, it stays open while the daemon runs.
    package var minutes: Int?

    package init(passphrase: String? = nil, minutes: Int? = nil) {
        self.passphrase = passphrase
        self.minutes = minutes
    }
}

/// `POST /v1/vault/passphrase`: sets, changes or removes the passphrase of this person's identity.
package struct PassphraseRequest: Codable, Sendable {
    /// The one that holds; absent where there is none.
    package var current: String?
    /// The new one; absent removes it.
    package var new: String?

    package init(current: String? = nil, new: String? = nil) {
        self.current = current
        self.new = new
    }
}

/// `POST /v1/vault/grant` and `POST /v1/vault/revoke`.
package struct VaultMemberRequest: Codable, Sendable {
    package var member: MemberID
    /// Of a grant: the member's age recipient, `age1...`.
    package var recipient: String?

    package init(member: MemberID, recipient: String? = nil) {
        self.member = member
        self.recipient = recipient
    }
}

/// `POST /v1/vault/check`: every file of the vault opened and compared.
package struct VaultCheckReply: Codable, Sendable {
    package var files: Int
    package var bytes: Int
    /// Files that only another member can open, which were not; absent where there are none.
    package var others: Int?
    package var findings: [CheckReport.Finding]

    package init(files: Int, bytes: Int, others: Int? = nil, findings: [CheckReport.Finding]) {
        self.files = files
        self.bytes = bytes
        self.others = others
        self.findings = findings
    }
}

/// `GET /v1/inbox`, the longest waiting first.
package struct InboxReply: Codable, Sendable {
    package var waiting: [WaitingSource]

    package init(waiting: [WaitingSource]) { self.waiting = waiting }
}

/// `GET /v1/inbox/{record}`: one waiting source with its words and suspects; needs the vault open.
package struct WaitingReply: Codable, Sendable {
    /// One text of the source, with known names replaced.
    package struct Text: Codable, Sendable {
        /// `body`, `title` or the key of a detail, as in ``WaitingSuspect/field``.
        package var field: String
        package var text: String

        package init(field: String, text: String) {
            self.field = field
            self.text = text
        }
    }

    package var source: WaitingSource
    package var texts: [Text]
    /// In reading order; the same words once, with their count.
    package var suspects: [WaitingSuspect]
    /// How many known names were replaced.
    package var replaced: Int
    /// The next free handle of each prefix, and the next free labels, for the person to choose from.
    package var free: [String]

    package init(
        source: WaitingSource, texts: [Text], suspects: [WaitingSuspect], replaced: Int, free: [String]
    ) {
        self.source = source
        self.texts = texts
        self.suspects = suspects
        self.replaced = replaced
        self.free = free
    }
}

/// `POST /v1/inbox/{record}`: decides about suspects; answers a ``WaitingReply`` of what is left.
package struct DecisionsRequest: Codable, Sendable {
    package var decisions: [SuspectDecision]

    package init(decisions: [SuspectDecision]) { self.decisions = decisions }
}

/// `POST /v1/inbox/clear`: takes waiting sources into the study.
package struct ClearRequest: Codable, Sendable {
    /// Parts of ids; absent takes in all that have no suspects left.
    package var records: [String]?
    /// Whether a source may go in with suspects left, because a person has looked and says they are none.
    package var asItIs: Bool?

    package init(records: [String]? = nil, asItIs: Bool? = nil) {
        self.records = records
        self.asItIs = asItIs
    }
}

/// What a clearing took in.
package struct ClearReply: Codable, Sendable {
    package var records: [RecordSummary]
    package var operations: [OperationID]
    /// What still waits.
    package var waiting: Int

    package init(records: [RecordSummary], operations: [OperationID], waiting: Int) {
        self.records = records
        self.operations = operations
        self.waiting = waiting
    }
}

/// `POST /v1/inbox/discard`: drops a waiting source for good.
package struct DiscardRequest: Codable, Sendable {
    package var record: String

    package init(record: String) { self.record = record }
}

/// `GET /v1/pseudonyms`: the key table; needs the vault open.
package struct PseudonymsReply: Codable, Sendable {
    package var entries: [Pseudonym]
    /// Words that are never a name in this study.
    package var never: [String]

    package init(entries: [Pseudonym], never: [String]) {
        self.entries = entries
        self.never = never
    }
}

/// One entry of the key table.
package struct Pseudonym: Codable, Sendable {
    /// `SP66`, `place A`.
    package var handle: String
    /// `person`, `place`, `organisation` or `other`.
    package var kind: String
    package var name: String
    /// Nicknames, spellings, e-mail addresses.
    package var also: [String]

    package init(handle: String, kind: String, name: String, also: [String]) {
        self.handle = handle
        self.kind = kind
        self.name = name
        self.also = also
    }
}

/// `POST /v1/pseudonyms`: adds a name to the key table and replaces it where it stands already.
package struct PseudonymRequest: Codable, Sendable {
    package var name: String
    /// Nicknames, spellings, e-mail addresses.
    package var also: [String]?
    /// A participant's handle, or the label of a place or an organisation; absent takes the next free label of
    /// ``kind``.
    package var handle: String?
    /// `person`, `place`, `organisation` or `other`; absent where the handle says it.
    package var kind: String?
    /// Shows what would change and changes nothing.
    package var dryRun: Bool?

    package init(
        name: String, also: [String]? = nil, handle: String? = nil, kind: String? = nil, dryRun: Bool? = nil
    ) {
        self.name = name
        self.also = also
        self.handle = handle
        self.kind = kind
        self.dryRun = dryRun
    }
}

/// `POST /v1/pseudonyms/remove`: takes a name out of the key table; texts stay as they are.
package struct PseudonymRemoval: Codable, Sendable {
    package var name: String

    package init(name: String) { self.name = name }
}

/// What adding a name changed.
package struct PseudonymReply: Codable, Sendable {
    /// One place where the name stood.
    package struct Change: Codable, Sendable {
        package var record: RecordID
        /// `body`, `title` or the key of a detail.
        package var field: String
        package var before: String
        package var after: String

        package init(record: RecordID, field: String, before: String, after: String) {
            self.record = record
            self.field = field
            self.before = before
            self.after = after
        }
    }

    package var handle: String
    package var dryRun: Bool
    package var records: [RecordID]
    package var changes: [Change]
    package var operation: OperationID?
    /// Other files of the study that were changed, such as memos.
    package var files: [String]
    /// Earlier versions in git history that still hold the name.
    package var versionsLeft: Int

    package init(
        handle: String, dryRun: Bool, records: [RecordID], changes: [Change], operation: OperationID?,
        files: [String], versionsLeft: Int
    ) {
        self.handle = handle
        self.dryRun = dryRun
        self.records = records
        self.changes = changes
        self.operation = operation
        self.files = files
        self.versionsLeft = versionsLeft
    }
}

/// `POST /v1/leaks`: looks for known names; needs the vault open.
package struct LeaksRequest: Codable, Sendable {
    /// Bytes that are not the study's own, such as an export, to be looked through instead.
    package struct File: Codable, Sendable {
        package var name: String
        /// The bytes in base64, at most 64 MiB.
        package var base64: String

        package init(name: String, base64: String) {
            self.name = name
            self.base64 = base64
        }
    }

    /// Commits as git names a range, such as `origin/main..main`.
    package var range: String?
    /// All of history, the index, the journal and the logs; absent looks at the newest state only.
    package var all: Bool?
    package var file: File?

    package init(range: String? = nil, all: Bool? = nil, file: File? = nil) {
        self.range = range
        self.all = all
        self.file = file
    }
}

/// Where known names stand: places and handles, never the names.
package struct LeaksReply: Codable, Sendable {
    package struct Leak: Codable, Sendable {
        /// A study path, `commit 1a2b3c4d5e6f` (its message), `tree 1a2b3c4d5e6f` (a file's name), `blob 1a2b3c4d5e6f`,
        /// `.rir/index.sqlite`, or a file's name.
        package var place: String
        /// From 1; absent in files that are no text.
        package var line: Int?
        /// In Unicode scalars from 1; in bytes from 0 in files that are no text.
        package var column: Int
        /// Whose name it is.
        package var handle: String

        package init(place: String, line: Int?, column: Int, handle: String) {
            self.place = place
            self.line = line
            self.column = column
            self.handle = handle
        }
    }

    /// How many files, objects and messages were looked through, and their bytes.
    package var places: Int
    package var bytes: Int
    /// How many names were looked for.
    package var names: Int
    package var total: Int
    /// The first 1,000.
    package var leaks: [Leak]
    /// How many by handle.
    package var byHandle: [String: Int]

    package init(
        places: Int, bytes: Int, names: Int, total: Int, leaks: [Leak], byHandle: [String: Int]
    ) {
        self.places = places
        self.bytes = bytes
        self.names = names
        self.total = total
        self.leaks = leaks
        self.byHandle = byHandle
    }
}
