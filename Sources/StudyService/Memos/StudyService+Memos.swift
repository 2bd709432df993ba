internal import CodingLogic
internal import StudyArchive
internal import StudyIndex
package import StudyModel
internal import Vault

/// A page of memos.
package struct MemoPage: Sendable {
    package var memos: [MemoHead]
    /// How many match in all.
    package var total: Int
    /// The member's own private memos that could not be looked at, because the vault is locked.
    package var sealed: Int
    /// Files that are no memo as the format says, one sentence each.
    package var unreadable: [String]
}

/// One memo with what its links lead to.
package struct MemoDetail: Sendable {
    package var memo: Memo
    package var sha256: String
    package var isPrivate: Bool
    /// Whether the member at work here wrote it.
    package var isOwn: Bool
    package var links: [MemoLinkView]
}

extension StudyService {
    /// Every memo that can be read at this moment.
    private struct Desk {
        var memos: [StoredMemo]
        /// The member's own private memos that can't, by id.
        var sealed: [MemoID]
        /// Study or vault path to what is wrong.
        var unreadable: [String: String]
    }

    private func desk() async throws(StudyError) -> Desk {
        let open = try await memosInGit()
        var desk = Desk(memos: Array(open.memos.values), sealed: [], unreadable: open.unreadable)
        guard vault.exists else { return desk }
        if await vault.isOpen {
            let own = try await privateMemos()
            desk.memos += own.memos.values
            desk.unreadable.merge(own.unreadable) { $1 }
        } else {
            desk.sealed = Array(sealedMemos().keys)
        }
        return desk
    }

    // MARK: Lists

    /// The memos a filter admits, the newest first; the member's own private ones where the vault is open.
    ///
    /// - Throws: `record.not_found`, `record.ambiguous`, `code.not_found`, `code.ambiguous`, `participant.not_found`;
    ///   where only private ones are asked for, `vault.absent` and `vault.locked`.
    package func memos(_ filter: MemoFilter) async throws(StudyError) -> MemoPage {
        try await refreshed()
        if filter.isPrivate { try await requireOpenVault() }
        let desk = try await desk()
        let links = try await linkTest(filter)
        let words = MemoWords(filter.text)
        let found = desk.memos.filter { filter.admits($0) && links($0.memo) && words.occur(in: $0.memo) }
            .sorted { ($0.memo.written.at, $0.memo.id) > ($1.memo.written.at, $1.memo.id) }
        let page = found.dropFirst(filter.offset).prefix(filter.limit == 0 ? .max : filter.limit)
        let codebook = try await codebook()
        return MemoPage(
            memos: page.map { stored in
                MemoHead(
                    stored.memo, isPrivate: stored.isPrivate,
                    links: stored.memo.links.map { MemoLinkView($0, in: codebook) },
                    snippet: words.snippet(of: stored.memo.body))
            }, total: found.count, sealed: desk.sealed.count,
            unreadable: desk.unreadable.sorted { $0.key < $1.key }.map { "'\($0.key)': \($0.value)" })
    }

    /// Whether a memo is linked to what a filter asks for.
    private func linkTest(_ filter: MemoFilter) async throws(StudyError) -> @Sendable (Memo) -> Bool {
        var record: RecordID?
        if let part = filter.record { record = try await resolve(part) }
        var codes: Set<CodeID>?
        for code in filter.codes {
            let codebook = try await codebook()
            codes = (codes ?? []).union(codebook.subtree(try codebook.one(code).path).map(\.code.id))
        }
        var wanted: CaseID?
        if let text = filter.case { wanted = try await knownCase(text) }
        return { [record, codes, wanted] memo in
            (record == nil || memo.links.contains { $0.record == record })
                && (codes == nil
                    || memo.links.contains { $0.code.map { codes?.contains($0) == true } ?? false })
                && (wanted == nil || memo.links.contains { $0.case == wanted })
        }
    }

    /// How many memos in git are linked to a record; 0 where they can't be read.
    func memoCount(of record: RecordID) async -> Int {
        guard let memos = try? await memosInGit().memos.values else { return 0 }
        return memos.count { $0.memo.links.contains { $0.record == record } }
    }

    // MARK: One memo

    /// A memo with what its links lead to.
    ///
    /// - Throws: `memo.not_found`, `memo.ambiguous`, `memo.invalid` for a file that is not as the format says,
    ///   `vault.locked` for a private one of the member's own.
    package func memo(_ part: String) async throws(StudyError) -> MemoDetail {
        try await refreshed()
        return try await detail(of: try await storedMemo(part))
    }

    func detail(of stored: StoredMemo) async throws(StudyError) -> MemoDetail {
        let codebook = try await codebook()
        var links: [MemoLinkView] = []
        for link in stored.memo.links { links.append(try await view(of: link, in: codebook)) }
        return MemoDetail(
            memo: stored.memo, sha256: stored.sha256, isPrivate: stored.isPrivate,
            isOwn: stored.memo.written.by == archive.member, links: links)
    }

    /// The memo that a part of an id means.
    func storedMemo(_ part: String) async throws(StudyError) -> StoredMemo {
        let wanted = part.lowercased()
        let desk = try await desk()
        func isMeant(_ id: MemoID) -> Bool { !wanted.isEmpty && id.rawValue.contains(wanted) }
        let found = desk.memos.filter { isMeant($0.memo.id) }
        let sealed = desk.sealed.filter(isMeant)
        let broken = desk.unreadable.filter { !wanted.isEmpty && $0.key.contains(wanted) }
        if let exact = found.first(where: { $0.memo.id.rawValue == wanted }) { return exact }
        guard found.count + sealed.count + broken.count == 1 else {
            throw Self.unclear(part, found.map(\.memo.id.rawValue) + sealed.map(\.rawValue))
        }
        if let memo = found.first { return memo }
        if let file = broken.first {
            throw StudyError(
                .memoInvalid, "'\(file.key)' is not as the format says: \(file.value)",
                hint: "'git log -p' on the file shows what changed it; mend it and run 'rir adopt'.")
        }
        throw Vault.locked
    }

    private static func unclear(_ part: String, _ found: [String]) -> StudyError {
        guard !found.isEmpty else {
            return StudyError(
                .memoNotFound, "There is no memo '\(part.printable)'.",
                hint: "Run 'rir memo list' to see the memos there are.")
        }
        let names = found.sorted().prefix(5).joined(separator: ", ")
        return StudyError(
            .memoAmbiguous,
            "'\(part.printable)' could mean \(found.count > 5 ? "many memos, such as " : "")\(names).",
            hint: "Type more of the id.")
    }
}

extension MemoFilter {
    /// Whether a memo passes what needs no look elsewhere.
    fileprivate func admits(_ stored: StoredMemo) -> Bool {
        let memo = stored.memo
        let day = memo.written.at.day
        return (kinds.isEmpty || kinds.contains(memo.kind)) && (writer == nil || memo.written.by == writer)
            && (from.map { day >= $0 } ?? true) && (to.map { day <= $0 } ?? true)
            && (!isPrivate || stored.isPrivate)
    }
}

extension MemoLink {
    var code: CodeID? {
        if case .code(let code) = self { return code }
        return nil
    }

    var `case`: CaseID? {
        if case .case(let id) = self { return id }
        return nil
    }
}

extension MemoLinkView {
    /// A link with what it leads to as far as the coding frame says.
    init(_ link: MemoLink, in codebook: Codebook) {
        switch link {
        case .record(let id), .coding(_, let id): self.init(link, label: id.rawValue)
        case .span(let place): self.init(link, label: place.record.rawValue)
        case .case(let id): self.init(link, label: id.rawValue)
        case .code(let id):
            let path = codebook[id]?.path.rawValue
            self.init(link, label: path ?? id.rawValue, state: path == nil ? .removed : nil)
        }
    }
}
