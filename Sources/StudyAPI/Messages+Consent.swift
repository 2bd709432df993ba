package import StudyModel

/// `POST /v1/consent`: one act of one or more participants.
package struct ConsentRequest: Codable, Sendable {
    /// Absent where `meeting` names everyone present.
    package var participants: [Handle]?
    /// A part of the id of a record, whose participants are meant where none are named.
    package var meeting: String?
    package var act: ConsentAct
    /// Absent in a withdrawal means all.
    package var purposes: [ConsentPurpose]?
    package var mode: ConsentMode
    /// When it was given; absent means this moment, or the beginning of the meeting where there is one.
    package var at: Timestamp?
    /// `information-sheet` or `information-sheet@2.1`; without a version the newest.
    package var form: String?
    package var expires: CalendarDay?
    /// Records it is limited to, as parts of ids.
    package var records: [String]?
    /// A file that shows it, in base64, for the vault; and the file's name.
    package var evidence: String?
    package var evidenceName: String?

    package init(
        participants: [Handle]? = nil, meeting: String? = nil, act: ConsentAct,
        purposes: [ConsentPurpose]? = nil, mode: ConsentMode, at: Timestamp? = nil, form: String? = nil,
        expires: CalendarDay? = nil, records: [String]? = nil, evidence: String? = nil,
        evidenceName: String? = nil
    ) {
        self.participants = participants
        self.meeting = meeting
        self.act = act
        self.purposes = purposes
        self.mode = mode
        self.at = at
        self.form = form
        self.expires = expires
        self.records = records
        self.evidence = evidence
        self.evidenceName = evidenceName
    }
}

/// What was recorded.
package struct ConsentReply: Codable, Sendable {
    package var events: [ConsentEvent]
    package var operation: OperationID

    package init(events: [ConsentEvent], operation: OperationID) {
        self.events = events
        self.operation = operation
    }
}

/// `GET /v1/consent`: who is to be asked, again or at all; query names `participant` and `days` (30 by default).
package struct ConsentDueReply: Codable, Sendable {
    package var due: [ConsentDue]
    /// Records with people who had not agreed when it took place.
    package var gaps: [ConsentGap]

    package init(due: [ConsentDue], gaps: [ConsentGap]) {
        self.due = due
        self.gaps = gaps
    }
}

/// `POST /v1/consent/sheet`: a table of consent; answers a ``SheetReply``.
package struct ConsentSheetRequest: Codable, Sendable {
    package var csv: String
    package var mode: ConsentMode?
    package var form: String?
    package var dryRun: Bool?

    package init(csv: String, mode: ConsentMode? = nil, form: String? = nil, dryRun: Bool? = nil) {
        self.csv = csv
        self.mode = mode
        self.form = form
        self.dryRun = dryRun
    }
}

/// `POST /v1/consent/check`: whether records may be used for something.
package struct ConsentCheckRequest: Codable, Sendable {
    package var use: ConsentUse
    /// Parts of ids.
    package var records: [String]

    package init(use: ConsentUse, records: [String]) {
        self.use = use
        self.records = records
    }
}

/// Whether they may, and what is missing.
package struct ConsentCheckReply: Codable, Sendable {
    package enum Verdict: String, Codable, Sendable {
        case allowed
        case flagged
        case refused
    }

    package var verdict: Verdict
    package var gaps: [ConsentGap]
    /// One for each gap.
    package var sentences: [String]
    /// What would record what is missing.
    package var commands: [String]

    package init(verdict: Verdict, gaps: [ConsentGap], sentences: [String], commands: [String]) {
        self.verdict = verdict
        self.gaps = gaps
        self.sentences = sentences
        self.commands = commands
    }
}

/// `GET /v1/consent/forms`.
package struct ConsentFormsReply: Codable, Sendable {
    package var forms: [ConsentForm]

    package init(forms: [ConsentForm]) { self.forms = forms }
}

/// `POST /v1/consent/forms`: adds a version of a form or a script.
package struct ConsentFormRequest: Codable, Sendable {
    package var name: String
    package var version: String
    package var kind: ConsentForm.Kind
    package var purposes: [ConsentPurpose]
    /// What the participant reads or hears.
    package var text: String
    /// Absent for today.
    package var validFrom: CalendarDay?
    package var validUntil: CalendarDay?
    /// After how many months people are asked again.
    package var reconsentMonths: Int?

    package init(
        name: String, version: String, kind: ConsentForm.Kind, purposes: [ConsentPurpose], text: String,
        validFrom: CalendarDay? = nil, validUntil: CalendarDay? = nil, reconsentMonths: Int? = nil
    ) {
        self.name = name
        self.version = version
        self.kind = kind
        self.purposes = purposes
        self.text = text
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.reconsentMonths = reconsentMonths
    }
}

/// The form that was added.
package struct ConsentFormReply: Codable, Sendable {
    package var form: ConsentForm
    package var operation: OperationID

    package init(form: ConsentForm, operation: OperationID) {
        self.form = form
        self.operation = operation
    }
}
