internal import GitStore
internal import Merging
package import StudyModel

/// Looks at what a fetch brought as at anything from a stranger, before any of it counts.
///
/// Every new commit has to be one operation that a member signed who may do it, with its leaves in that member's log, or a join
/// that follows from its parents. Trees hold plain files under names of the format. Logs only grow.
package actor IncomingCheck {
    /// What was found good.
    package struct Report: Hashable, Sendable {
        package var commits = 0
        /// How many operations each member made.
        package var byMember: [MemberID: Int] = [:]
        /// Steps of members who were taken out of the team meanwhile, for which the one who adopts has to answer.
        package var departed: [String] = []
    }

    let repository: GitRepository
    var editor: TreeEditor
    var report = Report()
    private let folder: StudyFolder
    private var teams: [ObjectID: [StudyDescription.Member]] = [:]
    var leaves: LoggedLeaves
    /// Commits that somebody answers for, with the one whose maker does.
    var vouchers: [ObjectID: ObjectID] = [:]
    /// Steps of somebody who has left, and the later commit whose maker answers for each.
    var stepVouchers: [ObjectID: ObjectID] = [:]
    private var signatures: CommitSignatures
    /// What the commit looked at last changed.
    private var lastChanges: (id: ObjectID, changes: [TreeChange])?
    /// Who is about to answer for commits made with git alone that nobody answers for yet.
    var adopter: MemberID?
    /// Whether nothing is known yet: only then a study begins among what comes.
    private var isClone = false
    private var roots = 0
    var steps: [Departures.Step] = []
    /// The last leaf of each device that a step among those that come names.
    var claimed: [DeviceID: Int] = [:]
    var known: (main: ObjectID?, log: ObjectID?) = (nil, nil)
    /// What erasures among what comes answer for.
    private var cover: ErasureCover?
    private let executor = QueueExecutor(label: "rir.archive.incoming")

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// How many bytes of objects stay at hand: a step's parents, folders and logs are what the one before it left.
    private static let remembered = 16 * 1024 * 1024

    package init(folder: StudyFolder) throws(StudyError) {
        let repository = try speaking { () throws(GitError) in
            try GitRepository(folder: folder.path, remembering: Self.remembered)
        }
        self.repository = repository
        self.folder = folder
        editor = TreeEditor(repository: repository)
        leaves = LoggedLeaves(repository: repository)
        signatures = CommitSignatures(repository: repository)
    }

    /// Checks everything that leads to the incoming branches and not to ours; everything there is where there are none of ours.
    ///
    /// - Parameters:
    ///   - adopter: who answers for what was made with git alone and nobody answers for; `nil` refuses it.
    ///   - device: this device, whose log nobody else adds to; `nil` for what goes out.
    /// - Throws: `sync.refused` with what is wrong and where; `storage.failed` for objects that are damaged.
    package func run(
        main: String, audit: String?, ours: (main: String, audit: String?)?,
        adopter: MemberID? = nil, device: DeviceID? = nil
    ) throws(StudyError) -> Report {
        guard let head = ObjectID(hex: main) else { return report }
        let known = ours.flatMap { ObjectID(hex: $0.main) }
        let theirLog = try tree(ofCommit: audit)
        let ourLog = try tree(ofCommit: ours?.audit)
        try requirePlain(theirLog, before: ourLog, in: audit)
        if let theirLog, let ourLog {
            let union = try speaking { () throws(GitError) in
                var union = LogUnion(repository: repository)
                return try union.tree(of: ourLog, theirLog)
            }
            if let device = union.forked { throw .forked(device) }
        }
        let commits = try speaking { () throws(GitError) in
            try CommitOrder.commits(to: head, after: known, in: repository)
        }
        self.adopter = adopter
        self.known = (known, ourLog)
        isClone = ours == nil
        // What can't be read is refused where it is looked at.
        cover = try? ErasureCover(to: head, in: repository)
        try collectVouchers(commits)
        try inShares(commits) { id throws(StudyError) in try check(id, log: theirLog) }
        try checkDepartures(commits, head: head, known: known)
        if let audit = audit.flatMap({ ObjectID(hex: $0) }) {
            _ = try team(at: head)
            try checkLog(audit, after: ours?.audit, own: device)
            try checkWitnesses(audit, after: ours?.audit)
        }
        return report
    }

    /// Refuses commits of the log that no member signed, that touch more than one device, or that go on with this one's.
    ///
    /// Members are all who were in the team at any of the commits that were looked at: a log does not say when it was signed, and
    /// whoever left signed while they were there.
    private func checkLog(
        _ head: ObjectID, after known: String?, own: DeviceID?
    ) throws(StudyError) {
        let keys = Array(Set(teams.values.flatMap { $0.map(\.key) }))
        let commits = try speaking { () throws(GitError) in
            try CommitOrder.commits(to: head, after: known.flatMap { ObjectID(hex: $0) }, in: repository)
        }
        try inShares(commits) { id throws(StudyError) in try checkLogCommit(id, keys: keys, own: own) }
    }

    /// Refuses logs that are not what their devices, and others who saw them, signed.
    private func checkWitnesses(_ head: ObjectID, after known: String?) throws(StudyError) {
        let known = known.flatMap { ObjectID(hex: $0) }
        let keys = LogKeys(teams.values.joined())
        let contradictions = try speaking { () throws(GitError) in
            var states = known == nil ? LogStates(own: nil) : folder.logStates(own: nil)
            if let known { try states.advance(to: known, in: repository) }
            let earlier = states.contradictions.count
            try states.add(
                from: try known.map { known throws(GitError) in try repository.commit(known).tree },
                to: try repository.commit(head).tree, in: repository, keys: keys)
            return states.contradictions.dropFirst(earlier)
        }
        if let contradiction = contradictions.first { throw .contradicted(contradiction) }
    }

    private func checkLogCommit(_ id: ObjectID, keys: [String], own: DeviceID?) throws(StudyError) {
        let commit = try exact(id)
        if commit.parents.count > 1 {
            let isSound = try speaking { () throws(GitError) in
                try JoinCommit.isSoundLog(commit, id: id, in: repository)
            }
            if !isSound { throw refused(id, "does not follow from the two logs it joins") }
            return
        }
        guard try isSigned(id, by: keys) else {
            throw refused(id, "adds to a log and is signed by no member")
        }
        try requirePlain(
            commit.tree, before: try tree(ofCommit: commit.parents.first?.hex), in: id.hex)
        let changes = try changes(of: commit, id)
        let devices = Set(changes.map { String($0.path.prefix { $0 != "/" }) })
        if try !onlyAdds(changes) { throw refused(id, "does more to a log than add lines") }
        guard devices.count <= 1, devices.allSatisfy({ DeviceID(rawValue: $0) != nil }) else {
            throw refused(id, "adds to the logs of several devices")
        }
        if let own, devices.contains(own.rawValue) {
            throw StudyError(
                .syncRefused, "The remote holds entries of this device's own log that are not here.",
                hint:
                    "This folder is an older copy of itself, put back from a backup. Make a new copy with 'rir clone' and bring over what is missing."
            )
        }
    }

    /// Looks at commits in their order, with those of a share read ahead and their signatures checked together.
    private func inShares(
        _ commits: [ObjectID], _ look: (ObjectID) throws(StudyError) -> Void
    ) throws(StudyError) {
        for start in stride(from: 0, to: commits.count, by: CommitSignatures.share) {
            let share = commits[start..<min(start + CommitSignatures.share, commits.count)]
            try speaking { () throws(GitError) in try signatures.read(share) }
            for id in share { try look(id) }
        }
    }

    private func isSigned(_ id: ObjectID, by keys: [String]) throws(StudyError) -> Bool {
        let signer = try speaking { () throws(GitError) in try signatures.commit(id).signer }
        return signer.map { SSHVerification.isAmong(keys, $0) } ?? false
    }

    /// The files that differ between a commit and its first parent.
    func changes(of commit: Commit, _ id: ObjectID) throws(StudyError) -> [TreeChange] {
        if let lastChanges, lastChanges.id == id { return lastChanges.changes }
        let changes = try speaking { () throws(GitError) in
            let before = try commit.parents.first.map { parent throws(GitError) in
                try repository.commit(parent).tree
            }
            return try editor.changes(from: before, to: commit.tree)
        }
        lastChanges = (id, changes)
        return changes
    }

    /// Whether files of a log only got more lines.
    private func onlyAdds(_ changes: [TreeChange]) throws(StudyError) -> Bool {
        try speaking { () throws(GitError) in
            for change in changes {
                guard let new = change.new, AuditLog.isPath(change.path) else { return false }
                guard let old = change.old else { continue }
                if try !repository.blob(new).starts(with: repository.blob(old)) { return false }
            }
            return true
        }
    }

    /// Notes which commits a later one of those that come answers for.
    private func collectVouchers(_ commits: [ObjectID]) throws(StudyError) {
        var earlier: Set<ObjectID> = []
        for id in commits {
            let commit = try speaking { () throws(GitError) in try repository.commit(id) }
            if commit.signature != nil || isCovered(id), commit.parents.count == 1 {
                for vouched in commit.vouchesForByHand.prefix(commits.count) where earlier.contains(vouched) {
                    vouchers[vouched] = id
                }
                for step in commit.vouchesForSteps.prefix(commits.count) where earlier.contains(step) {
                    stepVouchers[step] = id
                }
            }
            earlier.insert(id)
        }
    }

    private func tree(ofCommit hex: String?) throws(StudyError) -> ObjectID? {
        guard let id = hex.flatMap({ ObjectID(hex: $0) }) else { return nil }
        return try speaking { () throws(GitError) in try repository.commit(id).tree }
    }

    private func check(_ id: ObjectID, log: ObjectID?) throws(StudyError) {
        let commit = try exact(id)
        let before = try tree(ofCommit: commit.parents.first?.hex)
        try requirePlain(commit.tree, before: before, in: id.hex)
        report.commits += 1
        if commit.parents.count > 1 {
            let isSound = try speaking { () throws(GitError) in
                try JoinCommit.isSound(commit, id: id, in: repository)
            }
            if isSound || isCovered(id) { return }
            guard commit.message.hasPrefix(JoinCommit.subject) else { throw joinedByHand(id) }
            throw refused(id, "does not follow from the two it joins")
        }
        guard let parent = commit.parents.first else {
            let isEmpty = try speaking { () throws(GitError) in try repository.tree(commit.tree).isEmpty }
            roots += 1
            guard isEmpty, isClone, roots == 1 else { throw refused(id, "is no empty beginning of a study") }
            return
        }
        let message = CommitMessage(commit, id: id, cover: cover)
        if message.act == .create {
            if !isClone { throw refused(id, "makes a study where there is one") }
            let root = try speaking { () throws(GitError) in try repository.commit(parent) }
            guard root.parents.isEmpty else { throw refused(id, "makes a study where there is one") }
        }
        // Whoever makes a study is its first member; everybody else is there before they do anything.
        let team = try team(at: message.act == .create ? id : parent)
        if commit.signature == nil, isCovered(id), message.isOurs {
            return try checkLeaves(id, commit, message, log)
        }
        if commit.signature == nil, let voucher = vouchers[id] {
            return try checkVouched(commit, id, by: voucher)
        }
        if commit.signature == nil, let adopter = team.first(where: { $0.id == adopter }) {
            return try checkRights(of: adopter, commit, id, act: .adopt)
        }
        try checkSigner(commit, id, message, team: team)
        try checkLeaves(id, commit, message, log)
        report.byMember[message.member, default: 0] += 1
    }

    /// Whether somebody who erased answers for a commit: a lead, as the step that erases is looked at in its turn.
    private func isCovered(_ id: ObjectID) -> Bool { cover?.commits.contains(id) ?? false }

    /// Refuses a tree with anything but plain files under names of the format.
    private func requirePlain(_ tree: ObjectID?, before: ObjectID?, in commit: String?) throws(StudyError) {
        guard let tree, let id = commit.flatMap({ ObjectID(hex: $0) }) else { return }
        let strange = try speaking { () throws(GitError) in
            var trees = StrictTrees(repository: repository)
            return try trees.strangePath(in: tree, before: before)
        }
        if let strange { throw refused(id, "holds '\(VisibleText.line(strange))', which can't be a study's") }
    }

    /// A commit whose bytes say nothing but what is read of them, so that nothing hides beside what is signed.
    private func exact(_ id: ObjectID) throws(StudyError) -> Commit {
        let (commit, isExact, _) = try speaking { () throws(GitError) in try signatures.commit(id) }
        let isOurs = commit.signature != nil || commit.parents.count > 1
        if isOurs, !isExact { throw refused(id, "is not in the form that the product writes") }
        return commit
    }

    func refused(_ id: ObjectID, _ what: String) -> StudyError {
        StudyError(
            .syncRefused, "The commit \(id.hex.prefix(12)) \(what); nothing was taken over or sent.",
            hint:
                "'git show \(id.hex.prefix(12))' shows it; ask who made it. Only what a colleague committed with git alone can be taken over, with 'rir sync --adopt'."
        )
    }

    private func joinedByHand(_ id: ObjectID) -> StudyError {
        let name = id.hex.prefix(12)
        return StudyError(
            .syncRefused,
            "The commit \(name) was joined by git, which knows nothing of what a study means; nothing was taken over or sent.",
            hint:
                "Somebody ran 'git pull' or 'git merge'. In the folder where they did: 'git reset --keep \(name)^1', then 'rir sync', which joins the same two."
        )
    }

    // MARK: Who made it

    private func checkSigner(
        _ commit: Commit, _ id: ObjectID, _ message: CommitMessage, team: [StudyDescription.Member]
    ) throws(StudyError) {
        guard commit.signature != nil, message.isOurs else {
            throw refused(id, "is no operation of this study that a member signed")
        }
        guard let member = team.first(where: { $0.id == message.member }),
            try isSigned(id, by: [member.key])
        else {
            throw refused(id, "is not signed by \(message.member.rawValue), who is said to have made it")
        }
        steps.append(.init(commit: id, person: .init(id: member.id, key: member.key)))
        try checkRights(of: member, commit, id, act: message.act, undoes: message.undoes)
    }

    private func checkRights(
        of member: StudyDescription.Member, _ commit: Commit, _ id: ObjectID, act: OperationSummary.Act,
        undoes: OperationID? = nil
    ) throws(StudyError) {
        if act == .join { throw refused(id, "says that it joins, and joins nothing") }
        if member.role == "lead" { return }
        let paths = try changes(of: commit, id).map(\.path)
        let overreach = try speaking { () throws(GitError) -> Overreach? in
            let before = try repository.commit(commit.parents[0]).tree
            let states = GitStates(
                repository, editor, from: before, to: commit.tree, after: commit.parents[0],
                undoing: undoes.map { ($0, member.id) })
            var rights = OperationRights(of: member.id, role: member.role, act: act, states: states)
            return try rights.overreach(paths)
        }
        if let overreach {
            throw refused(id, "\(overreach.words), which \(member.id.rawValue) may not as \(member.role)")
        }
    }

    /// A commit made with git alone counts as done by whoever answers for it; that commit's own signature is checked in its turn.
    private func checkVouched(_ commit: Commit, _ id: ObjectID, by voucher: ObjectID) throws(StudyError) {
        let vouching = try exact(voucher)
        let message = CommitMessage(vouching, id: voucher, cover: cover)
        // The team as it was before the commit: it can't make its own voucher a member.
        guard let member = try team(at: commit.parents[0]).first(where: { $0.id == message.member }),
            try isCovered(voucher) ? true : isSigned(voucher, by: [member.key])
        else { throw refused(id, "is answered for by nobody of the team") }
        try checkRights(of: member, commit, id, act: .adopt)
    }

    /// The members as a commit has them.
    func team(at id: ObjectID) throws(StudyError) -> [StudyDescription.Member] {
        let file = try speaking { () throws(GitError) in
            try editor.find("study.yaml", in: try repository.commit(id).tree)
        }
        guard let file else { return [] }
        if let team = teams[file] { return team }
        let bytes = try speaking { () throws(GitError) in try repository.blob(file) }
        let team = try StudyDescription(yaml: String(decoding: bytes, as: UTF8.self)).members
        teams[file] = team
        return team
    }
}
