/// What somebody tells of one act of consent, before it has an id and is written down.
package struct ConsentDraft: Hashable, Sendable, Codable {
    /// As in ``ConsentEvent``, here and below.
    package var participant: Handle
    package var act: ConsentAct
    package var purposes: [ConsentPurpose]
    package var mode: ConsentMode
    package var at: Timestamp
    package var takenBy: MemberID?
    package var form: ConsentFormReference?
    package var meeting: RecordID?
    package var expires: CalendarDay?
    package var evidence: VaultReference?
    package var scope: [RecordID]?

    package init(
        participant: Handle, act: ConsentAct, purposes: [ConsentPurpose], mode: ConsentMode, at: Timestamp,
        takenBy: MemberID? = nil, form: ConsentFormReference? = nil, meeting: RecordID? = nil,
        expires: CalendarDay? = nil, evidence: VaultReference? = nil, scope: [RecordID]? = nil
    ) {
        self.participant = participant
        self.act = act
        self.purposes = Set(purposes).sorted()
        self.mode = mode
        self.at = at
        self.takenBy = takenBy
        self.form = form
        self.meeting = meeting
        self.expires = expires
        self.evidence = evidence
        self.scope = scope
    }

    /// The event, when it is written down; ``ConsentEvent/problem`` says whether it can be.
    package func event(id: OperationID, recorded: Provenance) -> ConsentEvent {
        ConsentEvent(
            id: id, participant: participant, act: act, purposes: purposes, mode: mode, at: at,
            recorded: recorded, takenBy: takenBy, form: form, meeting: meeting, expires: expires,
            evidence: evidence, scope: scope)
    }
}

/// A sheet of consent as a team keeps it: one row an act of one participant.
package struct ConsentSheet: ReadSheet, Hashable, Sendable {
    /// One act; a row with ticks for yes and for no holds two.
    package struct Row: Hashable, Sendable {
        /// The row as the table numbers it, from 1.
        package let number: Int
        /// What the row says, without an id.
        package let draft: ConsentDraft
    }

    /// What is known before the sheet is read.
    package struct Options: Sendable {
        /// The day it is for the person; no consent is later.
        package var today: CalendarDay
        /// The zone of the sheet's times in minutes east of UTC, -840 to 840.
        package var minutesEast: Int
        /// For rows that give none; without it they are problems.
        package var mode: ConsentMode?
        /// For rows that give none.
        package var form: ConsentFormReference?
        /// The participants there are; `nil` takes every handle.
        package var known: Set<Handle>?
        /// The names of the forms there are; no other is taken, as a cell may hold anything.
        package var forms: Set<String>

        package init(
            today: CalendarDay, minutesEast: Int = 0, mode: ConsentMode? = nil,
            form: ConsentFormReference? = nil, known: Set<Handle>? = nil, forms: Set<String> = []
        ) {
            self.today = today
            self.minutesEast = minutesEast
            self.mode = mode
            self.form = form
            self.known = known
            self.forms = forms
        }
    }

    /// In the order of the table.
    package var rows: [Row] = []
    /// In the order of the rows.
    package var problems: [SheetProblem] = []

    /// Reads a table that is split into rows and cells; its first row holds the headings.
    ///
    /// Headings are found without regard to case and punctuation: `handle` (`participant`, `pseudonym`,
    /// `id`), `date` (`given`, `at`), `time`, `purposes` (`purpose`, `for`), one each of `collect record
    /// survey quote share` (`recording`, `quotes`, …) with ticks, `decision` (`consent`, `act`), `mode`
    /// (`how`), `form`, `version`, `by` (a member such as `r1`), `evidence`, `meeting`, `expires` (`until`),
    /// `records` (`scope`). Others are left out with a warning.
    ///
    /// - A day without a time counts from its first second, as consent is asked for before anything else.
    /// - Without a decision, purposes named or ticked are granted, purposes ticked as no are refused: two
    ///   acts.
    /// - With a decision, it is about the purposes named or ticked; a withdrawal that names none is about
    ///   all. Ticks that don't go with the decision are a problem: a no beside a withdrawal, both beside a
    ///   refusal.
    /// - Days are read as ``DayWords`` reads them; one later than ``Options/today`` is a problem.
    /// - What is no member, no vault reference and no form is left out with a warning, as it may be a name.
    package static func read(_ rows: [[String]], options: Options) -> ConsentSheet {
        var reader = ConsentSheetReader(rows, options)
        return reader.read()
    }

    /// What a column of the sheet is.
    enum Column: Hashable {
        case handle
        case date
        case time
        case purposes
        case purpose(ConsentPurpose)
        case decision
        case mode
        case form
        case version
        case by
        case evidence
        case meeting
        case expires
        case records

        /// The column of a folded heading.
        static func of(_ heading: String) -> Column? {
            if let purpose = ConsentSheet.purpose(heading) { return .purpose(purpose) }
            return switch heading {
            case "handle", "participant", "participant id", "pseudonym", "id": .handle
            case "date", "day", "given", "at", "when", "consent date", "date of consent", "date given": .date
            case "time": .time
            case "purposes", "purpose", "for", "what", "consent for": .purposes
            case "decision", "act", "consent", "answer", "status": .decision
            case "mode", "how", "oral or written": .mode
            case "form", "script", "form or script", "consent form": .form
            case "version", "form version", "script version": .version
            case "by", "taken by", "asked by", "recorder", "member", "researcher": .by
            case "evidence", "signed form", "vault": .evidence
            case "meeting", "meeting record": .meeting
            case "expires", "until", "valid until", "expiry", "expiry date": .expires
            case "records", "scope", "limited to", "only for": .records
            default: nil
            }
        }
    }

    /// The purpose that a folded word stands for.
    static func purpose(_ word: String) -> ConsentPurpose? {
        switch word {
        case "collect", "collecting", "collection", "notes", "taking part", "participation": .collect
        case "record", "recording", "recorded", "audio", "audio recording": .record
        case "survey", "questionnaire": .survey
        case "quote", "quotes", "quoting", "quotation", "quotations", "be quoted": .quote
        case "share", "sharing", "archive", "archiving", "data sharing": .share
        default: nil
        }
    }
}
