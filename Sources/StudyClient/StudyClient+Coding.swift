package import StudyAPI
package import StudyModel

// The coding frame.
extension StudyClient {
    /// - Parameter moment: the state wanted; `nil` for the present one.
    package func codebook(at moment: Timestamp? = nil) throws(StudyError) -> CodebookReply {
        try value(CodebookReply.self, Call(route: .codebookShow, query: Self.at(moment)))
    }

    package func changeCodebook(_ request: CodebookRequest) throws(StudyError) -> CodebookChangeReply {
        let body = try WireJSON.encode(request)
        return try unhurried.value(CodebookChangeReply.self, Call(route: .codebookChange, body: body))
    }

    package func codebookHistory() throws(StudyError) -> CodebookHistoryReply {
        try unhurried.value(CodebookHistoryReply.self, Call(route: .codebookHistory))
    }

    package func codebookDiff(from first: String?, to last: String?) throws(StudyError) -> CodebookDiffReply {
        var query: [QueryItem] = []
        if let first { query.append((.from, first)) }
        if let last { query.append((.to, last)) }
        return try unhurried.value(CodebookDiffReply.self, Call(route: .codebookDiff, query: query))
    }

    /// - Parameter format: `yaml`, `csv`, `qdc`, `md` or `html`.
    package func codebookFile(_ format: String, at moment: Timestamp?) throws(StudyError) -> FileReply {
        try unhurried.value(
            FileReply.self, Call(route: .codebookFile, query: [(.format, format)] + Self.at(moment)))
    }

    package func importCodebook(_ request: CodebookFileRequest) throws(StudyError) -> CodebookChangeReply {
        let body = try WireJSON.encode(request)
        return try unhurried.value(CodebookChangeReply.self, Call(route: .codebookImport, body: body))
    }

    static func at(_ moment: Timestamp?) -> [QueryItem] { moment.map { [(.at, $0.rawValue)] } ?? [] }
}

// Codings.
extension StudyClient {
    package func codings(of record: String, at moment: Timestamp? = nil) throws(StudyError) -> CodingsReply {
        try value(CodingsReply.self, Call(route: .codingsList, record: record, query: Self.at(moment)))
    }

    package func doubtfulCodings() throws(StudyError) -> DoubtsReply {
        try unhurried.value(DoubtsReply.self, Call(route: .codingsDoubts))
    }

    package func code(_ record: String, _ request: CodingRequest) throws(StudyError) -> CodingReply {
        let body = try WireJSON.encode(request)
        return try value(CodingReply.self, Call(route: .codingsChange, record: record, body: body))
    }
}
