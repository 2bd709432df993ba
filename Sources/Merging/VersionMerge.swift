internal import StudyModel

/// Something that keeps every version of what it says, each made by one operation.
protocol Versioned: Sendable {
    associatedtype Version: StatedVersion

    /// The oldest first; never empty.
    var versions: [Version] { get set }
    var nonce: String { get set }
    var latest: Version { get }
}

/// A version that stays as it was.
protocol KeptVersion: Equatable, Sendable {
    var id: OperationID { get }
    var number: Int { get }
    var written: Provenance { get }
}

/// A version that can be compared by what it says.
protocol StatedVersion: KeptVersion {
    /// Whether it says the same as another, whoever wrote it.
    func isSame(as other: Self) -> Bool
}

/// Three-way merge of what keeps its versions: every version of both stays, and where both went on from one, a version follows
/// that joins them.
enum VersionMerge {
    /// The whole, with the values that both changed; where they did, those of whoever wrote later stand.
    ///
    /// - Parameter join: makes the version that joins two, with an id, a number and who wrote last.
    static func merged<Whole: Versioned>(
        base: Whole?, left: Whole, right: Whole, prefersLeft: Bool?,
        join: (inout ThreeWay<Whole.Version>, OperationID, Int, Provenance) -> Whole.Version
    ) -> (whole: Whole, contested: [String], prefersLeft: Bool) {
        let (mine, theirs, was) = (left.latest, right.latest, base?.latest)
        let prefersLeft = prefersLeft ?? isLater(mine, than: theirs)
        var all = ThreeWay(base: base, left: left, right: right, prefersLeft: prefersLeft)
        var versions = all.pick(each: { whole in
            Dictionary(whole.versions.map { ($0.id.rawValue, $0) }) { first, _ in first }
        }).values.sorted(by: isEarlier)
        var contested: [String] = []
        if mine.id != theirs.id, mine.id != was?.id, theirs.id != was?.id {
            var sides = ThreeWay(base: was, left: mine, right: theirs, prefersLeft: prefersLeft)
            let joined = join(
                &sides, joinedID(mine.id, theirs.id), (versions.map(\.number).max() ?? 0) + 1,
                laterHand(mine, theirs))
            contested = sides.contested
            if versions.last.map({ !joined.isSame(as: $0) }) ?? true { versions.append(joined) }
        }
        var whole = prefersLeft ? left : right
        whole.versions = versions
        whole.nonce = FileMerge.nonce(left.nonce, right.nonce)
        return (whole, contested, prefersLeft)
    }

    /// Whether one was written after another; of two at one moment, the one with the greater id.
    static func isLater<Version: KeptVersion>(_ one: Version, than other: Version) -> Bool {
        one.written == other.written
            ? one.id.rawValue > other.id.rawValue : one.written.isLater(than: other.written)
    }

    /// Who wrote the later of two versions, and when.
    static func laterHand<Version: KeptVersion>(_ one: Version, _ other: Version) -> Provenance {
        one.written.isLater(than: other.written) ? one.written : other.written
    }

    static func isEarlier<Version: KeptVersion>(_ one: Version, _ other: Version) -> Bool {
        (one.number, one.written.at.secondsSinceEpoch, one.id.rawValue)
            < (other.number, other.written.at.secondsSinceEpoch, other.id.rawValue)
    }

    /// The id of what two versions became: the same to everybody who joins them.
    static func joinedID(_ one: OperationID, _ other: OperationID) -> OperationID {
        let names = [one.rawValue, other.rawValue].sorted().joined(separator: "\n")
        // 26 hexadecimal digits are always an operation's id.
        let digits = FileMerge.digest(Array("join\n\(names)".utf8)).prefix(26)
        return OperationID(rawValue: String(digits)).unsafelyUnwrapped
    }
}

extension Finding: Versioned {}
extension Finding.Version: StatedVersion {}
extension Recommendation: Versioned {}
extension Recommendation.Version: StatedVersion {}
extension ReportDraft.Version: KeptVersion {}
