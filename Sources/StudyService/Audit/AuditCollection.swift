internal import Packaging
internal import StudyArchive
internal import StudyModel

/// What of a study goes into an audit export, and what stays at home.
struct AuditCollection: Sendable {
    /// A file of the study as it stands in the export.
    struct Entry: Sendable {
        enum State: String, Sendable { case current, earlier }

        var file: PackedFile
        /// Where it lies in the study.
        var path: String
        var sha256: String
        /// The leaf that it is checked with, `<device>/<number>`; `nil` where two copies were joined.
        var leaf: String?
        var state: State

        var line: String {
            var pairs = [
                ("file", JSONText.quoted(file.path)), ("path", JSONText.quoted(path)),
                ("sha256", JSONText.quoted(sha256)), ("state", JSONText.quoted(state.rawValue)),
            ]
            if let leaf { pairs.append(("leaf", JSONText.quoted(leaf))) }
            return CanonicalLine.text(pairs)
        }
    }

    private(set) var entries: [Entry] = []
    /// What was written for the export instead of a file that stays at home.
    private(set) var stubs: [PackedFile] = []
    private(set) var withheld: [AuditWithheld] = []
    /// Leaves that commit to what goes out, by device.
    private(set) var proven: [DeviceID: [Int]] = [:]
    private var taken: Set<String> = []
    /// What goes out of each path, by digest.
    private var out: [String: Set<String>] = [:]

    // MARK: Records

    /// A version of a record that goes out.
    mutating func add(_ leaf: AuditTrail.RecordLeaf, _ bytes: [UInt8], isNewest: Bool) {
        let name = name("records/\(leaf.record)/v\(leaf.version).md")
        entries.append(
            Entry(
                file: PackedFile(name, bytes), path: leaf.record.path, sha256: leaf.sha256,
                leaf: leaf.place, state: isNewest ? .current : .earlier))
        proven[leaf.device, default: []].append(leaf.leaf)
    }

    /// The version that came of a join, which no leaf tells of.
    mutating func add(joined record: Record, _ bytes: [UInt8], _ sha256: String) {
        let name = name("records/\(record.id)/v\(record.version).md")
        entries.append(
            Entry(
                file: PackedFile(name, bytes), path: record.id.path, sha256: sha256, leaf: nil,
                state: .current))
    }

    mutating func withhold(_ leaf: AuditTrail.RecordLeaf, _ reason: AuditWithheld.Reason) {
        withheld.append(
            AuditWithheld(
                reason: reason, leaf: leaf.place, record: leaf.record, version: leaf.version,
                sha256: leaf.sha256))
    }

    /// What is shown of a record whose text stays at home: neither its words nor the random digits that keep them from
    /// being guessed.
    mutating func add(stubOf record: Record) {
        var lines = ["id: \(record.id)", "kind: \(record.kind.rawValue)", "version: \(record.version)"]
        lines.append("date: \(record.day.rawValue)")
        if let time = record.time { lines.append("time: \(JSONText.quoted(time))") }
        let people = record.participants.map { JSONText.quoted($0.rawValue) }.joined(separator: ", ")
        lines += ["participants: [\(people)]", "captured-by: \(record.captured.by.rawValue)"]
        lines += ["captured-at: \(record.captured.at.rawValue)", "saved-by: \(record.saved.by.rawValue)"]
        lines.append("saved-at: \(record.saved.at.rawValue)")
        let name = name("records/\(record.id)/v\(record.version).yaml")
        stubs.append(PackedFile(name, text: lines.joined(separator: "\n") + "\n"))
    }

    // MARK: Other files

    mutating func add(_ path: String, _ bytes: [UInt8], _ sha256: String, leaf: String?) {
        entries.append(
            Entry(
                file: PackedFile(name(PackedNames.plain(path)), bytes), path: path, sha256: sha256,
                leaf: leaf,
                state: .current))
        out[path, default: []].insert(sha256)
    }

    /// An earlier state of a file of which all are shown, `number` from 1.
    mutating func add(earlier path: String, _ number: Int, _ bytes: [UInt8], _ sha256: String, leaf: String?)
    {
        let plain = PackedNames.plain(path)
        let dot = plain.split(separator: "/").last?.lastIndex(of: ".") ?? plain.endIndex
        let name = name("history/\(plain[..<dot]).\(number)\(plain[dot...])")
        entries.append(
            Entry(file: PackedFile(name, bytes), path: path, sha256: sha256, leaf: leaf, state: .earlier))
        out[path, default: []].insert(sha256)
    }

    mutating func withhold(
        _ path: String, _ content: AuditTrail.Content?, _ reason: AuditWithheld.Reason
    ) {
        let sha256 = content.flatMap { $0.isHiding ? $0.sha256 : nil }
        withheld.append(AuditWithheld(reason: reason, path: path, sha256: sha256))
    }

    private mutating func name(_ path: String) -> String { PackedNames.unique(path, taken: &taken) }

    // MARK: Openings

    /// The openings that can be shown: those that tell nothing of files at home but what nobody can guess from.
    mutating func openings(of trail: AuditTrail) -> [AuditTrail.Opening] {
        trail.openings.filter { opening in
            let isOpen = opening.files.allSatisfy { file in
                guard let content = file.object.flatMap({ trail.contents[$0] }) else { return true }
                return content.isHiding || out[file.path]?.contains(content.sha256) == true
            }
            if isOpen {
                proven[opening.device, default: []].append(opening.leaf)
            } else {
                withheld.append(AuditWithheld(reason: .guessable, leaf: opening.place))
            }
            return isOpen
        }
    }

    /// How many things stay at home, by why.
    var counts: [AuditWithheld.Reason: Int] {
        withheld.reduce(into: [:]) { $0[$1.reason, default: 0] += 1 }
    }

    func files() -> [PackedFile] {
        entries.map(\.file) + stubs
    }
}

extension AuditTrail.RecordLeaf {
    var place: String { "\(device.rawValue)/\(leaf)" }
}

extension AuditTrail.Opening {
    var place: String { "\(device.rawValue)/\(leaf)" }

    /// One line of canonical JSON: what the leaf's commitment is made of.
    func line(in trail: AuditTrail) -> String {
        let gone = String(repeating: "0", count: 64)
        let files = self.files.map { ($0.path, JSONText.quoted(trail.digest(of: $0) ?? gone)) }
        let named = files.map { (String(JSONText.quoted($0.0).dropFirst().dropLast()), $0.1) }
        return CanonicalLine.text([
            ("files", CanonicalLine.text(named)), ("nonce", JSONText.quoted(nonce)), ("seq", String(leaf)),
        ])
    }
}
