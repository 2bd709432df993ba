import StudyAPI
import StudyModel
import StudyService

/// `/v1/cycles`.
enum CyclesHarness {
    @Sendable static func list(_ call: Call) async throws -> Reply {
        let (cycles, unreadable) = try await call.study().cycles()
        return try Reply(CyclesReply(cycles: cycles, unreadable: unreadable.isEmpty ? nil : unreadable))
    }

    @Sendable static func open(_ call: Call) async throws -> Reply {
        let plan = try await call.decode(CyclePlan.self)
        return try Reply(await call.study().openCycle(plan))
    }

    @Sendable static func show(_ call: Call) async throws -> Reply {
        try Reply(await call.study().cycle(call.cycle))
    }

    @Sendable static func share(_ call: Call) async throws -> Reply {
        try Reply(await call.study().shareCycle(call.cycle))
    }

    @Sendable static func respond(_ call: Call) async throws -> Reply {
        let draft = try await call.decode(ResponseDraft.self)
        return try Reply(await call.study().respond(draft, to: call.cycle))
    }

    @Sendable static func decide(_ call: Call) async throws -> Reply {
        let order = try await call.decode(CycleOrder.self)
        return try Reply(await call.study().decideCycle(order, in: call.cycle))
    }

    @Sendable static func close(_ call: Call) async throws -> Reply {
        try Reply(await call.study().closeCycle(call.cycle))
    }

    @Sendable static func pack(_ call: Call) async throws -> Reply {
        try Reply(FileReply(await call.study().cyclePack(call.cycle, as: try format(call))))
    }

    @Sendable static func answer(_ call: Call) async throws -> Reply {
        try Reply(FileReply(await call.study().cycleAnswer(call.cycle, as: try format(call))))
    }

    private static func format(_ call: Call) throws(StudyError) -> FeedbackFormat {
        guard let format = FeedbackFormat(rawValue: call.query.text(.format) ?? "html") else {
            throw QueryValues.invalid(.format, "one of html, docx, txt")
        }
        return format
    }
}

extension CyclePlan: KnownFields {
    static let fields: Set<String> = ["title", "findings", "audience", "due", "cleared"]
}

extension ResponseDraft: KnownFields {
    static let fields: Set<String> = [
        "response", "stance", "finding", "group", "handle", "record", "text", "cleared",
    ]
}

extension CycleOrder: KnownFields {
    static let fields: Set<String> = ["finding", "outcome", "reason", "statement", "cleared"]
}
