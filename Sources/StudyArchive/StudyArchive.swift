package import GitStore
package import StudyModel
internal import Synchronization

/// One study's record store, and its only writer.
///
/// *Git is the truth; the index is derived.* A write becomes one journal entry (objects and branch moves), is flushed
/// there, and only then applied to the repository and the working files without further flushes. What a crash
/// interrupts is done again from the journal on the next start (docs/decisions/0002-write-path.md).
///
/// ## Concurrency
/// Writes run one at a time in call order on a queue of their own. Readers use ``ArchiveReader``, which never waits
/// for a writer.
package actor StudyArchive {
    package nonisolated let folder: StudyFolder
    package nonisolated let device: DeviceID
    package nonisolated let member: MemberID
    package nonisolated let description: StudyDescription

    let disk: any Disk
    let hooks: ArchiveHooks
    let repository: GitRepository
    let refs: GitRefs
    let key: SigningKey
    let lock: StudyLock
    private let executor: QueueExecutor

    var journal: Journal
    var editor: TreeEditor
    var log: AuditLog
    var heads: Heads {
        didSet { seen.withLock { $0 = Seen(here: heads.main) } }
    }

    /// Where `main` may stand by this store's doing: where it left it, or where a write is just moving it.
    struct Seen {
        var here: ObjectID
        var next: ObjectID?
    }

    /// For ``isCurrent``, which asks without waiting for the actor.
    nonisolated let seen: Mutex<Seen>
    var checkpointTask: Task<Void, Never>?
    /// Set when a write failed after its entry was durable; the next use replays the journal first.
    var needsRecovery = false
    /// Set when the journal could not be flushed; only a restart, which reads what is really there, clears it.
    var isReadOnly = false
    /// The packs of single writes that wait to be folded into one.
    var small: [SmallPack] = []
    var foldTask: Task<Void, Never>?
    var madeFolders: Set<String> = []
    var soundHistory: SoundHistory?
    /// How far the logs were read.
    var logs: LogStates?
    /// Checks what came since the last check of the logs.
    var auditCheck: AuditCheck?
    /// What everybody may do, by the object of `study.yaml` that says so.
    var roles: (file: ObjectID, members: [MemberID: String])?

    /// Where the two branches stand.
    struct Heads: Equatable {
        var main: ObjectID
        var mainTree: ObjectID
        var audit: ObjectID?
        var auditTree: ObjectID?
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Opens a study, first finishing what a crash interrupted.
    ///
    /// - Parameters:
    ///   - person: who works here, where several people work in one folder; `nil` for whoever began it.
    ///   - yaml: the text of `study.yaml`; `nil` reads it from the folder or from git.
    /// - Throws: `study.locked`, `study.invalid`, `study.format_unknown`, `storage.failed`.
    package init(
        opening folder: StudyFolder, as person: MemberID? = nil, disk: any Disk = RealDisk(),
        hooks: ArchiveHooks = .init(),
        yaml: String? = nil
    ) async throws(StudyError) {
        let identity = try folder.loadIdentity(as: person)
        let lock = try folder.lock()
        let refs = GitRefs(gitFolder: "\(folder.path)/.git", disk: disk)
        let opened = try speaking { () throws(GitError) in
            try Opened(folder: folder, identity: identity, disk: disk, journalCapacity: hooks.journalCapacity)
        }
        let yaml = if let yaml { yaml } else { try opened.studyFile(repositoryOf: folder) }
        self.folder = folder
        self.disk = disk
        self.hooks = hooks
        self.lock = lock
        self.refs = refs
        executor = QueueExecutor(label: "rir.archive")
        device = identity.device
        member = identity.member
        key = identity.key
        description = try StudyDescription(yaml: yaml)
        repository = opened.repository
        journal = opened.journal
        editor = TreeEditor(repository: opened.repository)
        log = opened.log
        heads = opened.heads
        seen = Mutex(Seen(here: opened.heads.main))
        soundHistory = SoundHistory(file: folder.soundFile)
        try writeSigners()
    }

    /// The public half of the key that signs here, as in `study.yaml`.
    package nonisolated var publicKey: String { key.publicKey }

    /// How many leaves this device's log has.
    package var auditSize: Int { log.size }

    /// Whether `main` stands where this store left it; false after a commit by hand.
    package nonisolated var isCurrent: Bool {
        guard let now = refs.read(GitRefs.main) else { return false }
        return seen.withLock { now == $0.here || now == $0.next }
    }

    /// Where `main` stands.
    package var position: ArchivePosition { ArchivePosition(commit: heads.main.hex) }

    private nonisolated func writeSigners() throws(StudyError) {
        let signers = Array(description.allowedSigners.utf8)
        if Files.read(folder.signersFile) == signers { return }
        try speaking { () throws(GitError) in
            try disk.replaceFile(folder.signersFile, with: signers, mode: 0o600)
        }
    }
}
