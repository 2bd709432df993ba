package import StudyAPI
package import StudyModel

// The daemon and its studies.
extension StudyClient {
    package func daemonStatus() throws(StudyError) -> DaemonReply {
        try value(DaemonReply.self, Call(route: .daemonStatus, namesVersion: false))
    }

    /// Asks the daemon to finish what it acknowledged and end.
    ///
    /// It may still run when this returns.
    package func stopDaemon() throws(StudyError) {
        _ = try bytes(Call(route: .daemonStop, namesVersion: false))
    }

    /// The OpenAPI document, as JSON text.
    package func openAPI() throws(StudyError) -> String {
        String(decoding: try bytes(Call(route: .openAPI)), as: UTF8.self)
    }

    package func studies() throws(StudyError) -> StudiesReply {
        try value(StudiesReply.self, Call(route: .studiesList))
    }

    package func createStudy(
        _ request: CreateStudyRequest, onEvent: (StreamEvent) -> Void = { _ in }
    ) throws(StudyError) -> StudyStatus {
        let call = Call(route: .studiesCreate, body: try WireJSON.encode(request))
        return try stream(StudyStatus.self, call, onEvent: onEvent)
    }
}

// One study.
extension StudyClient {
    package func status() throws(StudyError) -> StudyStatus {
        try stream(StudyStatus.self, Call(route: .studyStatus))
    }

    package func operations(limit: Int = 0, offset: Int = 0) throws(StudyError) -> OperationsReply {
        let query = [(QueryName.limit, String(limit)), (.offset, String(offset))]
        return try value(OperationsReply.self, Call(route: .operationsList, query: query))
    }

    package func undo(_ request: UndoRequest = UndoRequest()) throws(StudyError) -> UndoReply {
        try stream(UndoReply.self, Call(route: .undo, body: try WireJSON.encode(request)))
    }

    package func check(onEvent: (StreamEvent) -> Void = { _ in }) throws(StudyError) -> CheckReport {
        try stream(CheckReport.self, Call(route: .check), onEvent: onEvent)
    }

    package func reindex(onEvent: (StreamEvent) -> Void = { _ in }) throws(StudyError) -> ReindexReply {
        try stream(ReindexReply.self, Call(route: .reindex), onEvent: onEvent)
    }

    package func doctor() throws(StudyError) -> DoctorReply {
        try stream(DoctorReply.self, Call(route: .doctor))
    }
}

// Records.
extension StudyClient {
    package func records(_ filter: RecordFilter) throws(StudyError) -> RecordsReply {
        try value(RecordsReply.self, Call(route: .recordsList, query: Self.query(filter)))
    }

    /// - Parameters:
    ///   - text: Words, phrases and operators of the search's query language.
    ///   - filter: Which records to search; its `text` is not used.
    package func search(_ text: String, in filter: RecordFilter) throws(StudyError) -> SearchAnswer {
        var filter = filter
        filter.text = nil
        return try value(
            SearchAnswer.self, Call(route: .search, query: [(.query, text)] + Self.query(filter)))
    }

    package func capture(_ request: CaptureRequest) throws(StudyError) -> SavedReply {
        try value(SavedReply.self, Call(route: .recordsCapture, body: try WireJSON.encode(request)))
    }

    /// - Parameter record: Any unambiguous part of an id.
    package func record(_ record: String, version: Int? = nil) throws(StudyError) -> RecordReply {
        let query = version.map { [(QueryName.version, String($0))] } ?? []
        return try value(RecordReply.self, Call(route: .recordsShow, record: record, query: query))
    }

    /// - Parameter record: Any unambiguous part of an id.
    package func turns(_ record: String, version: Int? = nil) throws(StudyError) -> TurnsReply {
        let query = version.map { [(QueryName.version, String($0))] } ?? []
        return try value(TurnsReply.self, Call(route: .recordsTurns, record: record, query: query))
    }

    /// - Parameter record: Any unambiguous part of an e-mail's id.
    package func thread(_ record: String) throws(StudyError) -> ThreadReply {
        try value(ThreadReply.self, Call(route: .recordsThread, record: record))
    }

    /// - Parameter limit: At most so many; 0 means all.
    package func threads(limit: Int) throws(StudyError) -> ThreadsReply {
        try value(ThreadsReply.self, Call(route: .threadsList, query: [(.limit, String(limit))]))
    }

    package func edit(_ record: String, _ request: EditRequest) throws(StudyError) -> SavedReply {
        let body = try WireJSON.encode(request)
        return try value(SavedReply.self, Call(route: .recordsEdit, record: record, body: body))
    }

    package func history(_ record: String) throws(StudyError) -> HistoryReply {
        try value(HistoryReply.self, Call(route: .recordsHistory, record: record))
    }

    /// - Parameters:
    ///   - from: A version; `nil` is the one before `to`.
    ///   - to: A version or `file`; `nil` is the newest.
    package func diff(_ record: String, from: String? = nil, to: String? = nil) throws(StudyError)
        -> DiffReply
    {
        var query: [QueryItem] = []
        if let from { query.append((.from, from)) }
        if let to { query.append((.to, to)) }
        return try value(DiffReply.self, Call(route: .recordsDiff, record: record, query: query))
    }

    package func adopt(_ request: AdoptRequest) throws(StudyError) -> AdoptReply {
        try value(AdoptReply.self, Call(route: .handEditsAdopt, body: try WireJSON.encode(request)))
    }

    /// Sends files and reports on each as the daemon takes it in; a dry run saves nothing.
    ///
    /// - Parameter cleared: Whether a person says that what may look like a name in them is none.
    package func importFiles(
        _ body: ImportBody, dryRun: Bool = false, cleared: Bool = false,
        onEvent: (StreamEvent) -> Void = { _ in }
    ) throws(StudyError) -> ImportSummary {
        var query: [QueryItem] = dryRun ? [(.dryRun, "true")] : []
        if cleared { query.append((.cleared, "true")) }
        return try stream(
            ImportSummary.self, Call(route: .importsRun, query: query, stream: body), onEvent: onEvent)
    }

    static func query(_ filter: RecordFilter) -> [QueryItem] {
        var items: [QueryItem] = filter.kinds.map { (.kind, $0.rawValue) }
        if let from = filter.from { items.append((.from, from.rawValue)) }
        if let to = filter.to { items.append((.to, to.rawValue)) }
        items += filter.participants.map { (.participant, $0.rawValue) }
        if let text = filter.text { items.append((.text, text)) }
        items.append((.limit, String(filter.limit)))
        if filter.offset > 0 { items.append((.offset, String(filter.offset))) }
        return items
    }
}

// Surveys.
extension StudyClient {
    package func surveys() throws(StudyError) -> SurveysReply {
        try value(SurveysReply.self, Call(route: .surveysList))
    }

    package func survey(_ id: String) throws(StudyError) -> SurveyReply {
        try value(SurveyReply.self, Call(route: .surveysShow, parts: ["survey": id]))
    }

    package func answer(_ answer: String, of survey: String) throws(StudyError) -> SurveyAnswerReply {
        try value(
            SurveyAnswerReply.self,
            Call(route: .surveysAnswer, parts: ["survey": survey, "answer": answer]))
    }

    /// - Parameter leaves: whether it goes out, and is refused where a known name would go with it.
    package func table(
        of variable: String, by other: String?, in survey: String, leaves: Bool = false
    ) throws(StudyError) -> SurveyTable {
        let query: [QueryItem] =
            [(.variable, variable)] + (other.map { [(.by, $0)] } ?? []) + (leaves ? [(.leaves, "true")] : [])
        return try value(
            SurveyTable.self, Call(route: .surveysTable, parts: ["survey": survey], query: query))
    }

    package func summary(of variable: String, by other: String?, in survey: String) throws(StudyError)
        -> SurveySummary
    {
        let query: [QueryItem] = [(.variable, variable)] + (other.map { [(.by, $0)] } ?? [])
        return try value(
            SurveySummary.self, Call(route: .surveysSummary, parts: ["survey": survey], query: query))
    }

    package func setVariables(
        of survey: String, _ request: SurveyVariablesRequest
    ) throws(StudyError) -> SurveyReply {
        let body = try WireJSON.encode(request)
        return try value(
            SurveyReply.self, Call(route: .surveysVariables, parts: ["survey": survey], body: body))
    }

    /// Sends a table with what is said about it.
    package func importSurvey(_ frame: SurveyFrame, _ bytes: [UInt8]) throws(StudyError) -> SurveyImportReply
    {
        let body = try WireJSON.encode(frame) + [UInt8(ascii: "\n")] + bytes
        return try stream(SurveyImportReply.self, Call(route: .surveysImport, body: body))
    }
}
