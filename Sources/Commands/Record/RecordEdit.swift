package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir edit`: a new version of a record.
package struct RecordEdit: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change a record; every earlier version stays readable.",
        discussion: """
            Without options your editor (VISUAL, EDITOR) opens on the text and a small head. If somebody \
            saved a newer version meanwhile, nothing is overwritten: your text is kept as a draft and the \
            draft is named.

            Examples:

              rir edit 7f3k
              rir edit 7f3k --title "Interview with SP66" --reason "clearer title"
              rir edit 7f3k --stdin --reason "corrected transcript" < corrected.md
            """
    )

    @Argument(help: ArgumentHelp("The record: any part of its id that no other has.", valueName: "id"))
    package var record: String

    @Option(help: ArgumentHelp("The new text.", valueName: "text"))
    package var text: String?

    @Flag(help: "Read the new text from standard input.")
    package var stdin = false

    @Option(help: ArgumentHelp("The new title.", valueName: "title"))
    package var title: String?

    @Option(help: ArgumentHelp("The new day.", valueName: "date"))
    package var date: SingleDay?

    @Option(help: ArgumentHelp("The new kind.", valueName: "kind"))
    package var kind: RecordKind?

    @Option(
        help: ArgumentHelp(
            "A participant's handle, in place of those before; may be repeated.", valueName: "handle"))
    package var participant: [Handle] = []

    @Option(help: ArgumentHelp("Why; kept in the history.", valueName: "reason"))
    package var reason: String?

    @Option(help: ArgumentHelp("Take up a draft that was kept.", valueName: "file"), completion: .file())
    package var draft: String?

    @Flag(help: "You have looked: what may look like a name in it is none.")
    package var cleared = false

    @Flag(help: "Say what would become of the record's codings, and save nothing.")
    package var dryRun = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        let sources = [text != nil, stdin, draft != nil].filter { $0 }.count
        if sources > 1 { throw ValidationError("Give only one of --text, --stdin and --draft.") }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let study = try session.study()
        let client = try session.studyClient()
        let reply = isDirect ? try saveDirectly(client, session) : try saveEdited(client, session, study)
        try session.console.result(reply) {
            if dryRun { return AnchorLines.lines(of: reply, isForecast: true) }
            if let waits = reply.waits { return [WaitingText.line(waits)] }
            return [
                reply.changed
                    ? "Saved version \(reply.version) of \(reply.id)." : "Nothing changed in \(reply.id)."
            ] + AnchorLines.lines(of: reply, isForecast: false)
        }
        return .done
    }

    /// Whether the options say everything, so that no editor is needed.
    private var isDirect: Bool {
        if draft != nil { return false }
        return text != nil || stdin || title != nil || date != nil || kind != nil || !participant.isEmpty
    }

    private func saveDirectly(_ client: StudyClient, _ session: Session) throws(StudyError) -> SavedReply {
        let body = stdin ? try session.inputText() : text
        return try client.edit(
            record,
            EditRequest(
                body: body, kind: kind, date: try date?.day(session), title: title,
                participants: participant.isEmpty ? nil : participant, reason: reason,
                cleared: cleared ? true : nil, dryRun: dryRun ? true : nil))
    }

    private func saveEdited(
        _ client: StudyClient, _ session: Session, _ study: String
    ) throws(StudyError) -> SavedReply {
        let before = try client.record(record)
        let original = DraftText(
            kind: before.record.kind, date: before.record.date, title: before.record.title,
            participants: before.record.participants, body: before.body)
        let file =
            if let draft { DraftFile(existing: session.absolute(draft)) } else {
                try newDraft(original, before, study)
            }
        do throws(StudyError) {
            if session.surroundings.inputIsTerminal || draft == nil {
                let environment = session.surroundings.environment
                try Editor(environment: environment).edit(file.path, environment: environment)
            }
            let edited = try DraftText(file: try file.text())
            let request = changes(from: original, to: edited, before)
            try requireAgreement(to: request, client, session, before)
            let reply = try client.edit(before.record.id.rawValue, request)
            if !dryRun { file.remove() }
            return reply
        } catch {
            throw error.keeping(file.path, again: "rir edit \(before.record.id) --draft")
        }
    }

    /// Shows what the new text would do to codings before it does it, and asks where some would lose their words.
    private func requireAgreement(
        to request: EditRequest, _ client: StudyClient, _ session: Session, _ before: RecordReply
    ) throws(StudyError) {
        let question = Question(session: session)
        guard request.body != nil, !dryRun, question.canAsk else { return }
        var ahead = request
        ahead.dryRun = true
        let forecast = try client.edit(before.record.id.rawValue, ahead)
        guard let report = forecast.anchors, !report.doubtful.isEmpty else { return }
        AnchorLines.lines(of: forecast, isForecast: true).forEach(session.console.note)
        guard question.agrees(to: "Save it all the same?") else {
            throw StudyError(
                .recordConflict, "Nothing was saved.", hint: "Change the text again, or leave it.")
        }
    }

    private func newDraft(
        _ original: DraftText, _ before: RecordReply, _ study: String
    ) throws(StudyError) -> DraftFile {
        let guidance = [
            "Change the text under the line of dashes, save it, and close the editor.",
            "What you leave as it is stays as it is. Kinds: \(RecordKind.list).",
        ]
        return try DraftFile(
            study: study, name: "edit-\(before.record.id)",
            text: original.file(guidance: guidance, hasTime: false))
    }

    private func changes(from original: DraftText, to edited: DraftText, _ before: RecordReply) -> EditRequest
    {
        EditRequest(
            body: edited.body == original.body ? nil : edited.body,
            kind: edited.kind == original.kind ? nil : edited.kind,
            date: edited.date == original.date ? nil : edited.date,
            title: edited.title == original.title ? nil : edited.title,
            participants: edited.participants == original.participants ? nil : edited.participants,
            reason: reason, base: before.sha256, cleared: cleared ? true : nil,
            dryRun: dryRun ? true : nil)
    }
}
