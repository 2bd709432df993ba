import StudyModel
import Synchronization

/// Lets calls through to the open files, and holds them back for the moment in which a rebuilt index takes
/// their place.
final class IndexGate: Sendable {
    private struct State {
        var files: IndexFiles?
        var inside = 0
        var isShut = false
        var waiting: [CheckedContinuation<Void, Never>] = []
        var emptied: CheckedContinuation<Void, Never>?
    }

    private let state: Mutex<State>

    init(_ files: IndexFiles) { state = Mutex(State(files: files)) }

    /// Runs a call on the files that are open now.
    func pass<Value>(
        _ body: (IndexFiles) async throws(StudyError) -> Value
    ) async throws(StudyError) -> Value {
        let files = try await enter()
        defer { leave() }
        return try await body(files)
    }

    private func enter() async throws(StudyError) -> IndexFiles {
        while true {
            let answer = state.withLock { state -> IndexFiles?? in
                if state.isShut { return .none }
                state.inside += state.files == nil ? 0 : 1
                return .some(state.files)
            }
            if let answer {
                guard let files = answer else {
                    throw StudyError(.indexFailed, "The study's index is closed.")
                }
                return files
            }
            await withCheckedContinuation { continuation in
                let opened = state.withLock { state in
                    if state.isShut { state.waiting.append(continuation) }
                    return !state.isShut
                }
                if opened { continuation.resume() }
            }
        }
    }

    private func leave() {
        let emptied = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.inside -= 1
            guard state.isShut, state.inside == 0 else { return nil }
            defer { state.emptied = nil }
            return state.emptied
        }
        emptied?.resume()
    }

    /// Waits until no call is inside, changes the files with nobody looking, and lets the held calls go on.
    ///
    /// - Parameter change: gets the open files and returns those to go on with; `nil` closes the index.
    func exchange(_ change: (IndexFiles?) async -> IndexFiles?) async {
        await withCheckedContinuation { continuation in
            let isEmpty = state.withLock { state in
                state.isShut = true
                if state.inside > 0 { state.emptied = continuation }
                return state.inside == 0
            }
            if isEmpty { continuation.resume() }
        }
        let files = await change(state.withLock { $0.files })
        let waiting = state.withLock { state in
            state.files = files
            state.isShut = false
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// The open files, for what needs no waiting.
    var current: IndexFiles? { state.withLock { $0.files } }
}
