package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir finding new`: writes a finding.
package struct FindingNew: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Write a finding, with what it rests on.",
        discussion: """
            Evidence is a record, or a coding of it by the end of its id as 'rir code list' shows it: 7f3k/4q2m. \
            Before a finding can be shared, it says what speaks against it, or where was looked for that.

            Examples:

              rir finding new "Where the door is open, people come by themselves." --supports 7f3k/4q2m
              rir finding new "Training is short." --name training --searched "In all interviews of 2020."
            """
    )

    @Argument(help: ArgumentHelp("What was found, in a sentence or two.", valueName: "statement"))
    package var statement: [String]

    @Option(
        help: ArgumentHelp(
            "Its name: small letters, digits and dashes; 'rir' makes one without it.", valueName: "name"))
    package var name: String?

    @OptionGroup package var evidence: EvidenceOptions

    @Option(
        help: ArgumentHelp(
            "Where you looked for what speaks against it and found nothing.", valueName: "text"))
    package var searched: String?

    @Flag(help: "You have looked: what may look like a name in it is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let draft = FindingDraft(
            statement: statement.joined(separator: " "), name: name, links: evidence.drafts,
            searched: searched, cleared: cleared ? true : nil)
        let view = try session.studyClient().writeFinding(draft)
        try session.console.result(view) { ["Saved \(view.id)."] }
        FindingLines.saved(view, session.console)
        return .done
    }
}

/// `rir finding edit`: another statement.
package struct FindingEdit: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change what a finding says; earlier versions stay.",
        discussion: """
            Another statement needs a reason, which stays in the finding's history. A finding in a feedback \
            cycle is better revised there, by 'rir cycle decide': then the answers are its reason.

            Examples:

              rir finding edit open-door "Where the door is open, more people come." --reason "too strong"
              rir finding edit open-door --searched "In the minutes of 2020 and all interviews."
            """
    )

    @OptionGroup package var name: FindingArgument

    @Argument(help: ArgumentHelp("What it says from now on.", valueName: "statement"))
    package var statement: [String] = []

    @Option(help: ArgumentHelp("Why the statement changes.", valueName: "text"))
    package var reason: String?

    @Option(
        help: ArgumentHelp(
            "Where you looked for what speaks against it and found nothing; an empty text takes that away.",
            valueName: "text"))
    package var searched: String?

    @Flag(help: "You have looked: what may look like a name in it is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if statement.isEmpty, searched == nil {
            throw ValidationError("Give what it says from now on, or --searched.")
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        var changes = FindingChanges()
        changes.statement = statement.isEmpty ? nil : statement.joined(separator: " ")
        (changes.searched, changes.reason, changes.cleared) = (searched, reason, cleared ? true : nil)
        return try FindingLinking.save(changes, of: name.finding, session)
    }
}

/// `rir finding link`: evidence for a finding and against it.
package struct FindingLinking: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Link what speaks for a finding, and what against.",
        discussion: """
            Evidence is a record, or a coding of it by the end of its id as 'rir code list' shows it: 7f3k/4q2m. \
            It is taken away by the number that 'rir finding show' gives it. What changes sides is linked to the \
            other one.

            Examples:

              rir finding link open-door --supports 7f3k/4q2m --against 9x2d
              rir finding link open-door --unlink 2 --reason "this is about another service"
            """
    )

    @OptionGroup package var name: FindingArgument
    @OptionGroup package var evidence: EvidenceOptions

    @Option(
        help: ArgumentHelp("Take the evidence with this number away; may be repeated.", valueName: "number"))
    package var unlink: [Int] = []

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    package var reason: String?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if evidence.drafts == nil, unlink.isEmpty {
            throw ValidationError("Give --supports, --against or --unlink.")
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        var changes = FindingChanges()
        (changes.links, changes.reason) = (evidence.drafts, reason)
        changes.unlink = unlink.isEmpty ? nil : unlink
        return try Self.save(changes, of: name.finding, session)
    }

    /// Sends a change and says what came of it.
    static func save(
        _ changes: FindingChanges, of finding: String, _ session: Session
    ) throws(StudyError) -> ExitStatus {
        let view = try session.studyClient().changeFinding(finding, changes)
        try session.console.result(view) {
            [
                view.operation == nil
                    ? "Nothing changed in \(view.id)." : "Saved version \(view.version.number) of \(view.id)."
            ]
        }
        FindingLines.saved(view, session.console)
        return .done
    }
}
