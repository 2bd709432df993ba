internal import StudyArchive
package import StudyModel
internal import Workflows

/// Report drafts as they are read.
extension StudyService {
    /// All drafts by name, and files that are none as the format says, one sentence each.
    package func drafts() async throws(StudyError) -> (drafts: [DraftHead], unreadable: [String]) {
        try await refreshed()
        let memory = try await feedbackMemory()
        let today = surroundings.now.day
        let heads = memory.drafts.values.sorted { $0.id < $1.id }.map {
            DraftHead($0, waits: DraftRules.waits(of: $0, on: today))
        }
        return (heads, memory.unreadableSentences(below: "drafts/"))
    }

    /// One version of a draft, with what its citations lead to now.
    ///
    /// - Parameter number: the version; `nil` for the newest.
    /// - Throws: `draft.not_found`, also for a version that it never had or that is not kept; `draft.ambiguous`, `draft.invalid`.
    package func draft(_ name: String, version number: Int?) async throws(StudyError) -> DraftView {
        try await refreshed()
        let draft = try await draft(named: name)
        return try await view(of: draft, version: try draft.kept(number))
    }

    /// A draft by any part of its name that no other has.
    ///
    /// - Throws: `draft.not_found`, `draft.ambiguous`; `draft.invalid` where its file is not as the format says.
    func draft(named text: String) async throws(StudyError) -> ReportDraft {
        let memory = try await feedbackMemory()
        let wanted = text.lowercased()
        if let exact = ReportDraftID(rawValue: wanted).flatMap({ memory.drafts[$0] }) { return exact }
        let found = memory.drafts.keys.filter { !wanted.isEmpty && $0.rawValue.contains(wanted) }.sorted()
        if found.count == 1, let draft = memory.drafts[found[0]] { return draft }
        try Self.requireReadable("drafts/\(wanted).md", in: memory, .draftInvalid)
        if found.isEmpty {
            throw StudyError(
                .draftNotFound, "There is no report draft '\(text.printable)'.",
                hint: "'rir draft list' shows the drafts there are.")
        }
        throw StudyError(
            .draftAmbiguous,
            "'\(text.printable)' could mean \(found.prefix(5).map(\.rawValue).joined(separator: ", ")).",
            hint: "Type more of the name.")
    }

    func view(
        of draft: ReportDraft, version: ReportDraft.Version? = nil, remarks: [String] = [],
        operation: OperationID? = nil
    ) async throws(StudyError) -> DraftView {
        let version = version ?? draft.latest
        let text = draft.text(of: version.id) ?? ""
        let source = DraftSource(text)
        let resolved = try await resolve(source)
        let seen = Dictionary(draft.citations.map { ($0.citation, $0) }) { first, _ in first }
        let views = resolved.map { one in
            CitationView(
                citation: one.citation.text, line: one.citation.line,
                paragraph: source.paragraph(onLine: one.citation.line), shows: one.shows,
                refusal: one.refusal,
                stale: one.change(since: seen[one.name] ?? seen[one.citation.text]))
        }
        return DraftView(
            draft, version: version, text: text, shown: Self.shown(source, resolved) { "[\($0)]" },
            citations: views, waits: DraftRules.waits(of: draft, on: surroundings.now.day), remarks: remarks,
            operation: operation)
    }

    /// A text with what its citations show.
    static func shown(
        _ source: DraftSource, _ resolved: [ResolvedCitation], mark: (Int) -> String? = { _ in nil }
    ) -> String {
        let byPlace = Dictionary(resolved.map { ($0.citation.range.lowerBound, $0) }) { first, _ in first }
        return source.written({ byPlace[$0.range.lowerBound]?.shown ?? "" }, mark: mark)
    }

    /// What drafts wait for, in a sentence each; nothing where none does.
    func draftAdvice() async throws(StudyError) -> [String] {
        let today = surroundings.now.day
        var advice: [String] = []
        for draft in try await feedbackMemory().drafts.values.sorted(by: { $0.id < $1.id }) {
            let waits = DraftRules.waits(of: draft, on: today)
            let late = waits.contains { $0.isOverdue }
            let work = waits.filter { $0.what == .answers || $0.what == .taking }.reduce(0) { $0 + $1.count }
            if let round = draft.openRounds.last, late || work > 0 {
                let comments = work == 0 ? "" : ": \(work == 1 ? "1 comment waits" : "\(work) comments wait")"
                let due = late ? " is overdue since \(round.due.rawValue)" : " is open"
                advice.append(
                    "The comment round \(round.id) on '\(draft.id)'\(due)\(comments): 'rir draft comments \(draft.id)'."
                )
            } else if waits.contains(where: { $0.what == .signatures }) {
                advice.append(
                    "Version \(draft.latest.number) of '\(draft.id)' is not signed off by \(draft.unsigned.joined(separator: ", ")): 'rir draft show \(draft.id)'."
                )
            }
        }
        return advice
    }
}

extension ReportDraft {
    /// A version by its number whose text is kept; the newest without one.
    ///
    /// Of two with one number it is the later.
    ///
    /// - Throws: `draft.not_found`.
    func kept(_ number: Int?) throws(StudyError) -> Version {
        guard let number else { return latest }
        guard let version = versions.last(where: { $0.number == number }) else {
            throw StudyError(
                .draftNotFound, "'\(id)' has no version \(number).",
                hint: "'rir draft history \(id)' shows those it has.")
        }
        guard text(of: version.id) != nil else {
            throw StudyError(
                .draftNotFound,
                "Version \(number) of '\(id)' was never shared or signed, and only such versions are kept in full.",
                hint: "'git log -p \(path)' in the study's folder shows every one.")
        }
        return version
    }

    /// A comment by its number from 1.
    ///
    /// - Throws: `draft.invalid`.
    func comment(_ number: Int) throws(StudyError) -> DraftComment {
        let all = comments
        guard all.indices.contains(number - 1) else {
            throw StudyError(
                .draftInvalid,
                all.isEmpty
                    ? "The draft has no comments." : "The draft's comments count from 1 to \(all.count).",
                hint: "'rir draft comments \(id)' numbers them.")
        }
        return all[number - 1]
    }
}
