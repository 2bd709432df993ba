import StudyAPI
import StudyModel
import StudyService

/// `/v1/memos`.
enum MemosHarness {
    @Sendable static func list(_ call: Call) async throws -> Reply {
        let page = try await call.study().memos(try MemoFilter(call.query))
        return try Reply(
            MemosReply(
                memos: page.memos, total: page.total, sealed: page.sealed == 0 ? nil : page.sealed,
                unreadable: page.unreadable.isEmpty ? nil : page.unreadable))
    }

    @Sendable static func write(_ call: Call) async throws -> Reply {
        let request = try await call.decode(MemoRequest.self)
        let outcome = try await call.study().writeMemo(
            MemoDraft(
                kind: request.kind, title: request.title, body: request.body, links: request.links ?? [],
                isPrivate: request.isPrivate ?? false), cleared: request.cleared ?? false)
        return try Reply(MemoReply(outcome.memo, operation: outcome.operation))
    }

    @Sendable static func show(_ call: Call) async throws -> Reply {
        try Reply(MemoReply(await call.study().memo(call.memo)))
    }

    @Sendable static func edit(_ call: Call) async throws -> Reply {
        let request = try await call.decode(MemoEditRequest.self)
        var changes = MemoChanges()
        changes.kind = request.kind
        changes.title = request.title
        changes.body = request.body
        changes.adds = request.links ?? []
        changes.drops = request.unlink ?? []
        changes.base = request.base
        let outcome = try await call.study().editMemo(
            call.memo, changes, cleared: request.cleared ?? false)
        return try Reply(MemoReply(outcome.memo, operation: outcome.operation))
    }

    @Sendable static func remove(_ call: Call) async throws -> Reply {
        let outcome = try await call.study().removeMemo(call.memo)
        return try Reply(MemoReply(outcome.memo, operation: outcome.operation))
    }
}

extension MemoReply {
    init(_ detail: MemoDetail, operation: OperationID? = nil) {
        self.init(
            memo: detail.memo, sha256: detail.sha256, isPrivate: detail.isPrivate, isOwn: detail.isOwn,
            links: detail.links, path: detail.isPrivate ? nil : detail.memo.path, operation: operation)
    }
}

extension MemoFilter {
    init(_ query: QueryValues) throws(StudyError) {
        self.init()
        kinds = try query.memoKinds()
        record = try query.single(.record)
        codes = query.texts(.code)
        self.case = query.text(.case)
        if let text = query.text(.writer) {
            guard let member = MemberID(rawValue: text) else {
                throw QueryValues.invalid(.writer, "a member such as r1")
            }
            writer = member
        }
        from = try query.day(.from)
        to = try query.day(.to)
        text = query.text(.text)
        isPrivate = try query.flag(.isPrivate)
        limit = try query.count(.limit, default: 0)
        offset = try query.count(.offset, default: 0)
    }
}

extension MemoRequest: KnownFields {
    static let fields: Set<String> = ["kind", "title", "body", "links", "isPrivate", "cleared"]
}

extension MemoEditRequest: KnownFields {
    static let fields: Set<String> = ["kind", "title", "body", "links", "unlink", "base", "cleared"]
}
