internal import GitStore
internal import StudyModel

/// Finds steps of members who were taken out of the team by somebody who had not seen those steps.
///
/// A step and the removal of its maker stand beside each other in history then, neither led to the other; whichever copy looks,
/// and whatever came to it first, it finds the same. A step that led to the removal was seen by whoever removed, and stands.
struct Departures {
    /// Somebody as they sign: another key is somebody else.
    struct Person: Hashable {
        var id: MemberID
        var key: String
    }

    /// One step that came, with its maker.
    struct Step {
        var commit: ObjectID
        var person: Person
    }

    private let repository: GitRepository
    /// The team that a commit holds.
    private let team: (ObjectID) throws(GitError) -> Set<Person>

    init(repository: GitRepository, team: @escaping (ObjectID) throws(GitError) -> Set<Person>) {
        self.repository = repository
        self.team = team
    }

    /// The steps that stand beside the removal of their maker.
    ///
    /// - Parameters:
    ///   - steps: what came, of everybody, by commit.
    ///   - commits: all commits that came, parents first.
    ///   - known: where this copy stands; `nil` where nothing is known yet.
    func beside(
        _ steps: [Step], among commits: [ObjectID], head: ObjectID, known: ObjectID?
    ) throws(GitError) -> Set<ObjectID> {
        var found = try besideKnown(steps, among: commits, known)
        for id in commits {
            let gone = try removed(by: id)
            let theirs = steps.filter { gone.contains($0.person) }
            if theirs.isEmpty { continue }
            let unseen = try repository.commits(leadingTo: head, notTo: [id])
            for step in theirs where step.commit != id && unseen.contains(step.commit) {
                if try repository.mergeBases(step.commit, id) != [id] { found.insert(step.commit) }
            }
        }
        return found
    }

    /// Steps whose maker was removed here, on a line that the step does not go on from.
    private func besideKnown(
        _ steps: [Step], among commits: [ObjectID], _ known: ObjectID?
    ) throws(GitError) -> Set<ObjectID> {
        guard let known else { return [] }
        let entries = try entries(of: commits)
        var removals: [Set<ObjectID>: Set<Person>] = [:]
        var found: Set<ObjectID> = []
        for step in steps {
            let places = entries[step.commit] ?? []
            if removals[places] == nil {
                var gone: Set<Person> = []
                if places != [known] {
                    for id in try repository.commits(leadingTo: known, notTo: Array(places)) {
                        gone.formUnion(try removed(by: id))
                    }
                }
                removals[places] = gone
            }
            if removals[places]?.contains(step.person) == true { found.insert(step.commit) }
        }
        return found
    }

    /// Where each commit that came goes on from what was there.
    private func entries(of commits: [ObjectID]) throws(GitError) -> [ObjectID: Set<ObjectID>] {
        let new = Set(commits)
        var entries: [ObjectID: Set<ObjectID>] = [:]
        for id in commits {
            var places: Set<ObjectID> = []
            for parent in try repository.commit(id).parents {
                if new.contains(parent) {
                    places.formUnion(entries[parent] ?? [])
                } else {
                    places.insert(parent)
                }
            }
            entries[id] = places
        }
        return entries
    }

    /// Who is in the team before a step and not behind it.
    ///
    /// A join removes nobody: one of the sides it joins did.
    private func removed(by id: ObjectID) throws(GitError) -> Set<Person> {
        let commit = try repository.commit(id)
        guard commit.parents.count == 1 else { return [] }
        return try team(commit.parents[0]).subtracting(try team(id))
    }
}
