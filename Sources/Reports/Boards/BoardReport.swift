package import StudyModel

/// A board as it leaves the study: as a page, a picture, a text, and as other programs read boards.
package struct BoardReport: Sendable {
    package struct Column: Sendable {
        package var name: String
        package var cards: [CardView]
        /// Cards whose words must not go out.
        package var withheld: Int

        package init(name: String, cards: [CardView], withheld: Int) {
            self.name = name
            self.cards = cards
            self.withheld = withheld
        }
    }

    package var study: String
    package var title: String
    package var day: CalendarDay
    package var columns: [Column]
    package var clusters: [BoardPartView]

    package init(
        study: String, title: String, day: CalendarDay, columns: [Column], clusters: [BoardPartView]
    ) {
        self.study = study
        self.title = title
        self.day = day
        self.columns = columns
        self.clusters = clusters
    }

    // MARK: What all forms share

    /// Clusters by votes, the most first.
    var rankedClusters: [BoardPartView] {
        clusters.enumerated().sorted { ($1.element.votes, $0.offset) < ($0.element.votes, $1.offset) }
            .map(\.element)
    }

    /// Cards with votes, the most first; at most so many.
    func rankedCards(_ most: Int) -> [CardView] {
        let voted = columns.flatMap(\.cards).filter { $0.votes > 0 }
        return voted.enumerated().sorted { ($1.element.votes, $0.offset) < ($0.element.votes, $1.offset) }
            .prefix(most).map(\.element)
    }

    /// How many cards are listed by their votes.
    static let listed = 10

    static func votes(_ count: Int) -> String { count == 1 ? "1 vote" : "\(count) votes" }

    static func withheld(_ count: Int) -> String {
        count == 1 ? "1 card may not be quoted." : "\(count) cards may not be quoted."
    }

    /// What stands small below the words of a card: its votes, its rank, its clusters and who wrote it.
    static func notes(on card: CardView) -> String {
        var notes: [String] = []
        if card.votes > 0 {
            notes.append(votes(card.votes) + (card.rank.map { ", rank \($0.text)" } ?? ""))
        }
        notes += card.clusters
        if let who = card.who { notes.append("(\(who.rawValue))") }
        return notes.joined(separator: " \u{00B7} ")
    }

    static let rankNote =
        "Equal numbers of votes share a rank, marked with =. Votes say what many people found important, not why."
}
