import StudyAPI
import StudyModel
import StudyService

/// `/v1/erasures`.
enum ErasuresHarness {
    @Sendable static func list(_ call: Call) async throws -> Reply {
        try Reply(ErasuresReply(erasures: await call.study().erasureReceipts()))
    }

    @Sendable static func redact(_ call: Call) async throws -> Reply {
        let request = try await call.decode(RedactionRequest.self)
        let done = try await call.study().redact(request.words, dryRun: request.dryRun ?? false)
        return try Reply(
            RedactionReply(
                places: done.places, reasons: done.reasons, stays: done.stays, receipt: done.receipt))
    }
}

extension RedactionRequest: KnownFields {
    static let fields: Set<String> = ["words", "dryRun"]
}
