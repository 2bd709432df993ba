internal import Synchronization

/// A lock that tasks wait for in the order they came, held across `await`.
///
/// The service's own methods suspend while the archive works, so an actor alone would let a second write begin in
/// the middle of a first. Taking a free turn costs no suspension.
final class WriteTurn: Sendable {
    private struct State {
        var taken = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func take() async {
        if takeIfFree() { return }
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if !state.taken {
                    state.taken = true
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    private func takeIfFree() -> Bool {
        state.withLock { state in
            defer { state.taken = true }
            return !state.taken
        }
    }

    func give() {
        let next = state.withLock { state in
            if state.waiting.isEmpty { state.taken = false }
            return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
        }
        next?.resume()
    }
}
