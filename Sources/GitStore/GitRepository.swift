internal import CGit2

/// A repository open for reading: objects, ancestry, text differences.
///
/// Wraps libgit2, whose objects belong to one thread at a time, so a repository has one owner (an actor with a serial
/// queue) and is not `Sendable`. Writing goes through ``LooseObjects`` and ``PackFile``, which libgit2 then finds.
package final class GitRepository {
    private var repository: OpaquePointer
    private var database: OpaquePointer
    /// The packs alone: the library never returns from an object file that was cut off.
    private var packs: OpaquePointer
    private let folder: String
    package let gitFolder: String
    private var recentObjects: RecentValues<GitObject>
    private var recentCommits: RecentValues<Commit>

    package var objectsFolder: String { "\(gitFolder)/objects" }

    private static let library: Void = {
        git_libgit2_init()
        _ = rir_git_set_owner_validation(0)
        _ = rir_git_set_cache_max_size(4 * 1024 * 1024)
        _ = rir_git_set_mwindow_mapped_limit(64 * 1024 * 1024)
    }()

    /// Opens `<folder>/.git`.
    ///
    /// - Parameter remembered: about how many bytes of objects stay in memory for whoever reads the same ones several times.
    package init(folder: String, remembering remembered: Int = 0) throws(GitError) {
        _ = Self.library
        recentObjects = RecentValues(limit: remembered)
        recentCommits = RecentValues(limit: remembered / 4)
        (repository, database, packs) = try Self.open(folder)
        self.folder = folder
        gitFolder = "\(folder)/.git"
    }

    private static func open(
        _ folder: String
    ) throws(GitError) -> (repository: OpaquePointer, database: OpaquePointer, packs: OpaquePointer) {
        var repository: OpaquePointer?
        try git("git_repository_open") { git_repository_open(&repository, folder) }
        var (database, packs): (OpaquePointer?, OpaquePointer?)
        var status = git_repository_odb(&database, repository)
        if status == 0 { status = git_odb_new(&packs) }
        var backend: UnsafeMutablePointer<git_odb_backend>?
        if status == 0 { status = git_odb_backend_pack(&backend, "\(folder)/.git/objects") }
        if status == 0 { status = git_odb_add_backend(packs, backend, 1) }
        guard let repository, let database, let packs, status == 0 else {
            let failure = GitError.lastError(function: "git_repository_odb", status: status)
            git_odb_free(packs)
            git_odb_free(database)
            git_repository_free(repository)
            throw failure
        }
        return (repository, database, packs)
    }

    private func close() {
        git_odb_free(packs)
        git_odb_free(database)
        git_repository_free(repository)
    }

    deinit { close() }

    /// Makes a repository whose HEAD is `refs/heads/main`.
    package static func create(folder: String) throws(GitError) {
        _ = library
        var repository: OpaquePointer?
        var options = git_repository_init_options()
        try git("git_repository_init_options_init") {
            git_repository_init_options_init(&options, UInt32(GIT_REPOSITORY_INIT_OPTIONS_VERSION))
        }
        options.flags = GIT_REPOSITORY_INIT_MKPATH.rawValue | GIT_REPOSITORY_INIT_NO_REINIT.rawValue
        try git("git_repository_init_ext") {
            "main".withCString { branch in
                options.initial_head = branch
                return git_repository_init_ext(&repository, folder, &options)
            }
        }
        git_repository_free(repository)
    }

    /// An object's kind and bytes.
    ///
    /// - Throws: ``GitError/missing(_:)`` when it is not there or damaged.
    package func object(_ id: ObjectID) throws(GitError) -> GitObject {
        if let object = recentObjects.value(id) { return object }
        let object = try stored(id)
        recentObjects.keep(object, as: id, cost: object.bytes.count + 64)
        return object
    }

    private func stored(_ id: ObjectID) throws(GitError) -> GitObject {
        if let object = try packed(id) { return object }
        if let object = try LooseObjects.read(id, in: objectsFolder) { return object }
        git_odb_refresh(packs)
        if let object = try packed(id) { return object }
        let fresh = try Self.open(folder)
        close()
        (repository, database, packs) = fresh
        guard let object = try packed(id) else { throw .missing(id) }
        return object
    }

    /// An object of the packs that the library knows; `nil` where it knows none that can be read.
    ///
    /// Packs are joined while readers are at work, and the library keeps to the ones it knows even when they are gone.
    private func packed(_ id: ObjectID) throws(GitError) -> GitObject? {
        var name = id.libraryForm
        var raw: OpaquePointer?
        guard git_odb_exists_ext(packs, &name, UInt32(GIT_ODB_LOOKUP_NO_REFRESH.rawValue)) == 1,
            git_odb_read(&raw, packs, &name) == 0, let raw
        else { return nil }
        defer { git_odb_object_free(raw) }
        guard
            let kind = GitObject.Kind(rawValue: UInt8(truncatingIfNeeded: git_odb_object_type(raw).rawValue))
        else {
            throw .malformed(id)
        }
        let buffer = UnsafeRawBufferPointer(start: git_odb_object_data(raw), count: git_odb_object_size(raw))
        return GitObject(trusting: id, kind, Array(buffer))
    }

    /// How many bytes an object has, without reading them.
    ///
    /// - Throws: ``GitError/missing(_:)`` when it is not there or damaged.
    package func size(of id: ObjectID) throws(GitError) -> Int {
        var (name, size, kind) = (id.libraryForm, 0, GIT_OBJECT_INVALID)
        if git_odb_read_header(&size, &kind, database, &name) == 0 { return size }
        // As for reading: what libgit2 remembers of packs may be of yesterday.
        git_odb_refresh(database)
        guard git_odb_read_header(&size, &kind, database, &name) == 0 else { throw .missing(id) }
        return size
    }

    /// Whether an object is there and sound.
    package func holds(_ id: ObjectID) -> Bool { (try? stored(id)) != nil }

    package func commit(_ id: ObjectID) throws(GitError) -> Commit {
        if let commit = recentCommits.value(id) { return commit }
        let object = try object(id)
        guard object.kind == .commit, let commit = Commit(bytes: object.bytes) else { throw .malformed(id) }
        recentCommits.keep(commit, as: id, cost: object.bytes.count + 256)
        return commit
    }

    package func tree(_ id: ObjectID) throws(GitError) -> Tree {
        let object = try object(id)
        guard object.kind == .tree, let tree = Tree(bytes: object.bytes) else { throw .malformed(id) }
        return tree
    }

    package func blob(_ id: ObjectID) throws(GitError) -> [UInt8] {
        let object = try object(id)
        guard object.kind == .blob else { throw .malformed(id) }
        return object.bytes
    }

    /// Whether `ancestor` is `descendant` or lies in its history.
    package func isAncestor(_ ancestor: ObjectID, of descendant: ObjectID) throws(GitError) -> Bool {
        var seen: Set<ObjectID> = [descendant]
        var waiting = [descendant]
        var next = 0
        while next < waiting.count {
            if waiting[next] == ancestor { return true }
            for parent in try commit(waiting[next]).parents where seen.insert(parent).inserted {
                waiting.append(parent)
            }
            next += 1
        }
        return false
    }

    /// The best common ancestors of two commits, in the order of their ids; none where they share no history.
    package func mergeBases(_ one: ObjectID, _ other: ObjectID) throws(GitError) -> [ObjectID] {
        var (left, right) = (one.libraryForm, other.libraryForm)
        var found = git_oidarray()
        let status = git_merge_bases(&found, repository, &left, &right)
        defer { git_oidarray_dispose(&found) }
        if status == GIT_ENOTFOUND.rawValue { return [] }
        try git("git_merge_bases") { status }
        let ids = UnsafeBufferPointer(start: found.ids, count: found.count)
        return ids.compactMap { id in withUnsafeBytes(of: id) { ObjectID(bytes: Array($0)[...]) } }
            .sorted { $0.hex < $1.hex }
    }

    /// What the library's walk leaves of a commit's history.
    func walked(to head: ObjectID, notTo known: [ObjectID]) throws(GitError) -> Set<ObjectID> {
        var walk: OpaquePointer?
        try git("git_revwalk_new") { git_revwalk_new(&walk, repository) }
        defer { git_revwalk_free(walk) }
        var form = head.libraryForm
        try git("git_revwalk_push") { git_revwalk_push(walk, &form) }
        for id in known {
            var form = id.libraryForm
            try git("git_revwalk_hide") { git_revwalk_hide(walk, &form) }
        }
        var found: Set<ObjectID> = []
        var next = git_oid()
        while true {
            let status = git_revwalk_next(&next, walk)
            if status == GIT_ITEROVER.rawValue { return found }
            // A walk that broke off would leave out commits that nobody then looks at.
            try git("git_revwalk_next") { status }
            if let id = withUnsafeBytes(of: next, { ObjectID(bytes: Array($0)[...]) }) { found.insert(id) }
        }
    }

    /// A unified difference of two texts with three lines of context; empty when they are equal.
    package func difference(_ old: String, _ new: String, name: String) throws(GitError) -> String {
        var patch: OpaquePointer?
        let (before, after) = (Array(old.utf8), Array(new.utf8))
        try git("git_patch_from_buffers") {
            before.withUnsafeBytes { left in
                after.withUnsafeBytes { right in
                    git_patch_from_buffers(
                        &patch, left.baseAddress, left.count, name, right.baseAddress, right.count, name, nil)
                }
            }
        }
        defer { git_patch_free(patch) }
        var buffer = git_buf()
        defer { git_buf_dispose(&buffer) }
        try git("git_patch_to_buf") { git_patch_to_buf(&buffer, patch) }
        guard let text = buffer.ptr, buffer.size > 0 else { return "" }
        let bytes = UnsafeRawBufferPointer(start: text, count: buffer.size)
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Runs one libgit2 call and throws its status with the library's own words, read before anything else can
/// overwrite them.
func git(_ function: String, _ call: () -> Int32) throws(GitError) {
    let status = call()
    if status < 0 { throw .lastError(function: function, status: status) }
}

extension GitError {
    static func lastError(function: String, status: Int32) -> GitError {
        let message = git_error_last().map { String(cString: $0.pointee.message) } ?? ""
        return .library(function: function, status: status, message: message)
    }
}

extension ObjectID {
    fileprivate var libraryForm: git_oid {
        var form = git_oid()
        withUnsafeMutableBytes(of: &form) { $0.copyBytes(from: bytes) }
        return form
    }
}

extension GitObject {
    fileprivate init(trusting id: ObjectID, _ kind: Kind, _ bytes: [UInt8]) {
        self.id = id
        self.kind = kind
        self.bytes = bytes
    }
}
