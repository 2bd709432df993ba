internal import StudyModel

/// Three-way merge of findings: every version of both stays, and where both went on from one, a version follows that joins them.
enum FindingMerge {
    /// The finding, with the values that both changed; where they did, those of whoever wrote later stand.
    static func merged(
        base: Finding?, left: Finding, right: Finding, prefersLeft: Bool? = nil
    ) -> (finding: Finding, contested: [String], prefersLeft: Bool) {
        let (mine, theirs) = (left.latest, right.latest)
        let prefersLeft =
            prefersLeft
            ?? (mine.written == theirs.written
                ? mine.id.rawValue > theirs.id.rawValue : mine.written.isLater(than: theirs.written))
        var all = ThreeWay(base: base, left: left, right: right, prefersLeft: prefersLeft)
        var versions = all.pick(each: { finding in
            Dictionary(finding.versions.map { ($0.id.rawValue, $0) }) { first, _ in first }
        }).values.sorted(by: isEarlier)
        var contested: [String] = []
        let was = base?.latest
        if mine.id != theirs.id, mine.id != was?.id, theirs.id != was?.id {
            var sides = ThreeWay(base: was, left: mine, right: theirs, prefersLeft: prefersLeft)
            let joined = joined(&sides, number: (versions.map(\.number).max() ?? 0) + 1)
            contested = sides.contested
            if versions.last.map({ !joined.isSame(as: $0) }) ?? true { versions.append(joined) }
        }
        var finding = prefersLeft ? left : right
        finding.versions = versions
        finding.nonce = FileMerge.nonce(left.nonce, right.nonce)
        return (finding, contested, prefersLeft)
    }

    private static func isEarlier(_ one: Finding.Version, _ other: Finding.Version) -> Bool {
        (one.number, one.written.at.secondsSinceEpoch, one.id.rawValue)
            < (other.number, other.written.at.secondsSinceEpoch, other.id.rawValue)
    }

    private static func joined(
        _ sides: inout ThreeWay<Finding.Version>, number: Int
    ) -> Finding.Version {
        let (mine, theirs) = (sides.left, sides.right)
        return Finding.Version(
            id: joinedID(mine.id, theirs.id), number: number, state: sides.pick("state", \.state),
            statement: sides.pick("statement", \.statement), links: sides.union(\.links),
            searched: sides.pick("searched", \.searched),
            written: mine.written.isLater(than: theirs.written) ? mine.written : theirs.written, cause: .join)
    }

    /// The id of what two versions became: the same to everybody who joins them.
    static func joinedID(_ one: OperationID, _ other: OperationID) -> OperationID {
        let names = [one.rawValue, other.rawValue].sorted().joined(separator: "\n")
        // 26 hexadecimal digits are always an operation's id.
        let digits = FileMerge.digest(Array("join\n\(names)".utf8)).prefix(26)
        return OperationID(rawValue: String(digits)).unsafelyUnwrapped
    }
}
