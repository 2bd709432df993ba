import Foundation
import GitStore
import Testing

/// What a power cut leaves of an object is told from an object, at once.
@Suite struct DamageTests {
    /// libgit2 never returns from such files, so the time limit is the test.
    @Test(.timeLimit(.minutes(1)), arguments: [0, 1, 2, 5, 12, 20])
    func emptyOrTornObject_isAFailureAndNeverHangs(_ length: Int) throws {
        let folder = try GitFolder()
        let loose = LooseObjects(folder: folder.objects, disk: RealDisk())
        let object = GitObject(.blob, Array("The shop closed in May, she said, and laughed.\n".utf8))
        try loose.write(object)
        let path = "\(folder.objects)/\(object.id.hex.prefix(2))/\(object.id.hex.dropFirst(2))"
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        try FileManager.default.removeItem(atPath: path)
        try whole.prefix(length).write(to: URL(fileURLWithPath: path))
        let repository = try GitRepository(folder: folder.path)
        #expect(throws: GitError.self) { try repository.object(object.id) }
        #expect(!repository.holds(object.id))
        try loose.write(object, overwriting: true)
        #expect(try repository.object(object.id) == object)
    }

    @Test func turnedByte_isNoticed() throws {
        let folder = try GitFolder()
        let loose = LooseObjects(folder: folder.objects, disk: RealDisk())
        let object = GitObject(.blob, Array(String(repeating: "The shop closed. ", count: 40).utf8))
        try loose.write(object)
        let path = "\(folder.objects)/\(object.id.hex.prefix(2))/\(object.id.hex.dropFirst(2))"
        let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        try FileManager.default.removeItem(atPath: path)
        let repository = try GitRepository(folder: folder.path)
        for index in stride(from: 0, to: whole.count, by: 3) {
            var bytes = whole
            bytes[index] ^= 0x10
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            let read = try? repository.object(object.id)
            #expect(read == nil || read == object, "byte \(index)")
        }
    }

    @Test func missingObject_isNamed() throws {
        let folder = try GitFolder()
        let id = GitObject(.blob, [1, 2, 3]).id
        #expect(throws: GitError.missing(id)) { try GitRepository(folder: folder.path).object(id) }
    }

    @Test(arguments: ["", "0123", String(repeating: "z", count: 40), "ref: refs/heads/other\n"])
    func tornBranch_isNone(_ text: String) throws {
        let folder = try GitFolder()
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/.git/refs/heads/main"))
        #expect(GitRefs(gitFolder: folder.path + "/.git", disk: RealDisk()).read(GitRefs.main) == nil)
    }

    @Test func branch_movesOnlyFromWhereItStands() throws {
        let folder = try GitFolder()
        let loose = LooseObjects(folder: folder.objects, disk: RealDisk())
        let tree = GitObject(.tree, [])
        try loose.write(tree)
        let ids = try (0..<3).map { number in
            let person = "r1 <r1@rir.invalid> \(1_600_000_000 + number) +0000"
            let commit = Commit(tree: tree.id, parents: [], author: person, committer: person, message: "m\n")
            let object = GitObject(.commit, commit.bytes)
            try loose.write(object)
            return object.id
        }
        let refs = GitRefs(gitFolder: folder.path + "/.git", disk: RealDisk())
        try refs.move(GitRefs.main, from: nil, to: ids[0])
        try refs.move(GitRefs.main, from: ids[0], to: ids[1])
        try refs.move(GitRefs.main, from: ids[0], to: ids[1])
        #expect(throws: GitError.refMoved(name: GitRefs.main)) {
            try refs.move(GitRefs.main, from: ids[0], to: ids[2])
        }
        #expect(refs.read(GitRefs.main) == ids[1])
        #expect(folder.line(try folder.git("rev-parse", "main")) == ids[1].hex)
        try folder.git("pack-refs", "--all")
        #expect(refs.read(GitRefs.main) == ids[1])
        try refs.move(GitRefs.main, from: ids[1], to: ids[2])
        #expect(folder.line(try folder.git("rev-parse", "main")) == ids[2].hex)
    }
}
