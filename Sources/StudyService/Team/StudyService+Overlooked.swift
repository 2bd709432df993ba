internal import StudyArchive
internal import StudyModel

extension StudyService {
    /// Carries withdrawals on into what others did in their copies before they knew of them.
    ///
    /// A withdrawal reaches what its copy holds. What was written elsewhere meanwhile comes to it with a join, and what of
    /// that is the participant's goes in a step of its own, by whoever notices first. Whoever may not write leaves it to the
    /// others.
    ///
    /// For use inside ``writing(_:)``, with the index at the state that was joined.
    func carryOnWithdrawals() async throws(StudyError) {
        let head = await archive.branches.main
        let seen = await reader.reference(Self.carriedOn)
        if seen == head { return }
        guard let role = try await ownRole(), role != "reader", ownEntry != nil else { return }
        let overlooked = try await OverlookedWithdrawals(folder: archive.folder)
            .files(leadingTo: head, notTo: seen)
        for (path, files) in overlooked.sorted(by: { $0.key < $1.key }) {
            guard let bytes = try await reader.file(path),
                let withdrawal = try? WithdrawalText.withdrawal(from: bytes)
            else { continue }
            try await carryOn(withdrawal, into: files)
        }
        try await GitProcess(folder: self.path).run(["update-ref", Self.carriedOn, head])
    }

    /// Up to where joins were looked at for what a withdrawal did not reach.
    static let carriedOn = "refs/rir/carried-on"

    private func carryOn(
        _ withdrawal: Withdrawal, into files: Set<String>
    ) async throws(StudyError) {
        let handle = withdrawal.participant
        guard let bytes = try await reader.file(CaseID(handle).path),
            let value = try? CaseText.value(from: bytes)
        else { return }
        var operation = ArchiveOperation(
            id: surroundings.operationID(), act: .withdrawal, by: archive.member, at: surroundings.now)
        let ended = ended(value, by: withdrawal)
        if ended != value {
            operation.files.updateValue(Array(CaseText.text(of: ended).utf8), forKey: CaseID(handle).path)
        }
        if withdrawal.option != .stopFurtherUse {
            var held = try await everything(about: handle.rawValue)
            held.records.removeAll { !files.contains($0.record.id.path) }
            try await withhold(handle, held, in: &operation)
            // Whoever knew of the withdrawal may write what they decide to write.
            operation.files = operation.files.filter { path, _ in
                files.contains(path) || path == CaseID(handle).path || MergeQuestion.id(ofPath: path) != nil
            }
        }
        if operation.files.isEmpty, operation.records.isEmpty { return }
        _ = try await commit([operation])[0].get()
    }
}
