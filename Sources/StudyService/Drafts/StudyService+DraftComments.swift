internal import Intake
internal import Pseudonymisation
internal import Reports
internal import StudyArchive
package import StudyModel
internal import Vault
internal import Workflows

/// Comments that come in as Word files and as e-mails.
extension StudyService {
    /// Takes in the comments of a Word file, and the changes that can be seen in it as suggestions.
    ///
    /// A comment that is there already, of the same person on the same paragraph in the same words, is not taken in again.
    ///
    /// - Throws: `draft.state`; `draft.invalid` for a file of another round, and where nobody knows whose a comment is;
    ///   `import.unreadable`, `import.unsupported`, `import.too_large`, `names.suspected`. Nothing is written then.
    package func takeComments(
        from bytes: [UInt8], _ plan: CommentFile, on name: String
    ) async throws(StudyError) -> DraftView {
        try await refreshed()
        let tools = await Toolbox.tools(workingIn: "\(path)/.rir")
        let read = try await tools.comments(ofWord: bytes)
        return try await writing { () async throws(StudyError) -> DraftView in
            let draft = try await draft(named: name)
            let round = try draft.round(named: CommentRoundID.tokens(in: read.text))
            let source = DraftSource(draft.text(of: round.version) ?? "")
            let shown = Self.shown(source, try await resolve(source))
            let stamp = draftStamp()
            var next = draft
            var known = Set(draft.comments.filter { $0.round == round.id }.map(\.sameness))
            for comment in read.comments {
                var remark = DraftRemark(
                    round: round.id,
                    text: try await admitted(comment.text, "comment", plan.cleared ?? false) ?? "")
                // Words of the draft itself have passed the door.
                remark.quote =
                    shown.contains(comment.quote)
                    ? comment.quote.unpadded
                    : try await admitted(comment.quote, "passage", plan.cleared ?? false)
                remark.from = Self.paragraph(of: comment, in: source)
                try await sign(&remark, by: try await author(of: comment, plan.who))
                guard known.insert(remark.sameness).inserted else { continue }
                let own = CycleStamp(
                    id: next == draft ? stamp.id : surroundings.operationID(), by: stamp.by, at: stamp.at)
                next = try DraftRules.applied(
                    .comment(remark), to: next, own, ids: { surroundings.operationID() }
                ).get()
            }
            let taken = next.events.count - draft.events.count
            let remarks = Self.remarks(taken: taken, of: read.comments.count)
            if next == draft { return try await view(of: draft, remarks: remarks) }
            return try await keep(next, "took \(taken) comments in", by: stamp, remarks: remarks)
        }
    }

    private static func remarks(taken: Int, of all: Int) -> [String] {
        if all == 0 { return ["The file holds no comments and no changes that can be seen."] }
        let left = all - taken
        if left == 0 { return [] }
        return [left == 1 ? "1 comment was there already." : "\(left) comments were there already."]
    }

    /// The paragraph a comment is about: the one it stands in, or the only one that holds its words.
    private static func paragraph(of comment: WordComments.Comment, in source: DraftSource) -> Int? {
        if let number = comment.paragraph, (1...max(1, source.count)).contains(number) { return number }
        guard comment.quote.count > 8, source.count > 0 else { return nil }
        let found = (1...source.count).filter {
            source.words(ofParagraph: $0)?.contains(comment.quote) ?? false
        }
        return found.count == 1 ? found[0] : nil
    }

    /// Who a comment is by: whom the person names, or whom the key table knows by the name in the file.
    private func author(of comment: WordComments.Comment, _ who: String?) async throws(StudyError) -> String {
        if let who { return who }
        if let handle = Handle(rawValue: comment.author) { return handle.rawValue }
        if namePolicy != .off, let door = try await door(), !comment.author.isEmpty {
            let plain = door.replacing(comment.author, in: DraftField(name: "author", role: .people)).text
            if let handle = Handle(rawValue: plain.trimmingCharacters) { return handle.rawValue }
        }
        throw StudyError(
            .draftInvalid, "Nobody knows whose comments the file holds.",
            hint: "Say it with --from: a stakeholder group, or a handle.")
    }

    // MARK: Mail

    /// Files new e-mails with the comment rounds whose token they carry, as comments on the paragraphs they name.
    ///
    /// The draft itself, which comes back with a mailbox of one's own, is no comment.
    func fileComments(
        of sorting: ImportSorting, at now: Timestamp, into filed: inout FiledReplies
    ) async throws(StudyError) {
        let stored = try await feedbackMemory().drafts
        if stored.isEmpty { return }
        var changed: [ReportDraftID: ReportDraft] = [:]
        for (number, candidate) in sorting.created.enumerated() where candidate.parent == nil {
            let record = candidate.record
            guard record.kind == .email else { continue }
            for id in CommentRoundID.tokens(in: record.title + "\n" + record.body) {
                guard let own = stored.values.first(where: { $0.rounds.contains { $0.id == id } }) else {
                    continue
                }
                let (next, remark) = try await file(record, id, with: changed[own.id] ?? own, at: now)
                changed[own.id] = next
                if let remark { filed.remarks[number] = remark }
            }
        }
        for (id, draft) in changed where stored[id] != draft {
            var draft = draft
            draft.nonce = surroundings.nonce()
            filed.files.updateValue(ReportDraftText.bytes(of: draft), forKey: draft.path)
        }
    }

    private func file(
        _ record: Record, _ round: CommentRoundID, with draft: ReportDraft, at now: Timestamp
    ) async throws(StudyError) -> (ReportDraft, String?) {
        let sender = record.sender
        let isOurs = sender.map { archive.description.team.contains($0.prefix) } ?? false
        guard !isOurs, let own = draft.rounds.first(where: { $0.id == round }) else { return (draft, nil) }
        let source = DraftSource(draft.text(of: own.version) ?? "")
        let parts = DraftReply.parts(of: record.body, paragraphs: source.count)
        if parts.contains(where: { $0.text.contains(DraftDocument.opening) }) { return (draft, nil) }
        let groups = own.audience.filter { Handle(rawValue: $0) == nil }
        var next = draft
        for part in parts {
            var remark = DraftRemark(round: round, text: part.text, from: part.from, to: part.to)
            (remark.handle, remark.record) = (sender, record.id)
            remark.group = groups.count == 1 && groups == own.audience ? groups[0] : nil
            let stamp = CycleStamp(id: surroundings.operationID(), by: archive.member, at: now)
            switch DraftRules.applied(
                .comment(remark), to: next, stamp, ids: { surroundings.operationID() })
            {
            case .success(let draft): next = draft
            case .failure(let error): return (draft, "Not filed with \(round): \(error.message)")
            }
        }
        let words = parts.count == 1 ? "a comment" : "\(parts.count) comments"
        return (next, parts.isEmpty ? nil : "Filed as \(words) on '\(draft.id)'.")
    }
}

extension ReportDraft {
    /// The round that a file's token names, where it has one; the open one otherwise.
    ///
    /// - Throws: `draft.invalid` for a token of another draft; `draft.state`.
    fileprivate func round(named tokens: [CommentRoundID]) throws(StudyError) -> CommentRound {
        if tokens.isEmpty { return try lastRound() }
        guard let round = rounds.first(where: { tokens.contains($0.id) }) else {
            throw StudyError(
                .draftInvalid, "The file is of the comment round \(tokens[0]), which is not of '\(id)'.",
                hint: "'rir draft list' shows the drafts; name the one it belongs to.")
        }
        return round
    }
}

extension DraftComment {
    /// What two comments have in common that are one.
    fileprivate var sameness: [String] { [who, "\(from ?? 0)", quote ?? "", text] }
}

extension DraftRemark {
    fileprivate var sameness: [String] {
        [handle?.rawValue ?? group ?? "", "\(from ?? 0)", quote ?? "", text]
    }
}

extension String {
    /// Without brackets and blanks around it.
    fileprivate var trimmingCharacters: String {
        String(drop { " []".contains($0) }.reversed().drop { " []".contains($0) }.reversed())
    }
}
