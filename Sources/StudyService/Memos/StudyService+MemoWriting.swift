internal import Pseudonymisation
internal import StudyArchive
package import StudyModel
internal import Vault

/// What a new memo is to hold.
package struct MemoDraft: Sendable {
    package var kind: Memo.Kind
    /// `nil` takes the beginning of the text.
    package var title: String?
    package var body: String
    package var links: [MemoLinkDraft]
    /// Whether only the writer is ever to read it.
    package var isPrivate: Bool

    package init(
        kind: Memo.Kind, title: String? = nil, body: String, links: [MemoLinkDraft] = [],
        isPrivate: Bool = false
    ) {
        self.kind = kind
        self.title = title
        self.body = body
        self.links = links
        self.isPrivate = isPrivate
    }
}

/// What an edit of a memo changes; `nil` leaves a value as it is.
package struct MemoChanges: Sendable {
    package var kind: Memo.Kind?
    /// Empty takes the beginning of the text.
    package var title: String?
    package var body: String?
    /// Links to add.
    package var adds: [MemoLinkDraft] = []
    /// Links to take away, by their number from 1.
    package var drops: [Int] = []
    /// `sha256` of the version the edit started from; `nil` takes whatever is newest.
    package var base: String?

    package init() {}
}

/// A memo after a write.
package struct MemoOutcome: Sendable {
    package var memo: MemoDetail
    /// `nil` where nothing changed, and for the removal of a private memo, of which nothing is told.
    package var operation: OperationID?
}

extension StudyService {
    /// Writes a memo.
    ///
    /// Known names in it are replaced. A private one is sealed with a key that opens to the member alone; git and the
    /// log get nothing of it but a salted commitment.
    ///
    /// - Parameter cleared: whether a person says that what may look like a name in it is none; not asked for a
    ///   private one.
    /// - Throws: `memo.invalid`, also for a private one that is not reflexive; `names.suspected`; `vault.locked` and
    ///   `vault.absent`; what finding what it is linked to throws. Nothing is written then.
    package func writeMemo(_ draft: MemoDraft, cleared: Bool = false) async throws(StudyError) -> MemoOutcome
    {
        try await refreshed()
        if draft.isPrivate { try await requirePrivacy(of: draft.kind) }
        return try await writing { () async throws(StudyError) -> MemoOutcome in
            let now = Provenance(by: archive.member, at: surroundings.now)
            var memo = Memo(
                // Ten characters of the alphabet are always a memo's id.
                id: MemoID(rawValue: "m-" + surroundings.characters(10)).unsafelyUnwrapped,
                kind: draft.kind, title: draft.title ?? "", links: try await links(draft.links),
                body: draft.body.asBody, written: now, changed: now, nonce: surroundings.nonce())
            memo.fillTitle()
            try await admit(&memo, insteadOf: nil, isPrivate: draft.isPrivate, cleared: cleared)
            return try await keep(memo, isPrivate: draft.isPrivate)
        }
    }

    /// Saves a new version of a memo of the member's own.
    ///
    /// - Returns: the memo as it is, without an operation, when nothing differs.
    /// - Throws: `memo.not_found`, `memo.ambiguous`, `memo.foreign` for somebody else's, `memo.conflict` when it was
    ///   saved after `base`, and what ``writeMemo(_:cleared:)`` throws.
    package func editMemo(
        _ part: String, _ changes: MemoChanges, cleared: Bool = false
    ) async throws(StudyError) -> MemoOutcome {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> MemoOutcome in
            let stored = try await ownMemo(part, base: changes.base)
            var memo = stored.memo
            if let kind = changes.kind { memo.kind = kind }
            if stored.isPrivate { try await requirePrivacy(of: memo.kind) }
            if let body = changes.body {
                memo.body = body.asBody
                // A title that was taken from the text follows it.
                if memo.title == Memo.title(ofBody: stored.memo.body) { memo.title = "" }
                memo.fillTitle()
            }
            if let title = changes.title {
                memo.title = title
                memo.fillTitle()
            }
            try memo.drop(changes.drops)
            memo.links = try await links(changes.adds, after: memo.links)
            if memo.title != stored.memo.title || memo.body != stored.memo.body {
                try await admit(
                    &memo, insteadOf: stored.memo, isPrivate: stored.isPrivate, cleared: cleared)
            }
            if memo == stored.memo { return MemoOutcome(memo: try await detail(of: stored), operation: nil) }
            memo.advance(by: archive.member, at: surroundings.now, nonce: surroundings.nonce())
            return try await keep(memo, isPrivate: stored.isPrivate)
        }
    }

    /// Takes a memo of the member's own out of the study; git keeps its versions, of a private one nothing is left.
    ///
    /// - Throws: as ``editMemo(_:_:cleared:)``.
    package func removeMemo(_ part: String) async throws(StudyError) -> MemoOutcome {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> MemoOutcome in
            let stored = try await ownMemo(part, base: nil)
            var outcome = MemoOutcome(memo: try await detail(of: stored), operation: nil)
            if stored.isPrivate {
                try await destroy(stored.memo.id)
                return outcome
            }
            var operation = memoOperation(at: surroundings.now)
            operation.files.updateValue(nil, forKey: stored.memo.path)
            _ = try await commit([operation])[0].get()
            outcome.operation = operation.id
            return outcome
        }
    }

    private func memoOperation(at now: Timestamp) -> ArchiveOperation {
        ArchiveOperation(id: surroundings.operationID(), act: .memo, by: archive.member, at: now)
    }

    private func keep(_ memo: Memo, isPrivate: Bool) async throws(StudyError) -> MemoOutcome {
        try memo.requirePossible()
        var operation = memoOperation(at: memo.changed.at)
        if isPrivate {
            operation.originals = [try await seal(memo, in: operation.id)]
        } else {
            operation.files.updateValue(Array(MemoText.text(of: memo).utf8), forKey: memo.path)
        }
        _ = try await commit([operation])[0].get()
        let stored = StoredMemo(memo, isPrivate: isPrivate)
        return MemoOutcome(memo: try await detail(of: stored), operation: operation.id)
    }

    /// A memo that the member at work may change.
    private func ownMemo(_ part: String, base: String?) async throws(StudyError) -> StoredMemo {
        let stored = try await storedMemo(part)
        let memo = stored.memo
        guard memo.written.by == archive.member else {
            throw StudyError(
                .memoForeign, "\(memo.id) is \(memo.written.by.rawValue)'s memo; only they change it.",
                hint: "Write one of your own: 'rir memo add'.")
        }
        if let base, base != stored.sha256 {
            throw StudyError(
                .memoConflict, "\(memo.id) was changed meanwhile: version \(memo.version) is the newest.",
                hint: "Run 'rir memo show \(memo.id)' to see it, then edit again.")
        }
        return stored
    }

    // MARK: The door

    /// Replaces known names in a memo, and refuses it where it brings what may be another.
    ///
    /// - Throws: `vault.locked`, because nobody can tell then whether it names somebody; `names.suspected`.
    func admit(
        _ memo: inout Memo, insteadOf known: Memo?, isPrivate: Bool, cleared: Bool
    ) async throws(StudyError) {
        guard namePolicy != .off else { return }
        guard let door = try await door() else { throw Vault.locked }
        let asks = !isPrivate && !cleared
        guard !asks || namePolicy != .hold else {
            throw StudyError(
                .namesSuspected, "The study holds every text until a person has looked, memos too.",
                hint: "Look through it, then repeat with --cleared.")
        }
        let settled = known.map { door.pass($0.draft).suspects.map { $0.text.lowercased() } } ?? []
        let passage = door.pass(memo.draft, settled: Set(settled))
        let count = passage.suspects.count
        guard !asks || count == 0 else {
            throw StudyError(
                .namesSuspected,
                "The memo has \(count == 1 ? "1 word that may be a name" : "\(count) words that may be names").",
                hint: "Put handles in their place, or repeat with --cleared if none of them is a name.")
        }
        (memo.title, memo.body) = (passage.draft.title, passage.draft.body)
    }
}

extension Memo {
    /// The texts of a memo as a draft, for the door.
    fileprivate var draft: RecordDraft { RecordDraft(kind: .fieldNote, title: title, body: body) }

    /// Gives a memo without a title the beginning of its text.
    fileprivate mutating func fillTitle() {
        title = title.trimmed
        if title.isEmpty { title = Memo.title(ofBody: body) ?? "" }
    }

    /// Takes links away by their number.
    fileprivate mutating func drop(_ numbers: [Int]) throws(StudyError) {
        guard numbers.allSatisfy({ (1...max(1, links.count)).contains($0) }),
            numbers.isEmpty || !links.isEmpty
        else {
            throw StudyError(
                .memoInvalid,
                links.isEmpty ? "The memo has no links." : "The memo has links 1 to \(links.count).",
                hint: "'rir memo show \(id)' numbers them.")
        }
        links = links.enumerated().filter { !numbers.contains($0.offset + 1) }.map(\.element)
    }

    /// Makes it the version after itself.
    mutating func advance(by member: MemberID, at time: Timestamp, nonce: String) {
        version += 1
        changed = Provenance(by: member, at: time)
        self.nonce = nonce
    }

    /// - Throws: `memo.invalid` for what can't be a memo.
    fileprivate func requirePossible() throws(StudyError) {
        if body.allSatisfy(\.isWhitespace) {
            throw StudyError(.memoInvalid, "The memo is empty; nothing was saved.")
        }
        if let problem { throw StudyError(.memoInvalid, problem) }
        guard MemoText.text(of: self).utf8.count <= Memo.largest else {
            throw StudyError(
                .memoInvalid, "The memo is larger than 1 MiB.", hint: "Divide it, or link to a record.")
        }
    }
}
