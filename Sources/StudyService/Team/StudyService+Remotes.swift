internal import StudyArchive
package import StudyModel

extension StudyService {
    /// The remotes of this copy, by name; they stand in the repository's own configuration, where git finds them too.
    package func remotes() async throws(StudyError) -> [Remote] {
        let listing = try? await GitProcess(folder: path).run([
            "config", "--get-regexp", "^remote\\..*\\.url$",
        ])
        return (listing ?? "").split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ", maxSplits: 1)
            guard words.count == 2 else { return nil }
            let name = words[0].dropFirst("remote.".count).dropLast(".url".count)
            return Remote(name: String(name), address: String(words[1]))
        }.sorted { $0.name < $1.name }
    }

    /// Enters a remote.
    ///
    /// - Throws: `remote.invalid` for a name or an address that can't be one, or a name that is taken.
    package func addRemote(_ remote: Remote) async throws(StudyError) -> [Remote] {
        guard Remote.isName(remote.name) else {
            throw StudyError(
                .remoteInvalid, "That is no name for a remote.",
                hint: "Use letters, digits and dashes: 'origin'.")
        }
        _ = try transport(to: remote)
        guard try await remotes().allSatisfy({ $0.name != remote.name }) else {
            throw StudyError(
                .remoteInvalid, "There is a remote '\(remote.name)' already.",
                hint: "Take it out first: 'rir remote remove \(remote.name)'.")
        }
        let git = GitProcess(folder: path)
        try await git.run(["config", "remote.\(remote.name).url", remote.address])
        try await git.run([
            "config", "remote.\(remote.name).fetch", "+refs/heads/*:refs/remotes/\(remote.name)/*",
        ])
        return try await remotes()
    }

    /// git on its way to a remote.
    ///
    /// - Throws: `remote.invalid` for an address that is refused.
    func transport(to remote: Remote, agent: String? = nil) throws(StudyError) -> GitTransport {
        try GitTransport(folder: path, address: remote.address, agent: agent, in: surroundings)
    }

    /// Forgets a remote; what came from it stays.
    ///
    /// - Throws: `remote.not_found`.
    package func removeRemote(_ name: String) async throws(StudyError) -> [Remote] {
        let remote = try await remote(name)
        let git = GitProcess(folder: path)
        try await git.run(["config", "--remove-section", "remote.\(remote.name)"])
        for branch in ["main", "audit"] {
            _ = try? await git.run(["update-ref", "-d", "refs/rir/seen/\(remote.name)/\(branch)"])
        }
        return try await remotes()
    }

    /// A remote by its name; without one `origin`, or the only one there is.
    ///
    /// - Throws: `remote.not_found`.
    func remote(_ name: String?) async throws(StudyError) -> Remote {
        let all = try await remotes()
        let found =
            name.map { name in all.first { $0.name == name } }
            ?? all.first { $0.name == "origin" } ?? (all.count == 1 ? all[0] : nil)
        if let found { return found }
        throw StudyError(
            .remoteNotFound,
            name.map { "There is no remote '\(VisibleText.line($0))'." } ?? "This copy has no remote.",
            hint: "'rir remote show' lists them; 'rir remote add ADDRESS' enters one.")
    }
}
