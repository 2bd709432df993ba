import Foundation
import GitStore
import StudyArchive
import StudyModel
import Testing

/// A study's two branches in memory, to be changed by whoever holds every member's key and written back as git would have them.
struct TamperedStudy {
    /// A commit with all files of its tree.
    struct Step {
        var commit: Commit
        var files: [String: [UInt8]]
    }

    let folder: String
    let repository: GitRepository
    let writer: LooseObjects
    /// By the member's name.
    let keys: [String: SigningKey]
    var main: [Step]
    var audit: [Step]
    let heads: (main: ObjectID, audit: ObjectID)

    init(_ folder: String, keys: [String: SigningKey]) throws {
        self.folder = folder
        self.keys = keys
        repository = try GitRepository(folder: folder)
        writer = LooseObjects(folder: "\(folder)/.git/objects", disk: RealDisk())
        let refs = GitRefs(gitFolder: "\(folder)/.git", disk: RealDisk())
        heads = (try #require(refs.read(GitRefs.main)), try #require(refs.read(GitRefs.audit)))
        main = try Self.steps(to: heads.main, in: repository)
        audit = try Self.steps(to: heads.audit, in: repository)
    }

    private static func steps(to head: ObjectID, in repository: GitRepository) throws -> [Step] {
        var steps: [Step] = []
        var next: ObjectID? = head
        while let id = next {
            let commit = try repository.commit(id)
            try #require(commit.parents.count < 2, "the study has a join")
            steps.append(Step(commit: commit, files: try files(in: commit.tree, "", repository)))
            next = commit.parents.first
        }
        return steps.reversed()
    }

    private static func files(
        in tree: ObjectID, _ prefix: String, _ repository: GitRepository
    ) throws -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        for entry in try repository.tree(tree).entries {
            if entry.isFolder {
                found.merge(try files(in: entry.id, "\(prefix)\(entry.name)/", repository)) { $1 }
            } else {
                found[prefix + entry.name] = try repository.blob(entry.id)
            }
        }
        return found
    }

    func isSame(as other: TamperedStudy) -> Bool {
        main.map(\.files) == other.main.map(\.files) && audit.map(\.files) == other.audit.map(\.files)
    }

    // MARK: Writing

    /// Writes both branches, signed anew where they differ, and moves the references there.
    func write() throws {
        try move(GitRefs.main, to: try written(main))
        try move(GitRefs.audit, to: try written(audit))
    }

    /// Leaves the study as it was.
    func restore() throws {
        try move(GitRefs.main, to: heads.main)
        try move(GitRefs.audit, to: heads.audit)
    }

    private func move(_ name: String, to id: ObjectID) throws {
        let refs = GitRefs(gitFolder: "\(folder)/.git", disk: RealDisk())
        try refs.move(name, from: refs.read(name), to: id)
    }

    private func written(_ steps: [Step]) throws -> ObjectID {
        var parent: ObjectID?
        for step in steps {
            var commit = step.commit
            let tree = try written(step.files)
            let isSame = tree == commit.tree && parent == commit.parents.first
            commit.tree = tree
            commit.parents = parent.map { [$0] } ?? []
            if !isSame || GitObject(.commit, commit.bytes).id != GitObject(.commit, step.commit.bytes).id {
                commit.signature = nil
                let member = String(commit.author.prefix { $0 != " " })
                commit.signature = try keys[member]?.signature(of: commit.bytes)
            }
            let object = GitObject(.commit, commit.bytes)
            try writer.write(object)
            parent = object.id
        }
        return try #require(parent)
    }

    private func written(_ files: [String: [UInt8]]) throws -> ObjectID {
        var tree = Tree()
        var entries: [String: Tree.Entry?] = [:]
        var below: [String: [String: [UInt8]]] = [:]
        for (path, bytes) in files {
            guard let slash = path.firstIndex(of: "/") else {
                let blob = GitObject(.blob, bytes)
                try writer.write(blob)
                entries[path] = Tree.Entry(name: path, isFolder: false, id: blob.id)
                continue
            }
            below[String(path[..<slash]), default: [:]][String(path[path.index(after: slash)...])] = bytes
        }
        for (name, files) in below {
            entries[name] = Tree.Entry(name: name, isFolder: true, id: try written(files))
        }
        tree.set(entries)
        let object = GitObject(.tree, tree.bytes)
        try writer.write(object)
        return object.id
    }
}
