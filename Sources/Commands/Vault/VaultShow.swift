package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir vault show`: the vault at a glance.
package struct VaultShow: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show whether the vault is open, who may open it, and what it holds.",
        discussion: """
            Shows counts, never a name.

            Examples:

              rir vault show
              rir vault --json
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().vault()
        try session.console.result(reply) {
            [VaultText.state(reply)] + Pairs.lines(Self.pairs(reply, session))
        }
        return .done
    }

    private static func pairs(_ reply: VaultReply, _ session: Session) -> [(name: String, value: String)] {
        var pairs = [("Names", VaultText.policy(reply.policy))]
        guard reply.state != .absent else { return pairs }
        pairs.append(
            (
                "Passphrase",
                reply.hasPassphrase ? "yes" : "none: whoever can read the identity file opens the vault"
            ))
        pairs.append(("Identity", VaultText.identity(reply)))
        for (index, member) in reply.members.enumerated() {
            let own = member.isSelf ? " (you)" : ""
            pairs.append(
                (index == 0 ? "Members" : "", "\(member.member.rawValue)\(own)  \(member.recipient)"))
        }
        pairs.append(("Key table", keyTable(reply)))
        pairs.append(
            ("Participants", reply.participants.counted("key of their own", plural: "keys of their own")))
        pairs.append(("Originals", reply.originals.grouped))
        let next = reply.waiting > 0 ? "; 'rir inbox' lists them" : ""
        pairs.append(("Waiting", reply.waiting.counted("source") + " in the inbox" + next))
        return pairs
    }

    private static func keyTable(_ reply: VaultReply) -> String {
        guard let people = reply.people, let places = reply.places, let others = reply.organisations else {
            return "not counted while it is locked"
        }
        return [
            people.counted("person", plural: "people"), places.counted("place"),
            others.counted("organisation"),
        ].joined(separator: ", ")
    }
}
