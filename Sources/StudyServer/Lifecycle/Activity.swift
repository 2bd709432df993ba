import Synchronization

/// What the daemon is doing right now: how many requests are being answered, and since when it has been idle.
final class Activity: Sendable {
    private struct State {
        var requests = 0
        var idleSince = ContinuousClock.now
        var isStopping = false
        var nextObserver = 0
        var observers: [Int: @Sendable () -> Void] = [:]
    }

    private let state = Mutex(State())
    private let quiet: AsyncStream<Void>.Continuation
    /// An element each time the last request under way has been answered.
    let quietMoments: AsyncStream<Void>

    init() { (quietMoments, quiet) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    func begin() { state.withLock { $0.requests += 1 } }

    func end() {
        let isQuiet = state.withLock {
            $0.requests -= 1
            if $0.requests == 0 { $0.idleSince = .now }
            return $0.requests == 0
        }
        if isQuiet { quiet.yield() }
    }

    /// How long nothing has been asked; zero while something is being answered.
    var idle: Duration {
        state.withLock { $0.requests > 0 ? .zero : ContinuousClock.now - $0.idleSince }
    }

    var isStopping: Bool { state.withLock { $0.isStopping } }

    /// Tells long work that the daemon is about to stop.
    func beginStopping() {
        let observers = state.withLock { state in
            state.isStopping = true
            defer { state.observers = [:] }
            return Array(state.observers.values)
        }
        for observer in observers { observer() }
    }

    /// Calls `observer` once when the daemon begins to stop; at once when it already has.
    ///
    /// - Returns: What ``forget(_:)`` takes.
    func whenStopping(_ observer: @escaping @Sendable () -> Void) -> Int {
        let (number, already) = state.withLock { state in
            state.nextObserver += 1
            if !state.isStopping { state.observers[state.nextObserver] = observer }
            return (state.nextObserver, state.isStopping)
        }
        if already { observer() }
        return number
    }

    func forget(_ observer: Int) { state.withLock { $0.observers[observer] = nil } }
}
