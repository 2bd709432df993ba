/// Every route of the API, one table for server, client, OpenAPI document and tests.
package enum Route: String, CaseIterable, Sendable {
    case daemonStatus = "GET /v1/daemon"
    case daemonStop = "POST /v1/daemon/stop"
    case openAPI = "GET /v1/openapi.json"
    case studiesList = "GET /v1/studies"
    case studiesCreate = "POST /v1/studies"
    case studyStatus = "GET /v1/status"
    case recordsList = "GET /v1/records"
    case recordsCapture = "POST /v1/records"
    case recordsShow = "GET /v1/records/{record}"
    case recordsEdit = "PUT /v1/records/{record}"
    case recordsHistory = "GET /v1/records/{record}/history"
    case recordsDiff = "GET /v1/records/{record}/diff"
    case recordsTurns = "GET /v1/records/{record}/turns"
    case recordsThread = "GET /v1/records/{record}/thread"
    case threadsList = "GET /v1/threads"
    case surveysList = "GET /v1/surveys"
    case surveysImport = "POST /v1/surveys"
    case surveysShow = "GET /v1/surveys/{survey}"
    case surveysAnswer = "GET /v1/surveys/{survey}/answers/{answer}"
    case surveysTable = "GET /v1/surveys/{survey}/table"
    case surveysSummary = "GET /v1/surveys/{survey}/summary"
    case surveysVariables = "PUT /v1/surveys/{survey}/variables"
    case vaultShow = "GET /v1/vault"
    case vaultUnlock = "POST /v1/vault/unlock"
    case vaultLock = "POST /v1/vault/lock"
    case vaultPassphrase = "POST /v1/vault/passphrase"
    case vaultGrant = "POST /v1/vault/grant"
    case vaultRevoke = "POST /v1/vault/revoke"
    case vaultCheck = "POST /v1/vault/check"
    case inboxList = "GET /v1/inbox"
    case inboxClear = "POST /v1/inbox/clear"
    case inboxDiscard = "POST /v1/inbox/discard"
    case inboxShow = "GET /v1/inbox/{record}"
    case inboxDecide = "POST /v1/inbox/{record}"
    case pseudonymsList = "GET /v1/pseudonyms"
    case pseudonymsAdd = "POST /v1/pseudonyms"
    case pseudonymsRemove = "POST /v1/pseudonyms/remove"
    case leaks = "POST /v1/leaks"
    case participantsList = "GET /v1/participants"
    case participantsImport = "POST /v1/participants"
    case participantsShow = "GET /v1/participants/{participant}"
    case participantsPack = "GET /v1/participants/{participant}/pack"
    case participantsReview = "POST /v1/participants/{participant}/reviews"
    case participantsWithdraw = "POST /v1/participants/{participant}/withdrawal"
    case consentDue = "GET /v1/consent"
    case consentRecord = "POST /v1/consent"
    case consentSheet = "POST /v1/consent/sheet"
    case consentCheck = "POST /v1/consent/check"
    case consentForms = "GET /v1/consent/forms"
    case consentFormAdd = "POST /v1/consent/forms"
    case codebookShow = "GET /v1/codebook"
    case codebookChange = "POST /v1/codebook"
    case codebookHistory = "GET /v1/codebook/history"
    case codebookDiff = "GET /v1/codebook/diff"
    case codebookFile = "GET /v1/codebook/file"
    case codebookImport = "POST /v1/codebook/file"
    case codingsList = "GET /v1/records/{record}/codings"
    case codingsChange = "POST /v1/records/{record}/codings"
    case codingsFind = "GET /v1/codings"
    case codingsMatrix = "GET /v1/codings/matrix"
    case codingsQuotes = "GET /v1/codings/quotes"
    case queriesList = "GET /v1/queries"
    case queriesSave = "POST /v1/queries"
    case queriesRemove = "POST /v1/queries/remove"
    case codingsAuto = "POST /v1/codings/auto"
    case codingsTable = "POST /v1/codings/table"
    case codingsDoubts = "GET /v1/codings/doubts"
    case handEditsAdopt = "POST /v1/hand-edits"
    /// Answers a `SearchAnswer`.
    case search = "GET /v1/search"
    case importsRun = "POST /v1/imports"
    case operationsList = "GET /v1/operations"
    case undo = "POST /v1/undo"
    case check = "POST /v1/check"
    case reindex = "POST /v1/reindex"
    case doctor = "GET /v1/doctor"

    /// `GET`, `POST` or `PUT`.
    package var method: String { String(rawValue.prefix { $0 != " " }) }

    /// The path with its parameters in braces.
    package var path: String { String(rawValue.drop { $0 != " " }.dropFirst()) }

    /// Whether the route answers with server-sent events instead of one JSON body.
    package var streams: Bool {
        switch self {
        case .importsRun, .check, .reindex, .studiesCreate: true
        default: false
        }
    }
}
