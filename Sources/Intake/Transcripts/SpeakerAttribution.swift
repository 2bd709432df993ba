import StudyModel

/// Puts participants' handles in the place of speakers' labels.
enum SpeakerAttribution {
    /// Changes the labels of a transcript's turns in the body, the details and the participants.
    ///
    /// Labels match exactly, else whatever the case of their letters. In transcripts made of captions, turns of one
    /// speaker that follow each other only now are joined.
    static func apply(_ map: [String: Handle], to draft: inout RecordDraft) {
        guard !map.isEmpty, draft.kind != .email else { return }
        let turns = Turns.of(body: draft.body)
        let known = Set(turns.compactMap(\.speaker))
        guard !known.isEmpty else {
            draft.remarks.append("No speakers were found in it, so the speaker map was not applied.")
            return
        }
        let handles = handles(for: known, map)
        rewrite(&draft, turns, handles)
        let unknown = map.count - matched(map, known)
        // A map may serve several interviews; only one that fits nowhere is worth a word.
        if handles.isEmpty, unknown > 0 {
            draft.remarks.append(
                "\(unknown) \(unknown == 1 ? "label" : "labels") of the speaker map \(unknown == 1 ? "is" : "are") not "
                    + "in it; it has \(known.count) \(known.count == 1 ? "speaker" : "speakers").")
        }
        let named = known.filter { handles[$0] == nil && Handle(rawValue: $0) == nil }.count
        if named > 0, !handles.isEmpty {
            draft.remarks.append(
                "\(named) \(named == 1 ? "speaker has" : "speakers have") no handle; their labels stay as they are."
            )
        }
    }

    private static func folded(_ label: String) -> String { label.singleLine.lowercased() }

    private static func handles(for known: Set<String>, _ map: [String: Handle]) -> [String: Handle] {
        let loose = Dictionary(
            map.map { (folded($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
        return Dictionary(
            uniqueKeysWithValues: known.compactMap { label in
                (map[label] ?? loose[folded(label)] ?? loose[folded(SpeakerName.clean(label))]).map {
                    (label, $0)
                }
            })
    }

    /// How many of the map's labels are in the transcript.
    private static func matched(_ map: [String: Handle], _ known: Set<String>) -> Int {
        let labels = Set(known.map(folded))
        return map.keys.count {
            labels.contains(folded($0)) || labels.contains(folded(SpeakerName.clean($0)))
        }
    }

    private static func rewrite(_ draft: inout RecordDraft, _ turns: [Turn], _ handles: [String: Handle]) {
        guard !handles.isEmpty else { return }
        draft.body = body(draft.body, turns, handles, isJoining: draft.details["cues"] != nil)
        var speakers: [String] = []
        var found: [Handle] = []
        for turn in turns {
            guard let label = turn.speaker else { continue }
            let name = handles[label]?.rawValue ?? label
            if !speakers.contains(name) { speakers.append(name) }
            if let handle = handles[label], !found.contains(handle) { found.append(handle) }
        }
        draft.details["speakers"] = .list(speakers)
        if draft.details["cues"] != nil {
            draft.details["turns"] = .number(Turns.of(body: draft.body).count { $0.speaker != nil })
        }
        draft.participants += found.filter { !draft.participants.contains($0) }
        draft.guesses.removeAll { $0.field == "speakers" }
    }

    /// The body with handles for labels; what lies between is copied as it is.
    private static func body(
        _ body: String, _ turns: [Turn], _ handles: [String: Handle], isJoining: Bool
    ) -> String {
        var copy = BodyCopy(body)
        let names = turns.map { turn in turn.speaker.map { handles[$0]?.rawValue ?? $0 } }
        let known = Set(handles.values.map(\.rawValue))
        var index = 0
        while index < turns.count {
            let turn = turns[index]
            var last = index
            if isJoining, let name = names[index], known.contains(name) {
                while last + 1 < turns.count, names[last + 1] == name { last += 1 }
            }
            if let label = turn.label, let handle = turn.speaker.flatMap({ handles[$0] }) {
                copy.copy(to: label.lowerBound)
                copy.write(handle.rawValue)
                copy.skip(to: label.upperBound)
            }
            if last > index {
                joinTurns(turns[index...last], &copy)
            } else {
                copy.copy(to: turn.range.upperBound)
            }
            index = last + 1
        }
        return copy.finished()
    }

    /// Several turns of one speaker as one: with the first one's start, the last one's end where that is written, and
    /// their words with a space between them.
    private static func joinTurns(_ turns: ArraySlice<Turn>, _ copy: inout BodyCopy) {
        guard let first = turns.first, let last = turns.last else { return }
        copy.copy(to: first.label?.upperBound ?? first.range.lowerBound)
        let isEnded = copy.holdsDash(
            from: last.label?.upperBound ?? last.words.lowerBound, to: last.words.lowerBound)
        if let start = first.start {
            let end = isEnded ? last.end.map { "-\(TurnTime.clock($0))" } ?? "" : ""
            copy.write(" [\(TurnTime.clock(start))\(end)]:")
        } else {
            copy.write(":")
        }
        for turn in turns {
            copy.skip(to: turn.words.lowerBound)
            if !turn.words.isEmpty { copy.write(" ") }
            copy.copy(to: turn.words.upperBound)
        }
    }
}

/// Copies a text piece by piece, counting Unicode scalars; places only grow.
private struct BodyCopy {
    private let scalars: String.UnicodeScalarView
    private var out = String.UnicodeScalarView()
    private var place: (index: String.Index, count: Int)

    init(_ body: String) {
        scalars = body.unicodeScalars
        place = (scalars.startIndex, 0)
    }

    mutating func copy(to count: Int) {
        let start = place.index
        skip(to: count)
        out.append(contentsOf: scalars[start..<place.index])
    }

    mutating func skip(to count: Int) {
        let index = scalars.index(
            place.index, offsetBy: max(0, count - place.count), limitedBy: scalars.endIndex)
        place = (index ?? scalars.endIndex, max(count, place.count))
    }

    mutating func write(_ text: String) { out.append(contentsOf: text.unicodeScalars) }

    /// Whether a hyphen stands in a stretch further on.
    func holdsDash(from start: Int, to end: Int) -> Bool {
        var ahead = self
        ahead.skip(to: start)
        let from = ahead.place.index
        ahead.skip(to: end)
        return scalars[from..<ahead.place.index].contains("-")
    }

    mutating func finished() -> String {
        out.append(contentsOf: scalars[place.index...])
        place.index = scalars.endIndex
        return String(out)
    }
}
