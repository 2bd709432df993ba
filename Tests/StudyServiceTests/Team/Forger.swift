import Foundation
import GitStore
import ProgramFixture
import StudyArchive
import StudyModel
import Testing

/// Writes to a bare repository what no `rir` would: any tree, any commit, signed with a member's own key or not at all.
///
/// Works with git's plumbing alone, in a repository of its own.
final class Forger {
    let remote: String
    private let folder: String

    init(_ team: TeamFixture) throws {
        remote = team.remote
        folder = "\(team.first.root)/forge"
        if !FileManager.default.fileExists(atPath: folder) {
            #expect(try Program.run(["git", "clone", "-q", "--bare", remote, folder]).status == 0)
        }
        try git("fetch", "-q", remote, "+refs/heads/*:refs/heads/*")
    }

    @discardableResult
    func git(_ arguments: String..., input: [UInt8]? = nil) throws -> String {
        let done = try Program.run(["git", "-C", folder] + arguments, input: input)
        #expect(done.status == 0, "\(arguments): \(done.all)")
        return done.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    // MARK: Objects

    func head(_ branch: String = "main") throws -> String { try git("rev-parse", branch) }

    func file(_ path: String, at commit: String = "main") throws -> String {
        try Program.run(["git", "-C", folder, "cat-file", "blob", "\(commit):\(path)"]).output
    }

    func object(_ kind: String, _ bytes: [UInt8]) throws -> String {
        try git("hash-object", "-t", kind, "-w", "--stdin", "--literally", input: bytes)
    }

    /// Where a new object lies as a file.
    func place(of object: String) -> String { "\(folder)/objects/\(object.prefix(2))/\(object.dropFirst(2))" }

    /// A tree of raw entries, in the order given.
    func tree(_ entries: [(mode: String, name: [UInt8], id: String)]) throws -> String {
        var bytes: [UInt8] = []
        for entry in entries {
            bytes += Array("\(entry.mode) ".utf8) + entry.name + [0] + (Self.bytes(entry.id))
        }
        return try object("tree", bytes)
    }

    /// The entries of a commit's tree.
    func entries(_ commit: String = "main") throws -> [(mode: String, name: [UInt8], id: String)] {
        try git("ls-tree", commit).split(separator: "\n").map { line in
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
            let mode = words[0].hasPrefix("0") ? words[0].dropFirst() : words[0]
            return (String(mode), Array(words[3].utf8), String(words[2]))
        }
    }

    private static func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex)
        return stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
    }

    /// A commit's tree with some files as they are not; `nil` takes one out.
    func tree(of commit: String, with files: [String: [UInt8]?]) throws -> String {
        let index = "\(folder)/forged-index"
        try? FileManager.default.removeItem(atPath: index)
        let environment = ProcessInfo.processInfo.environment.merging(["GIT_INDEX_FILE": index]) { $1 }
        func run(_ words: String..., input: String? = nil) throws -> String {
            let done = try Program.run(
                ["git", "-C", folder] + words, environment: environment, input: input.map { Array($0.utf8) })
            #expect(done.status == 0, "\(words): \(done.all)")
            return done.output.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        _ = try run("read-tree", commit)
        for (path, bytes) in files {
            let blob = try bytes.map { try object("blob", $0) }
            let line = blob.map { "100644 \($0)" } ?? "0 \(String(repeating: "0", count: 40))"
            _ = try run("update-index", "--index-info", input: "\(line)\t\(path)\n")
        }
        return try run("write-tree")
    }

    /// A commit with any message.
    func commit(
        tree: String, parents: [String], message: String, by member: String = "r2", key: SigningKey? = nil,
        at seconds: Int = 1_700_000_000
    ) throws -> String {
        let person = "\(member) <\(member)@rir.invalid> \(seconds) +0000"
        var commit = Commit(
            tree: try #require(ObjectID(hex: tree)), parents: parents.compactMap { ObjectID(hex: $0) },
            author: person,
            committer: person, message: message)
        commit.signature = try key?.signature(of: commit.bytes)
        return try object("commit", commit.bytes)
    }

    // MARK: Operations

    /// The key with which a member of a team signs.
    static func key(_ member: String, in folder: String) throws -> SigningKey {
        let hex = try String(contentsOfFile: "\(folder)/.rir/keys/\(member)", encoding: .utf8)
        return try #require(SigningKey(seed: bytes(String(hex.prefix(64)))))
    }

    /// What a signed operation is to be.
    struct Operation {
        var act: String
        var member: String
        var key: SigningKey
        var device = "d-77777777"
        var id = OperationID.made()
        var files: [String: [UInt8]?] = [:]
        var undoes: String?
        var vouches: [String] = []
        /// What its log says beside what its files make it say.
        var events: [AuditLeaf.Event] = []
        /// What it follows; `nil` for where the remote's `main` stands.
        var parent: String?
    }

    /// Puts an operation on the remote as its member's own copy would: a signed commit, and its leaves in a log that is signed too.
    @discardableResult
    func push(_ operation: Operation, main: Bool = true) throws -> String {
        let parent = try operation.parent ?? head()
        let first = try leafCount(operation.device)
        var leaves: [AuditLeaf] = []
        let actor = try #require(MemberID(rawValue: operation.member))
        let time = Timestamp(secondsSinceEpoch: 1_700_000_000)
        func add(_ event: AuditLeaf.Event) {
            leaves.append(
                AuditLeaf(
                    sequence: first + leaves.count, actor: actor, operation: operation.id, at: time,
                    event: event))
        }
        for event in operation.events { add(event) }
        if operation.files.keys.allSatisfy({ RecordID(path: $0) == nil }) {
            add(.files(commitment: String(repeating: "0", count: 64)))
        }
        for (path, bytes) in operation.files.sorted(by: { $0.key < $1.key }) {
            guard let record = RecordID(path: path) else { continue }
            let version = bytes.flatMap { RecordReader.record(from: $0) }?.version ?? 2
            add(
                bytes.map { .record(record, version: version, commitment: Digest.hex($0)) }
                    ?? .removed(record, version: version))
        }
        var trailers = [
            "Operation: \(operation.id.rawValue)", "Act: \(operation.act)", "Member: \(operation.member)",
        ]
        if let undoes = operation.undoes { trailers.append("Undoes: \(undoes)") }
        trailers.append("Audit-Seq: \(operation.device)/\(first)-\(first + leaves.count - 1)")
        trailers += operation.vouches.map { "Vouches: \($0)" }
        trailers.append("Nonce: \(String(repeating: "0", count: 64))")
        let commit = try commit(
            tree: try tree(of: parent, with: operation.files), parents: [parent],
            message: "Forged\n\n\(trailers.joined(separator: "\n"))\n", by: operation.member,
            key: operation.key)
        try pushLog(leaves, of: operation)
        if main { try push(commit, to: "refs/heads/main") }
        return commit
    }

    private func leafCount(_ device: String) throws -> Int {
        try file("\(device)/0000/00.jsonl", at: "audit").split(separator: "\n").count { $0.hasPrefix("{") }
    }

    private func pushLog(_ leaves: [AuditLeaf], of operation: Operation) throws {
        let path = "\(operation.device)/0000/00.jsonl"
        let known = try leafCount(operation.device) > 0 ? try file(path, at: "audit") : ""
        let text = known + leaves.map { $0.line + "\n" }.joined()
        let log = try commit(
            tree: try tree(of: "audit", with: [path: Array(text.utf8)]), parents: [try head("audit")],
            message: "Log \(operation.device)\n", by: operation.member, key: operation.key)
        try push(log, to: "refs/heads/audit")
    }

    /// Puts every object that was made into the remote, and a branch, past all that git looks at.
    func plant(_ commit: String, at reference: String) throws {
        let files = FileManager.default
        for folder in try files.contentsOfDirectory(atPath: "\(self.folder)/objects") where folder.count == 2
        {
            let place = "\(remote)/objects/\(folder)"
            try files.createDirectory(atPath: place, withIntermediateDirectories: true)
            for name in try files.contentsOfDirectory(atPath: "\(self.folder)/objects/\(folder)")
            where !files.fileExists(atPath: "\(place)/\(name)") {
                try files.copyItem(
                    atPath: "\(self.folder)/objects/\(folder)/\(name)", toPath: "\(place)/\(name)")
            }
        }
        try Data("\(commit)\n".utf8).write(to: URL(fileURLWithPath: "\(remote)/\(reference)"))
    }

    /// Moves a branch of the remote, whatever it held.
    func push(_ commit: String, to reference: String) throws {
        try git("update-ref", reference, commit)
        try git("push", "-qf", remote, "\(commit):\(reference)")
    }
}

extension OperationID {
    /// An id that no operation has.
    static func made() -> OperationID {
        let letters = Array("0123456789abcdefghjkmnpqrstvwxyz")
        let text = "01kb" + String((0..<22).map { _ in letters.randomElement() ?? "0" })
        return OperationID(rawValue: text).unsafelyUnwrapped
    }
}
