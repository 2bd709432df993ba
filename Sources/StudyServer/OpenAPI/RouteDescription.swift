import StudyAPI

/// What the document says about one route.
///
/// Long because every route has its lines in two tables, which are read beside each other.
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
        case .vaultUnlock: request = ("UnlockRequest", false)
        case .vaultPassphrase: request = ("PassphraseRequest", true)
        case .vaultGrant, .vaultRevoke: request = ("VaultMemberRequest", true)
        case .inboxClear: request = ("ClearRequest", false)
        case .inboxDiscard: request = ("DiscardRequest", true)
        case .inboxDecide: request = ("DecisionsRequest", true)
        case .pseudonymsAdd: request = ("PseudonymRequest", true)
        case .pseudonymsRemove: request = ("PseudonymRemoval", true)
        case .leaks: request = ("LeaksRequest", false)
        case .participantsImport: request = ("ParticipantsRequest", true)
        case .participantsReview: request = ("ReviewRequest", true)
        case .participantsWithdraw: request = ("WithdrawalRequest", true)
        case .consentRecord: request = ("ConsentRequest", true)
        case .consentSheet: request = ("ConsentSheetRequest", true)
        case .consentCheck: request = ("ConsentCheckRequest", true)
        case .consentFormAdd: request = ("ConsentFormRequest", true)
        case .codebookChange: request = ("CodebookRequest", true)
        case .codebookImport: request = ("CodebookFileRequest", true)
        case .queriesSave: request = ("SaveQueryRequest", true)
        case .queriesRemove: request = ("RemoveQueryRequest", true)
        case .codingsAuto: request = ("AutocodeOrder", true)
        case .codingsTable: request = ("CodingTableRequest", true)
        case .codingsChange: request = ("CodingRequest", true)
        case .roundsPlan: request = ("RoundPlan", true)
        case .roundsNext, .roundsSubmit, .roundsReturn, .roundsClose, .roundsReopen:
            request = ("RoundRequest", true)
        case .roundsDecide: request = ("AdjudicationOrder", true)
        case .auditExport: request = ("AuditExportOrder", true)
        case .auditReport: request = ("AuditReportRequest", false)
        case .reportsJoint: request = ("JointRequest", true)
        case .workflowsPlan: request = ("WorkflowPlanRequest", true)
        case .auditCheckpoint: request = ("CheckpointRequest", false)
        case .auditVerify: request = ("AuditVerifyRequest", false)
        case .workflowsMove: request = ("WorkflowOrder", true)
        case .findingsWrite: request = ("FindingDraft", true)
        case .findingsEdit: request = ("FindingChanges", true)
        case .cyclesOpen: request = ("CyclePlan", true)
        case .cyclesRespond: request = ("ResponseDraft", true)
        case .cyclesDecide: request = ("CycleOrder", true)
        case .matricesNew: request = ("FrameworkPlan", true)
        case .matricesEdit: request = ("FrameworkEdit", true)
        case .matricesFill: request = ("FrameworkFilling", true)
        case .matricesImport: request = ("FrameworkImportRequest", true)
        case .workshopsPlan: request = ("WorkshopPlan", true)
        case .workshopsOpen: request = ("WorkshopStepRequest", false)
        case .boardsImport: request = ("BoardImport", true)
        case .cardsAdd: request = ("CardDraft", true)
        case .cardsEdit: request = ("CardChanges", true)
        case .cardsRemove: request = ("CardRemoval", true)
        case .cardsVote: request = ("BallotDraft", true)
        case .cardsCluster: request = ("ClusterDraft", true)
        case .recommendationsWrite: request = ("RecommendationDraft", true)
        case .recommendationsEdit: request = ("RecommendationChanges", true)
        case .draftsWrite: request = ("DraftPlan", true)
        case .draftsEdit: request = ("DraftChanges", true)
        case .draftsShare: request = ("CommentRoundPlan", true)
        case .draftsComment: request = ("CommentDraft", true)
        case .draftsTake: request = ("CommentFile", true)
        case .draftsAnswer: request = ("CommentAnswer", true)
        case .draftsSign: request = ("SignOff", true)
        case .membersAdd: request = ("MemberRequest", true)
        case .membersAdmit: request = ("AdmitRequest", true)
        case .studiesClone: request = ("CloneRequest", true)
        case .remotesAdd: request = ("Remote", true)
        case .sync: request = ("SyncRequest", false)
        case .questionsAnswer: request = ("AnswerRequest", true)
        case .erasuresRedact: request = ("RedactionRequest", true)
        case .retentionApply: request = ("RetentionRequest", true)
        case .retentionClose: request = ("ClosingRequest", false)
        case .memosWrite: request = ("MemoRequest", true)
        case .memosEdit: request = ("MemoEditRequest", true)
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
        case .studiesClone: ("Makes a copy of a study", "The copy.", "CloneReply")
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
        case .surveysSummary: ("Sums up a variable of numbers", "The summary.", "SurveySummary")
        case .surveysVariables:
            ("Changes a survey's codebook of variables", "The survey.", "SurveyReply")
        case .auditExport:
            ("Makes a package that a stranger can check", "The package.", "AuditExportReply")
        case .auditReport:
            (
                "Writes the page that an ethics reviewer opens first",
                "The file, and how its checklist came out.", "AuditReportReply"
            )
        case .retentionDue: ("Says what is kept until when", "Every class.", "RetentionReport")
        case .retentionClose:
            ("Writes down when the study ended", "What was unfinished.", "ClosingOutcome")
        case .retentionArchive:
            ("Packs the whole study for its institution's archive", "The files.", "AuditExportReply")
        case .retentionApply:
            ("Removes a class of data whose time is over", "What went.", "RetentionOutcome")
        case .reportsJoint: ("Sets themes beside numbers beside quotations", "The file.", "FileReply")
        case .reportsMethods:
            ("Counts what a methods section reports", "The counts.", "MethodsReport")
        case .vaultShow: ("Shows the vault", "The vault.", "VaultReply")
        case .vaultUnlock: ("Opens the vault", "The vault.", "VaultReply")
        case .vaultLock: ("Locks the vault", "The vault.", "VaultReply")
        case .vaultPassphrase:
            ("Sets, changes or removes the passphrase of the person's identity", "The vault.", "VaultReply")
        case .vaultGrant: ("Lets a member open the vault", "The vault.", "VaultReply")
        case .vaultRevoke: ("Takes a member out of the vault", "The vault.", "VaultReply")
        case .vaultCheck: ("Opens every sealed file", "What was found.", "VaultCheckReply")
        case .inboxList: ("Lists what waits in the inbox", "What waits.", "InboxReply")
        case .inboxClear: ("Takes waiting sources into the study", "What went in.", "ClearReply")
        case .inboxDiscard: ("Drops a waiting source", "What still waits.", "InboxReply")
        case .inboxShow: ("Shows a waiting source with its suspects", "The source.", "WaitingReply")
        case .inboxDecide: ("Decides about suspects", "What is left of the source.", "WaitingReply")
        case .pseudonymsList: ("Shows the key table", "The key table.", "PseudonymsReply")
        case .pseudonymsAdd:
            ("Adds a name and replaces it where it stands", "What changed.", "PseudonymReply")
        case .pseudonymsRemove:
            ("Takes a name out of the key table", "The key table.", "PseudonymsReply")
        case .leaks: ("Looks for known names", "Where they stand.", "LeaksReply")
        case .participantsList: ("Lists participants", "The participants.", "ParticipantsReply")
        case .participantsImport: ("Takes in a table of people", "What became of it.", "SheetReply")
        case .participantsShow:
            ("Shows everything held about a participant", "Everything held.", "ParticipantReply")
        case .participantsPack: ("Makes a participant's review pack", "The file.", "PackReply")
        case .participantsReview:
            ("Records a participant's answer to what is held", "The answer.", "ReviewReply")
        case .participantsWithdraw:
            ("Carries out a withdrawal", "What it touches or touched.", "WithdrawalReply")
        case .consentDue: ("Lists who is to be asked", "Who, and what is missing.", "ConsentDueReply")
        case .consentRecord: ("Records an act of consent", "The events.", "ConsentReply")
        case .consentSheet: ("Takes in a table of consent", "What became of it.", "SheetReply")
        case .consentCheck:
            ("Says whether records may be used", "Whether, and what is missing.", "ConsentCheckReply")
        case .consentForms: ("Lists forms and scripts", "The forms.", "ConsentFormsReply")
        case .consentFormAdd:
            ("Adds a version of a form or script", "The form.", "ConsentFormReply")
        case .codebookShow: ("Shows the coding frame", "The codes.", "CodebookReply")
        case .codebookChange: ("Changes the coding frame", "What changed.", "CodebookChangeReply")
        case .codebookHistory:
            ("Lists every state of the coding frame", "The states.", "CodebookHistoryReply")
        case .codebookDiff:
            ("Compares two states of the coding frame", "What differs.", "CodebookDiffReply")
        case .codebookFile: ("Writes the coding frame as a file", "The file.", "FileReply")
        case .projectsImport:
            ("Brings in a coded project of another program", "What became of it.", "ProjectReport")
        case .projectsFile:
            ("Writes the study as a project for other programs", "The file.", "FileReply")
        case .codebookImport:
            ("Takes in a coding frame from a file", "What changed.", "CodebookChangeReply")
        case .codingsList: ("Lists a record's codings", "The codings.", "CodingsReply")
        case .codingsChange: ("Codes in a record", "What it did, durable.", "CodingReply")
        case .codingsFind: ("Finds passages by codes and words", "The passages.", "QueryReply")
        case .codingsMatrix: ("Counts codes by a second thing", "The matrix.", "CodingMatrix")
        case .codingsQuotes: ("Writes passages as quotations by code", "The file.", "FileReply")
        case .queriesList: ("Lists saved queries", "The queries.", "QueriesReply")
        case .queriesSave: ("Keeps a query under a name", "The queries.", "QueriesReply")
        case .queriesRemove: ("Takes a saved query away", "The queries.", "QueriesReply")
        case .codingsAuto: ("Codes by a rule", "What was coded, durable.", "AutocodeOutcome")
        case .codingsTable: ("Takes in a table of codings", "What became of it.", "CodingTableReply")
        case .codingsDoubts:
            ("Lists the person's codings that wait for a look", "The codings.", "DoubtsReply")
        case .roundsList: ("Lists rounds of double-coding", "The rounds.", "RoundsReply")
        case .roundsPlan: ("Plans a round and draws its sample", "The round.", "RoundView")
        case .roundsShow: ("Shows a round and how far its coders are", "The round.", "RoundView")
        case .roundsOpen: ("Opens a planned round", "The round.", "RoundView")
        case .roundsNext: ("Gives the record the person codes now", "The record.", "RoundTask")
        case .roundsSubmit: ("Hands in the person's work", "The round.", "RoundView")
        case .roundsReturn: ("Gives a coder's work back to them", "The round.", "RoundView")
        case .roundsClose: ("Closes a round and opens everybody's work", "The round.", "RoundView")
        case .roundsReopen: ("Opens a closed round again", "The round.", "RoundView")
        case .roundsRemove: ("Takes away a round that was only planned", "Its name.", "RoundRemovedReply")
        case .roundsAgreement:
            ("Shows how far the coders of a closed round agree", "The report.", "RoundReport")
        case .roundsDisagreements:
            ("Shows where coders of a closed round did not do the same", "The places.", "DisagreementsReply")
        case .roundsDecide: ("Decides a disagreement", "The decision, durable.", "RoundDecision")
        case .auditLog: ("Lists entries of all devices' logs", "The entries, oldest first.", "AuditEntries")
        case .auditStory: ("Tells the life of one thing", "The story.", "AuditStory")
        case .auditCheckpoint:
            ("Signs the log and gives the checkpoints", "The notes, durable.", "AuditCheckpoints")
        case .auditVerify: ("Checks the logs", "What came of it.", "AuditVerdict")
        case .workflowsList: ("Lists workflows", "The workflows.", "WorkflowsReply")
        case .workflowsShow: ("Shows where a workflow stands", "The workflow.", "WorkflowView")
        case .workflowsPlan: ("Keeps a workflow's plan", "The workflow, durable.", "WorkflowView")
        case .workflowsMove: ("Goes on in a workflow", "The workflow, durable.", "WorkflowView")
        case .findingsList: ("Lists findings", "The findings.", "FindingsReply")
        case .findingsWrite: ("Writes a finding", "The finding, durable.", "FindingView")
        case .findingsShow: ("Shows a finding and what it rests on", "The finding.", "FindingView")
        case .findingsEdit: ("Adds a version to a finding", "The finding, durable.", "FindingView")
        case .findingsHistory:
            ("Shows every version of a finding and what caused it", "The versions.", "FindingHistoryReply")
        case .findingsTriangulate:
            ("Shows which sources and groups stand behind a finding", "The grid.", "Triangulation")
        case .findingsCompare:
            ("Compares findings between groups or sites", "The comparison.", "FindingComparison")
        case .cyclesList: ("Lists feedback cycles, the newest first", "The cycles.", "CyclesReply")
        case .cyclesOpen: ("Opens a feedback cycle", "The cycle, durable.", "CycleView")
        case .cyclesShow: ("Shows a feedback cycle", "The cycle.", "CycleView")
        case .cyclesShare: ("Shares a feedback cycle with its audience", "The cycle, durable.", "CycleView")
        case .cyclesPack: ("Gives what the audience of a cycle is given", "The file.", "FileReply")
        case .cyclesRespond:
            ("Records an answer, or says what one means", "The cycle, durable.", "CycleView")
        case .cyclesDecide: ("Decides what becomes of a finding", "The cycle, durable.", "CycleView")
        case .cyclesClose: ("Closes a feedback cycle", "The cycle, durable.", "CycleView")
        case .cyclesAnswer:
            ("Gives what the audience of a cycle is told at its end", "The file.", "FileReply")
        case .matricesList: ("Lists framework matrices", "The matrices.", "FrameworksReply")
        case .matricesNew: ("Begins a framework matrix", "The matrix, durable.", "FrameworkView")
        case .matricesShow: ("Shows a framework matrix or a part of it", "The matrix.", "FrameworkView")
        case .matricesEdit:
            ("Changes a framework matrix", "The matrix, durable.", "FrameworkView")
        case .matricesCell:
            ("Shows a cell with its codings and its history", "The cell.", "FrameworkCellDetail")
        case .matricesFill: ("Writes the next version of a cell", "The cell, durable.", "FrameworkCellDetail")
        case .matricesFile: ("Gives a matrix as a table for a spreadsheet", "The file.", "FileReply")
        case .matricesImport:
            ("Takes in a table that was filled", "What became of it, durable.", "FrameworkImportReply")
        case .workshopsList: ("Lists workshops, the latest first", "The workshops.", "WorkshopsReply")
        case .workshopsPlan: ("Plans a workshop", "The workshop, durable.", "WorkshopView")
        case .workshopsShow: ("Shows a workshop", "The workshop.", "WorkshopView")
        case .workshopsOpen: ("Opens a workshop, or opens it again", "The workshop, durable.", "WorkshopView")
        case .workshopsClose: ("Closes a workshop", "The workshop, durable.", "WorkshopView")
        case .boardsImport:
            ("Brings in a board of Miro or EasyRetro", "What came of it, durable.", "BoardImportOutcome")
        case .boardsFile: ("Gives a board as a file", "The file.", "FileReply")
        case .cardsList: ("Lists the cards of a board as they hang", "The cards.", "CardReply")
        case .cardsAdd: ("Puts a card on a board", "The card, durable.", "CardReply")
        case .cardsEdit:
            ("Writes other words on a card, or hangs it elsewhere", "The card, durable.", "CardReply")
        case .cardsRemove: ("Takes a card off a board", "The card, durable.", "CardReply")
        case .cardsVote: ("Takes a ballot, or votes counted by hand", "The cards, durable.", "CardReply")
        case .cardsCluster:
            ("Puts cards into a cluster, out of it, or renames it", "The cards, durable.", "CardReply")
        case .recommendationsList:
            (
                "Lists recommendations, or those that rest on something", "The recommendations.",
                "RecommendationsReply"
            )
        case .recommendationsWrite:
            ("Writes a recommendation", "The recommendation, durable.", "RecommendationView")
        case .recommendationsShow:
            ("Shows a recommendation and everything it rests on", "The recommendation.", "RecommendationView")
        case .recommendationsEdit:
            ("Adds a version to a recommendation", "The recommendation, durable.", "RecommendationView")
        case .draftsList: ("Lists report drafts", "The drafts.", "DraftsReply")
        case .draftsWrite: ("Writes a report draft", "The draft, durable.", "DraftView")
        case .draftsShow:
            ("Shows a report draft and what its citations lead to", "The draft.", "DraftView")
        case .draftsEdit: ("Adds a version to a report draft", "The draft, durable.", "DraftView")
        case .draftsFile: ("Gives a version of a report draft as a file", "The file.", "FileReply")
        case .draftsShare: ("Asks an audience for comments on a draft", "The draft, durable.", "DraftView")
        case .draftsPack:
            ("Gives what the audience of a comment round is given", "The file.", "FileReply")
        case .draftsComment: ("Records a comment on a shared draft", "The draft, durable.", "DraftView")
        case .draftsTake: ("Takes in the comments of a Word file", "The draft, durable.", "DraftView")
        case .draftsAnswer: ("Says what becomes of a comment", "The draft, durable.", "DraftView")
        case .draftsClose: ("Ends a comment round", "The draft, durable.", "DraftView")
        case .draftsSign: ("Records that a stakeholder signs off", "The draft, durable.", "DraftView")
        case .identity:
            (
                "Shows the person's recipient, and makes an identity where there is none", "It.",
                "IdentityReply"
            )
        case .membersList: ("Lists the team", "The members.", "MembersReply")
        case .membersAdd: ("Takes somebody into the team", "The members.", "MembersReply")
        case .membersRequests:
            ("Lists who asks to be taken into the team", "The requests.", "JoinRequestsReply")
        case .membersOwnRequest:
            ("Shows this copy's own request to be taken into the team", "The request.", "JoinRequestView")
        case .membersAdmit:
            ("Takes somebody with a copy of their own into the team", "The members.", "MembersReply")
        case .remotesList: ("Lists the remotes of this copy", "The remotes.", "RemotesReply")
        case .remotesAdd: ("Enters a remote", "The remotes.", "RemotesReply")
        case .remotesRemove: ("Forgets a remote", "The remotes.", "RemotesReply")
        case .sync: ("Exchanges work with a remote", "What came and what went.", "SyncReply")
        case .erasuresList:
            ("Lists what was taken out of history", "The erasures, oldest first.", "ErasuresReply")
        case .erasuresRedact:
            ("Takes words out of everything", "Where they stood, and what was done.", "RedactionReply")
        case .questionsList:
            ("Lists what joining several people's work could not settle", "The questions.", "QuestionsReply")
        case .questionsShow:
            ("Shows a question with what both sides had", "The question.", "QuestionReply")
        case .questionsAnswer: ("Answers a question", "What still waits.", "AnswerReply")
        case .memosList: ("Lists memos, the newest first", "The memos.", "MemosReply")
        case .memosWrite: ("Writes a memo", "The memo, durable.", "MemoReply")
        case .memosShow: ("Shows a memo and what it is linked to", "The memo.", "MemoReply")
        case .memosEdit: ("Saves a new version of a memo", "The memo, durable.", "MemoReply")
        case .memosRemove: ("Takes a memo out of the study", "The memo as it was.", "MemoReply")
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
        if route == .projectsImport {
            return [
                "description": .text(
                    "A line with the JSON of a ProjectFrame, a line feed, then exactly 'bytes' bytes."),
                "required": true,
                "content": [ProjectFrame.mediaType: ["schema": ["type": "string", "format": "binary"]]],
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
