internal import StudyArchive
package import StudyModel
internal import Vault
internal import Workflows

/// Report drafts as they are written.
extension StudyService {
    /// Writes a draft's first version.
    ///
    /// - Throws: `draft.invalid`, also for a name that is taken and for a citation that leads nowhere; `names.suspected`,
    ///   `names.found`, `vault.locked`. Nothing is written then.
    package func writeDraft(_ plan: DraftPlan) async throws(StudyError) -> DraftView {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> DraftView in
            let stamp = draftStamp()
            let id = try await freeDraftID(plan.name)
            let (title, text) = try await admitted(
                title: plan.title, text: plan.text, before: nil, cleared: plan.cleared ?? false)
            let (body, citations) = try await settled(text, before: nil, refreshes: false)
            let draft = ReportDraft(
                id: id, title: title,
                versions: [.init(id: stamp.id, written: Provenance(by: stamp.by, at: stamp.at))],
                citations: citations, nonce: surroundings.nonce(), body: body)
            return try await keep(draft, "new", by: stamp)
        }
    }

    /// Adds a version to a draft.
    ///
    /// - Returns: the draft as it is, without an operation, when nothing differs.
    /// - Throws: `draft.conflict` when it was changed after `base`; `draft.state` for a comment of a round that is closed; what
    ///   ``writeDraft(_:)`` throws.
    package func changeDraft(_ name: String, _ changes: DraftChanges) async throws(StudyError) -> DraftView {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> DraftView in
            let draft = try await draft(named: name)
            if let base = changes.base, base != draft.latest.id {
                throw StudyError(
                    .draftConflict,
                    "'\(draft.id)' was changed meanwhile: version \(draft.latest.number) is the newest.",
                    hint: "Run 'rir draft show \(draft.id)' to see it, then change it again.")
            }
            let stamp = draftStamp()
            let (title, text) = try await admitted(
                title: changes.title ?? draft.title, text: changes.text ?? draft.body, before: draft,
                cleared: changes.cleared ?? false)
            let refreshes = changes.refreshes ?? false
            let (body, citations) = try await settled(text, before: draft, refreshes: refreshes)
            var writing = DraftWriting(
                body: body, title: title, cause: refreshes ? .citations : .edit, citations: citations)
            writing.reason = try await replacingNames(changes.reason?.unpadded)
            for number in changes.takesIn ?? [] { writing.takesIn.append(try draft.comment(number).id) }
            let next = try DraftRules.applied(
                .write(writing), to: draft, stamp, ids: { surroundings.operationID() }
            ).get()
            if next == draft { return try await view(of: draft) }
            let why = writing.reason.map { ", \($0)" } ?? ""
            return try await keep(next, "version \(next.latest.number)\(why)", by: stamp)
        }
    }

    /// What a draft that was changed by hand becomes: its next version.
    ///
    /// - Throws: `draft.invalid` for a file whose front matter was changed too, or that leads nowhere; `names.suspected`.
    func adoptedDraft(_ bytes: [UInt8], _ path: String, cleared: Bool) async throws(StudyError) -> [UInt8] {
        try requireFeedback(bytes, at: path)
        guard let id = ReportDraftID(path: path), let changed = try? ReportDraftText.draft(from: bytes),
            let draft = try await feedbackMemory().drafts[id]
        else { return bytes }
        var same = changed
        same.body = draft.body
        guard same == draft else {
            throw StudyError(
                .draftInvalid,
                "In '\(path.printable)' more than the text below the front matter was changed.",
                hint:
                    "Bring the front matter back with 'git diff', and change the title with 'rir draft edit'."
            )
        }
        let stamp = draftStamp()
        let (title, text) = try await admitted(
            title: draft.title, text: changed.body, before: draft, cleared: cleared)
        let (body, citations) = try await settled(text, before: draft, refreshes: false)
        let writing = DraftWriting(body: body, title: title, citations: citations)
        var next = try DraftRules.applied(
            .write(writing), to: draft, stamp, ids: { surroundings.operationID() }
        ).get()
        next.nonce = surroundings.nonce()
        return ReportDraftText.bytes(of: next)
    }

    func draftStamp() -> CycleStamp {
        CycleStamp(id: surroundings.operationID(), by: archive.member, at: surroundings.now)
    }

    /// Writes a draft after a step.
    func keep(
        _ draft: ReportDraft, _ step: String, by stamp: CycleStamp, remarks: [String] = []
    ) async throws(StudyError) -> DraftView {
        var draft = draft
        draft.nonce = surroundings.nonce()
        if let problem = draft.problem { throw StudyError(.draftInvalid, problem) }
        let bytes = ReportDraftText.bytes(of: draft)
        guard bytes.count <= ReportDraft.largest else {
            throw StudyError(
                .draftInvalid, "The draft and its history are larger than 8 MiB.",
                hint: "Go on in another: 'rir draft new'.")
        }
        var operation = ArchiveOperation(
            id: stamp.id, act: .draft, by: stamp.by, at: stamp.at, reason: "\(draft.id): \(step)")
        operation.files.updateValue(bytes, forKey: draft.path)
        _ = try await commit([operation])[0].get()
        return try await view(of: draft, remarks: remarks, operation: stamp.id)
    }

    private func freeDraftID(_ name: String) async throws(StudyError) -> ReportDraftID {
        let taken = try await feedbackMemory()
        // A name that says who somebody is must not become a file's.
        try await requireNameless(name)
        let plain = try await admitted(name, "name of a draft", false)
        guard plain == name, let id = ReportDraftID(rawValue: name) else {
            throw StudyError(
                .draftInvalid, "A report draft can't be called so.",
                hint: "Give 1 to 40 small letters, digits and dashes, and nobody's name.")
        }
        guard taken.drafts[id] == nil, taken.unreadable[id.path] == nil else {
            throw StudyError(
                .draftInvalid, "There is a report draft '\(id)' already.",
                hint: "Give another name, or go on with it: 'rir draft edit \(id)'.")
        }
        return id
    }

    // MARK: The door

    /// Title and text as they may be kept: known names are replaced, and what may be another is refused, but for what
    /// stood in the version before.
    private func admitted(
        title: String, text: String, before: ReportDraft?, cleared: Bool
    ) async throws(StudyError) -> (title: String, text: String) {
        let text = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        guard let title = title.unpadded, text.unpadded != nil else {
            throw StudyError(.draftInvalid, "A draft has a title and words.")
        }
        let body = text.hasSuffix("\n") ? text : text + "\n"
        guard namePolicy != .off else { return (title, body) }
        guard let door = try await door() else { throw Vault.locked }
        guard cleared || namePolicy != .hold else {
            throw StudyError(
                .namesSuspected, "The study holds every text until a person has looked.",
                hint: "Look through it, then repeat with --cleared.")
        }
        let known = before.map { door.pass(RecordDraft(kind: .report, title: $0.title, body: $0.body)) }
        let passage = door.pass(
            RecordDraft(kind: .report, title: title, body: body),
            settled: Set(known?.suspects.map { $0.text.lowercased() } ?? []))
        let count = passage.suspects.count
        guard cleared || count == 0 else {
            throw StudyError(
                .namesSuspected,
                "The draft has \(count == 1 ? "1 word that may be a name" : "\(count) words that may be names").",
                hint: "Put handles in their place, or repeat with --cleared if none of them is a name.")
        }
        return (passage.draft.title, passage.draft.body)
    }

    /// A text whose citations have whole names and versions, and what they lead to.
    ///
    /// What a citation led to that stood in the version before stays remembered as it was.
    ///
    /// - Parameter refreshes: takes the newest version of each finding, and everything else as it is now.
    /// - Throws: `draft.invalid` for a citation that leads nowhere and did not stand in the version before.
    private func settled(
        _ text: String, before: ReportDraft?, refreshes: Bool
    ) async throws(StudyError) -> (body: String, citations: [ReportDraft.Seen]) {
        var source = DraftSource(refreshes ? Self.unpinned(text) : text)
        if let line = source.strange.first {
            throw StudyError(
                .draftInvalid, "Line \(line) has two brackets that hold no citation.",
                hint:
                    "Write [[finding:NAME]], [[quote:RECORD/CODING]], [[table:TITLE]] or [[count:NAME]]; \\[[ stands for the brackets themselves."
            )
        }
        let resolved = try await resolve(source)
        let had = Set(before.map { DraftSource($0.body).citations.map(\.text) } ?? [])
        if let lost = resolved.first(where: { $0.isUnknown && !had.contains($0.citation.text) }) {
            throw StudyError(
                .draftInvalid,
                "Line \(lost.citation.line), [[\(lost.citation.text)]]: \(lost.refusal ?? "It leads nowhere.")",
                hint: Self.hint(for: lost.citation.kind))
        }
        let names = Dictionary(resolved.map { ($0.citation.range.lowerBound, $0.name) }) { first, _ in first }
        let body = source.written({ "[[\(names[$0.range.lowerBound] ?? $0.text)]]" })
        source = DraftSource(body)
        let known = Dictionary(before?.citations.map { ($0.citation, $0) } ?? []) { first, _ in first }
        var seen: [String: ReportDraft.Seen] = [:]
        for one in resolved where seen[one.name] == nil {
            let old = known[one.name]
            let isFresh = one.change(since: old) == nil
            seen[one.name] =
                old != nil && (isFresh || !refreshes) ? old : one.seen(salt: surroundings.nonce())
        }
        return (body, seen.values.sorted { $0.citation < $1.citation })
    }

    /// A text whose citations of findings name no version, so that they get the newest.
    private static func unpinned(_ text: String) -> String {
        DraftSource(text).written { citation in
            "[[\(citation.pinned.map { "finding:\($0.name)" } ?? citation.text)]]"
        }
    }

    private static func hint(for kind: DraftCitation.Kind) -> String {
        switch kind {
        case .finding: "'rir finding list' shows the findings there are."
        case .quote: "'rir code list RECORD' shows the ends of codings' ids."
        case .table: "'tables' in study.yaml declares them, and 'rir report methods' fills them."
        case .count: "It counts \(DraftCounts.names)."
        }
    }
}
