internal import StudyArchive
internal import StudyIndex
package import StudyModel
internal import Vault
internal import Workflows

/// How coders' work comes out of its seals, and goes back into them.
extension StudyService {
    /// Closes a round: every coder's work is opened, stays as it was in `rounds/`, and joins their codings.
    ///
    /// - Parameter reason: why it is closed although somebody has not handed in.
    /// - Throws: `round.not_found`, `round.foreign`; `round.state` where somebody has not handed in and no reason is given;
    ///   `vault.locked`; `round.invalid` for work that is not what its coder handed in. Nothing is changed then.
    package func closeRound(_ name: String, reason: String?) async throws(StudyError) -> RoundView {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> RoundView in
            let round = try await advanced(name, by: .closed, reason: reason)
            let works = try await roundMemory()
            let late = round.coders.filter { !works.work(of: $0, in: round.id).isSubmitted }
            guard late.isEmpty || !(reason ?? "").isEmpty else {
                let names = late.map(\.rawValue).joined(separator: ", ")
                throw StudyError(
                    .roundState, "\(names) \(late.count == 1 ? "has" : "have") not handed in yet.",
                    hint: "Wait for them, or close it as it is with --reason.")
            }
            let secret = try await roundSecret(round)
            var files: [String: [UInt8]?] = [:]
            var sheets: [RecordID: [(coder: CoderID, codings: [Coding])]] = [:]
            for coder in round.coders {
                let opened = try await open(works.work(of: coder, in: round.id), with: secret, into: &files)
                for (record, codings) in opened { sheets[record, default: []].append((coder, codings)) }
            }
            // What all have alike needs no decision.
            for (record, sheets) in sheets where sheets.count > 1 {
                let alike = RoundComparison(of: record, sheets: sheets).consensus([], new: [:])
                if alike.isEmpty { continue }
                files.updateValue(
                    CodingText.bytes(of: alike),
                    forKey: RoundDecision.consensusPath(of: record, in: round.id))
            }
            try await commit(round, files)
            return try await view(of: round)
        }
    }

    private func roundSecret(_ round: Round) async throws(StudyError) -> [UInt8] {
        guard let sealed = try await reader.file(round.keyPath) else {
            throw StudyError(
                .roundInvalid, "The key of the round '\(round.id)' is gone.",
                hint: "Bring '\(round.keyPath)' back with git and run 'rir adopt'.")
        }
        return try await vault.openLetter(sealed)
    }

    /// Opens one coder's work.
    ///
    /// - Returns: their codings by record.
    private func open(
        _ work: RoundWork, with secret: [UInt8], into files: inout [String: [UInt8]?]
    ) async throws(StudyError) -> [RecordID: [Coding]] {
        var digests: [RecordID: String] = [:]
        var opened: [RecordID: [Coding]] = [:]
        for record in Set(work.opened).sorted() {
            guard let sealed = try await reader.file(work.sealedPath(of: record)) else { continue }
            let bytes = RoundSheet.unpadded(try Vault.open(sealed, secret: secret))
            digests[record] = Digest.hex(bytes)
            files.updateValue(nil, forKey: work.sealedPath(of: record))
            guard try await index.isRemoved(record) == false else { continue }
            let current = try await stored(record, version: nil).record
            let codings = try await unsealed(try Self.sheet(bytes, of: record), of: current)
            opened[record] = codings
            files.updateValue(CodingText.bytes(of: codings), forKey: work.path(of: record))
            let path = CodingText.path(of: record, by: work.coder)
            let before = try await self.codings(in: record, by: work.coder)
            let joined = before.joined(with: codings)
            if !joined.isEmpty { files.updateValue(CodingText.bytes(of: joined), forKey: path) }
        }
        guard let commitment = work.submission,
            let sealed = try await reader.file(work.sealedSubmissionPath)
        else { return opened }
        let bytes = try Vault.open(sealed, secret: secret)
        guard let submission = RoundSubmission(from: bytes), submission.sheets == digests,
            Commitment.hex(salt: submission.salt, bytes) == commitment
        else {
            throw StudyError(
                .roundInvalid, "The work of \(work.coder.rawValue) is not what they handed in.",
                hint:
                    "Look at 'git log -p -- rounds' for who changed it; then give it back with 'rir round return'."
            )
        }
        files.updateValue(nil, forKey: work.sealedSubmissionPath)
        files.updateValue(bytes, forKey: work.submissionPath)
        return opened
    }

    // MARK: Opening again

    /// Opens a closed round again: everybody's work is given back to them.
    ///
    /// They may have seen each other's codings meanwhile; the round's history and its report say so.
    ///
    /// - Throws: `round.not_found`, `round.foreign`; `round.state` also without a reason; `round.frozen` where
    ///   disagreements were decided already.
    package func reopenRound(_ name: String, reason: String) async throws(StudyError) -> RoundView {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> RoundView in
            let round = try await advanced(name, by: .reopened, reason: reason)
            guard try await decisions(of: round.id).isEmpty else {
                throw StudyError(
                    .roundFrozen, "Disagreements of the round '\(round.id)' were decided already.",
                    hint: "Plan a new round on fresh records instead: 'rir round plan'.")
            }
            let works = try await roundMemory()
            var files: [String: [UInt8]?] = [:]
            for path in try await reader.files(below: "consensus/\(round.id)") {
                files.updateValue(nil, forKey: path)
            }
            for coder in round.coders {
                try await seal(works.work(of: coder, in: round.id), of: round, into: &files)
            }
            try await commit(round, files)
            return try await view(of: round)
        }
    }

    /// What seals for a coder: as the vault here knows them, or as study.yaml does where they have a copy of their own.
    private func recipient(of coder: CoderID) async throws(StudyError) -> String? {
        if let known = try vault.memberList().first(where: { CoderID($0.member) == coder }) {
            return known.recipient
        }
        return try await describedNow().members.first { CoderID($0.id) == coder }?.recipient
    }

    /// Seals one coder's work again, and takes it out of their other codings.
    private func seal(
        _ work: RoundWork, of round: Round, into files: inout [String: [UInt8]?]
    ) async throws(StudyError) {
        guard let recipient = try await recipient(of: work.coder) else {
            throw StudyError(
                .roundInvalid,
                "\(work.coder.rawValue) can't open the vault any more, so nothing can be sealed for them.",
                hint: "Let them in with 'rir vault grant'.")
        }
        for record in Set(work.opened).sorted() {
            guard let bytes = try await reader.file(work.path(of: record)) else { continue }
            let codings = try Self.sheet(bytes, of: record)
            files.updateValue(nil, forKey: work.path(of: record))
            files.updateValue(
                try round.sealed(RoundSheet.padded(codings), for: recipient),
                forKey: work.sealedPath(of: record))
            let ids = Set(codings.map(\.id))
            let others = try await self.codings(in: record, by: work.coder).filter { !ids.contains($0.id) }
            files.updateValue(
                others.isEmpty ? nil : CodingText.bytes(of: others),
                forKey: CodingText.path(of: record, by: work.coder))
        }
        if try await reader.file(work.submissionPath) != nil {
            files.updateValue(nil, forKey: work.submissionPath)
        }
        guard work.isSubmitted else { return }
        var work = work
        work.events.append(.init(act: .returned, at: surroundings.now))
        files.updateValue(work.bytes, forKey: work.path)
    }
}

extension [Coding] {
    /// These and others, without those of the others that say the same of the same words.
    func joined(with others: [Coding]) -> [Coding] {
        self
            + others.filter { other in
                !contains {
                    $0.code == other.code && $0.anchor?.span == other.anchor?.span && $0.state != .lost
                }
            }
    }
}
