import StudyModel
import Synchronization

/// How a stream's work failed, if it did.
final class Failure: Sendable {
    private let state = Mutex<StudyError?>(nil)

    func note(_ error: StudyError) { state.withLock { $0 = error } }

    var error: StudyError? { state.withLock { $0 } }
}
