/// A co-production workshop: who was asked to it, the columns and clusters of its board, and what happened in it
/// (format.md §20).
///
/// The cards and the votes lie beside it; ``Board`` is all of it together.
package struct Workshop: Hashable, Sendable, Codable {
    package let id: WorkshopID
    package var title: String
    package var day: CalendarDay
    /// Participants who were asked to it.
    package var invited: [Handle]
    /// The members at whose clients ballots are handed in.
    package var facilitators: [MemberID]
    /// How many votes a ballot has.
    package var votesEach: Int
    /// How many ballots there are; as many as are invited without it, and any number where nobody is.
    package var voters: Int?
    package var columns: [Part]
    package var clusters: [Part]
    /// What happened, in the order of time.
    package var events: [Event]
    /// As for ``Record/nonce``.
    package var nonce: String

    package init(
        id: WorkshopID, title: String, day: CalendarDay, invited: [Handle] = [],
        facilitators: [MemberID], votesEach: Int = 3, voters: Int? = nil, columns: [Part],
        clusters: [Part] = [], events: [Event], nonce: String
    ) {
        self.id = id
        self.title = title
        self.day = day
        self.invited = invited
        self.facilitators = facilitators
        self.votesEach = votesEach
        self.voters = voters
        self.columns = columns
        self.clusters = clusters
        self.events = events
        self.nonce = nonce
    }

    package var path: String { id.path }

    /// A column or a cluster.
    package struct Part: Hashable, Sendable, Codable {
        package let id: BoardPartID
        package var name: String

        package init(id: BoardPartID, name: String) {
            self.id = id
            self.name = name
        }
    }

    /// How far it is.
    package enum Stage: String, Hashable, Sendable, Codable, CaseIterable {
        /// Made ready: cards can be put on the board, and nobody votes yet.
        case planned
        case open
        /// Over: its board stays as it is.
        case closed
    }

    /// One thing that happened.
    package struct Event: Hashable, Sendable, Codable {
        package enum Act: String, Hashable, Sendable, Codable, CaseIterable {
            case planned, opened, closed, reopened
            /// A board of another program was brought in.
            case imported
        }

        package let id: OperationID
        package var act: Act
        package var by: MemberID
        package var at: Timestamp
        /// Of a reopening: why.
        package var reason: String?
        /// Of an import: which program wrote the file, and how many cards came with it.
        package var source: BoardSource?
        package var cards: Int?

        package init(_ act: Act, id: OperationID, by: MemberID, at: Timestamp) {
            self.id = id
            self.act = act
            self.by = by
            self.at = at
        }
    }

    /// The most columns and clusters together.
    package static let mostParts = 500
}

/// A program that a board came from.
package enum BoardSource: String, Hashable, Sendable, Codable, CaseIterable {
    case miro
    case easyretro
}

extension Workshop {
    package var stage: Stage {
        switch events.last(where: { $0.act != .imported })?.act {
        case .opened, .reopened: .open
        case .closed: .closed
        default: .planned
        }
    }

    /// How many votes there may be; `nil` for any number.
    package var mostVotes: Int? { (voters ?? (invited.isEmpty ? nil : invited.count)).map { $0 * votesEach } }

    package func column(_ id: BoardPartID) -> Part? { columns.first { $0.id == id } }
    package func cluster(_ id: BoardPartID) -> Part? { clusters.first { $0.id == id } }

    /// What can't be in a workshop, as a sentence; `nil` for a possible one.
    package var problem: String? {
        if title.isEmpty || title.unicodeScalars.count > 200 || title.contains(where: \.isNewline) {
            return "A workshop's title is one line of 1 to 200 characters."
        }
        if facilitators.isEmpty { return "A workshop has a facilitator." }
        if columns.isEmpty { return "A board has a column at least." }
        let parts = columns + clusters
        if parts.count > Self.mostParts { return "A board has 500 columns and clusters at most." }
        if Set(parts.map(\.id)).count != parts.count { return "A column's or cluster's id stands twice." }
        if let strange = parts.first(where: { !Self.isName($0.name) }) {
            return "'\(VisibleText.line(strange.name))' is no name: it is one line of 1 to 200 characters."
        }
        if Set(invited).count != invited.count || Set(facilitators).count != facilitators.count {
            return "Somebody stands in it twice."
        }
        if !(0...100).contains(votesEach) || !(0...10_000).contains(voters ?? 0) {
            return "A ballot has 0 to 100 votes, and there are 10,000 ballots at most."
        }
        if events.first?.act != .planned { return "A workshop begins with its planning." }
        if Set(events.map(\.id)).count != events.count { return "An event's id stands twice." }
        return nil
    }

    /// Whether a text can name a column or a cluster.
    package static func isName(_ text: String) -> Bool {
        !text.allSatisfy(\.isWhitespace) && text.unicodeScalars.count <= 200
            && !text.contains(where: \.isNewline)
    }

    /// Puts its words through a function.
    package func rewritten(_ change: (String) -> String) -> Workshop {
        var workshop = self
        workshop.title = change(title)
        for index in columns.indices { workshop.columns[index].name = change(columns[index].name) }
        for index in clusters.indices { workshop.clusters[index].name = change(clusters[index].name) }
        for index in events.indices { workshop.events[index].reason = events[index].reason.map(change) }
        return workshop
    }
}
