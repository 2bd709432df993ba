internal import StudyArchive
internal import StudyModel

extension StudyService {
    /// Puts everything that rounds keep in words through a function: titles, reasons, decisions, and the quotes and comments of
    /// what coders handed in.
    ///
    /// What was handed in is no longer what its commitment says then; the operation's act says why.
    func replaceInRounds(
        _ operation: inout ArchiveOperation, _ replacing: (String) -> String
    ) async throws(StudyError) {
        let memory = try await roundMemory()
        for round in memory.rounds.values {
            var next = round
            next.title = replacing(round.title)
            for index in next.events.indices {
                next.events[index].reason = next.events[index].reason.map(replacing)
            }
            if next != round {
                next.nonce = surroundings.nonce()
                operation.files.updateValue(Array(RoundText.text(of: next).utf8), forKey: round.path)
            }
            let decisions = try await decisions(of: round.id)
            let decided = decisions.map { $0.rewritten(replacing) }
            if decided != decisions {
                operation.files.updateValue(
                    RoundDecisionText.bytes(of: decided), forKey: RoundDecision.path(of: round.id))
            }
            for coder in round.coders {
                try await replaceInSheets(of: memory.work(of: coder, in: round.id), &operation, replacing)
            }
        }
    }

    /// Takes out of what was handed in what a change takes out of the study: everything of a record that goes, and after a
    /// withdrawal the words that are gone.
    ///
    /// Any other change of a text leaves what was handed in as it was.
    func bringSheetsAlong(
        _ change: ArchiveOperation.RecordChange, _ operation: inout ArchiveOperation
    ) async throws(StudyError) {
        let memory = try await roundMemory()
        for round in memory.rounds.values where round.contains(change.id) {
            for coder in round.coders {
                let work = memory.work(of: coder, in: round.id)
                let path = work.path(of: change.id)
                guard let bytes = try await reader.file(path) else { continue }
                guard let record = change.record else {
                    operation.files.updateValue(nil, forKey: path)
                    continue
                }
                guard operation.act == .withdrawal else { continue }
                let codings = try Self.codings(from: bytes, at: path)
                let left = try await brought(codings, to: record, in: .withdrawal)
                operation.files.updateValue(CodingText.bytes(of: left), forKey: path)
            }
        }
    }

    private func replaceInSheets(
        of work: RoundWork, _ operation: inout ArchiveOperation, _ replacing: (String) -> String
    ) async throws(StudyError) {
        for record in Set(work.opened) {
            let path = work.path(of: record)
            guard let bytes = try await reader.file(path) else { continue }
            let before = try Self.codings(from: bytes, at: path)
            let after = before.map { $0.rewrittenThroughout(replacing) }
            if after != before { operation.files.updateValue(CodingText.bytes(of: after), forKey: path) }
        }
    }
}

extension RoundDecision {
    fileprivate func rewritten(_ change: (String) -> String) -> RoundDecision {
        var decision = self
        decision.reason = change(reason)
        decision.proposal = proposal.map(change)
        return decision
    }
}

extension Coding {
    /// The coding with all its texts put through a function, whether it stands in a text or not: one that is kept apart from
    /// the text does not follow it.
    fileprivate func rewrittenThroughout(_ change: (String) -> String) -> Coding {
        var coding = self
        coding.comment = comment.map(change)
        coding.was = was.map(change)
        if let anchor {
            coding.anchor?.quote = change(anchor.quote)
            coding.anchor?.before = change(anchor.before)
            coding.anchor?.after = change(anchor.after)
        }
        return coding
    }
}
