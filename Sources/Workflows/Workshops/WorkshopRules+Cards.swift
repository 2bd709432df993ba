internal import StudyModel

/// Cards of a board: written, brought in, moved, corrected and removed.
extension WorkshopRules {
    static func brought(_ cards: [Board.Card], to board: Board) -> Result<Board, StudyError> {
        var next = board
        for card in cards {
            if next.removed[card.id] != nil || next.cards.updateValue(card, forKey: card.id) != nil {
                return .failure(invalid("A card's id stands on the board already.", "Repeat the command."))
            }
            if let problem = card.problem { return .failure(invalid(problem, "Write less on it, or more.")) }
            if next.workshop.column(card.column) == nil
                || card.clusters.contains(where: { next.workshop.cluster($0) == nil })
            {
                return .failure(invalid("The board has no such column or cluster.", listing(board.workshop)))
            }
        }
        if next.cards.count + next.removed.count > Board.mostCards {
            return .failure(
                invalid(
                    "A board has \(Board.mostCards) cards at most, those that were removed among them.",
                    "Plan another workshop for the rest."))
        }
        if let problem = next.workshop.problem {
            return .failure(invalid(problem, "Give the columns in the file other names."))
        }
        return .success(next)
    }

    static func moved(
        _ id: CardID, to column: BoardPartID, _ board: Board
    ) -> Result<Board, StudyError> {
        guard var card = board.cards[id] else { return .failure(missing(id, board)) }
        guard board.workshop.column(column) != nil else {
            return .failure(invalid("The board has no such column.", listing(board.workshop)))
        }
        if card.column == column { return .success(board) }
        var next = board
        card.column = column
        card.place = board.nextPlace
        next.cards[id] = card
        return .success(next)
    }

    /// A card with other words on it, by who put it there or who facilitates.
    static func corrected(
        _ id: CardID, _ text: String, to column: BoardPartID?, _ board: Board, _ change: Board.Change
    ) -> Result<Board, StudyError> {
        guard let before = board.cards[id] else { return .failure(missing(id, board)) }
        var next = board
        if text != before.text {
            if let problem = foreign(before, board, change.by) { return .failure(problem) }
            if change.reason == nil, board.tally[id] ?? 0 > 0 {
                return .failure(
                    invalid(
                        "Votes were given for the words on this card: they change for a reason.",
                        "Give it with --reason; or leave the card, and write another one."))
            }
            var card = before
            (card.text, card.corrected) = (text, change)
            if let problem = card.problem { return .failure(invalid(problem, "Write less on it, or more.")) }
            next.cards[id] = card
        }
        return column.map { moved(id, to: $0, next) } ?? .success(next)
    }

    /// A board without a card: it stays in the file with who removed it and why, and its votes count for nothing.
    static func removed(
        _ id: CardID, _ board: Board, _ change: Board.Change
    ) -> Result<Board, StudyError> {
        guard var card = board.cards[id] else { return .failure(missing(id, board)) }
        if let problem = foreign(card, board, change.by) { return .failure(problem) }
        card.removed = change
        if let problem = card.problem {
            return .failure(invalid(problem, "Say with --reason why the card goes."))
        }
        var next = board
        next.cards[id] = nil
        next.removed[id] = card
        return .success(next)
    }

    /// Why somebody must not change the words of a card or take it away; `nil` where they may.
    private static func foreign(
        _ card: Board.Card, _ board: Board, _ member: MemberID
    ) -> StudyError? {
        let facilitators = board.workshop.facilitators
        if card.added.by == member || facilitators.contains(member) { return nil }
        return StudyError(
            .cardForeign, "The card '\(card.id.suffix)' was put on the board by \(card.added.by.rawValue).",
            hint:
                "Ask \(card.added.by.rawValue), or who facilitates: \(facilitators.map(\.rawValue).joined(separator: ", ")). Anybody may move and group it."
        )
    }
}
