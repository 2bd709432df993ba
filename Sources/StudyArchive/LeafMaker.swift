internal import GitStore
internal import StudyModel

/// Numbers the leaves of one operation.
struct LeafMaker {
    private let operation: ArchiveOperation
    private let first: Int
    private(set) var leaves: [AuditLeaf] = []

    init(operation: ArchiveOperation, next: Int) {
        self.operation = operation
        first = next
    }

    /// The numbers used, or `nil` when the operation made no leaf.
    var range: ClosedRange<Int>? { leaves.isEmpty ? nil : first...(first + leaves.count - 1) }

    mutating func add(_ change: ArchiveOperation.RecordChange, digest: String?) {
        if let digest {
            add(.record(change.id, version: change.version, commitment: digest))
        } else {
            add(.removed(change.id, version: change.version))
        }
    }

    mutating func add(files: [String: [UInt8]?], nonce: String) {
        let commitment = FilesCommitment.hex(files.mapValues { $0.map(Digest.hex) }, nonce: nonce)
        add(operation.act == .create ? .study(commitment: commitment) : .files(commitment: commitment))
    }

    mutating func add(originals: [String]) {
        for commitment in originals { add(.original(commitment: commitment)) }
    }

    /// What was made with git alone gets its leaves from whoever answers for it.
    mutating func add(vouched commits: [VouchedCommit], nonce: String) {
        var others: [String: String?] = [:]
        for commit in commits {
            for (path, digest) in commit.files {
                guard let record = RecordID(path: path), let version = commit.versions[record] else {
                    others.updateValue(digest, forKey: path)
                    continue
                }
                add(
                    digest.map { .record(record, version: version, commitment: $0) }
                        ?? .removed(record, version: version))
            }
        }
        if !others.isEmpty { add(.files(commitment: FilesCommitment.hex(others, nonce: nonce))) }
    }

    mutating func addUndo() {
        if let undoes = operation.undoes { add(.undone(undoes)) }
    }

    mutating func add(covers: [LeafRange]) {
        for start in stride(from: 0, to: covers.count, by: AuditLeaf.mostRanges) {
            let part = covers[start..<min(start + AuditLeaf.mostRanges, covers.count)]
            add(.erasure(covers: Array(part)))
        }
    }

    private mutating func add(_ event: AuditLeaf.Event) {
        leaves.append(
            AuditLeaf(
                sequence: first + leaves.count, actor: operation.by, operation: operation.id,
                at: operation.at,
                event: event))
    }
}

/// The commitment to files that carry no nonce of their own (format.md §6).
enum FilesCommitment {
    /// - Parameter digests: study path to the file's SHA-256, `nil` where the file is gone.
    static func hex(_ digests: [String: String?], nonce: String) -> String {
        var bytes = Hex.bytes(nonce) ?? []
        for (path, digest) in digests.sorted(by: { $0.key < $1.key }) {
            bytes += Array("\(digest ?? String(repeating: "0", count: 64))  \(path)\n".utf8)
        }
        return Digest.hex(bytes)
    }
}

/// Random values for ids and nonces, from the system's secure generator.
package enum Random {
    /// That many random bytes in lower-case hexadecimal.
    package static func hex(_ count: Int) -> String { Hex.text(bytes(count)) }

    /// That many random characters of the record alphabet, with a digit among them, so that no id is a name: `jane`.
    package static func characters(_ count: Int) -> String {
        while true {
            let drawn = bytes(count).map { Int($0 & 31) }
            if count == 0 || drawn.contains(where: { $0 < 10 }) {
                return String(decoding: drawn.map { RecordID.alphabet[$0] }, as: UTF8.self)
            }
        }
    }

    /// Eight bytes a call of the generator, because each call asks the system.
    private static func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        while bytes.count < count {
            withUnsafeBytes(of: generator.next() as UInt64) { bytes += $0 }
        }
        return Array(bytes.prefix(count))
    }
}
