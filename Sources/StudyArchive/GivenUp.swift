package import StudyModel

extension StudyError {
    /// What ends because the daemon does, or because nobody waits for it any longer.
    ///
    /// Nothing is half-done; what was acknowledged is kept.
    package static let stopping = StudyError(
        .stopping, "The daemon is stopping.", hint: "Repeat the command.")

    /// Gives long work up that changes nothing, where its client has gone or the daemon is stopping.
    static func throwIfGivenUp() throws(StudyError) {
        if Task.isCancelled { throw .stopping }
    }
}
