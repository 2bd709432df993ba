internal import GitStore

/// In which order commits are told: parents before children, and a commit's first parent with all before it before its others.
enum CommitOrder {
    /// The commits that lead to `head`, without those that lead to `known`.
    static func commits(
        to head: ObjectID, after known: ObjectID?, in repository: GitRepository
    ) throws(GitError) -> [ObjectID] {
        if let known, let steps = steps(from: known, to: head, in: repository) { return steps }
        // What is known is left out first: nothing here walks a history to its root that is known almost to its end.
        let among = try known.map { known throws(GitError) in
            try repository.commits(leadingTo: head, notTo: [known])
        }
        if let line = try line(to: head, among: among, in: repository) { return line }
        var (order, seen): ([ObjectID], Set<ObjectID>) = ([], [head])
        var waiting: [(id: ObjectID, parents: ArraySlice<ObjectID>)] = []
        if among?.contains(head) ?? true { waiting.append((head, try repository.commit(head).parents[...])) }
        while let last = waiting.indices.last {
            guard let parent = waiting[last].parents.popFirst() else {
                order.append(waiting[last].id)
                waiting.removeLast()
                continue
            }
            guard among?.contains(parent) ?? true, seen.insert(parent).inserted else { continue }
            waiting.append((parent, try repository.commit(parent).parents[...]))
        }
        return order
    }

    /// The commits of a short line from what is known; `nil` where it is long, something was joined, or a commit behind what is
    /// known can't be read: that is none of its business.
    private static func steps(
        from known: ObjectID, to head: ObjectID, in repository: GitRepository
    ) -> [ObjectID]? {
        var (commits, current): ([ObjectID], ObjectID) = ([], head)
        while current != known {
            guard commits.count < 32, let parents = try? repository.commit(current).parents,
                parents.count == 1
            else { return nil }
            commits.append(current)
            current = parents[0]
        }
        return commits.reversed()
    }

    /// The commits of a history in which nothing was joined; `nil` where something was.
    private static func line(
        to head: ObjectID, among: Set<ObjectID>?, in repository: GitRepository
    ) throws(GitError) -> [ObjectID]? {
        var commits: [ObjectID] = []
        var current: ObjectID? = head
        while let id = current, among?.contains(id) ?? true {
            let parents = try repository.commit(id).parents
            if parents.count > 1 { return nil }
            commits.append(id)
            current = parents.first
        }
        return commits.reversed()
    }
}
