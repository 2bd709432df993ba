internal import Merging
internal import StudyArchive
internal import StudyModel

/// People on boards and in recommendations: a name that is learnt later, somebody who withdraws.
extension StudyService {
    /// Puts everything that boards and recommendations keep in words through a function.
    func replaceOnBoards(
        _ operation: inout ArchiveOperation, _ replacing: (String) -> String
    ) async throws(StudyError) {
        let memory = try await boardMemory()
        for board in memory.boards {
            var next = board
            next.workshop = board.workshop.rewritten(replacing)
            next.cards = board.cards.mapValues { $0.rewritten(replacing) }
            next.removed = board.removed.mapValues { $0.rewritten(replacing) }
            write(next, insteadOf: board, in: &operation)
        }
        for recommendation in memory.recommendations.values {
            var next = recommendation
            next.versions = recommendation.versions.map { $0.rewritten(replacing) }
            if next != recommendation { write(next, in: &operation) }
        }
        try await rewriteUnreadable(memory, &operation, replacing)
    }

    /// Takes a participant off boards and out of recommendations: the words of their cards go, and their handle everywhere.
    func withholdOnBoards(
        _ handle: Handle, by operation: inout ArchiveOperation
    ) async throws(StudyError) {
        let memory = try await boardMemory()
        for board in memory.boards {
            var next = board
            next.workshop = board.workshop.withholding(handle)
            next.cards = board.cards.mapValues { $0.withholding(handle) }
            next.removed = board.removed.mapValues { $0.withholding(handle) }
            write(next, insteadOf: board, in: &operation)
        }
        for recommendation in memory.recommendations.values {
            let next = recommendation.withholding(handle)
            if next != recommendation { write(next, in: &operation) }
        }
        try await rewriteUnreadable(memory, &operation) { $0.withholding(handle) }
    }

    private func write(_ board: Board, insteadOf old: Board, in operation: inout ArchiveOperation) {
        operation.files.merge(board.changedFiles(since: old)) { $1 }
        guard board.workshop != old.workshop else { return }
        var workshop = board.workshop
        workshop.nonce = surroundings.nonce()
        operation.files.updateValue(WorkshopText.bytes(of: workshop), forKey: workshop.path)
    }

    private func write(_ recommendation: Recommendation, in operation: inout ArchiveOperation) {
        var recommendation = recommendation
        recommendation.nonce = surroundings.nonce()
        operation.files.updateValue(
            RecommendationText.bytes(of: recommendation), forKey: recommendation.path)
    }

    private func rewriteUnreadable(
        _ memory: BoardMemory, _ operation: inout ArchiveOperation, _ change: (String) -> String
    ) async throws(StudyError) {
        for path in memory.unreadable.keys {
            guard let bytes = try await reader.file(path) else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            let next = change(text)
            if next != text { operation.files.updateValue(Array(next.utf8), forKey: path) }
        }
    }

    /// The cards a participant wrote, those that were removed too.
    func cards(by handle: Handle) async throws(StudyError) -> [CardView] {
        try await boardMemory().boards.flatMap { board in
            (board.cardViews() + board.removedViews()).filter { $0.who == handle }
        }
    }

    // MARK: Questions

    /// A workshop, cards or a recommendation in which the other side of a question stands.
    ///
    /// - Returns: `nil` for any other file.
    func takenBoard(
        _ other: [UInt8], at path: String, _ now: [UInt8], _ question: MergeQuestion
    ) -> [UInt8]? {
        if RecommendationID(path: path) != nil {
            guard let mine = try? RecommendationText.recommendation(from: now),
                let theirs = try? RecommendationText.recommendation(from: other)
            else { return nil }
            var taken = AnswerMerge.recommendation(
                other: theirs, fields: question.fields, now: mine, id: surroundings.operationID(),
                Provenance(by: archive.member, at: surroundings.now))
            taken.nonce = surroundings.nonce()
            return RecommendationText.bytes(of: taken)
        }
        switch BoardFile(path: path) {
        case .workshop:
            guard let mine = try? WorkshopText.workshop(from: now),
                let theirs = try? WorkshopText.workshop(from: other)
            else { return nil }
            var taken = AnswerMerge.workshop(other: theirs, fields: question.fields, now: mine)
            taken.nonce = surroundings.nonce()
            return WorkshopText.bytes(of: taken)
        case .cards(_, let shard):
            guard let mine = try? WorkshopText.cards(from: now, shard: shard),
                let theirs = try? WorkshopText.cards(from: other, shard: shard)
            else { return nil }
            return WorkshopText.bytes(
                of: AnswerMerge.cards(other: theirs, fields: question.fields, now: mine).values)
        default: return nil
        }
    }
}

extension Workshop {
    /// The workshop without a participant.
    func withholding(_ handle: Handle) -> Workshop {
        var workshop = rewritten { $0.withholding(handle) }
        workshop.invited.removeAll { $0 == handle }
        return workshop
    }
}

extension Board.Card {
    /// The card without somebody: their words where it is theirs, and their handle wherever it stands.
    func withholding(_ handle: Handle) -> Board.Card {
        var card = rewritten { $0.withholding(handle) }
        if who == handle { (card.text, card.who) = ("[withdrawn]", nil) }
        return card
    }
}

extension Recommendation {
    /// The recommendation without a participant.
    func withholding(_ handle: Handle) -> Recommendation {
        var recommendation = self
        for index in versions.indices {
            recommendation.versions[index] = versions[index].rewritten { $0.withholding(handle) }
            recommendation.versions[index].shapers.removeAll { $0 == handle }
        }
        return recommendation
    }
}
