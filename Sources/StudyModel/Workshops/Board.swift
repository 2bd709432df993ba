/// A workshop with the cards of its board and the votes for them.
package struct Board: Hashable, Sendable {
    package var workshop: Workshop
    /// The cards that hang.
    package var cards: [CardID: Card]
    /// Those that were removed: kept with who did it and why, so that whatever rested on one can say so.
    package var removed: [CardID: Card]
    /// Which card each vote is for; nothing says whose it is.
    package var votes: [VoteID: CardID]

    /// - Parameter cards: those that were removed among them.
    package init(_ workshop: Workshop, cards: [CardID: Card] = [:], votes: [VoteID: CardID] = [:]) {
        self.workshop = workshop
        self.cards = cards.filter { $0.value.removed == nil }
        removed = cards.filter { $0.value.removed != nil }
        self.votes = votes
    }

    /// Every card there is a line of in its files.
    package var written: [CardID: Card] { cards.merging(removed) { hanging, _ in hanging } }

    /// One card: what somebody wrote, and where it hangs.
    package struct Card: Hashable, Sendable, Codable {
        package let id: CardID
        package var text: String
        package var column: BoardPartID
        /// In the order of their ids.
        package var clusters: [BoardPartID]
        /// Who wrote it; `nil` for nobody in particular.
        package var who: Handle?
        /// Its place among the cards of the board; two that were added beside each other may share one.
        package var place: Int
        /// Votes that it had in the program it came from.
        package var imported: Int
        package var source: BoardSource?
        /// Who put it on the board, and when.
        package var added: Provenance
        /// Who wrote other words on it last; `nil` where they are the first ones.
        package var corrected: Change?
        /// Who took it off the board; `nil` for one that hangs.
        package var removed: Change?

        package init(
            id: CardID, text: String, column: BoardPartID, clusters: [BoardPartID] = [], who: Handle? = nil,
            place: Int, imported: Int = 0, source: BoardSource? = nil, added: Provenance
        ) {
            self.id = id
            self.text = text
            self.column = column
            self.clusters = clusters
            self.who = who
            self.place = place
            self.imported = imported
            self.source = source
            self.added = added
        }
    }

    /// What somebody did with a card after it was written.
    package struct Change: Hashable, Sendable, Codable {
        package var by: MemberID
        package var at: Timestamp
        /// Why; a removal always says it.
        package var reason: String?

        package init(by: MemberID, at: Timestamp, reason: String? = nil) {
            self.by = by
            self.at = at
            self.reason = reason
        }
    }

    /// The most cards a board has, and the longest text of one in Unicode scalars.
    package static let mostCards = 20_000
    package static let longestText = 10_000
    package static let mostVotes = 100_000
}

extension Board.Card {
    /// What can't be on a card, as a sentence; `nil` for a possible one.
    package var problem: String? {
        if text.allSatisfy(\.isWhitespace) { return "A card has words on it." }
        if text.unicodeScalars.count > Board.longestText { return "A card has 10,000 characters at most." }
        if place < 1 || imported < 0 || imported > Board.mostVotes { return "A card's number is none." }
        if clusters != Set(clusters).sorted() { return "A card's clusters are in order, each once." }
        if let removed, removed.reason == nil { return "A card is removed for a reason." }
        let reasons = [corrected?.reason, removed?.reason].compactMap(\.self)
        if reasons.contains(where: \.isNoReason) { return "A reason has 1 to 10,000 characters." }
        return nil
    }

    /// Puts its words through a function, and those that were written about it.
    package func rewritten(_ change: (String) -> String) -> Board.Card {
        var card = self
        card.text = change(text)
        card.corrected?.reason = corrected?.reason.map(change)
        card.removed?.reason = removed?.reason.map(change)
        return card
    }
}

extension Board.Card {
    fileprivate var hanging: Board.Card {
        var card = self
        card.removed = nil
        return card
    }
}

extension String {
    fileprivate var isNoReason: Bool {
        allSatisfy(\.isWhitespace) || unicodeScalars.count > Board.longestText
    }
}

// MARK: - Worked out

extension Board {
    /// The cards as they hang: by column, then by place.
    package var inOrder: [Card] {
        let columns = Dictionary(
            workshop.columns.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        return cards.values.sorted { one, other in
            (columns[one.column] ?? .max, one.place, one.id)
                < (columns[other.column] ?? .max, other.place, other.id)
        }
    }

    /// The place of a card that is hung behind all others.
    package var nextPlace: Int { (written.values.map(\.place).max() ?? 0) + 1 }

    /// The votes of each card that hangs and has any: those it came with and those handed in here.
    package var tally: [CardID: Int] {
        var tally: [CardID: Int] = [:]
        for card in cards.values where card.imported > 0 { tally[card.id] = card.imported }
        for card in votes.values where cards[card] != nil { tally[card, default: 0] += 1 }
        return tally
    }

    /// The votes of each card that was removed and had any, which count for nothing.
    package var lostTally: [CardID: Int] {
        Board(workshop, cards: removed.mapValues(\.hanging), votes: votes).tally
    }

    /// Ranks by votes, the most first, as `1, 2, 2, 4`.
    ///
    /// What has as many votes has the same rank, and says so.
    ///
    /// - Parameter counts: in any order.
    /// - Returns: the rank of each, in the same order.
    package static func ranks(of counts: [Int]) -> [Rank] {
        let sorted = counts.sorted(by: >)
        var first: [Int: Int] = [:]
        var many: [Int: Int] = [:]
        for (index, count) in sorted.enumerated() {
            first[count] = first[count] ?? index + 1
            many[count, default: 0] += 1
        }
        return counts.map { Rank(number: first[$0] ?? 1, isShared: many[$0] ?? 0 > 1) }
    }

    /// A place in an order of priority.
    package struct Rank: Hashable, Sendable, Codable {
        package var number: Int
        /// Whether others have it too.
        package var isShared: Bool

        package init(number: Int, isShared: Bool) {
            self.number = number
            self.isShared = isShared
        }

        /// `2`, or `2=` where it is shared.
        package var text: String { "\(number)\(isShared ? "=" : "")" }
    }

    /// Who took part as far as the board says: those invited, and those who wrote a card, also one that was removed.
    package var people: [Handle] {
        workshop.invited + Set(written.values.compactMap(\.who)).subtracting(workshop.invited).sorted()
    }

    /// What can't be on a board, as a sentence; `nil` for a possible one.
    package var problem: String? {
        if let problem = workshop.problem { return problem }
        if cards.values.contains(where: { $0.removed != nil })
            || removed.values.contains(where: { $0.removed == nil })
        {
            return "A card hangs and is removed."
        }
        for card in written.values {
            if let problem = card.problem { return problem }
            if workshop.column(card.column) == nil { return "A card hangs in no column." }
            if card.clusters.contains(where: { workshop.cluster($0) == nil }) {
                return "A card is in a cluster that is not there."
            }
        }
        if votes.values.contains(where: { cards[$0] == nil && removed[$0] == nil }) {
            return "A vote is for no card."
        }
        return nil
    }
}
