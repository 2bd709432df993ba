internal import StudyArchive
internal import StudyIndex
package import StudyModel

extension StudyService {
    /// The life of one thing: a record, a participant, a memo, a finding or a step.
    ///
    /// - Throws: `audit.not_found` for what is none of them; `record.ambiguous` for a part of several records' ids.
    package func auditStory(of text: String) async throws(StudyError) -> AuditStory {
        try await refreshed()
        let entries = try await reader.logEntries().entries
        let places = AuditPlaces(entries)
        if let id = OperationID(rawValue: text), let step = try await index.operation(id) {
            return try await story(of: step, places)
        }
        if let handle = Handle(rawValue: text), let story = try await story(of: handle, places) {
            return story
        }
        do throws(StudyError) { return try await story(of: try await resolve(text), places) } catch {
            guard error.code == .recordNotFound else { throw error }
        }
        if let story = try await story(ofFindingOrMemo: text, places) { return story }
        if let story = try await story(ofErased: text, entries) { return story }
        throw StudyError(
            .auditNotFound, "There is nothing '\(text.printable)' that the log tells of.",
            hint:
                "Name a record, a memo, a finding, a participant's handle or a step; 'rir list' and 'rir log' show them."
        )
    }

    // MARK: A record

    private func story(of id: RecordID, _ places: AuditPlaces) async throws(StudyError) -> AuditStory {
        let versions = try await index.history(id)
        let steps = try await steps()
        var chapters: [AuditStory.Chapter] = []
        for version in versions {
            let act = steps[version.operation]?.act ?? .adopt
            chapters.append(
                .init(
                    at: version.at, member: version.by, words: try await words(version, act, id),
                    reason: version.reason, operation: version.operation,
                    entry: places.entry(of: version.operation, id)))
        }
        chapters += try await codingChapters(id, places)
        chapters += try await roundChapters(id)
        chapters += try await findingChapters(id, places)
        return AuditStory(
            kind: "record", id: id.rawValue, chapters: chapters.sorted { $0.at < $1.at },
            now: try await standing(of: id, versions))
    }

    private func words(
        _ version: RecordVersion, _ act: OperationSummary.Act, _ id: RecordID
    ) async throws(StudyError) -> String {
        if version.change == .removed { return "\(AuditWords.removal(act)) the record." }
        guard version.change == .created, let record = try? await reader.record(id, at: version.commit).record
        else { return "\(AuditWords.record(act, version.version)) the record: version \(version.version)." }
        let from =
            record.participants.isEmpty
            ? "" : " with \(record.participants.map(\.rawValue).joined(separator: ", "))"
        return
            "\(AuditWords.record(act, 1)) the record: \(record.kind.rawValue.replacing("-", with: " ")) of \(record.day.rawValue)\(from)."
    }

    /// Who coded it: one sentence for what one person did without anybody between.
    private func codingChapters(
        _ id: RecordID, _ places: AuditPlaces
    ) async throws(StudyError) -> [AuditStory.Chapter] {
        let paths = try await reader.files(below: "coding").filter { $0.hasSuffix("/\(id.rawValue).jsonl") }
        let steps = try await index.operations(changing: paths).sorted {
            ($0.at, $0.id.rawValue) < ($1.at, $1.id.rawValue)
        }
        var chapters: [AuditStory.Chapter] = []
        var count = 0
        for step in steps {
            let words = step.act == .code ? "coded it" : AuditWords.files(step.act)
            if let last = chapters.indices.last, chapters[last].member == step.by, step.act == .code,
                chapters[last].words.hasPrefix("coded it")
            {
                count += 1
                chapters[last].words = "coded it, in \(count) steps until \(step.at.day.rawValue)."
                continue
            }
            count = 1
            chapters.append(
                .init(
                    at: step.at, member: step.by, words: "\(words).", operation: step.id,
                    entry: places.entry(of: step.id, nil)))
        }
        return chapters
    }

    private func roundChapters(_ id: RecordID) async throws(StudyError) -> [AuditStory.Chapter] {
        try await roundMemory().rounds.values.sorted { $0.id < $1.id }.filter { $0.contains(id) }.compactMap {
            round in
            round.events.first.map {
                .init(
                    at: $0.at, member: $0.by, words: "drew it into the round of double-coding '\(round.id)'.")
            }
        }
    }

    private func findingChapters(
        _ id: RecordID, _ places: AuditPlaces
    ) async throws(StudyError) -> [AuditStory.Chapter] {
        var chapters: [AuditStory.Chapter] = []
        for finding in try await feedbackMemory().findings.values.sorted(by: { $0.id < $1.id }) {
            var linked: Set<Finding.Link> = []
            for version in finding.versions {
                let links = Set(version.links.filter { $0.record == id })
                for link in links.subtracting(linked).sorted(by: { $0.side.rawValue < $1.side.rawValue }) {
                    let side = link.side == .supports ? "for" : "against"
                    let what = link.coding == nil ? "the record" : "a passage of it"
                    chapters.append(
                        .init(
                            at: version.written.at, member: version.written.by,
                            words:
                                "set \(what) as evidence \(side) the finding '\(finding.id)', version \(version.number).",
                            operation: version.id, entry: places.entry(of: version.id, nil)))
                }
                if !linked.isEmpty, links.isEmpty {
                    chapters.append(
                        .init(
                            at: version.written.at, member: version.written.by,
                            words:
                                "took it out of the evidence of the finding '\(finding.id)', version \(version.number).",
                            operation: version.id, entry: places.entry(of: version.id, nil)))
                }
                linked = links
            }
        }
        return chapters
    }

    private func standing(of id: RecordID, _ versions: [RecordVersion]) async throws(StudyError) -> [String] {
        guard versions.last?.change != .removed, let record = try? await reader.record(id).record else {
            return ["It is not in the study any more; earlier versions stay in its history."]
        }
        var now = ["It stands in version \(record.version)."]
        var who: [String] = []
        for coder in try await coders(in: id) {
            let count = try await codings(in: id, by: coder).count
            if count > 0 { who.append("\(coder.rawValue) (\(count.counted("coding")))") }
        }
        now.append(who.isEmpty ? "Nobody's codings stand on it." : "Coded by \(who.joined(separator: ", ")).")
        let judge = try await consentJudge()
        switch judge.verdict(.quoteInReport, of: RecordPresence(record)) {
        case .allowed: now.append("Everybody in it has agreed to be quoted, or it has nobody to ask.")
        case .flagged: now.append("Consent to quoting it is flagged: 'rir consent due' says why.")
        case .refused: now.append("It may not be quoted: 'rir consent due' says whose consent is missing.")
        }
        let withdrawn = try await cases().filter { $0.status == .withdrawn }.compactMap(\.handle)
        let gone = record.participants.filter(withdrawn.contains)
        if !gone.isEmpty { now.append("\(gone.map(\.rawValue).joined(separator: ", ")) withdrew.") }
        return now
    }

    // MARK: Other things

    private func story(of step: OperationSummary, _ places: AuditPlaces) async throws(StudyError)
        -> AuditStory
    {
        var chapters: [AuditStory.Chapter] = []
        for (id, version) in try await index.changes(of: step.id) {
            let verb =
                version.change == .removed
                ? AuditWords.removal(step.act) : AuditWords.record(step.act, version.version)
            chapters.append(
                .init(
                    at: step.at, member: step.by, words: "\(verb) \(id), version \(version.version).",
                    operation: step.id, entry: places.entry(of: step.id, id)))
        }
        let files = try await index.files(of: step.id).count
        if files > 0 {
            chapters.append(
                .init(
                    at: step.at, member: step.by,
                    words: "\(AuditWords.files(step.act)): \(files.counted("file")).",
                    operation: step.id, entry: places.entry(of: step.id, nil)))
        }
        if !chapters.isEmpty { chapters[0].reason = step.reason }
        let now = step.undoneBy.map { ["The step \($0.rawValue) took it back."] } ?? ["It stands."]
        return AuditStory(kind: "step", id: step.id.rawValue, chapters: chapters, now: now)
    }

    private func story(of handle: Handle, _ places: AuditPlaces) async throws(StudyError) -> AuditStory? {
        let held: HeldAbout
        do throws(StudyError) { held = try await everything(about: handle.rawValue) } catch {
            if error.code == .participantNotFound { return nil }
            throw error
        }
        let chapters = held.operations.map { step in
            let words =
                step.records > 0
                ? "\(AuditWords.record(step.act, 1)) \(step.records.counted("record"))"
                : AuditWords.files(step.act)
            return AuditStory.Chapter(
                at: step.at, member: step.by, words: "\(words).", operation: step.id,
                entry: places.entry(of: step.id, nil))
        }
        var now = [
            "\(held.records.count(where: \.takesPart).counted("record")) of theirs, \(held.codings.counted("coding"))."
        ]
        if let last = held.withdrawals.last { now.append("They withdrew on \(last.at.day.rawValue).") }
        return AuditStory(
            kind: "participant", id: handle.rawValue, chapters: chapters.sorted { $0.at < $1.at }, now: now)
    }

    private func story(
        ofFindingOrMemo text: String, _ places: AuditPlaces
    ) async throws(StudyError) -> AuditStory? {
        let path: String
        let found: (kind: String, id: String)
        if let finding = try? await finding(named: text) {
            (path, found) = (finding.path, ("finding", finding.id.rawValue))
        } else if let memo = try? await memo(text), let file = try await memoPath(of: memo) {
            (path, found) = (file, ("memo", memo.memo.id.rawValue))
        } else {
            return nil
        }
        let chapters = try await index.operations(changing: [path]).map { step in
            AuditStory.Chapter(
                at: step.at, member: step.by, words: "\(AuditWords.files(step.act)).", reason: step.reason,
                operation: step.id, entry: places.entry(of: step.id, nil))
        }
        return AuditStory(
            kind: found.kind, id: found.id, chapters: chapters.sorted { $0.at < $1.at }, now: [])
    }

    private func memoPath(of memo: MemoDetail) async throws(StudyError) -> String? {
        try await reader.files(below: "memos").first { $0.hasSuffix("/\(memo.memo.id.rawValue).md") }
    }
}

/// Which entries of the logs tell of a step.
struct AuditPlaces {
    private var places: [OperationID: [AuditEntry]] = [:]

    init(_ entries: [AuditEntry]) {
        for entry in entries {
            if let operation = entry.operation { places[operation, default: []].append(entry) }
        }
    }

    /// The entry about a record, or the one about other files, or the first there is.
    func entry(of operation: OperationID, _ record: RecordID?) -> String? {
        let all = places[operation] ?? []
        let own = record == nil ? all.first { $0.type == "files" } : all.first { $0.record == record }
        return (own ?? all.first)?.place
    }
}
