internal import Pseudonymisation
internal import StudyArchive
internal import StudyIndex
package import StudyModel
internal import Vault

/// An entry of the key table as the person sees it.
package struct PseudonymView: Sendable {
    package var handle: String
    package var kind: String
    package var name: String
    package var also: [String]
}

/// What adding a name changed, or would change.
package struct PseudonymChange: Sendable {
    package var handle: String
    package var records: [RecordID] = []
    /// Which record and text, and the line before and after.
    package var changes: [(record: RecordID, field: String, before: String, after: String)] = []
    package var operation: OperationID?
    package var files: [String] = []
    /// Earlier versions that still hold the name.
    package var versionsLeft = 0
}

extension StudyService {
    /// The key table, people first.
    ///
    /// - Throws: `vault.locked`.
    package func pseudonyms() async throws(StudyError) -> (entries: [PseudonymView], never: [String]) {
        let table = try await keyTable()
        let entries = table.entries.sorted {
            ($0.kind.order, $0.replacement) < ($1.kind.order, $1.replacement)
        }
        return (
            entries.map {
                PseudonymView(
                    handle: $0.replacement, kind: $0.kind.rawValue, name: $0.name, also: $0.furtherNames)
            }, (table.neverNames + table.notNames).sorted()
        )
    }

    /// Takes a name out of the key table; texts stay as they are.
    package func removePseudonym(_ name: String) async throws(StudyError) {
        let known = try await keyTable().entry(listing: name)
        guard case .one(let entry) = known else {
            throw StudyError(
                .namesInvalid, "The key table has no such name.", hint: "Run 'rir pseudonym list' to see it.")
        }
        try await changeKeyTable { (table) throws(StudyError) in
            table.remove(name, from: entry.replacement)
        }
    }

    // MARK: Names found later

    /// Adds a name and replaces it wherever it stands in the newest versions.
    ///
    /// Earlier versions stay in git history with the name in them, and are counted.
    ///
    /// - Throws: `names.invalid`, `names.conflict`, `vault.locked`, and what saving throws.
    package func addPseudonym(
        name: String, also: [String], handle: String?, kind: String?, dryRun: Bool
    ) async throws(StudyError) -> PseudonymChange {
        guard !name.trimmed.isEmpty else {
            throw StudyError(.namesInvalid, "A name is needed.", hint: "rir pseudonym add SP66 asks for it.")
        }
        let kind = try Self.kind(kind, handle: handle)
        var table = try await keyTable()
        let new = try await newName(
            [name.trimmed] + also.map(\.trimmed).filter { !$0.isEmpty }, handle: handle, kind: kind, in: table
        )
        try table.add(new)
        let lists = try NameLists.lists(in: surroundings.nameLists)
        let door = await Self.makeDoor(table, lists, [], namePolicy, try await vault.secret())
        if dryRun { return try await replaceEverywhere(new.replacement, by: door, dryRun: true) }
        // The name is known before texts are changed, so that none comes in meanwhile.
        try await changeKeyTable { (kept) throws(StudyError) in try kept.add(new) }
        try await enterParticipants([new])
        return try await replaceEverywhere(new.replacement, by: door, dryRun: false)
    }

    private static func kind(_ kind: String?, handle: String?) throws(StudyError) -> KeyTable.Kind {
        if let kind {
            if let known = KeyTable.Kind(rawValue: kind) { return known }
            throw StudyError(
                .namesInvalid, "'\(kind.printable)' is no kind of name.",
                hint: "The kinds are: \(KeyTable.Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        guard let handle, Handle(rawValue: handle.uppercased()) == nil else { return .person }
        return KeyTable.Kind.allCases.first { handle.hasPrefix($0.rawValue) } ?? .person
    }

    private func replaceEverywhere(
        _ handle: String, by door: Door, dryRun: Bool
    ) async throws(StudyError) -> PseudonymChange {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> PseudonymChange in
            var found = PseudonymChange(handle: handle)
            let now = surroundings.now
            var operation = ArchiveOperation(
                id: surroundings.operationID(), act: .pseudonymise, by: archive.member, at: now)
            var witnesses: [(Witness, RecordID)] = []
            for summary in try await index.records(RecordFilter(limit: 0)).records {
                let record = try await reader.record(summary.id).record
                var (next, replaced) = record.replacing(handle, by: door)
                guard next != record else { continue }
                found.add(record, next)
                next.advance(
                    from: record.version, by: archive.member, at: now, nonce: surroundings.nonce())
                operation.records.append(
                    .init(id: record.id, version: next.version, change: .edited, record: next))
                found.records.append(record.id)
                found.versionsLeft += try await versions(of: record.id, naming: handle, by: door)
                witnesses.append((Witness(replaced: replaced), record.id))
            }
            try await replaceInFiles(door, handle, &operation)
            found.files = operation.files.keys.sorted()
            guard !dryRun, !(operation.records.isEmpty && operation.files.isEmpty) else { return found }
            _ = try await seal(witnesses, in: operation.id)
            _ = try await commit([operation])[0].get()
            found.operation = operation.id
            return found
        }
    }

    /// How many versions of a record hold a name.
    private func versions(
        of id: RecordID, naming handle: String, by door: Door
    ) async throws(StudyError) -> Int {
        var count = 0
        for version in try await index.history(id) where version.sha256 != nil {
            let record = try await reader.record(id, at: version.commit).record
            if record.replacing(handle, by: door).record != record { count += 1 }
        }
        return count
    }

    /// Puts one entry's names out of everything but records.
    private func replaceInFiles(
        _ door: Door, _ handle: String, _ operation: inout ArchiveOperation
    ) async throws(StudyError) {
        try await replaceInFiles(&operation) { text, field in
            let (new, names) = door.replacing(text, in: field)
            return names.contains { $0.replacement == handle } ? new : text
        }
    }

    /// Puts everything but records through a function: memos, codings, surveys and cases, each by its own reader, so that
    /// their files stay what they are.
    func replaceInFiles(
        _ operation: inout ArchiveOperation, _ replacing: (String, DraftField) -> String
    ) async throws(StudyError) {
        let prose = DraftField(name: "memo", role: .prose)
        try await replaceInMemos(&operation) { replacing($0, prose) }
        for path in try await reader.files(below: "memos") where path.hasSuffix(".jsonl") {
            let before = RecordMemos.memos(in: try await reader.file(path) ?? [])
            let after = before.map { memo in
                var memo = memo
                memo.author = memo.author.map {
                    replacing($0, DraftField(name: "memo-author", role: .people))
                }
                memo.quote = memo.quote.map { replacing($0, prose) }
                memo.text = replacing(memo.text, prose)
                return memo
            }
            if after != before { operation.files.updateValue(RecordMemos.bytes(after), forKey: path) }
        }
        try await replaceInCodings(&operation) { replacing($0, DraftField(name: "coding", role: .prose)) }
        for survey in try await storedSurveys() {
            var next = survey
            next.replaceTexts { replacing($0, Self.surveyField) }
            guard next != survey else { continue }
            if next.variables != survey.variables || next.title != survey.title {
                operation.files.updateValue(
                    SurveyVariableText.bytes(of: next), forKey: survey.id.variablesPath)
            }
            if next.answers != survey.answers {
                operation.files.updateValue(SurveyAnswerText.bytes(of: next), forKey: survey.id.answersPath)
            }
        }
        for value in try await cases() {
            var next = value
            next.attributes = value.attributes.mapValues { attribute in
                attribute.mapTexts { replacing($0, DraftField(name: "attribute", role: .value)) }
            }
            guard next != value else { continue }
            next.nonce = surroundings.nonce()
            operation.files.updateValue(Array(CaseText.text(of: next).utf8), forKey: value.id.path)
        }
    }
}

extension CaseValue {
    /// The value with its texts put through a function.
    func mapTexts(_ change: (String) -> String) -> CaseValue {
        switch self {
        case .text(let text): .text(change(text))
        case .list(let items): .list(items.map(change))
        case .number, .date: self
        }
    }
}

extension Record {
    /// The record with one entry's names replaced, and what was replaced.
    fileprivate func replacing(_ handle: String, by door: Door) -> (record: Record, replaced: [ReplacedName])
    {
        var next = self
        var replaced: [ReplacedName] = []
        next.rewrite { field, text in
            let (new, names) = door.replacing(text, in: field)
            let own = names.filter { $0.replacement == handle }
            guard !own.isEmpty else { return text }
            replaced += own
            return new
        }
        return (next, replaced)
    }
}

extension PseudonymChange {
    /// Adds the lines in which two versions of a record differ.
    fileprivate mutating func add(_ before: Record, _ after: Record) {
        var old: [(DraftField, String)] = []
        var (first, second) = (before, after)
        first.rewrite { field, text in
            old.append((field, text))
            return text
        }
        var number = 0
        second.rewrite { _, text in
            let (field, was) = old[number]
            number += 1
            add(before.id, field.name, was, text)
            return text
        }
    }

    private mutating func add(_ record: RecordID, _ field: String, _ before: String, _ after: String) {
        let old = before.split(separator: "\n", omittingEmptySubsequences: false)
        let new = after.split(separator: "\n", omittingEmptySubsequences: false)
        guard old.count == new.count else {
            changes.append((record, field, before, after))
            return
        }
        for (old, new) in zip(old, new) where old != new {
            changes.append((record, field, String(old), String(new)))
        }
    }
}

extension KeyTable.Kind {
    /// People first in lists.
    fileprivate var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension KeyTable {
    fileprivate mutating func remove(_ name: String, from replacement: String) {
        guard let place = entries.firstIndex(where: { $0.replacement == replacement }) else { return }
        let rest = entries[place].allNames.filter { $0.lowercased() != name.lowercased() }
        if let first = rest.first {
            entries[place].name = first
            entries[place].furtherNames = Array(rest.dropFirst())
        } else {
            entries.remove(at: place)
        }
    }
}
