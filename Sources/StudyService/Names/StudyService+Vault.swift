internal import Pseudonymisation
internal import StudyArchive
package import StudyModel
internal import Vault

/// The vault at a glance.
package struct VaultView: Sendable {
    package var exists: Bool
    package var isOpen: Bool
    package var policy: NamePolicy
    package var hasPassphrase: Bool
    /// The file with the identity; `nil` where this machine has no place for one.
    package var identityFile: String?
    package var locksAt: Timestamp?
    /// Member, recipient, and whether it is the member at work here.
    package var members: [(member: MemberID, recipient: String, isSelf: Bool)] = []
    package var participants = 0
    /// Entries of the key table by kind; `nil` while the vault is locked.
    package var people: Int?
    package var places: Int?
    package var organisations: Int?
    package var originals = 0
    package var waiting = 0
    /// Records that went in by this unlocking.
    package var cleared: Int?
}

extension StudyService {
    package func vaultView() async throws(StudyError) -> VaultView {
        var view = VaultView(
            exists: vault.exists, isOpen: await vault.isOpen, policy: namePolicy,
            hasPassphrase: vault.hasPassphrase, identityFile: surroundings.identityFile, locksAt: locksAt)
        guard view.exists else { return view }
        view.members = try vault.memberList().map { ($0.member, $0.recipient, $0.member == archive.member) }
        view.participants = vault.participants.count
        view.originals = vault.names(on: .originals).count
        view.waiting = inboxIDs().count
        guard view.isOpen else { return view }
        let entries = try await keyTable().entries
        view.people = entries.count { $0.kind == .person }
        view.places = entries.count { $0.kind == .place }
        view.organisations = entries.count { $0.kind == .organisation }
        return view
    }

    /// Opens the vault on the start of the daemon where no passphrase protects the identity.
    ///
    /// Whatever is wrong with it is said when it is needed.
    func openVaultQuietly() async {
        guard vault.exists, !vault.hasPassphrase else { return }
        _ = try? await vault.unlock()
    }

    /// Opens the vault, and takes in what came while it was locked and names nobody else.
    ///
    /// - Parameter minutes: after which it locks itself; `nil` leaves it open while the daemon runs.
    /// - Throws: `vault.absent`, `vault.identity`, `vault.passphrase`, `vault.denied`.
    package func unlockVault(passphrase: String?, minutes: Int?) async throws(StudyError) -> VaultView {
        let session = try await vault.unlock(passphrase: passphrase)
        forget()
        lockTask?.cancel()
        locksAt = minutes.map { Timestamp(secondsSinceEpoch: surroundings.now.secondsSinceEpoch + $0 * 60) }
        lockTask = minutes.map { minutes in
            Task {
                guard (try? await Task.sleep(for: .seconds(minutes * 60))) != nil else { return }
                await self.lockVault(session: session)
            }
        }
        await finishErasures()
        let cleared = try await takeInWhatCameWhileLocked()
        var view = try await vaultView()
        view.cleared = cleared
        return view
    }

    package func lockVault() async throws(StudyError) -> VaultView {
        guard vault.exists else { throw vault.absence }
        lockTask?.cancel()
        await vault.lock()
        forget()
        return try await vaultView()
    }

    private func lockVault(session: Int) async {
        await vault.lock(session: session)
        if await !vault.isOpen { forget() }
    }

    private func forget() {
        known = VaultMemory()
        madeDoor = nil
        locksAt = nil
    }

    /// Sets, changes or removes the passphrase of the person's identity, which opens all their vaults.
    package func changePassphrase(from current: String?, to new: String?) async throws(StudyError)
        -> VaultView
    {
        guard let file = surroundings.identityFile else { throw Vault.noIdentity }
        try PersonIdentity(path: file).change(from: current, to: new)
        return try await vaultView()
    }

    package func grantVault(to member: MemberID, recipient: String) async throws(StudyError) -> VaultView {
        try await vault.grant(member, recipient: recipient)
        return try await vaultView()
    }

    package func revokeVault(from member: MemberID) async throws(StudyError) -> VaultView {
        try await vault.revoke(member)
        return try await vaultView()
    }

    /// Opens every file of the vault, and compares originals with their commitments.
    package func checkVault() async throws(StudyError) -> (
        files: Int, bytes: Int, others: Int, findings: [CheckReport.Finding]
    ) {
        var check = try await vault.check()
        for name in vault.names(on: .originals) {
            guard let bytes = try? await vault.read(name), let note = vault.note(.originals, name.id),
                let original = try? SealedOriginal(sealed: bytes),
                let said: OriginalNote = try? SealedJSON.value(of: note)
            else { continue }
            if original.commitment != said.commitment {
                check.findings.append(
                    .init(
                        code: "vault.commitment",
                        message: "\(name.path) is not what its commitment says."))
            }
        }
        return (check.files, check.bytes, check.others, check.findings)
    }
}
