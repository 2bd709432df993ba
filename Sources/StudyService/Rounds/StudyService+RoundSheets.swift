internal import StudyArchive
internal import StudyIndex
internal import StudyModel
internal import Vault

/// What lies in the sealed sheets of an open round.
extension StudyService {
    /// The codings of an opened sheet, as they were when it was sealed.
    static func sheet(_ bytes: [UInt8], of record: RecordID) throws(StudyError) -> [Coding] {
        try codings(from: RoundSheet.unpadded(bytes), at: "the sheet of \(record)")
    }

    /// The codings of a sheet as they may be read today: on the text as it now stands, without the names and the words that were
    /// put out of the study while they lay sealed.
    ///
    /// A text changes under an open round only to protect somebody, and nothing reaches into a seal: it is caught up with here,
    /// by whoever opens it.
    func unsealed(_ codings: [Coding], of record: Record) async throws(StudyError) -> [Coding] {
        var brought: [Coding] = []
        for (origin, group) in Dictionary(grouping: codings, by: \.sha256).sorted(by: { $0.key < $1.key }) {
            let act = try await protectingAct(on: record.id, since: origin)
            brought += try await self.brought(group, to: record, in: act)
        }
        // Comments, and words that are lost, name people whether their record changed or not.
        if namePolicy != .off, let door = try await door() {
            brought = brought.map { $0.rewritten { door.replacing($0, in: [Coding].field).text } }
        }
        for person in try await withdrawnPeople() {
            brought = brought.map { $0.rewritten { $0.withholding(person.handle) } }
        }
        return brought.sorted { $0.id < $1.id }
    }

    /// What seals for the member at work here; a copy of the study that has no vault yet gets one.
    func ownRecipient() async throws(StudyError) -> String {
        if !vault.exists { try await vault.make() }
        return try vault.ownRecipient()
    }

    /// What has been done to protect somebody in a record since it had a digest, the strongest of all.
    private func protectingAct(
        on record: RecordID, since origin: String
    ) async throws(StudyError) -> OperationSummary.Act {
        let history = try await index.history(record)
        guard let known = history.lastIndex(where: { $0.sha256 == origin }) else { return .anchor }
        var acts: Set<OperationSummary.Act> = []
        for version in history[(known + 1)...] {
            if let operation = try await index.operation(version.operation) { acts.insert(operation.act) }
        }
        return [.withdrawal, .pseudonymise].first(where: acts.contains) ?? .anchor
    }
}

extension Round {
    /// Seals for one of the round's coders, and for whoever closes it.
    ///
    /// - Throws: `round.invalid` for a round that has no key; `vault.recipient`.
    func sealed(_ bytes: [UInt8], for coder: String) throws(StudyError) -> [UInt8] {
        guard let key else {
            throw StudyError(
                .roundInvalid, "The round '\(id)' is open and has no key to seal its sheets with.",
                hint: "Bring 'rounds/\(id).yaml' back with git and run 'rir adopt'.")
        }
        return try Vault.seal(bytes, for: [coder, key])
    }
}
