internal import GitStore
package import StudyModel
internal import TransparencyLog

/// What the logs say to somebody who looks at them from outside.
package struct LogFacts: Sendable {
    /// The root of each log at its present size, in Base 64.
    package var roots: [DeviceID: String] = [:]
    /// Entries that hold a digest of a source as it came.
    package var originals = 0
    /// Devices that say they carried out an erasure, by its id.
    package var erased: [OperationID: Set<DeviceID>] = [:]
    /// How notes that were handed out stand to the logs, in the order in which they were given.
    package var standings: [[AuditCheckpoint]] = []
}

extension StudyArchive {
    /// Reads every log once, and compares it with checkpoints that were handed out.
    ///
    /// - Parameters:
    ///   - notes: Signed notes, of each handing out one behind the other with an empty line between them.
    ///   - members: Who signs, or signed, for logs.
    package func logFacts(
        notes: [[UInt8]], members: [StudyDescription.Member]
    ) throws(StudyError) -> LogFacts {
        let keys = LogKeys(members)
        let handed = notes.map { HandedNote.all(in: $0, keys) }
        var facts = LogFacts()
        var roots: [DeviceID: [Int: String]] = [:]
        if let audit = heads.audit {
            let wanted = Dictionary(grouping: handed.joined(), by: \.device).mapValues { Set($0.map(\.size)) }
            roots = try speaking { () throws(GitError) in
                try readLogs(try repository.commit(audit).tree, wanted, &facts)
            }
        }
        facts.standings = handed.map { $0.map { $0.standing(roots) } }
        return facts
    }

    /// - Returns: the roots of each log at the sizes that are wanted.
    private func readLogs(
        _ tree: ObjectID, _ wanted: [DeviceID?: Set<Int>], _ facts: inout LogFacts
    ) throws(GitError) -> [DeviceID: [Int: String]] {
        var editor = TreeEditor(repository: repository)
        var frontiers: [DeviceID: MerkleFrontier] = [:]
        var roots: [DeviceID: [Int: String]] = [:]
        for file in try editor.files(in: tree) {
            guard let blob = file.new, let place = LogPlace(file.path) else { continue }
            var frontier = frontiers[place.device] ?? MerkleFrontier()
            for line in try repository.blob(blob).split(separator: 0x0A) {
                frontier.append(leafHash: .leaf(line))
                take(line, of: place.device, &facts)
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

    /// A leaf has no free text, so what stands in it says what it is.
    private func take(_ line: ArraySlice<UInt8>, of device: DeviceID, _ facts: inout LogFacts) {
        let text = String(decoding: line, as: UTF8.self)
        if text.contains("\"type\":\"original\"") { facts.originals += 1 }
        guard text.contains("\"type\":\"erased\""), let range = text.firstRange(of: "\"erasure\":\"") else {
            return
        }
        guard let id = OperationID(rawValue: String(text[range.upperBound...].prefix(26))) else { return }
        facts.erased[id, default: []].insert(device)
    }
}

/// A checkpoint as it was handed out.
private struct HandedNote {
    var device: DeviceID?
    var size = 0
    var root = ""
    var isSigned = false

    /// The notes of a text, each of them a part, an empty line, and its signatures.
    static func all(in bytes: [UInt8], _ keys: LogKeys) -> [HandedNote] {
        let parts = String(decoding: bytes, as: UTF8.self).split(separator: "\n\n")
        return stride(from: 0, to: parts.count, by: 2).map { start in
            let signatures = start + 1 < parts.count ? parts[start + 1] : ""
            let end = signatures.hasSuffix("\n") ? "" : "\n"
            return HandedNote(Array("\(parts[start])\n\n\(signatures)\(end)".utf8), keys)
        }
    }

    private init(_ bytes: [UInt8], _ keys: LogKeys) {
        guard let signed = try? SignedCheckpoint(bytes) else { return }
        let name = signed.checkpoint.origin.text
        device = DeviceID(rawValue: String(name.split(separator: "/").last ?? ""))
        (size, root) = (Int(signed.checkpoint.size), signed.checkpoint.root.base64)
        if let device, name == LogKeys.name(of: device) {
            isSigned = keys.hold(signed.note, on: device)
        } else {
            device = nil
        }
    }

    func standing(_ roots: [DeviceID: [Int: String]]) -> AuditCheckpoint {
        let standing: AuditCheckpoint.Standing =
            if let device {
                !isSigned ? .unsigned : roots[device]?[size] == root ? .consistent : .contradicted
            } else { .unreadable }
        return AuditCheckpoint(device: device, size: size, root: root, standing: standing)
    }
}
