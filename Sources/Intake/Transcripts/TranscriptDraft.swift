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
        let name = [title, path.stem].lazy.compactMap { $0?.shortened(to: 120) }.first { !$0.isEmpty }
        var draft = RecordDraft(
            kind: path.kind ?? .interview, day: path.day, title: name ?? "Untitled", body: "",
            remarks: text.remarks)
        draft.details["cues"] = .number(cues.count)
        draft.details["duration"] = .text(CueTime.precise(cues.reduce(0) { max($0, $1.end) }))
        if !script.speakers.isEmpty {
            draft.details["speakers"] = .list(script.speakers)
            draft.details["turns"] = .number(script.turns)
        }
        if script.isRolling { draft.remarks.append("Lines that rolling captions repeat were taken once.") }
        draft.participants = Handles.found(in: script.speakers)
        var guesses = Guesses()
        guesses.kind(path, else: "a transcript", script.speakers.isEmpty ? .unsure : .likely)
        if path.day != nil { guesses.add("date", "the file's name", .likely) }
        if title == nil { guesses.add("title", "the file's name", .unsure) }
        if !script.speakers.isEmpty, !script.hasVoices {
            guesses.add("speakers", "labels at the start of captions", .likely)
        }
        if !draft.participants.isEmpty { guesses.add("participants", "handles among the speakers", .likely) }
        guesses.encoding(text)
        draft.guesses = guesses.all
        RecordText.finish(&draft, body: script.body, encoding: text.encoding, format: format)
        return draft
    }
}
