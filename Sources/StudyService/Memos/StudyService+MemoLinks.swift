internal import CodingLogic
internal import StudyArchive
internal import StudyIndex
internal import StudyModel

extension StudyService {
    // MARK: Making links

    /// The links a person asks for, each once.
    ///
    /// - Throws: `memo.invalid` for a link that names nothing or several things, or a finding; what finding a record,
    ///   a code, a coding, a case or words throws.
    func links(_ drafts: [MemoLinkDraft], after links: [MemoLink] = []) async throws(StudyError) -> [MemoLink]
    {
        var links = links
        for draft in drafts {
            let link = try await link(draft)
            if !links.contains(link) { links.append(link) }
        }
        return links
    }

    private func link(_ draft: MemoLinkDraft) async throws(StudyError) -> MemoLink {
        if draft.finding != nil {
            throw StudyError(
                .memoInvalid, "A memo can't be linked to a finding.",
                hint: "Link it to the records, codes or cases that the finding is about.")
        }
        guard [draft.record, draft.code, draft.case].count(where: { $0 != nil }) == 1,
            draft.record != nil || !(draft.hasPlace || draft.coding != nil),
            !(draft.hasPlace && draft.coding != nil)
        else {
            throw StudyError(
                .memoInvalid, "A link names no thing, or several.",
                hint: "Give a record, alone, with words or with a coding; a code; or a case.")
        }
        if let code = draft.code { return .code(try await codebook().one(code).code.id) }
        if let text = draft.case { return .case(try await knownCase(text)) }
        let record = try await stored(try await resolve(draft.record ?? ""), version: nil)
        if let coding = draft.coding {
            return .coding(try await foundCoding(coding, in: record.record.id).coding.id, record.record.id)
        }
        guard draft.hasPlace else { return .record(record.record.id) }
        return .span(try Self.place(draft, in: record))
    }

    private static func place(
        _ draft: MemoLinkDraft, in stored: StoredRecord
    ) throws(StudyError) -> MemoLink.Place {
        var change = CodingChange(.add, span: draft.span)
        change.quote = draft.quote
        change.occurrence = draft.occurrence
        change.turns = draft.turns
        change.paragraphs = draft.paragraphs
        change.lines = draft.lines
        let finder = PlaceFinder(body: stored.record.body)
        guard let span = try finder.span(of: change), let anchor = Anchor(span, in: finder.scalars) else {
            throw StudyError(
                .memoInvalid, "There are no words at that place.", hint: "Copy them from 'rir show'.")
        }
        return MemoLink.Place(
            record: stored.record.id, anchor: anchor, version: stored.record.version, sha256: stored.sha256)
    }

    /// A coding of a record, by the end of its id.
    private func foundCoding(_ part: String, in record: RecordID) async throws(StudyError) -> CodingView {
        let views = try await views(of: record)
        return views[try views.map(\.coding.id).place(of: part, in: record)]
    }

    /// A case as a person types its id.
    ///
    /// - Throws: `participant.not_found`.
    func knownCase(_ text: String) async throws(StudyError) -> CaseID {
        guard let id = CaseID(rawValue: text.uppercased()), id.handle == nil else {
            return CaseID(try await participantCase(text).handle)
        }
        if try await storedCase(id) != nil { return id }
        throw StudyError(
            .participantNotFound, "The study has no case '\(text.printable)'.",
            hint: "'rir participant list' shows the participants.")
    }

    // MARK: Showing links

    /// A link with what it leads to now.
    func view(of link: MemoLink, in codebook: Codebook) async throws(StudyError) -> MemoLinkView {
        var view = MemoLinkView(link, in: codebook)
        switch link {
        case .code(let code): view.title = codebook[code]?.code.name
        case .case(let id): if try await isGone(id) { view.state = .removed }
        case .record, .span, .coding: try await look(at: &view, in: codebook)
        }
        return view
    }

    private func isGone(_ id: CaseID) async throws(StudyError) -> Bool {
        if try await storedCase(id) != nil { return false }
        guard let handle = id.handle else { return true }
        return try await index.records(RecordFilter(participants: [handle], limit: 1)).total == 0
    }

    private func look(at view: inout MemoLinkView, in codebook: Codebook) async throws(StudyError) {
        guard let id = view.link.record, try await index.isRemoved(id) == false else {
            view.state = .removed
            return
        }
        let record = try await stored(id, version: nil).record
        view.title = record.title
        switch view.link {
        case .span(let place):
            view.latest = record.version
            view.state = record.version == place.version ? .current : place.state(in: record.body)
        case .coding(let coding, _):
            let found = try await views(of: id).first { $0.coding.id == coding }
            view.title = found.map { $0.path?.rawValue ?? $0.name }
            if found == nil { view.state = .removed }
        case .record, .code, .case: break
        }
    }
}
