internal import GitStore
package import StudyModel
internal import TransparencyLog

/// Checks the logs of all devices against the history of the study, and against checkpoints that somebody kept.
///
/// Whatever was found good once is not read again as long as history only grew from there; who trusts neither this folder nor
/// what it remembers reads everything (``run(against:witnesses:readsAll:)``), or asks `verify/verify.py` on another computer.
package actor AuditCheck {
    /// A file that may hold checkpoints.
    package struct File: Sendable {
        package var name: String
        package var bytes: [UInt8]

        package init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    let folder: StudyFolder
    let repository: GitRepository
    var editor: TreeEditor
    var signatures: CommitSignatures
    var leaves: LoggedLeaves
    /// What was found good before, and is found good now.
    var memory = AuditMemory()
    var findings: [CheckReport.Finding] = []
    var read = 0
    /// The leaves that were read now: `nil` for one that can't be read.
    var fresh: [DeviceID: (first: Int, leaves: [LeafReader?])] = [:]
    /// Which of them a step of `main` names.
    var claimed: [DeviceID: Set<Int>] = [:]
    var teams: [ObjectID: [StudyDescription.Member]] = [:]
    /// What the last run found good, and how much of it the folder does not tell yet.
    private var held: (memory: AuditMemory, unkept: Int)?
    let progress: @Sendable (WorkProgress) -> Void
    private let executor = QueueExecutor(label: "rir.archive.audit")
    private static let findingLimit = 1000
    /// Writing down what was found good takes as long as the check of one step, and less than that of so many.
    private static let keptAfter = 64

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// - Parameter remembered: about how many bytes of objects stay in memory.
    package init(
        folder: StudyFolder, remembering remembered: Int = 16 * 1024 * 1024,
        progress: @escaping @Sendable (WorkProgress) -> Void = { _ in }
    ) throws(StudyError) {
        self.folder = folder
        self.progress = progress
        let repository = try speaking { () throws(GitError) in
            try GitRepository(folder: folder.path, remembering: remembered)
        }
        self.repository = repository
        editor = TreeEditor(repository: repository)
        signatures = CommitSignatures(repository: repository)
        leaves = LoggedLeaves(repository: repository)
    }

    /// Runs the check.
    ///
    /// - Parameters:
    ///   - files: what somebody outside kept.
    ///   - witnesses: keys of witnesses outside the study.
    ///   - readsAll: whether to forget what was found good before.
    /// - Throws: `audit.no_checkpoint` for a file that holds none; `request.invalid` for a witness's key that is none;
    ///   `storage.failed` where the study has no log at all; `daemon.stopping` where the task is cancelled.
    package func run(
        against files: [File] = [], witnesses: [String] = [], readsAll: Bool = false
    ) throws(StudyError) -> AuditVerdict {
        let kept = try Self.checkpoints(in: files)
        let outside = try Self.verifiers(witnesses)
        let refs = GitRefs(gitFolder: repository.gitFolder, disk: RealDisk())
        guard let main = refs.read(GitRefs.main), let audit = refs.read(GitRefs.audit) else {
            throw StudyError(
                .storageFailed, "The study lacks the branch 'main' or 'audit', so there is no log to check.",
                hint: "'git branch -a' shows what there is; a copy of a colleague's has both.")
        }
        forget()
        if !readsAll { remember(main: main, audit: audit) }
        defer { forget() }
        goingOn("the logs") { () throws(GitError) in try checkLogs(audit) }
        try StudyError.throwIfGivenUp()
        goingOn("the history of main") { () throws(GitError) in try checkMain(main, audit: audit) }
        try StudyError.throwIfGivenUp()
        (memory.main, memory.audit) = (main, audit)
        let compared = compare(try handedOut(main) + kept, outside)
        if findings.isEmpty { hold() }
        return AuditVerdict(
            logs: logs, counts: memory.counts, read: read, kept: compared, findings: findings)
    }

    /// Forgets what an earlier run of this check found, but for teams, which are as the objects they were read from.
    private func forget() {
        editor = TreeEditor(repository: repository)
        signatures = CommitSignatures(repository: repository)
        leaves = LoggedLeaves(repository: repository)
        memory = AuditMemory()
        (findings, read, fresh, claimed) = ([], 0, [:], [:])
    }

    /// Keeps what was found good; what the folder does not tell of it, a later daemon reads again.
    private func hold() {
        let unkept = read + (held?.unkept ?? Self.keptAfter)
        if unkept >= Self.keptAfter { folder.keep(memory) }
        held = (memory, unkept >= Self.keptAfter ? 0 : unkept)
    }

    /// Takes up what was found good before, where history goes on from there.
    private func remember(main: ObjectID, audit: ObjectID) {
        guard let known = held?.memory ?? folder.auditMemory(), let before = known.main,
            let log = known.audit,
            (try? leads(before, to: main)) == true, (try? leads(log, to: audit)) == true
        else { return }
        memory = known
    }

    private func leads(_ old: ObjectID, to new: ObjectID) throws(GitError) -> Bool {
        if old == new { return true }
        // Nearly always one step further.
        if try repository.commit(new).parents == [old] { return true }
        return try repository.mergeBases(old, new) == [old]
    }

    private var logs: [AuditVerdict.Log] {
        memory.states.devices.sorted { $0.key.rawValue < $1.key.rawValue }.map { device, state in
            let witnesses = state.witnesses.compactMap { memory.states.devices[$0]?.actor }
            return AuditVerdict.Log(
                device: device, member: state.actor, entries: state.size, signed: state.signed?.size ?? 0,
                seenBy: Set(witnesses).sorted { $0.rawValue < $1.rawValue })
        }
    }

    // MARK: Telling

    func add(_ code: String, _ message: String) {
        if findings.count < Self.findingLimit { findings.append(.init(code: code, message: message)) }
    }

    /// Names what can't be read and lets the check go on with the rest.
    func goingOn(_ what: @autoclosure () -> String, _ work: () throws(GitError) -> Void) {
        do throws(GitError) { try work() } catch {
            add("object.damaged", "In \(what()): \(StudyError(error).message)")
        }
    }

    func add(_ code: String, _ commit: ObjectID, _ what: String) {
        add(code, "The commit \(commit.hex.prefix(12)) \(what).")
    }

    // MARK: What to compare with

    private static func checkpoints(
        in files: [File]
    ) throws(StudyError) -> [(source: String, checkpoint: KeptCheckpoint)] {
        var kept: [(source: String, checkpoint: KeptCheckpoint)] = []
        for file in files {
            let found = KeptCheckpoint.found(in: file.bytes)
            if found.isEmpty {
                throw StudyError(
                    .auditNoCheckpoint,
                    "'\(VisibleText.line(file.name))' holds no signed checkpoint of a study's log.",
                    hint:
                        "A checkpoint is three lines that begin with 'rir.invalid/log/' and a line with a dash and a signature. Save the whole mail, not a picture of it."
                )
            }
            kept += found.map { (file.name, $0) }
        }
        return kept
    }

    private static func verifiers(_ texts: [String]) throws(StudyError) -> [NoteVerifier] {
        var found: [NoteVerifier] = []
        for text in texts {
            do throws(TransparencyLogError) { found.append(try NoteVerifier(vkey: text)) } catch {
                throw StudyError(
                    .requestInvalid, "'\(VisibleText.line(text))' is no key of a witness.",
                    hint:
                        "It has the form NAME+8 digits+letters, as c2sp.org/signed-note says; ask the witness for it.",
                    cause: error
                )
            }
        }
        return found
    }

    /// What the study itself kept when it handed checkpoints out.
    private func handedOut(
        _ main: ObjectID
    ) throws(StudyError) -> [(source: String, checkpoint: KeptCheckpoint)] {
        try speaking { () throws(GitError) in
            let tree = try repository.commit(main).tree
            guard let folder = try editor.find(CheckpointText.folder, isFolder: true, in: tree) else {
                return []
            }
            var kept: [(source: String, checkpoint: KeptCheckpoint)] = []
            for file in try editor.files(in: folder) {
                guard file.path.hasSuffix(".txt"), let blob = file.new else { continue }
                let path = "\(CheckpointText.folder)/\(file.path)"
                let found = KeptCheckpoint.found(in: try repository.blob(blob))
                if found.isEmpty {
                    add("checkpoint.unreadable", "The file \(path) holds no signed checkpoint.")
                }
                kept += found.map { (path, $0) }
            }
            return kept
        }
    }
}
