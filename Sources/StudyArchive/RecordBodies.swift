internal import GitStore
package import StudyModel
internal import Synchronization

/// The bodies of records as one commit holds them, read when they are asked for, by whichever thread asks.
package final class RecordBodies: Sendable {
    private struct Source {
        let repository: GitRepository
        var editor: TreeEditor
        let tree: ObjectID
    }

    private let source: Mutex<Source>

    /// - Parameter commit: which state; the present one without it.
    package init(folder: StudyFolder, at commit: String?) throws(StudyError) {
        let source = try speaking { () throws(GitError) -> Source in
            let repository = try GitRepository(folder: folder.path)
            let refs = GitRefs(gitFolder: repository.gitFolder, disk: RealDisk())
            guard let start = commit.flatMap({ ObjectID(hex: $0) }) ?? refs.read(GitRefs.main) else {
                throw GitError.library(function: "main", status: -1, message: "")
            }
            return Source(
                repository: repository, editor: TreeEditor(repository: repository),
                tree: try repository.commit(start).tree)
        }
        self.source = Mutex(source)
    }

    /// The body of a record; empty where the commit has no such record.
    ///
    /// - Throws: `storage.failed`.
    package func body(of id: RecordID) throws(StudyError) -> String {
        let bytes = try source.withLock { source throws(StudyError) in
            try speaking { () throws(GitError) -> [UInt8]? in
                guard let blob = try source.editor.find(id.path, in: source.tree) else { return nil }
                return try source.repository.blob(blob)
            }
        }
        return bytes.flatMap { RecordReader.record(from: $0)?.body } ?? ""
    }

    /// A file of the study in that state; `nil` where there is none.
    package func file(_ path: String) throws(StudyError) -> [UInt8]? {
        try source.withLock { source throws(StudyError) in
            try speaking { () throws(GitError) -> [UInt8]? in
                guard let blob = try source.editor.find(path, in: source.tree) else { return nil }
                return try source.repository.blob(blob)
            }
        }
    }
}
