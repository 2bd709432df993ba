package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir memo add`: writes a memo.
package struct MemoAdd: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Write a memo, linked to what it is about.",
        discussion: """
            The text comes from the command line, from standard input when something is piped in, or from \
            your editor (VISUAL, EDITOR). If saving fails, the text is kept as a draft and the draft is named. \
            --private seals a reflexive memo so that only you ever read it; it needs the vault open.

            Examples:

              rir memo add --code access "Self-referral and open door are hard to tell apart."
              rir memo add --record 7f3k --quote "they come by themselves" --title "Who is they?"
              rir memo add --kind method --case SP66 --stdin < decision.md
              rir memo add --private
            """
    )

    @Argument(help: "The memo, in Markdown. Without it, what is piped in ('-' says so), else your editor.")
    package var text: [String] = []

    @Option(
        help: ArgumentHelp(
            "What it is about: \(Memo.Kind.list); analytic without it, reflexive with --private.",
            valueName: "kind"))
    package var kind: Memo.Kind?

    @Option(help: ArgumentHelp("The title; the beginning of the text without it.", valueName: "title"))
    package var title: String?

    @OptionGroup package var links: MemoLinkOptions

    @Flag(name: .customLong("private"), help: "Only you will ever read it; for reflexive memos.")
    package var isPrivate = false

    @Flag(help: "Read the text from standard input.")
    package var stdin = false

    @Option(help: ArgumentHelp("Take up a draft that was kept.", valueName: "file"), completion: .file())
    package var draft: String?

    @Flag(help: "You have looked: what may look like a name in it is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if [!text.isEmpty, stdin, draft != nil].count(where: { $0 }) > 1 {
            throw ValidationError("Give only one of a text, --stdin and --draft.")
        }
        if isPrivate, let kind, kind != .reflexive {
            throw ValidationError("Only a reflexive memo can be private.")
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        if isPrivate { try Self.requireOpenVault(client) }
        let (sheet, file) = try compose(session)
        let reply = try save(sheet, file, client, session)
        try session.console.result(reply) {
            ["Saved \(reply.memo.id)\(reply.isPrivate ? ", private: it opens to you alone" : "")."]
        }
        return .done
    }

    /// A text that is to be sealed must not be written first and refused afterwards.
    private static func requireOpenVault(_ client: StudyClient) throws(StudyError) {
        switch try client.vault().state {
        case .open: return
        case .absent:
            throw StudyError(
                .vaultAbsent, "This study has no vault, so it can't keep a memo private.",
                hint: "Leave --private out, or keep the text outside of the study.")
        case .locked:
            throw StudyError(
                .vaultLocked, "The vault is locked.", hint: "Run 'rir vault unlock', then repeat the command."
            )
        }
    }

    /// The memo, and the file it was written in, if it was.
    private func compose(_ session: Session) throws(StudyError) -> (MemoSheet, DraftFile?) {
        var asked = MemoSheet(kind: kind ?? (isPrivate ? .reflexive : .analytic), title: title)
        let isPiped = text.isEmpty && !session.surroundings.inputIsTerminal
        if draft == nil, stdin || text == ["-"] || isPiped {
            asked.body = try session.inputText()
            return (asked, nil)
        }
        if !text.isEmpty {
            asked.body = text.joined(separator: " ")
            return (asked, nil)
        }
        if let draft {
            return try edited(DraftFile(existing: session.absolute(draft)), begun: nil, asked, session)
        }
        let study = try session.study()
        for kept in DraftFile.kept(study: study, named: "memo-") {
            session.console.note("An unfinished memo is kept: rir memo add --draft \(VisibleText.line(kept))")
        }
        let begun = asked.file(guidance: guidance) + "\n"
        let file = try DraftFile(study: study, name: Self.draftName(session), text: begun)
        return try edited(file, begun: begun, asked, session)
    }

    private func edited(
        _ file: DraftFile, begun: String?, _ asked: MemoSheet, _ session: Session
    ) throws(StudyError) -> (MemoSheet, DraftFile?) {
        do throws(StudyError) {
            if session.surroundings.inputIsTerminal {
                let environment = session.surroundings.environment
                try Editor(environment: environment).edit(file.path, environment: environment)
            }
            return (try MemoSheet(file: try file.text(), kind: asked.kind), file)
        } catch {
            if begun != nil, (try? file.text()) == begun {
                file.remove()
                throw error
            }
            throw error.keeping(file.path, again: again)
        }
    }

    private var guidance: [String] {
        let lines = [
            "Write your memo under the line of dashes, save it, and close the editor.",
            "An empty memo is not saved. Without a title, the beginning of the text serves as one.",
        ]
        return lines + [isPrivate ? "It is private: it opens to you alone." : "Kinds: \(Memo.Kind.list)."]
    }

    private static func draftName(_ session: Session) -> String {
        let moment = Timestamp(secondsSinceEpoch: session.surroundings.now()).rawValue
        return "memo-" + moment.filter { $0 != ":" }
    }

    /// The command that takes a kept draft up again.
    private var again: String {
        ShellWords.line(
            ["rir", "memo", "add"] + (isPrivate ? ["--private"] : []) + links.words + ["--draft"])
    }

    private func save(
        _ sheet: MemoSheet, _ file: DraftFile?, _ client: StudyClient, _ session: Session
    ) throws(StudyError) -> MemoReply {
        guard sheet.body.contains(where: { !$0.isWhitespace }) else {
            if draft == nil { file?.remove() }
            throw StudyError(.memoInvalid, "The memo is empty; nothing was saved.")
        }
        let request = MemoRequest(
            kind: sheet.kind, title: sheet.title, body: sheet.body, links: links.isEmpty ? nil : links.drafts,
            isPrivate: isPrivate ? true : nil, cleared: cleared ? true : nil)
        do throws(StudyError) {
            let reply = try client.writeMemo(request)
            file?.remove()
            return reply
        } catch {
            throw error.keeping(file?.path ?? kept(sheet, session), again: again)
        }
    }

    /// Keeps a text that came without a file; what is private is not written down unsealed.
    private func kept(_ sheet: MemoSheet, _ session: Session) -> String? {
        guard !isPrivate, let study = try? session.study() else { return nil }
        let file = try? DraftFile(
            study: study, name: Self.draftName(session), text: sheet.file(guidance: []))
        return file?.path
    }
}
