internal import StudyArchive
internal import StudyIndex
package import StudyModel
internal import Vault

/// Everything that is held about one participant.
package struct HeldAbout: Sendable {
    package struct Held: Sendable {
        package var record: RecordSummary
        package var takesPart: Bool
        package var versions: [RecordVersion]
    }

    package struct Passage: Sendable {
        package var record: RecordID
        package var version: Int
        package var span: Range<Int>
        package var text: String
        /// Whether they say it themselves.
        package var isOwn: Bool
    }

    package var participant: ParticipantView
    package var records: [Held] = []
    package var passages: [Passage] = []
    package var consent: [ConsentEvent] = []
    package var reviews: [ReviewEvent] = []
    package var withdrawals: [Withdrawal] = []
    /// Memos that came with records that are theirs alone, by them, and that name or quote them, and the team's.
    package var memos = 0
    /// Memos that are linked to them or name them.
    package var memosAbout: [MemoHead] = []
    /// What they answered in feedback cycles.
    package var responses: [CycleResponse] = []
    /// Summaries of framework matrices that are about them or rest on their words.
    package var cells: [FrameworkCellName] = []
    /// Cards they wrote in workshops.
    package var cards: [CardView] = []
    /// What they said of report drafts.
    package var comments: [DraftComment] = []
    /// Codings in records that are theirs alone, and on their words in others.
    package var codings = 0
    package var answers: [String] = []
    package var originals = 0
    package var sealed = 0
    package var waiting = 0
    package var files: [String] = []
    package var operations: [OperationSummary] = []
}

extension StudyService {
    /// Everything that is held about one participant: every version, passage, consent event, review and file.
    ///
    /// - Throws: `participant.not_found`.
    package func everything(about text: String) async throws(StudyError) -> HeldAbout {
        let (value, handle) = try await participantCase(text)
        let ledger = try await consentLedger()
        let now = ledger.now(clock: surroundings.now)
        let table = await vault.isOpen ? try await keyTable() : nil
        var held = HeldAbout(
            participant: try await view(of: value, handle, ledger, now, table),
            consent: ledger.history(of: handle), reviews: try await reviews(of: handle),
            withdrawals: try await withdrawals(of: handle))
        try await addRecords(to: &held, handle)
        try await addWithdrawnRecords(to: &held)
        held.memos = try await memoFiles(withdrawing: handle, held).reduce(0) { $0 + $1.count }
        held.codings = try await codings(about: held, handle)
        try await addFiles(to: &held, handle)
        addVault(to: &held, handle)
        held.memosAbout = try await memos(about: handle)
        held.memos += held.memosAbout.count
        held.responses = try await feedbackMemory().cycles.values.sorted { $0.id < $1.id }
            .flatMap { $0.responses.filter { $0.handle == handle } }
        held.cells = try await frameworkCells(
            about: handle, in: Set(held.records.filter(\.takesPart).map(\.record.id)))
        held.cards = try await cards(by: handle)
        held.comments = try await feedbackMemory().drafts.values.sorted { $0.id < $1.id }
            .flatMap { $0.comments.filter { $0.handle == handle } }
        held.waiting = try await waitingSources(concerning: handle).count
        for survey in try await surveys() {
            held.answers += survey.answers.filter { $0.participant == handle }.map {
                "\(survey.id.rawValue)/\($0.id)"
            }
        }
        held.operations = try await operations(touching: held, handle)
        return held
    }

    /// The records they take part in, and those that speak of them.
    func records(concerning handle: Handle) async throws(StudyError) -> [(
        record: RecordSummary, takesPart: Bool
    )] {
        let own = try await index.records(RecordFilter(participants: [handle], limit: 0)).records
        let ids = Set(own.map(\.id))
        var filter = RecordFilter(limit: 0)
        filter.text = handle.rawValue
        let mentions = try await index.records(filter).records.filter { !ids.contains($0.id) }
        return own.map { ($0, true) } + mentions.map { ($0, false) }
    }

    private func addRecords(to held: inout HeldAbout, _ handle: Handle) async throws(StudyError) {
        for (summary, takesPart) in try await records(concerning: handle) {
            let record = try await reader.record(summary.id).record
            let passages = record.passages(of: handle)
            // The index finds words whatever their case; only the handle itself counts.
            if !takesPart, passages.isEmpty { continue }
            held.passages += passages
            held.records.append(
                .init(record: summary, takesPart: takesPart, versions: try await index.history(summary.id)))
        }
    }

    /// Records that an earlier withdrawal took out or blacked out, whose earlier versions are still held.
    private func addWithdrawnRecords(to held: inout HeldAbout) async throws(StudyError) {
        for withdrawal in held.withdrawals {
            for (id, _) in try await index.changes(of: withdrawal.id) {
                let versions = try await index.history(id)
                guard !held.records.contains(where: { $0.record.id == id }),
                    let last = versions.last(where: { $0.sha256 != nil })
                else { continue }
                let record = try await reader.record(id, at: last.commit).record
                held.records.append(
                    .init(record: RecordSummary(record), takesPart: true, versions: versions))
            }
        }
    }

    /// How many codings stand on what is held: all of a record that is theirs alone, those on their words of any other.
    private func codings(about held: HeldAbout, _ handle: Handle) async throws(StudyError) -> Int {
        var count = 0
        let coders = try await allCoders()
        for entry in held.records {
            let id = entry.record.id
            let isOwn =
                entry.takesPart
                && entry.record.participants.isAlone(handle, team: archive.description.team)
            let spans = held.passages.filter { $0.record == id }.map(\.span)
            for coder in coders[id, default: []] {
                count += try await codings(in: id, by: coder).count { coding in
                    isOwn || spans.contains { $0.overlaps(coding.anchor?.span ?? 0..<0) }
                }
            }
        }
        return count
    }

    private func addFiles(to held: inout HeldAbout, _ handle: Handle) async throws(StudyError) {
        let needle = Array(handle.rawValue.utf8)
        for folder in [
            "cases", "consent", "reviews", "decisions", "memos", "surveys", "coding", "codebook", "queries",
            "findings", "cycles", "framework", "boards", "recommendations", "drafts",
            "workflows",
        ] {
            for path in try await reader.files(below: folder) {
                if path.contains(handle.rawValue) {
                    held.files.append(path)
                } else if let bytes = try await reader.file(path), bytes.holdsWord(needle) {
                    held.files.append(path)
                }
            }
        }
    }

    private func addVault(to held: inout HeldAbout, _ handle: Handle) {
        let ids = Set(held.records.map(\.record.id))
        for name in vault.names(on: .originals) {
            guard let bytes = vault.note(.originals, name.id),
                let note: OriginalNote = try? SealedJSON.value(of: bytes)
            else { continue }
            if !ids.isDisjoint(with: note.records) { held.originals += 1 }
        }
        for shelf in SealedName.Shelf.allCases {
            held.sealed += vault.names(on: shelf).count { $0.key == .participant(handle) }
        }
    }

    private func operations(
        touching held: HeldAbout, _ handle: Handle
    ) async throws(StudyError) -> [OperationSummary] {
        var ids = Set(held.records.flatMap { $0.versions.map(\.operation) })
        let paths = [CaseID(handle).path, ConsentText.path(of: handle), ReviewText.path(of: handle)]
        var operations = try await index.operations(changing: paths + held.withdrawals.map(\.path))
        ids.subtract(operations.map(\.id))
        for id in ids {
            if let operation = try await index.operation(id) { operations.append(operation) }
        }
        return operations.sorted { $0.id.rawValue < $1.id.rawValue }
    }
}

extension Record {
    /// What a participant says in a transcript, and the lines that speak of them.
    func passages(of handle: Handle) -> [HeldAbout.Passage] {
        let scalars = Array(body.unicodeScalars)
        if isWritten(by: handle) { return [passage(0..<scalars.count, scalars[...], isOwn: true)] }
        var passages: [HeldAbout.Passage] = []
        var covered: [Range<Int>] = []
        for turn in Turns.of(body: body) where turn.speaker == handle.rawValue {
            covered.append(turn.range)
            let span = turn.words.clamped(to: 0..<scalars.count)
            passages.append(passage(span, scalars[span], isOwn: true))
        }
        var start = 0
        for line in scalars.split(separator: "\n", omittingEmptySubsequences: false) {
            let span = start..<(start + line.count)
            start += line.count + 1
            guard line.holdsWord(handle.rawValue), !covered.contains(where: { $0.overlaps(span) }) else {
                continue
            }
            passages.append(passage(span, line, isOwn: false))
        }
        return passages
    }

    /// Whether all of it is a participant's own words: an e-mail of theirs.
    func isWritten(by handle: Handle) -> Bool {
        details.text("from").map { AddressLine.stands($0, for: handle) } ?? false
    }

    private func passage(
        _ span: Range<Int>, _ scalars: ArraySlice<Unicode.Scalar>, isOwn: Bool
    ) -> HeldAbout.Passage {
        .init(record: id, version: version, span: span, text: String(scalars), isOwn: isOwn)
    }
}

extension ArraySlice<Unicode.Scalar> {
    /// Whether a word of letters and digits stands in it by itself.
    func holdsWord(_ word: String) -> Bool {
        split { !($0.properties.isAlphabetic || $0.properties.numericType != nil) }
            .contains { $0.elementsEqual(word.unicodeScalars) }
    }
}

extension [UInt8] {
    /// Whether an ASCII word stands in it by itself.
    func holdsWord(_ word: [UInt8]) -> Bool {
        split { byte in
            !((0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte))
        }.contains { $0.elementsEqual(word) }
    }
}
