package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir pseudonym add`: a name for the key table, replaced wherever it stands.
package struct PseudonymAdd: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add a name to the key table and replace it wherever it stands.",
        discussion: """
            Best give the handle alone: the name is then asked for, or read from standard input (further \
            lines are other spellings). A name in the command line stays in your shell's history, and \
            others on this computer can see it while the command runs. What would change is shown first. \
            Earlier versions in git history keep the name: an erasure of history removes it there, this \
            does not.

            Examples:

              rir pseudonym add SP66
              rir pseudonym add "place A" --dry-run
              rir pseudonym add "Riverside Surgery" --kind organisation
              rir pseudonym add "Jo Example" SP66 --also Joey --also jo@example.org
            """
    )

    @Argument(
        help: ArgumentHelp(
            "The name, and the handle or label that stands for it. Without the name it is asked for.",
            valueName: "name-and-handle"))
    package var words: [String] = []

    @Option(
        help: ArgumentHelp(
            "A nickname, another spelling, an e-mail address; may be repeated.", valueName: "name"))
    package var also: [String] = []

    @Option(
        help: ArgumentHelp("What it is the name of, where the handle does not say it.", valueName: "kind"))
    package var kind: NameKind?

    @Flag(help: "Show what would change, and change nothing.")
    package var dryRun = false

    @Flag(help: "Don't ask before changing.")
    package var yes = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    /// Changes are shown up to this many.
    private static let listed = 20

    package func validate() throws {
        // Never repeats what was typed: it may be a name.
        if NameWords(words).isSeveral {
            throw ValidationError("Give one name; other spellings and addresses go behind --also.")
        }
        if NameWords(words).handle == nil, kind == nil {
            throw ValidationError("Say what stands for it: a handle such as SP66, 'place A', or --kind.")
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let console = session.console
        let typed = NameWords(words)
        var request = PseudonymRequest(
            name: typed.name ?? "", also: also, handle: typed.handle, kind: kind?.rawValue)
        if typed.name == nil {
            let read = try TypedName.read("Whose or what name does it stand for?", session)
            request.name = read.name
            request.also = read.also + also
        }
        if typed.name != nil || !also.isEmpty { TypedName.remind(on: console) }
        if request.also?.isEmpty == true { request.also = nil }
        let asks = Question(session: session).canAsk && !yes
        if dryRun || asks {
            request.dryRun = true
            let preview = try client.addPseudonym(request)
            if dryRun {
                try console.result(preview) { Self.changes(preview) + ["Nothing was changed."] }
                return .done
            }
            guard agrees(to: preview, session) else {
                console.note("Nothing was changed.")
                return .failed
            }
            request.dryRun = nil
        }
        let reply = try client.addPseudonym(request)
        try console.result(reply) { Self.done(reply) }
        if reply.versionsLeft > 0 {
            console.note(
                "\(reply.versionsLeft.counted("earlier version")) in git history still hold the name: an "
                    + "erasure of history removes it there, this does not.")
        }
        return .done
    }

    private func agrees(to preview: PseudonymReply, _ session: Session) -> Bool {
        if preview.records.isEmpty, preview.files.isEmpty { return true }
        for line in Self.changes(preview) { session.console.note(line) }
        return Question(session: session).agrees(to: "Replace it so?")
    }

    /// The lines as they are and as they would be.
    private static func changes(_ reply: PseudonymReply) -> [String] {
        var lines = reply.changes.prefix(listed).flatMap { change in
            let place = change.field == "body" ? "" : " \(VisibleText.line(change.field))"
            return [
                "\(change.record)\(place)", "  - \(VisibleText.line(change.before))",
                "  + \(VisibleText.line(change.after))",
            ]
        }
        if reply.changes.count > listed {
            lines.append("… and \((reply.changes.count - listed).counted("more change")).")
        }
        lines += reply.files.map { "\(VisibleText.line($0)) would change too." }
        let records = reply.records.count.counted("record")
        let places = reply.changes.count.counted("place")
        return lines + ["\(reply.handle) would stand for it: \(places) in \(records)."]
    }

    private static func done(_ reply: PseudonymReply) -> [String] {
        let files = reply.files.isEmpty ? "" : " and \(reply.files.count.counted("other file"))"
        let what =
            reply.changes.isEmpty && reply.files.isEmpty
            ? "It stood nowhere."
            : "Replaced in \(reply.changes.count.counted("place")) of "
                + "\(reply.records.count.counted("record"))\(files)."
        return ["\(reply.handle) stands for it now. \(what)"]
            + reply.records.prefix(listed).map { "  \($0)" }
    }
}
