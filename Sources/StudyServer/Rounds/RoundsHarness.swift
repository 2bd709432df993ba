import StudyAPI
import StudyModel
import StudyService

/// `/v1/rounds`.
enum RoundsHarness {
    @Sendable static func list(_ call: Call) async throws -> Reply {
        try Reply(RoundsReply(rounds: await call.study().rounds()))
    }

    @Sendable static func plan(_ call: Call) async throws -> Reply {
        let plan = try await call.decode(RoundPlan.self)
        return try Reply(await call.study().planRound(plan))
    }

    @Sendable static func show(_ call: Call) async throws -> Reply {
        try Reply(await call.study().roundStatus(call.round))
    }

    @Sendable static func open(_ call: Call) async throws -> Reply {
        try Reply(await call.study().openRound(call.round))
    }

    @Sendable static func next(_ call: Call) async throws -> Reply {
        let request = try await call.decode(RoundRequest.self)
        return try Reply(await call.study().nextInRound(call.round, isDone: request.isDone ?? false))
    }

    @Sendable static func submit(_ call: Call) async throws -> Reply {
        let request = try await call.decode(RoundRequest.self)
        return try Reply(await call.study().submitRound(call.round, isPartial: request.isPartial ?? false))
    }

    @Sendable static func giveBack(_ call: Call) async throws -> Reply {
        let request = try await call.decode(RoundRequest.self)
        guard let coder = request.coder, let reason = request.reason else {
            throw StudyError(.requestInvalid, "The fields 'coder' and 'reason' are needed.")
        }
        return try Reply(await call.study().returnWork(of: coder, in: call.round, reason: reason))
    }

    @Sendable static func close(_ call: Call) async throws -> Reply {
        let request = try await call.decode(RoundRequest.self)
        return try Reply(await call.study().closeRound(call.round, reason: request.reason))
    }

    @Sendable static func reopen(_ call: Call) async throws -> Reply {
        let request = try await call.decode(RoundRequest.self)
        return try Reply(await call.study().reopenRound(call.round, reason: request.reason ?? ""))
    }

    @Sendable static func remove(_ call: Call) async throws -> Reply {
        try Reply(RoundRemovedReply(round: await call.study().removeRound(call.round)))
    }

    @Sendable static func agreement(_ call: Call) async throws -> Reply {
        var request = RoundReport.Request()
        request.level = try call.query.choice(.level, Round.Level.self)
        request.by = try call.query.choice(.by, RoundReport.Grouping.self)
        request.against = try call.query.single(.against)
        request.seed = try call.query.count(.seed, default: 1)
        return try Reply(await call.study().roundReport(call.round, request))
    }

    @Sendable static func disagreements(_ call: Call) async throws -> Reply {
        let study = try await call.study()
        let found = try await study.adjudication(of: call.round)
        return try Reply(
            DisagreementsReply(
                round: found.round.id, agreed: found.agreed,
                disagreements: try await study.views(of: found, isBlind: call.query.flag(.isBlind)),
                before: found.before, after: found.after))
    }

    @Sendable static func decide(_ call: Call) async throws -> Reply {
        let order = try await call.decode(AdjudicationOrder.self)
        return try Reply(await call.study().decide(order, in: call.round))
    }
}

extension RoundPlan: KnownFields {
    static let fields: Set<String> = [
        "title", "name", "codes", "level", "coders", "size", "share", "records", "kinds", "strata", "seed",
        "rule",
        "again", "dryRun",
    ]
}

extension RoundRequest: KnownFields {
    static let fields: Set<String> = ["isDone", "isPartial", "coder", "reason"]
}

extension AdjudicationOrder: KnownFields {
    static let fields: Set<String> = [
        "disagreement", "outcome", "side", "new", "method", "reason", "proposal", "cleared",
    ]
}
