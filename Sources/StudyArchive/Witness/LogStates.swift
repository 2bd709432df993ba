internal import GitStore
internal import StudyModel
internal import TransparencyLog

/// What the logs of all devices are at one commit of `audit`, as far as is needed to go on from there.
///
/// Each log is a Merkle tree (RFC 6962) whose leaves are its lines without their ends.
struct LogStates {
    /// One device's log.
    struct State {
        var frontier = MerkleFrontier()
        /// How many leaves tell of work since the device last signed its log.
        var news = 0
        /// The newest checkpoint the device signed.
        var signed: WitnessLeaf?
        /// Which devices cosigned that one.
        var witnesses: Set<DeviceID> = []
        /// Who wrote the last leaf.
        var actor: MemberID?

        var size: Int { Int(frontier.size) }
    }

    /// A log that is not what somebody signed.
    struct Contradiction: Hashable {
        /// Whose log.
        var log: DeviceID
        /// Who says so, and in which leaf.
        var device: DeviceID
        var leaf: Int
        var what: What

        enum What: Hashable {
            /// The log is another one there, or shorter.
            case otherLog
            /// The member named did not sign it.
            case signature
            /// The leaf can't be read.
            case form
        }

        /// One sentence for whoever has to find out.
        var words: String {
            let place = "entry \(leaf) of \(device.rawValue)"
            switch what {
            case .otherLog where log == device:
                return "The log of \(log.rawValue) is not what its own \(place) signed."
            case .otherLog: return "The log of \(log.rawValue) here is not the one that \(place) saw."
            case .signature: return "The signature in \(place) is not one of the member it names."
            case .form: return "The \(place) can't be read."
            }
        }
    }

    /// The commit of `audit`; `nil` before anything was read.
    var commit: ObjectID?
    var devices: [DeviceID: State] = [:]
    private(set) var contradictions: [Contradiction] = []
    /// How much of each log this device cosigned.
    var cosigned: [DeviceID: Int] = [:]
    private let own: DeviceID?

    /// - Parameter own: the device here, whose cosignatures are remembered.
    init(own: DeviceID?) { self.own = own }

    /// Goes on to a later commit of `audit`, with what was added there.
    ///
    /// - Parameter keys: who may sign; `nil` to look at no signature, for what was checked when it came.
    mutating func advance(
        to head: ObjectID, in repository: GitRepository, keys: LogKeys? = nil
    ) throws(GitError) {
        if commit == head { return }
        // Nearly always one step further.
        if let commit, try repository.commit(head).parents != [commit],
            try repository.mergeBases(commit, head) != [commit]
        {
            self = LogStates(own: own)
        }
        try add(
            from: try commit.map { commit throws(GitError) in try repository.commit(commit).tree },
            to: try repository.commit(head).tree, in: repository, keys: keys)
        commit = head
    }

    /// Takes in the leaves that a tree of logs has more than another one.
    mutating func add(
        from old: ObjectID?, to tree: ObjectID, in repository: GitRepository, keys: LogKeys?
    ) throws(GitError) {
        var editor = TreeEditor(repository: repository)
        var lines = LoggedLines(tree: tree, editor: editor, repository: repository)
        var seen: [WitnessLeaf] = []
        for change in try editor.changes(from: old, to: tree) {
            guard let blob = change.new, let place = LogPlace(change.path) else { continue }
            try take(try repository.blob(blob), at: place, keys: keys, seen: &seen)
        }
        // What one device saw of another stands when both logs are read.
        for leaf in seen { try take(leaf, keys: keys, lines: &lines) }
    }

    // MARK: Leaves

    private mutating func take(
        _ bytes: [UInt8], at place: LogPlace, keys: LogKeys?, seen: inout [WitnessLeaf]
    ) throws(GitError) {
        var state = devices[place.device] ?? State()
        let known = state.size - place.first
        // A log that is behind what is known here has nothing new.
        guard known >= 0, known <= AuditLog.leavesPerFile else { return }
        let lines = bytes.split(separator: 0x0A)
        for line in lines.dropFirst(known) {
            if WitnessLeaf.isOne(line) {
                if let leaf = WitnessLeaf(line, of: place.device), leaf.sequence == state.size {
                    if leaf.log == nil { take(leaf, into: &state, keys: keys) } else { seen.append(leaf) }
                } else {
                    contradictions.append(
                        .init(log: place.device, device: place.device, leaf: state.size, what: .form))
                }
            } else {
                state.news += 1
            }
            state.frontier.append(leafHash: .leaf(line))
        }
        let last = lines.last.flatMap { LeafReader(String(decoding: $0, as: UTF8.self))?.actor }
        state.actor = last.flatMap { MemberID(rawValue: $0) } ?? state.actor
        devices[place.device] = state
    }

    /// A device signed its own log.
    private mutating func take(_ leaf: WitnessLeaf, into state: inout State, keys: LogKeys?) {
        guard leaf.root == state.frontier.root.base64 else {
            return contradict(leaf, .otherLog)
        }
        if let keys, !isSigned(leaf, by: keys) { return contradict(leaf, .signature) }
        (state.signed, state.news, state.witnesses) = (leaf, 0, [])
    }

    /// A device cosigned another one's log.
    private mutating func take(
        _ leaf: WitnessLeaf, keys: LogKeys?, lines: inout LoggedLines
    ) throws(GitError) {
        guard let log = leaf.log else { return }
        let signed = try lines.line(leaf.size, of: log).flatMap { WitnessLeaf($0, of: log) }
        guard let signed, signed.log == nil, signed.sequence == leaf.size, signed.root == leaf.root else {
            return contradict(leaf, .otherLog)
        }
        if let keys, !isSigned(leaf, by: keys) { return contradict(leaf, .signature) }
        if devices[log]?.signed?.size == leaf.size { devices[log]?.witnesses.insert(leaf.device) }
        if leaf.device == own { cosigned[log] = max(cosigned[log] ?? 0, leaf.size) }
    }

    private func isSigned(_ leaf: WitnessLeaf, by keys: LogKeys) -> Bool {
        let checkpoint = LogKeys.checkpoint(of: leaf.log ?? leaf.device, size: leaf.size, root: leaf.root)
        guard let checkpoint else { return false }
        return keys.holds(
            leaf.signature, of: checkpoint, by: leaf.actor, on: leaf.device,
            kind: leaf.log == nil ? .ed25519 : .cosignature)
    }

    private mutating func contradict(_ leaf: WitnessLeaf, _ what: Contradiction.What) {
        contradictions.append(
            .init(log: leaf.log ?? leaf.device, device: leaf.device, leaf: leaf.sequence, what: what))
    }
}

/// A file of a log: whose, and the number of its first leaf.
struct LogPlace {
    var device: DeviceID
    var first: Int

    init?(_ path: String) {
        guard AuditLog.isPath(path) else { return nil }
        let parts = path.split(separator: "/")
        guard let device = DeviceID(rawValue: String(parts[0])), let hundreds = Int(parts[1]),
            let units = Int(parts[2].dropLast(6))
        else { return nil }
        self.device = device
        first = (hundreds * 100 + units) * AuditLog.leavesPerFile
    }
}

/// Reads single lines of the logs of one tree.
private struct LoggedLines {
    let tree: ObjectID
    var editor: TreeEditor
    let repository: GitRepository

    mutating func line(_ number: Int, of device: DeviceID) throws(GitError) -> ArraySlice<UInt8>? {
        let path = AuditLog.path(ofLeaf: number, device: device)
        guard number >= 0, let file = try editor.find(path, in: tree) else { return nil }
        let lines = try repository.blob(file).split(separator: 0x0A)
        let place = number % AuditLog.leavesPerFile
        return place < lines.count ? lines[place] : nil
    }
}
