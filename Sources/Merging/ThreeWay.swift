/// One thing as it was and as two people left it, being put together value by value.
struct ThreeWay<Whole> {
    let base: Whole?
    let left: Whole
    let right: Whole
    /// Whose value stands where both changed the same.
    let prefersLeft: Bool
    /// The values that both changed, each in their own way.
    private(set) var contested: [String] = []

    init(base: Whole?, left: Whole, right: Whole, prefersLeft: Bool) {
        self.base = base
        self.left = left
        self.right = right
        self.prefersLeft = prefersLeft
    }

    /// The value that stands.
    mutating func pick<Value: Equatable>(_ name: String, _ value: (Whole) -> Value) -> Value {
        settle(name, base.map(value), value(left), value(right))
    }

    /// The value of each key that stands; a key that there was not before is as one that had no value.
    mutating func pick<Value: Equatable>(each value: (Whole) -> [String: Value]) -> [String: Value] {
        let (was, mine, theirs) = (base.map(value) ?? [:], value(left), value(right))
        var picked: [String: Value] = [:]
        for key in Set(mine.keys).union(theirs.keys).sorted() {
            picked[key] = settle(key, .some(was[key]), mine[key], theirs[key])
        }
        return picked
    }

    /// Says that both changed something that is worked out elsewhere.
    mutating func contest(_ name: String) { contested.append(name) }

    private mutating func settle<Value: Equatable>(
        _ name: String, _ was: Value?, _ mine: Value, _ theirs: Value
    ) -> Value {
        if mine == theirs || theirs == was { return mine }
        if mine == was { return theirs }
        contested.append(name)
        return prefersLeft ? mine : theirs
    }

    /// The text that stands, merged by lines and words.
    mutating func pick(
        text name: String, keepsBoth: Bool = false, _ value: (Whole) -> String
    ) -> String {
        guard let base else { return pick(name, value) }
        let merged = TextMerge.merged(
            base: value(base), left: value(left), right: value(right), prefersLeft: prefersLeft,
            keepsBoth: keepsBoth)
        if merged.isContested { contested.append(name) }
        return merged.text
    }

    /// The items that stand: what both have, and what either added; what either took out is gone.
    func union<Item: Hashable>(_ items: (Whole) -> [Item]) -> [Item] {
        let (was, mine, theirs) = (base.map(items) ?? [], items(left), items(right))
        let (had, inMine, inTheirs) = (Set(was), Set(mine), Set(theirs))
        let (first, second) = prefersLeft ? (mine, theirs) : (theirs, mine)
        let stays = first.filter { !had.contains($0) || (inMine.contains($0) && inTheirs.contains($0)) }
        return stays + second.filter { !had.contains($0) && !Set(first).contains($0) }
    }
}
