internal import Pseudonymisation
internal import StudyArchive
internal import StudyIndex
internal import StudyModel
internal import Vault

/// Names that go to the key table together, and what stands for them.
struct NewName: Sendable {
    /// The first is the real name, unless the entry is there already.
    var names: [String]
    /// Without brackets.
    var replacement: String
    var kind: KeyTable.Kind
}

extension StudyService {
    /// What a decision about a suspect puts into the key table.
    func newName(of decision: SuspectDecision, in table: KeyTable) async throws(StudyError) -> NewName {
        let kind: KeyTable.Kind =
            switch decision.verdict {
            case .participant: .person
            case .place: .place
            case .organisation: .organisation
            case .other, .notAName, .never: .other
            }
        let parts = AddressLine.parts(of: decision.text)
        return try await newName(
            [parts.name] + [parts.address].compactMap(\.self), handle: decision.handle, kind: kind, in: table)
    }

    /// Finds what is to stand for some names.
    ///
    /// - Parameter handle: a handle, a prefix that asks for its next one, or a label; `nil` takes the next free one.
    /// - Throws: `names.invalid`.
    func newName(
        _ names: [String], handle: String?, kind: KeyTable.Kind, in table: KeyTable
    ) async throws(StudyError) -> NewName {
        let replacement =
            kind == .person
            ? try await personHandle(handle, table) : try Self.label(handle) ?? table.nextLabel(for: kind)
        return NewName(names: names, replacement: replacement, kind: kind)
    }

    private func personHandle(_ handle: String?, _ table: KeyTable) async throws(StudyError) -> String {
        guard let handle else {
            let free = try await freeHandles(table)
            return free.first ?? "P01"
        }
        if let handle = Handle(rawValue: handle.uppercased()) { return handle.rawValue }
        let used = try await handlesInUse(table)
        if let next = archive.description.handles.next(handle.uppercased(), used: used) {
            return next.rawValue
        }
        throw StudyError(
            .namesInvalid, "'\(handle.printable)' is no handle.",
            hint: "A handle is one to four capitals and a number, such as SP66; 'SP' takes the next one.")
    }

    /// A label as a person types it, with or without brackets: `place A`.
    private static func label(_ text: String?) throws(StudyError) -> String? {
        guard var label = text?.trimmed, !label.isEmpty else { return nil }
        if label.hasPrefix("["), label.hasSuffix("]") { label = String(label.dropFirst().dropLast()) }
        let isLabel = label.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || $0.properties.numericType != nil
                || " -'".unicodeScalars.contains($0)
        }
        guard isLabel, label.unicodeScalars.count <= 40, label.first?.isLowercase == true else {
            throw StudyError(
                .namesInvalid, "That is no label for something that is no person.",
                hint: "A label begins with a small letter and has letters, digits and spaces: 'place A'.")
        }
        return label
    }

    /// Gives those of some names who are people a case.
    func enterParticipants(_ names: [NewName]) async throws(StudyError) {
        for name in names where name.kind == .person {
            if let handle = Handle(rawValue: name.replacement) { try await enterParticipant(handle) }
        }
    }

    /// The handles that are or were somebody's.
    func handlesInUse(_ table: KeyTable?) async throws(StudyError) -> Set<Handle> {
        var used = Set(try await index.handles()).union(vault.participants)
        for path in try await reader.files(below: "cases") {
            if let handle = CaseID(path: path)?.handle { used.insert(handle) }
        }
        used.formUnion((table?.entries ?? []).compactMap { Handle(rawValue: $0.replacement) })
        return used
    }

    /// The next handle of each prefix, of the one the study has most of first.
    private func freeHandles(_ table: KeyTable) async throws(StudyError) -> [String] {
        let used = try await handlesInUse(table)
        let patterns = archive.description.handles
        let counts = Dictionary(grouping: used, by: \.prefix).mapValues(\.count)
        let prefixes = Set(patterns.patterns.map(\.prefix)).union(counts.keys)
            .subtracting(archive.description.team)
        let sorted = prefixes.sorted { (-(counts[$0] ?? 0), $0) < (-(counts[$1] ?? 0), $1) }
        return (sorted.isEmpty ? ["P"] : sorted).compactMap { patterns.next($0, used: used)?.rawValue }
    }

    /// What a person can choose from: the next handle of each prefix, then the next labels.
    func freeLabels() async throws(StudyError) -> [String] {
        let table = try await keyTable()
        return try await freeHandles(table) + [
            table.nextLabel(for: .place), table.nextLabel(for: .organisation),
        ]
    }
}

extension KeyTable {
    /// Adds names to what stands for them.
    ///
    /// - Throws: `names.conflict` for a name that stands for somebody else, or a handle of another kind.
    mutating func add(_ new: NewName) throws(StudyError) {
        for name in new.names {
            guard case .one(let other) = entry(listing: name), other.replacement != new.replacement else {
                continue
            }
            throw StudyError(
                .namesConflict, "That name stands for \(other.replacement) already.",
                hint: "Use \(other.replacement), or take the name out with 'rir pseudonym remove' first.")
        }
        guard let place = entries.firstIndex(where: { $0.replacement == new.replacement }) else {
            let entry = Entry(
                replacement: new.replacement, kind: new.kind, name: new.names[0],
                furtherNames: Array(new.names.dropFirst()))
            return entries.append(entry)
        }
        guard entries[place].kind == new.kind else {
            throw StudyError(
                .namesConflict, "\(new.replacement) stands for a \(entries[place].kind.rawValue) already.",
                hint: "Choose another handle or label.")
        }
        let known = Set(entries[place].allNames.map { $0.lowercased() })
        entries[place].furtherNames += new.names.filter { !known.contains($0.lowercased()) }
    }
}
