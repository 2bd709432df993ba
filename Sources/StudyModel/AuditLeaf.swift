/// One line of a device's log: what happened, without a name, a path, a free text or a git id (AUDIT §4.1).
///
/// The line is canonical JSON (RFC 8785: sorted keys, no spaces) and is never changed afterwards.
package struct AuditLeaf: Hashable, Sendable {
    package enum Event: Hashable, Sendable {
        /// A study was made, or a device joined it; the commitment covers the study's files.
        case study(commitment: String)
        /// A version of a record was saved; the commitment is the SHA-256 of the file.
        case record(RecordID, version: Int, commitment: String)
        /// A record was taken out of the current state by an undo or a withdrawal.
        case removed(RecordID, version: Int)
        /// Other files of the study changed; the commitment is SHA-256 over the operation's nonce and the list of
        /// their digests (format.md §6).
        case files(commitment: String)
        /// A source was sealed as it came, or a private memo as it was written; the commitment is SHA-256 over 32 random
        /// bytes and the bytes of what was sealed.
        case original(commitment: String)
        /// An operation was taken back; its own leaves say what that changed.
        case undone(OperationID)
        /// An erasure took away what these leaves commit to; a long list goes on in the next leaf.
        case erasure(covers: [LeafRange])
        /// The device carried an erasure out; with it went what these leaves of its own commit to.
        case erased(OperationID, covers: [LeafRange])
        /// The device signed all leaves before this one; root and signature as in a checkpoint (format.md §6.1).
        case checkpoint(root: String, signature: String)
        /// The device cosigned the newest checkpoint of another one's log.
        case seen(log: DeviceID, size: Int, root: String, signature: String)
    }

    /// Counts from 0 on each device.
    package let sequence: Int
    package let actor: MemberID
    /// `nil` for what belongs to no operation: `checkpoint`, `seen` and `erased`.
    package let operation: OperationID?
    package let at: Timestamp
    package let event: Event

    package init(sequence: Int, actor: MemberID, operation: OperationID?, at: Timestamp, event: Event) {
        self.sequence = sequence
        self.actor = actor
        self.operation = operation
        self.at = at
        self.event = event
    }

    /// The canonical line, without its line end.
    package var line: String {
        var pairs = [
            ("actor", JSONText.quoted(actor.rawValue)), ("seq", String(sequence)),
            ("t", JSONText.quoted(at.rawValue)), ("type", JSONText.quoted(type)),
        ]
        if let operation { pairs.append(("op", JSONText.quoted(operation.rawValue))) }
        switch event {
        case .study(let commitment), .files(let commitment), .original(let commitment):
            pairs.append(("c", JSONText.quoted(commitment)))
        case .record(let id, let version, let commitment):
            pairs += [
                ("c", JSONText.quoted(commitment)), ("rec", JSONText.quoted(id.rawValue)),
                ("v", String(version)),
            ]
        case .removed(let id, let version):
            pairs += [("rec", JSONText.quoted(id.rawValue)), ("v", String(version))]
        case .undone(let operation): pairs.append(("undoes", JSONText.quoted(operation.rawValue)))
        case .erasure(let covers): pairs.append(("erases", Self.list(covers)))
        case .erased(let erasure, let covers):
            pairs.append(("erasure", JSONText.quoted(erasure.rawValue)))
            if !covers.isEmpty { pairs.append(("erases", Self.list(covers))) }
        case .checkpoint(let root, let signature):
            pairs += [("root", JSONText.quoted(root)), ("sig", JSONText.quoted(signature))]
        case .seen(let log, let size, let root, let signature):
            pairs += [
                ("log", JSONText.quoted(log.rawValue)), ("size", String(size)),
                ("root", JSONText.quoted(root)), ("sig", JSONText.quoted(signature)),
            ]
        }
        return "{" + pairs.sorted { $0.0 < $1.0 }.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    /// How many ranges one leaf names at most, so that it stays well below 64 KiB.
    package static let mostRanges = 1000

    private static func list(_ ranges: [LeafRange]) -> String {
        JSONText.quoted(ranges.map(\.text).joined(separator: " "))
    }

    private var type: String {
        switch event {
        case .study: "study"
        case .record: "record"
        case .removed: "removed"
        case .files: "files"
        case .original: "original"
        case .undone: "undone"
        case .erasure: "erasure"
        case .erased: "erased"
        case .checkpoint: "checkpoint"
        case .seen: "seen"
        }
    }
}
