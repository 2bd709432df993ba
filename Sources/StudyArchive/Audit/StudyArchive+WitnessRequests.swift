internal import GitStore
package import StudyModel
internal import TransparencyLog

/// What a witness outside is asked, which holds no copy of the logs.
extension StudyArchive {
    /// Gives each note the request that goes on from what a witness cosigned last.
    ///
    /// A log that the witness has not seen yet is asked for from its beginning.
    ///
    /// - Parameter witnessed: the witness's answer as it came: a file, a mail.
    /// - Throws: `audit.no_checkpoint` where it holds none; `audit.doubtful` where a log here does not go on from it.
    package func addRequests(
        to checkpoints: inout AuditCheckpoints, after witnessed: [UInt8]
    ) throws(StudyError) {
        let kept = KeptCheckpoint.found(in: witnessed)
        if kept.isEmpty {
            throw StudyError(
                .auditNoCheckpoint, "What the witness cosigned holds no signed checkpoint.",
                hint: "Give the file that came back from 'rir witness sign'.")
        }
        for at in checkpoints.notes.indices {
            let device = checkpoints.notes[at].device
            let last = kept.filter { $0.device == device }.max { $0.size < $1.size }
            checkpoints.notes[at].request = try request(checkpoints.notes[at], after: last)
        }
    }

    private func request(
        _ note: AuditCheckpoints.Note, after last: KeptCheckpoint?
    ) throws(StudyError) -> String {
        let tree = try tree(of: note.device)
        do throws(TransparencyLogError) {
            let old = UInt64(last?.size ?? 0)
            var hashes: [MerkleHash] = []
            if let last, old > 0 {
                guard old <= UInt64(note.size), try tree.root(atSize: old).base64 == last.root else {
                    throw .consistencyProofWrong
                }
                hashes = try tree.consistencyProof(from: old, to: UInt64(note.size)).hashes
            }
            let request = try AddCheckpointRequest(
                oldSize: old, hashes: hashes, checkpoint: SignedCheckpoint(Array(note.text.utf8)))
            return String(decoding: request.bytes, as: UTF8.self)
        } catch {
            throw StudyError(
                .auditDoubtful,
                "The log of \(note.device.rawValue) does not go on from what the witness cosigned.",
                hint:
                    "'rir sync' first, if the work was done on another computer; 'rir audit verify --against' with the witness's file says what is wrong.",
                cause: error)
        }
    }

    private func tree(of device: DeviceID) throws(StudyError) -> MerkleTree {
        guard let audit = heads.audit else { return MerkleTree(leafHashes: []) }
        return try speaking { () throws(GitError) in
            var hashes: [MerkleHash] = []
            let root = try repository.commit(audit).tree
            if let folder = try editor.find(device.rawValue, isFolder: true, in: root) {
                for file in try editor.files(in: folder) {
                    guard let blob = file.new else { continue }
                    hashes += try repository.blob(blob).split(separator: 0x0A).map { .leaf($0) }
                }
            }
            return MerkleTree(leafHashes: hashes)
        }
    }
}
