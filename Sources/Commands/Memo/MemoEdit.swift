package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir memo edit`: a new version of a memo.
package struct MemoEdit: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change a memo of yours; earlier versions stay.",
        discussion: """
            Without options your editor (VISUAL, EDITOR) opens on the text and a small head. If you saved it \
            elsewhere meanwhile, nothing is overwritten: your text is kept as a draft and the draft is named. \
            Links are added with the options of 'rir memo add', and taken away by the number that 'rir memo \
            show' gives them.

            Examples:

              rir memo edit 7f3k
              rir memo edit 7f3k --code access/open --unlink 2
              rir memo edit 7f3k --kind method --title "How we chose the cases"
            """
    )

    @Argument(help: ArgumentHelp("The memo: any part of its id that no other has.", valueName: "memo"))
    package var memo: String

    @Option(help: ArgumentHelp("The new text.", valueName: "text"))
    package var text: String?

    @Flag(help: "Read the new text from standard input.")
    package var stdin = false

    @Option(help: ArgumentHelp("The new kind.", valueName: "kind"))
    package var kind: Memo.Kind?

    @Option(
        help: ArgumentHelp("The new title; an empty one takes the beginning of the text.", valueName: "title")
    )
    package var title: String?

    @OptionGroup package var links: MemoLinkOptions

    @Option(
        help: ArgumentHelp("Take the link with this number away; may be repeated.", valueName: "number"))
    package var unlink: [Int] = []

    @Option(help: ArgumentHelp("Take up a draft that was kept.", valueName: "file"), completion: .file())
    package var draft: String?

    @Flag(help: "You have looked: what may look like a name in it is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if [text != nil, stdin, draft != nil].count(where: { $0 }) > 1 {
            throw ValidationError("Give only one of --text, --stdin and --draft.")
        }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let client = try session.studyClient()
        let reply = isDirect ? try saveDirectly(client, session) : try saveEdited(client, session)
        try session.console.result(reply) {
            [
                reply.operation == nil
                    ? "Nothing changed in \(reply.memo.id)."
                    : "Saved version \(reply.memo.version) of \(reply.memo.id)."
            ]
        }
        return .done
    }

    /// Whether the options say everything, so that no editor is needed.
    private var isDirect: Bool {
        if draft != nil { return false }
        return text != nil || stdin || kind != nil || title != nil || !links.isEmpty || !unlink.isEmpty
    }

    private func saveDirectly(_ client: StudyClient, _ session: Session) throws(StudyError) -> MemoReply {
        let body = stdin ? try session.inputText() : text
        return try client.editMemo(memo, request(kind: kind, title: title, body: body))
    }

    private func request(
        kind: Memo.Kind?, title: String?, body: String?, base: String? = nil
    ) -> MemoEditRequest {
        MemoEditRequest(
            kind: kind, title: title, body: body, links: links.isEmpty ? nil : links.drafts,
            unlink: unlink.isEmpty ? nil : unlink, base: base, cleared: cleared ? true : nil)
    }

    private func saveEdited(_ client: StudyClient, _ session: Session) throws(StudyError) -> MemoReply {
        let before = try client.memo(memo)
        let memo = before.memo
        guard before.isOwn else {
            throw StudyError(
                .memoForeign, "\(memo.id) is \(memo.written.by.rawValue)'s memo; only they change it.",
                hint: "Write one of your own: 'rir memo add'.")
        }
        let original = MemoSheet(kind: memo.kind, title: memo.title, body: memo.body)
        let file =
            if let draft { DraftFile(existing: session.absolute(draft)) } else {
                try newDraft(original, before, session)
            }
        do throws(StudyError) {
            if session.surroundings.inputIsTerminal || draft == nil {
                let environment = session.surroundings.environment
                try Editor(environment: environment).edit(file.path, environment: environment)
            }
            let edited = try MemoSheet(file: try file.text(), kind: memo.kind)
            let title = edited.title ?? ""
            let reply = try client.editMemo(
                memo.id.rawValue,
                request(
                    kind: edited.kind == original.kind ? nil : edited.kind,
                    title: title == original.title ? nil : title,
                    body: edited.body == original.body ? nil : edited.body, base: before.sha256))
            file.remove()
            return reply
        } catch {
            throw error.keeping(file.path, again: "rir memo edit \(memo.id) --draft")
        }
    }

    private func newDraft(
        _ original: MemoSheet, _ before: MemoReply, _ session: Session
    ) throws(StudyError) -> DraftFile {
        let guidance = [
            "Change the text under the line of dashes, save it, and close the editor.",
            before.isPrivate ? "It is private: it opens to you alone." : "Kinds: \(Memo.Kind.list).",
        ]
        return try DraftFile(
            study: try session.study(), name: "edit-\(before.memo.id)",
            text: original.file(guidance: guidance))
    }
}
