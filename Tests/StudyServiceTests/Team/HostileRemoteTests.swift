import Foundation
import ProgramFixture
import StudyArchive
import StudyModel
import StudyService
import Testing

/// Remotes that hold what no `rir` ever put there.
///
/// Each is refused with a name, changes nothing in the copy that looks, writes nothing outside its folder, and leaves nothing
/// in the way of the next good remote.
@Suite("A hostile remote changes nothing")
struct HostileRemoteTests {
    /// A team of two with a record, and its remote in the hands of somebody else.
    fileprivate struct Siege {
        let team: TeamFixture
        let forger: Forger
        let good: (main: String, audit: String)
        let record: RecordID
        private let before: [String]

        init() async throws {
            team = try await TeamFixture()
            record = try await team["r1"].note("It began at nine.").record.id
            try await team.settle()
            _ = try await team["r2"].note("From r2.")
            try await team.settle()
            forger = try Forger(team)
            good = (try forger.head(), try forger.head("audit"))
            before = try Self.state(team)
        }

        /// Everything of the copy that may not change, and what lies beside it.
        private static func state(_ team: TeamFixture) throws -> [String] {
            let folder = try team.folder("r2")
            var state = [
                try StudyFixture.git(folder, "rev-parse", "HEAD", "main", "audit").output,
                try StudyFixture.git(folder, "ls-files", "-s").output,
                try StudyFixture.git(folder, "status", "--porcelain", "--ignored").output,
                try StudyFixture.git(folder, "for-each-ref", "refs/heads", "refs/rir/seen", "refs/tags")
                    .output,
            ]
            let beside = URL(fileURLWithPath: folder).deletingLastPathComponent().path
            for place in [beside, folder, "\(folder)/.git", "\(folder)/.git/hooks", "\(folder)/.git/info"] {
                state.append(
                    try FileManager.default.contentsOfDirectory(atPath: place).sorted().joined(separator: " ")
                )
            }
            return state
        }

        /// Puts the remote right again.
        func restore() throws {
            for (branch, commit) in [("main", good.main), ("audit", good.audit)] {
                try Program.run(["git", "-C", team.remote, "update-ref", "-d", "refs/heads/\(branch)"])
                    .check()
                try Program.run(["git", "-C", team.remote, "update-ref", "refs/heads/\(branch)", commit])
                    .check()
            }
        }

        /// Whether the other member refuses the remote as it now is.
        func expectRefused(_ what: String, says: String, sourceLocation: SourceLocation = #_sourceLocation)
            async throws
        {
            let two = try team["r2"]
            do {
                let report = try await two.sync()
                Issue.record("\(what) was taken: \(report)", sourceLocation: sourceLocation)
            } catch {
                #expect(
                    error.code == .syncRefused && (says.isEmpty || error.message.contains(says)),
                    "\(what): \(error)",
                    sourceLocation: sourceLocation)
                #expect(error.hint?.isEmpty == false)
            }
            for (now, then) in zip(try Self.state(team), before) {
                #expect(now == then, "\(what)", sourceLocation: sourceLocation)
            }
            let left = try FileManager.default.contentsOfDirectory(
                atPath: "\(try team.folder("r2"))/.git/objects/pack")
            #expect(!left.contains { $0.hasPrefix("tmp_") }, "\(what)", sourceLocation: sourceLocation)
        }

        /// The remote is good again: everything goes on, in both copies.
        func expectRecovered() async throws {
            try restore()
            _ = try await team["r2"].note("After it.")
            try await team.settle()
            #expect(try await team["r1"].records(RecordFilter()).records.count == 3)
            try await team.expectAlike()
            try await team.close()
        }
    }

    // MARK: Trees

    /// An unsigned commit of a tree with one more entry.
    private static func entry(
        _ siege: Siege, _ name: String, mode: String = "100644", bytes: [UInt8]? = nil, id: String? = nil
    ) throws {
        let blob = try id ?? siege.forger.object("blob", bytes ?? Array("x\n".utf8))
        var entries = try siege.forger.entries(siege.good.main)
        entries.append((mode, Array(name.utf8), blob))
        entries.sort { Self.key($0).lexicographicallyPrecedes(Self.key($1)) }
        try put(siege, try siege.forger.tree(entries))
    }

    private static func key(_ entry: (mode: String, name: [UInt8], id: String)) -> [UInt8] {
        entry.name + (entry.mode == "40000" ? [0x2F] : [])
    }

    private static func put(_ siege: Siege, _ tree: String) throws {
        let commit = try siege.forger.commit(tree: tree, parents: [siege.good.main], message: "x\n", by: "x")
        try siege.forger.plant(commit, at: "refs/heads/main")
    }

    @Test("Names that lead out of the folder, into '.git', or that another system reads as another")
    func names() async throws {
        let siege = try await Siege()
        let forger = siege.forger
        let names = [
            "..", ".", ".git", ".GIT", "git~1", ".git\u{200C}", ".g\u{200D}it", ".git ", ".git.",
            ".git::$INDEX_ALLOCATION",
            ".gitattributes", ".GitAttributes", ".gitmodules", ".gitignore", "a\\b", "C:x", "a:b", "-x", " ",
            "a b",
            "a\u{0}", "x\u{7F}", "\u{202E}x", "STUDY.yaml", "Records", "é", "e\u{301}",
        ]
        for name in names where !name.contains("\u{0}") {
            try Self.entry(siege, name)
            try await siege.expectRefused("the name '\(name)'", says: "holds")
        }
        // An absolute path, and one with a slash in a name.
        for name in ["/etc/passwd", "../../outside", "records/../../x", ""] {
            try Self.entry(siege, name)
            try await siege.expectRefused("the name '\(name)'", says: "holds")
        }
        for (mode, what) in [
            ("120000", "a link"), ("100755", "a program"), ("100664", "another mode"),
            ("100600", "another mode"),
        ] {
            try Self.entry(siege, "x", mode: mode, bytes: Array("/etc/passwd".utf8))
            try await siege.expectRefused(what, says: "holds")
        }
        try Self.entry(siege, "module", mode: "160000", id: siege.good.main)
        try await siege.expectRefused("a submodule", says: "holds 'module'")
        let link = try forger.object("blob", Array("/etc".utf8))
        try Self.entry(siege, "hooks", mode: "120000", id: link)
        try await siege.expectRefused("a link in place of a folder", says: "holds")
        try await siege.expectRecovered()
    }

    @Test("Two names that one disk holds as one, folders without an end, and trees that are none")
    func trees() async throws {
        let siege = try await Siege()
        let forger = siege.forger
        let blob = try forger.object("blob", Array("x\n".utf8))
        func below(_ folder: String, _ names: [String]) throws {
            let tree = try forger.tree(
                names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map {
                    ("100644", Array($0.utf8), blob)
                })
            try Self.entry(siege, folder, mode: "40000", id: tree)
        }
        try below("notes", ["a.md", "A.md"])
        try await siege.expectRefused("two names alike but for capitals", says: "holds 'notes/")
        try below("codebook", ["caf\u{E9}.yaml", "cafe\u{301}.yaml"])
        try await siege.expectRefused("one name in two forms of Unicode", says: "holds 'codebook/caf")
        try below("notes", ["a.md", "a.md"])
        try await siege.expectRefused("one name twice", says: "duplicateEntries")
        var deep = try forger.tree([("100644", Array("x".utf8), blob)])
        for _ in 0..<300 { deep = try forger.tree([("40000", Array("a".utf8), deep)]) }
        try Self.entry(siege, "deep", mode: "40000", id: deep)
        try await siege.expectRefused("a tree 300 folders deep", says: "holds 'deep/a/")
        try Self.entry(siege, "folder", mode: "40000", id: blob)
        try await siege.expectRefused("a file in place of a folder", says: "")
        try Self.put(siege, try forger.object("tree", Array("100644 x".utf8)))
        try await siege.expectRefused("bytes that are no tree", says: "")
        try await siege.expectRecovered()
    }

    @Test("More than a file may hold, and more than may come at once")
    func huge() async throws {
        let siege = try await Siege()
        // As much as a file never has, which packs to nearly nothing.
        try Self.entry(siege, "huge", bytes: [UInt8](repeating: 0x61, count: 65 * 1024 * 1024))
        try await siege.expectRefused("a file of 65 MiB", says: "holds 'huge'")
        try siege.restore()
        // And what does not pack: the fetch itself is bounded.
        let two = try await siege.bounded(by: 1024 * 1024)
        var random = SystemRandomNumberGenerator()
        let noise = (0..<(3 << 17)).flatMap { _ in withUnsafeBytes(of: random.next() as UInt64) { Array($0) }
        }
        try Self.entry(siege, "noise", bytes: noise)
        do {
            _ = try await two.sync()
            Issue.record("3 MiB came where 1 may")
        } catch {
            #expect(error.code == .syncRefused && error.message.contains("more than 1 MiB"), "\(error)")
        }
        let objects = "\(two.path)/.git/objects"
        let left = try ["", "/pack"].flatMap {
            try FileManager.default.contentsOfDirectory(atPath: objects + $0)
        }
        #expect(!left.contains { $0.hasPrefix("tmp_") })
        try siege.restore()
        _ = try await two.note("After it.")
        #expect(try await two.sync().way == .sent)
        #expect(try await two.isSound())
        try await siege.team.close()
    }

    // MARK: Commits

    @Test("Commits that somebody else made in a member's name")
    func commits() async throws {
        let siege = try await Siege()
        let (forger, good) = (siege.forger, siege.good.main)
        let key = try Forger.key("r1", in: try siege.team.folder("r1"))
        let (text, parents) = (
            try forger.git("cat-file", "commit", good), try forger.git("rev-parse", "\(good)^")
        )
        let tree = try forger.tree(of: good, with: ["notes/x.md": Array("x\n".utf8)])
        func put(_ bytes: String, _ what: String, says: String) async throws {
            try forger.push(try forger.object("commit", Array(bytes.utf8)), to: "refs/heads/main")
            try await siege.expectRefused(what, says: says)
        }
        let message =
            "x\n\nOperation: \(OperationID.made().rawValue)\nAct: note\nMember: r1\nAudit-Seq: d-7/0\nNonce: 0\n"
        try forger.push(
            try forger.commit(tree: tree, parents: [good], message: message, by: "r1"), to: "refs/heads/main")
        try await siege.expectRefused("r1's name without a key", says: "is no operation of this study")
        let other = try forger.commit(
            tree: tree, parents: [good], message: message, by: "r1", key: SigningKey())
        try forger.push(other, to: "refs/heads/main")
        try await siege.expectRefused("r1's name with another key", says: "is not signed by r1")
        let own = try #require(text.split(separator: "\n").first { $0.hasPrefix("tree ") })
        try await put(
            text.replacing(own, with: "tree \(tree)").replacing("parent \(parents)", with: "parent \(good)")
                + "\n",
            "a signature under another tree", says: "is not signed by")
        try await put(
            text.replacing("parent \(parents)", with: "parent \(good)") + "\n",
            "a signature under another parent",
            says: "is not signed by")
        // The same step by its own member, a second time behind what came since.
        let copy = try forger.git("cat-file", "commit", good).split(separator: "\n\n", maxSplits: 1)
        let again = try forger.commit(
            tree: try forger.git("rev-parse", "\(good)^{tree}"), parents: [good],
            message: String(copy[1]) + "\n", by: "r1",
            key: try Self.signer(of: text, in: siege.team))
        try forger.push(again, to: "refs/heads/main")
        try await siege.expectRefused("a step made a second time", says: "a second time")
        let hidden = try forger.commit(tree: tree, parents: [good], message: message, by: "r1", key: key)
        let bytes = try forger.git("cat-file", "commit", hidden)
        try await put(
            bytes.replacing("\ngpgsig ", with: "\nencoding latin1\ngpgsig ") + "\n",
            "a header beside what is signed",
            says: "is not in the form")
        try await siege.expectRecovered()
    }

    /// The key of the member who made a commit.
    private static func signer(of commit: String, in team: TeamFixture) throws -> SigningKey {
        let member = commit.contains("\nMember: r1\n") ? "r1" : "r2"
        return try Forger.key(member, in: try team.folder(member))
    }

    // MARK: Logs, branches and packs

    @Test("Logs that went back, were rewritten, or hold anything else")
    func logs() async throws {
        let siege = try await Siege()
        let (forger, audit) = (siege.forger, siege.good.audit)
        try forger.push(try forger.git("rev-parse", "\(audit)~1"), to: "refs/heads/audit")
        try await siege.expectRefused("a log that went back", says: "went back")
        let device = try #require(
            try forger.git("ls-tree", "--name-only", audit).split(separator: "\n").first)
        let path = "\(device)/0000/00.jsonl"
        let lines = try forger.file(path, at: audit)
        let key = try Forger.key("r1", in: try siege.team.folder("r1"))
        func put(_ files: [String: [UInt8]?], signed: SigningKey?, _ what: String, says: String) async throws
        {
            let log = try forger.commit(
                tree: try forger.tree(of: audit, with: files), parents: [audit], message: "Log\n", by: "r1",
                key: signed)
            try forger.push(log, to: "refs/heads/audit")
            try await siege.expectRefused(what, says: says)
        }
        let changed = Array(lines.replacing("\"seq\":0", with: "\"seq\":7").utf8)
        try await put([path: changed], signed: key, "a log that was rewritten", says: "contradicts")
        try await put([path: nil], signed: key, "a log that is gone", says: "")
        let more = Array((lines + lines).utf8)
        try await put([path: more], signed: nil, "lines that nobody signed", says: "")
        for name in [".x", "0000/x", "0000/00.jsonl.x", "00.jsonl"] {
            try await put(
                ["d-00000000/\(name)": Array("x".utf8)], signed: key, "\(name) in a log", says: "")
        }
        try await put(
            ["d-00000000/0000/00.jsonl": [UInt8](repeating: 0x61, count: 65 << 20)], signed: key,
            "a huge log", says: "holds 'd-00000000")
        try await siege.expectRecovered()
    }

    @Test("Branches that lead to no commit, to another study, or nowhere")
    func branches() async throws {
        let siege = try await Siege()
        let forger = siege.forger
        let blob = try forger.object("blob", Array("x\n".utf8))
        let tag = try forger.object(
            "tag", Array("object \(siege.good.main)\ntype commit\ntag v1\ntagger x <x@x> 1 +0000\n\nx\n".utf8)
        )
        let tree = try forger.git("rev-parse", "\(siege.good.main)^{tree}")
        for (id, what) in [(blob, "a file"), (tag, "a tag"), (tree, "a folder")] {
            for branch in ["main", "audit"] {
                // git itself refuses to write such a branch, so it is written into the file.
                try forger.git("push", "-qf", siege.team.remote, "\(id):refs/tags/x")
                try Data("\(id)\n".utf8).write(
                    to: URL(fileURLWithPath: "\(siege.team.remote)/refs/heads/\(branch)"))
                try await siege.expectRefused("\(branch) as \(what)", says: "")
                try siege.restore()
            }
        }
        let other = try await StudyFixture()
        try forger.git("fetch", "-q", other.study, "+refs/heads/*:refs/other/*")
        try forger.push(try forger.git("rev-parse", "refs/other/main"), to: "refs/heads/main")
        try forger.push(try forger.git("rev-parse", "refs/other/audit"), to: "refs/heads/audit")
        try await siege.expectRefused("another study", says: "")
        try forger.push(siege.good.audit, to: "refs/heads/main")
        try forger.push(siege.good.main, to: "refs/heads/audit")
        try await siege.expectRefused("the branches changed over", says: "")
        try await siege.expectRecovered()
    }

    @Test("A pack that was cut off, and an object that is not what its name says")
    func damage() async throws {
        let siege = try await Siege()
        let (forger, remote) = (siege.forger, siege.team.remote)
        try Self.entry(siege, "x")
        try Program.run(["git", "-C", remote, "repack", "-adq"]).check()
        let folder = "\(remote)/objects/pack"
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(".pack") })
        let whole = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(folder)/\(name)")
        try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
        try await siege.expectRefused("half a pack", says: "damaged")
        try whole.write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
        // Another object under the name of a new file.
        let blob = try forger.object("blob", Array("new\n".utf8))
        try Self.entry(siege, "y", id: blob)
        let place = "\(remote)/objects/\(blob.prefix(2))/\(blob.dropFirst(2))"
        let other = try forger.object("blob", Array("another\n".utf8))
        let bytes = try Data(contentsOf: URL(fileURLWithPath: forger.place(of: other)))
        try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: place)
        try bytes.write(to: URL(fileURLWithPath: place))
        try await siege.expectRefused("an object under another's name", says: "damaged")
        try await siege.expectRecovered()
    }
}

extension Program.Outcome {
    /// Records an issue where the program failed.
    fileprivate func check(sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(status == 0, "\(all)", sourceLocation: sourceLocation)
    }
}

extension HostileRemoteTests.Siege {
    /// The other member's copy, which takes no more than so many bytes in one fetch.
    fileprivate func bounded(by bytes: Int) async throws -> StudyService {
        try await team["r2"].close()
        let folder = try team.folder("r2")
        var surroundings = StudyFixture.surroundings("\(team.first.root)/r2")
        surroundings.largestFetch = bytes
        return try await StudyService.open(
            StudyFolder(path: folder), surroundings: surroundings, log: StudyFixture.log)
    }
}
