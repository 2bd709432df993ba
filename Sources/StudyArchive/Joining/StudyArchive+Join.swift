internal import GitStore
package import StudyModel
internal import Synchronization

/// What joining with another copy of the study did.
package struct JoinOutcome: Hashable, Sendable {
    package enum Way: String, Hashable, Sendable, Codable {
        /// The other copy had nothing new.
        case nothing
        /// This copy had nothing of its own; it now stands where the other does.
        case forward
        /// Both had something.
        case joined
    }

    package var way: Way
    /// How many questions the join asked.
    package var questions: Int
}

extension StudyArchive {
    /// Joins what another copy of the study holds with what this one holds: `main` and the logs, in one durable step.
    ///
    /// - Parameters:
    ///   - main: the other copy's `main`, whose objects are here and were checked (``IncomingCheck``).
    ///   - audit: its logs.
    ///   - isAnswered: whether somebody answers for all of it already; `false` where that is about to be done here.
    /// - Throws: `sync.refused` where it is another study, or a device's log there contradicts the one here; `record.hand_edited`
    ///   for a file changed by hand that would be written over; `storage.failed`. Nothing is changed then.
    package func join(
        main: String, audit: String?, isAnswered: Bool = true
    ) throws(StudyError) -> JoinOutcome {
        try requireWritable()
        try recoverIfNeeded()
        guard let theirs = ObjectID(hex: main) else { throw Self.noCommit }
        var writing = Writing(heads: heads, log: log, editor: editor)
        writing.isSound = isAnswered
        var outcome = JoinOutcome(way: .nothing, questions: 0)
        try joinLogs(audit, &writing)
        try speaking { () throws(GitError) in
            try joinMain(heads.main, theirs, &writing, &outcome)
            try placeFiles(&writing)
        }
        if try speaking({ () throws(GitError) in try repository.mergeBases(heads.main, theirs) }).isEmpty {
            throw StudyError(
                .syncRefused, "The remote holds another study than this one.",
                hint: "Look at its address with 'rir remote show'.")
        }
        if writing.heads == heads { return outcome }
        try finish(&writing)
        return outcome
    }

    /// Makes a join durable and brings it into the working files.
    func finish(_ writing: inout Writing) throws(StudyError) {
        // What git fetched must not come later to the disk than the journal that refers to it.
        try speaking { () throws(GitError) in try disk.flushAll(folder.path) }
        for file in writing.files {
            if file.bytes != nil { try requirePlace(file.path) }
            let current = Files.read("\(folder.path)/\(file.path)")
            if let current, current != file.bytes, try current != known(file.path) {
                throw .handEdited("'\(file.path)'")
            }
        }
        try speaking { () throws(GitError) in try makeDurable(&writing) }
        try apply(writing)
    }

    /// Refuses a file where a folder is, or below a file: nothing may fail once the journal has it.
    private func requirePlace(_ path: String) throws(StudyError) {
        var place = folder.path
        var isBlocked = Files.isFolder("\(folder.path)/\(path)")
        for part in path.split(separator: "/").dropLast() {
            place += "/\(part)"
            if Files.exists(place), !Files.isFolder(place) { isBlocked = true }
        }
        guard isBlocked else { return }
        throw StudyError(
            .syncRefused,
            "The remote holds a file '\(VisibleText.line(path))' where a folder is here, or the other way round.",
            hint: "Move what lies there out of the study's folder, then run 'rir sync' again.")
    }

    static var noCommit: StudyError {
        StudyError(.syncRefused, "The remote names a commit that is none.", hint: "Run 'git fsck' there.")
    }

    func joinLogs(_ audit: String?, _ writing: inout Writing) throws(StudyError) {
        guard let audit else { return }
        guard let theirs = ObjectID(hex: audit) else { throw Self.noCommit }
        guard let ours = heads.audit, let tree = heads.auditTree, ours != theirs else { return }
        let (bases, other, joined) = try speaking { () throws(GitError) in
            var union = LogUnion(repository: repository)
            let other = try repository.commit(theirs).tree
            return (
                try repository.mergeBases(ours, theirs), other,
                try union.tree(of: tree, other)
            )
        }
        if let device = joined.forked { throw .forked(device) }
        if bases == [theirs] { return }
        try speaking { () throws(GitError) in
            if bases == [ours], joined.tree == other {
                (writing.heads.audit, writing.heads.auditTree) = (theirs, other)
                return
            }
            let commit = try JoinCommit.commit(ours, theirs, tree: joined.tree, in: repository)
            writing.objects += joined.objects + [commit]
            (writing.heads.audit, writing.heads.auditTree) = (commit.id, joined.tree)
        }
    }

    /// Joins two ends of `main`, of which one is to be this copy's.
    func joinMain(
        _ ours: ObjectID, _ theirs: ObjectID, _ writing: inout Writing, _ outcome: inout JoinOutcome
    ) throws(GitError) {
        let bases = try repository.mergeBases(ours, theirs)
        if bases.isEmpty || bases == [theirs] { return }
        if bases == [ours] {
            outcome.way = .forward
            writing.heads.main = theirs
            writing.heads.mainTree = try repository.commit(theirs).tree
        } else {
            let join = try JoinCommit.ofMain(ours, theirs, in: repository)
            outcome = JoinOutcome(way: .joined, questions: join.questions)
            writing.isSound = false
            writing.objects += join.objects + [join.commit]
            (writing.heads.main, writing.heads.mainTree) = (join.commit.id, join.tree)
            for object in join.objects where object.kind == .tree { writing.editor.take(object) }
        }
    }

    /// Notes which working files a join changes.
    func placeFiles(_ writing: inout Writing) throws(GitError) {
        let made = Dictionary(writing.objects.map { ($0.id, $0.bytes) }) { first, _ in first }
        for change in try writing.editor.changes(from: heads.mainTree, to: writing.heads.mainTree) {
            guard let id = change.new else {
                writing.files.append((change.path, nil))
                continue
            }
            let bytes = if let bytes = made[id] { bytes } else { try repository.blob(id) }
            writing.files.append((change.path, bytes))
        }
    }

    /// Moves a reference of this copy's own to a commit, such as one that says where a remote was seen.
    package func move(_ reference: String, to commit: String) throws(StudyError) {
        guard let commit = ObjectID(hex: commit) else { throw Self.noCommit }
        try speaking { () throws(GitError) in
            let place = "\(repository.gitFolder)/\(reference)"
            try disk.makeFolder(String(place[..<(place.lastIndex(of: "/") ?? place.endIndex)]))
            try refs.move(reference, from: refs.read(reference), to: commit)
        }
    }

    /// Where the branches stand, as git names them.
    package var branches: (main: String, audit: String?) { (heads.main.hex, heads.audit?.hex) }
}

extension StudyError {
    /// Two logs of one device that contradict each other.
    static func forked(_ device: String) -> StudyError {
        StudyError(
            .syncRefused,
            "The log of the device \(device) on the remote contradicts the one here; nothing was taken over.",
            hint:
                "Somebody rewrote it, or a copy of that device's folder was worked in twice. Keep both copies and ask its owner."
        )
    }

    /// A log that is not what somebody signed.
    static func contradicted(_ contradiction: LogStates.Contradiction) -> StudyError {
        StudyError(
            .syncRefused, "\(contradiction.words) Nothing was taken over or sent.",
            hint:
                "Somebody rewrote a log, or a copy of that device's folder was worked in twice. Keep both copies and ask its owner."
        )
    }
}
