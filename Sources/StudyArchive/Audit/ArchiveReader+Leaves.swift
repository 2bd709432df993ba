internal import GitStore
package import StudyModel

extension ArchiveReader {
    /// Every entry of all devices' logs, device by device, with what its leaf alone says; and the places of those that can't be read.
    package func logEntries() throws(StudyError) -> (entries: [AuditEntry], unreadable: [String]) {
        try speaking { () throws(GitError) in
            guard let audit = head(GitRefs.audit) else { return ([], []) }
            let tree = try repository.commit(audit).tree
            var (entries, unreadable): ([AuditEntry], [String]) = ([], [])
            var next: [DeviceID: Int] = [:]
            for file in try editor.files(in: tree) {
                guard let place = LogPlace(file.path), let blob = file.new else { continue }
                for line in try repository.blob(blob).split(separator: 0x0A) {
                    let number = next[place.device, default: 0]
                    next[place.device] = number + 1
                    let leaf = LeafReader(String(decoding: line, as: UTF8.self))
                    if let entry = leaf.flatMap({ AuditEntry($0, device: place.device, number: number) }) {
                        entries.append(entry)
                    } else {
                        unreadable.append("\(place.device.rawValue)/\(number)")
                    }
                }
            }
            return (entries, unreadable)
        }
    }
}

extension AuditEntry {
    /// What a leaf alone says; `nil` where it says not even who and when.
    fileprivate init?(_ leaf: LeafReader, device: DeviceID, number: Int) {
        guard let at = Timestamp(rawValue: leaf.at),
            let member = leaf.actor.flatMap({ MemberID(rawValue: $0) })
        else { return nil }
        self.init(
            device: device, number: number, at: at, member: member, type: leaf.type,
            operation: leaf.operation.flatMap { OperationID(rawValue: $0) },
            record: leaf.record.flatMap { RecordID(rawValue: $0) }, version: leaf.version,
            words: Self.words(of: leaf))
    }

    private static func words(of leaf: LeafReader) -> String {
        switch leaf.type {
        case "study": "made the study"
        case "record": "saved version \(leaf.version ?? 0) of \(leaf.record ?? "a record")"
        case "removed": "took \(leaf.record ?? "a record") out of the study"
        case "files": "changed other files"
        case "original": "sealed what came in, or what is private, as it was"
        case "undone": "took back the step \(leaf.undoes ?? "")"
        case "checkpoint": "signed this log: \(leaf.sequence) entries"
        case "seen":
            "put their name to the log of \(leaf.log ?? "another device") as it was at \(leaf.size ?? 0) entries"
        case "erasure":
            "erased what \(leaf.covers.reduce(0) { $0 + $1.numbers.count }) other entries tell of"
        case "erased": "confirmed on this device the erasure \(leaf.erasure ?? "")"
        default: "did something of a kind that this version does not know"
        }
    }
}
