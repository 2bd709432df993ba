internal import GitStore
package import StudyModel
internal import TransparencyLog

/// What the logs say to somebody who looks at them from outside.
package struct LogFacts: Sendable {
    /// The root of each log at its present size, in Base 64.
    package var roots: [DeviceID: String] = [:]
    /// Entries that hold a digest of a source as it came.
    package var originals = 0
    /// How notes that were handed out stand to the logs, in the order in which they were given.
    package var standings: [[AuditCheckpoint]] = []
}

extension StudyArchive {
    /// Reads every log once, and compares it with checkpoints that were handed out.
    ///
    /// - Parameters:
    ///   - notes: What was handed out each time: signed notes, one behind the other.
    ///   - members: Who signs, or signed, for logs.
    package func logFacts(
        notes: [[UInt8]], members: [StudyDescription.Member]
    ) throws(StudyError) -> LogFacts {
        let keys = LogKeys(members)
        let handed = notes.map { KeptCheckpoint.found(in: $0) }
        var facts = LogFacts()
        var roots: [DeviceID: [Int: String]] = [:]
        if let audit = heads.audit {
            let wanted = Dictionary(grouping: handed.joined(), by: \.device).mapValues { Set($0.map(\.size)) }
            roots = try speaking { () throws(GitError) in
                try readLogs(try repository.commit(audit).tree, wanted, &facts)
            }
        }
        facts.standings = handed.map { kept in
            if kept.isEmpty {
                return [AuditCheckpoint(device: nil, size: 0, root: "", standing: .unreadable)]
            }
            return kept.map { $0.standing(roots, keys) }
        }
        return facts
    }

    /// - Returns: the roots of each log at the sizes that are wanted.
    private func readLogs(
        _ tree: ObjectID, _ wanted: [DeviceID: Set<Int>], _ facts: inout LogFacts
    ) throws(GitError) -> [DeviceID: [Int: String]] {
        var editor = TreeEditor(repository: repository)
        var frontiers: [DeviceID: MerkleFrontier] = [:]
        var roots: [DeviceID: [Int: String]] = [:]
        for file in try editor.files(in: tree) {
            guard let blob = file.new, let place = LogPlace(file.path) else { continue }
            var frontier = frontiers[place.device] ?? MerkleFrontier()
            for line in try repository.blob(blob).split(separator: 0x0A) {
                frontier.append(leafHash: .leaf(line))
                if LeafReader(String(decoding: line, as: UTF8.self))?.type == "original" {
                    facts.originals += 1
                }
                let size = Int(frontier.size)
                if wanted[place.device]?.contains(size) == true {
                    roots[place.device, default: [:]][size] = frontier.root.base64
                }
            }
            frontiers[place.device] = frontier
        }
        facts.roots = frontiers.mapValues(\.root.base64)
        return roots
    }
}

extension KeptCheckpoint {
    fileprivate func standing(_ roots: [DeviceID: [Int: String]], _ keys: LogKeys) -> AuditCheckpoint {
        let standing: AuditCheckpoint.Standing =
            if let note {
                !keys.hold(note, on: device)
                    ? .unsigned : roots[device]?[size] == root ? .consistent : .contradicted
            } else { .unreadable }
        return AuditCheckpoint(device: device, size: size, root: root, standing: standing)
    }
}
