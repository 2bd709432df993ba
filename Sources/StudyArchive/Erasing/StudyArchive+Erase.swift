internal import GitStore
package import StudyModel

/// What an erasure did to the study's history.
package struct ErasureOutcome: Sendable {
    /// As the study now holds it.
    package var erasure: Erasure
    /// How many commits were made anew.
    package var commits: Int
}

extension StudyArchive {
    /// Takes files and reasons out of the whole history of `main`, and writes the operation that says so behind what is left:
    /// one durable step.
    ///
    /// Files among ``Erasure/paths`` that the study is to keep have to be in the operation, which then begins them anew. What the
    /// old history was made of still lies in the repository; ``forgetHistory()`` and git's own clearing take it away.
    ///
    /// - Parameters:
    ///   - erasure: what goes; which leaves it covers and which commits it denies is worked out here.
    ///   - originals: commitments to sealed originals that are destroyed with it.
    /// - Throws: `record.hand_edited`, `member.invalid` for anybody but a lead, `storage.full`, `storage.failed`. Nothing is changed
    ///   then.
    package func erase(
        _ erasure: Erasure, by asked: ArchiveOperation, originals: Set<String> = []
    ) throws(StudyError) -> ErasureOutcome {
        try requireWritable()
        try recoverIfNeeded()
        try requireSpace(for: [asked])
        try requireUntouched(asked)
        var rewrite = HistoryRewrite(HistoryRewrite.Cut([erasure]), in: repository)
        let made = try speaking { () throws(GitError) in try rewrite.run(to: heads.main) }
        var erasure = erasure
        erasure.denied = Set(rewrite.touched.map(\.hex)).sorted()
        erasure.covers = try speaking { () throws(GitError) in
            var leaves = CoveredLeaves(
                records: Set(erasure.paths.compactMap { RecordID(path: $0) }), operations: rewrite.leaves,
                originals: originals, repository: repository)
            return try leaves.ranges(in: heads.auditTree) + erasure.covers
        }
        erasure.covers = Set(erasure.covers).sorted()
        var operation = asked
        operation.covers = erasure.covers
        operation.files[erasure.path] = Array(ErasureText.text(of: erasure).utf8)
        var writing = Writing(heads: heads, log: log, editor: editor)
        writing.objects = rewrite.objects
        (writing.heads.main, writing.heads.mainTree) = (made.head, made.tree)
        for object in rewrite.objects where object.kind == .tree { writing.editor.take(object) }
        _ = try prepare(operation, in: &writing)
        try speaking { () throws(GitError) in
            for path in erasure.paths
            where try writing.editor.find(path, in: writing.heads.mainTree) == nil {
                writing.files.append((path, nil))
            }
        }
        try speaking { () throws(GitError) in
            try closeLog(of: &writing)
            hooks.reach(.prepared)
            try makeDurable(&writing)
        }
        try apply(writing)
        return ErasureOutcome(erasure: erasure, commits: rewrite.commits.count { $0.key != $0.value })
    }

    /// Forgets what this store has at hand of a history that was made anew: the journal's entries, packs that wait to be folded.
    ///
    /// - Throws: `storage.failed`; repeating it is safe.
    package func forgetHistory() async throws(StudyError) {
        await checkpointTask?.value
        await foldTask?.value
        try checkpoint()
        try speaking { () throws(GitError) in
            try disk.flushAll(folder.path)
            try journal.wipe()
        }
        small = []
        // It has packs open that are about to go.
        auditCheck = nil
        editor = TreeEditor(repository: repository)
        soundHistory = SoundHistory(heads)
        keepSound()
    }

    /// Says in this device's log that it carried erasures out.
    ///
    /// - Parameter lost: leaves of this device's own that nothing opens any more because of them.
    /// - Throws: `storage.full`, `storage.failed`, `study.busy`; nothing is said then.
    package func confirm(
        _ erasures: [OperationID], lost: [LeafRange] = [], at time: Timestamp
    ) throws(StudyError) {
        try requireWritable()
        try recoverIfNeeded()
        if erasures.isEmpty { return }
        var writing = Writing(heads: heads, log: log, editor: editor)
        writing.seconds = time.secondsSinceEpoch
        writing.leaves = erasures.enumerated().map { place, erasure in
            AuditLeaf(
                sequence: log.size + place, actor: member, operation: nil, at: time,
                event: .erased(erasure, covers: place == 0 ? lost : []))
        }
        try speaking { () throws(GitError) in
            try closeLog(of: &writing)
            try makeDurable(&writing)
        }
        try apply(writing)
    }
}

/// Finds the leaves that nothing opens any more once files are gone from history.
struct CoveredLeaves {
    private let records: Set<String>
    private let operations: [DeviceID: [ClosedRange<Int>]]
    private let originals: Set<String>
    private let repository: GitRepository
    private var editor: TreeEditor

    /// - Parameters:
    ///   - records: records whose versions are gone.
    ///   - operations: leaves of operations whose other files are gone.
    init(
        records: Set<RecordID>, operations: [LeafRange], originals: Set<String>, repository: GitRepository
    ) {
        self.records = Set(records.map(\.rawValue))
        self.operations = operations.reduce(into: [:]) { $0[$1.device, default: []].append($1.numbers) }
        self.originals = originals
        self.repository = repository
        editor = TreeEditor(repository: repository)
    }

    mutating func ranges(in log: ObjectID?) throws(GitError) -> [LeafRange] {
        var found: [DeviceID: Set<Int>] = [:]
        for file in try editor.files(in: log) {
            guard let blob = file.new, let place = LogPlace(file.path) else { continue }
            for (number, line) in try repository.blob(blob).split(separator: 0x0A).enumerated() {
                let sequence = place.first + number
                guard let leaf = LeafReader(String(decoding: line, as: UTF8.self)) else { continue }
                if covers(leaf, sequence, of: place.device) {
                    found[place.device, default: []].insert(sequence)
                }
            }
        }
        return LeafRange.ranges(of: found)
    }

    private func covers(_ leaf: LeafReader, _ sequence: Int, of device: DeviceID) -> Bool {
        switch leaf.type {
        case "record", "removed": leaf.record.map(records.contains) ?? false
        case "files", "study": operations[device]?.contains { $0.contains(sequence) } ?? false
        case "original": leaf.commitment.map(originals.contains) ?? false
        default: false
        }
    }
}
