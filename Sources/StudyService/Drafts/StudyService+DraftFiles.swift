internal import Intake
internal import Pseudonymisation
internal import Reports
internal import StudyArchive
package import StudyModel
internal import Vault

/// What a report draft is written as.
package enum DraftFormat: String, Sendable, CaseIterable {
    /// Markdown, a page, a Word file, a PDF file, and the text of an e-mail.
    case md, html, docx, pdf, txt
}

/// Report drafts as files that leave the study.
extension StudyService {
    /// A version of a draft as a file to read.
    ///
    /// - Throws: `draft.withheld` where a citation must not go out, `names.found` where a known name would, `vault.locked` while
    ///   nobody can tell; `import.unsupported` on a machine without what makes the file; `draft.not_found`, `draft.ambiguous`;
    ///   `draft.invalid` for a text with a picture.
    package func draftFile(
        _ name: String, version number: Int?, as format: DraftFormat
    ) async throws(StudyError) -> MadeFile {
        try await refreshed()
        let draft = try await draft(named: name)
        let version = try draft.kept(number)
        let text = try await text(toGiveOf: draft, version: version)
        let document = DraftDocument(
            study: title, title: draft.title, version: version.number, day: version.written.at.day)
        return try await file("\(draft.id)-v\(version.number)", document, text.plain, format)
    }

    /// What the audience of a comment round is given: the version with numbers before its paragraphs.
    ///
    /// - Throws: as ``draftFile(_:version:as:)``; `draft.state` for a draft that was never shared.
    package func draftPack(_ name: String, as format: DraftFormat) async throws(StudyError) -> MadeFile {
        try await refreshed()
        let draft = try await draft(named: name)
        let round = try draft.lastRound()
        guard let version = draft.version(round.version) else {
            throw StudyError(.draftNotFound, "The version that was shared is not in the study any more.")
        }
        let text = try await text(toGiveOf: draft, version: version)
        let document = DraftDocument(
            study: title, title: draft.title, version: version.number, day: version.written.at.day,
            asking: .init(audience: round.audience, due: round.due, token: round.id.token))
        return try await file("\(draft.id)-\(round.id)", document, text.numbered, format)
    }

    /// A version with what its citations show, without and with marks before its paragraphs.
    ///
    /// - Throws: `draft.withheld`, `names.found`, `vault.locked`.
    func text(
        toGiveOf draft: ReportDraft, version: ReportDraft.Version
    ) async throws(StudyError) -> (plain: String, numbered: String) {
        let source = DraftSource(draft.text(of: version.id) ?? "")
        let resolved = try await resolve(source)
        var refusals = resolved.compactMap { one in
            one.refusal.map { "line \(one.citation.line), [[\(one.citation.text)]]: \($0)" }
        }
        refusals += try await typedQuotes(in: source)
        guard refusals.isEmpty else {
            let more = refusals.count > 5 ? " And \(refusals.count - 5) more." : ""
            throw StudyError(
                .draftWithheld,
                "Version \(version.number) of '\(draft.id)' can't go out. "
                    + refusals.prefix(5).map(\.sentence).joined(separator: " ") + more,
                hint: "Take those passages out with 'rir draft edit \(draft.id)', or record the consent.")
        }
        let plain = Self.shown(source, resolved)
        try await requireNoNames(inLinesOf: draft.title + "\n" + plain, of: draft)
        return (plain, Self.shown(source, resolved) { DraftDocument.mark($0) })
    }

    /// Quotes that somebody typed with an attribution, of people who have not agreed to be quoted.
    private func typedQuotes(in source: DraftSource) async throws(StudyError) -> [String] {
        if archive.description.consent != .required { return [] }
        let judge = try await consentJudge()
        return source.attributions.compactMap { handle, line in
            if judge.team.contains(handle.prefix) || judge.others.contains(handle) { return nil }
            if case .granted = judge.gate.ledger.state(of: handle, for: .quote, at: judge.now) { return nil }
            return "line \(line), a quote attributed by hand: \(handle.rawValue) has not agreed to be quoted."
        }
    }

    /// Refuses known names, and says on which lines they stand.
    private func requireNoNames(
        inLinesOf text: String, of draft: ReportDraft
    ) async throws(StudyError) {
        guard namePolicy != .off else { return }
        guard await vault.isOpen else { throw Vault.locked }
        let report = LeakScanner(try await keyTable()).scan(text)
        guard report.count > 0 else { return }
        let lines = Set(report.leaks.map { $0.line - 1 }).sorted()
        let places = lines.prefix(8).map { $0 < 1 ? "the title" : "line \($0)" }.joined(separator: ", ")
        throw StudyError(
            .namesFound, "'\(draft.id)' would go out with known names: \(places) of what it shows.",
            hint: "Put handles in their place with 'rir draft edit \(draft.id)', then repeat the command.")
    }

    private func file(
        _ name: String, _ document: DraftDocument, _ text: String, _ format: DraftFormat
    ) async throws(StudyError) -> MadeFile {
        var file = MadeFile(name: "\(name).\(format.rawValue)", bytes: [])
        if format == .md || format == .txt {
            file.bytes = Array((format == .md ? document.markdown(text) : document.mail(text)).utf8)
            try await requireNoNames(in: file.bytes, of: name)
            return file
        }
        let tools = await Toolbox.tools(workingIn: "\(path)/.rir")
        let markup = String(
            decoding: try await tools.html(fromMarkdown: Array(text.utf8)), as: UTF8.self)
        if DraftDocument.hasPicture(markup) {
            throw StudyError(
                .draftInvalid, "The draft shows a picture, and pictures can't be put into reports.",
                hint: "Take out what stands as ![…](…), or export Markdown: --as md.")
        }
        let page = Array(document.html(markup, isForWord: format == .docx).utf8)
        try await requireNoNames(in: page, of: name)
        switch format {
        case .docx: file.bytes = try await tools.docx(fromHTML: page)
        case .pdf: file.bytes = try await tools.pdf(fromHTML: page)
        default: file.bytes = page
        }
        return file
    }
}

extension String {
    /// With a point at its end.
    fileprivate var sentence: String { hasSuffix(".") ? self : self + "." }
}
