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
    case surveysVariables = "PUT /v1/surveys/{survey}/variables"
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
