internal import GitStore
package import StudyModel

/// Reads everything a study holds and says what is not as it should be.
///
/// Every object is read and hashed, every signature checked, every record version opened against its leaf, every
/// leaf against its version, and the working files against the current state.
package actor ArchiveCheck {
    private let folder: StudyFolder
    private let repository: GitRepository
    private let description: StudyDescription
    private let progress: @Sendable (WorkProgress) -> Void
    private var editor: TreeEditor
    private var report = CheckReport(records: 0, versions: 0, commits: 0, leaves: 0, bytes: 0, findings: [])
    private let executor = QueueExecutor(label: "rir.archive.check")

    /// Commitments that versions of records have: `<record>/<version>` to SHA-256, empty for a removal.
    private var versions: [String: String] = [:]
    private var nonces: Set<String> = []
    private static let findingLimit = 1000

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    package init(
        folder: StudyFolder, description: StudyDescription,
        progress: @escaping @Sendable (WorkProgress) -> Void
    ) throws(StudyError) {
        self.folder = folder
        self.description = description
        self.progress = progress
        let repository = try speaking { () throws(GitError) in try GitRepository(folder: folder.path) }
        self.repository = repository
        editor = TreeEditor(repository: repository)
    }

    /// Runs the whole check.
    package func run() throws(StudyError) -> CheckReport {
        let refs = GitRefs(gitFolder: repository.gitFolder, disk: RealDisk())
        guard let main = refs.read(GitRefs.main) else {
            add("main.missing", "The branch main is missing.")
            return report
        }
        goingOn("the history of main") { () throws(GitError) in try checkMain(main) }
        if let audit = refs.read(GitRefs.audit) {
            goingOn("the log") { () throws(GitError) in try checkLog(audit) }
        } else {
            add("log.missing", "The branch audit is missing.")
        }
        goingOn("the working files") { () throws(GitError) in try checkWorkingFiles(main) }
        return report
    }

    /// Names what can't be read and lets the check go on with the rest.
    private func goingOn(_ what: @autoclosure () -> String, _ work: () throws(GitError) -> Void) {
        do throws(GitError) { try work() } catch {
            add("object.damaged", "In \(what()): \(StudyError(error).message)")
        }
    }

    private func add(_ code: String, _ message: String) {
        if report.findings.count < Self.findingLimit {
            report.findings.append(.init(code: code, message: message))
        }
    }

    // MARK: Records

    private func checkMain(_ head: ObjectID) throws(GitError) {
        let commits = try line(from: head)
        report.commits = commits.count
        var tree: ObjectID?
        for (index, id) in commits.enumerated() {
            let commit = try repository.commit(id)
            checkSignature(commit, id: id)
            let message = CommitMessage(commit, id: id)
            goingOn("the commit \(id.hex)") { () throws(GitError) in
                for change in try editor.changes(from: tree, to: commit.tree) {
                    goingOn(change.path) { () throws(GitError) in try check(change, by: message) }
                }
            }
            tree = commit.tree
            if index.isMultiple(of: 256) {
                progress(.init(phase: "check", done: index, total: commits.count))
            }
        }
        report.records = try editor.files(in: tree).count { RecordID(path: $0.path) != nil }
        progress(.init(phase: "check", done: commits.count, total: commits.count))
    }

    /// The first-parent line of a branch, oldest first.
    private func line(from head: ObjectID) throws(GitError) -> [ObjectID] {
        var commits: [ObjectID] = []
        var next: ObjectID? = head
        while let id = next {
            commits.append(id)
            next = try repository.commit(id).parents.first
        }
        return commits.reversed()
    }

    private func checkSignature(_ commit: Commit, id: ObjectID) {
        var unsigned = commit
        unsigned.signature = nil
        guard let signature = commit.signature else {
            return add("commit.unsigned", "The commit \(id.hex) carries no signature.")
        }
        if !SSHVerification.holds(signature, over: unsigned.bytes, keys: description.members.map(\.key)) {
            add("commit.signature", "The signature of commit \(id.hex) is not one of a member of the study.")
        }
    }

    private func check(_ change: TreeChange, by message: CommitMessage) throws(GitError) {
        let old = try change.old.map { blob throws(GitError) in try repository.blob(blob) }
        let new = try change.new.map { blob throws(GitError) in try repository.blob(blob) }
        report.bytes += new?.count ?? 0
        guard let id = RecordID(path: change.path) else {
            if change.path.hasPrefix("records/") {
                add("record.path", "The file \(change.path) is no record.")
            }
            return
        }
        let before = old.flatMap { RecordReader.record(from: $0) }
        guard let new else {
            report.versions += 1
            versions["\(id)/\((before?.version ?? 0) + 1)"] = ""
            return
        }
        guard let record = RecordReader.record(from: new), record.id == id else {
            return add("record.unreadable", "A version of \(id) can't be read as that record.")
        }
        if message.isOurs, Array(FrontMatter.text(of: record).utf8) != new {
            add("record.form", "Version \(record.version) of \(id) is not in the canonical form.")
        }
        if !nonces.insert(record.nonce).inserted {
            add("record.nonce", "Version \(record.version) of \(id) repeats the nonce of another version.")
        }
        report.versions += 1
        versions["\(id)/\(record.version)"] = Digest.hex(new)
    }

    // MARK: The log

    private func checkLog(_ head: ObjectID) throws(GitError) {
        let commits = try line(from: head)
        report.commits += commits.count
        for id in commits { checkSignature(try repository.commit(id), id: id) }
        guard let root = try repository.commit(head).tree as ObjectID? else { return }
        for device in try editor.tree(root).entries { try checkDevice(device.name, folder: device.id) }
        for key in versions.keys.sorted() {
            add("version.unlogged", "Version \(key.replacing("/", with: " v")) has no leaf in any log.")
        }
    }

    private func checkDevice(_ device: String, folder: ObjectID) throws(GitError) {
        var expected = 0
        for file in try editor.files(in: folder) {
            guard let blob = file.new else { continue }
            for line in try repository.blob(blob).split(separator: 0x0A) {
                check(leaf: String(decoding: line, as: UTF8.self), device: device, expected: expected)
                expected += 1
            }
        }
        report.leaves += expected
    }

    private func check(leaf line: String, device: String, expected: Int) {
        guard let leaf = LeafReader(line) else {
            return add("leaf.unreadable", "Leaf \(expected) of \(device) is not in the canonical form.")
        }
        if leaf.sequence != expected {
            add("leaf.sequence", "Leaf \(expected) of \(device) says it is number \(leaf.sequence).")
        }
        guard let record = leaf.record, let version = leaf.version else { return }
        let known = versions.removeValue(forKey: "\(record)/\(version)")
        if known == nil {
            add("leaf.unopened", "Leaf \(expected) of \(device) opens to no version of \(record).")
        } else if known != (leaf.commitment ?? "") {
            add(
                "record.digest",
                "Version \(version) of \(record) is not what leaf \(expected) of \(device) committed to.")
        }
    }

    // MARK: Working files

    private func checkWorkingFiles(_ head: ObjectID) throws(GitError) {
        for file in try editor.files(in: try repository.commit(head).tree) {
            guard let blob = file.new else { continue }
            goingOn(file.path) { () throws(GitError) in
                if Files.read("\(folder.path)/\(file.path)") != (try repository.blob(blob)) {
                    add("file.changed", "The file \(file.path) was changed by hand and is not adopted yet.")
                }
            }
        }
    }
}

/// Reads what a check needs of a leaf, insisting on the canonical form.
struct LeafReader {
    var sequence: Int
    var record: String?
    var version: Int?
    var commitment: String?

    init?(_ line: String) {
        var texts: [String: String] = [:]
        var numbers: [String: Int] = [:]
        let bytes = Array(line.utf8)[...]
        var index = 0
        var lastKey = ""
        guard bytes.first == UInt8(ascii: "{") else { return nil }
        repeat {
            index += 1
            guard let key = JSONText.string(in: bytes, at: &index), key > lastKey, index < bytes.count,
                bytes[index] == UInt8(ascii: ":")
            else { return nil }
            lastKey = key
            index += 1
            if let text = JSONText.string(in: bytes, at: &index) {
                texts[key] = text
            } else {
                let digits = bytes[index...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                guard let number = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
                numbers[key] = number
                index += digits.count
            }
        } while index < bytes.count && bytes[index] == UInt8(ascii: ",")
        guard index == bytes.count - 1, bytes[index] == UInt8(ascii: "}"), let sequence = numbers["seq"]
        else {
            return nil
        }
        self.sequence = sequence
        record = texts["rec"]
        version = numbers["v"]
        commitment = texts["c"]
    }
}
