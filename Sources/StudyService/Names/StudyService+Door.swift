internal import Pseudonymisation
internal import StudyArchive
internal import StudyModel
internal import Vault

/// What of the vault is known while it is open; forgotten when it is locked.
struct VaultMemory {
    var table: KeyTable?
    /// Sources that were changed on the way in, by the digest of what came.
    var seen: [String: RecordID]?
    /// Sources in the inbox, by the digest of what came.
    var held: [String: RecordID]?
    /// The member's own private memos.
    var memos: PrivateMemos?
}

/// What was replaced in a source, and of a note the text as it came.
struct Witness: Sendable {
    var replaced: [ReplacedName]
    /// Empty where the original is sealed with its file, and where nothing was replaced.
    var text: [UInt8] = []
    /// What two imports of the same source share; only for a source that was changed.
    var digest: String?

    init(replaced: [ReplacedName], text: [UInt8] = [], digest: String? = nil) {
        self.replaced = replaced
        self.text = text
        self.digest = digest
    }

    /// - Returns: `nil` where nothing was replaced, because the text itself is then what came.
    init?(_ passage: Door.Passage, of draft: RecordDraft) {
        guard !passage.replaced.isEmpty else { return nil }
        self.init(replaced: passage.replaced, text: Array("\(draft.title)\n\n\(draft.body)".utf8))
    }
}

/// What the door says of a source.
enum Admission: Sendable {
    /// The study leaves names alone.
    case asItIs
    /// Nobody else seems to be named.
    case passed(Door.Passage)
    /// A person has to look; what it reads like by now is absent while the vault is locked.
    case waits(WaitingSource.Cause, Door.Passage?)
}

extension StudyService {
    var namePolicy: NamePolicy { archive.description.names }

    /// The door, or `nil` while the vault is locked.
    ///
    /// - Throws: `vault.absent`, `names.lists_missing`.
    func door() async throws(StudyError) -> Door? {
        guard vault.exists else { throw vault.absence }
        guard await vault.isOpen else { return nil }
        if let madeDoor { return madeDoor }
        let table = try await keyTable()
        let lists = try NameLists.lists(in: surroundings.nameLists)
        let prefixes = Set(try await handlesInUse(table).map { String($0.rawValue.prefix { $0.isLetter }) })
        let door = await Self.makeDoor(table, lists, prefixes.sorted(), namePolicy, try await vault.secret())
        madeDoor = door
        return door
    }

    @concurrent
    static func makeDoor(
        _ table: KeyTable, _ lists: WordLists, _ prefixes: [String], _ policy: NamePolicy, _ secret: [UInt8]
    ) async -> Door {
        Door(table: table, words: lists, prefixes: prefixes, policy: policy, secret: secret)
    }

    /// What becomes of one source.
    func admit(_ draft: RecordDraft, cleared: Bool) async throws(StudyError) -> Admission {
        if namePolicy == .off { return .asItIs }
        return await Self.admit(draft, by: try await door(), cleared: cleared)
    }

    /// What becomes of one source, away from the actor.
    @concurrent
    static func admit(
        _ draft: RecordDraft, by door: Door?, settled: Set<String> = [], cleared: Bool
    ) async -> Admission {
        guard let door else { return .waits(.locked, nil) }
        let passage = door.pass(draft, settled: settled)
        if cleared { return .passed(passage) }
        if !passage.suspects.isEmpty { return .waits(.suspects, passage) }
        return door.policy == .hold ? .waits(.policy, passage) : .passed(passage)
    }

    /// A sentence such as a reason, with known names replaced.
    ///
    /// - Parameters:
    ///   - what: how a refusal calls the text.
    ///   - cleared: whether a person says that what may look like a name in it is none.
    /// - Throws: `vault.locked`, because nobody can tell then whether it names somebody; `names.suspected` where it
    ///   likely does.
    func replacingNames(
        _ text: String?, in what: String = "reason", cleared: Bool = false
    ) async throws(StudyError) -> String? {
        guard let text, namePolicy != .off else { return text }
        guard let door = try await door() else { throw Vault.locked }
        let passage = door.pass(RecordDraft(kind: .fieldNote, title: text, body: ""))
        guard cleared || !passage.suspects.contains(where: \.isLikely) else {
            throw StudyError(
                .namesSuspected, "The \(what) may name somebody, and a \(what) is kept for ever.",
                hint: what == "reason"
                    ? "Say it with a handle, such as SP66."
                    : "Say it with a handle, such as SP66, or repeat with --cleared if it names nobody.")
        }
        return passage.draft.title
    }

    // MARK: The key table

    /// The key table.
    ///
    /// - Throws: `vault.locked`, `vault.damaged`.
    func keyTable() async throws(StudyError) -> KeyTable {
        if let table = known.table { return table }
        let table = try await vault.keyTable()
        known.table = table
        return table
    }

    /// Changes the key table, on the disk first.
    func changeKeyTable(_ change: (inout KeyTable) throws(StudyError) -> Void) async throws(StudyError) {
        let old = try await keyTable()
        var table = old
        try change(&table)
        guard table != old else { return }
        try await vault.keep(table, changedFrom: old)
        known.table = table
        madeDoor = nil
    }

    // MARK: Witnesses

    /// Seals what was replaced, and notes as they came, before the records that came of them are written.
    ///
    /// - Returns: the commitments for the log.
    func seal(
        _ witnesses: [(witness: Witness, record: RecordID)], in operation: OperationID
    ) async throws(StudyError) -> [String] {
        var batch = VaultBatch()
        var commitments: [String] = []
        var seen: [String: RecordID] = [:]
        var lines: [LoggedReplacement] = []
        for (witness, record) in witnesses {
            if let digest = witness.digest { seen[digest] = record }
            lines += witness.replaced.map { LoggedReplacement(record: record, change: $0) }
            guard !witness.text.isEmpty else { continue }
            let original = SealedOriginal(
                name: "note", records: [record], salt: surroundings.nonce(), bytes: witness.text)
            try batch.add(original, id: sealedID(operation), at: surroundings.now, isLogged: true)
            commitments.append(original.commitment)
        }
        try batch.add(lines, id: sealedID(operation))
        if !seen.isEmpty {
            let name = SealedName(.seen, sealedID(operation), .study)
            batch.files.append((name, try SealedJSON.bytes(of: seen)))
        }
        try await keep(batch)
        if known.seen != nil { known.seen?.merge(seen) { $1 } }
        return commitments
    }

    /// Puts files and notes into the vault; on return they survive a power cut.
    func keep(_ batch: VaultBatch) async throws(StudyError) {
        if !batch.isEmpty { try await vault.keep(batch.files, notes: batch.notes) }
    }

    /// A name for something sealed: sorts by operation, and says nothing else.
    func sealedID(_ operation: OperationID) -> String {
        "\(operation.rawValue)-\(surroundings.characters(6))"
    }

    /// Which records came of sources that were changed on the way in.
    func seenSources() async throws(StudyError) -> [String: RecordID] {
        if let seen = known.seen { return seen }
        guard await vault.isOpen else { return [:] }
        var seen: [String: RecordID] = [:]
        for name in vault.names(on: .seen) {
            let part: [String: RecordID] = try SealedJSON.value(of: try await vault.read(name))
            seen.merge(part) { first, _ in first }
        }
        known.seen = seen
        return seen
    }
}
