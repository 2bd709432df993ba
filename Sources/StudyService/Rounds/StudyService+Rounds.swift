internal import StudyArchive
internal import StudyIndex
package import StudyModel
internal import Vault
internal import Workflows

/// What the lead of a round does with it.
extension StudyService {
    /// All rounds, by name.
    package func rounds() async throws(StudyError) -> [RoundView] {
        try await refreshed()
        var views: [RoundView] = []
        for round in try await roundMemory().rounds.values.sorted(by: { $0.id < $1.id }) {
            views.append(try await view(of: round))
        }
        return views
    }

    /// One round, with how often its codes may be expected where it is not closed.
    package func roundStatus(_ name: String) async throws(StudyError) -> RoundView {
        try await refreshed()
        let round = try await round(name)
        var view = try await view(of: round)
        if round.state != .closed { view.expected = try await expectation(of: round) }
        return view
    }

    /// Opens a planned round: from now on its coders see their own work alone.
    ///
    /// - Throws: `round.not_found`, `round.state`, `round.foreign`; `round.invalid` where its texts or codes were changed
    ///   since it was planned; `vault.absent`, `vault.denied`.
    package func openRound(_ name: String) async throws(StudyError) -> RoundView {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> RoundView in
            var round = try await advanced(name, by: .opened, reason: nil)
            try await requireAsPlanned(round)
            try await vault.make()
            let key = try Vault.newLetterKey()
            round.key = key.recipient
            let sealed = try Vault.seal(key.secret, for: [try vault.ownRecipient()])
            try await commit(round, [round.keyPath: sealed])
            return try await view(of: round)
        }
    }

    func advanced(
        _ name: String, by act: Round.Event.Act, reason: String?
    ) async throws(StudyError) -> Round {
        try RoundRules.advanced(
            try await round(name), by: act, of: archive.member, at: surroundings.now,
            reason: try await replacingNames(reason))
    }

    private func requireAsPlanned(_ round: Round) async throws(StudyError) {
        func changed(_ what: String) -> StudyError {
            StudyError(
                .roundInvalid, "\(what) since the round '\(round.id)' was planned.",
                hint: "Take it away with 'rir round remove \(round.id)' and plan it again.")
        }
        guard Self.digest(of: try await codebook()) == round.frame else {
            throw changed("The coding frame was changed")
        }
        let rounds = try await roundMemory()
        for sampled in round.records {
            guard try await index.isRemoved(sampled.record) == false,
                try await stored(sampled.record, version: nil).sha256 == sampled.sha256
            else { throw changed("\(sampled.record) was changed") }
            if let other = rounds.openRound(of: sampled.record) {
                throw changed("\(sampled.record) went into the round '\(other.id)'")
            }
        }
    }

    /// Takes away a round that was only planned.
    ///
    /// - Throws: `round.not_found`, `round.foreign`, `round.state` for one that was opened.
    package func removeRound(_ name: String) async throws(StudyError) -> RoundID {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> RoundID in
            let round = try await round(name)
            try RoundRules.require(.planned, of: round, for: archive.member)
            var operation = ArchiveOperation(
                id: surroundings.operationID(), act: .round, by: archive.member, at: surroundings.now,
                reason: "\(round.id): removed")
            operation.files.updateValue(nil, forKey: round.path)
            _ = try await commit([operation])[0].get()
            return round.id
        }
    }

    /// Gives a coder's work back to them, to go on with.
    ///
    /// - Throws: `round.not_found`, `round.foreign`, `round.state`.
    package func returnWork(
        of coder: CoderID, in name: String, reason: String
    ) async throws(StudyError) -> RoundView {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> RoundView in
            var round = try await round(name)
            try RoundRules.require(.open, of: round, for: archive.member)
            var work = try await roundMemory().work(of: coder, in: round.id)
            guard work.isSubmitted else {
                throw StudyError(
                    .roundState, "\(coder.rawValue) has not handed anything in.",
                    hint: "They can go on as it is.")
            }
            let now = surroundings.now
            work.events.append(.init(act: .returned, at: now))
            round.events.append(
                .init(
                    act: .returned, by: archive.member, at: now, reason: try await replacingNames(reason),
                    coder: coder))
            var files: [String: [UInt8]?] = [:]
            files.updateValue(work.bytes, forKey: work.path)
            files.updateValue(nil, forKey: work.sealedSubmissionPath)
            try await commit(round, files)
            return try await view(of: round)
        }
    }
}
