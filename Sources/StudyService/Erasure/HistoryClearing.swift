internal import StudyArchive
internal import StudyModel

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Takes away what a history that was made anew left behind in this copy: references, git's own notes of them, objects.
///
/// Every step may be repeated; together they end with a repository that holds what its branches lead to, and nothing else.
struct HistoryClearing: Sendable {
    let folder: StudyFolder
    /// Commits that held what was erased.
    let denied: Set<String>
    /// Objects of what was erased, as far as they are known here.
    let gone: Set<String>
    let hooks: ErasureHooks

    private var git: GitProcess { GitProcess(folder: folder.path) }

    /// - Returns: the branches and tags that led to what was erased, and are gone.
    func run() async throws(StudyError) -> [String] {
        let removed = try await clearReferences()
        clearNotes()
        hooks.reach(.referencesCleared)
        try await git.run(["read-tree", "--reset", "HEAD"])
        try await git.run(["reflog", "expire", "--expire=now", "--expire-unreachable=now", "--all"])
        try await git.run(["repack", "-q", "-a", "-d", "-l"])
        hooks.reach(.packed)
        try await git.run(["prune", "--expire=now"])
        try await git.run(["prune-packed", "-q"])
        clearEmptyFolders()
        hooks.reach(.pruned)
        return removed
    }

    /// Removes every reference that leads to what was erased: branches and tags made by hand, the stash, what was seen of remotes.
    private func clearReferences() async throws(StudyError) -> [String] {
        var removed: [String] = []
        let kept = ["refs/heads/main", "refs/heads/audit"]
        let listing = try await git.run(["for-each-ref", "--format=%(refname) %(objecttype)"])
        for line in listing.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            guard let name = words.first, !kept.contains(name), words.last != "blob" else { continue }
            let commits = try await git.run(["rev-list", name])
            let leadsThere = commits.split(separator: "\n").contains { denied.contains(String($0)) }
            guard leadsThere || name.hasPrefix("refs/rir/incoming/") else { continue }
            try await git.run(["update-ref", "-d", name])
            if !name.hasPrefix("refs/rir/") { removed.append(name) }
        }
        return removed
    }

    /// Removes what git keeps beside its references: where they stood, what was fetched and merged last, messages in the making.
    private func clearNotes() {
        let files = [
            "ORIG_HEAD", "FETCH_HEAD", "MERGE_HEAD", "MERGE_MSG", "MERGE_MODE", "AUTO_MERGE", "SQUASH_MSG",
            "COMMIT_EDITMSG", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD", "BISECT_LOG", "logs",
            "rr-cache", "filter-repo", "rebase-merge", "rebase-apply", "sequencer", "refs/original",
            "objects/info/commit-graph", "objects/info/commit-graphs", "objects/pack/multi-pack-index",
        ]
        for name in files { try? FileManager.default.removeItem(atPath: "\(folder.path)/.git/\(name)") }
    }

    /// Removes folders of the study that nothing is left in: their names are days on which there was something.
    private func clearEmptyFolders() {
        let files = FileManager.default
        let all = (try? files.subpathsOfDirectory(atPath: folder.path)) ?? []
        // The deepest first, so that what becomes empty goes as well.
        for path in all.sorted(by: >) where !path.hasPrefix(".") && path != "hooks" {
            let place = "\(folder.path)/\(path)"
            if StudyFiles.isFolder(place), StudyFiles.names(in: place).isEmpty {
                StudyFiles.removeFolder(place)
            }
        }
    }

    // MARK: Searching

    /// Searches every object and every file of the folder.
    ///
    /// - Parameter words: what is looked for; where nobody knows it any more, only the objects that held it are.
    func search(_ words: [ErasedWords]) async throws(StudyError) -> ErasureReceipt.Searched {
        let listing = try await git.run([
            "cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objectname)",
        ])
        let objects = listing.split(separator: "\n").map(String.init)
        var found = objects.filter { denied.contains($0) || gone.contains($0) }
        let files = files()
        if words.contains(where: { $0.count > 0 }) {
            found += try await ArchiveSweep(folder: folder).find(in: objects) { bytes in
                words.contains { $0.remain(in: bytes) }
            }
            for file in files {
                guard let data = FileManager.default.contents(atPath: "\(folder.path)/\(file)") else {
                    continue
                }
                let bytes = Array(data)
                if words.contains(where: { $0.remain(in: bytes) }) { found.append(file) }
            }
        }
        return .init(objects: objects.count, files: files.count, found: try await named(found))
    }

    /// Objects by the file they are a version of, where there is one, so that a person can look at it.
    private func named(_ found: [String]) async throws(StudyError) -> [String] {
        let objects = Set(found.filter { ErasureReceipt.isObject($0) })
        if objects.isEmpty { return found }
        var paths: [String: String] = [:]
        for line in try await git.run(["rev-list", "--objects", "--all"]).split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            if parts.count == 2, objects.contains(parts[0]) { paths[parts[0]] = parts[1] }
        }
        return Set(found.map { paths[$0] ?? $0 }).sorted()
    }

    /// Every file of the folder but those of git's object store, whose objects are searched one by one.
    private func files() -> [String] {
        let all = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        return all.filter {
            !$0.hasPrefix(".git/objects/") && !StudyFiles.isFolder("\(folder.path)/\($0)")
        }
    }
}
