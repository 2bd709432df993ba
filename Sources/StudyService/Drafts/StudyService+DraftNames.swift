internal import Merging
internal import StudyArchive
internal import StudyModel

/// People in report drafts: a name that is learnt later, somebody who withdraws, a question of a merge.
extension StudyService {
    /// Puts everything that drafts keep in words through a function.
    func replaceInDrafts(
        _ operation: inout ArchiveOperation, _ replacing: (String) -> String
    ) async throws(StudyError) {
        for draft in try await feedbackMemory().drafts.values {
            let next = draft.rewritten(replacing)
            if next != draft { write(next, in: &operation) }
        }
    }

    /// Takes a participant out of drafts: their handle is blacked out, what they commented goes with it, and so do words that
    /// stood in records of theirs and stand there no more.
    func withholdInDrafts(
        _ handle: Handle, by operation: inout ArchiveOperation
    ) async throws(StudyError) {
        let drafts = try await feedbackMemory().drafts.values
        if drafts.isEmpty { return }
        var left: [RecordID: String?] = [:]
        var passages: Set<String> = []
        for change in operation.records {
            left.updateValue(change.record?.body, forKey: change.id)
            let before = try await stored(change.id, version: nil).record.body
            passages.formUnion(TakenPassages.lines(of: before, butIn: change.record?.body ?? ""))
        }
        for draft in drafts {
            let next = draft.withholding(handle, left: left, TakenPassages(passages))
            if next != draft { write(next, in: &operation) }
        }
    }

    private func write(_ draft: ReportDraft, in operation: inout ArchiveOperation) {
        var draft = draft
        draft.nonce = surroundings.nonce()
        operation.files.updateValue(ReportDraftText.bytes(of: draft), forKey: draft.path)
    }

    /// A draft in which the other side of a question stands, as its next version.
    ///
    /// - Returns: `nil` for any other file.
    func takenDraft(
        _ sides: [String: [UInt8]], at path: String, _ now: [UInt8], _ question: MergeQuestion
    ) async throws(StudyError) -> [UInt8]? {
        guard ReportDraftID(path: path) != nil, let mine = try? ReportDraftText.draft(from: now) else {
            return nil
        }
        var read: [String: ReportDraft] = [:]
        for (name, bytes) in sides {
            read[name] = try? ReportDraftText.draft(from: try await cleared(bytes, at: path))
        }
        guard let kept = read[question.kept], let other = question.other.flatMap({ read[$0] }) else {
            return nil
        }
        var draft = AnswerMerge.draft(
            .init(base: read[""], kept: kept, other: other), fields: question.fields, now: mine,
            id: surroundings.operationID(), Provenance(by: archive.member, at: surroundings.now))
        draft.nonce = surroundings.nonce()
        return ReportDraftText.bytes(of: draft)
    }
}

/// Words that went out of records, to be found where somebody copied them.
struct TakenPassages: Sendable {
    /// Fewer words than these are anybody's.
    private static let fewest = 6
    private let passages: [[String]]

    init(_ passages: Set<String>) {
        self.passages = passages.sorted().map { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
    }

    /// The lines of a text that are not in what is left of it, but for headings: they are questions, or the team's.
    static func lines(of before: String, butIn after: String) -> Set<String> {
        let kept = Set(after.split(separator: "\n"))
        return Set(
            before.split(separator: "\n").filter { !kept.contains($0) && !$0.hasPrefix("#") }.map(String.init)
        )
    }

    /// A text with `[withdrawn]` in place of every stretch of six words or more that stood in one of the passages.
    func takenOut(of text: String) -> String {
        passages.reduce(text) { text, words in Self.takingOut(words, of: text) }
    }

    private static func takingOut(_ passage: [String], of text: String) -> String {
        guard passage.count >= fewest else { return text }
        let known = Set((0...passage.count - fewest).map { passage[$0..<$0 + fewest].map(bare) })
        let words = text.words
        guard words.count >= fewest else { return text }
        var taken = Array(repeating: false, count: words.count)
        for start in 0...words.count - fewest
        where known.contains(words[start..<start + fewest].map { bare(String(text[$0])) }) {
            for index in start..<start + fewest { taken[index] = true }
        }
        guard taken.contains(true) else { return text }
        var out = ""
        var end = text.startIndex
        for (index, range) in words.enumerated() where taken[index] {
            if index > 0, taken[index - 1] {
                end = range.upperBound
                continue
            }
            out += text[end..<range.lowerBound] + "[withdrawn]"
            end = range.upperBound
        }
        return out + text[end...]
    }

    /// A word without marks around it, in small letters.
    private static func bare(_ word: String) -> String {
        word.lowercased().filter { $0.isLetter || $0.isNumber }
    }
}

extension String {
    /// Where its words stand.
    fileprivate var words: [Range<String.Index>] {
        var words: [Range<String.Index>] = []
        var index = startIndex
        while let start = self[index...].firstIndex(where: { !$0.isWhitespace }) {
            let end = self[start...].firstIndex(where: \.isWhitespace) ?? endIndex
            words.append(start..<end)
            index = end
        }
        return words
    }
}

extension ReportDraft {
    /// The draft without a participant.
    ///
    /// - Parameter left: what is left of the records that changed; `nil` for those that went.
    func withholding(
        _ handle: Handle, left: [RecordID: String?], _ passages: TakenPassages
    ) -> ReportDraft {
        var draft = self
        for index in events.indices {
            let event = events[index]
            let isGone = event.record.map { id in
                guard let left = left[id] else { return false }
                return left.map { !$0.contains(event.text ?? "") } ?? true
            }
            guard event.handle == handle || isGone == true else { continue }
            draft.events[index].text = event.text.map { $0.isEmpty ? "" : "[withdrawn]" }
            draft.events[index].quote = nil
            if event.handle == handle, event.act == .commented { draft.events[index].handle = nil }
        }
        draft = draft.rewritten { passages.takenOut(of: $0).withholding(handle) }
        for index in draft.events.indices {
            let kept = events[index].audience.filter { $0 != handle.rawValue }
            if kept != events[index].audience {
                draft.events[index].audience = kept.isEmpty ? ["withdrawn"] : kept
            }
            // A sign-off stays, and says no more whose it was.
            if draft.events[index].handle == handle {
                (draft.events[index].handle, draft.events[index].group) = (nil, "withdrawn")
            }
        }
        let gone = left.keys.map { "quote:\($0.rawValue)/" }
        draft.citations.removeAll { seen in gone.contains { seen.citation.hasPrefix($0) } }
        return draft
    }
}
