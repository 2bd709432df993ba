package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir card`: the cards of a board.
package struct Cards: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "card",
        abstract: "Cards of a workshop's board: write, correct, move, vote, group, remove.",
        discussion: """
            A card is named by the end of its id, as 'rir board show' and 'rir card list' show it. Without \
            --workshop the one that is open is meant.

            Examples:

              rir card add "Nobody knows where to send people." --column "What does not" --by SP66
              rir card vote 4q2m9k 4q2m9k 9x2d7f
              rir card cluster "Knowing what there is" 4q2m9k 9x2d7f
            """,
        subcommands: [
            CardAdd.self, CardEditing.self, CardMoving.self, CardVote.self, CardCluster.self,
            CardRemoving.self, CardList.self,
        ]
    )

    package init() {}
}

/// `rir card add`: writes a card.
package struct CardAdd: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Write a card.",
        discussion: """
            Examples:

              rir card add "Nobody knows where to send people." --column "What does not"
              rir card add "A list of what there is" --column 3 --by SP66
            """
    )

    @Argument(help: ArgumentHelp("What stands on it.", valueName: "text"))
    package var text: [String]

    @Option(
        help: ArgumentHelp(
            "Its column, by name or number; needed where there are several.", valueName: "column"))
    package var column: String?

    @Option(
        help: ArgumentHelp("Who wrote it, by handle; nobody in particular without it.", valueName: "handle"))
    package var by: String?

    @OptionGroup package var meant: WorkshopOption

    @Flag(help: "You have looked: what may look like a name in it is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if let by, Handle(rawValue: by.uppercased()) == nil {
            throw ValidationError("'\(by)' is no handle, such as SP66.")
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let reply = try client.addCard(
            CardDraft(
                text: text.joined(separator: " "), column: column,
                who: by.flatMap { Handle(rawValue: $0.uppercased()) }, cleared: cleared ? true : nil),
            to: try meant.name(client))
        try session.console.result(reply) {
            reply.cards.map { "Card \($0.id.suffix) hangs in '\(VisibleText.line($0.column))'." }
        }
        return .done
    }
}

/// `rir card move`: hangs a card elsewhere.
package struct CardMoving: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "move",
        abstract: "Hang a card into another column.",
        discussion: """
            Examples:

              rir card move 4q2m9k --to Actions
            """
    )

    @Argument(help: ArgumentHelp("The card: the end of its id.", valueName: "card"))
    package var card: String

    @Option(help: ArgumentHelp("The column, by name or number.", valueName: "column"))
    package var to: String

    @OptionGroup package var meant: WorkshopOption
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let reply = try client.changeCard(card, CardChanges(column: to), in: try meant.name(client))
        try session.console.result(reply) {
            reply.cards.map { card in
                let verb = reply.operation == nil ? "hangs already" : "hangs now"
                return "Card \(card.id.suffix) \(verb) in '\(VisibleText.line(card.column))'."
            }
        }
        return .done
    }
}

/// `rir card vote`: hands in a ballot.
package struct CardVote: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "vote",
        abstract: "Hand in a ballot: the cards somebody votes for, in one go.",
        discussion: """
            Nothing that is stored says whose a vote is: it has a random id and a card. But each step is signed by \
            the member whose terminal it was typed at, and has a time. So ballots are taken by those who facilitate, \
            for everybody, at their terminal; everybody else is refused, because their vote would carry their name.

            A ballot has as many votes as the workshop gives each, and a card may have several of them. There are \
            never more votes than people. Nobody checks who hands a ballot in: that one person hands in two while \
            another hands in none is for you to see, as at any ballot box.

            Examples:

              rir card vote 4q2m9k 9x2d7f
              rir card vote 4q2m9k --count 7
            """
    )

    @Argument(
        help: ArgumentHelp("The cards, by the ends of their ids; a card may be repeated.", valueName: "card"))
    package var cards: [String]

    @Option(
        help: ArgumentHelp(
            "Enter so many votes for one card that were counted by hand; it is no ballot.",
            valueName: "number"))
    package var count: Int?

    @OptionGroup package var meant: WorkshopOption
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let reply = try client.vote(BallotDraft(cards: cards, count: count), in: try meant.name(client))
        try session.console.result(reply) {
            ["Counted \((count ?? cards.count).counted("vote"))."]
        }
        return .done
    }
}

/// `rir card cluster`: groups cards.
package struct CardCluster: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "cluster",
        abstract: "Group cards under a name, take cards out, or give the cluster another name.",
        discussion: """
            A card may be in several clusters. The votes of a cluster are those of its cards.

            Examples:

              rir card cluster "Knowing what there is" 4q2m9k 9x2d7f
              rir card cluster "Knowing what there is" 9x2d7f --out
              rir card cluster "Knowing what there is" --rename "A directory"
            """
    )

    @Argument(help: ArgumentHelp("The cluster's name; a new one is made.", valueName: "name"))
    package var name: String

    @Argument(help: ArgumentHelp("The cards, by the ends of their ids.", valueName: "card"))
    package var cards: [String] = []

    @Flag(help: "Take the cards out of the cluster.")
    package var out = false

    @Option(help: ArgumentHelp("What the cluster is called from now on.", valueName: "name"))
    package var rename: String?

    @OptionGroup package var meant: WorkshopOption

    @Flag(help: "You have looked: what may look like a name in it is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if cards.isEmpty == (rename == nil) { throw ValidationError("Give cards, or --rename.") }
        if out, rename != nil { throw ValidationError("Give --out with cards.") }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        var draft = ClusterDraft(name: name)
        if out { draft.out = cards } else { draft.cards = cards }
        (draft.rename, draft.cleared) = (rename, cleared ? true : nil)
        let reply = try client.cluster(draft, in: try meant.name(client))
        try session.console.result(reply) { [sentence(reply)] }
        return .done
    }

    private func sentence(_ reply: CardReply) -> String {
        if let rename { return "The cluster is called '\(VisibleText.line(rename))' now." }
        if reply.operation == nil { return "Nothing changed in '\(VisibleText.line(name))'." }
        let count = reply.cards.count.counted("card")
        return out
            ? "Took \(count) out of '\(VisibleText.line(name))'."
            : "Put \(count) into '\(VisibleText.line(name))'."
    }
}

/// `rir card list`: the cards of a board.
package struct CardList: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the cards of a board, as they hang or by their votes.",
        discussion: """
            Examples:

              rir card list
              rir card list --column Ideas --by-votes
              rir card list --removed
            """
    )

    @OptionGroup package var meant: WorkshopOption

    @Option(help: ArgumentHelp("Only those in this column.", valueName: "name"))
    package var column: String?

    @Option(help: ArgumentHelp("Only those in this cluster.", valueName: "name"))
    package var cluster: String?

    @Flag(help: "The card with the most votes first; equal numbers share a rank, marked with =.")
    package var byVotes = false

    @Flag(help: "Those that were removed, with who did it and why; their votes count for nothing.")
    package var removed = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        var reply = try client.cards(of: try meant.name(client))
        if removed { reply = CardReply(cards: reply.removed ?? []) }
        reply.cards = reply.cards.filter { card in
            (column.map { card.column.lowercased().contains($0.lowercased()) } ?? true)
                && (cluster.map { name in
                    card.clusters.contains { $0.lowercased().contains(name.lowercased()) }
                } ?? true)
        }
        if byVotes {
            reply.cards = reply.cards.enumerated()
                .sorted { ($1.element.votes, $0.offset) < ($0.element.votes, $1.offset) }.map(\.element)
        }
        let console = session.console
        if console.json {
            try console.result(json: reply)
            return .done
        }
        console.result(removed ? WorkshopLines.removed(reply.cards) : WorkshopLines.table(reply.cards))
        if reply.cards.isEmpty {
            console.note(removed ? "No such card was removed." : "No such card: 'rir card add' writes one.")
        }
        return .done
    }
}
