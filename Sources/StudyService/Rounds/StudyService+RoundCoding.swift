internal import StudyArchive
internal import StudyModel
internal import Vault
internal import Workflows

/// Where the member at work here keeps their codings of one record: in the open, or sealed in a round.
enum CodingPlace: Sendable {
    /// `coding/<coder>/…`.
    case open(path: String)
    /// A sheet of a round, and what the coder did in it so far.
    case sealed(Round, RoundWork)
}

extension StudyService {
    /// The place for codings of a record.
    ///
    /// - Throws: `round.invalid` where a round can't be read, so that nobody knows who codes alone.
    func codingPlace(of record: RecordID) async throws(StudyError) -> CodingPlace {
        let coder = CoderID(archive.member)
        let rounds = try await roundMemory()
        try rounds.requireReadable()
        guard let round = rounds.blindRound(of: record, for: coder) else {
            return .open(path: CodingText.path(of: record, by: coder))
        }
        return .sealed(round, rounds.work(of: coder, in: round.id))
    }

    /// The member's own codings in a place.
    ///
    /// - Throws: `vault.locked` where they are sealed and the vault is locked.
    func ownCodings(of record: StoredRecord, in place: CodingPlace) async throws(StudyError) -> [Coding] {
        switch place {
        case .open: return try await codings(in: record.record.id, by: CoderID(archive.member))
        case .sealed(_, let work):
            guard let sealed = try await reader.file(work.sealedPath(of: record.record.id)) else { return [] }
            let codings = try Self.sheet(try await vault.openLetter(sealed), of: record.record.id)
            return try await unsealed(codings, of: record.record)
        }
    }

    /// Puts the member's codings into an operation.
    func put(
        _ codings: [Coding], of record: RecordID, in place: CodingPlace, _ operation: inout ArchiveOperation
    ) async throws(StudyError) {
        switch place {
        case .open(let path):
            operation.files.updateValue(codings.isEmpty ? nil : CodingText.bytes(of: codings), forKey: path)
        case .sealed(let round, let work):
            var work = work
            operation.files.updateValue(
                try round.sealed(RoundSheet.padded(codings), for: try await ownRecipient()),
                forKey: work.sealedPath(of: record))
            if work.opened.contains(record) { return }
            work.events.append(.init(act: .opened, at: operation.at, record: record))
            operation.files.updateValue(work.bytes, forKey: work.path)
        }
    }

    /// Refuses to code in a round where the member's work is handed in.
    func requireWork(in place: CodingPlace) async throws(StudyError) {
        guard case .sealed(let round, let work) = place else { return }
        try RoundRules.requireWork(round, by: work.coder, work)
    }

    /// Refuses codes that are not those of the round.
    func requireAllowed(
        _ codings: [Coding], in place: CodingPlace, _ codebook: Codebook
    ) throws(StudyError) {
        guard case .sealed(let round, _) = place,
            let other = codings.first(where: { !round.codes.contains($0.code) })
        else { return }
        let code = codebook[other.code]?.path.rawValue ?? other.code.rawValue
        throw StudyError(
            .roundFrozen, "The record is in the round '\(round.id)', which does not code with '\(code)'.",
            hint: "Its codes are shown by 'rir round status \(round.id)'.")
    }

    /// Refuses to show earlier codings of a record that the member codes in an open round.
    func requireUnblinded(_ record: RecordID) async throws(StudyError) {
        guard case .sealed(let round, _) = try await codingPlace(of: record) else { return }
        throw StudyError(
            .roundFrozen,
            "\(record) is in the open round '\(round.id)'; earlier codings of it are not shown until that closes.",
            hint: "Ask again afterwards.")
    }
}
