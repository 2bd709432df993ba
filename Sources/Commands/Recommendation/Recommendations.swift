package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir recommendation`: what workshops lead to.
package struct Recommendations: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "recommendation",
        abstract: "Recommendations and implications, traced to cards, findings and quotes.",
        discussion: """
            A recommendation is linked to what it rests on: cards and clusters of a workshop, findings, records and \
            codings, and implications, which say what follows before it is said what ought to be done. It says who \
            shaped it. Every change makes a version, and every version stays. A recommendation is named by any part \
            of its name that no other has.

            Examples:

              rir recommendation new "Keep one list of what there is." --name one-list --cluster "Knowing what there is"
              rir recommendation link one-list --finding open-door --shaped-by SP66
              rir recommendation trace one-list
            """,
        subcommands: [
            RecommendationNew.self, RecommendationEdit.self, RecommendationLinking.self,
            RecommendationTrace.self, RecommendationList.self, RecommendationShow.self,
        ]
    )

    package init() {}
}

/// The recommendation a command is about.
package struct RecommendationArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The recommendation: any part of its name that no other has.", valueName: "recommendation"))
    package var recommendation: String

    package init() {}
}

/// The options that say what a recommendation rests on, and who shaped it.
package struct GroundOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A card, by the end of its id; may be repeated.", valueName: "card"))
    package var card: [String] = []

    @Option(help: ArgumentHelp("A cluster, by its name; may be repeated.", valueName: "name"))
    package var cluster: [String] = []

    @Option(
        help: ArgumentHelp(
            "The workshop whose cards and clusters are meant; the only one without it.", valueName: "workshop"
        ))
    package var workshop: String?

    @Option(help: ArgumentHelp("A finding, in its newest version; may be repeated.", valueName: "finding"))
    package var finding: [String] = []

    @Option(
        help: ArgumentHelp(
            "A record, or a coding of one; may be repeated.", valueName: "record[/coding]"))
    package var record: [String] = []

    @Option(
        help: ArgumentHelp(
            "An implication, or another recommendation; may be repeated.", valueName: "name"))
    package var rests: [String] = []

    @Option(
        name: .customLong("shaped-by"),
        help: ArgumentHelp("Who helped to shape it, by handle; may be repeated.", valueName: "handle"))
    package var shapedBy: [String] = []

    package init() {}

    package func validate() throws {
        for handle in shapedBy where Handle(rawValue: handle.uppercased()) == nil {
            throw ValidationError("'\(handle)' is no handle, such as SP66.")
        }
    }

    /// What is named, or `nil` where nothing is.
    var links: RecommendationLinks? {
        var links = RecommendationLinks()
        links.workshop = workshop
        (links.cards, links.clusters) = (card, cluster)
        (links.findings, links.records, links.recommendations) = (finding, record, rests)
        return links.isEmpty ? nil : links
    }

    var shapers: [Handle]? {
        shapedBy.isEmpty ? nil : shapedBy.compactMap { Handle(rawValue: $0.uppercased()) }
    }
}

/// `rir recommendation new`: writes one.
package struct RecommendationNew: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Write a recommendation, or an implication, with what it rests on.",
        discussion: """
            Examples:

              rir recommendation new "People need one place to look." --implication --cluster "Knowing what there is"
              rir recommendation new "Keep one list of what there is." --name one-list --rests r-7f3k9 --shaped-by SP66
            """
    )

    @Argument(help: ArgumentHelp("What it says, in a sentence or two.", valueName: "statement"))
    package var statement: [String]

    @Option(
        help: ArgumentHelp(
            "Its name: small letters, digits and dashes; 'rir' makes one without it.", valueName: "name"))
    package var name: String?

    @Flag(help: "It is an implication: what follows, and not yet what ought to be done.")
    package var implication = false

    @OptionGroup package var ground: GroundOptions

    @Flag(help: "You have looked: what may look like a name in it is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        var draft = RecommendationDraft(statement: statement.joined(separator: " "), name: name)
        draft.kind = implication ? .implication : nil
        (draft.links, draft.shapers) = (ground.links, ground.shapers)
        draft.cleared = cleared ? true : nil
        let view = try session.studyClient().writeRecommendation(draft)
        try session.console.result(view) { ["Saved \(view.id)."] }
        RecommendationLines.saved(view, session.console)
        return .done
    }
}

/// `rir recommendation edit`: another statement.
package struct RecommendationEdit: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change what a recommendation says; earlier versions stay.",
        discussion: """
            Examples:

              rir recommendation edit one-list "Keep one list, and name who keeps it." --reason "SP66 asked who would"
            """
    )

    @OptionGroup package var name: RecommendationArgument

    @Argument(help: ArgumentHelp("What it says from now on.", valueName: "statement"))
    package var statement: [String]

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    package var reason: String?

    @Flag(help: "You have looked: what may look like a name in it is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        var changes = RecommendationChanges()
        changes.statement = statement.joined(separator: " ")
        (changes.reason, changes.cleared) = (reason, cleared ? true : nil)
        return try RecommendationLines.save(changes, of: name.recommendation, session)
    }
}

/// `rir recommendation link`: what it rests on.
package struct RecommendationLinking: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Link what a recommendation rests on, and say who shaped it.",
        discussion: """
            What it rests on is taken away by the number that 'rir recommendation show' gives it.

            Examples:

              rir recommendation link one-list --finding open-door --record 7f3k/4q2m9k
              rir recommendation link one-list --shaped-by SP66 --unlink 2
            """
    )

    @OptionGroup package var name: RecommendationArgument
    @OptionGroup package var ground: GroundOptions

    @Option(help: ArgumentHelp("Take the link with this number away; may be repeated.", valueName: "number"))
    package var unlink: [Int] = []

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    package var reason: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if ground.links == nil, ground.shapers == nil, unlink.isEmpty {
            throw ValidationError(
                "Give --card, --cluster, --finding, --record, --rests, --shaped-by or --unlink.")
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        var changes = RecommendationChanges()
        (changes.links, changes.shapers, changes.reason) = (ground.links, ground.shapers, reason)
        changes.unlink = unlink.isEmpty ? nil : unlink
        return try RecommendationLines.save(changes, of: name.recommendation, session)
    }
}
