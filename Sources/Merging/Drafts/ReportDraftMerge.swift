internal import StudyModel

/// Three-way merge of report drafts: texts by words, versions and what happened by their ids; where both went on from one
/// version, one follows that joins them.
enum ReportDraftMerge {
    /// The draft, with the values that both changed; where they did, those of whoever wrote later stand.
    static func merged(
        base: ReportDraft?, left: ReportDraft, right: ReportDraft, prefersLeft: Bool? = nil
    ) -> (draft: ReportDraft, contested: [String], prefersLeft: Bool) {
        let prefersLeft = prefersLeft ?? VersionMerge.isLater(left.latest, than: right.latest)
        var sides = ThreeWay(
            base: base?.bare, left: left.bare, right: right.bare, prefersLeft: prefersLeft)
        var draft = prefersLeft ? left : right
        draft.title = sides.pick("title", \.title)
        draft.body = sides.pick(text: "body", keepsBoth: true, \.body)
        let contested = sides.contested
        draft.versions = versions(&sides)
        draft.events = sides.pick(each: { draft in
            Dictionary(draft.events.map { ($0.id.rawValue, $0) }) { first, _ in first }
        }).values.sorted(by: isEarlier)
        draft.citations = sides.pick(each: { draft in
            Dictionary(draft.citations.map { ($0.citation, $0) }) { first, _ in first }
        }).values.sorted { $0.citation < $1.citation }
        draft.keepTexts { text(of: $0, base, left, right, prefersLeft) }
        draft.nonce = FileMerge.nonce(left.nonce, right.nonce)
        return (draft, contested, prefersLeft)
    }

    /// Every version of both, and where each side's newest is news to the other one that joins them.
    private static func versions(_ sides: inout ThreeWay<ReportDraft>) -> [ReportDraft.Version] {
        var versions = sides.pick(each: { draft in
            Dictionary(draft.versions.map { ($0.id.rawValue, $0) }) { first, _ in first }
        }).values.sorted(by: VersionMerge.isEarlier)
        let (mine, theirs, was) = (sides.left.latest, sides.right.latest, sides.base?.latest.id)
        guard mine.id != theirs.id, mine.id != was, theirs.id != was else { return versions }
        versions.append(
            ReportDraft.Version(
                id: VersionMerge.joinedID(mine.id, theirs.id),
                number: (versions.map(\.number).max() ?? 0) + 1,
                written: VersionMerge.laterHand(mine, theirs), cause: .join))
        return versions
    }

    /// The text of a version as either has it; where both do and one put something out of it, that one's.
    private static func text(
        of version: OperationID, _ base: ReportDraft?, _ left: ReportDraft, _ right: ReportDraft,
        _ prefersLeft: Bool
    ) -> String? {
        guard let mine = left.text(of: version) else { return right.text(of: version) }
        guard let theirs = right.text(of: version), mine != theirs else { return mine }
        let was = base?.text(of: version)
        if mine == was { return theirs }
        return theirs == was || prefersLeft ? mine : theirs
    }

    private static func isEarlier(_ one: ReportDraft.Event, _ other: ReportDraft.Event) -> Bool {
        (one.at.secondsSinceEpoch, one.id.rawValue) < (other.at.secondsSinceEpoch, other.id.rawValue)
    }
}

extension ReportDraft {
    /// The draft without the texts of older versions.
    fileprivate var bare: ReportDraft {
        var draft = self
        for index in draft.versions.indices { draft.versions[index].text = nil }
        return draft
    }
}
