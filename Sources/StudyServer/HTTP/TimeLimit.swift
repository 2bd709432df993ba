import StudyModel
import Synchronization

/// Runs `body` for at most `limit`, then answers `study.busy` without waiting for it.
///
/// What is under way is cancelled and finishes or stops by itself; nothing that was acknowledged is touched.
func withinTimeLimit<Value: Sendable>(
    _ limit: Duration, _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    let work = Task { try await body() }
    let timer = Task {
        try await Task.sleep(for: limit)
        work.cancel()
    }
    defer { timer.cancel() }
    return try await withTaskCancellationHandler {
        try await firstOf(work, timer)
    } onCancel: {
        work.cancel()
    }
}

private func firstOf<Value: Sendable>(
    _ work: Task<Value, any Error>, _ timer: Task<Void, any Error>
) async throws -> Value {
    let busy = StudyError(
        .studyBusy, "The study is busy: the request was not done in time.", hint: "Try again.")
    return try await withCheckedThrowingContinuation { continuation in
        let pending = Pending(continuation)
        Task { pending.resume(with: await work.result) }
        Task { if case .success = await timer.result { pending.resume(with: .failure(busy)) } }
    }
}

/// A continuation that the first of two resumes.
private final class Pending<Value: Sendable>: Sendable {
    private let continuation: Mutex<CheckedContinuation<Value, any Error>?>

    init(_ continuation: CheckedContinuation<Value, any Error>) { self.continuation = Mutex(continuation) }

    func resume(with result: Result<Value, any Error>) {
        let waiting = continuation.withLock { waiting in
            defer { waiting = nil }
            return waiting
        }
        waiting?.resume(with: result)
    }
}
