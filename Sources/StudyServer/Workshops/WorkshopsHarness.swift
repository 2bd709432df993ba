import StudyAPI
import StudyModel
import StudyService

/// `/v1/workshops`.
enum WorkshopsHarness {
    @Sendable static func list(_ call: Call) async throws -> Reply {
        let (workshops, unreadable) = try await call.study().workshops()
        return try Reply(
            WorkshopsReply(workshops: workshops, unreadable: unreadable.isEmpty ? nil : unreadable))
    }

    @Sendable static func plan(_ call: Call) async throws -> Reply {
        let plan = try await call.decode(WorkshopPlan.self)
        return try Reply(await call.study().planWorkshop(plan))
    }

    @Sendable static func show(_ call: Call) async throws -> Reply {
        try Reply(await call.study().workshop(call.workshop))
    }

    @Sendable static func open(_ call: Call) async throws -> Reply {
        let request = try await call.decode(WorkshopStepRequest.self, orWhenEmpty: WorkshopStepRequest())
        return try Reply(await call.study().openWorkshop(call.workshop, reason: request.reason))
    }

    @Sendable static func close(_ call: Call) async throws -> Reply {
        try Reply(await call.study().closeWorkshop(call.workshop))
    }

    @Sendable static func importBoard(_ call: Call) async throws -> Reply {
        let asked = try await call.decode(BoardImport.self)
        guard let bytes = Base64Text.bytes(asked.base64) else {
            throw StudyError(.requestInvalid, "The field 'base64' does not hold base64.")
        }
        return try Reply(await call.study().importBoard(bytes, asked, to: call.workshop))
    }

    @Sendable static func boardFile(_ call: Call) async throws -> Reply {
        guard let format = BoardFormat(rawValue: call.query.text(.format) ?? "html") else {
            throw QueryValues.invalid(
                .format, "one of \(BoardFormat.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return try Reply(FileReply(await call.study().boardFile(call.workshop, as: format)))
    }

    // MARK: Cards

    @Sendable static func cards(_ call: Call) async throws -> Reply {
        let study = try await call.study()
        let removed = try await study.removedCards(of: call.workshop)
        return try Reply(
            CardReply(
                cards: await study.cards(of: call.workshop), removed: removed.isEmpty ? nil : removed))
    }

    @Sendable static func addCard(_ call: Call) async throws -> Reply {
        let draft = try await call.decode(CardDraft.self)
        return try Reply(await call.study().addCard(draft, to: call.workshop))
    }

    @Sendable static func changeCard(_ call: Call) async throws -> Reply {
        let changes = try await call.decode(CardChanges.self)
        return try Reply(await call.study().changeCard(call.card, changes, in: call.workshop))
    }

    @Sendable static func removeCard(_ call: Call) async throws -> Reply {
        let removal = try await call.decode(CardRemoval.self)
        return try Reply(await call.study().removeCard(call.card, removal, in: call.workshop))
    }

    @Sendable static func vote(_ call: Call) async throws -> Reply {
        let ballot = try await call.decode(BallotDraft.self)
        return try Reply(await call.study().vote(ballot, in: call.workshop))
    }

    @Sendable static func cluster(_ call: Call) async throws -> Reply {
        let draft = try await call.decode(ClusterDraft.self)
        return try Reply(await call.study().cluster(draft, in: call.workshop))
    }
}

/// `/v1/recommendations`.
enum RecommendationsHarness {
    @Sendable static func list(_ call: Call) async throws -> Reply {
        var filter = RecommendationFilter()
        (filter.card, filter.finding) = (call.query.text(.card), call.query.text(.finding))
        (filter.record, filter.participant) = (call.query.text(.record), call.query.text(.participant))
        let (recommendations, unreadable) = try await call.study().recommendations(filter)
        return try Reply(
            RecommendationsReply(
                recommendations: recommendations, unreadable: unreadable.isEmpty ? nil : unreadable))
    }

    @Sendable static func write(_ call: Call) async throws -> Reply {
        let draft = try await call.decode(RecommendationDraft.self)
        return try Reply(await call.study().writeRecommendation(draft))
    }

    @Sendable static func show(_ call: Call) async throws -> Reply {
        try Reply(await call.study().recommendation(call.recommendation))
    }

    @Sendable static func edit(_ call: Call) async throws -> Reply {
        let changes = try await call.decode(RecommendationChanges.self)
        return try Reply(await call.study().changeRecommendation(call.recommendation, changes))
    }
}

extension WorkshopPlan: KnownFields {
    static let fields: Set<String> = [
        "title", "day", "invited", "facilitators", "votesEach", "voters", "columns", "cleared",
    ]
}

extension WorkshopStepRequest: KnownFields {
    static let fields: Set<String> = ["reason"]
}

extension BoardImport: KnownFields {
    static let fields: Set<String> = ["base64", "source", "column", "cleared", "dryRun"]
}

extension CardDraft: KnownFields {
    static let fields: Set<String> = ["text", "column", "who", "cleared"]
}

extension CardChanges: KnownFields {
    static let fields: Set<String> = ["text", "column", "reason", "cleared"]
}

extension CardRemoval: KnownFields {
    static let fields: Set<String> = ["reason"]
}

extension BallotDraft: KnownFields {
    static let fields: Set<String> = ["cards", "count"]
}

extension ClusterDraft: KnownFields {
    static let fields: Set<String> = ["name", "cards", "out", "rename", "cleared"]
}

extension RecommendationDraft: KnownFields {
    static let fields: Set<String> = ["statement", "name", "kind", "links", "shapers", "cleared"]
}

extension RecommendationChanges: KnownFields {
    static let fields: Set<String> = [
        "statement", "reason", "links", "unlink", "shapers", "base", "cleared",
    ]
}
