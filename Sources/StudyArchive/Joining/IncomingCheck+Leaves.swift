internal import GitStore
internal import StudyModel

extension IncomingCheck {
    /// Refuses an operation whose leaves are not in its device's log, or say something else.
    func checkLeaves(
        _ id: ObjectID, _ commit: Commit, _ message: CommitMessage, _ log: ObjectID?
    ) throws(StudyError) {
        let trailer = commit.trailers.first { $0.key == "Audit-Seq" }?.value ?? ""
        let parts = trailer.split(separator: "/")
        let ends = parts.count == 2 ? parts[1].split(separator: "-").compactMap { Int($0) } : []
        guard let first = ends.first, let last = ends.last, first <= last,
            let device = DeviceID(rawValue: String(parts[0]))
        else { throw refused(id, "names no leaf of a log") }
        try checkClaim(of: first...last, device, by: id, message.operation, trailer)
        var digests: [String: String] = [:]
        for number in first...last {
            guard let line = try leaves.line(number, of: device, in: log), let leaf = LeafReader(line),
                leaf.operation == message.operation.rawValue, leaf.actor == message.member.rawValue
            else { throw refused(id, "is not what leaf \(number) of \(device.rawValue) says") }
            if let record = leaf.record { digests[record] = leaf.commitment ?? "" }
        }
        let changes = try changes(of: commit, id)
        let wrong = try speaking { () throws(GitError) -> String? in
            for change in changes {
                guard let record = RecordID(path: change.path) else { continue }
                let digest = try change.new.map { id throws(GitError) in Digest.hex(try repository.blob(id)) }
                if digests[record.rawValue] != digest ?? "" { return record.rawValue }
            }
            return nil
        }
        if let wrong { throw refused(id, "changes \(wrong) otherwise than its leaf says") }
    }

    /// Refuses a step whose leaves another one has already: the same step made a second time.
    ///
    /// A device writes its steps one after the other, so its leaves rise along its history.
    private func checkClaim(
        of numbers: ClosedRange<Int>, _ device: DeviceID, by id: ObjectID, _ operation: OperationID,
        _ trailer: String
    ) throws(StudyError) {
        let again = refused(id, "makes the step \(operation.rawValue) a second time")
        if let last = claimed[device], numbers.lowerBound <= last { throw again }
        claimed[device] = numbers.upperBound
        guard let main = known.main,
            try leaves.line(numbers.lowerBound, of: device, in: known.log) != nil
        else { return }
        // A leaf that was here already came before its step, or is that of a step that was here too.
        let isKnown = try speaking { () throws(GitError) -> Bool in
            for old in try repository.commits(leadingTo: main, notTo: []) {
                let commit = try repository.commit(old)
                if commit.trailers.contains(where: { $0.key == "Audit-Seq" && $0.value == trailer }) {
                    return true
                }
            }
            return false
        }
        if isKnown { throw again }
    }
}

/// Reads single leaves of logs, a file of them at a time.
struct LoggedLeaves {
    private struct Place: Hashable {
        var log: ObjectID
        var path: String
    }

    private let repository: GitRepository
    private var editor: TreeEditor
    private var files: [Place: [String]] = [:]

    init(repository: GitRepository) {
        self.repository = repository
        editor = TreeEditor(repository: repository)
    }

    /// A leaf's line in a log; `nil` where there is none.
    mutating func line(
        _ number: Int, of device: DeviceID, in log: ObjectID?
    ) throws(StudyError) -> String? {
        guard let log, number >= 0 else { return nil }
        let place = Place(log: log, path: AuditLog.path(ofLeaf: number, device: device))
        // Operations of a device name its leaves in order, so a few files at a time are enough.
        if files.count > 256 { files.removeAll() }
        if files[place] == nil {
            files[place] = try speaking { () throws(GitError) -> [String] in
                guard let file = try editor.find(place.path, in: log) else { return [] }
                return try repository.blob(file).split(separator: 0x0A).map {
                    String(decoding: $0, as: UTF8.self)
                }
            }
        }
        let line = number % AuditLog.leavesPerFile
        return files[place].flatMap { line < $0.count ? $0[line] : nil }
    }
}
