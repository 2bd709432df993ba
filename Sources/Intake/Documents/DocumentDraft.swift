import StudyModel

/// Makes a draft of a document that other programs read: Word, OpenDocument, RTF, HTML, EPUB and PDF.
struct DocumentDraft {
    let source: IntakeSource
    let path: SourcePath
    let format: DocumentFormat
    let tools: DocumentTools

    /// - Throws: `import.unsupported` where the program is missing, `import.encrypted`, `import.unreadable`,
    ///   `import.too_large`, `import.empty`.
    static func draft(of source: IntakeSource, format: DocumentFormat, path: SourcePath)
        async throws(StudyError)
        -> RecordDraft
    {
        guard let tools = await source.tools?() else {
            throw ForeignFormat.refusal(of: path, name: format.name)
        }
        let reader = DocumentDraft(source: source, path: path, format: format, tools: tools)
        return try reader.draft(of: await reader.content())
    }

    private func content() async throws(StudyError) -> DocumentContent {
        switch format {
        case .docx: try await wordContent()
        case .odt: try await openDocumentContent()
        case .epub: try await bookContent()
        case .rtf: try await richTextContent()
        case .html: try await pageContent()
        case .pdf: try await pdfContent()
        case .doc: try await oldWordContent()
        }
    }

    // MARK: Draft

    /// The text goes the way of Markdown, and what the document says of itself fills the gaps.
    private func draft(of content: DocumentContent) throws(StudyError) -> RecordDraft {
        guard !content.text.utf8.allSatisfy({ $0 <= 0x20 }) else {
            throw StudyError(
                .importEmpty, "'\(path.full)' holds no text.", hint: "Leave it out of the import.")
        }
        var text = SourceText(utf8: Array(content.text.utf8))
        text.remarks = content.remarks
        var draft = try TextDraft.draft(of: text, path: path)
        if draft.kind == .fieldNote, path.kind == nil {
            // What comes as a document was written to be handed on; a field note says so by its name or folder.
            draft.kind = .report
        }
        draft.details["format"] = .text(format.rawValue)
        draft.details["encoding"] = content.encoding.map { .text($0) }
        for (key, value) in content.details { draft.set(key, value) }
        setTitle(of: &draft, content)
        fill(&draft, with: content.properties)
        return draft
    }

    /// A web page's own title; else its first heading; else the properties' title; else the first line with words.
    ///
    /// A transcript without a title keeps the name of its file.
    private func setTitle(of draft: inout RecordDraft, _ content: DocumentContent) {
        let heading = DocumentTitle.heading(in: draft.body)
        if let title = content.properties.title, content.isNamedByTitle || heading == nil {
            draft.title = title.shortened(to: 120)
            Self.guess("title", "the document's properties", .likely, in: &draft)
        } else if let heading {
            draft.title = heading.shortened(to: 120)
        } else if draft.title != path.stem.shortened(to: 120), let line = DocumentTitle.line(in: draft.body) {
            draft.title = line.shortened(to: 120)
        }
    }

    private func fill(_ draft: inout RecordDraft, with properties: DocumentProperties) {
        if draft.day == nil, let day = properties.day {
            draft.day = day
            let basis =
                properties.created == nil
                ? "the last change in its properties" : "when its properties say it was made"
            Self.guess("date", basis, .unsure, in: &draft)
        }
        if let author = properties.author { draft.set("author", .text(author)) }
        draft.memos += properties.comments
        if properties.insertions + properties.deletions > 0 {
            let counts =
                Self.counted(properties.insertions, "insertion") + ", "
                + Self.counted(properties.deletions, "deletion")
            draft.set("tracked-changes", .text(counts))
            draft.remarks.append("Tracked changes were taken as accepted: \(counts).")
        }
        if !properties.comments.isEmpty {
            draft.remarks.append(
                "It has \(Self.counted(properties.comments.count, "comment")), kept as memos.")
        }
    }

    /// Says what a field rests on, instead of what the text alone gave.
    private static func guess(
        _ field: String, _ basis: String, _ certainty: ImportGuess.Certainty, in draft: inout RecordDraft
    ) {
        draft.guesses.removeAll { $0.field == field }
        draft.guesses.append(ImportGuess(field: field, basis: basis, certainty: certainty))
    }

    static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    // MARK: Steps

    /// Runs a program that has to give a result.
    func output(
        of program: DocumentTools.Program, _ arguments: [String], _ input: [UInt8], limits: ToolLimits
    ) async throws(StudyError) -> [UInt8] {
        guard tools.programs[program] != nil else {
            throw DocumentTools.missing(program, for: path, name: format.name)
        }
        switch await tools.run(program, arguments, input: input, limits: limits) {
        case .success(let output): return output
        case .failure(let failure): throw DocumentTools.refusal(failure, of: path, name: format.name)
        }
    }

    var unreadable: StudyError {
        DocumentTools.refusal(.failed(status: 0), of: path, name: format.name)
    }

    func encrypted(hint: String) -> StudyError {
        StudyError(.importEncrypted, "'\(path.full)' is protected with a password.", hint: hint)
    }
}

/// What a reader made of a document.
struct DocumentContent {
    /// Markdown or plain text.
    var text: String
    var properties = DocumentProperties()
    var details: [(key: String, value: RecordDetails.Value)] = []
    var remarks: [String] = []
    /// By its name in the IANA registry, where a format leaves it open.
    var encoding: String?
    /// The title stands in the properties and not in the text, as in a web page.
    var isNamedByTitle = false
}
