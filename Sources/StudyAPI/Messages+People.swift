package import StudyModel

/// A participant as lists show them: never by name.
package struct ParticipantHead: Codable, Sendable {
    package var handle: Handle
    package var status: Case.Status
    package var attributes: [String: CaseValue]
    /// Records they take part in.
    package var records: Int
    /// What they allow now, and what they don't: `granted`, `refused`, `withdrawn`, `expired`, `never-asked` by
    /// purpose.
    package var consent: [String: String]
    /// The real name; only where it was asked for and the vault is open.
    package var name: String?

    package init(
        handle: Handle, status: Case.Status, attributes: [String: CaseValue], records: Int,
        consent: [String: String], name: String? = nil
    ) {
        self.handle = handle
        self.status = status
        self.attributes = attributes
        self.records = records
        self.consent = consent
        self.name = name
    }
}

/// `GET /v1/participants`; query name `names` adds real names.
package struct ParticipantsReply: Codable, Sendable {
    package var participants: [ParticipantHead]

    package init(participants: [ParticipantHead]) { self.participants = participants }
}

/// `POST /v1/participants`: a table of people, `handle,name,...`; names go to the vault in the same step.
package struct ParticipantsRequest: Codable, Sendable {
    /// A table with a row of headings.
    package var csv: String
    /// Makes handles for rows without one: `SP`.
    package var prefix: String?
    package var dryRun: Bool?

    package init(csv: String, prefix: String? = nil, dryRun: Bool? = nil) {
        self.csv = csv
        self.prefix = prefix
        self.dryRun = dryRun
    }
}

/// What became of a table of people, or of one of consent.
package struct SheetReply: Codable, Sendable {
    package struct Problem: Codable, Sendable {
        /// One sentence with the row's number; never a name.
        package var sentence: String
        /// A warning holds nothing up.
        package var isWarning: Bool

        package init(sentence: String, isWarning: Bool) {
            self.sentence = sentence
            self.isWarning = isWarning
        }
    }

    package var dryRun: Bool
    package var added: [Handle]
    package var changed: [Handle]
    /// Rows that say what the study holds already.
    package var unchanged: Int
    /// Names that went to the vault, or consent events that were written.
    package var entered: Int
    package var problems: [Problem]
    package var operation: OperationID?

    package init(
        dryRun: Bool, added: [Handle], changed: [Handle], unchanged: Int, entered: Int, problems: [Problem],
        operation: OperationID?
    ) {
        self.dryRun = dryRun
        self.added = added
        self.changed = changed
        self.unchanged = unchanged
        self.entered = entered
        self.problems = problems
        self.operation = operation
    }
}

/// `GET /v1/participants/{participant}`: everything that is held about one person (DESIGN §7).
package struct ParticipantReply: Codable, Sendable {
    /// A passage of a record that is theirs or names them.
    package struct Passage: Codable, Sendable {
        package var record: RecordID
        package var version: Int
        /// In Unicode scalars of the body from 0, half open.
        package var span: Range<Int>
        package var text: String
        /// Whether they say it; false where they are spoken of.
        package var isOwn: Bool

        package init(record: RecordID, version: Int, span: Range<Int>, text: String, isOwn: Bool) {
            self.record = record
            self.version = version
            self.span = span
            self.text = text
            self.isOwn = isOwn
        }
    }

    /// A record that concerns them.
    package struct Held: Codable, Sendable {
        package var record: RecordSummary
        /// Whether they take part; false where they are only spoken of.
        package var takesPart: Bool
        /// Every version, oldest first.
        package var versions: [RecordVersion]

        package init(record: RecordSummary, takesPart: Bool, versions: [RecordVersion]) {
            self.record = record
            self.takesPart = takesPart
            self.versions = versions
        }
    }

    package var participant: ParticipantHead
    package var records: [Held]
    package var passages: [Passage]
    /// In the order in which they count.
    package var consent: [ConsentEvent]
    package var reviews: [ReviewEvent]
    package var withdrawals: [Withdrawal]
    /// Memos that are linked to them or name them; private ones, which only their writer sees, without a title.
    package var memos: [MemoHead]
    /// What they answered in feedback cycles.
    package var responses: [CycleResponse]
    /// Summaries of framework matrices that are about them or rest on their words.
    package var cells: [FrameworkCellName]
    /// Cards they wrote in workshops.
    package var cards: [CardView]
    /// What they said of report drafts.
    package var comments: [DraftComment]
    /// Surveys they answered, with the answer's id.
    package var answers: [String]
    /// Sealed originals of records that concern them, sealed files with their own key, and sources that wait.
    package var originals: Int
    package var sealed: Int
    package var waiting: Int
    /// Other files of the study in which the handle stands.
    package var files: [String]
    /// Operations that touched any of it, oldest first: who did what when.
    package var operations: [OperationSummary]

    package init(
        participant: ParticipantHead, records: [Held], passages: [Passage], consent: [ConsentEvent],
        reviews: [ReviewEvent], withdrawals: [Withdrawal], memos: [MemoHead] = [],
        responses: [CycleResponse] = [], cells: [FrameworkCellName] = [], cards: [CardView] = [],
        comments: [DraftComment] = [], answers: [String],
        originals: Int, sealed: Int, waiting: Int, files: [String], operations: [OperationSummary]
    ) {
        self.participant = participant
        self.records = records
        self.passages = passages
        self.consent = consent
        self.reviews = reviews
        self.withdrawals = withdrawals
        self.memos = memos
        self.responses = responses
        self.cells = cells
        self.cards = cards
        self.comments = comments
        self.answers = answers
        self.originals = originals
        self.sealed = sealed
        self.waiting = waiting
        self.files = files
        self.operations = operations
    }
}

/// `GET /v1/participants/{participant}/pack`; query name `format`, `html` or `docx`.
package struct PackReply: Codable, Sendable {
    /// A name for the file, without a person's name in it.
    package var name: String
    package var base64: String

    package init(name: String, base64: String) {
        self.name = name
        self.base64 = base64
    }
}

/// `POST /v1/participants/{participant}/reviews`: what a participant said about what is held.
package struct ReviewRequest: Codable, Sendable {
    package var verdict: ReviewEvent.Verdict
    /// Parts of ids; absent for everything held.
    package var records: [String]?
    package var corrections: [ReviewEvent.Correction]?
    /// When they said it; absent means this moment.
    package var at: Timestamp?

    package init(
        verdict: ReviewEvent.Verdict, records: [String]? = nil,
        corrections: [ReviewEvent.Correction]? = nil, at: Timestamp? = nil
    ) {
        self.verdict = verdict
        self.records = records
        self.corrections = corrections
        self.at = at
    }
}

/// What was recorded.
package struct ReviewReply: Codable, Sendable {
    package var review: ReviewEvent
    package var operation: OperationID

    package init(review: ReviewEvent, operation: OperationID) {
        self.review = review
        self.operation = operation
    }
}

/// `POST /v1/participants/{participant}/withdrawal`.
package struct WithdrawalRequest: Codable, Sendable {
    package var option: WithdrawalOption
    package var mode: ConsentMode?
    /// When they withdrew; absent means this moment.
    package var at: Timestamp?
    /// Shows what would be touched and changes nothing.
    package var dryRun: Bool?

    package init(
        option: WithdrawalOption, mode: ConsentMode? = nil, at: Timestamp? = nil, dryRun: Bool? = nil
    ) {
        self.option = option
        self.mode = mode
        self.at = at
        self.dryRun = dryRun
    }
}

/// What a withdrawal touches, and once it is done what was.
package struct WithdrawalReply: Codable, Sendable {
    package var preview: WithdrawalPreview
    package var records: [RecordID]
    /// Absent in a dry run.
    package var receipt: WithdrawalReceipt?
    package var operation: OperationID?
    /// In a dry run, what would be changed outside the participant's own records.
    package var places: [WithdrawalPlace]?

    package init(
        preview: WithdrawalPreview, records: [RecordID], receipt: WithdrawalReceipt?, operation: OperationID?,
        places: [WithdrawalPlace]? = nil
    ) {
        self.places = places
        self.preview = preview
        self.records = records
        self.receipt = receipt
        self.operation = operation
    }
}
