internal import GitStore
internal import StudyModel

/// What a check says of rounds of double-coding as they stand now.
extension ArchiveCheck {
    /// Reads a file below `rounds/`; what is sealed is looked at from outside alone.
    ///
    /// - Parameter rounds: those that the study holds, readable or not.
    func checkRoundFile(_ path: String, _ blob: ObjectID, of rounds: Set<RoundID>) throws(GitError) {
        guard let file = RoundFile(path: path), file.isReadable(try repository.blob(blob)) else {
            return add("round.unreadable", "The file \(path) can't be read as what a round keeps there.")
        }
        checkRound(file.round, of: path, among: rounds)
    }

    /// Names a file of a round that is not there.
    func checkRound(_ round: RoundID, of path: String, among rounds: Set<RoundID>) {
        if !rounds.contains(round) {
            add("round.missing", "The file \(path) is of a round that is not there.")
        }
    }
}
