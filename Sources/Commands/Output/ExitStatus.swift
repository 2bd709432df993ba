package import StudyModel

/// How a command ended, for scripts.
package enum ExitStatus: Int32, CaseIterable, Sendable {
    case done = 0
    case failed = 1
    /// Some of it was done, the rest was refused and named.
    case partly = 3
    case noStudy = 10
    /// Somebody else is writing; try again.
    case locked = 11
    case noDaemon = 12
    /// Something newer is in the way.
    case conflict = 13
    case usage = 64
    case interrupted = 130

    /// The status an error ends with.
    ///
    /// Codes that have none of their own count as failure.
    package init(_ code: StudyError.Code) {
        switch code {
        case .usage, .requestInvalid, .searchInvalid, .queryInvalid: self = .usage
        case .studyNotFound, .studyUnspecified: self = .noStudy
        case .studyLocked, .studyBusy: self = .locked
        case .daemonNotRunning, .daemonNotStarted, .stopping: self = .noDaemon
        case .recordConflict, .memoConflict, .codeConflict, .findingConflict,
            .recommendationConflict, .matrixConflict, .draftConflict,
            .handEditPending, .undoSuperseded:
            self = .conflict
        default: self = .failed
        }
    }
}
