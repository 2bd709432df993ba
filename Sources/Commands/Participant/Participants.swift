package import ArgumentParser

/// `rir participant`: the people who gave data.
package struct Participants: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "participant",
        abstract: "Enter participants, show what is held about them, let them review it or withdraw.",
        discussion: """
            A participant is known by a handle such as SP66. Their real name is in the vault only.

            Examples:

              rir participant list
              rir participant import people.csv --prefix SP
              rir participant show SP66 --everything
            """,
        subcommands: [
            ParticipantList.self, ParticipantShow.self, ParticipantImport.self, ParticipantPack.self,
            ParticipantReview.self, ParticipantWithdraw.self,
        ]
    )

    package init() {}
}
