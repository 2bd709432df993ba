internal import CodingLogic
internal import StudyArchive
package import StudyModel
internal import Workflows

/// What a round's coders did alike and what not, with what was decided.
package struct RoundAdjudication: Sendable {
    package var round: Round
    /// Places where all coders did the same.
    package var agreed: Int
    package var disagreements: [RoundDisagreement]
    /// By disagreement.
    package var decisions: [String: RoundDecision]
    package var codebook: Codebook

    /// The share of places that coders had alike before they talked; `nil` without any place.
    package var before: Double? { share(agreed) }

    /// The share that is settled: alike from the first, or decided since.
    package var after: Double? {
        share(agreed + disagreements.count { decisions[$0.id] != nil })
    }

    private func share(_ count: Int) -> Double? {
        let all = agreed + disagreements.count
        return all == 0 ? nil : Double(count) / Double(all)
    }
}

extension StudyService {
    /// The disagreements of a closed round.
    ///
    /// - Throws: `round.not_found`; `round.state` while it is not closed.
    package func adjudication(of name: String) async throws(StudyError) -> RoundAdjudication {
        try await refreshed()
        return try await adjudication(of: try await round(name))
    }

    func adjudication(of round: Round) async throws(StudyError) -> RoundAdjudication {
        guard round.state == .closed else {
            throw StudyError(
                .roundState,
                "The round '\(round.id)' is \(round.state.rawValue); nobody sees another's work yet.",
                hint: "Its lead ends it with 'rir round close \(round.id)'.")
        }
        var found = RoundAdjudication(
            round: round, agreed: 0, disagreements: [], decisions: [:], codebook: try await codebook())
        for sampled in round.records {
            guard let comparison = try await comparison(of: sampled.record, in: round) else { continue }
            found.agreed += comparison.agreed.count
            found.disagreements += comparison.disagreements
        }
        for decision in try await decisions(of: round.id) {
            found.decisions[decision.disagreement] = decision
        }
        return found
    }

    /// What the coders who looked at a record did in it; `nil` where fewer than two did.
    func comparison(of record: RecordID, in round: Round) async throws(StudyError) -> RoundComparison? {
        let sheets = try await frozenSheets(of: record, in: round)
        guard sheets.count > 1 else { return nil }
        return RoundComparison(of: record, sheets: sheets)
    }

    /// What each coder who looked at a record handed in, in the order of the round.
    func frozenSheets(
        of record: RecordID, in round: Round
    ) async throws(StudyError) -> [(coder: CoderID, codings: [Coding])] {
        let works = try await roundMemory()
        var sheets: [(coder: CoderID, codings: [Coding])] = []
        for coder in round.coders {
            let path = works.work(of: coder, in: round.id).path(of: record)
            guard let bytes = try await reader.file(path) else { continue }
            sheets.append((coder, try Self.codings(from: bytes, at: path)))
        }
        return sheets
    }

    func decisions(of round: RoundID) async throws(StudyError) -> [RoundDecision] {
        let path = RoundDecision.path(of: round)
        guard let bytes = try await reader.file(path) else { return [] }
        do throws(PeopleTextFailure) { return try RoundDecisionText.decisions(from: bytes) } catch {
            throw StudyError(
                .roundInvalid, "'\(path)' is not as the format says: \(error.sentence)",
                hint: "'git log -p' on the file shows what changed it; mend it and run 'rir adopt'.")
        }
    }

    // MARK: Deciding

    /// Decides a disagreement, or decides it anew: what stands in the consensus follows.
    ///
    /// - Throws: `round.not_found`, `round.state`; `round.invalid` for an order that does not say what stands;
    ///   `code.not_found`, `coding.ambiguous`, `names.suspected`. Nothing is changed then.
    package func decide(
        _ order: AdjudicationOrder, in name: String
    ) async throws(StudyError) -> RoundDecision {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> RoundDecision in
            let round = try await round(name)
            let known = try await adjudication(of: round)
            let disagreement = try Self.one(order.disagreement, of: known.disagreements)
            let record = try await stored(disagreement.record, version: nil)
            let made = try await newCoding(order, record, known.codebook)
            let cleared = order.cleared ?? false
            let decision = RoundDecision(
                disagreement: disagreement.id, record: disagreement.record, kind: disagreement.kind,
                outcome: order.outcome, side: try Self.side(of: order, disagreement), method: order.method,
                reason: try await replacingNames(order.reason, in: "reason", cleared: cleared) ?? "",
                proposal: try await replacingNames(order.proposal, in: "proposal", cleared: cleared),
                codings: disagreement.sides.flatMap(\.codings).map(\.id),
                result: try Self.result(of: order, disagreement, made), by: archive.member,
                at: surroundings.now)
            try await commit(decision, in: round, known, made)
            return decision
        }
    }

    private static func one(
        _ text: String, of disagreements: [RoundDisagreement]
    ) throws(StudyError) -> RoundDisagreement {
        let found = disagreements.filter { $0.id == text || (text.count >= 4 && $0.id.hasSuffix(text)) }
        guard found.count == 1, let only = found.first else {
            throw StudyError(
                .roundNotFound,
                found.isEmpty
                    ? "There is no disagreement '\(text)'."
                    : "'\(text)' is the end of several disagreements.",
                hint: "'rir adjudicate ROUND --list' shows them with their names.")
        }
        return only
    }

    private static func result(
        of order: AdjudicationOrder, _ disagreement: RoundDisagreement, _ made: [Coding]
    ) throws(StudyError) -> [CodingID] {
        switch order.outcome {
        case .neither: return []
        case .new: return made.map(\.id)
        case .both:
            // The same code on the same words stands once.
            var standing: [Coding] = []
            for side in disagreement.sides { standing = standing.joined(with: side.codings) }
            return standing.map(\.id)
        case .one:
            let coder = try side(of: order, disagreement)
            return disagreement.sides.filter { $0.coder == coder }.flatMap(\.codings).map(\.id)
        }
    }

    /// The coder whose coding stands; `nil` where the outcome is no coder's.
    private static func side(
        of order: AdjudicationOrder, _ disagreement: RoundDisagreement
    ) throws(StudyError) -> CoderID? {
        guard order.outcome == .one else { return nil }
        let letters = Dictionary(
            uniqueKeysWithValues: zip(RoundDisagreement.letters, disagreement.shuffledSides.map(\.coder)))
        let named = order.side.flatMap { letters[$0.uppercased()] ?? CoderID(rawValue: $0) }
        guard let named, disagreement.sides.contains(where: { $0.coder == named }) else {
            let coders = disagreement.sides.map(\.coder.rawValue).joined(separator: ", ")
            throw StudyError(
                .roundInvalid, "It does not say whose coding stands.", hint: "Name the coder: \(coders).")
        }
        return named
    }

    /// The coding of a decision that none of the coders made.
    private func newCoding(
        _ order: AdjudicationOrder, _ record: StoredRecord, _ codebook: Codebook
    ) async throws(StudyError) -> [Coding] {
        guard order.outcome == .new else { return [] }
        guard var change = order.new, change.act == .add else {
            throw StudyError(
                .roundInvalid, "It does not say which coding stands.", hint: "Give a code and its words.")
        }
        change.comment = try await replacingNames(
            change.comment, in: "comment", cleared: order.cleared ?? false)
        var sheet = CodingSheet(
            record: record.record, sha256: record.sha256, codings: [], codebook: codebook,
            at: surroundings.now,
            newID: surroundings.codingID)
        try sheet.apply(change)
        return sheet.codings
    }

    private func commit(
        _ decision: RoundDecision, in round: Round, _ known: RoundAdjudication, _ made: [Coding]
    ) async throws(StudyError) {
        var decisions = known.decisions
        decisions[decision.disagreement] = decision
        let path = RoundDecision.consensusPath(of: decision.record, in: round.id)
        var new: [CodingID: Coding] = [:]
        for coding in try await consensus(at: path) + made { new[coding.id] = coding }
        guard let comparison = try await comparison(of: decision.record, in: round) else { return }
        let standing = comparison.consensus(
            decisions.values.filter { $0.record == decision.record }, new: new)
        var operation = ArchiveOperation(
            id: surroundings.operationID(), act: .adjudicate, by: archive.member, at: decision.at,
            reason: decision.reason)
        operation.files.updateValue(
            RoundDecisionText.bytes(of: Array(decisions.values)), forKey: RoundDecision.path(of: round.id))
        operation.files.updateValue(standing.isEmpty ? nil : CodingText.bytes(of: standing), forKey: path)
        _ = try await commit([operation])[0].get()
    }

    func consensus(at path: String) async throws(StudyError) -> [Coding] {
        guard let bytes = try await reader.file(path) else { return [] }
        return try Self.codings(from: bytes, at: path)
    }
}
