package import GitStore
package import StudyModel

/// Reads records from git beside the writer, never waiting for it.
package actor ArchiveReader {
    /// One version of a record as its file holds it.
    package struct Stored: Sendable {
        package var record: Record
        /// SHA-256 of the file in hexadecimal.
        package var sha256: String
    }

    private let folder: StudyFolder
    let repository: GitRepository
    private let refs: GitRefs
    var editor: TreeEditor
    private let executor = QueueExecutor(label: "rir.archive.reader")

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    package init(folder: StudyFolder, disk: any Disk = RealDisk()) throws(StudyError) {
        self.folder = folder
        let repository = try speaking { () throws(GitError) in try GitRepository(folder: folder.path) }
        self.repository = repository
        refs = GitRefs(gitFolder: repository.gitFolder, disk: disk)
        editor = TreeEditor(repository: repository)
    }

    /// The version of a record that a commit holds; without a commit, the current one.
    ///
    /// - Throws: `record.not_found` when that state has no such record, `record.invalid` when its file is none.
    package func record(_ id: RecordID, at commit: String? = nil) throws(StudyError) -> Stored {
        let bytes = try bytes(of: id, at: commit)
        guard let record = RecordReader.record(from: bytes) else {
            throw StudyError(
                .recordInvalid, "The file of \(id) can't be read as a record.",
                hint: "Run 'rir history \(id)' and show an earlier version.")
        }
        return Stored(record: record, sha256: Digest.hex(bytes))
    }

    private func bytes(of id: RecordID, at commit: String?) throws(StudyError) -> [UInt8] {
        let blob = try speaking { () throws(GitError) -> ObjectID? in
            let start = commit.flatMap { ObjectID(hex: $0) } ?? refs.read(GitRefs.main)
            guard let start else { return nil }
            return try editor.find(id.path, in: try repository.commit(start).tree)
        }
        guard let blob else {
            throw StudyError(
                .recordNotFound, "There is no record '\(id)' in this state of the study.",
                hint: "Run 'rir list' to see the records there are.")
        }
        return try speaking { () throws(GitError) in try repository.blob(blob) }
    }

    /// A file of the study as a commit holds it; without a commit, as it now stands; `nil` when it holds none.
    package func file(_ path: String, at commit: String? = nil) throws(StudyError) -> [UInt8]? {
        try speaking { () throws(GitError) in
            guard let start = commit.flatMap({ ObjectID(hex: $0) }) ?? refs.read(GitRefs.main),
                let blob = try editor.find(path, in: try repository.commit(start).tree)
            else { return nil }
            return try repository.blob(blob)
        }
    }

    /// A file of the study as it was before a commit.
    package func file(_ path: String, before commit: String) throws(StudyError) -> [UInt8]? {
        let parent = try speaking { () throws(GitError) -> ObjectID? in
            try ObjectID(hex: commit).flatMap { id throws(GitError) in
                try repository.commit(id).parents.first
            }
        }
        return try parent.flatMap { id throws(StudyError) in try file(path, at: id.hex) }
    }

    /// The study paths below a folder as a commit holds them, sorted; without a commit, as the study now stands.
    package func files(below folder: String, at commit: String? = nil) throws(StudyError) -> [String] {
        try speaking { () throws(GitError) in
            guard let start = commit.flatMap({ ObjectID(hex: $0) }) ?? refs.read(GitRefs.main),
                let tree = try editor.find(folder, isFolder: true, in: try repository.commit(start).tree)
            else { return [] }
            return try editor.files(in: tree).map { "\(folder)/\($0.path)" }
        }
    }

    /// The files below a folder with the ids of their git objects, in the order of paths.
    package func objects(
        below folder: String, at commit: String? = nil
    ) throws(StudyError) -> [(path: String, object: String)] {
        try speaking { () throws(GitError) in
            guard let start = commit.flatMap({ ObjectID(hex: $0) }) ?? refs.read(GitRefs.main),
                let tree = try editor.find(folder, isFolder: true, in: try repository.commit(start).tree)
            else { return [] }
            return try editor.files(in: tree).compactMap { change in
                change.new.map { ("\(folder)/\(change.path)", $0.hex) }
            }
        }
    }

    /// The bytes of a file's git object.
    package func blob(_ object: String) throws(StudyError) -> [UInt8] {
        guard let id = ObjectID(hex: object) else { return [] }
        return try speaking { () throws(GitError) in try repository.blob(id) }
    }

    /// The newest commit that is not later than a moment; `nil` where the study is younger.
    package func lastCommit(until moment: Timestamp) throws(StudyError) -> String? {
        try speaking { () throws(GitError) in
            var current = refs.read(GitRefs.main)
            while let id = current {
                let commit = try repository.commit(id)
                if commit.seconds <= moment.secondsSinceEpoch { return id.hex }
                current = commit.parents.first
            }
            return nil
        }
    }

    /// An object of the repository as it is: `blob`, `tree` or `commit`, and its bytes.
    package func object(_ id: String) throws(StudyError) -> (kind: String, bytes: [UInt8]) {
        guard let id = ObjectID(hex: id) else {
            throw StudyError(.storageFailed, "The repository names an object that is none.")
        }
        let object = try speaking { () throws(GitError) in try repository.object(id) }
        return (object.kind.name, object.bytes)
    }

    /// The working file of a record, or `nil` when it is not there.
    package func workingFile(_ id: RecordID) -> [UInt8]? { Files.read("\(folder.path)/\(id.path)") }

    /// A unified difference of two texts.
    package func difference(_ old: String, _ new: String, name: String) throws(StudyError) -> String {
        try speaking { () throws(GitError) in try repository.difference(old, new, name: name) }
    }

    /// Whether `ancestor` lies in the history of where `main` stands.
    package func isInHistory(_ ancestor: ArchivePosition) throws(StudyError) -> Bool {
        guard let id = ObjectID(hex: ancestor.commit), repository.holds(id), let now = refs.read(GitRefs.main)
        else {
            return false
        }
        return try speaking { () throws(GitError) in try repository.isAncestor(id, of: now) }
    }

    /// The commit a reference of the repository stands at, such as one that a fetch left; `nil` where it is none.
    package func reference(_ name: String) -> String? { refs.read(name)?.hex }

    /// Whether an id is that of a commit, and not of a tag or a file.
    package func isCommit(_ id: String) -> Bool {
        guard let id = ObjectID(hex: id) else { return false }
        return (try? repository.commit(id)) != nil
    }

    /// Whether one commit lies in the history of another, or is it.
    package func leads(_ ancestor: String, to descendant: String) throws(StudyError) -> Bool {
        guard let one = ObjectID(hex: ancestor), let other = ObjectID(hex: descendant) else { return false }
        return try speaking { () throws(GitError) in try repository.mergeBases(one, other) == [one] }
    }

    /// How many commits lead to one and not to another.
    package func count(leadingTo head: String, notTo known: String) throws(StudyError) -> Int {
        guard let head = ObjectID(hex: head), let known = ObjectID(hex: known) else { return 0 }
        return try speaking { () throws(GitError) in
            try repository.commits(leadingTo: head, notTo: [known]).count
        }
    }

    /// Where a branch stands.
    func head(_ name: String) -> ObjectID? { refs.read(name) }

    /// Where `main` stands.
    package func position() -> ArchivePosition? {
        refs.read(GitRefs.main).map { ArchivePosition(commit: $0.hex) }
    }
}
