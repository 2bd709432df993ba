import StudyModel

/// What can be worked out about a text without a front matter's help.
struct TextReading {
    let head: TextHead
    let transcript: TranscriptText?
    let kind: RecordKind
    private let minutes: MinutesShape
    private let path: SourcePath
    /// The first line before the first turn.
    private let lineBefore: String?

    init(_ bytes: [UInt8], from start: Int, path: SourcePath, given: RecordKind?) {
        self.path = path
        head = TextHead(bytes, from: start)
        transcript = TranscriptText(bytes, from: start)
        let short = MinutesShape(bytes, from: start, isWhole: false)
        kind =
            given ?? path.kind
            ?? (Self.readsAsMinutes(head, short) ? .minutes : transcript == nil ? .fieldNote : .interview)
        minutes =
            kind == .minutes || kind == .meetingNote ? MinutesShape(bytes, from: start, isWhole: true) : short
        let before = transcript.flatMap { TextHead(Array(bytes[start..<$0.firstTurn])).firstLine }
        lineBefore = before.flatMap { $0.filter(\.isLetter).count >= 3 ? $0 : nil }
    }

    /// Whether the record is one of people talking.
    var isTalk: Bool { kind == .interview || kind == .conversation }

    /// Those who were there, as far as the text lists them.
    var people: [String] { minutes.present ?? [] }

    /// The body in the form turns are written in, where it is not in one already.
    var rewritten: [UInt8]? { isTalk ? transcript?.body : nil }

    /// Minutes say so in their title or have at least two of the parts that minutes have.
    private static func readsAsMinutes(_ head: TextHead, _ minutes: MinutesShape) -> Bool {
        if let title = (head.heading ?? head.firstLine)?.lowercased(),
            title.hasPrefix("minutes ") || title.contains("minutes of")
        {
            return true
        }
        let parts = minutes.parts.subtracting([.topics, .decisions])
        return parts.count >= 2 && (parts.contains(.present) || parts.contains(.apologies))
    }

    // MARK: Fields

    func set(_ draft: inout RecordDraft) {
        if let transcript, isTalk {
            if !transcript.speakers.isEmpty { draft.set("speakers", .list(transcript.speakers)) }
            draft.set("turns", .number(transcript.turns))
            if let cues = transcript.cues { draft.set("cues", .number(cues)) }
            if let end = transcript.duration { draft.set("duration", .text(CueTime.precise(end))) }
        }
        guard kind == .minutes || kind == .meetingNote else { return }
        for (key, names) in [
            ("present", minutes.present), ("apologies", minutes.apologies), ("chair", minutes.chair),
            ("scribes", minutes.scribes),
        ] {
            if let names, !names.isEmpty { draft.set(key, .list(names)) }
        }
        for (key, items) in [
            ("agenda", minutes.agenda), ("actions", minutes.actions), ("decisions", minutes.decisions),
        ] where !items.isEmpty {
            draft.set(key, .list(items))
        }
    }

    /// Front matter, heading, first line, file name; a transcript's first words are no title.
    func title(given: String?) -> String {
        let line = transcript == nil ? head.firstLine : lineBefore
        for candidate in [given, head.heading, line, path.stem] {
            if let title = candidate?.shortened(to: 120), !title.isEmpty { return title }
        }
        return "Untitled"
    }

    /// A `Date:` line, a date in the title, the file's name, another short line near the top: in this order.
    var date: WrittenDate? {
        head.dateLine ?? head.titleDate ?? path.day.map { WrittenDate(day: $0, time: nil) } ?? head.looseDate
    }

    // MARK: Guesses

    func guessKind(_ guesses: inout Guesses) {
        switch kind {
        case .minutes: guesses.kind(path, else: "the parts that minutes have", .likely)
        case .interview:
            guesses.kind(path, else: "its speakers' turns", transcript?.isCertain == true ? .likely : .unsure)
        default: guesses.kind(path, else: "no sign of another", .unsure)
        }
    }

    func guessDate(_ guesses: inout Guesses) {
        guard let date else { return }
        if date.isAmbiguous {
            guesses.add("date", "figures of which the first was taken for the day", .unsure)
        } else if head.dateLine == nil {
            if head.titleDate != nil {
                guesses.add("date", "its title", .likely)
            } else if path.day != nil {
                guesses.add("date", "the file's name", .likely)
            } else {
                guesses.add("date", "a line near its top", .unsure)
            }
        }
    }

    func guessTitle(_ guesses: inout Guesses) {
        guard head.heading == nil else { return }
        let line = transcript == nil ? head.firstLine : lineBefore
        guesses.add("title", line?.isEmpty == false ? "its first line" : "the file's name", .unsure)
    }
}
