internal import StudyModel
internal import TransparencyLog

/// Which keys may sign for a device's log, and under which name.
///
/// A member's key signs commits, checkpoints and cosignatures; what is signed begins differently in each, so none can be taken
/// for another.
struct LogKeys {
    /// A member at some time, with the key they had.
    struct Holder: Hashable {
        var member: MemberID
        /// The 32 bytes of the Ed25519 key.
        var key: [UInt8]
    }

    private let holders: Set<Holder>

    init(_ members: some Sequence<StudyDescription.Member>) {
        holders = Set(
            members.compactMap { member in
                SSHVerification.rawKey(of: member.key).map { Holder(member: member.id, key: $0) }
            })
    }

    /// What the names of all devices' logs begin with.
    static let prefix = "rir.invalid/log/"

    /// The name of a device's log, and of the keys that sign for it.
    static func name(of device: DeviceID) -> String { "\(prefix)\(device.rawValue)" }

    /// The keys under which anybody of the study may have signed for a device.
    func verifiers(of device: DeviceID, kind: NoteVerifier.Kind) -> [(member: MemberID, key: NoteVerifier)] {
        guard let name = try? KeyName(Self.name(of: device)) else { return [] }
        return holders.compactMap { holder in
            (try? NoteVerifier(name: name, kind: kind, publicKey: holder.key)).map { (holder.member, $0) }
        }
    }

    /// What a device's log was at a size, as it is signed; `nil` for a root that is none.
    static func checkpoint(of device: DeviceID, size: Int, root: String) -> Checkpoint? {
        guard let root = MerkleHash(base64: root), let origin = try? LogOrigin(name(of: device)) else {
            return nil
        }
        return try? Checkpoint(origin: origin, size: UInt64(size), root: root)
    }

    /// Whether a member signed a checkpoint in the name of a device, with a key they have or had.
    ///
    /// - Parameter kind: `.ed25519` for the log itself, `.cosignature` for another one that has seen it.
    func holds(
        _ signature: String, of checkpoint: Checkpoint, by member: MemberID, on device: DeviceID,
        kind: NoteVerifier.Kind
    ) -> Bool {
        guard let name = try? KeyName(Self.name(of: device)) else { return false }
        let keys = holders.filter { $0.member == member }.compactMap {
            try? NoteVerifier(name: name, kind: kind, publicKey: $0.key)
        }
        let note = "\(checkpoint.text)\n\u{2014} \(name.text) \(signature)\n"
        return (try? SignedNote(Array(note.utf8)).verified(by: keys)) != nil
    }

    /// Whether a member signed a whole note in the name of a device's log, with a key they have or had.
    func hold(_ note: SignedNote, on device: DeviceID) -> Bool {
        guard let name = try? KeyName(Self.name(of: device)) else { return false }
        let keys = holders.compactMap { try? NoteVerifier(name: name, kind: .ed25519, publicKey: $0.key) }
        guard let verified = try? note.verified(by: keys) else { return false }
        return !verified.signatures.isEmpty
    }
}

extension SigningKey {
    /// Signs what this device's log is; the last part of a signature's line in a note.
    func checkpointSignature(_ checkpoint: Checkpoint, on device: DeviceID) throws(TransparencyLogError)
        -> String
    {
        let signer = try NoteSigner(name: KeyName(LogKeys.name(of: device)), seed: seed)
        let signed = try SignedCheckpoint(signing: checkpoint, with: [signer])
        return Self.signature(in: signed.note.signatures[0])
    }

    /// Says that another device's log was seen as a checkpoint has it.
    func cosignature(
        _ checkpoint: Checkpoint, on device: DeviceID, at time: Timestamp
    ) throws(TransparencyLogError) -> String {
        let cosigner = try Cosigner(name: KeyName(LogKeys.name(of: device)), seed: seed)
        let seconds = UInt64(max(1, time.secondsSinceEpoch))
        return Self.signature(in: try cosigner.cosignature(of: checkpoint, at: seconds))
    }

    private static func signature(in signature: NoteSignature) -> String {
        String(signature.line.dropLast().split(separator: " ").last ?? "")
    }
}
