internal import GitStore
package import StudyModel
internal import TransparencyLog

extension StudyArchive {
    /// The newest signed checkpoint of each log as a note, with the signatures of those who saw it, in the order of devices.
    package func signedNotes() throws(StudyError) -> AuditCheckpoints {
        guard let audit = heads.audit else { return AuditCheckpoints(notes: [], unsigned: []) }
        let states = try logStates(at: audit)
        if let contradiction = states.contradictions.first { throw .contradictedLog(contradiction) }
        return try speaking { () throws(GitError) in
            let tree = try repository.commit(audit).tree
            var found = AuditCheckpoints(notes: [], unsigned: [])
            for (device, state) in states.devices.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                guard let signed = state.signed,
                    let checkpoint = LogKeys.checkpoint(of: device, size: signed.size, root: signed.root)
                else {
                    found.unsigned.append(device)
                    continue
                }
                var text = "\(checkpoint.text)\n\u{2014} \(LogKeys.name(of: device)) \(signed.signature)\n"
                for witness in state.witnesses.sorted(by: { $0.rawValue < $1.rawValue }) {
                    guard let seen = try sight(of: signed, by: witness, in: tree) else { continue }
                    text += "\u{2014} \(LogKeys.name(of: witness)) \(seen.signature)\n"
                }
                let members = state.witnesses.compactMap { states.devices[$0]?.actor }
                found.notes.append(
                    .init(
                        device: device, member: signed.actor, size: signed.size, text: text,
                        seenBy: Set(members).sorted { $0.rawValue < $1.rawValue },
                        key: key(of: device, signing: text)))
            }
            return found
        }
    }

    /// The key of the team's that signed a note in the name of a device, for a witness outside to pin.
    private func key(of device: DeviceID, signing text: String) -> String? {
        guard let note = try? SignedNote(Array(text.utf8)) else { return nil }
        return LogKeys(description.members).verifiers(of: device, kind: .ed25519).first {
            (try? note.verified(by: [$0.key])) != nil
        }?.key.vkey
    }

    /// The leaf in which a device cosigned what another one signed; it is among the last of its log.
    private func sight(
        of signed: WitnessLeaf, by witness: DeviceID, in tree: ObjectID
    ) throws(GitError) -> WitnessLeaf? {
        guard let folder = try editor.find(witness.rawValue, isFolder: true, in: tree) else { return nil }
        for file in try editor.files(in: folder).reversed() {
            guard let blob = file.new else { continue }
            for line in try repository.blob(blob).split(separator: 0x0A).reversed() {
                guard WitnessLeaf.isOne(line), let leaf = WitnessLeaf(line, of: witness),
                    leaf.log == signed.device, leaf.size == signed.size, leaf.root == signed.root
                else { continue }
                return leaf
            }
        }
        return nil
    }
}

extension StudyError {
    /// A log that is not what somebody signed: nothing of it is handed out.
    static func contradictedLog(_ contradiction: LogStates.Contradiction) -> StudyError {
        StudyError(
            .auditDoubtful, "\(contradiction.words) No checkpoint of it is handed out.",
            hint: "'rir audit verify --all' names everything that is wrong; ask whoever works on that device."
        )
    }
}
