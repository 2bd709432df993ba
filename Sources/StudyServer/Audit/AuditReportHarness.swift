import StudyAPI
import StudyModel
import StudyService

/// `/v1/audit`.
enum AuditReportHarness {
    @Sendable static func report(_ call: Call) async throws -> Reply {
        let request = try await call.decode(
            AuditReportRequest.self, orWhenEmpty: AuditReportRequest())
        let (file, outcome) = try await call.study().auditFile(
            request.scope, as: request.format ?? "html", software: "rir \(APIVersion.product)")
        return try Reply(
            AuditReportReply(
                name: file.name, base64: Base64Text.text(file.bytes), remarks: file.remarks, outcome: outcome)
        )
    }
}

/// `/v1/retention`.
enum RetentionHarness {
    @Sendable static func due(_ call: Call) async throws -> Reply {
        try Reply(await call.study().retention(on: try call.query.day(.on)))
    }

    @Sendable static func apply(_ call: Call) async throws -> Reply {
        let request = try await call.decode(RetentionRequest.self)
        return try Reply(
            await call.study().applyRetention(to: request.class, dryRun: request.dryRun ?? false))
    }

    @Sendable static func close(_ call: Call) async throws -> Reply {
        let request = try await call.decode(ClosingRequest.self, orWhenEmpty: ClosingRequest())
        return try Reply(
            await call.study().close(
                on: request.on, anyway: request.anyway ?? false, dryRun: request.dryRun ?? false))
    }
}

extension ClosingRequest: KnownFields {
    static let fields: Set<String> = ["on", "anyway", "dryRun"]
}

extension RetentionRequest: KnownFields {
    static let fields: Set<String> = ["class", "dryRun"]
}

extension AuditReportRequest: KnownFields {
    static let fields: Set<String> = ["from", "until", "participant", "round", "format"]
}
