internal import Intake
internal import REFIQDA
internal import StudyModel

/// What a text of a project is as a record: our own variables say it, else it is guessed as other imports do.
enum ProjectRecords {
    /// The details that working out a text may find; whatever else a file's head claims belongs to its body here.
    private static let found: Set<String> = [
        "speakers", "turns", "cues", "duration", "present", "apologies", "chair", "scribes", "agenda",
        "actions", "decisions",
    ]

    /// - Parameters:
    ///   - kind: what the person said the texts are.
    ///   - participants: those whose cases name the source.
    static func draft(
        of text: ProjectText, kind: RecordKind?, participants: [Handle]
    ) async -> RecordDraft {
        var title = title(text.name)
        var draft = await guessed(text, title: title)
        if text.name == nil { title = Self.title(draft.title) }
        let told = told(text)
        let isOurs = told.kind != nil
        draft.kind = kind ?? told.kind ?? draft.kind
        draft.participants =
            participants + (isOurs ? [] : draft.participants.filter { !participants.contains($0) })
        (draft.title, draft.body) = (title, text.body)
        if let day = told.day {
            (draft.day, draft.time) = (day, nil)
        } else if draft.day == nil, let created = text.stamp.created {
            draft.day = CalendarDay(rawValue: created.text.prefix(10))
            draft.details["date-source"] = .text("project")
        }
        return draft
    }

    private static func guessed(_ text: ProjectText, title: String) async -> RecordDraft {
        let name = title.replacing("/", with: " ")
        let source = IntakeSource(path: "\(name).txt", bytes: Array(text.body.utf8))
        guard var draft = try? await Intake.drafts(from: source).first else {
            return RecordDraft(kind: .report, title: title, body: text.body)
        }
        let isNoSign = draft.guesses.contains { $0.field == "kind" && $0.basis == "no sign of another" }
        if isNoSign { draft.kind = .report }
        let details = draft.details.sorted.filter { found.contains($0.key) }
        draft.details = RecordDetails(Dictionary(uniqueKeysWithValues: details.map { ($0.key, $0.value) }))
        (draft.remarks, draft.guesses, draft.parts, draft.memos) = ([], [], [], [])
        return draft
    }

    /// What a project of ours says of a record.
    private static func told(_ text: ProjectText) -> (kind: RecordKind?, day: CalendarDay?) {
        var told: (kind: RecordKind?, day: CalendarDay?) = (nil, nil)
        for entry in text.values {
            switch (entry.variable, entry.value) {
            case (ExchangeGUID.kindVariable, .text(let kind)?): told.kind = RecordKind(rawValue: kind)
            case (ExchangeGUID.dateVariable, .date(let day)?):
                told.day = CalendarDay(rawValue: day.text.prefix(10))
            default: break
            }
        }
        return told
    }

    /// A source's name as a record's title: one line of at most 200 characters.
    static func title(_ name: String?) -> String {
        let line = (name ?? "").split { $0.isNewline || $0 == "\t" }.joined(separator: " ")
        let clean = line.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }.prefix(200)
        let title = String(String.UnicodeScalarView(clean))
        return title.contains { !$0.isWhitespace } ? title : "Untitled"
    }
}
