extension StudyError {
    /// A stable name for a kind of failure, such as `record.not_found`.
    ///
    /// A struct rather than an enum, so that a new code does not break a client. Every code is listed in
    /// ``known`` and explained in `docs/reference/errors.md`; a test keeps the two alike.
    package struct Code: RawRepresentable, Hashable, Sendable, Codable {
        package let rawValue: String

        package init(rawValue: String) { self.rawValue = rawValue }
    }
}

extension StudyError.Code {
    // Requests.
    package static let requestInvalid = Self(rawValue: "request.invalid")
    package static let requestTooLarge = Self(rawValue: "request.too_large")
    package static let routeUnknown = Self(rawValue: "route.unknown")
    package static let versionMismatch = Self(rawValue: "api.version_mismatch")
    package static let usage = Self(rawValue: "usage")

    // Studies.
    package static let studyNotFound = Self(rawValue: "study.not_found")
    package static let studyUnspecified = Self(rawValue: "study.unspecified")
    package static let studyExists = Self(rawValue: "study.exists")
    package static let studyInvalid = Self(rawValue: "study.invalid")
    package static let studyFormatUnknown = Self(rawValue: "study.format_unknown")
    package static let studyLocked = Self(rawValue: "study.locked")
    package static let studyReadOnly = Self(rawValue: "study.read_only")
    package static let studyBusy = Self(rawValue: "study.busy")
    package static let templateUnknown = Self(rawValue: "template.unknown")

    // Records.
    package static let recordNotFound = Self(rawValue: "record.not_found")
    package static let recordAmbiguous = Self(rawValue: "record.ambiguous")
    package static let recordConflict = Self(rawValue: "record.conflict")
    package static let recordEmpty = Self(rawValue: "record.empty")
    package static let recordTooLarge = Self(rawValue: "record.too_large")
    package static let recordInvalid = Self(rawValue: "record.invalid")
    package static let versionNotFound = Self(rawValue: "record.version_not_found")
    package static let handEditPending = Self(rawValue: "record.hand_edited")

    // Import.
    package static let importUnsupported = Self(rawValue: "import.unsupported")
    package static let importUnreadable = Self(rawValue: "import.unreadable")
    package static let importEmpty = Self(rawValue: "import.empty")
    package static let importTooLarge = Self(rawValue: "import.too_large")
    package static let importBinary = Self(rawValue: "import.binary")
    package static let importNotFound = Self(rawValue: "import.not_found")
    package static let importEncrypted = Self(rawValue: "import.encrypted")

    // Surveys.
    package static let surveyNotFound = Self(rawValue: "survey.not_found")
    package static let surveyExists = Self(rawValue: "survey.exists")
    package static let surveyInvalid = Self(rawValue: "survey.invalid")

    // Search, undo, check.
    package static let searchInvalid = Self(rawValue: "search.invalid")
    package static let undoNothing = Self(rawValue: "undo.nothing")
    package static let undoRefused = Self(rawValue: "undo.refused")
    package static let undoSuperseded = Self(rawValue: "undo.superseded")

    // Storage.
    package static let storageFull = Self(rawValue: "storage.full")
    package static let storageFailed = Self(rawValue: "storage.failed")
    package static let indexFailed = Self(rawValue: "index.failed")

    // Names and the vault.
    package static let vaultAbsent = Self(rawValue: "vault.absent")
    package static let vaultLocked = Self(rawValue: "vault.locked")
    package static let vaultPassphrase = Self(rawValue: "vault.passphrase")
    package static let vaultIdentity = Self(rawValue: "vault.identity")
    package static let vaultDenied = Self(rawValue: "vault.denied")
    package static let vaultDamaged = Self(rawValue: "vault.damaged")
    package static let vaultKeyGone = Self(rawValue: "vault.key_gone")
    package static let vaultRecipient = Self(rawValue: "vault.recipient")
    package static let inboxNotFound = Self(rawValue: "inbox.not_found")
    package static let inboxUndecided = Self(rawValue: "inbox.undecided")
    package static let namesListsMissing = Self(rawValue: "names.lists_missing")
    package static let namesConflict = Self(rawValue: "names.conflict")
    package static let namesInvalid = Self(rawValue: "names.invalid")
    package static let namesFound = Self(rawValue: "names.found")
    package static let namesSuspected = Self(rawValue: "names.suspected")

    // Participants and consent.
    package static let participantNotFound = Self(rawValue: "participant.not_found")
    package static let participantInvalid = Self(rawValue: "participant.invalid")
    package static let participantWithdrawn = Self(rawValue: "participant.withdrawn")
    package static let redactionInvalid = Self(rawValue: "redaction.invalid")
    package static let studyUnfinished = Self(rawValue: "study.unfinished")
    package static let retentionNotDue = Self(rawValue: "retention.not_due")
    package static let consentMissing = Self(rawValue: "consent.missing")
    package static let consentInvalid = Self(rawValue: "consent.invalid")
    package static let consentFormUnknown = Self(rawValue: "consent.form_unknown")

    // Codes and codings.
    package static let codeNotFound = Self(rawValue: "code.not_found")
    package static let codeAmbiguous = Self(rawValue: "code.ambiguous")
    package static let codeExists = Self(rawValue: "code.exists")
    package static let codeConflict = Self(rawValue: "code.conflict")
    package static let codeInvalid = Self(rawValue: "code.invalid")
    package static let codebookInvalid = Self(rawValue: "codebook.invalid")
    package static let codingNotFound = Self(rawValue: "coding.not_found")
    package static let codingInvalid = Self(rawValue: "coding.invalid")
    package static let codingAmbiguous = Self(rawValue: "coding.ambiguous")
    package static let queryInvalid = Self(rawValue: "query.invalid")
    package static let queryNotFound = Self(rawValue: "query.not_found")

    // Rounds and members.
    package static let roundNotFound = Self(rawValue: "round.not_found")
    package static let roundInvalid = Self(rawValue: "round.invalid")
    package static let roundState = Self(rawValue: "round.state")
    package static let roundForeign = Self(rawValue: "round.foreign")
    package static let roundFrozen = Self(rawValue: "round.frozen")
    package static let memberInvalid = Self(rawValue: "member.invalid")
    package static let agreementInvalid = Self(rawValue: "agreement.invalid")

    // Findings and feedback cycles.
    package static let workflowNotFound = Self(rawValue: "workflow.not_found")
    package static let workflowInvalid = Self(rawValue: "workflow.invalid")
    package static let workflowState = Self(rawValue: "workflow.state")
    package static let workflowUnready = Self(rawValue: "workflow.unready")
    package static let findingNotFound = Self(rawValue: "finding.not_found")
    package static let findingAmbiguous = Self(rawValue: "finding.ambiguous")
    package static let findingInvalid = Self(rawValue: "finding.invalid")
    package static let findingConflict = Self(rawValue: "finding.conflict")
    package static let findingUnexamined = Self(rawValue: "finding.unexamined")
    package static let cycleNotFound = Self(rawValue: "cycle.not_found")
    package static let cycleAmbiguous = Self(rawValue: "cycle.ambiguous")
    package static let cycleInvalid = Self(rawValue: "cycle.invalid")
    package static let cycleState = Self(rawValue: "cycle.state")

    // Framework matrices.
    package static let matrixNotFound = Self(rawValue: "matrix.not_found")
    package static let matrixAmbiguous = Self(rawValue: "matrix.ambiguous")
    package static let matrixInvalid = Self(rawValue: "matrix.invalid")
    package static let matrixConflict = Self(rawValue: "matrix.conflict")
    package static let matrixForeign = Self(rawValue: "matrix.foreign")
    package static let matrixFilled = Self(rawValue: "matrix.filled")

    // Workshops and recommendations.
    package static let workshopNotFound = Self(rawValue: "workshop.not_found")
    package static let workshopAmbiguous = Self(rawValue: "workshop.ambiguous")
    package static let workshopInvalid = Self(rawValue: "workshop.invalid")
    package static let workshopState = Self(rawValue: "workshop.state")
    package static let workshopBallot = Self(rawValue: "workshop.ballot")
    package static let boardUnreadable = Self(rawValue: "board.unreadable")
    package static let cardNotFound = Self(rawValue: "card.not_found")
    package static let cardAmbiguous = Self(rawValue: "card.ambiguous")
    package static let cardForeign = Self(rawValue: "card.foreign")
    package static let cardUsed = Self(rawValue: "card.used")
    package static let recommendationNotFound = Self(rawValue: "recommendation.not_found")
    package static let recommendationAmbiguous = Self(rawValue: "recommendation.ambiguous")
    package static let recommendationInvalid = Self(rawValue: "recommendation.invalid")
    package static let recommendationConflict = Self(rawValue: "recommendation.conflict")

    // Report drafts.
    package static let draftNotFound = Self(rawValue: "draft.not_found")
    package static let draftAmbiguous = Self(rawValue: "draft.ambiguous")
    package static let draftInvalid = Self(rawValue: "draft.invalid")
    package static let draftConflict = Self(rawValue: "draft.conflict")
    package static let draftState = Self(rawValue: "draft.state")
    package static let draftWithheld = Self(rawValue: "draft.withheld")

    // The audit trail.
    package static let auditNoCheckpoint = Self(rawValue: "audit.no_checkpoint")
    package static let auditNotFound = Self(rawValue: "audit.not_found")
    package static let auditDoubtful = Self(rawValue: "audit.doubtful")
    package static let witnessInvalid = Self(rawValue: "witness.invalid")
    package static let witnessRefused = Self(rawValue: "witness.refused")
    package static let witnessSocket = Self(rawValue: "witness.socket")
    package static let witnessUnreachable = Self(rawValue: "witness.unreachable")

    // Copies of a study.
    package static let remoteNotFound = Self(rawValue: "remote.not_found")
    package static let remoteInvalid = Self(rawValue: "remote.invalid")
    package static let syncUnreachable = Self(rawValue: "sync.unreachable")
    package static let syncDenied = Self(rawValue: "sync.denied")
    package static let syncRefused = Self(rawValue: "sync.refused")
    package static let questionNotFound = Self(rawValue: "question.not_found")

    // Memos.
    package static let memoNotFound = Self(rawValue: "memo.not_found")
    package static let memoAmbiguous = Self(rawValue: "memo.ambiguous")
    package static let memoConflict = Self(rawValue: "memo.conflict")
    package static let memoForeign = Self(rawValue: "memo.foreign")
    package static let memoInvalid = Self(rawValue: "memo.invalid")

    // Daemon.
    package static let daemonNotRunning = Self(rawValue: "daemon.not_running")
    package static let daemonNotStarted = Self(rawValue: "daemon.not_started")
    package static let daemonRunning = Self(rawValue: "daemon.running")
    package static let socketUnsafe = Self(rawValue: "daemon.socket_unsafe")
    package static let peerRefused = Self(rawValue: "daemon.peer_refused")
    package static let stopping = Self(rawValue: "daemon.stopping")
    package static let timeout = Self(rawValue: "daemon.timeout")
    package static let terminalUnsuitable = Self(rawValue: "terminal.unsuitable")
    package static let editorFailed = Self(rawValue: "editor.failed")
    package static let internalFault = Self(rawValue: "internal")

    /// Every code there is, in the order of the reference page.
    package static let known: [Self] = [
        .requestInvalid, .requestTooLarge, .routeUnknown, .versionMismatch, .usage,
        .studyNotFound, .studyUnspecified, .studyExists, .studyInvalid, .studyFormatUnknown, .studyLocked,
        .studyReadOnly, .studyBusy, .templateUnknown,
        .recordNotFound, .recordAmbiguous, .recordConflict, .recordEmpty, .recordTooLarge, .recordInvalid,
        .versionNotFound, .handEditPending,
        .importUnsupported, .importUnreadable, .importEmpty, .importTooLarge, .importBinary, .importNotFound,
        .importEncrypted,
        .surveyNotFound, .surveyExists, .surveyInvalid,
        .searchInvalid, .undoNothing, .undoRefused, .undoSuperseded,
        .storageFull, .storageFailed, .indexFailed,
        .vaultAbsent, .vaultLocked, .vaultPassphrase, .vaultIdentity, .vaultDenied, .vaultDamaged,
        .vaultKeyGone, .vaultRecipient, .inboxNotFound, .inboxUndecided, .namesListsMissing, .namesConflict,
        .namesInvalid, .namesFound, .namesSuspected,
        .participantNotFound, .participantInvalid, .participantWithdrawn, .redactionInvalid, .studyUnfinished,
        .retentionNotDue,
        .consentMissing, .consentInvalid, .consentFormUnknown,
        .codeNotFound, .codeAmbiguous, .codeExists, .codeConflict, .codeInvalid, .codebookInvalid,
        .codingNotFound, .codingInvalid, .codingAmbiguous, .queryInvalid, .queryNotFound,
        .roundNotFound, .roundInvalid, .roundState, .roundForeign, .roundFrozen, .memberInvalid,
        .agreementInvalid,
        .findingNotFound, .findingAmbiguous, .findingInvalid, .findingConflict, .findingUnexamined,
        .cycleNotFound, .cycleAmbiguous, .cycleInvalid, .cycleState,
        .workflowNotFound, .workflowInvalid, .workflowState, .workflowUnready,
        .matrixNotFound, .matrixAmbiguous, .matrixInvalid, .matrixConflict, .matrixForeign,
        .matrixFilled,
        .workshopNotFound, .workshopAmbiguous, .workshopInvalid, .workshopState, .workshopBallot,
        .boardUnreadable, .cardNotFound, .cardAmbiguous, .cardForeign, .cardUsed, .recommendationNotFound,
        .recommendationAmbiguous, .recommendationInvalid, .recommendationConflict,
        .draftNotFound, .draftAmbiguous, .draftInvalid, .draftConflict, .draftState, .draftWithheld,
        .auditNoCheckpoint, .auditNotFound, .auditDoubtful, .witnessInvalid, .witnessRefused,
        .witnessSocket, .witnessUnreachable,
        .remoteNotFound, .remoteInvalid, .syncUnreachable, .syncDenied, .syncRefused,
        .questionNotFound,
        .memoNotFound, .memoAmbiguous, .memoConflict, .memoForeign, .memoInvalid,
        .daemonNotRunning, .daemonNotStarted, .daemonRunning, .socketUnsafe, .peerRefused, .stopping,
        .timeout,
        .terminalUnsuitable, .editorFailed, .internalFault,
    ]
}
