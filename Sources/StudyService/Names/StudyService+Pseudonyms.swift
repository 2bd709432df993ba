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

    /// What a decision about a suspect puts into the key table.
    func take(_ decision: SuspectDecision) async throws(StudyError) {
        let kind: KeyTable.Kind =
            switch decision.verdict {
            case .participant: .person
            case .place: .place
            case .organisation: .organisation
            case .other, .notAName, .never: .other
            }
        let parts = AddressLine.parts(of: decision.text)
        try await add(
            name: parts.name, also: [parts.address].compactMap(\.self), handle: decision.handle, kind: kind)
    }

    /// Puts a name into the key table.
    ///
    /// - Returns: what stands for it.
    /// - Throws: `names.invalid`, `names.conflict`, `vault.locked`.
    @discardableResult
    func add(
        name: String, also: [String], handle: String?, kind: KeyTable.Kind
    ) async throws(StudyError) -> String {
        let replacement = try await replacement(handle, kind: kind)
        let names = [name] + also
        try await changeKeyTable { (table) throws(StudyError) in
            for name in names {
                guard case .one(let other) = table.entry(listing: name), other.replacement != replacement
                else {
                    continue
                }
                throw StudyError(
                    .namesConflict, "That name stands for \(other.replacement) already.",
                    hint: "Use \(other.replacement), or take the name out with 'rir pseudonym remove' first.")
            }
            try table.add(names, as: replacement, kind: kind)
        }
        if kind == .person, let handle = Handle(rawValue: replacement) { try await enterParticipant(handle) }
        return replacement
    }

    private func replacement(_ handle: String?, kind: KeyTable.Kind) async throws(StudyError) -> String {
        guard kind == .person else {
            let label = handle?.trimmed.trimmedBrackets
            if let label, !label.isEmpty { return label }
            return try await keyTable().nextLabel(for: kind)
        }
        guard let handle else { return try await nextHandle("P").rawValue }
        if let handle = Handle(rawValue: handle.uppercased()) { return handle.rawValue }
        // A prefix alone asks for the next one of it.
        if handle.allSatisfy(\.isLetter), let next = try? await nextHandle(handle.uppercased()) {
            return next.rawValue
        }
        throw StudyError(
            .namesInvalid, "'\(handle.printable)' is no handle.",
            hint: "A handle is one to four capitals and a number, such as SP66; 'SP' takes the next one.")
    }

    /// The handles that are or were somebody's.
    func handlesInUse() async throws(StudyError) -> Set<Handle> {
        var used = Set(try await index.handles()).union(vault.participants)
        for path in try await reader.files(below: "cases") {
            if let handle = CaseID(path: path)?.handle { used.insert(handle) }
        }
        if let table = known.table {
            used.formUnion(table.entries.compactMap { Handle(rawValue: $0.replacement) })
        }
        return used
    }

    /// The next free handle of a prefix.
    func nextHandle(_ prefix: String) async throws(StudyError) -> Handle {
        guard let next = archive.description.handles.next(prefix, used: try await handlesInUse()) else {
            throw StudyError(
                .namesInvalid, "No handle can be made of '\(prefix.printable)'.",
                hint: "Handles begin with one to four capitals; 'handles' in study.yaml lists the study's.")
        }
        return next
    }

    /// What a person can choose from: the next handle of each prefix, then the next labels.
    func freeLabels() async throws(StudyError) -> [String] {
        let used = try await handlesInUse()
        let patterns = archive.description.handles
        let prefixes = Set(patterns.patterns.map(\.prefix)).union(used.map(\.prefix))
        // What the study has most of is most likely wanted.
        let counts = Dictionary(grouping: used, by: \.prefix).mapValues(\.count)
        let sorted = prefixes.sorted { (-(counts[$0] ?? 0), $0) < (-(counts[$1] ?? 0), $1) }
        let handles = (sorted.isEmpty ? ["P"] : sorted).compactMap {
            patterns.next($0, used: used)?.rawValue
        }
        let table = try await keyTable()
        return handles + [table.nextLabel(for: .place), table.nextLabel(for: .organisation)]
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
        let before = try await keyTable()
        var change = PseudonymChange(
            handle: try await add(name: name.trimmed, also: also.map(\.trimmed), handle: handle, kind: kind))
        do throws(StudyError) {
            try await replaceEverywhere(&change, dryRun: dryRun)
        } catch {
            try? await changeKeyTable { (table) throws(StudyError) in table = before }
            throw error
        }
        if dryRun { try await changeKeyTable { (table) throws(StudyError) in table = before } }
        return change
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

    private func replaceEverywhere(_ change: inout PseudonymChange, dryRun: Bool) async throws(StudyError) {
        try await refreshed()
        guard let door = try await door() else { throw Vault.locked }
        let handle = change.handle
        let found = try await writing { () async throws(StudyError) -> PseudonymChange in
            var found = PseudonymChange(handle: handle)
            let now = surroundings.now
            var operation = ArchiveOperation(
                id: surroundings.operationID(), act: .pseudonymise, by: archive.member, at: now)
            var witnesses: [(Witness, RecordID)] = []
            for summary in try await index.records(RecordFilter(limit: 0)).records {
                let record = try await reader.record(summary.id).record
                var next = record
                var replaced: [ReplacedName] = []
                next.rewrite { field, text in
                    let (new, names) = door.replacing(text, in: field)
                    let own = names.filter { $0.replacement == handle }
                    guard !own.isEmpty else { return text }
                    replaced += own
                    found.add(summary.id, field.name, text, new)
                    return new
                }
                guard next != record else { continue }
                next.advance(
                    from: record.version, by: archive.member, at: now, nonce: surroundings.nonce())
                operation.records.append(
                    .init(id: record.id, version: next.version, change: .edited, record: next))
                found.records.append(record.id)
                witnesses.append((Witness(replaced: replaced, name: "", bytes: []), record.id))
            }
            try await replaceInFiles(door, handle, &operation)
            found.files = operation.files.keys.sorted()
            for id in found.records { found.versionsLeft += try await index.history(id).count }
            guard !dryRun, !(operation.records.isEmpty && operation.files.isEmpty) else { return found }
            _ = try await seal(witnesses.map(\.0), of: witnesses.map(\.1), in: operation.id)
            _ = try await commit([operation])[0].get()
            found.operation = operation.id
            return found
        }
        change = found
    }

    /// Memos, surveys and whatever else is text in the study.
    private func replaceInFiles(
        _ door: Door, _ handle: String, _ operation: inout ArchiveOperation
    ) async throws(StudyError) {
        let field = DraftField(name: "file", role: .prose)
        for folder in ["memos", "surveys"] {
            for path in try await reader.files(below: folder) {
                guard let bytes = try await reader.file(path),
                    let text = String(validating: bytes, as: UTF8.self)
                else { continue }
                let (new, names) = door.replacing(text, in: field)
                if names.contains(where: { $0.replacement == handle }) {
                    operation.files.updateValue(Array(new.utf8), forKey: path)
                }
            }
        }
    }
}

extension PseudonymChange {
    /// Adds the lines of a text that changed.
    fileprivate mutating func add(_ record: RecordID, _ field: String, _ before: String, _ after: String) {
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
    /// Adds names to what stands for them; the first of a new entry is the real name.
    mutating func add(
        _ names: [String], as replacement: String, kind: Kind
    ) throws(StudyError) {
        if let place = entries.firstIndex(where: { $0.replacement == replacement }) {
            guard entries[place].kind == kind else {
                throw StudyError(
                    .namesConflict, "\(replacement) stands for a \(entries[place].kind.rawValue) already.",
                    hint: "Choose another handle or label.")
            }
            let known = Set(entries[place].allNames.map { $0.lowercased() })
            entries[place].furtherNames += names.filter { !known.contains($0.lowercased()) }
        } else if let first = names.first {
            entries.append(
                Entry(
                    replacement: replacement, kind: kind, name: first,
                    furtherNames: Array(names.dropFirst())))
        }
    }

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

extension String {
    /// Without square brackets around it.
    fileprivate var trimmedBrackets: String {
        trimmingPrefix("[").hasSuffix("]") ? String(dropFirst().dropLast()) : self
    }
}
