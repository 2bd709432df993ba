internal import GitStore
internal import StudyModel

extension StudyError {
    /// A failure of the disk or the repository in the person's words; nothing of it is half-done.
    init(_ error: GitError) {
        switch error {
        case _ where error.isStorageFull:
            self.init(
                .storageFull, "The disk is full, so nothing was saved.",
                hint: "Free some space, then repeat the command.", cause: error)
        case .refMoved:
            self.init(
                .studyBusy, "Another program is changing the study's git branch.",
                hint: "Wait for it to finish, then repeat the command.", cause: error)
        case .missing(let id), .malformed(let id):
            self.init(
                .storageFailed, "The study's repository lacks a sound object \(id.hex).",
                hint: "Run 'rir check' to see what is damaged.", cause: error)
        case .system(let call, let errno, _):
            self.init(
                .storageFailed, "The disk refused to \(call) (error \(errno)), so nothing was saved.",
                hint: "Run 'rir doctor' to see the state of the disk.", cause: error)
        case .library(let function, let status, _):
            self.init(
                .storageFailed, "The repository could not be used (\(function), status \(status)).",
                hint: "Run 'rir check' to see what is damaged.", cause: error)
        case .compression:
            self.init(.storageFailed, "A text could not be compressed.", hint: nil, cause: error)
        }
    }
}

/// Runs work of the store and gives its failure in the person's words.
func speaking<Value>(_ work: () throws(GitError) -> Value) throws(StudyError) -> Value {
    do throws(GitError) { return try work() } catch { throw StudyError(error) }
}
