package import GitStore
package import StudyModel

extension StudyArchive {
    /// Makes a folder into which a copy of a study can be fetched.
    ///
    /// - Throws: `study.exists` when the folder holds anything.
    package static func beginClone(at path: String, disk: any Disk = RealDisk()) throws(StudyError) {
        guard Files.names(in: path).isEmpty else {
            throw StudyError(
                .studyExists, "The folder is not empty.", hint: "Name a new folder, or empty this one first.")
        }
        try speaking { () throws(GitError) in
            try disk.makeFolder(path)
            try GitRepository.create(folder: path)
            try configure(path, disk: disk)
        }
    }

    /// Makes a fetched and checked copy a study in which a member works on a device of its own.
    ///
    /// - Returns: the request to be taken into the team.
    /// - Throws: `sync.refused` for a commit that is none, `study.invalid`, `storage.failed`. The folder is good for nothing then.
    package static func finishClone(
        at path: String, main: String, audit: String?, as member: MemberID, recipient: String,
        disk: any Disk = RealDisk()
    ) throws(StudyError) -> JoinRequest {
        let folder = StudyFolder(path: path)
        let identity = StudyFolder.Identity(device: newDevice(), member: member, key: SigningKey())
        try speaking { () throws(GitError) in
            let repository = try GitRepository(folder: path)
            guard let head = ObjectID(hex: main) else { throw .missing(.none) }
            try folder.save(identity, disk: disk)
            let refs = GitRefs(gitFolder: repository.gitFolder, disk: disk)
            if let audit = audit.flatMap({ ObjectID(hex: $0) }) {
                try refs.move(GitRefs.audit, from: nil, to: audit)
            }
            var editor = TreeEditor(repository: repository)
            for file in try editor.files(in: try repository.commit(head).tree) {
                guard let blob = file.new else { continue }
                let place = "\(path)/\(file.path)"
                try disk.makeFolder(String(place[..<(place.lastIndex(of: "/") ?? place.endIndex)]))
                try disk.replaceFile(place, with: try repository.blob(blob), mode: 0o600)
            }
            try refs.move(GitRefs.main, from: nil, to: head)
            try disk.flushAll(path)
        }
        return JoinRequest(
            member: member, device: identity.device, key: identity.key.publicKey, recipient: recipient)
    }

    /// Puts bytes into a repository as an object that nothing refers to yet.
    ///
    /// - Returns: the object's id.
    package static func keep(_ bytes: [UInt8], in path: String) throws(StudyError) -> String {
        try speaking { () throws(GitError) in
            let object = GitObject(.blob, bytes)
            try LooseObjects(folder: "\(path)/.git/objects", disk: RealDisk()).write(object)
            return object.id.hex
        }
    }
}
