package import StudyModel

extension AnswerMerge {
    /// A draft with a version in which what was asked about is as the other side has it.
    package static func draft(
        _ sides: Sides<ReportDraft>, fields: [String], now: ReportDraft, id: OperationID,
        _ written: Provenance
    ) -> ReportDraft {
        var draft = now
        let last = now.latest
        if fields.contains("title") { draft.title = sides.other.title }
        if fields.contains("body") {
            draft.body = body(
                Sides(base: sides.base?.body, kept: sides.kept.body, other: sides.other.body), now: now.body)
        }
        draft.versions.append(
            ReportDraft.Version(
                id: id, number: last.number + 1, written: written, cause: .edit,
                reason: sides.other.latest.reason))
        draft.keepTexts { $0 == last.id ? now.body : nil }
        return draft
    }
}
