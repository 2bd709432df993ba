package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// Where the text of a draft comes from.
package struct DraftTextOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Take the text from this file, Markdown.", valueName: "file"),
        completion: .file())
    package var file: String?

    @Flag(help: "Take the text from standard input.")
    package var stdin = false

    @Flag(help: "You have looked: what may look like a name in it is none.")
    package var cleared = false

    package init() {}

    package func validate() throws {
        if file != nil, stdin { throw ValidationError("Give only one of --file and --stdin.") }
    }

    /// The text that the options name; `nil` where they name none.
    func text(_ session: Session) throws(StudyError) -> String? {
        if stdin { return try session.inputText() }
        return try file.map { (path) throws(StudyError) in
            try DraftFile(existing: session.absolute(path)).text()
        }
    }

    /// What a person makes of a text in their editor; the file stays where it can't be saved.
    static func edited(
        _ text: String, named name: String, _ session: Session,
        save: (String) throws(StudyError) -> DraftView
    ) throws(StudyError) -> DraftView {
        let file = try DraftFile(study: try session.study(), name: "draft-\(name)", text: text)
        do throws(StudyError) {
            let environment = session.surroundings.environment
            try Editor(environment: environment).edit(file.path, environment: environment)
            let view = try save(try file.text())
            file.remove()
            return view
        } catch {
            throw error.keeping(file.path, again: "rir draft edit \(name) --file")
        }
    }
}

/// `rir draft new`: the first version.
package struct DraftNew: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Begin a report draft.",
        discussion: """
            Without --file and --stdin the text is written in your editor. Citations stand in double brackets: \
            [[finding:NAME]] or [[finding:NAME@2]], [[quote:RECORD/CODING]], [[table:TITLE]] and \
            [[count:records/interview]]. Findings are cited in the version that is newest now.

            Examples:

              rir draft new interim --title "Interim report" --file interim.md
              rir draft new interim --title "Interim report"
            """
    )

    @Argument(help: ArgumentHelp("A name of small letters, digits and dashes.", valueName: "name"))
    package var name: String

    @Option(help: ArgumentHelp("What stands above it.", valueName: "title"))
    package var title: String

    @OptionGroup package var text: DraftTextOptions
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let save = { (text: String) throws(StudyError) in
            try client.writeDraft(
                DraftPlan(name: name, title: title, text: text, cleared: self.text.cleared ? true : nil))
        }
        let view: DraftView
        if let text = try text.text(session) {
            view = try save(text)
        } else {
            view = try DraftTextOptions.edited("## Summary\n\n", named: name, session, save: save)
        }
        try session.console.result(view) { ["Wrote \(view.id), in \(view.path)."] }
        DraftLines.saved(view, session.console)
        return .done
    }
}

/// `rir draft edit`: the next version.
package struct DraftEdit: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change a report draft: its next version.",
        discussion: """
            Without --file, --stdin and --title the text is changed in your editor. --takes-in says which \
            comments the new version takes in, by their numbers; they are answered with that. The file \
            drafts/NAME.md may be changed in any editor too, below its front matter: 'rir adopt' makes a version \
            of that.

            Examples:

              rir draft edit interim
              rir draft edit interim --file interim.md --reason "shorter" --takes-in 2 --takes-in 3
              rir draft edit interim --title "Interim report, July"
            """
    )

    @OptionGroup package var name: DraftArgument
    @OptionGroup package var text: DraftTextOptions

    @Option(help: ArgumentHelp("Another title.", valueName: "title"))
    package var title: String?

    @Option(help: ArgumentHelp("Why it changes.", valueName: "text"))
    package var reason: String?

    @Option(
        help: ArgumentHelp("The number of a comment that it takes in; may be repeated.", valueName: "number"))
    package var takesIn: [Int] = []

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let before = try client.draft(name.draft)
        var changes = DraftChanges()
        (changes.title, changes.reason, changes.base) = (title, reason, before.base)
        changes.takesIn = takesIn.isEmpty ? nil : takesIn
        changes.cleared = text.cleared ? true : nil
        let view: DraftView
        if let text = try text.text(session) {
            changes.text = text
            view = try client.changeDraft(before.id.rawValue, changes)
        } else if title != nil {
            view = try client.changeDraft(before.id.rawValue, changes)
        } else {
            view = try DraftTextOptions.edited(before.text, named: before.id.rawValue, session) {
                (text) throws(StudyError) in
                changes.text = text
                return try client.changeDraft(before.id.rawValue, changes)
            }
        }
        try Self.say(view, takenBack: before, session)
        return .done
    }

    /// Says what came of a change, and whose sign-off it took back.
    static func say(_ view: DraftView, takenBack before: DraftView, _ session: Session) throws(StudyError) {
        try session.console.result(view) {
            [
                view.operation == nil
                    ? "Nothing changed in \(view.id)." : "Saved version \(view.version) of \(view.id)."
            ]
        }
        let back = before.signatures.filter(\.stands).map(\.who).filter { view.unsigned.contains($0) }
        if !back.isEmpty {
            session.console.note(
                "This version takes sign-offs back: \(back.joined(separator: ", ")) signed version \(before.version)."
            )
        }
        DraftLines.saved(view, session.console)
    }
}
