import StudyModel

/// Makes a draft of a transcript: one paragraph for each turn.
enum TranscriptDraft {
    /// - Throws: `import.empty` where no cue can be read.
    static func draft(ofWebVTT text: SourceText, path: SourcePath) throws(StudyError) -> RecordDraft {
        let file = WebVTT(text.bytes)
        guard !file.cues.isEmpty else {
            throw StudyError(
                .importEmpty, "'\(path.full)' is a WebVTT transcript without a cue that can be read.",
                hint: "Check that its times have the form 00:01:02.000 --> 00:01:05.000.")
        }
        var draft = draft(of: file.cues, text: text, path: path, title: file.title, format: "webvtt")
        if let language = file.language { draft.details["language"] = .text(language) }
        if file.dropped > 0 {
            draft.remarks.append(
                file.dropped == 1
                    ? "A cue whose times can't be read was left out."
                    : "\(file.dropped) cues whose times can't be read were left out.")
        }
        return draft
    }

    /// - Throws: `import.unreadable` where there is no line of times.
    static func draft(ofSubRip text: SourceText, path: SourcePath) throws(StudyError) -> RecordDraft {
        let cues = SubRip(text.bytes).cues
        guard !cues.isEmpty else {
            throw StudyError(
                .importUnreadable, "'\(path.full)' is named as a SubRip transcript but holds no times.",
                hint:
                    "Check that its times have the form 00:01:02,000 --> 00:01:05,000, or rename it to .txt.")
        }
        return draft(of: cues, text: text, path: path, title: nil, format: "srt")
    }

    private static func draft(
        of cues: [Cue], text: SourceText, path: SourcePath, title: String?, format: String
    ) -> RecordDraft {
        let script = TranscriptScript(cues)
        let title = [title, path.stem].lazy.compactMap { $0?.shortened(to: 120) }.first { !$0.isEmpty }
        var draft = RecordDraft(
            kind: path.kind ?? .interview, day: path.day, title: title ?? "Untitled", body: "",
            remarks: text.remarks)
        draft.details["cues"] = .number(cues.count)
        draft.details["duration"] = .text(CueTime.precise(cues.reduce(0) { max($0, $1.end) }))
        if !script.speakers.isEmpty {
            draft.details["speakers"] = .list(script.speakers)
            draft.details["turns"] = .number(script.turns)
        }
        if script.isRolling { draft.remarks.append("Lines that rolling captions repeat were taken once.") }
        draft.participants = Handles.found(in: script.speakers)
        RecordText.finish(&draft, body: script.body, encoding: text.encoding, format: format)
        return draft
    }
}

/// The cues of a transcript joined to turns.
struct TranscriptScript {
    /// In the order they first speak.
    private(set) var speakers: [String] = []
    /// Paragraphs with a speaker.
    private(set) var turns = 0
    /// `Speaker [00:01:02]: text`, one paragraph for each turn, with an empty line between them.
    private(set) var body: [UInt8] = []
    /// Whether most captions begin with the line the one before ended with, as automatic captions do.
    let isRolling: Bool

    private let cues: [Cue]
    private let labels: Set<String>

    /// A pause after which speech without a speaker begins a new paragraph, and a length after which it does
    /// so at the end of a sentence.
    private static let pause = 2000
    private static let longParagraph = 600

    init(_ cues: [Cue]) {
        isRolling = Self.isRolling(cues)
        self.cues = isRolling ? Self.unrolled(cues) : cues
        labels = Self.labels(self.cues)
        write()
    }

    private mutating func write() {
        var seen: Set<String> = []
        var last: (speaker: String?, end: Int)?
        var length = 0
        for cue in cues {
            for segment in cue.segments.flatMap(split) {
                if let name = segment.speaker, seen.insert(name).inserted { speakers.append(name) }
                let text = segment.text.singleLine
                guard !text.isEmpty || segment.speaker != nil else { continue }
                let goesOn = last.map { goes(on: segment, in: cue, from: $0, length: length) } ?? false
                if goesOn {
                    if !text.isEmpty { body += Array((" " + text).utf8) }
                } else {
                    begin(segment, at: cue.start, text: text)
                    length = 0
                }
                length += text.utf8.count + 1
                last = (segment.speaker, cue.end)
            }
        }
    }

    private mutating func begin(_ segment: Cue.Segment, at start: Int, text: String) {
        if !body.isEmpty { body += [0x0A, 0x0A] }
        let time = "[\(CueTime.clock(start))]"
        let label = segment.speaker.map { "\($0) \(time):" } ?? time
        body += Array((text.isEmpty ? label : "\(label) \(text)").utf8)
        if segment.speaker != nil { turns += 1 }
    }

    private func goes(
        on segment: Cue.Segment, in cue: Cue, from last: (speaker: String?, end: Int), length: Int
    ) -> Bool {
        guard segment.speaker == last.speaker else { return false }
        guard segment.speaker == nil else { return true }
        if cue.start - last.end >= Self.pause { return false }
        return length < Self.longParagraph || !(body.last.map { [0x2E, 0x21, 0x3F].contains($0) } ?? false)
    }

    // MARK: Labels in the text

    /// `Name: text` labels that are speakers: those that occur twice, or all where half of the cues have one.
    private static func labels(_ cues: [Cue]) -> Set<String> {
        var counts: [String: Int] = [:]
        var labelled = 0
        for cue in cues {
            for segment in cue.segments where segment.speaker == nil {
                let found = segment.text.split(separator: "\n").compactMap { label(of: $0)?.name }
                for name in found { counts[name, default: 0] += 1 }
                if !found.isEmpty { labelled += 1 }
            }
        }
        let most = labelled * 2 >= cues.count
        return Set(counts.filter { most || $0.value >= 2 }.keys)
    }

    /// The label at the start of a line, `>> Name: text` and `- Name: text` too, and the text behind it.
    private static func label(of line: Substring) -> (name: String, text: Substring)? {
        let content = line.drop(while: { $0 == ">" || $0 == "-" || $0 == " " })
        guard let colon = content.utf8.prefix(64).firstIndex(of: 0x3A) else { return nil }
        let rest = content[content.index(after: colon)...]
        guard rest.isEmpty || rest.first == " " else { return nil }
        let name = String(content[..<colon]).trimmed
        return SpeakerLabel.isPlausible(name) ? (name, rest) : nil
    }

    /// A segment without a voice, split at lines that begin with a known label.
    private func split(_ segment: Cue.Segment) -> [Cue.Segment] {
        guard segment.speaker == nil, !labels.isEmpty else { return [segment] }
        var parts: [Cue.Segment] = []
        for line in segment.text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let (name, text) = Self.label(of: line), labels.contains(name) {
                parts.append(Cue.Segment(speaker: name, text: String(text)))
            } else if parts.isEmpty {
                parts.append(Cue.Segment(speaker: nil, text: String(line)))
            } else {
                parts[parts.count - 1].text += "\n" + line
            }
        }
        return parts
    }

    // MARK: Rolling captions

    private static func lines(_ cue: Cue) -> [String] {
        cue.segments.flatMap { $0.text.split(separator: "\n").map(\.singleLine) }.filter { !$0.isEmpty }
    }

    private static func isRolling(_ cues: [Cue]) -> Bool {
        // Captions with voices are written by people or meeting programs, which don't roll.
        guard cues.count >= 6, cues.allSatisfy({ $0.segments.allSatisfy { $0.speaker == nil } }) else {
            return false
        }
        var repeats = 0
        for (before, after) in zip(cues, cues.dropFirst()) {
            if let last = lines(before).last, lines(after).first == last { repeats += 1 }
        }
        return repeats * 2 >= cues.count
    }

    /// Every line once: a caption's first lines that the one before showed already are dropped.
    private static func unrolled(_ cues: [Cue]) -> [Cue] {
        var previous: Set<String> = []
        return cues.map { cue in
            let own = lines(cue)
            let fresh = own.drop { previous.contains($0) }
            previous = own.isEmpty ? previous : Set(own)
            var cue = cue
            cue.segments = [
                Cue.Segment(speaker: cue.segments.first?.speaker, text: fresh.joined(separator: "\n"))
            ]
            return cue
        }
    }
}
