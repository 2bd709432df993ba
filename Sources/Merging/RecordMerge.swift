internal import StudyModel

/// Three-way merge of a record's versions.
enum RecordMerge {
    /// The next version, with the values that both changed; where they did, those of whoever saved later stand.
    static func merged(
        base: Record?, left: Record, right: Record, prefersLeft: Bool? = nil
    ) -> (record: Record, contested: [String], prefersLeft: Bool) {
        let prefersLeft = prefersLeft ?? left.saved.isLater(than: right.saved)
        var sides = ThreeWay(base: base, left: left, right: right, prefersLeft: prefersLeft)
        var record = prefersLeft ? left : right
        record.kind = sides.pick("kind", \.kind)
        record.day = sides.pick("date", \.day)
        record.time = sides.pick("time", \.time)
        record.title = sides.pick("title", \.title)
        record.participants = sides.union(\.participants)
        record.details = RecordDetails(sides.pick { $0.details.values })
        record.body = sides.pick(text: "body", keepsBoth: true, \.body)
        record.version = max(left.version, right.version) + 1
        record.nonce = FileMerge.nonce(left.nonce, right.nonce)
        return (record, sides.contested, prefersLeft)
    }
}

extension Provenance {
    /// Whether it is the later of two; of two at one moment, the one with the greater id.
    func isLater(than other: Provenance) -> Bool {
        (at.secondsSinceEpoch, by.rawValue) > (other.at.secondsSinceEpoch, other.by.rawValue)
    }
}

/// Three-way merge of cases.
enum CaseMerge {
    static func merged(base: Case?, left: Case, right: Case) -> (value: Case, contested: [String]) {
        var sides = ThreeWay(base: base, left: left, right: right, prefersLeft: true)
        var value = left
        value.kind = sides.pick("kind", \.kind)
        value.status = sides.pick("status", \.status)
        value.attributes = sides.pick(each: \.attributes)
        value.guid = sides.pick("guid", \.guid)
        value.nonce = FileMerge.nonce(left.nonce, right.nonce)
        return (value, sides.contested)
    }
}

/// Three-way merge of one coder's codings of a record.
enum CodingMerge {
    /// The codings, with the ids of those that both changed; where they did, the later one stands.
    static func merged(
        base: [Coding], left: [Coding], right: [Coding]
    ) -> (codings: [Coding], contested: [String], prefersLeft: Bool) {
        func byID(_ codings: [Coding]) -> [String: Coding] {
            Dictionary(codings.map { ($0.id.rawValue, $0) }) { first, _ in first }
        }
        let newest = { (codings: [Coding]) in codings.map(\.at.secondsSinceEpoch).max() ?? 0 }
        let prefersLeft = newest(left) >= newest(right)
        var sides = ThreeWay(
            base: byID(base), left: byID(left), right: byID(right), prefersLeft: prefersLeft)
        var merged = sides.pick { $0 }
        // Taken away by one and changed by the other, it stays and somebody is asked.
        for id in sides.contested where merged[id] == nil { merged[id] = sides.left[id] ?? sides.right[id] }
        return (once(merged.values.sorted { $0.id < $1.id }), sides.contested, prefersLeft)
    }

    /// Of two codings with one code on the same words, made on two computers, the first stays.
    private static func once(_ codings: [Coding]) -> [Coding] {
        var seen: Set<[String]> = []
        return codings.filter { coding in
            guard coding.state != .lost else { return true }
            let span = coding.anchor.map { "\($0.span)" } ?? "whole"
            return seen.insert([coding.code.rawValue, span, coding.sha256]).inserted
        }
    }
}
