import GitStore
import Testing

@testable import StudyArchive

@Suite("What a tree of a study may hold")
struct StrictTreesTests {
    private let loose: LooseObjects
    private let repository: GitRepository
    private let scratch: Scratch

    init() throws {
        scratch = Scratch()
        let folder = "\(scratch.path)/trees"
        try GitRepository.create(folder: folder)
        loose = LooseObjects(folder: "\(folder)/.git/objects", disk: RealDisk())
        repository = try GitRepository(folder: folder)
    }

    private func file(_ byte: UInt8) throws -> ObjectID {
        let object = GitObject(.blob, [byte])
        try loose.write(object)
        return object.id
    }

    /// A tree of entries as given, in the order given.
    private func tree(_ entries: (mode: String, name: String, id: ObjectID)...) throws -> ObjectID {
        var bytes: [UInt8] = []
        for entry in entries { bytes += Array("\(entry.mode) \(entry.name)\0".utf8) + entry.id.bytes }
        let object = GitObject(.tree, bytes)
        try loose.write(object)
        return object.id
    }

    private func strange(_ tree: ObjectID, before: ObjectID? = nil) throws -> String? {
        var trees = StrictTrees(repository: repository)
        return try trees.strangePath(in: tree, before: before)
    }

    @Test("Plain files under plain names pass, and what is not one is named")
    func kinds() throws {
        let (one, two) = (try file(1), try file(2))
        let good = try tree(("100644", "a.md", one), ("100644", "b.md", one))
        #expect(try strange(try tree(("40000", "records", good))) == nil)
        #expect(try strange(try tree(("120000", "a", one))) == "a")
        #expect(try strange(try tree(("100755", "a", one))) == "a")
        #expect(try strange(try tree(("160000", "a", one))) == "a")
        #expect(try strange(try tree(("100644", ".gitattributes", one))) == ".gitattributes")
        let link = try tree(("100644", "a.md", one), ("120000", "b.md", two))
        #expect(try strange(try tree(("40000", "records", link))) == "records/b.md")
    }

    @Test("What was there already is not asked about again, all that differs is")
    func differences() throws {
        let (one, two) = (try file(1), try file(2))
        let before = try tree(("100644", "a", one), ("120000", "b", one), ("100644", "c", one))
        // What a tree that is known to be good holds is not looked at: here it shows which entries are.
        #expect(
            try strange(
                try tree(("100644", "a", two), ("120000", "b", one), ("100644", "c", one)), before: before)
                == nil)
        #expect(
            try strange(
                try tree(("100644", "a", one), ("120000", "b", two), ("100644", "c", one)), before: before)
                == "b")
        #expect(
            try strange(
                try tree(("100644", "a", one), ("120000", "c", one)), before: before) == "c")
        #expect(
            try strange(
                try tree(("100644", "a", one), ("100644", "c", one), ("120000", "d", one)), before: before)
                == "d")
        let folder = try tree(("120000", "x", one))
        #expect(try strange(try tree(("40000", "a", folder)), before: before) == "a/x")
    }

    @Test("Two names that differ in capitals alone, twice the same, and a wrong order are refused")
    func twins() throws {
        let one = try file(1)
        let before = try tree(("100644", "a", one))
        #expect(try strange(try tree(("100644", "A", one), ("100644", "a", one)), before: before) == "a")
        #expect(try strange(try tree(("100644", "a", one), ("100644", "a", one)), before: before) == ".")
        #expect(try strange(try tree(("100644", "b", one), ("100644", "a", one)), before: before) == ".")
        let empty = try tree()
        #expect(try strange(try tree(("100644", "a", one), ("40000", "a", empty)), before: before) == "a")
    }
}
