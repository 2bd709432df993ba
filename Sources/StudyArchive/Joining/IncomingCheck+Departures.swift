internal import GitStore
internal import StudyModel

extension IncomingCheck {
    /// Refuses steps of somebody who was taken out of the team by a lead who had not seen them, unless a lead answers for them.
    func checkDepartures(
        _ commits: [ObjectID], head: ObjectID, known: ObjectID?
    ) throws(StudyError) {
        let departures = Departures(repository: repository) { id throws(GitError) in
            do throws(StudyError) {
                return Set(try self.team(at: id).map { Departures.Person(id: $0.id, key: $0.key) })
            } catch { throw .malformed(id) }
        }
        let beside = try speaking { () throws(GitError) in
            try departures.beside(steps, among: commits, head: head, known: known)
        }
        for step in steps where beside.contains(step.commit) {
            if let voucher = stepVouchers[step.commit], try isByLead(voucher) { continue }
            if let adopter, try isLead(adopter, at: known ?? head) {
                report.departed.append(step.commit.hex)
                continue
            }
            throw StudyError(
                .syncRefused,
                "The commit \(step.commit.hex.prefix(12)) is by \(step.person.id.rawValue), who was taken out of the team before anybody had seen it; nothing was taken over or sent.",
                hint:
                    "A lead who wants it answers for it with 'rir sync --adopt' where it lies; otherwise whoever keeps the remote takes it off there."
            )
        }
    }

    private func isByLead(_ id: ObjectID) throws(StudyError) -> Bool {
        let commit = try speaking { () throws(GitError) in try repository.commit(id) }
        guard let parent = commit.parents.first else { return false }
        return try isLead(CommitMessage(commit, id: id).member, at: parent)
    }

    private func isLead(_ member: MemberID, at id: ObjectID) throws(StudyError) -> Bool {
        try team(at: id).contains { $0.id == member && $0.role == "lead" }
    }
}
