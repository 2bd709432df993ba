internal import GitStore
internal import StudyModel

extension AuditCheck {
    /// Compares every step that was not yet found good with the leaves it names, and every leaf with a step.
    func checkMain(_ head: ObjectID, audit: ObjectID) throws(GitError) {
        let commits = try CommitOrder.commits(to: head, after: memory.main, in: repository)
        let remade = try remade(among: commits, to: head)
        let vouchers = try vouchers(among: commits, remade)
        let log = try repository.commit(audit).tree
        for start in stride(from: 0, to: commits.count, by: CommitSignatures.share) {
            let share = commits[start..<min(start + CommitSignatures.share, commits.count)]
            try signatures.read(share)
            for id in share {
                goingOn("the commit \(id.hex)") { () throws(GitError) in
                    try check(id, vouchers: vouchers, log: log, isRewritten: remade.contains(id))
                }
            }
            if Task.isCancelled { return }
            progress(.init(phase: "audit", done: start, total: commits.count))
        }
        try checkConfirmations(head, audit: audit)
        read += commits.count
        memory.counts.commits += commits.count
        for (device, read) in fresh.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let alone = read.leaves.enumerated().filter { place, leaf in
                leaf?.operation != nil && claimed[device]?.contains(read.first + place) != true
            }.map { read.first + $0.offset }
            if let first = alone.first {
                add(
                    "leaf.alone",
                    "The log of \(device.rawValue) tells of work that no step of the study has: \(alone.count) of its entries, the first of them \(first)."
                )
            }
        }
    }

    /// Which of some commits were made anew, because they stand before an erasure that is among them.
    private func remade(among commits: [ObjectID], to head: ObjectID) throws(GitError) -> Set<ObjectID> {
        if memory.main != nil {
            // Erasures that were found good before say nothing of what came since, and reading them takes longer than one step.
            let steps = try commits.map { id throws(GitError) in
                CommitMessage(try repository.commit(id), id: id)
            }
            if !steps.contains(where: { $0.act == .erase }) { return [] }
        }
        return try ErasureCover(to: head, after: memory.main, in: repository).commits
    }

    /// What was made with git alone and somebody answers for, with the commit in which they do.
    private func vouchers(
        among commits: [ObjectID], _ remade: Set<ObjectID>
    ) throws(GitError) -> [ObjectID: ObjectID] {
        var (found, earlier): ([ObjectID: ObjectID], Set<ObjectID>) = ([:], [])
        for id in commits {
            let commit = try repository.commit(id)
            if commit.signature != nil || remade.contains(id), commit.parents.count == 1 {
                for vouched in commit.vouchesForByHand
                where earlier.contains(vouched) {
                    found[vouched] = id
                }
            }
            earlier.insert(id)
        }
        return found
    }

    private func check(
        _ id: ObjectID, vouchers: [ObjectID: ObjectID], log: ObjectID, isRewritten: Bool
    ) throws(GitError) {
        let (commit, isExact, signer) = try signatures.commit(id)
        if commit.parents.count > 1 {
            memory.counts.joins += 1
            if !isRewritten, try !JoinCommit.isSound(commit, id: id, in: repository) {
                add("commit.join", id, "does not follow from the two it joins")
            }
            return
        }
        guard let parent = commit.parents.first else {
            // It is signed by whoever made the study, before anything said who that is.
            let isSigned =
                signer.map { SSHVerification.isAmong(memory.members.map(\.key), $0) } ?? isRewritten
            let isEmpty = try repository.tree(commit.tree).isEmpty
            if !isSigned || !isEmpty || !isExact {
                add("commit.beginning", id, "begins the study otherwise than its maker's signature says")
            }
            if commit.signature != nil { memory.counts.signed += 1 }
            return
        }
        if commit.signature == nil, vouchers[id] != nil { return }
        let step = Step(commit, id)
        if commit.signature == nil, !isRewritten || step == nil {
            return add("commit.unsigned", id, "carries no signature, and nobody answers for it")
        }
        guard let step else { return add("commit.form", id, "does not say what step it is") }
        // It goes with what was erased, also where whoever made the step signed it again.
        let isTouched = step.named.map { named in
            memory.covered[named.device]?.contains { $0.overlaps(named.numbers) } ?? false
        }
        if step.nonce == nil, !isRewritten, isTouched != true { add("commit.form", id, "has no nonce") }
        if !isExact { add("commit.form", id, "is not in the form that the product writes") }
        if commit.signature != nil {
            memory.counts.signed += 1
            let team = try teamBefore(step.act == "create" ? id : parent)
            let keys = team.filter { $0.id == step.member }.map(\.key)
            if !(signer.map { SSHVerification.isAmong(keys, $0) } ?? false) {
                add(
                    "commit.signature", id,
                    "is not signed by \(step.member.rawValue), who is said to have made it")
            }
            if step.act == "erase" { try checkErasure(step, commit, by: team) }
        }
        try compare(step, commit, log: log)
    }

    private func teamBefore(_ id: ObjectID) throws(GitError) -> [StudyDescription.Member] {
        guard let file = try editor.find("study.yaml", in: try repository.commit(id).tree) else { return [] }
        return try team(of: file)
    }

    /// What a commit says of itself, whether it is signed or not.
    struct Step {
        var id: ObjectID
        var operation: String
        var act: String
        var member: MemberID
        /// `nil` where it went with what was erased.
        var nonce: String?
        var undoes: String?
        var named: LeafRange?
        /// Whether it names leaves at all.
        var names: Bool
        var seconds: Int

        init?(_ commit: Commit, _ id: ObjectID) {
            let trailers = commit.trailers
            func only(_ key: String) -> String? {
                let found = trailers.filter { $0.key == key }
                return found.count == 1 ? found[0].value : nil
            }
            guard let operation = only("Operation"), OperationID(rawValue: operation) != nil,
                let act = only("Act"), let member = only("Member").flatMap({ MemberID(rawValue: $0) })
            else { return nil }
            nonce = only("Nonce")
            if nonce.map({ $0.utf8.count != 64 }) ?? trailers.contains(where: { $0.key == "Nonce" }) {
                return nil
            }
            (self.id, self.operation, self.act, self.member) = (id, operation, act, member)
            undoes = only("Undoes")
            names = trailers.contains { $0.key == "Audit-Seq" }
            named = only("Audit-Seq").flatMap { LeafRange($0) }
            seconds = commit.seconds
        }
    }
}
