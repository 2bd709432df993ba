import StudyModel

/// Makes a draft of Markdown or plain text.
enum TextDraft {
    /// - Throws: `import.empty` where a front matter is all there is.
    static func draft(of text: SourceText, path: SourcePath) throws(StudyError) -> RecordDraft {
        let bytes = text.bytes
        let front = SourceFrontMatter(bytes)
        let start = front.map { $0.isWhole ? $0.bodyStart : 0 } ?? 0
        let known = FrontMatterValues(front)
        let reading = TextReading(bytes, from: front?.bodyStart ?? 0, path: path, given: known.kind)
        var draft = RecordDraft(
            kind: reading.kind, title: "", details: known.details, body: "", remarks: text.remarks + known.remarks)
        reading.set(&draft)
        draft.title = reading.title(given: known.title)
        if let day = known.day {
            (draft.day, draft.time) = (day, known.time)
        } else {
            (draft.day, draft.time) = (reading.date?.day, reading.date?.time)
        }
        let found = Handles.found(
            in: reading.people + (reading.transcript?.speakers ?? []) + [reading.head.heading].compactMap { $0 })
        draft.participants = known.participants + found.filter { !known.participants.contains($0) }
        draft.guesses = guesses(reading, known, text, hasFound: draft.participants.count > known.participants.count)
        let isMarkdown = ["md", "markdown"].contains(path.fileExtension)
        if let body = reading.rewritten {
            draft.remarks.append("The speakers' headings were rewritten as 'Name [00:01:02]: text'.")
            RecordText.finish(&draft, body: body, encoding: text.encoding, format: isMarkdown ? "markdown" : "text")
        } else {
            RecordText.finish(
                &draft, body: bytes[start...], encoding: text.encoding, format: isMarkdown ? "markdown" : "text")
        }
        guard !draft.body.isEmpty else {
            throw StudyError(
                .importEmpty, "'\(path.full)' has a front matter and no text.",
                hint: "Leave it out of the import.")
        }
        return draft
    }

    private static func guesses(
        _ reading: TextReading, _ known: FrontMatterValues, _ text: SourceText, hasFound: Bool
    ) -> [ImportGuess] {
        var guesses = Guesses()
        if known.kind == nil { reading.guessKind(&guesses) }
        if known.day == nil { reading.guessDate(&guesses) }
        if known.title == nil { reading.guessTitle(&guesses) }
        if hasFound { guesses.add("participants", "handles among speakers, those present or in the title", .likely) }
        if let transcript = reading.transcript, reading.isTalk {
            guesses.add("speakers", "how its paragraphs begin", transcript.isCertain ? .likely : .unsure)
        }
        guesses.encoding(text)
        return guesses.all
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
