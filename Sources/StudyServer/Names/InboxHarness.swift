import StudyAPI
import StudyModel
import StudyService

/// `/v1/inbox`.
enum InboxHarness {
    @Sendable static func list(_ call: Call) async throws -> Reply {
        try Reply(InboxReply(waiting: await call.study().inbox()))
    }

    @Sendable static func show(_ call: Call) async throws -> Reply {
        try Reply(WaitingReply(await call.study().waiting(call.record)))
    }

    @Sendable static func decide(_ call: Call) async throws -> Reply {
        let request = try await call.decode(DecisionsRequest.self)
        return try Reply(WaitingReply(await call.study().decide(call.record, request.decisions)))
    }

    @Sendable static func clear(_ call: Call) async throws -> Reply {
        let request = try await call.decode(ClearRequest.self, orWhenEmpty: ClearRequest())
        let study = try await call.study()
        let clearing = try await finishing {
            try await study.clear(request.records, asItIs: request.asItIs ?? false)
        }
        return try Reply(
            ClearReply(
                records: clearing.records, operations: clearing.operations, waiting: clearing.waiting))
    }

    @Sendable static func discard(_ call: Call) async throws -> Reply {
        let request = try await call.decode(DiscardRequest.self)
        let study = try await call.study()
        _ = try await study.discard(request.record)
        return try Reply(InboxReply(waiting: await study.inbox()))
    }
}

extension WaitingReply {
    init(_ waiting: WaitingText) {
        self.init(
            source: waiting.source, texts: waiting.texts.map { .init(field: $0.field, text: $0.text) },
            suspects: waiting.suspects, replaced: waiting.replaced, free: waiting.free)
    }
}

extension DecisionsRequest: KnownFields {
    static let fields: Set<String> = ["decisions"]
}

extension ClearRequest: KnownFields {
    static let fields: Set<String> = ["records", "asItIs"]
}

extension DiscardRequest: KnownFields {
    static let fields: Set<String> = ["record"]
}
