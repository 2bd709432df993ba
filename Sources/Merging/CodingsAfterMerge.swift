internal import CodingLogic
package import StudyModel

/// Codings on a record that came out of a merge.
package enum CodingsAfterMerge {
    /// The codings on the merged record, each from the version it was made on.
    ///
    /// A coding on a version that is none of those known stays as it is.
    ///
    /// - Parameters:
    ///   - versions: bodies by the SHA-256 of their files.
    ///   - act: what was done to protect somebody in the record, if it was: then no word of an older body is kept, and after a
    ///     withdrawal no coding without its words.
    package static func brought(
        _ codings: [Coding], to record: Record, sha256: String, versions: [String: String],
        protecting act: OperationSummary.Act?
    ) -> [Coding] {
        var brought: [Coding] = []
        for (origin, group) in Dictionary(grouping: codings, by: \.sha256).sorted(by: { $0.key < $1.key }) {
            guard origin != sha256, let body = versions[origin] else {
                brought += group
                continue
            }
            brought +=
                CodingAnchors.reanchored(
                    group, from: body, to: record.body, version: record.version, sha256: sha256,
                    isRenaming: act != nil
                ).codings
        }
        if act == .withdrawal { brought.removeAll { $0.state == .lost } }
        return brought.sorted { $0.id < $1.id }
    }
}
