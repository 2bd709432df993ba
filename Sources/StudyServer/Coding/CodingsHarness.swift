import StudyAPI
import StudyModel
import StudyService

/// `/v1/records/{record}/codings` and `/v1/codings`.
enum CodingsHarness {
    @Sendable static func list(_ call: Call) async throws -> Reply {
        let found = try await call.study().codings(of: call.record, at: try call.query.moment(.at))
        return try Reply(
            CodingsReply(
                record: RecordSummary(found.record.record), version: found.record.record.version,
                sha256: found.record.sha256, codings: found.codings))
    }

    @Sendable static func doubts(_ call: Call) async throws -> Reply {
        let found = try await call.study().doubtfulCodings()
        var reply = DoubtsReply(codings: found.codings, definitions: [:], choices: [:])
        for id in Set(found.codings.map(\.coding.code)) {
            guard let code = found.codebook[id]?.code else { continue }
            reply.definitions[id.rawValue] = code.definition
            let paths = code.replacedBy.compactMap { found.codebook[$0]?.path.rawValue }
            if !paths.isEmpty { reply.choices[id.rawValue] = paths }
        }
        return try Reply(reply)
    }

    @Sendable static func change(_ call: Call) async throws -> Reply {
        let request = try await call.decode(CodingRequest.self)
        let outcome = try await call.study().code(
            call.record, request.changes, reason: request.reason, cleared: request.cleared ?? false,
            base: request.base)
        return try Reply(CodingReply(outcome))
    }
}

extension CodingReply {
    init(_ outcome: CodingOutcome) {
        self.init(
            record: outcome.record, codings: outcome.codings, removed: outcome.removed,
            repeated: outcome.repeated, operation: outcome.operation)
    }
}

extension CodingRequest: KnownFields {
    static let fields: Set<String> = ["changes", "reason", "cleared", "base"]
}
