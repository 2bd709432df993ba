import StudyAPI
import StudyModel
import StudyService

/// `/v1/findings`.
enum FindingsHarness {
    @Sendable static func list(_ call: Call) async throws -> Reply {
        let (findings, unreadable) = try await call.study().findings()
        return try Reply(
            FindingsReply(findings: findings, unreadable: unreadable.isEmpty ? nil : unreadable))
    }

    @Sendable static func write(_ call: Call) async throws -> Reply {
        let draft = try await call.decode(FindingDraft.self)
        return try Reply(await call.study().writeFinding(draft))
    }

    @Sendable static func show(_ call: Call) async throws -> Reply {
        let version = call.query.text(.version) == nil ? nil : try call.query.count(.version, default: 1)
        guard version != 0 else { throw QueryValues.invalid(.version, "a whole number from 1") }
        return try Reply(await call.study().finding(call.finding, version: version))
    }

    @Sendable static func edit(_ call: Call) async throws -> Reply {
        let changes = try await call.decode(FindingChanges.self)
        return try Reply(await call.study().changeFinding(call.finding, changes))
    }

    @Sendable static func history(_ call: Call) async throws -> Reply {
        let (id, steps) = try await call.study().findingHistory(call.finding)
        return try Reply(FindingHistoryReply(id: id, versions: steps))
    }

    @Sendable static func triangulate(_ call: Call) async throws -> Reply {
        try Reply(
            await call.study().triangulation(
                of: call.finding, by: call.query.text(.by), leaves: call.query.flag(.leaves)))
    }

    @Sendable static func compare(_ call: Call) async throws -> Reply {
        try Reply(
            await call.study().compareFindings(
                by: call.query.text(.by), leaves: call.query.flag(.leaves)))
    }
}

extension FindingDraft: KnownFields {
    static let fields: Set<String> = ["statement", "name", "links", "searched", "cleared"]
}

extension FindingChanges: KnownFields {
    static let fields: Set<String> = [
        "statement", "searched", "reason", "links", "unlink", "base", "cleared",
    ]
}
