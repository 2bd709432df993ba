import StudyModel

/// The cues of a transcript joined to turns.
struct TranscriptScript {
    /// In the order they first speak.
    private(set) var speakers: [String] = []
    /// Paragraphs with a speaker.
    private(set) var turns = 0
    /// `Speaker [00:01:02]: text`, one paragraph for each turn, with an empty line between them; with its end,
    /// `[00:01:02-00:01:09]`, where the next does not begin within two seconds of it.
    private(set) var body: [UInt8] = []
    /// Whether a caption names its speaker with a voice tag.
    private(set) var hasVoices = false
    /// Where the end of the paragraph under way would be written.
    private var stampPlace = 0
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
        self.cues = isRolling ? Self.unrolled(cues) : Self.cleaned(cues)
        hasVoices = cues.contains { $0.segments.contains { $0.speaker != nil } }
        labels = Self.labels(self.cues)
        write()
    }

    private mutating func write() {
        var seen: Set<String> = []
        var last: (speaker: String?, start: Int, end: Int)?
        var length = 0
        for cue in cues {
            for segment in cue.segments.flatMap(split) {
                if let name = segment.speaker, seen.insert(name).inserted { speakers.append(name) }
                let text = segment.text.singleLine
                guard !text.isEmpty || segment.speaker != nil else { continue }
                if let before = last, goes(on: segment, in: cue, from: before, length: length) {
                    if !text.isEmpty { body += Array((" " + text).utf8) }
                    last = (segment.speaker, before.start, max(before.end, cue.end))
                } else {
                    if let before = last, cue.start - before.end >= Self.pause { stamp(end: before) }
                    begin(segment, at: cue.start, text: text)
                    length = 0
                    last = (segment.speaker, cue.start, cue.end)
                }
                length += text.utf8.count + 1
            }
        }
        if let last { stamp(end: last) }
    }

    private mutating func begin(_ segment: Cue.Segment, at start: Int, text: String) {
        if !body.isEmpty { body += [0x0A, 0x0A] }
        let time = "[\(CueTime.clock(start))"
        let label = segment.speaker.map { "\($0) \(time)" } ?? time
        body += Array(label.utf8)
        stampPlace = body.count
        body += Array((segment.speaker == nil ? "]" : "]:").utf8)
        if !text.isEmpty { body += Array((" " + text).utf8) }
        if segment.speaker != nil { turns += 1 }
    }

    /// Writes the end of the last paragraph behind its start, where nothing else says it.
    private mutating func stamp(end last: (speaker: String?, start: Int, end: Int)) {
        let second = (last.end + 999) / 1000
        guard second > last.start / 1000 else { return }
        body.insert(contentsOf: "-\(CueTime.clock(second * 1000))".utf8, at: stampPlace)
    }

    private func goes(
        on segment: Cue.Segment, in cue: Cue, from last: (speaker: String?, start: Int, end: Int), length: Int
    ) -> Bool {
        guard segment.speaker == last.speaker else { return false }
        guard segment.speaker == nil else { return true }
        if cue.start - last.end >= Self.pause { return false }
        return length < Self.longParagraph || !(body.last.map { [0x2E, 0x21, 0x3F].contains($0) } ?? false)
    }

    /// With speakers' labels as the body can hold them.
    private static func cleaned(_ cues: [Cue]) -> [Cue] {
        var known: [String: String] = [:]
        var cues = cues
        for cue in cues.indices {
            for segment in cues[cue].segments.indices {
                guard let label = cues[cue].segments[segment].speaker else { continue }
                let clean = known[label] ?? SpeakerName.clean(label)
                known[label] = clean
                cues[cue].segments[segment].speaker = clean
            }
        }
        return cues
    }

    // MARK: Labels in the text

    /// `Name: text` labels that are speakers: those that read as names and occur twice, or all of them where half of the
    /// cues have one; and any label, `iphone`, where nearly all cues have one of a few.
    private static func labels(_ cues: [Cue]) -> Set<String> {
        var counts: [String: Int] = [:]
        var loose: [String: Int] = [:]
        var labelled = (named: 0, loosely: 0)
        for cue in cues {
            for segment in cue.segments where segment.speaker == nil {
                let found = segment.text.split(separator: "\n").compactMap { label(of: $0)?.name }
                let names = found.filter(SpeakerLabel.isPlausible)
                for name in names { counts[name, default: 0] += 1 }
                if !names.isEmpty { labelled.named += 1 }
                if let first = found.first {
                    loose[first, default: 0] += 1
                    labelled.loosely += 1
                }
            }
        }
        if cues.count >= 5, labelled.loosely * 5 >= cues.count * 4, loose.count * 3 <= labelled.loosely {
            return Set(loose.keys)
        }
        let most = labelled.named * 2 >= cues.count
        return Set(counts.filter { most || $0.value >= 2 }.keys)
    }

    /// The label at the start of a line, `>> Name: text` and `- Name: text` too, and the text behind it.
    private static func label(of line: Substring) -> (name: String, text: Substring)? {
        let content = line.drop(while: { $0 == ">" || $0 == "-" || $0 == " " })
        guard let colon = content.utf8.prefix(64).firstIndex(of: 0x3A) else { return nil }
        let rest = content[content.index(after: colon)...]
        guard rest.isEmpty || rest.first == " " else { return nil }
        let name = String(content[..<colon]).trimmed
        return name.isEmpty
            || name.contains(where: { ".?![]".contains($0) }) && !SpeakerLabel.isPlausible(name)
            ? nil : (name, rest)
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
