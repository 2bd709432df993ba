package import ArgumentParser
import StudyClient
package import StudyModel

/// `rir card edit`: writes other words on a card.
package struct CardEditing: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Correct what stands on a card, or hang it into another column.",
        discussion: """
            The words of a card are corrected by who put it on the board, and by who facilitates. Its votes stay: \
            nobody knows whose they are, so nobody can be asked again. Where there are any, the words change for \
            a reason. The words before stay in the history. The board of a closed workshop stays as it is.

            Examples:

              rir card edit 4q2m9k "Nobody knows where to send people this week."
              rir card edit 4q2m9k "A list of groups" --column Ideas --reason "it said two things"
            """
    )

    @Argument(help: ArgumentHelp("The card: the end of its id.", valueName: "card"))
    package var card: String

    @Argument(help: ArgumentHelp("What stands on it from now on.", valueName: "text"))
    package var text: [String] = []

    @Option(help: ArgumentHelp("The column it hangs in from now on, by name or number.", valueName: "column"))
    package var column: String?

    @Option(
        help: ArgumentHelp(
            "Why its words change; needed where votes were given for them.", valueName: "text"))
    package var reason: String?

    @OptionGroup package var meant: WorkshopOption

    @Flag(help: "You have looked: what may look like a name in it is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if text.isEmpty, column == nil {
            throw ValidationError("Give what stands on it from now on, or --column.")
        }
        if text.isEmpty, reason != nil { throw ValidationError("Give --reason with other words.") }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let changes = CardChanges(
            text: text.isEmpty ? nil : text.joined(separator: " "), column: column, reason: reason,
            cleared: cleared ? true : nil)
        let reply = try client.changeCard(card, changes, in: try meant.name(client))
        try session.console.result(reply) { reply.cards.map { sentence($0, reply.operation != nil) } }
        return .done
    }

    private func sentence(_ card: CardView, _ isChanged: Bool) -> String {
        if !isChanged { return "Nothing changed on card \(card.id.suffix)." }
        let place = column == nil ? "" : " and hangs in '\(VisibleText.line(card.column))'"
        if text.isEmpty { return "Card \(card.id.suffix) hangs now in '\(VisibleText.line(card.column))'." }
        let votes = card.votes == 0 ? "" : "; it keeps \(card.votes.counted("vote"))"
        return "Card \(card.id.suffix) is corrected\(place)\(votes)."
    }
}

/// `rir card remove`: takes a card off the board.
package struct CardRemoving: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take a card off the board, for a reason; 'rir undo' brings it back.",
        discussion: """
            A card is removed by who put it on the board, and by who facilitates. It stays in the study with who \
            removed it and why, as 'rir card list --removed' shows it. Its votes count for nothing from then on, \
            and are not handed in again: nobody knows whose they are. A card that a recommendation rests on is \
            not removed before the link is taken away; of a cluster it simply is no part any more. The board \
            of a closed workshop stays as it is. Words that should never have been written down are taken out \
            of the history too by 'rir erasure redact'.

            Examples:

              rir card remove 4q2m9k --reason "the same as 9x2d7f"
            """
    )

    @Argument(help: ArgumentHelp("The card: the end of its id.", valueName: "card"))
    package var card: String

    @Option(help: ArgumentHelp("Why; kept with the card and in the audit log.", valueName: "text"))
    package var reason: String

    @OptionGroup package var meant: WorkshopOption
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let reply = try client.removeCard(card, reason: reason, in: try meant.name(client))
        try session.console.result(reply) {
            reply.cards.map { card in
                let votes = card.votes == 0 ? "" : " Votes that count no more: \(card.votes.grouped)."
                return "Card \(card.id.suffix) is removed.\(votes)"
            }
        }
        return .done
    }
}
