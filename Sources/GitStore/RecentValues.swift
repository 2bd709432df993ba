/// Values that were kept lately, up to a cost: the older half goes when there is no room for more.
struct RecentValues<Value> {
    private let limit: Int
    private var young: [ObjectID: Value] = [:]
    private var old: [ObjectID: Value] = [:]
    private var cost = 0

    /// - Parameter limit: about how much all together may cost; nothing is kept with 0.
    init(limit: Int) { self.limit = limit }

    func value(_ id: ObjectID) -> Value? { young[id] ?? old[id] }

    mutating func keep(_ value: Value, as id: ObjectID, cost: Int) {
        // One that takes all the room would drive out everything else.
        guard cost < limit / 4 else { return }
        self.cost += cost
        if self.cost > limit / 2 {
            (old, young, self.cost) = (young, [:], cost)
        }
        young[id] = value
    }
}
