internal import Dispatch
internal import GitStore
internal import Synchronization

/// Commits read ahead, with who signed each: worked out on all cores, because that takes longer than all else about a commit.
struct CommitSignatures {
    private struct Known {
        var object: GitObject
        var commit: Commit
        /// The key that signed it; `nil` where nobody did.
        var signer: String?
    }

    private let repository: GitRepository
    private var known: [ObjectID: Known] = [:]

    init(repository: GitRepository) { self.repository = repository }

    /// How many commits are read ahead at a time.
    static var share: Int { 512 }

    /// Reads commits and forgets those read before.
    mutating func read(_ commits: some Sequence<ObjectID>) throws(GitError) {
        known = [:]
        var (ids, found): ([ObjectID], [Known]) = ([], [])
        for id in commits {
            ids.append(id)
            found.append(try read(id))
        }
        let signers = Self.signers(of: found.map(\.commit))
        for (place, id) in ids.enumerated() {
            found[place].signer = signers[place]
            known[id] = found[place]
        }
    }

    /// A commit, whether what is read of it is all that its bytes say, and the key that signed it.
    func commit(
        _ id: ObjectID
    ) throws(GitError) -> (commit: Commit, isExact: Bool, signer: String?) {
        var found = if let found = known[id] { found } else { try read(id) }
        if known[id] == nil { found.signer = Self.signer(of: found.commit) }
        return (found.commit, found.commit.bytes == found.object.bytes, found.signer)
    }

    private func read(_ id: ObjectID) throws(GitError) -> Known {
        let object = try repository.object(id)
        guard object.kind == .commit, let commit = Commit(bytes: object.bytes) else { throw .malformed(id) }
        return Known(object: object, commit: commit)
    }

    private static func signers(of commits: [Commit]) -> [String?] {
        let part = 16
        let parts = (commits.count + part - 1) / part
        let done = Mutex<[Int: [String?]]>([:])
        DispatchQueue.concurrentPerform(iterations: parts) { number in
            let found = commits[(number * part)..<min((number + 1) * part, commits.count)].map(signer)
            done.withLock { $0[number] = found }
        }
        return (0..<parts).flatMap { number in done.withLock { $0[number] ?? [] } }
    }

    private static func signer(of commit: Commit) -> String? {
        guard let signature = commit.signature else { return nil }
        var unsigned = commit
        unsigned.signature = nil
        return SSHVerification.signer(of: signature, over: unsigned.bytes)
    }
}
