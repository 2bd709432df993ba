import Foundation
import GitStore
import Testing

/// What we write is what git writes, byte for byte, and git reads it.
@Suite struct ObjectTests {
    @Test func blobs_haveGitsNamesAndAreReadByGit() throws {
        let folder = try GitFolder()
        let loose = LooseObjects(folder: folder.objects, disk: RealDisk())
        var random = Seeded(seed: 1)
        for bytes in [[], [0], Array("hello\n".utf8)] + (0..<12).map({ _ in random.bytes(0...5000) }) {
            let object = GitObject(.blob, bytes)
            #expect(object.id.hex == folder.line(try folder.git("hash-object", "--stdin", input: bytes)))
            try loose.write(object)
            #expect(try folder.git("cat-file", "blob", object.id.hex) == bytes)
            #expect(try GitRepository(folder: folder.path).object(object.id) == object)
        }
        try folder.git("fsck", "--strict")
    }

    /// Names whose order differs with the slash that git thinks behind a folder.
    private static let names = [
        "a", "a.b", "a-b", "a0", "ab", "b", "records", "records.md", "records-x", "records0", "study.yaml",
        "Z", "_", "é", "日",
    ]

    @Test(arguments: 0..<20)
    func trees_areSortedAsGitSorts(_ seed: Int) throws {
        let folder = try GitFolder()
        let loose = LooseObjects(folder: folder.objects, disk: RealDisk())
        let blob = GitObject(.blob, [])
        let empty = GitObject(.tree, [])
        try loose.write(blob)
        try loose.write(empty)
        var random = Seeded(seed: UInt64(seed))
        var changes: [String: Tree.Entry?] = [:]
        for name in Self.names where Bool.random(using: &random) {
            let isFolder = Bool.random(using: &random)
            changes[name] = Tree.Entry(name: name, isFolder: isFolder, id: isFolder ? empty.id : blob.id)
        }
        for number in 0..<(seed.isMultiple(of: 2) ? 30 : 0) {
            changes["n\(number)"] = Tree.Entry(
                name: "n\(number)", isFolder: number.isMultiple(of: 3),
                id: number.isMultiple(of: 3) ? empty.id : blob.id)
        }
        var tree = Tree()
        tree.set(changes)
        let listing = changes.values.compactMap { $0 }.map { entry in
            "\(entry.isFolder ? "040000 tree" : "100644 blob") \(entry.id.hex)\t\(entry.name)\0"
        }
        let expected = folder.line(try folder.git("mktree", "-z", input: Array(listing.joined().utf8)))
        #expect(GitObject(.tree, tree.bytes).id.hex == expected)
        #expect(Tree(bytes: tree.bytes) == tree)
        for (name, entry) in changes { #expect(tree[name] == entry) }
        #expect(tree["nowhere"] == nil)
    }

    @Test(arguments: 0..<10)
    func treeChangedOneByOneOrAtOnce_isTheSame(_ seed: Int) {
        var random = Seeded(seed: UInt64(seed))
        var (few, many) = (Tree(), Tree())
        var names: [String: Tree.Entry] = [:]
        for _ in 0..<60 {
            let name = Self.names.randomElement(using: &random) ?? "a"
            let entry = Tree.Entry(name: name, isFolder: Bool.random(using: &random), id: .none)
            let change: Tree.Entry? = Int.random(in: 0..<3, using: &random) == 0 ? nil : entry
            names[name] = change
            few.set([name: change])
        }
        var all: [String: Tree.Entry?] = names.mapValues { $0 }
        for number in 0..<20 { all.updateValue(nil, forKey: "gone\(number)") }
        many.set(all)
        #expect(few == many)
    }

    @Test func commits_areReadByGitAndReadBack() throws {
        let folder = try GitFolder()
        let loose = LooseObjects(folder: folder.objects, disk: RealDisk())
        let tree = GitObject(.tree, [])
        try loose.write(tree)
        let message =
            "Capture 2020-04-15-field-note-7f3k\n\nA reason.\n\nIn two paragraphs.\n\nOperation: x\nAct: capture\n"
        var commit = Commit(
            tree: tree.id, parents: [], author: "r1 <r1@rir.invalid> 1600000000 +0000",
            committer: "r1 <r1@rir.invalid> 1600000001 +0000", message: message)
        for signature in [nil, "-----BEGIN SSH SIGNATURE-----\nabc\n\ndef\n-----END SSH SIGNATURE-----"] {
            commit.signature = signature
            let object = GitObject(.commit, commit.bytes)
            try loose.write(object)
            #expect(try folder.git("cat-file", "commit", object.id.hex) == commit.bytes)
            #expect(Commit(bytes: commit.bytes) == commit)
            #expect(commit.seconds == 1_600_000_001)
            #expect(commit.explanation == "A reason.\n\nIn two paragraphs.")
            #expect(commit.trailers.map(\.key) == ["Operation", "Act"])
            commit.parents = [object.id]
        }
        try folder.git("fsck", "--strict")
    }

    @Test func commitsOfGit_areRead() throws {
        let folder = try GitFolder()
        try folder.git(
            "-c", "user.name=Ann O'Neil", "-c", "user.email=a@b.example", "commit", "--allow-empty", "-m",
            "One\n\nTwo")
        let id = try #require(ObjectID(hex: folder.line(try folder.git("rev-parse", "HEAD"))))
        let commit = try GitRepository(folder: folder.path).commit(id)
        #expect(commit.author.hasPrefix("Ann O'Neil <a@b.example> "))
        #expect(commit.message == "One\n\nTwo\n")
        #expect(GitObject(.commit, commit.bytes).id == id)
    }

    @Test(
        arguments: [[], Array("tree x\n".utf8), Array("author a\n\nm".utf8), [0xFF, 0xFE, 0x0A, 0x0A]]
            as [[UInt8]])
    func otherBytes_areNoCommit(_ bytes: [UInt8]) { #expect(Commit(bytes: bytes) == nil) }

    @Test func tornTrees_areNoneAndNothingTraps() {
        var tree = Tree()
        tree.set(["a": Tree.Entry(name: "a", isFolder: false, id: GitObject(.blob, []).id)])
        for count in 1..<tree.bytes.count { #expect(Tree(bytes: Array(tree.bytes.prefix(count))) == nil) }
        var random = Seeded(seed: 9)
        for _ in 0..<500 { _ = Tree(bytes: random.bytes(0...200)) }
    }

    @Test func hex_readsBackAndRefusesTheRest() {
        var random = Seeded(seed: 4)
        for _ in 0..<50 {
            let bytes = random.bytes(20...20)
            #expect(Hex.bytes(Hex.text(bytes)) == bytes)
            #expect(ObjectID(bytes: bytes)?.hex == Hex.text(bytes))
            #expect(ObjectID(hex: Hex.text(bytes))?.bytes == bytes)
        }
        for text in ["a", "zz", "0G", "AB"] { #expect(Hex.bytes(text) == nil) }
        for text in ["", String(repeating: "a", count: 39), String(repeating: "g", count: 40)] {
            #expect(ObjectID(hex: text) == nil)
        }
    }
}
