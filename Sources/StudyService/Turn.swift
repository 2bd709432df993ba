/// A lock that tasks wait for in the order they came, held across `await`.
///
/// The service's own methods suspend while the archive works, so an actor alone would let a second write begin in the
/// middle of a first.
actor Turn {
    private var taken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func take() async {
        if !taken {
            taken = true
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    func give() {
        if waiting.isEmpty { taken = false } else { waiting.removeFirst().resume() }
    }
}
