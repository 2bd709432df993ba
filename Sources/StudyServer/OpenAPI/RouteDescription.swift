import StudyAPI

/// What the document says about one route.
struct RouteDescription: Sendable {
    var summary: String
    var note: String?
    var answer: String
    /// The schema of the answer, or of a stream's `done` event.
    var reply: String
    /// The schema of the JSON it takes, and whether it may be left out.
    var request: (schema: String, isRequired: Bool)?
    private let route: Route

    init(_ route: Route) {
        let (summary, answer, reply) = Self.texts(route)
        self.summary = summary
        self.answer = answer
        self.reply = reply
        self.route = route
        switch route {
        case .studiesCreate: request = ("CreateStudyRequest", true)
        case .recordsCapture: request = ("CaptureRequest", true)
        case .recordsEdit: request = ("EditRequest", true)
        case .handEditsAdopt: request = ("AdoptRequest", false)
        case .undo: request = ("UndoRequest", false)
        case .surveysVariables: request = ("SurveyVariablesRequest", true)
        default: request = nil
        }
        note = route.streams ? Self.streamNote(reply) : nil
    }

    private static func texts(_ route: Route) -> (summary: String, answer: String, reply: String) {
        switch route {
        case .daemonStatus: ("Shows the daemon", "The daemon about itself.", "DaemonReply")
        case .daemonStop:
            ("Stops the daemon when what is under way is done", "The daemon that stops.", "DaemonReply")
        case .openAPI: ("Gives this document", "This document.", "")
        case .studiesList: ("Lists the studies that are open", "The open studies.", "StudiesReply")
        case .studiesCreate: ("Makes a study", "Progress, then the study.", "StudyStatus")
        case .studyStatus: ("Shows a study at a glance", "The study.", "StudyStatus")
        case .recordsList: ("Lists records, newest day first", "The records.", "RecordsReply")
        case .recordsCapture: ("Captures a record", "The record, durable.", "SavedReply")
        case .recordsShow: ("Shows a record", "The record with its body.", "RecordReply")
        case .recordsEdit: ("Saves a new version of a record", "The version, durable.", "SavedReply")
        case .recordsHistory: ("Shows every version of a record", "The versions.", "HistoryReply")
        case .recordsDiff: ("Compares two versions of a record", "What changed.", "DiffReply")
        case .recordsTurns: ("Shows the turns of a transcript", "The turns.", "TurnsReply")
        case .recordsThread: ("Shows the conversation an e-mail belongs to", "The mails.", "ThreadReply")
        case .threadsList: ("Lists conversations by e-mail, the latest first", "The threads.", "ThreadsReply")
        case .surveysList: ("Lists surveys", "The surveys.", "SurveysReply")
        case .surveysImport: ("Imports a survey", "What became of it.", "SurveyImportReply")
        case .surveysShow: ("Shows a survey's variables", "The survey.", "SurveyReply")
        case .surveysAnswer: ("Shows one person's whole answer", "The answer.", "SurveyAnswerReply")
        case .surveysTable: ("Counts the answers to one variable", "The table.", "SurveyTable")
        case .surveysVariables:
            ("Changes a survey's codebook of variables", "The survey.", "SurveyReply")
        case .handEditsAdopt:
            ("Adopts changes made by hand", "What was saved and what was left.", "AdoptReply")
        case .search: ("Searches the full text", "The matches.", "SearchAnswer")
        case .importsRun: ("Imports files", "One outcome for each file, then the summary.", "ImportSummary")
        case .operationsList: ("Lists operations, newest first", "The operations.", "OperationsReply")
        case .undo: ("Takes the last operation back", "What was taken back.", "UndoReply")
        case .check: ("Verifies everything the study holds", "Progress, then the report.", "CheckReport")
        case .reindex: ("Builds the index anew", "Progress, then the number of records.", "ReindexReply")
        case .doctor: ("Examines the study and what it needs", "The findings.", "DoctorReply")
        }
    }

    private static func streamNote(_ reply: String) -> String {
        """
        Answers with server-sent events. The names are \(StreamEvent.names.joined(separator: ", ")): \
        'progress' carries a WorkProgress, 'outcome' an ImportOutcome, 'done' (the last, when it worked) a \
        \(reply), and 'failed' (the last, when it did not) a FailureReply. What fails before the first event \
        is an ordinary error answer. A comment line keeps a silent stream open.
        """
    }

    private static let framesNote = """
        For each file a line with the JSON of an ImportFrame, a line feed, then exactly 'bytes' bytes. Send \
        it in chunks and read the answer meanwhile.
        """

    /// The request body, when the route takes one.
    var body: OrderedJSON? {
        if route == .importsRun {
            return [
                "description":
                    .text(Self.framesNote),
                "required": true,
                "content": [ImportFrame.mediaType: ["schema": ["type": "string", "format": "binary"]]],
            ]
        }
        if route == .surveysImport {
            return [
                "description": .text(
                    "A line with the JSON of a SurveyFrame, a line feed, then exactly 'bytes' bytes."),
                "required": true,
                "content": [SurveyFrame.mediaType: ["schema": ["type": "string", "format": "binary"]]],
            ]
        }
        guard let request else { return nil }
        return [
            "required": .flag(request.isRequired),
            "content": [
                "application/json": ["schema": ["$ref": .text("#/components/schemas/\(request.schema)")]]
            ],
        ]
    }

    /// The content of the answer.
    var content: OrderedJSON {
        if route.streams { return ["text/event-stream": ["schema": ["type": "string"]]] }
        if reply.isEmpty { return ["application/json": ["schema": ["type": "object"]]] }
        return ["application/json": ["schema": ["$ref": .text("#/components/schemas/\(reply)")]]]
    }
}
