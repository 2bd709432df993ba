import StudyAPI
import StudyModel
import StudyService

/// `/v1/audit`.
enum AuditTrailHarness {
    @Sendable static func log(_ call: Call) async throws -> Reply {
        try Reply(await call.study().auditEntries(filter(call)))
    }

    @Sendable static func story(_ call: Call) async throws -> Reply {
        try Reply(await call.study().auditStory(of: call.thing))
    }

    @Sendable static func checkpoint(_ call: Call) async throws -> Reply {
        let request = try await call.decode(CheckpointRequest.self, orWhenEmpty: CheckpointRequest())
        let witnessed = request.witnessed.map { Base64Text.bytes($0) }
        if case .some(.none) = witnessed {
            throw StudyError(.requestInvalid, "A file's bytes are not in Base 64.")
        }
        return try Reply(
            await call.study().checkpoint(
                to: request.to, cleared: request.cleared ?? false, witnessed: witnessed ?? nil))
    }

    @Sendable static func verify(_ call: Call) async throws -> Reply {
        let request = try await call.decode(AuditVerifyRequest.self, orWhenEmpty: AuditVerifyRequest())
        var files: [(name: String, bytes: [UInt8])] = []
        for file in request.against {
            guard let bytes = Base64Text.bytes(file.base64) else {
                throw StudyError(.requestInvalid, "A file's bytes are not in Base 64.")
            }
            files.append((file.name, bytes))
        }
        return try Reply(
            await call.study().verifyAudit(
                against: files, witnesses: request.witnesses ?? [], readsAll: request.all ?? false,
                progress: call.progress))
    }

    private static func filter(_ call: Call) throws -> AuditFilter {
        let limit = try call.query.count(.limit, default: 0)
        var filter = AuditFilter(record: call.query.text(.record), limit: limit == 0 ? nil : limit)
        filter.actor = try call.query.text(.writer).map { try value($0, "member") { MemberID(rawValue: $0) } }
        filter.participant = try call.query.texts(.participant).last.map {
            try value($0, "handle") { Handle(rawValue: $0) }
        }
        filter.from = try call.query.day(.from)
        filter.to = try call.query.day(.to)
        filter.type = try call.query.text(.leaf).map { text in
            try value(text, "type of entry") { AuditEntry.types.contains($0) ? $0 : nil }
        }
        filter.act = try call.query.text(.act).map {
            try value($0, "act") { OperationSummary.Act(rawValue: $0) }
        }
        return filter
    }

    private static func value<Value>(
        _ text: String, _ what: String, _ make: (String) -> Value?
    ) throws -> Value {
        guard let value = make(text) else {
            throw StudyError(.requestInvalid, "'\(VisibleText.line(text))' is no \(what).")
        }
        return value
    }
}

extension CheckpointRequest: KnownFields {
    static let fields: Set<String> = ["to", "cleared", "witnessed"]
}

extension AuditVerifyRequest: KnownFields {
    static let fields: Set<String> = ["against", "witnesses", "all"]
}
