internal import StudyArchive
package import StudyModel
internal import Workflows

/// Cards, votes and clusters of a board.
extension StudyService {
    /// Puts a card on a board.
    ///
    /// - Throws: `workshop.state`, `workshop.invalid`, `participant.not_found`, `participant.withdrawn`, `names.suspected`,
    ///   `vault.locked`. Nothing is written then.
    package func addCard(_ draft: CardDraft, to name: String) async throws(StudyError) -> CardReply {
        try await refreshed()
        return try await changing(name) { board, stamp async throws(StudyError) in
            let text = try await admitted(draft.text, "card", draft.cleared ?? false) ?? ""
            var card = Board.Card(
                id: freeCardID(on: board), text: text, column: try board.column(named: draft.column),
                place: board.nextPlace,
                added: Provenance(by: stamp.by, at: stamp.at))
            if let who = draft.who { card.who = try await presentPerson(who) }
            return (.add(card), [card.id], "1 card")
        }
    }

    /// Writes other words on a card, hangs it into another column at its end, or both.
    ///
    /// Its votes stay; nobody knows whose they are, so nobody can be asked again.
    ///
    /// - Returns: the card as it is, without an operation, when nothing differs.
    /// - Throws: `workshop.state`, `workshop.invalid`, also where votes were given for the words and there is no reason;
    ///   `card.not_found`, `card.ambiguous`, `card.foreign`, `names.suspected`, `vault.locked`.
    package func changeCard(
        _ card: String, _ changes: CardChanges, in name: String
    ) async throws(StudyError) -> CardReply {
        try await refreshed()
        return try await changing(name) { board, _ async throws(StudyError) in
            let id = try board.card(named: card)
            let column = try changes.column.map { name throws(StudyError) in try board.column(named: name) }
            let cleared = changes.cleared ?? false
            guard let words = changes.text else {
                guard let column else {
                    throw StudyError(
                        .workshopInvalid, "Nothing is said of what is to change.",
                        hint: "Give what stands on the card from now on, or its column.")
                }
                return (.move(id, to: column), [id], "1 card moved")
            }
            let text = try await admitted(words, "card", cleared) ?? ""
            let reason = try await replacingNames(changes.reason?.unpadded)
            let what = reason.map { "1 card corrected, \($0)" } ?? "1 card corrected"
            return (.correct(id, text: text, to: column, reason: reason), [id], what)
        }
    }

    /// Takes a card off the board, for a reason.
    ///
    /// It stays in the file with who did it and why. Its votes count for nothing from now on, and are not handed in again.
    ///
    /// - Throws: `workshop.state`, `workshop.invalid`, `card.not_found`, `card.ambiguous`, `card.foreign`; `card.used` while the
    ///   newest version of a recommendation rests on it; `names.suspected`.
    package func removeCard(
        _ card: String, _ removal: CardRemoval, in name: String
    ) async throws(StudyError) -> CardReply {
        try await refreshed()
        return try await changing(name) { board, _ async throws(StudyError) in
            let id = try board.card(named: card)
            let reason = try await replacingNames(removal.reason.unpadded) ?? ""
            let link = Recommendation.Link.card(board.workshop.id, id)
            if board.workshop.stage != .closed,
                let resting = try await boardMemory().recommendations(where: { $0 == link }).first
            {
                throw StudyError(
                    .cardUsed, "'\(resting.id)' rests on the card '\(id.suffix)'.",
                    hint:
                        "Take the link away first: 'rir recommendation show \(resting.id)' numbers it, 'rir recommendation link \(resting.id) --unlink N' unlinks it."
                )
            }
            return (.remove(id, reason: reason), [id], "1 card removed, \(reason)")
        }
    }

    /// Takes a ballot, or votes that were counted by hand.
    ///
    /// Nothing that is written says whose they are: a vote has an id drawn at random, without a time.
    ///
    /// - Throws: `workshop.state`, `workshop.ballot`, `workshop.invalid`, `card.not_found`, `card.ambiguous`.
    package func vote(_ ballot: BallotDraft, in name: String) async throws(StudyError) -> CardReply {
        try await refreshed()
        return try await changing(name) { board, _ async throws(StudyError) in
            var cards: [CardID] = []
            for text in ballot.cards { cards.append(try board.card(named: text)) }
            if let count = ballot.count {
                guard cards.count == 1, (1...10_000).contains(count) else {
                    throw StudyError(
                        .workshopInvalid, "Votes that were counted by hand are entered card by card.",
                        hint: "Name one card, and 1 to 10,000 votes with --count.")
                }
                cards = Array(repeating: cards[0], count: count)
            }
            var votes: [VoteID: CardID] = [:]
            for card in cards {
                // Sixteen characters of the alphabet are always a vote's id.
                votes[VoteID(rawValue: surroundings.characters(16)).unsafelyUnwrapped] = card
            }
            return (
                .vote(votes, isTally: ballot.count != nil), cards, ballot.count == nil ? "a ballot" : "votes"
            )
        }
    }

    /// Puts cards into a cluster, takes them out of it, or gives it another name.
    ///
    /// - Throws: `workshop.state`, `workshop.invalid`, `card.not_found`, `card.ambiguous`, `names.suspected`.
    package func cluster(_ draft: ClusterDraft, in name: String) async throws(StudyError) -> CardReply {
        try await refreshed()
        return try await changing(name) { board, _ async throws(StudyError) in
            var (cards, out) = ([CardID](), [CardID]())
            for text in draft.cards ?? [] { cards.append(try board.card(named: text)) }
            for text in draft.out ?? [] { out.append(try board.card(named: text)) }
            let cleared = draft.cleared ?? false
            if let new = draft.rename {
                let words = try await admitted(new, "name of a cluster", cleared) ?? ""
                return (.rename(try board.cluster(named: draft.name), words), [], "a cluster renamed")
            }
            if !out.isEmpty {
                return (.uncluster(try board.cluster(named: draft.name), out), out, "a cluster changed")
            }
            let wanted = BoardNames.folded(draft.name)
            let known = board.workshop.clusters.first { BoardNames.folded($0.name) == wanted }
            guard !cards.isEmpty else {
                throw StudyError(
                    .workshopInvalid, "A cluster is made of cards.",
                    hint: "Name them by the ends of their ids, as 'rir card list' shows them.")
            }
            var part = Workshop.Part(id: freePartID(in: board.workshop), name: draft.name)
            if let known {
                part = known
            } else {
                part.name = try await admitted(draft.name, "name of a cluster", cleared) ?? ""
            }
            return (.cluster(part, cards), cards, known == nil ? "a cluster made" : "a cluster changed")
        }
    }

    /// Applies a step to a board and answers with the cards it is about.
    private func changing(
        _ name: String,
        _ make: (Board, CycleStamp) async throws(StudyError) -> (WorkshopStep, [CardID], String)
    ) async throws(StudyError) -> CardReply {
        try await writing { () async throws(StudyError) -> CardReply in
            let board = try await board(named: name)
            let stamp = boardStamp()
            let (step, ids, what) = try await make(board, stamp)
            let next = try WorkshopRules.applied(step, to: board, stamp).get()
            let wanted = Set(ids)
            let shown = (next.cardViews() + next.removedViews()).filter { wanted.contains($0.id) }
            if next == board { return CardReply(cards: shown) }
            let view = try await keep(next, insteadOf: board, by: stamp, what)
            return CardReply(cards: shown, operation: view.operation)
        }
    }

    func freeCardID(on board: Board) -> CardID {
        while true {
            guard let id = CardID(rawValue: surroundings.characters(10)) else { continue }
            if board.cards[id] == nil, board.removed[id] == nil { return id }
        }
    }
}
