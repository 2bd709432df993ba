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
                place: (board.cards.values.map(\.place).max() ?? 0) + 1,
                added: Provenance(by: stamp.by, at: stamp.at))
            if let who = draft.who { card.who = try await presentPerson(who) }
            return (.add(card), [card.id], "1 card")
        }
    }

    /// Hangs a card into another column, at its end.
    ///
    /// - Throws: `workshop.state`, `workshop.invalid`, `card.not_found`, `card.ambiguous`.
    package func moveCard(
        _ card: String, to column: String, in name: String
    ) async throws(StudyError) -> CardReply {
        try await refreshed()
        return try await changing(name) { board, _ async throws(StudyError) in
            let id = try board.card(named: card)
            return (.move(id, to: try board.column(named: column)), [id], "1 card moved")
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
            let shown = next.cardViews().filter { wanted.contains($0.id) }
            if next == board { return CardReply(cards: shown) }
            let view = try await keep(next, insteadOf: board, by: stamp, what)
            return CardReply(cards: shown, operation: view.operation)
        }
    }

    func freeCardID(on board: Board) -> CardID {
        while true {
            guard let id = CardID(rawValue: surroundings.characters(10)) else { continue }
            if board.cards[id] == nil { return id }
        }
    }
}
