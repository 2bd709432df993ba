internal import StudyArchive
internal import StudyIndex
internal import StudyModel
internal import Vault

/// The member's own private memos, while the vault is open.
struct PrivateMemos: Sendable {
    /// What it was read from, so that files which come back from a copy are seen.
    var sealed: [MemoID: [SealedName]]
    var memos: [MemoID: StoredMemo] = [:]
    /// Vault path to what is wrong, as a sentence.
    var unreadable: [String: String] = [:]
}

/// Private memos lie in the vault, each version as `memos/<memo>-<operation>.member-<member>.age`: the text of the
/// memo's file, sealed with a key that opens to its writer alone (decision 0017).
extension StudyService {
    /// Refuses what can't be private.
    ///
    /// - Throws: `memo.invalid`, `vault.absent`, `vault.locked`.
    func requirePrivacy(of kind: Memo.Kind) async throws(StudyError) {
        guard kind == .reflexive else {
            throw StudyError(
                .memoInvalid, "Only a reflexive memo can be private.",
                hint: "What the team builds on must be open to the team: leave --private out.")
        }
        try await requireOpenVault()
    }

    /// - Throws: `vault.absent`, `vault.locked`.
    func requireOpenVault() async throws(StudyError) {
        guard vault.exists else { throw vault.absence }
        guard await vault.isOpen else { throw Vault.locked }
    }

    /// The versions of the member's own private memos, oldest first; told while the vault is locked too.
    func sealedMemos() -> [MemoID: [SealedName]] {
        var found: [MemoID: [SealedName]] = [:]
        for name in vault.names(on: .memos) where name.key == .member(archive.member) {
            if let id = name.memo { found[id, default: []].append(name) }
        }
        return found
    }

    /// The member's own private memos.
    ///
    /// - Throws: `vault.locked`.
    func privateMemos() async throws(StudyError) -> PrivateMemos {
        let sealed = sealedMemos()
        if let memos = known.memos, memos.sealed == sealed { return memos }
        let withdrawn = try await withdrawnPeople()
        var found = PrivateMemos(sealed: sealed)
        for names in sealed.values {
            guard let name = names.last else { continue }
            do throws(StudyError) {
                let memo = try await privateMemo(name)
                found.memos[memo.id] = StoredMemo(
                    try await withholding(withdrawn, in: memo), isPrivate: true)
            } catch {
                if error.code == .vaultLocked { throw error }
                found.unreadable[name.path] = error.message
            }
        }
        guard await vault.isOpen else { throw Vault.locked }
        known.memos = found
        return found
    }

    private func privateMemo(_ name: SealedName) async throws(StudyError) -> Memo {
        let bytes = try await vault.read(name)
        do throws(PeopleTextFailure) { return try MemoText.memo(from: bytes) } catch {
            throw StudyError(.vaultDamaged, "It is not as the format says: \(error.sentence)")
        }
    }

    /// Seals a version of a private memo.
    ///
    /// - Returns: the commitment for the log: SHA-256 over the bytes of the memo's nonce and its text.
    func seal(_ memo: Memo, in operation: OperationID) async throws(StudyError) -> String {
        let bytes = Array(MemoText.text(of: memo).utf8)
        let name = SealedName(.memos, "\(memo.id.rawValue)-\(operation.rawValue)", try await vault.ownKey())
        try await vault.keep([(name, bytes)])
        known.memos = nil
        return Commitment.hex(salt: memo.nonce, bytes)
    }

    /// Removes every version of a private memo.
    func destroy(_ memo: MemoID) async throws(StudyError) {
        for name in sealedMemos()[memo] ?? [] { try await vault.remove(name) }
        known.memos = nil
    }

    /// Removes the version of a private memo that an operation made, so that the one before is the newest again.
    func takeBackPrivateMemo(of operation: OperationID) async throws(StudyError) {
        for name in sealedMemos().values.joined() where name.memoOperation == operation {
            try await vault.remove(name)
            known.memos = nil
        }
    }

    // MARK: After a withdrawal or the end of a record's time

    /// What to do about the member's private memos that are about records which left the study: nobody else can.
    func privateMemoAdvice() async throws(StudyError) -> [String] {
        guard vault.exists, await vault.isOpen else { return [] }
        var stray: [MemoID] = []
        for stored in try await privateMemos().memos.values {
            for record in Set(stored.memo.links.compactMap(\.record))
            where try await index.isRemoved(record) == nil {
                stray.append(stored.memo.id)
                break
            }
        }
        guard let first = stray.min() else { return [] }
        return [
            stray.count == 1
                ? "1 private memo of yours is about a record that left the study: 'rir memo show \(first)', then 'rir memo remove \(first)' if it should go too."
                : "\(stray.count) private memos of yours are about records that left the study, \(first) among them: 'rir memo remove' takes away what should go too."
        ]
    }

    /// Those who withdrew from the analysis, and the records that changed.
    func withdrawnPeople() async throws(StudyError) -> [(handle: Handle, records: Set<RecordID>)] {
        var people: [(handle: Handle, records: Set<RecordID>)] = []
        for path in try await reader.files(below: "decisions") where Withdrawal.isPath(path) {
            guard let bytes = try await reader.file(path),
                let withdrawal = try? WithdrawalText.withdrawal(from: bytes),
                withdrawal.option != .stopFurtherUse
            else { continue }
            let records = try await index.changes(of: withdrawal.id).map { $0.0 }
            people.append((withdrawal.participant, Set(records)))
        }
        return people
    }

    /// A private memo as it may be read: what was withdrawn while it could not be opened is left out all the same.
    private func withholding(
        _ people: [(handle: Handle, records: Set<RecordID>)], in memo: Memo
    ) async throws(StudyError) -> Memo {
        var memo = memo
        for person in people {
            var bodies: [RecordID: String?] = [:]
            for id in Set(memo.links.compactMap(\.record)) where person.records.contains(id) {
                let isGone = try await index.isRemoved(id) != false
                bodies.updateValue(isGone ? nil : try await reader.record(id).record.body, forKey: id)
            }
            memo = memo.withholding(person.handle, bodies: bodies)
        }
        return memo
    }

    /// Seals the member's private memos anew without a participant; nothing while the vault is locked.
    ///
    /// - Returns: the commitments for the log.
    func sealPrivateMemos(
        withholding handle: Handle, bodies: [RecordID: String?], in operation: OperationID
    ) async throws(StudyError) -> [String] {
        guard vault.exists, await vault.isOpen else { return [] }
        var commitments: [String] = []
        for stored in try await privateMemos().memos.values {
            var memo = stored.memo.withholding(handle, bodies: bodies)
            if memo == stored.memo { continue }
            memo.advance(by: archive.member, at: surroundings.now, nonce: surroundings.nonce())
            commitments.append(try await seal(memo, in: operation))
        }
        return commitments
    }

    /// Removes what private memos said before an operation that sealed them anew.
    func removePrivateMemos(before operation: OperationID) async throws(StudyError) {
        for names in sealedMemos().values where names.last?.memoOperation == operation {
            for name in names.dropLast() { try await vault.remove(name) }
        }
    }
}

extension SealedName {
    /// The memo a file on the shelf of memos is of.
    fileprivate var memo: MemoID? {
        memoOperation == nil ? nil : MemoID(rawValue: String(id.dropLast(27)))
    }

    /// The operation that made a file on the shelf of memos.
    fileprivate var memoOperation: OperationID? {
        id.utf8.count == 39 ? OperationID(rawValue: String(id.suffix(26))) : nil
    }
}
