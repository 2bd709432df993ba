package import ArgumentParser
import Reports
import StudyAPI
import StudyClient
package import StudyModel

/// `rir draft show`: one draft.
package struct DraftShow: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a draft with what its citations lead to, and how far it is.",
        discussion: """
            Each paragraph has its number before it, as in the files that are shared. Quotes of people who have \
            not agreed to be quoted are withheld. --source shows the text as it was written.

            Examples:

              rir draft show interim
              rir draft show interim --version 2
              rir draft show interim --source > interim.md
            """
    )

    @OptionGroup package var name: DraftArgument

    @Option(help: ArgumentHelp("Another version than the newest.", valueName: "number"))
    package var version: Int?

    @Flag(help: "Show the text alone, with its citations as they were written.")
    package var source = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let view = try session.studyClient().draft(name.draft, version: version)
        let console = session.console
        try console.result(view) {
            let text = (source ? view.text : DraftMarkdown.plain(view.shown)).split(
                separator: "\n", omittingEmptySubsequences: false)
            let lines = text.dropLast(text.last == "" ? 1 : 0).map { VisibleText.line(String($0)) }
            return source ? lines : DraftLines.head(of: view, console) + [""] + lines
        }
        for line in DraftLines.strange(view) { console.note(line) }
        return .done
    }
}

/// `rir draft list`: all drafts.
package struct DraftList: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the report drafts.",
        discussion: """
            Examples:

              rir draft list
              rir draft list --json
            """
    )

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let reply = try session.studyClient().drafts()
        let console = session.console
        if console.json {
            try console.result(json: reply)
            return .done
        }
        console.result(DraftLines.table(reply.drafts))
        if reply.drafts.isEmpty { console.note("No report draft yet: 'rir draft new' begins one.") }
        for sentence in reply.unreadable ?? [] {
            console.note("Can't be read: \(VisibleText.line(sentence))")
        }
        return .done
    }
}

/// `rir draft check`: what became of the citations.
package struct DraftCheck: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say which citations changed since you last looked, and which must not go out.",
        discussion: """
            A finding has a newer version or was dropped; a quote was recoded, changed or withdrawn, or its people \
            have not agreed to be quoted; the numbers of a table or a count changed. --update makes a version that \
            cites the newest versions of findings and takes everything else as it is now. The exit status is 1 \
            where something must not go out, or brackets hold no citation or are not closed.

            Examples:

              rir draft check interim
              rir draft check interim --update
            """
    )

    @OptionGroup package var name: DraftArgument

    @Flag(help: "Bring the citations up to date, as the next version.")
    package var update = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        var view = try client.draft(name.draft)
        let console = session.console
        if update {
            let before = view
            var changes = DraftChanges()
            (changes.refreshes, changes.base) = (true, before.base)
            view = try client.changeDraft(before.id.rawValue, changes)
            try DraftEdit.say(view, takenBack: before, session)
        } else {
            try console.result(view) { DraftLines.citations(view) }
        }
        for line in DraftLines.strange(view) { console.note(line) }
        let refused = view.citations.count { $0.refusal != nil }
        let stale = view.citations.count { $0.refusal == nil && $0.stale != nil }
        if view.citations.isEmpty, view.strange == nil { console.note("'\(view.id)' cites nothing.") }
        if stale > 0 {
            console.note(
                "\(stale == 1 ? "1 citation" : "\(stale) citations") changed. Look at the sentences around, then: rir draft check \(view.id) --update"
            )
        }
        if refused == 0, stale == 0, view.strange == nil, !view.citations.isEmpty {
            console.note("\(view.citations.count.counted("citation")), all as they were.")
        }
        return refused == 0 && view.strange == nil ? .done : .failed
    }
}

/// `rir draft history`: every version.
package struct DraftHistory: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show every version of a draft: what it took in, who saw it, who signed it.",
        discussion: """
            Versions that were shared or signed are kept in full: 'rir draft show --version' shows them.

            Examples:

              rir draft history interim
            """
    )

    @OptionGroup package var name: DraftArgument
    @OptionGroup package var common: CommonOptions

    package init() {}

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let view = try session.studyClient().draft(name.draft)
        try session.console.result(view) { DraftLines.history(view) }
        return .done
    }
}
