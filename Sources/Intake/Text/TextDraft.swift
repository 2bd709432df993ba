import StudyModel

/// Makes a draft of Markdown or plain text.
enum TextDraft {
    /// - Throws: `import.empty` where a front matter is all there is.
    static func draft(of text: SourceText, path: SourcePath) throws(StudyError) -> RecordDraft {
        let bytes = text.bytes
        let front = SourceFrontMatter(bytes)
        let start = front.map { $0.isWhole ? $0.bodyStart : 0 } ?? 0
        let head = TextHead(bytes, from: front?.bodyStart ?? 0)
        let turns = SpeakerTurns(bytes, from: front?.bodyStart ?? 0)
        let known = FrontMatterValues(front)
        var draft = RecordDraft(
            kind: known.kind ?? path.kind ?? kind(head, turns), title: "", details: known.details, body: "",
            remarks: text.remarks + known.remarks)
        take(head, turns, into: &draft)
        draft.title = title(known.title, head: head, isTranscript: turns != nil, path: path)
        if let day = known.day {
            (draft.day, draft.time) = (day, known.time)
        } else {
            (draft.day, draft.time) = day(head, path: path)
        }
        let found = Handles.found(
            in: (head.present ?? []) + (turns?.speakers ?? []) + [head.heading].compactMap { $0 })
        draft.participants = known.participants + found.filter { !known.participants.contains($0) }
        let isMarkdown = ["md", "markdown"].contains(path.fileExtension)
        RecordText.finish(
            &draft, body: bytes[start...], encoding: text.encoding, format: isMarkdown ? "markdown" : "text")
        guard !draft.body.isEmpty else {
            throw StudyError(
                .importEmpty, "'\(path.full)' has a front matter and no text.",
                hint: "Leave it out of the import.")
        }
        return draft
    }

    private static func take(_ head: TextHead, _ turns: SpeakerTurns?, into draft: inout RecordDraft) {
        if let turns, draft.kind == .interview || draft.kind == .conversation {
            draft.set("speakers", .list(turns.speakers))
            draft.set("turns", .number(turns.turns))
        }
        if draft.kind == .minutes || draft.kind == .meetingNote {
            if let present = head.present { draft.set("present", .list(present)) }
            if let scribes = head.scribes { draft.set("scribes", .list(scribes)) }
        }
    }

    private static func kind(_ head: TextHead, _ turns: SpeakerTurns?) -> RecordKind {
        if head.readsAsMinutes { return .minutes }
        return turns == nil ? .fieldNote : .interview
    }

    /// A transcript's first line is somebody's first words, which are no title.
    private static func title(
        _ given: String?, head: TextHead, isTranscript: Bool, path: SourcePath
    ) -> String {
        for candidate in [given, head.heading, isTranscript ? nil : head.firstLine, path.stem] {
            if let title = candidate?.shortened(to: 120), !title.isEmpty { return title }
        }
        return "Untitled"
    }

    /// A `Date:` line, a date in the title, the file's name, another short line near the top: in this order.
    private static func day(_ head: TextHead, path: SourcePath) -> (CalendarDay?, String?) {
        if let date = head.dateLine ?? head.titleDate { return (date.day, date.time) }
        if let day = path.day { return (day, nil) }
        return (head.looseDate?.day, head.looseDate?.time)
    }
}

extension TextHead {
    /// Minutes say so in their title or have at least two of the parts that minutes have.
    var readsAsMinutes: Bool {
        if let title = (heading ?? firstLine)?.lowercased(),
            title.hasPrefix("minutes ") || title.contains("minutes of")
        {
            return true
        }
        return minutesCues.count >= 2 && (minutesCues.contains(.present) || minutesCues.contains(.apologies))
    }
}

/// What a front matter gives a draft.
struct FrontMatterValues {
    private(set) var title: String?
    private(set) var day: CalendarDay?
    private(set) var time: String?
    private(set) var kind: RecordKind?
    private(set) var participants: [Handle] = []
    private(set) var details = RecordDetails()
    private(set) var remarks: [String] = []

    /// Keys that every record has with a meaning of its own; a source's values for them are kept with
    /// `source-` before the key.
    private static let reserved: Set<String> = [
        "id", "kind", "version", "date", "time", "title", "participants", "captured-by", "captured-at",
        "saved-by",
        "saved-at", "nonce", "encoding",
    ]

    init(_ front: SourceFrontMatter?) {
        guard let front else { return }
        for (key, value) in front.values where !takes(key, value) {
            let name = Self.reserved.contains(key) ? "source-\(key)" : key
            if front.isWhole { details[name] = value }
        }
        if !front.isWhole {
            remarks.append("The front matter could not be read whole, so it stays in the text.")
        }
    }

    /// Whether a value has a place of its own in a draft and fits it.
    private mutating func takes(_ key: String, _ value: RecordDetails.Value) -> Bool {
        switch (key, value) {
        case ("title", .text(let text)) where !text.trimmed.isEmpty:
            title = text
            return text.unicodeScalars.count <= 120
        case ("title", .number(let number)):
            title = String(number)
            return true
        case ("date", .text(let text)):
            guard let date = WrittenDate.first(in: Array(text.utf8)) else { return false }
            day = date.day
            time = time ?? date.time
            return true
        case ("date", .number(let number)):
            day = WrittenDate.first(in: Array(String(number).utf8))?.day
            return day != nil
        case ("time", .text(let text)) where RecordTime.isTime(text):
            time = text
            return true
        case ("kind", .text(let text)), ("type", .text(let text)):
            guard let named = RecordKind(rawValue: text.lowercased().replacing(" ", with: "-")) else {
                return false
            }
            kind = kind ?? named
            return true
        case ("participants", .list(let names)): return takes(participants: names)
        case ("participants", .text(let text)), ("participant", .text(let text)):
            return takes(participants: text.split(separator: ",").map { String($0).trimmed })
        default: return false
        }
    }

    /// Handles become participants; a list that also holds names is kept as a detail too.
    private mutating func takes(participants names: [String]) -> Bool {
        participants = Handles.found(in: names)
        return names.allSatisfy { $0.isEmpty || Handle(rawValue: $0) != nil }
    }
}

/// Times of day as records hold them.
enum RecordTime {
    /// `14:30`, `14:30:05`, either with `Z` or an offset `+01:00`.
    static func isTime(_ text: String) -> Bool {
        WrittenDate.first(in: Array("2000-01-01T\(text)".utf8))?.time == text
    }
}

/// The last steps every importer takes.
enum RecordText {
    /// Sets the body with its closing LF, the format and the encoding it was read from, and what to say about controls in
    /// it.
    static func finish(
        _ draft: inout RecordDraft, body: some Collection<UInt8>, encoding: TextEncoding, format: String
    ) {
        let isBlank = body.allSatisfy { $0 == 0x20 || (9...13).contains($0) }
        var text = isBlank ? "" : String(decoding: body, as: UTF8.self)
        if !isBlank, text.utf8.last != 0x0A { text += "\n" }
        draft.body = text
        draft.set("format", .text(format))
        // Mail names an encoding for each part; only one that had to be guessed is worth a word.
        if format != "email" || encoding != .utf8 { draft.set("encoding", .text(encoding.rawValue)) }
        let controls = ByteCensus(body).controls
        if controls > 0 {
            draft.remarks.append(
                controls == 1
                    ? "The text holds a control character; it is kept and shown escaped."
                    : "The text holds \(controls) control characters; they are kept and shown escaped.")
        }
    }
}

extension RecordDraft {
    /// Sets a detail; a different value that a front matter gave for it moves to `source-<key>`.
    mutating func set(_ key: String, _ value: RecordDetails.Value) {
        if let given = details[key], given != value { details["source-\(key)"] = given }
        details[key] = value
    }
}
