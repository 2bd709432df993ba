internal import GitStore
internal import StudyModel

/// The files of one operation as git will hold them.
struct OperationContent {
    /// Study path to the new file, `nil` where it goes.
    private(set) var changes: [String: ObjectID?] = [:]
    private(set) var blobs: [GitObject] = []
    /// Working files: study path to bytes, `nil` to remove.
    private(set) var files: [(path: String, bytes: [UInt8]?)] = []
    /// Files other than records, by the id of their object.
    private(set) var objects: [String: String?] = [:]
    /// What becomes of records, in the order asked for.
    private(set) var applied: [AppliedChange] = []
    private var digests: [String?] = []

    init(_ operation: ArchiveOperation) {
        for (path, bytes) in operation.files {
            let id = add(bytes, at: path)
            objects.updateValue(id?.hex, forKey: path)
        }
        for change in operation.records {
            let bytes = change.record.map { Array(FrontMatter.text(of: $0).utf8) }
            let digest = bytes.map(Digest.hex)
            add(bytes, at: change.id.path)
            digests.append(digest)
            applied.append(AppliedChange(change, of: operation, digest: digest))
        }
    }

    @discardableResult
    private mutating func add(_ bytes: [UInt8]?, at path: String) -> ObjectID? {
        let blob = bytes.map { GitObject(.blob, $0) }
        changes.updateValue(blob?.id, forKey: path)
        files.append((path, bytes))
        if let blob { blobs.append(blob) }
        return blob?.id
    }

    /// The leaves of the log that tell of it.
    func leaves(of operation: ArchiveOperation, next: Int, nonce: String) -> LeafMaker {
        var leaves = LeafMaker(operation: operation, next: next)
        if !operation.files.isEmpty { leaves.add(files: operation.files, nonce: nonce) }
        for (change, digest) in zip(operation.records, digests) { leaves.add(change, digest: digest) }
        leaves.add(originals: operation.originals)
        leaves.add(vouched: operation.vouchesFor, nonce: nonce)
        leaves.addUndo()
        leaves.add(covers: operation.covers)
        return leaves
    }
}

extension AppliedChange {
    init(_ change: ArchiveOperation.RecordChange, of operation: ArchiveOperation, digest: String?) {
        self.init(
            id: change.id,
            version: RecordVersion(
                version: change.version, change: change.change, by: operation.by, at: operation.at,
                operation: operation.id, reason: operation.reason, sha256: digest, commit: ""),
            record: change.record,
            contentDigest: change.record.map(ContentDigest.of)
        )
    }
}
