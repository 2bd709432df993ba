internal import StudyArchive
package import StudyModel

/// A copy of a study that was just made.
package struct CloneOutcome: Sendable {
    package var path: String
    package var title: String
    package var request: JoinRequest
    /// What to read to the lead.
    package var code: String
    package var records: Int
    package var commits: Int
    /// The lead's key as this copy met it first; whoever wants to be sure has it read out.
    package var leadKey: String
}

extension Studies {
    /// Makes a copy of the study at an address, and asks its lead to be taken into the team.
    ///
    /// Everything is checked as from a stranger first: every commit since the study was made.
    ///
    /// - Parameters:
    ///   - member: the id wished for; `nil` takes the next that is free.
    ///   - agent: the socket of the ssh agent of whoever asks; `nil` for that of this process.
    /// - Throws: `remote.invalid`, `sync.unreachable`, `sync.denied`, `sync.refused`, `study.exists`, `vault.identity`. What was made of the folder
    ///   before a failure is gone.
    package func clone(
        _ address: String, to path: String, as member: MemberID?, agent: String? = nil
    ) async throws(StudyError) -> CloneOutcome {
        let recipient = try ownRecipient()
        let transport = try GitTransport(
            folder: path, address: address, agent: agent, in: surroundings)
        try StudyArchive.beginClone(at: path)
        do throws(StudyError) {
            let outcome = try await fill(path, from: transport, as: member, recipient: recipient)
            let study = try await study(at: path)
            _ = try await study.addRemote(Remote(name: "origin", address: address))
            try await study.rememberWhole("origin")
            return outcome
        } catch {
            try? await close(path)
            StudyFiles.removeFolder(path)
            throw error
        }
    }

    private func fill(
        _ path: String, from transport: GitTransport, as member: MemberID?, recipient: String
    ) async throws(StudyError) -> CloneOutcome {
        let (main, audit) = ("refs/heads/main", "refs/heads/audit")
        let theirs = try await transport.references([main, audit])
        guard theirs[main] != nil, theirs[audit] != nil else {
            throw StudyError(
                .syncRefused, "There is no study at that address yet.",
                hint: "Whoever has it runs 'rir remote add' with the address and 'rir sync' first.")
        }
        try await transport.fetch([main: "refs/rir/incoming/main", audit: "refs/rir/incoming/audit"])
        let reader = try ArchiveReader(folder: StudyFolder(path: path))
        guard let head = await reader.reference("refs/rir/incoming/main"),
            let log = await reader.reference("refs/rir/incoming/audit")
        else {
            throw StudyError(.syncUnreachable, "The remote moved meanwhile.", hint: "Repeat the command.")
        }
        guard await reader.isCommit(head), await reader.isCommit(log) else {
            throw StudyError(
                .syncRefused, "The branches at that address lead to no commits.",
                hint: "Ask whoever keeps it to look at them with 'git log'.")
        }
        let check = try IncomingCheck(folder: StudyFolder(path: path))
        let found = try await check.run(main: head, audit: log, ours: nil)
        let yaml = try await reader.file("study.yaml", at: head) ?? []
        let description = try StudyDescription(yaml: String(decoding: yaml, as: UTF8.self))
        let request = try StudyArchive.finishClone(
            at: path, main: head, audit: log, as: member ?? description.freeMember, recipient: recipient)
        let object = try StudyArchive.keep(request.bytes, in: path)
        _ = try await transport.push([object: request.reference])
        let records = try await reader.files(below: "records", at: head).count
        return CloneOutcome(
            path: path, title: description.title, request: request,
            code: JoinRequest.code(Digest.hex(request.bytes)), records: records, commits: found.commits,
            leadKey: description.members.first { $0.role == "lead" }?.key ?? "")
    }
}

extension StudyDescription {
    /// The next id that no member has.
    fileprivate var freeMember: MemberID {
        let taken = Set(members.map(\.id.rawValue))
        let free = (2...9999).lazy.map { "r\($0)" }.first { !taken.contains($0) } ?? "r2"
        return MemberID(rawValue: free).unsafelyUnwrapped
    }
}
