package import StudyAPI
package import StudyModel

// The coding frame.
extension StudyClient {
    /// - Parameter moment: the state wanted; `nil` for the present one.
    /// - Parameter leaves: whether it goes out, and is refused where a known name would go with it.
    package func codebook(
        at moment: Timestamp? = nil, leaves: Bool = false
    ) throws(StudyError) -> CodebookReply {
        let query: [QueryItem] = Self.at(moment) + (leaves ? [(.leaves, "true")] : [])
        return try value(CodebookReply.self, Call(route: .codebookShow, query: query))
    }

    package func changeCodebook(_ request: CodebookRequest) throws(StudyError) -> CodebookChangeReply {
        let body = try WireJSON.encode(request)
        return try stream(CodebookChangeReply.self, Call(route: .codebookChange, body: body))
    }

    package func codebookHistory() throws(StudyError) -> CodebookHistoryReply {
        try stream(CodebookHistoryReply.self, Call(route: .codebookHistory))
    }

    package func codebookDiff(from first: String?, to last: String?) throws(StudyError) -> CodebookDiffReply {
        var query: [QueryItem] = []
        if let first { query.append((.from, first)) }
        if let last { query.append((.to, last)) }
        return try stream(CodebookDiffReply.self, Call(route: .codebookDiff, query: query))
    }

    /// - Parameter format: `yaml`, `csv`, `qdc`, `md` or `html`.
    package func codebookFile(_ format: String, at moment: Timestamp?) throws(StudyError) -> FileReply {
        try stream(
            FileReply.self, Call(route: .codebookFile, query: [(.format, format)] + Self.at(moment)))
    }

    package func importCodebook(_ request: CodebookFileRequest) throws(StudyError) -> CodebookChangeReply {
        let body = try WireJSON.encode(request)
        return try stream(CodebookChangeReply.self, Call(route: .codebookImport, body: body))
    }

    static func at(_ moment: Timestamp?) -> [QueryItem] { moment.map { [(.at, $0.rawValue)] } ?? [] }
}

// Projects of other programs.
extension StudyClient {
    /// Sends a project with what is said about it.
    package func importProject(_ frame: ProjectFrame, _ bytes: [UInt8]) throws(StudyError) -> ProjectReport {
        let body = try WireJSON.encode(frame) + [UInt8(ascii: "\n")] + bytes
        return try stream(ProjectReport.self, Call(route: .projectsImport, body: body))
    }

    /// - Parameters:
    ///   - format: `qdpx`.
    ///   - profile: `standard`, `nvivo`, `maxqda` or `atlasti`.
    ///   - records: those that are wanted; all without any.
    package func projectFile(
        _ format: String, profile: String, records: [String], hasCases: Bool
    ) throws(StudyError) -> FileReply {
        var query: [QueryItem] = [(.format, format), (.profile, profile)]
        query += records.map { (.record, $0) }
        if !hasCases { query.append((.cases, "false")) }
        return try stream(FileReply.self, Call(route: .projectsFile, query: query))
    }
}

// Codings.
extension StudyClient {
    package func codings(of record: String, at moment: Timestamp? = nil) throws(StudyError) -> CodingsReply {
        try value(CodingsReply.self, Call(route: .codingsList, record: record, query: Self.at(moment)))
    }

    package func doubtfulCodings() throws(StudyError) -> DoubtsReply {
        try stream(DoubtsReply.self, Call(route: .codingsDoubts))
    }

    package func autocode(_ order: AutocodeOrder) throws(StudyError) -> AutocodeOutcome {
        let body = try WireJSON.encode(order)
        return try stream(AutocodeOutcome.self, Call(route: .codingsAuto, body: body))
    }

    package func importCodings(_ request: CodingTableRequest) throws(StudyError) -> CodingTableReply {
        let body = try WireJSON.encode(request)
        return try stream(CodingTableReply.self, Call(route: .codingsTable, body: body))
    }

    package func code(_ record: String, _ request: CodingRequest) throws(StudyError) -> CodingReply {
        let body = try WireJSON.encode(request)
        return try value(CodingReply.self, Call(route: .codingsChange, record: record, body: body))
    }
}

// Queries.
extension StudyClient {
    /// - Parameters:
    ///   - limit: how many passages are wanted; 0 for the counts alone.
    package func find(
        _ query: String, offset: Int = 0, limit: Int, at moment: Timestamp? = nil
    ) throws(StudyError) -> QueryReply {
        let items: [QueryItem] = [
            (.query, query), (.offset, String(offset)), (.limit, String(limit)),
        ]
        return try stream(
            QueryReply.self, Call(route: .codingsFind, query: items + Self.at(moment)))
    }

    package func matrix(
        of codes: [String], by columns: String, where restriction: String?, measure: CodingMatrix.Measure?,
        at moment: Timestamp? = nil
    ) throws(StudyError) -> CodingMatrix {
        var items: [QueryItem] = [(.by, columns)] + codes.map { (.code, $0) }
        if let restriction { items.append((.query, restriction)) }
        if let measure { items.append((.measure, measure.rawValue)) }
        return try stream(
            CodingMatrix.self, Call(route: .codingsMatrix, query: items + Self.at(moment)))
    }

    /// - Parameter format: `md`, `html`, `docx` or `csv`.
    package func quotes(
        _ query: String, format: String, at moment: Timestamp?
    ) throws(StudyError) -> FileReply {
        try stream(
            FileReply.self,
            Call(route: .codingsQuotes, query: [(.query, query), (.format, format)] + Self.at(moment)))
    }

    package func savedQueries() throws(StudyError) -> QueriesReply {
        try value(QueriesReply.self, Call(route: .queriesList))
    }

    package func save(_ request: SaveQueryRequest) throws(StudyError) -> QueriesReply {
        try value(QueriesReply.self, Call(route: .queriesSave, body: try WireJSON.encode(request)))
    }

    package func remove(_ request: RemoveQueryRequest) throws(StudyError) -> QueriesReply {
        try value(QueriesReply.self, Call(route: .queriesRemove, body: try WireJSON.encode(request)))
    }
}
