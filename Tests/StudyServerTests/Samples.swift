import StudyAPI
import StudyModel
import Testing

/// One of every message: with all its fields, and with those that must be there.
enum Samples {
    struct Sample: Sendable, CustomTestStringConvertible {
        let schema: String
        let full: any Encodable & Sendable
        let least: any Encodable & Sendable

        var testDescription: String { schema }
    }

    static let all: [Sample] = [
        requests, replies, records, reports, reading, surveys, names, people, memos, projects, rounds, team,
        methods, auditReports, feedback, triangulation, workflows, auditTrail, frameworks, workshops, drafts,
        audit,
        codings, queries,
    ]
    .flatMap(\.self)

    static func same(_ schema: String, _ value: any Encodable & Sendable) -> Sample {
        Sample(schema: schema, full: value, least: value)
    }

    static let day = CalendarDay(year: 2020, month: 4, day: 15).unsafelyUnwrapped
    static let id = RecordID(day: day, kind: .minutes, suffix: "7f3k")
    static let operation = OperationID(rawValue: "01hzzzzzzzzzzzzzzzzzzzzzzz").unsafelyUnwrapped
    static let member = MemberID(rawValue: "r1").unsafelyUnwrapped
    static let device = DeviceID(rawValue: "d-01234567").unsafelyUnwrapped
    static let handle = Handle(rawValue: "SP66").unsafelyUnwrapped
    static let time = Timestamp(secondsSinceEpoch: 1_600_000_000)
    static let provenance = Provenance(by: member, at: time)
    private static let error = StudyError(.recordNotFound, "message", hint: "hint")
    private static let edit = HandEdit(path: "p", change: .changed, record: id)
    private static let facet = SearchAnswer.Facet(kind: .minutes, count: 1)
    static let arrivals = Arrivals(since: time, records: [facet], work: [arrived])
    static let arrived = Arrivals.Work(member: member, act: .code, steps: 1)
    private static let fragment = SearchAnswer.Fragment(text: "t", matches: true)

    static func summary(time: String?) -> RecordSummary {
        RecordSummary(
            id: id, kind: .minutes, version: 1, date: day, time: time, title: "t", participants: [handle],
            words: 1,
            captured: provenance, saved: provenance
        )
    }

    private static let act = OperationSummary(
        id: operation, act: .capture, by: member, at: time, records: 1, reason: "r", undoes: operation,
        undoneBy: operation
    )
    static let leastAct = OperationSummary(
        id: operation, act: .capture, by: member, at: time, records: 1)

    private static let requests: [Sample] = [
        Sample(
            schema: "CreateStudyRequest",
            full: CreateStudyRequest(path: "/p", title: "t", template: "blank", names: .hold),
            least: CreateStudyRequest(path: "/p")
        ),
        Sample(
            schema: "CaptureRequest",
            full: CaptureRequest(
                text: "t", kind: .email, date: day, time: "14:30", title: "t", participants: [handle],
                cleared: true
            ), least: CaptureRequest(text: "t")
        ),
        Sample(
            schema: "EditRequest",
            full: EditRequest(
                body: "b", kind: .email, date: day, title: "t", participants: [handle], reason: "r",
                base: "s",
                cleared: true, dryRun: true
            ), least: EditRequest()
        ),
        Sample(
            schema: "AdoptRequest", full: AdoptRequest(paths: ["p"], reason: "r", cleared: true),
            least: AdoptRequest()),
        Sample(
            schema: "UndoRequest", full: UndoRequest(reason: "r", operation: operation), least: UndoRequest()),
        Sample(
            schema: "ImportFrame",
            full: ImportFrame(
                path: "p", bytes: 1, modified: time, overrides: RecordOverrides(), password: "w"),
            least: ImportFrame(path: "p", bytes: 1, modified: nil, overrides: nil)
        ),
        Sample(
            schema: "RecordOverrides",
            full: RecordOverrides(
                kind: .email, day: day, title: "t", participants: [handle], speakers: ["S": handle]),
            least: RecordOverrides()
        ),
    ]

    private static let replies: [Sample] = [
        same("FailureReply", FailureReply(error)),
        Sample(
            schema: "StudyErrorBody", full: StudyErrorBody(error),
            least: StudyErrorBody(StudyError(.recordNotFound, "message"))
        ),
        Sample(schema: "DaemonReply", full: daemon(idleStop: 900), least: daemon(idleStop: nil)),
        same("StudiesReply", StudiesReply(studies: [])),
        same("OpenStudy", StudiesReply.Study(path: "/p", title: "t")),
        Sample(
            schema: "SavedReply",
            full: SavedReply(
                record: summary(time: nil), operation: operation, changed: true, waits: leastWaiting,
                anchors: anchors),
            least: SavedReply(record: summary(time: nil), operation: operation, changed: true)),
        same("RecordsReply", RecordsReply(RecordPage(records: [], total: 0))),
        Sample(
            schema: "RecordReply",
            full: RecordReply(
                record: summary(time: nil), details: RecordDetails(), body: "b", sha256: "s", path: "p",
                latest: 1, folds: [fold], memos: [memo], linkedMemos: 1),
            least: RecordReply(
                record: summary(time: nil), details: RecordDetails(), body: "b", sha256: "s", path: "p",
                latest: 1)
        ),
        same("HistoryReply", HistoryReply(id: id, versions: [])),
        same("DiffReply", DiffReply(id: id, from: "1", to: "2", diff: "d")),
        Sample(
            schema: "AdoptReply", full: AdoptReply(operation: operation, records: [], files: [], left: []),
            least: AdoptReply(operation: nil, records: [], files: [], left: [])
        ),
        same("OperationsReply", OperationsReply(operations: [], total: 0)),
        same("UndoReply", UndoReply(undone: leastAct, operation: operation, records: [])),
        same("DoctorReply", DoctorReply(items: [])), same("ReindexReply", ReindexReply(records: 1)),
    ]

    private static func daemon(idleStop: Int?) -> DaemonReply {
        DaemonReply(
            pid: 1, version: "0", api: 1, startedAt: time, startedBy: "self", idleStop: idleStop,
            socket: "/s", log: "/l",
            studies: [], resident: 1
        )
    }

    private static let records: [Sample] = [
        Sample(schema: "RecordSummary", full: summary(time: "14:30"), least: summary(time: nil)),
        same("Provenance", provenance),
        Sample(
            schema: "RecordVersion",
            full: RecordVersion(
                version: 1, change: .created, by: member, at: time, operation: operation, reason: "r",
                sha256: "s",
                commit: "c"
            ),
            least: RecordVersion(
                version: 1, change: .removed, by: member, at: time, operation: operation, reason: nil,
                sha256: nil,
                commit: "c"
            )
        ),
        Sample(schema: "OperationSummary", full: act, least: leastAct),
        same("SearchAnswer", SearchAnswer(hits: [], total: 0, facets: [])),
        same("SearchHit", SearchAnswer.Hit(record: summary(time: nil), score: 1.5, snippet: [fragment])),
        same("Fragment", fragment), same("Facet", facet),
    ]

    private static var fullOutcome: ImportOutcome {
        var outcome = ImportOutcome(
            path: "p", result: .refused, record: summary(time: nil), remarks: [], error: StudyErrorBody(error)
        )
        (outcome.speakers, outcome.waits) = (["A"], leastWaiting)
        return outcome
    }

    private static let reports: [Sample] = [
        Sample(
            schema: "WorkProgress", full: WorkProgress(phase: "check", done: 1, total: 2),
            least: WorkProgress(phase: "check", done: 1, total: nil)
        ),
        Sample(
            schema: "ImportOutcome",
            full: fullOutcome, least: ImportOutcome(path: "p", result: .created)
        ),
        same("ImportSummary", ImportSummary(operation: operation)),
        same(
            "CheckReport", CheckReport(records: 1, versions: 1, commits: 1, leaves: 1, bytes: 1, findings: [])
        ),
        same("CheckFinding", CheckReport.Finding(code: "c", message: "m")),
        Sample(
            schema: "StudyStatus", full: status(day: day, operation: act),
            least: status(day: nil, operation: nil)
        ),
        Sample(
            schema: "HandEdit", full: edit, least: HandEdit(path: "p", change: .added, record: nil)
        ),
        Sample(
            schema: "DoctorItem", full: DoctorItem(name: "n", verdict: .good, message: "m", hint: "h"),
            least: DoctorItem(name: "n", verdict: .good, message: "m")
        ),
    ]

    private static let fold = TextFold(kind: .quote, scalars: 0..<4, lines: 0..<1)
    private static let memo = DraftMemo(author: "A", at: "2020-04-15", quote: "q", text: "t")
    private static let guess = ImportGuess(field: "date", basis: "b", certainty: .unsure)

    private static let reading: [Sample] = [
        same("TurnsReply", TurnsReply(id: id, version: 1, turns: [])),
        Sample(
            schema: "Turn",
            full: TurnsReply.Turn(Turns.of(body: "A [00:00:01]: one\n\nB [00:00:02]: two\n")[0], text: "t"),
            least: TurnsReply.Turn(Turn(number: 1, range: 0..<2, words: 0..<2), text: "t")
        ),
        same("ThreadReply", ThreadReply(subject: "s", messages: [])),
        Sample(
            schema: "ThreadMessage",
            full: ThreadReply.Message(record: summary(time: nil), from: "f", depth: 1),
            least: ThreadReply.Message(record: summary(time: nil), from: nil, depth: 0)
        ),
        same("ThreadsReply", ThreadsReply(threads: [], total: 0)),
        same("Thread", ThreadsReply.Thread(subject: "s", first: day, last: day, records: [id])),
        same("TextFold", fold), Sample(schema: "Memo", full: memo, least: DraftMemo(text: "t")),
        same("ImportGuess", guess),
    ]

    private static let survey = Survey(
        id: SurveyID(rawValue: "staff").unsafelyUnwrapped, title: "t",
        variables: [SurveyVariable(name: "role", label: "l", type: .choice)],
        answers: [SurveyAnswer(id: "A1", participant: handle, values: [.text("x")])])

    private static var fullFrame: SurveyFrame {
        var frame = SurveyFrame(path: "p", bytes: 1, modified: time)
        (frame.id, frame.title, frame.sheet, frame.headerRow) = ("i", "t", "s", 1)
        (frame.idColumn, frame.participantColumn, frame.keep) = ("a", "b", ["c"])
        frame.people = "SP1,x\n"
        (frame.open, frame.closed, frame.codebook) = (["d"], ["e"], "variable\nrole\n")
        (frame.map, frame.password, frame.dryRun) = (["x": handle], "w", true)
        frame.cleared = true
        return frame
    }

    private static func surveyImport(_ operation: OperationID?, _ text: String?) -> SurveyImportReply {
        SurveyImportReply(
            survey: SurveyHead(survey), operation: operation, dryRun: false, created: 1, held: 0,
            columns: 1, variables: [], leftOut: [.init(column: "c", holds: "names")], guesses: [guess],
            remarks: [], sheet: text, otherSheets: [], headerRow: text == nil ? nil : 1, idColumn: text,
            participantColumn: text, maker: text,
            waits: text == nil ? nil : leastWaiting)
    }

    /// Ten answers of one role, three of another and one without: counts that are shown and one that is not.
    private static func counts(_ roles: [String?]) -> Survey {
        Survey(
            id: survey.id, title: "t",
            variables: [
                SurveyVariable(name: "role", label: "l", type: .choice),
                SurveyVariable(name: "site", label: "l", type: .choice),
            ],
            answers: roles.enumerated().map { number, role in
                SurveyAnswer(
                    id: "A\(number)", values: [role.map { .text($0) }, .text(number < 2 ? "n" : "s")])
            })
    }

    static let counted = (try? counts(Array(repeating: "x", count: 10) + [nil]).table(of: "role"))
        .unsafelyUnwrapped
    private static let crossed = (try? counts(Array(repeating: "x", count: 10)).table(of: "role", by: "site"))
        .unsafelyUnwrapped

    /// Ages of twelve people at two places, or of two.
    private static func summed(_ by: String?, few: Bool = false) -> SurveySummary {
        let survey = Survey(
            id: survey.id, title: "t",
            variables: [
                SurveyVariable(name: "age", label: "l", type: .integer),
                SurveyVariable(name: "site", label: "l", type: .choice),
            ],
            answers: (0..<(few ? 2 : 12)).map { number in
                SurveyAnswer(
                    id: "A\(number)", values: [.number(Double(number)), .text(number % 2 < 1 ? "n" : "s")])
            })
        return (try? survey.summary(of: "age", by: by)).unsafelyUnwrapped
    }

    private static let surveys: [Sample] = [
        Sample(schema: "SurveyFrame", full: fullFrame, least: SurveyFrame(path: "p", bytes: 1)),
        Sample(
            schema: "SurveyVariablesRequest", full: SurveyVariablesRequest(codebook: "c", reason: "r"),
            least: SurveyVariablesRequest(codebook: "c")),
        same("SurveyHead", SurveyHead(survey)), same("SurveysReply", SurveysReply(surveys: [])),
        same("SurveyReply", SurveyReply(survey)), same("SurveyVariable", SurveyReply(survey).variables[0]),
        same("SurveyCounts", survey.counts(ofVariableAt: 0)),
        same("SurveyValueCount", survey.counts(ofVariableAt: 0).values[0]),
        Sample(
            schema: "SurveyImportReply", full: surveyImport(operation, "x"), least: surveyImport(nil, nil)),
        same("SurveyLeftOut", SurveyImportReply.LeftOut(column: "c", holds: "names")),
        Sample(
            schema: "SurveyAnswerReply", full: SurveyAnswerReply(survey.answers[0], of: survey),
            least: SurveyAnswerReply(SurveyAnswer(id: "A2", values: [nil]), of: survey)),
        Sample(schema: "SurveyTable", full: crossed, least: counted),
        Sample(schema: "SurveySummary", full: summed("site"), least: summed(nil)),
        Sample(
            schema: "SurveySummaryGroup", full: summed("site").groups[0],
            least: summed("site", few: true).groups[2]),
        same("SurveyTableRow", counted.rows[0]),
        Sample(
            schema: "SurveyTableCell", full: counted.rows[0].cells[0], least: crossed.rows[0].cells[0]),
        same("SurveyAnswerValue", SurveyAnswerReply(survey.answers[0], of: survey).values[0]),
    ]

    private static func status(day: CalendarDay?, operation: OperationSummary?) -> StudyStatus {
        StudyStatus(
            path: "/p", title: "t", member: member, device: device, records: 1, byKind: [facet],
            firstDate: day,
            lastDate: day, operations: 1, lastOperation: operation, handEdited: [edit], auditSize: 1,
            index: .current,
            advice: [], sync: operation == nil ? nil : state, team: [mate],
            checkpoint: operation == nil ? nil : CheckpointState(last: nil, days: 0, every: 30),
            arrivals: operation == nil ? nil : arrivals
        )
    }
}
