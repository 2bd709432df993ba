package import StudyModel

/// Makes record drafts of files: Markdown and plain text, mail, WebVTT and SubRip transcripts, documents, tables.
///
/// The same bytes, path and overrides give the same drafts; nothing is opened or fetched. What
/// each importer reads, and how kind, date, title and participants are worked out, is
/// `docs/reference/import.md`.
///
/// ## Concurrency
/// May be called from any number of threads at once.
package enum Intake {
    /// The records a file becomes: one, except that a mailbox gives one for each message.
    ///
    /// - Throws: ``StudyError`` with one of these codes:
    ///   - `import.unsupported`: a known format that this version doesn't read; the hint says how to
    ///     convert it.
    ///   - `import.unreadable`: the name or the first bytes promise a format that the rest does not keep.
    ///   - `import.empty`: nothing to keep, such as a transcript without a cue.
    ///   - `import.encrypted`: a document that needs a password, and none was given that opens it.
    ///   - `import.too_large`: over ``IntakeSource/largestSize``, or a body over `Record.largestBody`.
    ///   - `import.binary`: bytes that are no text in any encoding read here.
    package static func drafts(from source: IntakeSource) async throws(StudyError) -> [RecordDraft] {
        guard source.bytes.count <= IntakeSource.largestSize else {
            throw StudyError(
                .importTooLarge, "'\(source.path)' is larger than \(IntakeSource.largestSize >> 20) MiB.",
                hint: "Split it into smaller files and import those.")
        }
        var source = source
        if OfficeLock.isClosed(source.bytes) { source.bytes = try OfficeLock.opened(source) }
        let path = SourcePath(source.path)
        let drafts = try await read(source, path: path)
        for draft in drafts where draft.body.utf8.count > Record.largestBody {
            throw StudyError(
                .importTooLarge,
                "The text of '\(source.path)' is larger than \(Record.largestBody >> 20) MiB.",
                hint: "Split it into smaller files and import those.")
        }
        return drafts.map { overriding($0, with: source.overrides) }
    }

    private static func read(_ source: IntakeSource, path: SourcePath) async throws(StudyError)
        -> [RecordDraft]
    {
        let bytes = source.bytes
        let (format, text) = try SourceFormat.of(bytes, path: path)
        switch format {
        case .mail: return [try await MailDraft.draft(of: source, path: path)]
        case .mailbox: return try await MailDraft.drafts(ofMailbox: source, path: path)
        case .webVTT: return [try TranscriptDraft.draft(ofWebVTT: text, path: path)]
        case .subRip: return [try TranscriptDraft.draft(ofSubRip: text, path: path)]
        case .document(let format):
            return [try await DocumentDraft.draft(of: source, format: format, path: path)]
        case .text: return [try TextDraft.draft(of: text, path: path)]
        case .table: return try SurveyIntake.records(of: source)
        }
    }

    private static func overriding(_ draft: RecordDraft, with overrides: RecordOverrides) -> RecordDraft {
        var draft = draft
        if let speakers = overrides.speakers { SpeakerAttribution.apply(speakers, to: &draft) }
        if let kind = overrides.kind { draft.kind = kind }
        if let day = overrides.day {
            // A time belongs to the day it was read with.
            if day != draft.day { draft.time = nil }
            draft.day = day
        }
        // A survey's title is already in the titles of its answers, which differ.
        if let title = overrides.title, draft.details["survey"] == nil { draft.title = title }
        if let participants = overrides.participants {
            let spoken = Set((overrides.speakers ?? [:]).values)
            draft.participants =
                participants + draft.participants.filter { spoken.contains($0) && !participants.contains($0) }
        }
        let said: [String: Bool] = [
            "kind": overrides.kind != nil, "date": overrides.day != nil, "title": overrides.title != nil,
            "participants": overrides.participants != nil,
        ]
        draft.guesses.removeAll { said[$0.field] == true }
        return draft
    }
}
