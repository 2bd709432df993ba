import Foundation
import GitStore
import Testing

/// A pack is what git would make of its objects, and its index is git's, byte for byte.
@Suite struct PackTests {
    private static func objects(_ seed: Int) -> [GitObject] {
        var random = Seeded(seed: UInt64(seed))
        var objects = (0..<Int.random(in: 1...300, using: &random)).map { _ in
            GitObject(.blob, random.bytes(0...300))
        }
        objects.append(GitObject(.blob, []))
        objects.append(GitObject(.blob, [UInt8](repeating: 0x61, count: 200_000)))
        var tree = Tree()
        tree.set(
            Dictionary(
                objects.map {
                    ("f-\($0.id.hex)", Tree.Entry(name: "f-\($0.id.hex)", isFolder: false, id: $0.id))
                },
                uniquingKeysWith: { $1 }))
        objects.append(GitObject(.tree, tree.bytes))
        let person = "r1 <r1@rir.invalid> 1600000000 +0000"
        let commit = Commit(
            tree: GitObject(.tree, tree.bytes).id, parents: [], author: person, committer: person,
            message: "m\n")
        return objects + [GitObject(.commit, commit.bytes), objects[0]]
    }

    @Test(arguments: 0..<6)
    func index_isTheOneThatGitMakes(_ seed: Int) throws {
        let folder = try GitFolder()
        let objects = Self.objects(seed)
        let pack = PackFile(try objects.map { try PackFile.Entry($0) })
        try pack.write(to: folder.objects, disk: RealDisk(), flushed: true)
        let path = "\(folder.objects)/pack/\(pack.name)"
        #expect(FileManager.default.fileExists(atPath: path + ".pack"))
        try folder.git("index-pack", "--strict", "-o", folder.path + "/by-git.idx", path + ".pack")
        let ours = try Data(contentsOf: URL(fileURLWithPath: path + ".idx"))
        #expect(ours == (try Data(contentsOf: URL(fileURLWithPath: folder.path + "/by-git.idx"))))
        try folder.git("verify-pack", path + ".idx")
        let repository = try GitRepository(folder: folder.path)
        for object in objects { #expect(try repository.object(object.id) == object) }
        #expect(try folder.git("cat-file", "blob", objects[0].id.hex) == objects[0].bytes)
    }

    @Test func sameObjects_makeTheSamePack() throws {
        let objects = Self.objects(3)
        let first = PackFile(try objects.map { try PackFile.Entry($0) })
        let second = PackFile(try objects.map { try PackFile.Entry($0) })
        #expect(first.name == second.name && first.pack == second.pack && first.index == second.index)
    }
}
