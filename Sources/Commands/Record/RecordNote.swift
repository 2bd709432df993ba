package import ArgumentParser
import StudyAPI
import StudyClient
package import StudyModel

/// `rir note`: captures one record from words, a pipe or the editor.
package struct RecordNote: StudyCommand {
    package static let configuration = CommandConfiguration(
        commandName: "note",
        abstract: "Capture a note, durable and searchable at once.",
        discussion: """
            The text comes from the command line, from standard input when something is piped in, or from \
            your editor (VISUAL, EDITOR). If saving fails, the text is kept as a draft and the draft is \
            named. In the text @SP66 names a participant, #access/open a code, and !decision, !action, \
            !question and !quote mark a note.

            Examples:

              rir note "SP66 says referrals doubled after the leaflet."
              rir note "@SP66 wants the leaflet in Polish. #access/language !action"
              rir note --template observation --date "yesterday 3pm"
              pbpaste | rir note --kind conversation --title "Call with the provider"
            """
    )

    @Argument(help: "The note. Without it, what is piped in ('-' says so), else your editor.")
    package var text: [String] = []

    @Option(help: ArgumentHelp("What kind of source it is; field-note without it.", valueName: "kind"))
    package var kind: RecordKind?

    @Option(
        help: ArgumentHelp("The day it belongs to, in figures or words; today without it.", valueName: "date")
    )
    package var date: SingleDay?

    @Option(help: ArgumentHelp("The time of day, such as 14:30.", valueName: "time"))
    package var time: TimeOfDay?

    @Option(help: ArgumentHelp("The title; the first line of the text without it.", valueName: "title"))
    package var title: String?

    @Option(help: ArgumentHelp("A participant's handle, such as SP66; may be repeated.", valueName: "handle"))
    package var participant: [Handle] = []

    @Option(help: ArgumentHelp("Take up a draft that was kept.", valueName: "file"), completion: .file())
    package var draft: String?

    @Option(
        help: ArgumentHelp("Begin with one of the study's forms, such as observation.", valueName: "name"))
    package var template: String?

    @Flag(help: "You have looked: what may look like a name in it is none.")
    package var cleared = false

    @OptionGroup package var common: CommonOptions

    package init() {}

    package func validate() throws {
        if template != nil, !text.isEmpty { throw ValidationError("A template is filled in the editor.") }
        if draft != nil, !text.isEmpty { throw ValidationError("Give a text or --draft, not both.") }
    }

    package func execute(_ session: Session) throws(StudyError) -> ExitStatus {
        let study = try session.study()
        let client = try session.studyClient()
        let moment = try date?.moment(session)
        let form = try template.map { name throws(StudyError) in try NoteForm(named: name, study: study) }
        var asked = DraftText(
            kind: kind ?? form?.kind, date: moment?.day, time: time?.text ?? moment?.time, title: title,
            participants: participant)
        asked.body = form.map { "\n" + $0.template.text } ?? ""
        var (draft, file) = try compose(asked, session, study)
        if let form {
            do throws(StudyError) { draft.body = try form.template.filled(draft.body) } catch {
                if self.draft == nil { file?.remove() }
                throw error
            }
        }
        let reply = try save(draft, file, client, session, study)
        try session.console.result(reply) { [reply.waits.map(WaitingText.line) ?? "Saved \(reply.id)."] }
        if !session.console.json, let marks = Self.sentence(NoteMarks(draft.body)) {
            session.console.note(marks)
        }
        return .done
    }

    /// What the words of a note were understood to say about it.
    private static func sentence(_ marks: NoteMarks) -> String? {
        let parts = [
            ("participants", marks.participants.map(\.rawValue)), ("codes", marks.codes),
            ("marks", marks.marks),
        ].filter { !$0.1.isEmpty }
        if parts.isEmpty { return nil }
        return parts.map { "\($0.0) \($0.1.joined(separator: " "))" }.joined(separator: ", ")
    }

    /// The note, and the file it was written in, if it was.
    private func compose(
        _ asked: DraftText, _ session: Session, _ study: String
    ) throws(StudyError) -> (DraftText, DraftFile?) {
        let isPiped = text.isEmpty && !session.surroundings.inputIsTerminal && template == nil
        if draft == nil, text == ["-"] || isPiped {
            var note = asked
            note.body = try session.inputText()
            return (note, nil)
        }
        if draft == nil, !text.isEmpty {
            var note = asked
            note.body = text.joined(separator: " ")
            return (note, nil)
        }
        if draft == nil {
            for kept in DraftFile.kept(study: study) {
                session.console.note("An unfinished note is kept: rir note --draft \(VisibleText.line(kept))")
            }
        }
        let file =
            if let draft { DraftFile(existing: session.absolute(draft)) } else {
                try newDraft(asked, session, study)
            }
        let begun = draft == nil ? try file.text() : ""
        do throws(StudyError) {
            if session.surroundings.inputIsTerminal {
                let environment = session.surroundings.environment
                try Editor(environment: environment).edit(file.path, environment: environment)
            }
            return (try DraftText(file: try file.text()), file)
        } catch {
            if draft == nil, (try? file.text()) == begun {
                file.remove()
                throw error
            }
            throw error.keeping(file.path, again: again)
        }
    }

    /// The command that takes a kept draft up again.
    private var again: String { template.map { "rir note --template \($0) --draft" } ?? "rir note --draft" }

    private func newDraft(_ asked: DraftText, _ session: Session, _ study: String) throws(StudyError)
        -> DraftFile
    {
        var draft = asked
        draft.kind = draft.kind ?? .fieldNote
        draft.date = draft.date ?? Clock.local(session.surroundings.now())?.day
        let guidance = [
            "Write your note under the line of dashes, save it, and close the editor.",
            "An empty note is not saved. Without a title, the first line serves as one.",
            "Kinds: \(RecordKind.list).", "Participants: handles with spaces between, such as SP66 M12.",
        ]
        return try DraftFile(
            study: study, name: Self.draftName(session),
            text: draft.file(guidance: guidance, hasTime: true) + "\n")
    }

    private static func draftName(_ session: Session) -> String {
        let moment = Timestamp(secondsSinceEpoch: session.surroundings.now()).rawValue
        return "note-" + moment.filter { $0 != ":" }
    }

    private func save(
        _ draft: DraftText, _ file: DraftFile?, _ client: StudyClient, _ session: Session, _ study: String
    ) throws(StudyError) -> SavedReply {
        guard draft.body.contains(where: { !$0.isWhitespace }) else {
            if self.draft == nil { file?.remove() }
            throw StudyError(.recordEmpty, "The note is empty; nothing was saved.")
        }
        let request = CaptureRequest(
            text: draft.body, kind: draft.kind,
            date: draft.date ?? Clock.local(session.surroundings.now())?.day,
            time: draft.time, title: draft.title,
            participants: draft.participants.isEmpty ? nil : draft.participants,
            cleared: cleared ? true : nil)
        do throws(StudyError) {
            let reply = try client.capture(request)
            file?.remove()
            return reply
        } catch {
            let text = draft.file(guidance: [], hasTime: true)
            let kept = file ?? (try? DraftFile(study: study, name: Self.draftName(session), text: text))
            throw error.keeping(kept?.path, again: again)
        }
    }
}

extension StudyError {
    /// The same failure, saying where the text is kept and how to take it up again.
    func keeping(_ path: String?, again command: String) -> StudyError {
        guard let path else { return self }
        let kept = "Your text is kept in '\(path)'; '\(command) \(path)' takes it up again."
        return StudyError(code, message, hint: hint.map { "\($0) \(kept)" } ?? kept, cause: cause)
    }
}
