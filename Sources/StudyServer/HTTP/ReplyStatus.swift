import Hummingbird
import StudyModel

/// The HTTP status that goes with each code: one table, so a code means the same on every route.
enum ReplyStatus {
    static func status(for code: StudyError.Code) -> HTTPResponse.Status {
        HTTPResponse.Status(code: table[code] ?? 500)
    }

    static let table: [StudyError.Code: Int] = [
        .requestInvalid: 400, .requestTooLarge: 413, .routeUnknown: 404, .versionMismatch: 426, .usage: 400,
        .studyNotFound: 404, .studyUnspecified: 400, .studyExists: 409, .studyInvalid: 422,
        .studyFormatUnknown: 422, .studyLocked: 423, .studyReadOnly: 403, .studyBusy: 503,
        .templateUnknown: 400,
        .recordNotFound: 404, .recordAmbiguous: 400, .recordConflict: 409, .recordEmpty: 400,
        .recordTooLarge: 413,
        .recordInvalid: 422, .versionNotFound: 404, .handEditPending: 409,
        .importUnsupported: 415, .importUnreadable: 422, .importEmpty: 422, .importTooLarge: 413,
        .importBinary: 415,
        .importNotFound: 404, .importEncrypted: 422,
        .surveyNotFound: 404, .surveyExists: 409, .surveyInvalid: 422,
        .searchInvalid: 400, .undoNothing: 409, .undoRefused: 409, .undoSuperseded: 409,
        .vaultAbsent: 409, .vaultLocked: 423, .vaultPassphrase: 403, .vaultIdentity: 409, .vaultDenied: 403,
        .vaultDamaged: 500, .vaultKeyGone: 410, .vaultRecipient: 400, .inboxNotFound: 404,
        .inboxUndecided: 409, .namesListsMissing: 500, .namesConflict: 409, .namesInvalid: 400,
        .namesFound: 409, .namesSuspected: 409,
        .participantNotFound: 404, .participantInvalid: 422,
        .participantWithdrawn: 409, .consentMissing: 403, .consentInvalid: 400, .consentFormUnknown: 404,
        .codeNotFound: 404, .codeAmbiguous: 400, .codeExists: 409, .codeConflict: 409,
        .codeInvalid: 422, .codebookInvalid: 422,
        .codingNotFound: 404, .codingInvalid: 422, .codingAmbiguous: 400, .queryInvalid: 400,
        .queryNotFound: 404,
        .roundNotFound: 404, .roundInvalid: 422, .roundState: 409, .roundForeign: 403, .roundFrozen: 409,
        .memberInvalid: 422, .remoteNotFound: 404, .remoteInvalid: 422, .syncUnreachable: 502,
        .syncDenied: 502, .syncRefused: 409, .questionNotFound: 404,
        .redactionInvalid: 400, .studyUnfinished: 409, .retentionNotDue: 409,
        .memoNotFound: 404, .memoAmbiguous: 400, .memoConflict: 409, .memoForeign: 403, .memoInvalid: 422,
        .agreementInvalid: 422,
        .workflowNotFound: 404, .workflowInvalid: 422, .workflowState: 409, .workflowUnready: 409,
        .findingNotFound: 404, .findingAmbiguous: 400, .findingInvalid: 422, .findingConflict: 409,
        .findingUnexamined: 409, .cycleNotFound: 404, .cycleAmbiguous: 400, .cycleInvalid: 422,
        .cycleState: 409,
        .matrixNotFound: 404, .matrixAmbiguous: 400, .matrixInvalid: 422, .matrixConflict: 409,
        .matrixForeign: 403, .matrixFilled: 409,
        .workshopNotFound: 404, .workshopAmbiguous: 400, .workshopInvalid: 422,
        .workshopState: 409, .workshopBallot: 409, .boardUnreadable: 422, .cardNotFound: 404,
        .cardAmbiguous: 400, .cardForeign: 403, .cardUsed: 409, .recommendationNotFound: 404,
        .recommendationAmbiguous: 400,
        .recommendationInvalid: 422, .recommendationConflict: 409,
        .draftNotFound: 404, .draftAmbiguous: 400, .draftInvalid: 422, .draftConflict: 409, .draftState: 409,
        .draftWithheld: 409,
        .auditNoCheckpoint: 422, .auditNotFound: 404, .auditDoubtful: 409,
        .witnessInvalid: 422, .witnessRefused: 409, .witnessSocket: 409, .witnessUnreachable: 502,
        .storageFull: 507, .storageFailed: 500, .indexFailed: 500,
        .daemonNotRunning: 503, .daemonNotStarted: 503, .daemonRunning: 409, .socketUnsafe: 403,
        .peerRefused: 403,
        .stopping: 503, .timeout: 504, .terminalUnsuitable: 400, .editorFailed: 400, .internalFault: 500,
    ]
}
