package import GitStore
package import StudyModel

extension StudyArchive {
    /// Makes a study in a folder that is new or empty.
    ///
    /// - Parameters:
    ///   - files: what the template brings: study path to bytes, among them `study.yaml`.
    ///   - title: the study's title; `nil` keeps the template's.
    ///   - names: what becomes of names in texts that come in; `nil` keeps the template's policy.
    /// - Throws: `study.exists` when the folder holds anything; `study.invalid` for a template without a sound
    ///   `study.yaml`. What was made before a failure stays and is named by the next attempt.
    package static func create(
        at path: String, title: String?, files: [String: [UInt8]], names: NamePolicy? = nil,
        operation: OperationID, at time: Timestamp,
        disk: any Disk = RealDisk(), hooks: ArchiveHooks = .init()
    ) async throws(StudyError) -> StudyArchive {
        guard Files.names(in: path).isEmpty else {
            throw StudyError(
                .studyExists, "The folder is not empty.", hint: "Name a new folder, or empty this one first.")
        }
        let folder = StudyFolder(path: path)
        let identity = StudyFolder.Identity(device: newDevice(), member: firstMember, key: SigningKey())
        var files = files
        let template = String(decoding: files["study.yaml"] ?? [], as: UTF8.self)
        let yaml = try StudyDescription.yaml(
            template: template, title: title, names: names, nonce: Random.hex(32), member: identity.member,
            key: identity.key.publicKey)
        files["study.yaml"] = Array(yaml.utf8)
        let added = Provenance(by: identity.member, at: time)
        for (path, bytes) in files where CaseID(path: path) != nil {
            guard let value = CaseReader.value(from: bytes, added: added, nonce: Random.hex(32)) else {
                throw StudyError(.studyInvalid, "The template's '\(path)' is no case.")
            }
            files[path] = Array(CaseText.text(of: value).utf8)
        }
        for (path, bytes) in files where CodePath(file: path) != nil {
            guard
                let code = CodeReader.code(
                    from: bytes, id: newCode(), entered: added, nonce: Random.hex(32))
            else { throw StudyError(.studyInvalid, "The template's '\(path)' is no code.") }
            files[path] = Array(CodeText.text(of: code).utf8)
        }
        try speaking { () throws(GitError) in
            try disk.makeFolder(path)
            try GitRepository.create(folder: path)
            try configure(path, disk: disk)
            try folder.save(identity, disk: disk)
            try plantRoot(in: path, identity: identity, time: time, disk: disk)
            try disk.flushAll(path)
        }
        let archive = try await StudyArchive(opening: folder, disk: disk, hooks: hooks, yaml: yaml)
        let first = ArchiveOperation(
            id: operation, act: .create, by: identity.member, at: time,
            files: files.mapValues { Optional($0) })
        for result in try await archive.write([first]) { _ = try result.get() }
        return archive
    }

    private static var firstMember: MemberID { MemberID(rawValue: "r1").unsafelyUnwrapped }

    private static func newCode() -> CodeID {
        // Ten characters of the alphabet are always a code's id.
        CodeID(rawValue: "c-\(Random.characters(10))").unsafelyUnwrapped
    }

    static func newDevice() -> DeviceID {
        DeviceID(rawValue: "d-\(Random.characters(8))").unsafelyUnwrapped
    }

    /// git's own settings for this repository: whom signatures are checked against, and what never gets tracked.
    static func configure(_ path: String, disk: any Disk) throws(GitError) {
        let settings = """
            [core]
            \trepositoryformatversion = 0
            \tfilemode = false
            \tbare = false
            \tlogallrefupdates = false
            \tsymlinks = false
            [gpg]
            \tformat = ssh
            [gpg "ssh"]
            \tallowedSignersFile = .rir/allowed_signers
            [gc]
            \tauto = 0

            """
        try disk.replaceFile("\(path)/.git/config", with: Array(settings.utf8), mode: 0o600)
        try disk.makeFolder("\(path)/.git/info")
        try disk.replaceFile("\(path)/.git/info/exclude", with: Array("/.rir/\n/hooks/\n".utf8), mode: 0o600)
    }

    /// An empty first commit, so that `main` exists before the first operation.
    private static func plantRoot(
        in path: String, identity: StudyFolder.Identity, time: Timestamp, disk: any Disk
    ) throws(GitError) {
        let repository = try GitRepository(folder: path)
        let loose = LooseObjects(folder: repository.objectsFolder, disk: disk)
        let tree = GitObject(.tree, [])
        let name = identity.member.rawValue
        let person = "\(name) <\(name)@rir.invalid> \(time.secondsSinceEpoch) +0000"
        var commit = Commit(
            tree: tree.id, parents: [], author: person, committer: person, message: "Begin\n")
        commit.signature = try? identity.key.signature(of: commit.bytes)
        let object = GitObject(.commit, commit.bytes)
        try loose.write(tree)
        try loose.write(object)
        try GitRefs(gitFolder: repository.gitFolder, disk: disk).move(GitRefs.main, from: nil, to: object.id)
    }
}
