internal import StudyModel

/// Report drafts.
extension FileMerge {
    static func draft(
        _ path: String, _ base: [UInt8]?, _ left: [UInt8], _ right: [UInt8]
    ) -> MergedFile? {
        guard ReportDraftID(path: path) != nil, let mine = try? ReportDraftText.draft(from: left),
            let theirs = try? ReportDraftText.draft(from: right)
        else { return nil }
        let old = base.flatMap { try? ReportDraftText.draft(from: $0) }
        let (merged, fields, prefersLeft) = ReportDraftMerge.merged(base: old, left: mine, right: theirs)
        return asking(
            path, ReportDraftText.bytes(of: merged), fields, prefersLeft ? (left, right) : (right, left))
    }

    /// One of which a side protects somebody: its words stand, and nobody is asked.
    static func protectedDraft(
        _ path: String, _ base: [UInt8]?, safe: [UInt8], free: [UInt8]
    ) -> [UInt8]? {
        guard ReportDraftID(path: path) != nil, let safe = try? ReportDraftText.draft(from: safe),
            let free = try? ReportDraftText.draft(from: free)
        else { return nil }
        let old = base.flatMap { try? ReportDraftText.draft(from: $0) }
        return ReportDraftText.bytes(
            of: ReportDraftMerge.merged(base: old, left: safe, right: free, prefersLeft: true).draft)
    }
}
