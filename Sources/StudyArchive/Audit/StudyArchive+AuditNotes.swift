package import StudyModel
internal import TransparencyLog

/// What is signed for an audit export; none of it goes into a log.
extension StudyArchive {
    /// A log as it is handed out: what it was when it was signed, and how to find each leaf in that.
    package struct SignedLog: Sendable {
        /// A signed note, with the signatures of those who saw it.
        package var checkpoint: String
        /// How many leaves it covers.
        package var size: Int
        /// For each leaf that was asked for, a file of c2sp.org/tlog-proof.
        package var proofs: [Int: [UInt8]]
    }

    /// The newest checkpoint of a log, with proofs of some leaves.
    ///
    /// This device's own is signed now, over all its leaves; of others it is what they last signed.
    ///
    /// - Returns: `nil` for a log that nobody signed.
    package func signedLog(
        _ log: AuditTrail.Log, proving leaves: [Int]
    ) throws(StudyError) -> SignedLog? {
        do throws(TransparencyLogError) {
            let hashes = log.lines.map { MerkleHash.leaf(Array($0.utf8)) }
            let tree = MerkleTree(leafHashes: hashes)
            guard let checkpoint = try log.device == device ? signedNow(tree) : lastSigned(log) else {
                return nil
            }
            let size = checkpoint.checkpoint.size
            var proofs: [Int: [UInt8]] = [:]
            for leaf in leaves where leaf < Int(size) {
                let path = try tree.inclusionProof(of: UInt64(leaf), atSize: size)
                proofs[leaf] =
                    try LogProof(index: UInt64(leaf), hashes: path.hashes, checkpoint: checkpoint).bytes
            }
            return SignedLog(
                checkpoint: String(decoding: checkpoint.bytes, as: UTF8.self), size: Int(size),
                proofs: proofs)
        } catch {
            throw StudyError(.storageFailed, "The log could not be signed.", cause: error)
        }
    }

    /// Whether the key here is one of the team's, so that others can check what it signs.
    package var maySign: Bool { description.members.contains { $0.key == publicKey } }

    private func signedNow(_ tree: MerkleTree) throws(TransparencyLogError) -> SignedCheckpoint? {
        guard maySign,
            let checkpoint = LogKeys.checkpoint(of: device, size: Int(tree.size), root: tree.root.base64)
        else { return nil }
        let signer = try NoteSigner(name: KeyName(LogKeys.name(of: device)), seed: key.seed)
        return try SignedCheckpoint(signing: checkpoint, with: [signer])
    }

    private func lastSigned(_ log: AuditTrail.Log) throws(TransparencyLogError) -> SignedCheckpoint? {
        let last = log.lines.indices.reversed().lazy.compactMap { number -> LeafReader? in
            let leaf = LeafReader(log.lines[number])
            return leaf?.root != nil && leaf?.log == nil ? leaf : nil
        }.first
        guard let last, let root = last.root, let signature = last.signature,
            let checkpoint = LogKeys.checkpoint(of: log.device, size: last.sequence, root: root)
        else { return nil }
        let note = "\(checkpoint.text)\n\u{2014} \(LogKeys.name(of: log.device)) \(signature)\n"
        return try SignedCheckpoint(Array(note.utf8))
    }

    /// The note that says who made an export: its own text, so that it can't pass for anything else that is signed.
    ///
    /// - Parameters:
    ///   - file: the file that lists all others with their digests.
    ///   - digest: the SHA-256 of that file, in hexadecimal.
    /// - Returns: `nil` where the key here is nobody's of the team.
    package func signedExport(of file: String, _ digest: String) throws(StudyError) -> String? {
        guard maySign else { return nil }
        do throws(TransparencyLogError) {
            let name = Self.bagName(of: device)
            let signer = try NoteSigner(name: KeyName(name), seed: key.seed)
            let note = try SignedNote(signing: "\(name)\n\(digest)  \(file)\n", with: [signer])
            return String(decoding: note.bytes, as: UTF8.self)
        } catch {
            throw StudyError(.storageFailed, "The bag could not be signed.", cause: error)
        }
    }

    private static func bagName(of device: DeviceID) -> String { "rir.invalid/bag/\(device.rawValue)" }

    /// The key of a member as verifiers of notes take it, for a device's log.
    package nonisolated static func verifierKey(
        _ key: AuditTrail.Key, of device: DeviceID, isWitness: Bool
    ) -> String? {
        guard let raw = SSHVerification.rawKey(of: key.key),
            let name = try? KeyName(LogKeys.name(of: device))
        else { return nil }
        let kind: NoteVerifier.Kind = isWitness ? .cosignature : .ed25519
        return (try? NoteVerifier(name: name, kind: kind, publicKey: raw))?.vkey
    }
}
