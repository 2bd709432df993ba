internal import StudyModel

/// Three-way merge of findings.
enum FindingMerge {
    /// The finding, with the values that both changed; where they did, those of whoever wrote later stand.
    static func merged(
        base: Finding?, left: Finding, right: Finding, prefersLeft: Bool? = nil
    ) -> (finding: Finding, contested: [String], prefersLeft: Bool) {
        let (finding, contested, prefersLeft) = VersionMerge.merged(
            base: base, left: left, right: right, prefersLeft: prefersLeft
        ) { sides, id, number, written in
            Finding.Version(
                id: id, number: number, state: sides.pick("state", \.state),
                statement: sides.pick("statement", \.statement), links: sides.union(\.links),
                searched: sides.pick("searched", \.searched), written: written, cause: .join)
        }
        return (finding, contested, prefersLeft)
    }
}
