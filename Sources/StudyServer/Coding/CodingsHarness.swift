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

    @Sendable static func auto(_ call: Call) async throws -> Reply {
        let order = try await call.decode(AutocodeOrder.self)
        let study = try await call.study()
        return try Reply(await finishing { try await study.autocode(order) })
    }

    @Sendable static func table(_ call: Call) async throws -> Reply {
        let request = try await call.decode(CodingTableRequest.self)
        guard let bytes = Base64Text.bytes(request.base64) else {
            throw StudyError(.requestInvalid, "The field 'base64' is not base64.")
        }
        let outcome = try await call.study().importCodings(
            bytes, named: request.name, dryRun: request.dryRun ?? false, cleared: request.cleared ?? false)
        return try Reply(
            CodingTableReply(
                made: outcome.made, repeated: outcome.repeated, records: outcome.records,
                problems: outcome.problems, operation: outcome.operation))
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

extension AutocodeOrder: KnownFields {
    static let fields: Set<String> = [
        "way", "value", "codes", "scope", "records", "kinds", "comment", "dryRun", "cleared",
    ]
}

extension CodingTableRequest: KnownFields {
    static let fields: Set<String> = ["name", "base64", "dryRun", "cleared"]
}
