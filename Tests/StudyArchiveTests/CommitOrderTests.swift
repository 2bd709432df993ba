import Foundation
import GitStore
import Testing

@testable import StudyArchive

@Suite("Which commits are new, and in which order they are told")
struct CommitOrderTests {
    private let scratch = Scratch()

    /// A chain of empty commits behind one, in git's own files.
    private func chain(
        of count: Int, behind first: ObjectID?, by person: String, from start: Int, in loose: LooseObjects
    ) throws -> [ObjectID] {
        let tree = GitObject(.tree, [])
        try loose.write(tree)
        var (ids, last): ([ObjectID], ObjectID?) = ([], first)
        for number in 0..<count {
            let who = "\(person) <\(person)@rir.invalid> \(1_600_000_000 + start + number) +0000"
            let commit = Commit(
                tree: tree.id, parents: last.map { [$0] } ?? [], author: who, committer: who,
                message: "\(number)\n")
            let object = GitObject(.commit, commit.bytes)
            try loose.write(object)
            ids.append(object.id)
            last = object.id
        }
        return ids
    }

    @Test("Two lines that left a long common one are told without reading that one to its root")
    func apart() throws {
        let folder = "\(scratch.path)/order"
        try GitRepository.create(folder: folder)
        let loose = LooseObjects(folder: "\(folder)/.git/objects", disk: RealDisk())
        let common = try chain(of: 40, behind: nil, by: "r1", from: 0, in: loose)
        let mine = try chain(of: 3, behind: common.last, by: "r2", from: 40, in: loose)
        let theirs = try chain(of: 4, behind: common.last, by: "r3", from: 40, in: loose)
        let root = common[0].hex
        try FileManager.default.removeItem(
            atPath: "\(folder)/.git/objects/\(root.prefix(2))/\(root.dropFirst(2))")
        let repository = try GitRepository(folder: folder)
        let new = try CommitOrder.commits(to: theirs[3], after: mine[2], in: repository)
        #expect(new == theirs)
        #expect(try CommitOrder.commits(to: common[39], after: mine[2], in: repository).isEmpty)
        #expect(
            try CommitOrder.commits(to: mine[2], after: common[38], in: repository) == [common[39]] + mine)
        #expect(throws: GitError.self) {
            try CommitOrder.commits(to: mine[2], after: nil, in: repository)
        }
        // What can't be read is not taken for the end.
        #expect(throws: GitError.self) {
            try repository.commits(leadingTo: mine[2], notTo: [])
        }
    }
}
