internal import GitStore
package import StudyModel

/// Reads everything a study holds and says what is not as it should be.
///
/// Every object is read and hashed, every signature checked, every record version opened against its leaf, every
/// leaf against its version, every coding against the words it stands on, and the working files against the current
/// state.
package actor ArchiveCheck {
    private let folder: StudyFolder
    let repository: GitRepository
    /// All who are in the team, or were, with the keys they had.
    private var members: Set<StudyDescription.Member>
    private var keys: Set<String> { Set(members.map(\.key)) }
    private let progress: @Sendable (WorkProgress) -> Void
    var editor: TreeEditor
    private var report = CheckReport(records: 0, versions: 0, commits: 0, leaves: 0, bytes: 0, findings: [])
    private let executor = QueueExecutor(label: "rir.archive.check")

    /// Commitments that versions of records have: `<record>/<version>` to the SHA-256 of each, empty for a removal.
    ///
    /// Two copies of a study may make versions of one number.
    private var versions: [String: [String]] = [:]
    private var nonces: Set<String> = []
    /// Commits made with git alone that a member answers for.
    private var vouched: Set<String> = []
    /// What erasures answer for.
    var cover: ErasureCover?
    private static let findingLimit = 1000

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    package init(
        folder: StudyFolder, description: StudyDescription,
        progress: @escaping @Sendable (WorkProgress) -> Void
    ) throws(StudyError) {
        self.folder = folder
        members = Set(description.members)
        self.progress = progress
        let repository = try speaking { () throws(GitError) in try GitRepository(folder: folder.path) }
        self.repository = repository
        editor = TreeEditor(repository: repository)
    }

    /// Runs the whole check.
    package func run() throws(StudyError) -> CheckReport {
        let refs = GitRefs(gitFolder: repository.gitFolder, disk: RealDisk())
        guard let main = refs.read(GitRefs.main) else {
            add("main.missing", "The branch main is missing.")
            return report
        }
        goingOn("the history of main") { () throws(GitError) in try checkMain(main) }
        try StudyError.throwIfGivenUp()
        goingOn("the codings") { () throws(GitError) in
            try checkCodings(try repository.commit(main).tree)
        }
        if let audit = refs.read(GitRefs.audit) {
            goingOn("the log") { () throws(GitError) in try checkLog(audit) }
        } else {
            add("log.missing", "The branch audit is missing.")
        }
        goingOn("the working files") { () throws(GitError) in try checkWorkingFiles(main) }
        return report
    }

    /// Names what can't be read and lets the check go on with the rest.
    func goingOn(_ what: @autoclosure () -> String, _ work: () throws(GitError) -> Void) {
        do throws(GitError) { try work() } catch {
            add("object.damaged", "In \(what()): \(StudyError(error).message)")
        }
    }

    func add(_ code: String, _ message: String) {
        if report.findings.count < Self.findingLimit {
            report.findings.append(.init(code: code, message: message))
        }
    }

    // MARK: Records

    private func checkMain(_ head: ObjectID) throws(GitError) {
        let commits = try CommitOrder.commits(to: head, after: nil, in: repository)
        report.commits = commits.count
        cover = try ErasureCover(to: head, in: repository)
        for path in cover?.unreadable ?? [] {
            add("erasure.unreadable", "The file \(path) can't be read as an erasure.")
        }
        for id in commits {
            let commit = try repository.commit(id)
            if commit.signature != nil || isCovered(id) { vouched.formUnion(commit.vouchesFor) }
        }
        // Whoever makes a study signs its empty beginning before anything says who they are.
        if commits.count > 1 { try takeKeys(from: try repository.commit(commits[1]).tree) }
        var last: (id: ObjectID, tree: ObjectID)?
        for (index, id) in commits.enumerated() {
            let commit = try repository.commit(id)
            let before = try commit.parents.first.map { parent throws(GitError) in
                if let last, last.id == parent { last.tree } else { try repository.commit(parent).tree }
            }
            goingOn("the commit \(id.hex)") { () throws(GitError) in try check(commit, id, before: before) }
            last = (id, commit.tree)
            if index.isMultiple(of: 256) {
                if Task.isCancelled { return }
                progress(.init(phase: "check", done: index, total: commits.count))
            }
        }
        report.records = try editor.files(in: last?.tree).count { RecordID(path: $0.path) != nil }
        progress(.init(phase: "check", done: commits.count, total: commits.count))
    }

    /// What one commit did, or, where it joins two lines of work, whether it follows from them.
    private func check(_ commit: Commit, _ id: ObjectID, before: ObjectID?) throws(GitError) {
        guard commit.parents.count < 2 else {
            if !isCovered(id), try !JoinCommit.isSound(commit, id: id, in: repository) {
                add("commit.join", "The commit \(id.hex) does not follow from the two it joins.")
            }
            return
        }
        let isOpen = commit.signature == nil && (vouched.contains(id.hex) || isCovered(id))
        if !isOpen { checkSignature(commit, id: id) }
        let message = CommitMessage(commit, id: id, cover: cover)
        for change in try editor.changes(from: before, to: commit.tree) {
            if change.path == "study.yaml" { try takeKeys(from: commit.tree) }
            goingOn(change.path) { () throws(GitError) in try check(change, by: message) }
        }
    }

    /// Remembers who was in the team: what somebody signed who has left since is theirs all the same.
    private func takeKeys(from tree: ObjectID) throws(GitError) {
        guard let file = try editor.find("study.yaml", in: tree),
            let team = try? StudyDescription(yaml: String(decoding: try repository.blob(file), as: UTF8.self))
        else { return }
        members.formUnion(team.members)
    }

    private func checkSignature(_ commit: Commit, id: ObjectID) {
        var unsigned = commit
        unsigned.signature = nil
        guard let signature = commit.signature else {
            return add("commit.unsigned", "The commit \(id.hex) carries no signature.")
        }
        if !SSHVerification.holds(signature, over: unsigned.bytes, keys: Array(keys)) {
            add("commit.signature", "The signature of commit \(id.hex) is not one of a member of the study.")
        }
    }

    /// Whether somebody who erased answers for a commit, which lost its signature then.
    private func isCovered(_ id: ObjectID) -> Bool { cover?.commits.contains(id) ?? false }

    private func check(_ change: TreeChange, by message: CommitMessage) throws(GitError) {
        let old = try change.old.map { blob throws(GitError) in try repository.blob(blob) }
        let new = try change.new.map { blob throws(GitError) in try repository.blob(blob) }
        report.bytes += new?.count ?? 0
        if let handle = ConsentText.handle(ofPath: change.path) { checkConsent(of: handle, old, new) }
        guard let id = RecordID(path: change.path) else {
            if change.path.hasPrefix("records/") {
                add("record.path", "The file \(change.path) is no record.")
            }
            return
        }
        let before = old.flatMap { RecordReader.record(from: $0) }
        guard let new else {
            report.versions += 1
            versions["\(id)/\((before?.version ?? 0) + 1)", default: []].append("")
            return
        }
        guard let record = RecordReader.record(from: new), record.id == id else {
            return add("record.unreadable", "A version of \(id) can't be read as that record.")
        }
        if message.isOurs, Array(FrontMatter.text(of: record).utf8) != new {
            add("record.form", "Version \(record.version) of \(id) is not in the canonical form.")
        }
        if !nonces.insert(record.nonce).inserted {
            add("record.nonce", "Version \(record.version) of \(id) repeats the nonce of another version.")
        }
        report.versions += 1
        versions["\(id)/\(record.version)", default: []].append(Digest.hex(new))
    }

    // MARK: The log

    private func checkLog(_ head: ObjectID) throws(GitError) {
        try takeLosses(head)
        let commits = try CommitOrder.commits(to: head, after: nil, in: repository)
        report.commits += commits.count
        for id in commits {
            let commit = try repository.commit(id)
            if commit.parents.count < 2 {
                checkSignature(commit, id: id)
            } else if try !JoinCommit.isSoundLog(commit, id: id, in: repository) {
                add("commit.join", "The commit \(id.hex) does not follow from the two logs it joins.")
            }
        }
        guard let root = try repository.commit(head).tree as ObjectID? else { return }
        for device in try editor.tree(root).entries { try checkDevice(device.name, folder: device.id) }
        try checkWitnesses(head)
        for key in versions.keys.sorted() where versions[key]?.isEmpty == false {
            add("version.unlogged", "Version \(key.replacing("/", with: " v")) has no leaf in any log.")
        }
    }

    /// Whether every log is what its device and the others signed.
    private func checkWitnesses(_ head: ObjectID) throws(GitError) {
        // This device's own is one as any other here.
        var states = LogStates(own: nil)
        try states.advance(to: head, in: repository, keys: LogKeys(members))
        for contradiction in states.contradictions { add("log.witness", contradiction.words) }
    }

    private func checkDevice(_ device: String, folder: ObjectID) throws(GitError) {
        var expected = 0
        for file in try editor.files(in: folder) {
            guard let blob = file.new else { continue }
            for line in try repository.blob(blob).split(separator: 0x0A) {
                check(leaf: String(decoding: line, as: UTF8.self), device: device, expected: expected)
                expected += 1
            }
        }
        report.leaves += expected
    }

    private func check(leaf line: String, device: String, expected: Int) {
        guard let leaf = LeafReader(line) else {
            return add("leaf.unreadable", "Leaf \(expected) of \(device) is not in the canonical form.")
        }
        if leaf.sequence != expected {
            add("leaf.sequence", "Leaf \(expected) of \(device) says it is number \(leaf.sequence).")
        }
        guard let record = leaf.record, let version = leaf.version else { return }
        let key = "\(record)/\(version)"
        if let place = versions[key]?.firstIndex(of: leaf.commitment ?? "") {
            versions[key]?.remove(at: place)
            return
        }
        let isCovered = DeviceID(rawValue: device).map { cover?.covers(expected, of: $0) ?? false } ?? false
        if isCovered { return }
        if versions.removeValue(forKey: key) == nil {
            add("leaf.unopened", "Leaf \(expected) of \(device) opens to no version of \(record).")
        } else {
            add(
                "record.digest",
                "Version \(version) of \(record) is not what leaf \(expected) of \(device) committed to.")
        }
    }

    // MARK: Working files

    private func checkWorkingFiles(_ head: ObjectID) throws(GitError) {
        for file in try editor.files(in: try repository.commit(head).tree) {
            guard let blob = file.new else { continue }
            goingOn(file.path) { () throws(GitError) in
                if Files.read("\(folder.path)/\(file.path)") != (try repository.blob(blob)) {
                    add("file.changed", "The file \(file.path) was changed by hand and is not adopted yet.")
                }
            }
        }
    }
}
