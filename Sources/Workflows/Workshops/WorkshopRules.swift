package import StudyModel

/// What is done with a workshop and its board.
package enum WorkshopStep: Hashable, Sendable {
    /// - Parameter reason: of opening one again that was closed.
    case open(reason: String?)
    case close
    case add(Board.Card)
    /// A board of another program: new columns, new cards, and cards that are there with other votes.
    case bring(
        BoardSource, columns: [Workshop.Part], clusters: [Workshop.Part], cards: [Board.Card],
        updated: [Board.Card])
    case move(CardID, to: BoardPartID)
    /// Other words on a card, and where it hangs from now on.
    ///
    /// - Parameter reason: needed where votes were given for the words before.
    case correct(CardID, text: String, to: BoardPartID?, reason: String?)
    case remove(CardID, reason: String)
    /// One ballot, or votes that were counted by hand.
    case vote([VoteID: CardID], isTally: Bool)
    /// Cards join a cluster, which is new or there already.
    case cluster(Workshop.Part, [CardID])
    case uncluster(BoardPartID, [CardID])
    case rename(BoardPartID, String)
}

/// What may be done with a workshop in which state; every step in every state has one answer.
///
/// ```
///            open              close
///   planned ------> open ---------------> closed
///    cards,          cards, clusters,       |
///    clusters        votes                  |
///                    ^                      |
///                    +----------------------+
///                      open, for a reason
/// ```
package enum WorkshopRules {
    /// The board after a step.
    ///
    /// Opening what is open and closing what is closed change nothing.
    ///
    /// - Returns: why not, where its state does not allow the step: `workshop.state`, `workshop.invalid`, `workshop.ballot`,
    ///   `card.not_found`.
    package static func applied(
        _ step: WorkshopStep, to board: Board, _ stamp: CycleStamp
    ) -> Result<Board, StudyError> {
        switch step {
        case .open(let reason): return opened(board, reason, stamp)
        case .close: return closed(board, stamp)
        default: break
        }
        let workshop = board.workshop
        guard workshop.stage != .closed else { return .failure(over(workshop)) }
        switch step {
        case .open, .close: return .success(board)
        case .add(let card): return brought([card], to: board)
        case .bring(let source, let columns, let clusters, let cards, let updated):
            var next = board
            next.workshop.columns += columns
            next.workshop.clusters += clusters
            for card in updated where next.cards[card.id] != nil { next.cards[card.id] = card }
            var event = Workshop.Event(.imported, id: stamp.id, by: stamp.by, at: stamp.at)
            (event.source, event.cards) = (source, cards.count)
            next.workshop.events.append(event)
            return brought(cards, to: next)
        case .move(let card, let column): return moved(card, to: column, board)
        case .correct(let card, let text, let column, let reason):
            let change = Board.Change(by: stamp.by, at: stamp.at, reason: reason)
            return corrected(card, text, to: column, board, change)
        case .remove(let card, let reason):
            return removed(card, board, Board.Change(by: stamp.by, at: stamp.at, reason: reason))
        case .vote(let votes, let isTally): return voted(votes, isTally, board, by: stamp.by)
        case .cluster(let cluster, let cards): return clustered(cards, cluster, board)
        case .uncluster(let cluster, let cards): return unclustered(cards, cluster, board)
        case .rename(let cluster, let name): return renamed(cluster, name, board)
        }
    }

    // MARK: States

    private static func opened(
        _ board: Board, _ reason: String?, _ stamp: CycleStamp
    ) -> Result<Board, StudyError> {
        switch board.workshop.stage {
        case .open: return .success(board)
        case .planned: return .success(board.adding(.opened, stamp))
        case .closed:
            guard let reason, !reason.allSatisfy(\.isWhitespace) else {
                return .failure(
                    StudyError(
                        .workshopState, "The workshop \(board.workshop.id) is closed.",
                        hint:
                            "To open it again, say why: 'rir workshop open \(board.workshop.id) --reason TEXT'."
                    ))
            }
            return .success(board.adding(.reopened, stamp, reason: reason))
        }
    }

    private static func closed(_ board: Board, _ stamp: CycleStamp) -> Result<Board, StudyError> {
        switch board.workshop.stage {
        case .closed: .success(board)
        case .open: .success(board.adding(.closed, stamp))
        case .planned:
            .failure(
                StudyError(
                    .workshopState, "The workshop \(board.workshop.id) has not been opened yet.",
                    hint: "Open it with 'rir workshop open \(board.workshop.id)'."))
        }
    }

    // MARK: Votes

    private static func voted(
        _ votes: [VoteID: CardID], _ isTally: Bool, _ board: Board, by member: MemberID
    ) -> Result<Board, StudyError> {
        let workshop = board.workshop
        guard workshop.stage == .open else {
            return .failure(
                StudyError(
                    .workshopState, "Nobody votes before the workshop \(workshop.id) is open.",
                    hint: "Open it with 'rir workshop open \(workshop.id)'."))
        }
        if let strange = votes.values.first(where: { board.cards[$0] == nil }) {
            return .failure(missing(strange, board))
        }
        if let problem = ballotProblem(votes.count, isTally, board, member) { return .failure(problem) }
        var next = board
        for (vote, card) in votes where next.votes.updateValue(card, forKey: vote) != nil {
            return .failure(invalid("A vote's id stands on the board already.", "Repeat the command."))
        }
        return .success(next)
    }

    private static func ballotProblem(
        _ count: Int, _ isTally: Bool, _ board: Board, _ member: MemberID
    ) -> StudyError? {
        let workshop = board.workshop
        guard workshop.facilitators.contains(member) else {
            return StudyError(
                .workshopBallot, "You don't facilitate the workshop, so your vote would carry your name.",
                hint:
                    "What is written here is signed by you. Hand in your ballot where \(workshop.facilitators.map(\.rawValue).joined(separator: " or ")) takes them."
            )
        }
        if count == 0 || (!isTally && count > workshop.votesEach) {
            return StudyError(
                .workshopBallot, "A ballot of this workshop has 1 to \(workshop.votesEach) votes.",
                hint: "Votes that were counted by hand are entered with --count, card by card.")
        }
        let most = min(workshop.mostVotes ?? Board.mostVotes, Board.mostVotes)
        guard board.votes.count + count <= most else {
            return StudyError(
                .workshopBallot,
                "There are more votes than people: \(board.votes.count) of \(most) are handed in already.",
                hint: "Look whether a ballot came twice; 'rir undo' takes the last one back.")
        }
        return nil
    }

    // MARK: Clusters

    private static func clustered(
        _ cards: [CardID], _ cluster: Workshop.Part, _ board: Board
    ) -> Result<Board, StudyError> {
        var next = board
        if board.workshop.cluster(cluster.id) == nil {
            if board.workshop.clusters.contains(where: { $0.name.folded == cluster.name.folded }) {
                return .failure(invalid("There is a cluster of that name.", listing(board.workshop)))
            }
            next.workshop.clusters.append(cluster)
        }
        for id in cards {
            guard let card = board.cards[id] else { return .failure(missing(id, board)) }
            next.cards[id]?.clusters = Set(card.clusters + [cluster.id]).sorted()
        }
        if let problem = next.workshop.problem {
            return .failure(invalid(problem, "Give the cluster another name."))
        }
        return .success(next)
    }

    private static func unclustered(
        _ cards: [CardID], _ cluster: BoardPartID, _ board: Board
    ) -> Result<Board, StudyError> {
        guard board.workshop.cluster(cluster) != nil else {
            return .failure(invalid("The board has no such cluster.", listing(board.workshop)))
        }
        var next = board
        for id in cards {
            guard board.cards[id] != nil else { return .failure(missing(id, board)) }
            next.cards[id]?.clusters.removeAll { $0 == cluster }
        }
        return .success(next)
    }

    private static func renamed(
        _ cluster: BoardPartID, _ name: String, _ board: Board
    ) -> Result<Board, StudyError> {
        guard let index = board.workshop.clusters.firstIndex(where: { $0.id == cluster }) else {
            return .failure(invalid("The board has no such cluster.", listing(board.workshop)))
        }
        if board.workshop.clusters.contains(where: { $0.id != cluster && $0.name.folded == name.folded }) {
            return .failure(invalid("There is a cluster of that name.", listing(board.workshop)))
        }
        var next = board
        next.workshop.clusters[index].name = name
        if let problem = next.workshop.problem {
            return .failure(invalid(problem, "Give the cluster another name."))
        }
        return .success(next)
    }

    // MARK: Refusals

    static func over(_ workshop: Workshop) -> StudyError {
        StudyError(
            .workshopState, "The workshop \(workshop.id) is closed: its board stays as it is.",
            hint: "To open it again, say why: 'rir workshop open \(workshop.id) --reason TEXT'.")
    }

    static func missing(_ card: CardID, _ board: Board) -> StudyError {
        if board.removed[card] != nil { return gone(card, board.workshop.id) }
        return StudyError(
            .cardNotFound, "The board of \(board.workshop.id) has no card '\(card.suffix)'.",
            hint: "'rir card list --workshop \(board.workshop.id)' shows the cards.")
    }

    /// Why nothing is done with a card that was removed.
    package static func gone(_ card: CardID, _ workshop: WorkshopID) -> StudyError {
        StudyError(
            .cardNotFound, "The card '\(card.suffix)' was removed from the board of \(workshop).",
            hint:
                "'rir card list --removed --workshop \(workshop)' says why; 'rir card add' writes it anew.")
    }

    static func invalid(_ message: String, _ hint: String) -> StudyError {
        StudyError(.workshopInvalid, message, hint: hint)
    }

    static func listing(_ workshop: Workshop) -> String {
        "'rir workshop show \(workshop.id)' shows the columns and clusters."
    }
}

extension String {
    /// As names are compared: whatever their capitals and blanks.
    fileprivate var folded: String { BoardNames.folded(self) }
}

/// How names of columns and clusters are compared.
package enum BoardNames {
    /// Without regard to capitals and to blanks around and between words.
    package static func folded(_ text: String) -> String {
        text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

extension Board {
    fileprivate func adding(_ act: Workshop.Event.Act, _ stamp: CycleStamp, reason: String? = nil) -> Board {
        var board = self
        var event = Workshop.Event(act, id: stamp.id, by: stamp.by, at: stamp.at)
        event.reason = reason
        board.workshop.events.append(event)
        return board
    }
}
