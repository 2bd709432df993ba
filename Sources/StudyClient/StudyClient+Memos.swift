package import StudyAPI
package import StudyModel

// Memos.
extension StudyClient {
    package func memos(_ filter: MemoFilter) throws(StudyError) -> MemosReply {
        try value(MemosReply.self, Call(route: .memosList, query: Self.query(filter)))
    }

    package func memo(_ memo: String) throws(StudyError) -> MemoReply {
        try value(MemoReply.self, Call(route: .memosShow, parts: ["memo": memo]))
    }

    package func writeMemo(_ request: MemoRequest) throws(StudyError) -> MemoReply {
        try value(MemoReply.self, Call(route: .memosWrite, body: try WireJSON.encode(request)))
    }

    package func editMemo(_ memo: String, _ request: MemoEditRequest) throws(StudyError) -> MemoReply {
        let body = try WireJSON.encode(request)
        return try value(MemoReply.self, Call(route: .memosEdit, parts: ["memo": memo], body: body))
    }

    package func removeMemo(_ memo: String) throws(StudyError) -> MemoReply {
        try value(MemoReply.self, Call(route: .memosRemove, parts: ["memo": memo]))
    }

    private static func query(_ filter: MemoFilter) -> [QueryItem] {
        var query: [QueryItem] = filter.kinds.map { (.kind, $0.rawValue) }
        query += filter.codes.map { (.code, $0) }
        let texts: [(QueryName, String?)] = [
            (.record, filter.record), (.case, filter.case),
            (.writer, filter.writer?.rawValue), (.from, filter.from?.rawValue), (.to, filter.to?.rawValue),
            (.text, filter.text), (.isPrivate, filter.isPrivate ? "true" : nil),
            (.limit, filter.limit == 0 ? nil : String(filter.limit)),
            (.offset, filter.offset == 0 ? nil : String(filter.offset)),
        ]
        query += texts.compactMap { name, text in text.map { (name, $0) } }
        return query
    }
}
