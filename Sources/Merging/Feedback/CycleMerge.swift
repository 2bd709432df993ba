internal import StudyModel

/// Three-way merge of feedback cycles: whatever happened in either happened.
enum CycleMerge {
    /// The cycle, with what both decided differently; where they did, the later decision stands.
    static func merged(
        base: Cycle?, left: Cycle, right: Cycle, prefersLeft: Bool? = nil
    ) -> (cycle: Cycle, contested: [String], prefersLeft: Bool) {
        let prefersLeft = prefersLeft ?? !isLater(right, than: left)
        var sides = ThreeWay(base: base, left: left, right: right, prefersLeft: prefersLeft)
        var cycle = prefersLeft ? left : right
        cycle.title = sides.pick("title", \.title)
        cycle.due = sides.pick("due", \.due)
        cycle.audience = sides.union(\.audience)
        let named = sides.contested
        cycle.events = sides.pick(each: { cycle in
            Dictionary(cycle.events.map { ($0.id.rawValue, $0) }) { first, _ in first }
        }).values.sorted(by: isEarlier)
        cycle.nonce = FileMerge.nonce(left.nonce, right.nonce)
        return (cycle, named + decisions(base, left, right), prefersLeft)
    }

    /// The opening comes first whatever clocks say; of two things at one moment, the one with the lesser id.
    private static func isEarlier(_ one: Cycle.Event, _ other: Cycle.Event) -> Bool {
        func key(_ event: Cycle.Event) -> (Int, Int, String) {
            (event.act == .opened ? 0 : 1, event.at.secondsSinceEpoch, event.id.rawValue)
        }
        return key(one) < key(other)
    }

    private static func isLater(_ one: Cycle, than other: Cycle) -> Bool {
        guard let mine = one.events.max(by: isEarlier), let theirs = other.events.max(by: isEarlier) else {
            return false
        }
        return isEarlier(theirs, mine)
    }

    /// The findings about which both decided since, and not the same.
    private static func decisions(_ base: Cycle?, _ left: Cycle, _ right: Cycle) -> [String] {
        left.findings.map(\.finding).filter { finding in
            let was = base?.decision(on: finding)?.id
            guard let mine = left.decision(on: finding), let theirs = right.decision(on: finding),
                mine.id != was, theirs.id != was, mine.id != theirs.id
            else { return false }
            return mine.outcome != theirs.outcome || mine.outcome == .revise
        }.map { "decision \($0)" }
    }
}
