internal import GitStore
internal import StudyModel
internal import TransparencyLog

extension AuditCheck {
    /// What became of each checkpoint that somebody kept.
    func compare(
        _ kept: [(source: String, checkpoint: KeptCheckpoint)], _ outside: [NoteVerifier]
    ) -> [AuditVerdict.Kept] {
        kept.compactMap { source, checkpoint in
            var found: AuditVerdict.Kept?
            goingOn(source) { () throws(GitError) in found = try compare(checkpoint, source, outside) }
            return found
        }
    }

    private func compare(
        _ kept: KeptCheckpoint, _ source: String, _ outside: [NoteVerifier]
    ) throws(GitError) -> AuditVerdict.Kept? {
        let place =
            "the checkpoint of \(kept.device.rawValue) at \(kept.size) in '\(VisibleText.line(source))'"
        guard let note = kept.note else {
            add("checkpoint.unreadable", "What stands in \(place) can't be read as a signed note.")
            return nil
        }
        let signers = signers(of: note, kept.device)
        if signers.isEmpty {
            add("checkpoint.signature", "Nobody of this study signed \(place).")
            return nil
        }
        let size = memory.states.devices[kept.device]?.size ?? 0
        guard size >= kept.size else {
            add(
                "log.shortened",
                "The log of \(kept.device.rawValue) has \(size) entries and had \(kept.size) when \(place) was signed: some were taken away."
            )
            return nil
        }
        guard try goesOn(from: kept) else {
            add(
                "log.rewritten",
                "The log of \(kept.device.rawValue) was rewritten: its first \(kept.size) entries are not those of \(place)."
            )
            return nil
        }
        let (seen, unknown) = cosigners(of: note, kept.device, outside)
        return AuditVerdict.Kept(
            source: source, device: kept.device, then: kept.size, now: size, signedBy: signers, seenBy: seen,
            unknown: unknown)
    }

    /// Whether the log here has that checkpoint: as a leaf that was compared with the leaves before it, or worked out now.
    private func goesOn(from kept: KeptCheckpoint) throws(GitError) -> Bool {
        if memory.roots[kept.device]?[kept.size] == kept.root { return true }
        let tree = try repository.commit(memory.audit ?? .none).tree
        var frontier = MerkleFrontier()
        var number = 0
        while number < kept.size {
            let path = AuditLog.path(ofLeaf: number, device: kept.device)
            guard let file = try editor.find(path, in: tree) else { return false }
            for line in try repository.blob(file).split(separator: 0x0A) where number < kept.size {
                frontier.append(leafHash: .leaf(line))
                number += 1
            }
        }
        let isSame = frontier.root.base64 == kept.root
        if isSame { memory.roots[kept.device, default: [:]][kept.size] = kept.root }
        return isSame
    }

    /// Who of the study signed a checkpoint in the name of its device.
    private func signers(of note: SignedNote, _ device: DeviceID) -> [MemberID] {
        let keys = LogKeys(memory.members)
        let found = keys.verifiers(of: device, kind: .ed25519).filter {
            (try? note.verified(by: [$0.key])) != nil
        }
        return Set(found.map(\.member)).sorted { $0.rawValue < $1.rawValue }
    }

    /// Who else signed it: devices of the study and known witnesses, and names of keys that nobody knows here.
    private func cosigners(
        of note: SignedNote, _ device: DeviceID, _ outside: [NoteVerifier]
    ) -> (seen: [String], unknown: [String]) {
        let keys = LogKeys(memory.members)
        var (seen, unknown): ([String], [String]) = ([], [])
        for signature in note.signatures where signature.name.text != LogKeys.name(of: device) {
            let name = signature.name.text
            let other =
                name.hasPrefix(LogKeys.prefix)
                ? DeviceID(rawValue: String(name.dropFirst(LogKeys.prefix.count))) : nil
            let known =
                outside.filter { $0.name == signature.name }
                + (other.map { keys.verifiers(of: $0, kind: .cosignature).map(\.key) } ?? [])
            let isKnown = known.contains { (try? note.verified(by: [$0])) != nil }
            if isKnown {
                seen.append(other?.rawValue ?? name)
            } else {
                unknown.append(VisibleText.line(name))
            }
        }
        return (seen.sorted(), unknown.sorted())
    }
}
