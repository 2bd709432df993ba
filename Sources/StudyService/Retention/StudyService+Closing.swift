internal import StudyArchive
internal import StudyIndex
package import StudyModel

/// The end of a study.
extension StudyService {
    /// Writes down the day on which the study ended, from which retention counts.
    ///
    /// - Parameters:
    ///   - day: `nil` for today.
    ///   - anyway: also where something is unfinished.
    ///   - dryRun: only says what is unfinished.
    /// - Throws: `study.unfinished` where something is and `anyway` was not said; `member.invalid` for anybody but a lead;
    ///   `request.invalid` for a day that has not come; and what saving throws.
    package func close(
        on day: CalendarDay?, anyway: Bool, dryRun: Bool
    ) async throws(StudyError) -> ClosingOutcome {
        try await refreshed()
        let day = day ?? surroundings.now.day
        guard day <= surroundings.now.day else {
            throw StudyError(
                .requestInvalid, "The study can't end on \(day.rawValue), which has not come.",
                hint: "Give a day that has been, or leave it out for today.")
        }
        var outcome = ClosingOutcome(ended: day, unfinished: try await unfinished())
        if dryRun { return outcome }
        guard outcome.unfinished.isEmpty || anyway else {
            throw StudyError(
                .studyUnfinished,
                "\(outcome.unfinished.count == 1 ? "One thing is" : "\(outcome.unfinished.count) things are") unfinished.",
                hint: "'rir retention close --dry-run' lists them; --anyway closes all the same.")
        }
        outcome.operation = try await writing { () async throws(StudyError) -> OperationID? in
            try await requireLead()
            guard let bytes = try await reader.file("study.yaml") else {
                throw StudyError(.studyInvalid, "The study has no study.yaml.", hint: "Run 'rir check'.")
            }
            let text = try StudyDescription.yaml(String(decoding: bytes, as: UTF8.self), ending: day)
            if Array(text.utf8) == bytes { return nil }
            let operation = ArchiveOperation(
                id: surroundings.operationID(), act: .adopt, by: archive.member, at: surroundings.now,
                reason: "The study ended on \(day.rawValue).", files: ["study.yaml": Array(text.utf8)])
            return try await commit([operation])[0].get().summary.id
        }
        outcome.retention = try await retention(on: nil)
        return outcome
    }

    /// What somebody should still do, a sentence each.
    private func unfinished() async throws(StudyError) -> [String] {
        let status = try await status()
        var found = status.advice
        if let sync = status.sync, sync.unsent > 0 {
            found.append(
                "\(sync.unsent == 1 ? "1 step is" : "\(sync.unsent) steps are") not sent: 'rir sync'.")
        }
        for round in try await roundMemory().rounds.values.sorted(by: { $0.id < $1.id })
        where round.state != .closed {
            found.append(
                "The round of double-coding '\(round.id)' is not closed: 'rir round close \(round.id)'.")
        }
        return found
    }
}
