internal import StudyArchive
internal import StudyModel

/// What keeps an open round as it was planned: its texts, its codes, and its coders' other codings.
extension StudyService {
    /// Refuses an operation that must wait for a round to close.
    ///
    /// What protects people comes first: putting names out and withdrawals are never refused.
    ///
    /// - Throws: `round.frozen`.
    func requireThawed(_ operation: ArchiveOperation) async throws(StudyError) {
        switch operation.act {
        case .pseudonymise, .withdrawal, .erase, .anchor, .round: return
        default: break
        }
        let rounds = try await roundMemory()
        if rounds.open.isEmpty { return }
        for change in operation.records where change.change != .created {
            if let round = rounds.openRound(of: change.id) { throw Self.frozen("\(change.id)", in: round) }
        }
        for path in operation.files.keys.sorted() {
            if let owner = CodingText.owner(ofPath: path),
                let round = rounds.blindRound(of: owner.record, for: owner.coder)
            {
                throw Self.frozen("'\(path)'", in: round)
            }
            if let place = CodePath(file: path), let code = try await codebook()[place]?.code,
                let round = rounds.open.first(where: { $0.codes.contains(code.id) })
            {
                throw Self.frozen("The code '\(code.name)'", in: round)
            }
        }
    }

    private static func frozen(_ what: String, in round: Round) -> StudyError {
        StudyError(
            .roundFrozen,
            "\(what) is part of the open round '\(round.id)' and stays as it is until that closes.",
            hint: "See how far it is with 'rir round status \(round.id)'.")
    }
}
