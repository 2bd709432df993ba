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
        if unknown > 0 {
            draft.remarks.append(
                "\(unknown) \(unknown == 1 ? "label" : "labels") of the speaker map \(unknown == 1 ? "is" : "are") not "
                    + "in it; it has \(known.count) \(known.count == 1 ? "speaker" : "speakers").")
        }
    }

    private static func folded(_ label: String) -> String { label.singleLine.lowercased() }

    private static func handles(for known: Set<String>, _ map: [String: Handle]) -> [String: Handle] {
        let loose = Dictionary(map.map { (folded($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
        return Dictionary(
            uniqueKeysWithValues: known.compactMap { label in
                (map[label] ?? loose[folded(label)] ?? loose[folded(SpeakerName.clean(label))]).map { (label, $0) }
            })
    }

    /// How many of the map's labels are in the transcript.
    private static func matched(_ map: [String: Handle], _ known: Set<String>) -> Int {
        let labels = Set(known.map(folded))
        return map.keys.count { labels.contains(folded($0)) || labels.contains(folded(SpeakerName.clean($0))) }
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
        draft.set("speakers", .list(speakers))
        draft.details["speakers"] = .list(speakers)
        if draft.details["cues"] != nil { draft.details["turns"] = .number(Turns.of(body: draft.body).count { $0.speaker != nil }) }
        draft.participants += found.filter { !draft.participants.contains($0) }
        draft.guesses.removeAll { $0.field == "speakers" }
    }

    /// The body with handles for labels; what lies between is copied as it is.
    private static func body(
        _ body: String, _ turns: [Turn], _ handles: [String: Handle], isJoining: Bool
    ) -> String {
        let scalars = body.unicodeScalars
        var out = String.UnicodeScalarView()
        var place = (index: scalars.startIndex, count: 0)
        func copy(to count: Int, into out: inout String.UnicodeScalarView) {
            let end = scalars.index(place.index, offsetBy: count - place.count)
            out.append(contentsOf: scalars[place.index..<end])
            place = (end, count)
        }
        func skip(to count: Int) {
            place = (scalars.index(place.index, offsetBy: count - place.count), count)
        }
        var last: String?
        for turn in turns {
            guard let label = turn.speaker, let range = turn.label else {
                last = nil
                continue
            }
            let name = handles[label]?.rawValue ?? label
            if isJoining, name == last, handles[label] != nil || last != nil, turn.words.lowerBound < turn.words.upperBound,
                handles.values.contains(where: { $0.rawValue == name })
            {
                // Without the empty line and the label between them.
                skip(to: turn.words.lowerBound)
                out.append(" ")
            } else if let handle = handles[label] {
                copy(to: range.lowerBound, into: &out)
                out.append(contentsOf: handle.rawValue.unicodeScalars)
                skip(to: range.upperBound)
            }
            copy(to: turn.range.upperBound, into: &out)
            last = name
        }
        out.append(contentsOf: scalars[place.index...])
        return String(out)
    }
}
