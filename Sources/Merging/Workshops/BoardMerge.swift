internal import StudyModel

/// Three-way merge of a workshop's files: whatever happened in either happened, every card and every vote of either is there.
enum BoardMerge {
    /// The workshop, with what both changed differently.
    static func merged(
        base: Workshop?, left: Workshop, right: Workshop, prefersLeft: Bool = true
    ) -> (workshop: Workshop, contested: [String]) {
        var sides = ThreeWay(base: base, left: left, right: right, prefersLeft: prefersLeft)
        var workshop = prefersLeft ? left : right
        workshop.title = sides.pick("title", \.title)
        workshop.day = sides.pick("day", \.day)
        workshop.votesEach = sides.pick("votes-each", \.votesEach)
        workshop.voters = sides.pick("voters", \.voters)
        workshop.invited = sides.union(\.invited)
        workshop.facilitators = sides.union(\.facilitators)
        let contested = sides.contested
        let (columns, columnNames) = parts(\.columns, "column", base, left, right, prefersLeft)
        let (clusters, clusterNames) = parts(\.clusters, "cluster", base, left, right, prefersLeft)
        (workshop.columns, workshop.clusters) = (columns, clusters)
        workshop.events = sides.pick(each: { workshop in
            Dictionary(workshop.events.map { ($0.id.rawValue, $0) }) { first, _ in first }
        }).values.sorted(by: isEarlier)
        workshop.nonce = FileMerge.nonce(left.nonce, right.nonce)
        return (workshop, contested + columnNames + clusterNames)
    }

    /// Columns or clusters: all there are on either side, each under the name that stands.
    private static func parts(
        _ list: (Workshop) -> [Workshop.Part], _ what: String, _ base: Workshop?, _ left: Workshop,
        _ right: Workshop, _ prefersLeft: Bool
    ) -> ([Workshop.Part], [String]) {
        var sides = ThreeWay(base: base, left: left, right: right, prefersLeft: prefersLeft)
        let names = sides.pick(each: { workshop in
            Dictionary(list(workshop).map { ($0.id.rawValue, $0.name) }) { first, _ in first }
        })
        let (first, second) = prefersLeft ? (left, right) : (right, left)
        var seen: Set<BoardPartID> = []
        let order = (list(first) + list(second)).map(\.id).filter { seen.insert($0).inserted }
        let parts = order.compactMap { id in
            names[id.rawValue].map { Workshop.Part(id: id, name: $0) }
        }
        return (parts, sides.contested.map { "\(what) \($0)" })
    }

    /// The planning comes first whatever clocks say; of two things at one moment, the one with the lesser id.
    private static func isEarlier(_ one: Workshop.Event, _ other: Workshop.Event) -> Bool {
        func key(_ event: Workshop.Event) -> (Int, Int, String) {
            (event.act == .planned ? 0 : 1, event.at.secondsSinceEpoch, event.id.rawValue)
        }
        return key(one) < key(other)
    }

    /// Cards by their ids; of one that both changed, each value that only one did.
    ///
    /// One that somebody removed and somebody else worked with is asked about: to whoever worked with it, it was there.
    static func merged(
        base: [CardID: Board.Card], left: [CardID: Board.Card], right: [CardID: Board.Card],
        prefersLeft: Bool = true
    ) -> (cards: [CardID: Board.Card], contested: [String]) {
        var (cards, contested): ([CardID: Board.Card], [String]) = ([:], [])
        for id in Set(left.keys).union(right.keys).sorted() {
            let (was, mine, theirs) = (base[id], left[id], right[id])
            if mine == theirs || theirs == was {
                cards[id] = mine
            } else if mine == was {
                cards[id] = theirs
            } else if let mine, let theirs {
                var sides = ThreeWay(base: was, left: mine, right: theirs, prefersLeft: prefersLeft)
                cards[id] = card(&sides)
                contested += sides.contested.filter { !Self.silent.contains($0) }.map { "\($0) \(id)" }
            } else {
                // What one took away and the other worked with stays.
                cards[id] = mine ?? theirs
            }
        }
        return (cards, contested)
    }

    private static func card(_ sides: inout ThreeWay<Board.Card>) -> Board.Card {
        let (mine, theirs) = (sides.left, sides.right)
        var card = mine
        card.text = sides.pick("text", \.text)
        card.column = sides.pick("column", \.column)
        card.clusters = sides.union(\.clusters).sorted()
        card.who = sides.pick("who", \.who)
        card.imported = max(mine.imported, theirs.imported)
        card.place = max(mine.place, theirs.place)
        // Who wrote the words that stand follows from them: nobody is asked about it.
        card.corrected = sides.pick("corrected", \.corrected)
        card.removed = removal(&sides)
        return card
    }

    /// Values that are contested with others and not by themselves.
    private static let silent: Set<String> = ["corrected", "removal"]

    private static func removal(_ sides: inout ThreeWay<Board.Card>) -> Board.Change? {
        let (was, mine, theirs) = (sides.base, sides.left, sides.right)
        if let one = mine.removed, let other = theirs.removed { return earlier(one, other) }
        if let was, was.removed == nil, mine.removed != nil || theirs.removed != nil {
            // Words that were taken out to protect somebody are no work with a card.
            let other = mine.removed == nil ? mine : theirs
            if other.handled == was.handled { return mine.removed ?? theirs.removed }
            sides.contest("removed")
            return sides.prefersLeft ? mine.removed : theirs.removed
        }
        return sides.pick("removal", \.removed)
    }

    private static func earlier(_ one: Board.Change, _ other: Board.Change) -> Board.Change {
        func key(_ change: Board.Change) -> (Int, String, String) {
            (change.at.secondsSinceEpoch, change.by.rawValue, change.reason ?? "")
        }
        return key(one) <= key(other) ? one : other
    }

    /// All votes of both, but for those that one took back.
    static func merged(
        base: [VoteID: CardID], left: [VoteID: CardID], right: [VoteID: CardID]
    ) -> [VoteID: CardID] {
        left.merging(right) { mine, _ in mine }.filter { id, _ in
            base[id] == nil || (left[id] != nil && right[id] != nil)
        }
    }
}

extension Board.Card {
    /// What people do with a card at a board: its words are written, it is hung, grouped, and brought in again.
    fileprivate var handled: Handled {
        Handled(corrected: corrected, column: column, clusters: clusters, imported: imported)
    }

    fileprivate struct Handled: Equatable {
        var corrected: Board.Change?
        var column: BoardPartID
        var clusters: [BoardPartID]
        var imported: Int
    }
}

/// Three-way merge of recommendations.
enum RecommendationMerge {
    /// The recommendation, with the values that both changed; where they did, those of whoever wrote later stand.
    static func merged(
        base: Recommendation?, left: Recommendation, right: Recommendation, prefersLeft: Bool? = nil
    ) -> (recommendation: Recommendation, contested: [String], prefersLeft: Bool) {
        let (recommendation, contested, prefersLeft) = VersionMerge.merged(
            base: base, left: left, right: right, prefersLeft: prefersLeft
        ) { sides, id, number, written in
            Recommendation.Version(
                id: id, number: number, statement: sides.pick("statement", \.statement),
                links: sides.union(\.links), shapers: sides.union(\.shapers), written: written, cause: .join)
        }
        return (recommendation, contested, prefersLeft)
    }
}
