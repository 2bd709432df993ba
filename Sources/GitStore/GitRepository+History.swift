extension GitRepository {
    /// The commits that lead to one and not to another, in no particular order.
    ///
    /// The library's walk goes by dates, and goes on too far where clocks differ: what it finds may hold commits that lead to what
    /// is known all the same. With one of them it holds all that lead to it, so a look at where it ends shows whether it does.
    package func commits(leadingTo head: ObjectID, notTo known: [ObjectID]) throws(GitError) -> Set<ObjectID>
    {
        let found = try walked(to: head, notTo: known)
        if known.isEmpty { return found }
        for id in found where try commit(id).parents.allSatisfy({ !found.contains($0) }) {
            if try leads(id, to: known) { return try exact(found, to: head, notTo: known) }
        }
        return found
    }

    /// Of what a walk found, from its head on, what does not lead to what is known.
    private func exact(
        _ found: Set<ObjectID>, to head: ObjectID, notTo known: [ObjectID]
    ) throws(GitError) -> Set<ObjectID> {
        var (kept, looked): (Set<ObjectID>, Set<ObjectID>) = ([], [head])
        var waiting = [head]
        while let id = waiting.popLast() {
            if try leads(id, to: known) { continue }
            kept.insert(id)
            for parent in try commit(id).parents where found.contains(parent) {
                if looked.insert(parent).inserted { waiting.append(parent) }
            }
        }
        return kept
    }

    private func leads(_ id: ObjectID, to known: [ObjectID]) throws(GitError) -> Bool {
        for other in known where try mergeBases(id, other).contains(id) { return true }
        return false
    }
}
