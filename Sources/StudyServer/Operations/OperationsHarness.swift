import StudyAPI
import StudyModel
import StudyService

/// `/v1/operations` and `/v1/undo`.
enum OperationsHarness {
    @Sendable static func list(_ call: Call) async throws -> Reply {
        let limit = try call.query.count(.limit, default: 0)
        let offset = try call.query.count(.offset, default: 0)
        let page = try await call.study().operations(limit: limit, offset: offset)
        return try Reply(OperationsReply(operations: page.operations, total: page.total))
    }

    @Sendable static func undo(_ call: Call) async throws -> Reply {
        let request = try await call.decode(UndoRequest.self, orWhenEmpty: UndoRequest())
        let undone = try await call.study().undo(reason: request.reason, expected: request.operation)
        return try Reply(
            UndoReply(undone: undone.undone, operation: undone.operation, records: undone.records))
    }
}

extension UndoRequest: KnownFields {
    static let fields: Set<String> = ["reason", "operation"]
}
