internal import GitStore
package import StudyModel
internal import TransparencyLog

extension StudyArchive {
    /// How many other devices cosign one checkpoint: in a large team more would only make the logs long.
    static var witnessCount: Int { 3 }

    /// Signs this device's log, where it tells of work since it was last signed, and cosigns those of others that came.
    ///
    /// It belongs to no operation and changes nothing but the log, so it is no news to anybody who only counts work.
    ///
    /// - Returns: how many leaves that made.
    /// - Throws: `storage.full`, `storage.failed`, `study.busy`; nothing is signed then.
    package func witness(at time: Timestamp) throws(StudyError) -> Int {
        try requireWritable()
        try recoverIfNeeded()
        // Nobody takes anything from a device whose member is not in the team.
        guard let audit = heads.audit, description.members.contains(where: { $0.key == publicKey }) else {
            return 0
        }
        let states = try logStates(at: audit)
        // What stands otherwise than its device signed is for `check` to name, and for nobody to sign.
        guard states.contradictions.isEmpty, (states.devices[device]?.size ?? 0) == log.size else {
            return 0
        }
        var writing = Writing(heads: heads, log: log, editor: editor)
        writing.seconds = time.secondsSinceEpoch
        do throws(TransparencyLogError) {
            writing.leaves = try witnessLeaves(states, at: time)
        } catch {
            throw StudyError(.storageFailed, "The log could not be signed.", cause: error)
        }
        if writing.leaves.isEmpty { return 0 }
        try speaking { () throws(GitError) in
            try closeLog(of: &writing)
            try makeDurable(&writing)
        }
        try apply(writing)
        return writing.leaves.count
    }

    private func witnessLeaves(
        _ states: LogStates, at time: Timestamp
    ) throws(TransparencyLogError) -> [AuditLeaf] {
        let mine = states.devices[device] ?? LogStates.State()
        var leaves: [AuditLeaf] = []
        func add(_ event: AuditLeaf.Event) {
            leaves.append(
                AuditLeaf(
                    sequence: log.size + leaves.count, actor: member, operation: nil, at: time, event: event))
        }
        for (other, state) in states.devices.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            guard other != device, let signed = state.signed, state.witnesses.count < Self.witnessCount,
                signed.size > states.cosigned[other] ?? 0,
                let checkpoint = LogKeys.checkpoint(of: other, size: signed.size, root: signed.root)
            else { continue }
            let signature = try key.cosignature(checkpoint, on: device, at: time)
            add(.seen(log: other, size: signed.size, root: signed.root, signature: signature))
        }
        guard mine.news > 0 else { return leaves }
        var frontier = mine.frontier
        for leaf in leaves { frontier.append(leaf: Array(leaf.line.utf8)) }
        let root = frontier.root.base64
        if let checkpoint = LogKeys.checkpoint(of: device, size: Int(frontier.size), root: root) {
            add(.checkpoint(root: root, signature: try key.checkpointSignature(checkpoint, on: device)))
        }
        return leaves
    }

    /// What the logs are at a commit, from where they were last read.
    func logStates(at audit: ObjectID) throws(StudyError) -> LogStates {
        var states = logs ?? folder.logStates(own: device)
        let known = states.commit
        try speaking { () throws(GitError) in try states.advance(to: audit, in: repository) }
        guard states.contradictions.isEmpty else { return states }
        if states.commit != known { folder.keep(states) }
        logs = states
        return states
    }

    /// What every device's log is, and who has seen it, as this copy knows it.
    package func deviceLogs() throws(StudyError) -> [DeviceLog] {
        guard let audit = heads.audit else { return [] }
        let states = try logStates(at: audit)
        return states.devices.sorted { $0.key.rawValue < $1.key.rawValue }.compactMap { device, state in
            guard let actor = state.actor else { return nil }
            let witnesses = state.witnesses.compactMap { states.devices[$0]?.actor }
            return DeviceLog(
                device: device, member: actor, entries: state.size, signed: state.signed?.size,
                unsigned: state.news, seenBy: Set(witnesses).sorted { $0.rawValue < $1.rawValue })
        }
    }
}
