/// What a study's trail says of itself: ids, handles, days, counts and digests, no word of a record and no name.
///
/// Of texts it has those alone that a team writes to be given out: codes with their definitions, findings, recommendations,
/// and the titles of rounds, cycles and workshops.
package struct AuditFacts: Hashable, Sendable {
    package var study: AuditStudy
    package var scope: AuditScope
    /// In the order of their days.
    package var records: [AuditRecord]
    /// Participants in the order of their handles.
    package var people: [AuditPerson]
    package var forms: [ConsentForm]
    /// Oldest first; those who left too.
    package var members: [AuditMember]
    package var codes: [AuditCode]
    /// How many states the coding frame has had.
    package var codebookStates: Int
    package var coding: AuditCoding
    package var rounds: [AuditRound]
    package var memos: AuditMemos
    package var findings: [AuditFinding]
    package var cycles: [AuditCycle]
    package var workshops: [AuditWorkshop]
    package var recommendations: [AuditRecommendation]
    package var surveys: [AuditSurvey]
    package var decisions: AuditDecisions
    package var erasures: [AuditErasure]
    package var integrity: AuditIntegrity
    package var names: AuditNames
    package var retention: [RetentionDue]
    /// What happened when, for the picture.
    package var steps: [AuditStep]
    /// What a methods section counts, for the items of COREQ and SRQR that are not scored.
    package var methods: MethodsReport

    package init(study: AuditStudy, scope: AuditScope, methods: MethodsReport) {
        self.study = study
        self.scope = scope
        self.methods = methods
        (records, people, forms, members, codes, codebookStates) = ([], [], [], [], [], 0)
        (coding, memos, decisions) = (AuditCoding(), AuditMemos(), AuditDecisions())
        (rounds, findings, cycles, workshops, recommendations) = ([], [], [], [], [])
        (surveys, erasures, retention, steps) = ([], [], [], [])
        (integrity, names) = (AuditIntegrity(), AuditNames(policy: .off))
    }
}

/// The study, its protocol, and who wrote the page when.
package struct AuditStudy: Hashable, Sendable {
    /// A state of the protocol.
    package struct Amendment: Hashable, Sendable {
        package var plan: MethodsReport.Plan
        package var since: Provenance

        package init(plan: MethodsReport.Plan, since: Provenance) {
            self.plan = plan
            self.since = since
        }
    }

    package var title: String
    /// Every protocol there was, oldest first.
    package var amendments: [Amendment]
    package var questions: [String]
    package var consent: ConsentPolicy
    /// The smallest count of people in a group that is shown.
    package var smallest: Int
    package var began: Provenance?
    /// Who made this page, and when.
    package var made: Provenance
    /// The day on which the study ended, where it says so.
    package var ended: CalendarDay?
    /// Whether the page stands in an export, beside the data that it tells of.
    package var isInBag: Bool

    package init(
        title: String, amendments: [Amendment] = [], questions: [String] = [], consent: ConsentPolicy,
        smallest: Int, began: Provenance? = nil, made: Provenance, ended: CalendarDay? = nil,
        isInBag: Bool = false
    ) {
        self.title = title
        self.amendments = amendments
        self.questions = questions
        self.consent = consent
        self.smallest = smallest
        self.began = began
        self.made = made
        self.ended = ended
        self.isInBag = isInBag
    }

    package var plan: MethodsReport.Plan? { amendments.last?.plan }
}

/// A record as a line of a list.
package struct AuditRecord: Hashable, Sendable {
    package var id: RecordID
    package var kind: RecordKind
    package var day: CalendarDay
    package var participants: [Handle]
    package var captured: Provenance
    /// Oldest first.
    package var versions: [RecordVersion]
    /// Whether it says where it took place.
    package var hasSetting: Bool
    /// Whether it says how long it took, or from when to when.
    package var hasDuration: Bool
    /// Whether it says who was there.
    package var hasPresence: Bool
    /// Whether it was made from a recording.
    package var isFromRecording: Bool
    /// Whether it names an interview guide that the study holds.
    package var hasGuide: Bool
    /// Whether it is of a conversation among the team, or of one with it.
    package var hasTeam: Bool
    /// What is wrong with the consent of people in it, one sentence each.
    package var gaps: [ConsentGap]

    package init(id: RecordID, kind: RecordKind, day: CalendarDay, captured: Provenance) {
        self.id = id
        self.kind = kind
        self.day = day
        self.captured = captured
        (participants, versions, gaps) = ([], [], [])
        (hasSetting, hasDuration, hasPresence, isFromRecording, hasGuide, hasTeam) = (
            false, false, false, false, false, false
        )
    }

    /// SHA-256 of the newest version's file.
    package var sha256: String? { versions.last?.sha256 }

    /// Whether people met for it, so that it has a place and a length.
    package var isSession: Bool {
        switch kind {
        case .fieldNote, .meetingNote, .minutes, .interview, .conversation: true
        case .email, .report, .surveyResponse: false
        }
    }
}

/// What a participant consented to, and what became of it.
package struct AuditPerson: Hashable, Sendable {
    package var handle: Handle
    package var isWithdrawn: Bool
    /// Oldest first.
    package var events: [ConsentEvent]
    package var withdrawals: [Withdrawal]
    package var reviews: [ReviewEvent]
    package var records: Int
    /// Purposes that stand as granted when the page is made.
    package var granted: [ConsentPurpose]

    package init(handle: Handle) {
        self.handle = handle
        (isWithdrawn, events, withdrawals, reviews, records, granted) = (false, [], [], [], 0, [])
    }

    /// Events that are not the first of their kind: what was changed or taken back.
    package var changes: [ConsentEvent] { events.filter { $0.act == .changed || $0.act == .withdrawn } }
}

/// A member of the team, with one role and one key.
package struct AuditMember: Hashable, Sendable {
    package var member: MemberID
    package var role: String
    /// `SHA256:…`, as `ssh-keygen -l` prints it.
    package var fingerprint: String
    package var from: Timestamp
    /// `nil` for whoever is in the team now.
    package var until: Timestamp?
    /// Whether they can open the vault, where names and sources as they came are.
    package var opensVault: Bool

    package init(
        member: MemberID, role: String, fingerprint: String, from: Timestamp, until: Timestamp? = nil,
        opensVault: Bool = false
    ) {
        self.member = member
        self.role = role
        self.fingerprint = fingerprint
        self.from = from
        self.until = until
        self.opensVault = opensVault
    }
}
