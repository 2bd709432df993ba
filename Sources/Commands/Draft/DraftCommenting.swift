package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir draft comments`: what people said of a draft.
package struct DraftComments: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "comments",
        abstract: "List the comments on a draft, or take in those of a Word file.",
        discussion: """
            With a file, its comments are taken in, and its visible changes as suggestions, each with the \
            paragraph it stands in. --from says whose they are; without it each name in the file must be known \
            from the key table. Mails with the round's token file themselves when they are imported.

            Examples:

              rir draft comments interim
              rir draft comments interim ~/Downloads/interim.docx --from commissioners
            """
    )

    @OptionGroup package var name: DraftArgument

    @Argument(
        help: ArgumentHelp("A Word file that came back.", valueName: "file"), completion: .file())
    package var file: String?

    @Option(
        help: ArgumentHelp("Whose comments they are: a stakeholder group, or a handle.", valueName: "who"))
    package var from: String?

    @Flag(help: "Only those that are not settled.")
    package var open = false

    @Flag(help: "You have looked: what may look like a name in them is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if file == nil, from != nil || cleared {
            throw ValidationError("--from and --cleared belong to a file.")
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let console = session.console
        if let file {
            let (bytes, _) = try SourceBytes.read(session.absolute(file))
            let before = try client.draft(name.draft).comments.count
            let view = try client.takeComments(
                CommentFile(base64: WireBytes.text(of: bytes), who: from, cleared: cleared ? true : nil),
                on: name.draft)
            let taken = view.comments.count - before
            try console.result(view) { ["Took \(taken.counted("comment")) in on \(view.id)."] }
            for remark in view.remarks { console.note("note: \(VisibleText.line(remark))") }
            return .done
        }
        var view = try client.draft(name.draft)
        if open { view.comments.removeAll(where: \.isSettled) }
        try console.result(view) { DraftLines.comments(view) }
        if view.comments.isEmpty { console.note("No comments\(open ? " that are not settled" : " yet").") }
        return .done
    }
}

/// `rir draft comment`: takes a comment down.
package struct DraftCommentTaking: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "comment",
        abstract: "Take down what somebody said of a shared draft.",
        discussion: """
            Examples:

              rir draft comment interim "This holds for one practice only." --from SP66 --paragraph 7
              rir draft comment interim "Too long." --from commissioners
            """
    )

    @OptionGroup package var name: DraftArgument

    @Argument(help: ArgumentHelp("What was said.", valueName: "text"))
    package var text: [String]

    @Option(help: ArgumentHelp("Who said it: a stakeholder group, or a handle.", valueName: "who"))
    package var from: String

    @Option(help: ArgumentHelp("The number of the paragraph it is about.", valueName: "number"))
    package var paragraph: Int?

    @Option(help: ArgumentHelp("The last of several paragraphs.", valueName: "number"))
    package var to: Int?

    @Option(help: ArgumentHelp("The words it is about.", valueName: "text"))
    package var on: String?

    @Flag(help: "You have looked: what may look like a name in it is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if to != nil, paragraph == nil { throw ValidationError("--to needs --paragraph.") }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let view = try session.studyClient().comment(
            CommentDraft(
                who: from, text: text.joined(separator: " "), from: paragraph, to: to, quote: on,
                cleared: cleared ? true : nil), on: name.draft)
        try session.console.result(view) { ["Comment \(view.comments.count) on \(view.id)."] }
        return .done
    }
}

/// `rir draft answer`: what becomes of a comment.
package struct DraftAnswer: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "Say what becomes of a comment: accepted, or declined for a reason.",
        discussion: """
            An accepted comment waits for the version that takes it in: 'rir draft edit --takes-in', or --version \
            for one that is there.

            Examples:

              rir draft answer interim 3 accepted
              rir draft answer interim 3 accepted --version 2
              rir draft answer interim 4 declined --reason "The survey says otherwise."
            """
    )

    @OptionGroup package var name: DraftArgument

    @Argument(help: ArgumentHelp("The comment's number.", valueName: "comment"))
    package var comment: Int

    @Argument(help: ArgumentHelp("accepted or declined.", valueName: "outcome"))
    package var outcome: ReportDraft.Outcome

    @Option(help: ArgumentHelp("Why; needed where it is declined.", valueName: "text"))
    package var reason: String?

    @Option(help: ArgumentHelp("The number of the version that took it in.", valueName: "number"))
    package var version: Int?

    @Flag(help: "You have looked: what may look like a name in the reason is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let view = try session.studyClient().answerComment(
            CommentAnswer(
                comment: comment, outcome: outcome, reason: reason, version: version,
                cleared: cleared ? true : nil), on: name.draft)
        try session.console.result(view) {
            let left = view.comments.count { !$0.isSettled }
            let rest = left == 0 ? "every comment is settled" : "\(left.counted("comment")) to go"
            return ["Comment \(comment) of \(view.id): \(outcome.rawValue); \(rest)."]
        }
        return .done
    }
}

/// `rir draft close`: ends a comment round.
package struct DraftClose: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "End the comment round: every comment is declined, or taken in by a version.",
        discussion: """
            Examples:

              rir draft close interim
            """
    )

    @OptionGroup package var name: DraftArgument
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let view = try session.studyClient().closeRound(of: name.draft)
        try session.console.result(view) {
            ["The comment round on version \(view.rounds.last?.number ?? 0) of \(view.id) is closed."]
        }
        if !view.unsigned.isEmpty {
            session.console.note("Not signed off by \(view.unsigned.joined(separator: ", ")).")
        }
        return .done
    }
}

/// `rir draft sign`: a stakeholder's sign-off.
package struct DraftSign: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Record that a stakeholder signs a version off.",
        discussion: """
            Only a version that was shared can be signed, and nobody signs while a comment of theirs is not \
            settled. A later version takes the sign-off back.

            Examples:

              rir draft sign interim --by commissioners
              rir draft sign interim --by SP66 --version 2
            """
    )

    @OptionGroup package var name: DraftArgument

    @Option(help: ArgumentHelp("Who signs: a stakeholder group, or a handle.", valueName: "who"))
    package var by: String

    @Option(help: ArgumentHelp("Another version than the newest.", valueName: "number"))
    package var version: Int?

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let view = try session.studyClient().signDraft(SignOff(who: by, version: version), of: name.draft)
        try session.console.result(view) {
            let left = view.unsigned.isEmpty ? "" : "; not yet by \(view.unsigned.joined(separator: ", "))"
            let number = view.signatures.last { $0.who.lowercased() == by.lowercased() }?.number
            return ["Version \(number ?? view.version) of \(view.id) is signed off by \(by)\(left)."]
        }
        return .done
    }
}
