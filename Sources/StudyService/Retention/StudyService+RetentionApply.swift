internal import StudyArchive
internal import StudyIndex
package import StudyModel
internal import Vault

/// What leaves the study when the time of a class is over.
private struct RetentionScope {
    /// Files that leave its history.
    var paths: Set<String> = []
    /// Operations that changed them, and whose reason goes.
    var reasons: Set<OperationID> = []
    /// What some of them begin anew with, and other files that go.
    var files: [String: [UInt8]?] = [:]
}

extension StudyService {
    /// Removes a class of data whose time is over: out of the study's whole history, and out of this device's vault.
    ///
    /// Other copies follow with their next synchronisation. What was made of the data stays: findings, drafts and reports with
    /// what they quote.
    ///
    /// - Throws: `retention.not_due` for a class whose time is not over, or that shows why others may be held;
    ///   `member.invalid` for anybody but a lead; and what saving throws. What was begun is finished by the next start.
    package func applyRetention(
        to one: RetentionClass, dryRun: Bool
    ) async throws(StudyError) -> RetentionOutcome {
        var outcome = try await due(one)
        return try await writing { () async throws(StudyError) in
            let scope = try await scope(of: one)
            outcome.files = scope.paths.count
            if dryRun { return outcome }
            guard try await ownRole() == "lead" else {
                throw StudyError(
                    .memberInvalid, "Only the lead takes something out of history.", hint: "Ask them.")
            }
            let erasure = Erasure(
                id: surroundings.operationID(), basis: .retention, class: one, paths: Array(scope.paths),
                reasons: Array(scope.reasons),
                recorded: Provenance(by: archive.member, at: surroundings.now))
            outcome.receipt = try await erase(
                erasure, words: nil, originals: one == .originals ? sealedCommitments() : [],
                leaving: scope.paths, files: scope.files)
            return outcome
        }
    }

    /// What a class holds whose time is over.
    private func due(_ one: RetentionClass) async throws(StudyError) -> RetentionOutcome {
        let report = try await retention(on: nil)
        let states = Dictionary(uniqueKeysWithValues: report.classes.map { ($0.class, $0) })
        guard let due = states[one], due.state == .due, let until = due.until, let rule = due.rule else {
            throw Self.notDue(one, states[one])
        }
        let held = one.goesAfter.filter { (states[$0]?.count ?? 0) > 0 }
        guard held.isEmpty else {
            throw StudyError(
                .retentionNotDue,
                "'\(one.rawValue)' shows why the rest may be held, and the study still holds: \(held.map(\.rawValue).joined(separator: ", ")).",
                hint: "Remove those first, each in its time.")
        }
        return RetentionOutcome(one, count: due.count, until: until, basis: rule.basis, files: 0)
    }

    private static func notDue(_ one: RetentionClass, _ due: RetentionDue?) -> StudyError {
        let name = "'\(one.rawValue)'"
        switch due?.state {
        case .kept:
            return StudyError(
                .retentionNotDue, "\(name) is kept until \(due?.until?.rawValue ?? "") and not yet due.",
                hint: "'rir retention due' shows every class.")
        case .open:
            return StudyError(
                .retentionNotDue, "\(name) is kept so many years from the study's end, which has not come.",
                hint: "'end-of-study' in study.yaml says when the study ended.")
        case .unruled:
            return StudyError(
                .retentionNotDue, "Nothing says how long \(name) is kept.",
                hint: "Add it below 'retention' in study.yaml, with what asks for it.")
        case .empty, .due, nil:
            return StudyError(
                .retentionNotDue, "The study holds none of \(name).",
                hint: "'rir retention due' shows every class.")
        }
    }

    // MARK: What goes

    private func scope(of one: RetentionClass) async throws(StudyError) -> RetentionScope {
        switch one {
        case .records: try await recordScope(fromRecordings: false)
        case .recordings: try await recordScope(fromRecordings: true)
        case .surveys: try await surveyScope()
        case .consent: try await fileScope { $0.hasPrefix("consent/") || $0.hasPrefix("cases/") }
        case .originals, .keyTable: RetentionScope()
        }
    }

    /// Records, and whatever lies in the study under their ids: codings, memos, what rounds hold of them.
    private func recordScope(fromRecordings wanted: Bool) async throws(StudyError) -> RetentionScope {
        let scan = try HistoryScan(folder: archive.folder)
        let found = try await scan.versions { path, bytes in
            RecordID(path: path) != nil && RecordReader.record(from: bytes)?.isFromRecording == wanted
        }
        var ids = Set(found.compactMap { RecordID(path: $0.path) })
        // A record that is of the other class by now is kept as long as that.
        for summary in try await index.records(RecordFilter(limit: 0)).records
        where try await reader.record(summary.id).record.isFromRecording != wanted {
            ids.remove(summary.id)
        }
        let gone = ids
        var scope = try await fileScope { path in
            path.split(separator: "/").contains { part in
                RecordID(rawValue: String(part.prefix { $0 != "." })).map(gone.contains) ?? false
            }
        }
        scope.paths.formUnion(try await memos(about: gone))
        scope.reasons = try await scan.reasons(changing: scope.paths)
        for question in try await storedQuestions() {
            let record = RecordID(path: question.about) ?? CodingText.place(ofPath: question.about)?.record
            if let record, gone.contains(record) { scope.files.updateValue(nil, forKey: question.path) }
        }
        return scope
    }

    /// Memos that are about records that go, and about none that stays.
    private func memos(about gone: Set<RecordID>) async throws(StudyError) -> Set<String> {
        let memos = try await HistoryScan(folder: archive.folder).versions { path, _ in
            path.hasPrefix("memos/")
        }
        let staying = Set(try await index.records(RecordFilter(limit: 0)).records.map(\.id)).subtracting(gone)
        var (about, kept): (Set<String>, Set<String>) = ([], [])
        for (path, bytes) in memos {
            let named = IdentifierPlaces.records(in: String(decoding: bytes, as: UTF8.self))
            if !named.isDisjoint(with: gone) { about.insert(path) }
            if !named.isDisjoint(with: staying) { kept.insert(path) }
        }
        return about.subtracting(kept)
    }

    /// The answers to surveys; which questions were asked stays.
    private func surveyScope() async throws(StudyError) -> RetentionScope {
        var scope = try await fileScope { $0.hasPrefix("surveys/") && $0.hasSuffix("/answers.jsonl") }
        for survey in try await storedSurveys() {
            var emptied = survey
            emptied.answers = []
            scope.files.updateValue(SurveyAnswerText.bytes(of: emptied), forKey: survey.id.answersPath)
        }
        return scope
    }

    /// Every file that ever lay where something holds.
    private func fileScope(
        _ holds: @escaping @Sendable (_ path: String) -> Bool
    ) async throws(StudyError) -> RetentionScope {
        let scan = try HistoryScan(folder: archive.folder)
        return RetentionScope(paths: try await scan.find { path, _ in holds(path) }.paths)
    }

    // MARK: The vault

    /// The commitments to the sources that this vault holds as they came.
    private func sealedCommitments() -> Set<String> {
        let notes = vault.names(on: .originals).compactMap { name -> OriginalNote? in
            vault.note(.originals, name.id).flatMap { try? SealedJSON.value(of: $0) }
        }
        return Set(notes.map(\.commitment))
    }

    /// Removes from this device's vault what it holds of a class whose time is over; repeating it is safe.
    func discard(_ one: RetentionClass) async throws(StudyError) {
        guard vault.exists else { return }
        let shelves: [SealedName.Shelf] =
            switch one {
            case .originals: [.originals]
            case .keyTable: [.table, .replacements]
            case .consent: [.evidence]
            case .records, .recordings, .surveys: []
            }
        for shelf in shelves {
            for name in vault.names(on: shelf) { try await vault.remove(name) }
        }
        if one == .consent {
            for handle in vault.participants { try await vault.shred(handle) }
        }
    }
}
