import StudyAPI
import StudyModel
import StudyService

/// Text as a client wrote it, brought to the form records have.
enum WrittenText {
    /// Without a byte order mark, with LF line ends, the last line ended unless there is none.
    static func body(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for (offset, scalar) in text.unicodeScalars.enumerated() {
            defer { previous = scalar }
            if offset == 0, scalar == "\u{FEFF}" { continue }
            if scalar == "\n", previous == "\r" { continue }
            out.append(scalar == "\r" ? "\n" : scalar)
        }
        if let last = out.last, last != "\n" { out.append("\n") }
        return String(out)
    }

    /// The first line with something on it, without the marks of a heading, at most 120 characters.
    static func title(of body: String) -> String {
        for line in body.split(separator: "\n") {
            let words = line.drop { $0 == "#" || $0.isWhitespace }
            guard let end = words.lastIndex(where: { !$0.isWhitespace }) else { continue }
            return String(words[...end].prefix(120))
        }
        return ""
    }
}

extension RecordDraft {
    /// What a capture asks for, with the defaults of ``CaptureRequest``.
    init(_ request: CaptureRequest) {
        let body = WrittenText.body(request.text)
        self.init(
            kind: request.kind ?? .fieldNote, day: request.date, time: request.time,
            title: request.title ?? WrittenText.title(of: body), participants: request.participants ?? [],
            body: body
        )
        take(NoteMarks(body))
    }

    /// What the words of a note say about it: `@SP66`, `#access/open`, `!decision`.
    private mutating func take(_ marks: NoteMarks) {
        participants += marks.participants.filter { !participants.contains($0) }
        if !marks.codes.isEmpty { details["codes"] = .list(marks.codes) }
        if !marks.marks.isEmpty { details["marks"] = .list(marks.marks) }
    }
}

extension RecordChanges {
    init(_ request: EditRequest) {
        self.init(
            body: request.body.map(WrittenText.body), kind: request.kind, day: request.date,
            title: request.title,
            participants: request.participants
        )
    }
}

extension CaptureRequest: KnownFields {
    static let fields: Set<String> = ["text", "kind", "date", "time", "title", "participants", "cleared"]
}

extension EditRequest: KnownFields {
    static let fields: Set<String> = [
        "body", "kind", "date", "title", "participants", "reason", "base", "cleared", "dryRun",
    ]
}

extension AdoptRequest: KnownFields {
    static let fields: Set<String> = ["paths", "reason", "cleared"]
}
