import StudyAPI
import StudyModel
import StudyService

/// `/v1/participants`.
enum ParticipantsHarness {
    @Sendable static func list(_ call: Call) async throws -> Reply {
        let names = try call.query.flag(.names)
        let participants = try await call.study().participants(names: names)
        return try Reply(ParticipantsReply(participants: participants.map(ParticipantHead.init)))
    }

    @Sendable static func run(_ call: Call) async throws -> Reply {
        let request = try await call.decode(ParticipantsRequest.self)
        let study = try await call.study()
        let dryRun = request.dryRun ?? false
        let outcome = try await finishing {
            try await study.importParticipants(
                csv: Array(request.csv.utf8), prefix: request.prefix, dryRun: dryRun)
        }
        return try Reply(SheetReply(outcome, dryRun: dryRun))
    }

    @Sendable static func show(_ call: Call) async throws -> Reply {
        try Reply(ParticipantReply(await call.study().everything(about: call.participant)))
    }

    @Sendable static func pack(_ call: Call) async throws -> Reply {
        let format = call.query.text(.format) ?? "html"
        guard let format = PackFormat(rawValue: format) else {
            throw QueryValues.invalid(.format, "html or docx")
        }
        let pack = try await call.study().pack(for: call.participant, as: format)
        return try Reply(PackReply(name: pack.name, base64: Base64Text.text(pack.bytes)))
    }

    @Sendable static func review(_ call: Call) async throws -> Reply {
        let request = try await call.decode(ReviewRequest.self)
        let recorded = try await call.study().recordReview(
            of: call.participant, request.verdict, records: request.records,
            corrections: request.corrections ?? [], at: request.at)
        return try Reply(ReviewReply(review: recorded.review, operation: recorded.operation))
    }

    @Sendable static func withdraw(_ call: Call) async throws -> Reply {
        let request = try await call.decode(WithdrawalRequest.self)
        let study = try await call.study()
        let participant = call.participant
        let outcome = try await finishing {
            try await study.withdraw(
                participant, request.option, mode: request.mode ?? .oral, at: request.at,
                dryRun: request.dryRun ?? false)
        }
        return try Reply(
            WithdrawalReply(
                preview: outcome.preview, records: outcome.records, receipt: outcome.receipt,
                operation: outcome.operation, places: request.dryRun == true ? outcome.places : nil))
    }
}

extension ParticipantHead {
    init(_ view: ParticipantView) {
        let consent = view.consent.map { ($0.key.rawValue, $0.value.word) }
        self.init(
            handle: view.handle, status: view.status, attributes: view.attributes, records: view.records,
            consent: Dictionary(consent) { first, _ in first }, name: view.name)
    }
}

extension ConsentState {
    /// As the API names it.
    var word: String {
        switch self {
        case .granted: "granted"
        case .refused: "refused"
        case .withdrawn: "withdrawn"
        case .expired: "expired"
        case .neverAsked: "never-asked"
        }
    }
}

extension SheetReply {
    init(_ outcome: SheetOutcome, dryRun: Bool) {
        self.init(
            dryRun: dryRun, added: outcome.added, changed: outcome.changed, unchanged: outcome.unchanged,
            entered: outcome.entered,
            problems: outcome.problems.map { .init(sentence: $0.sentence, isWarning: $0.isWarning) },
            operation: outcome.operation)
    }
}

extension ParticipantReply {
    init(_ held: HeldAbout) {
        self.init(
            participant: ParticipantHead(held.participant),
            records: held.records.map {
                .init(record: $0.record, takesPart: $0.takesPart, versions: $0.versions)
            },
            passages: held.passages.map {
                .init(
                    record: $0.record, version: $0.version, span: $0.span, text: $0.text, isOwn: $0.isOwn)
            },
            consent: held.consent, reviews: held.reviews, withdrawals: held.withdrawals,
            memos: held.memosAbout, responses: held.responses, cells: held.cells, cards: held.cards,
            comments: held.comments,
            answers: held.answers,
            originals: held.originals, sealed: held.sealed,
            waiting: held.waiting,
            files: held.files, operations: held.operations)
    }
}

extension ParticipantsRequest: KnownFields {
    static let fields: Set<String> = ["csv", "prefix", "dryRun"]
}

extension ReviewRequest: KnownFields {
    static let fields: Set<String> = ["verdict", "records", "corrections", "at"]
}

extension WithdrawalRequest: KnownFields {
    static let fields: Set<String> = ["option", "mode", "at", "dryRun"]
}
