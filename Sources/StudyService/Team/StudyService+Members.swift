internal import StudyArchive
package import StudyModel
internal import Vault

/// Somebody of the team.
package struct TeamMember: Hashable, Sendable {
    package var id: MemberID
    package var role: String
    /// Whether they work in this folder, so that what they do can be signed here.
    package var worksHere: Bool
    package var isSelf: Bool
    /// Whether they can open the vault.
    package var opensVault: Bool
}

extension StudyService {
    /// The team, in the order of study.yaml.
    package func members() async throws(StudyError) -> [TeamMember] {
        try await refreshed()
        let openers = vault.exists ? Set(try vault.memberList().map(\.member)) : []
        return try await describedNow().members.map { member in
            TeamMember(
                id: member.id, role: member.role, worksHere: archive.folder.hasKey(of: member.id),
                isSelf: member.id == archive.member, opensVault: openers.contains(member.id))
        }
    }

    /// study.yaml as it stands in git.
    func describedNow() async throws(StudyError) -> StudyDescription {
        guard let bytes = try await reader.file("study.yaml") else { return archive.description }
        return try StudyDescription(yaml: String(decoding: bytes, as: UTF8.self))
    }

    /// Takes somebody into the team who works in this folder with an identity of their own: they get a key to sign with, and
    /// can open the vault.
    ///
    /// The study has to be opened again before they, or checks, know it.
    ///
    /// - Parameter recipient: of their identity: `age1…`.
    /// - Throws: `member.invalid`, `study.invalid`, `study.read_only` for anybody but the lead, `vault.locked`,
    ///   `vault.recipient`.
    package func addMember(
        _ id: MemberID, role: String, recipient: String
    ) async throws(StudyError) -> OperationID {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> OperationID in
            // What can be refused is, before anything is made.
            let yaml = try await requireLead(toAdd: id, role: role)
            _ = try Vault.seal([], for: [recipient])
            try await vault.make()
            try await requireOpenVault()
            let key = try archive.folder.makeKey(for: id)
            let text = try StudyDescription.yaml(yaml, adding: .init(id: id, role: role, key: key))
            try await vault.grant(id, recipient: recipient)
            let operation = ArchiveOperation(
                id: surroundings.operationID(), act: .member, by: archive.member, at: surroundings.now,
                files: ["study.yaml": Array(text.utf8)])
            return try await commit([operation])[0].get().summary.id
        }
    }

    /// Refuses a new member that can't be, or whoever is not the lead.
    ///
    /// - Returns: the text of study.yaml.
    func requireLead(toAdd id: MemberID, role: String) async throws(StudyError) -> String {
        try await requireLead()
        guard ["coder", "reader", "lead"].contains(role) else {
            throw StudyError(
                .memberInvalid, "'\(role)' is no role.", hint: "A member is lead, coder or reader.")
        }
        guard let bytes = try await reader.file("study.yaml") else {
            throw StudyError(.studyInvalid, "The study has no study.yaml.", hint: "Run 'rir check'.")
        }
        let yaml = String(decoding: bytes, as: UTF8.self)
        _ = try StudyDescription.yaml(yaml, adding: .init(id: id, role: role, key: ""))
        return yaml
    }

    /// The role of the member at work here; `nil` for whoever is not in the team.
    ///
    /// Whoever has another's id and not their key is not that member.
    func ownRole() async throws(StudyError) -> String? {
        try await describedNow().members.first(where: isOwn)?.role
    }

    /// What the study said of the member at work here when it was opened.
    var ownEntry: StudyDescription.Member? { archive.description.members.first(where: isOwn) }

    private func isOwn(_ member: StudyDescription.Member) -> Bool {
        member.id == archive.member && member.key.hasPrefix(archive.publicKey)
    }

    /// Refuses whoever is not the lead.
    func requireLead() async throws(StudyError) {
        if try await ownRole() == "lead" { return }
        throw StudyError(
            .memberInvalid, "Only the lead takes somebody into the team.", hint: "Ask them.")
    }

    /// Refuses what the member at work here may not do, before anybody else would have to refuse it.
    ///
    /// - Throws: `member.invalid`.
    func requireRight(to operation: ArchiveOperation) throws(StudyError) {
        guard let role = ownEntry?.role else {
            throw StudyError(
                .memberInvalid, "You are not in the team of this study yet, so you can only read.",
                hint: "Read your code to the lead ('rir member code'); when they took you in, run 'rir sync'."
            )
        }
        if role == "reader" {
            throw StudyError(
                .memberInvalid, "You are a reader in this study, so you can only read.", hint: "Ask the lead."
            )
        }
        if role != "lead", operation.files.keys.contains("study.yaml") {
            throw StudyError(
                .memberInvalid, "Only the lead changes study.yaml.",
                hint: "'git checkout -- study.yaml' brings it back; ask the lead for the change.")
        }
    }
}
