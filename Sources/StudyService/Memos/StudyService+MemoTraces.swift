internal import Pseudonymisation
internal import StudyArchive
internal import StudyIndex
internal import StudyModel
internal import Vault

/// People in memos: a name that is learnt later, somebody who withdraws, somebody who asks.
extension StudyService {
    /// The memos that are linked to a participant or name them, the newest first; of private ones, which only their
    /// writer can see, without a title.
    func memos(about handle: Handle) async throws(StudyError) -> [MemoHead] {
        var found = Array(try await memosInGit().memos.values)
        if vault.exists, await vault.isOpen { found += Array(try await privateMemos().memos.values) }
        return found.filter { $0.memo.concerns(handle) }
            .sorted { ($0.memo.written.at, $0.memo.id) > ($1.memo.written.at, $1.memo.id) }
            .map { stored in
                var head = MemoHead(stored.memo, isPrivate: stored.isPrivate, links: [], snippet: [])
                if stored.isPrivate { head.title = "" }
                return head
            }
    }

    /// Takes a participant out of memos: their handle is blacked out, links to them go, and so do quotes of what the
    /// operation takes out of records.
    func removeMemoTraces(of handle: Handle, by operation: inout ArchiveOperation) async throws(StudyError) {
        var bodies: [RecordID: String?] = [:]
        for change in operation.records { bodies.updateValue(change.record?.body, forKey: change.id) }
        let known = try await memosInGit()
        for stored in known.memos.values {
            let memo = stored.memo.withholding(handle, bodies: bodies)
            if memo != stored.memo { write(memo, in: &operation) }
        }
        for path in known.unreadable.keys {
            guard let text = try await reader.file(path).map({ String(decoding: $0, as: UTF8.self) }) else {
                continue
            }
            operation.files.updateValue(Array(text.withholding(handle).utf8), forKey: path)
        }
        operation.originals += try await sealPrivateMemos(
            withholding: handle, bodies: bodies, in: operation.id)
    }

    /// Puts everything that memos say through a function.
    func replaceInMemos(
        _ operation: inout ArchiveOperation, _ replacing: (String) -> String
    ) async throws(StudyError) {
        let known = try await memosInGit()
        for stored in known.memos.values {
            let memo = stored.memo.rewritten(replacing)
            if memo != stored.memo { write(memo, in: &operation) }
        }
        for path in known.unreadable.keys {
            guard let text = try await reader.file(path).map({ String(decoding: $0, as: UTF8.self) }) else {
                continue
            }
            operation.files.updateValue(Array(replacing(text).utf8), forKey: path)
        }
    }

    private func write(_ memo: Memo, in operation: inout ArchiveOperation) {
        var memo = memo
        memo.advance(by: archive.member, at: operation.at, nonce: surroundings.nonce())
        operation.files.updateValue(Array(MemoText.text(of: memo).utf8), forKey: memo.path)
    }
}

extension Memo {
    /// Whether it is linked to a participant or names them.
    fileprivate func concerns(_ handle: Handle) -> Bool {
        if links.contains(where: { $0.case?.handle == handle }) { return true }
        let texts = [title, body] + links.compactMap { $0.anchor?.quote }
        return texts.contains { Array($0.unicodeScalars)[...].holdsWord(handle.rawValue) }
    }

    /// The memo with everything put through a function, wherever words stand in it.
    fileprivate func rewritten(_ replacing: (String) -> String) -> Memo {
        var memo = self
        memo.title = replacing(title)
        memo.body = replacing(body)
        memo.rewritePlaces { place in
            let anchor = place.anchor
            let context = anchor.before + anchor.quote + anchor.after
            guard replacing(context) != context else { return place }
            var next = place
            next.anchor.quote = replacing(anchor.quote)
            // A name may be cut where the context ends, and then nothing finds it.
            (next.anchor.before, next.anchor.after) = ("", "")
            return next
        }
        return memo
    }

    /// The memo without a participant.
    ///
    /// - Parameter bodies: what is left of the records that changed; `nil` for those that went.
    func withholding(_ handle: Handle, bodies: [RecordID: String?]) -> Memo {
        var memo = self
        memo.title = title.withholding(handle)
        memo.body = body.withholding(handle)
        memo.links.removeAll { $0.case?.handle == handle }
        memo.rewritePlaces { $0.withholding(handle, bodies: bodies) }
        return memo
    }

    /// Puts the words of every link through a function; a link that loses them leads to the record alone.
    private mutating func rewritePlaces(_ change: (MemoLink.Place) -> MemoLink.Place?) {
        var kept: [MemoLink] = []
        for link in links {
            var next = link
            if case .span(let place) = link {
                next = change(place).map { .span($0) } ?? .record(place.record)
            }
            if !kept.contains(next) { kept.append(next) }
        }
        links = kept
    }
}

extension MemoLink.Place {
    /// The place without a participant's handle, and without words that the record has no more.
    fileprivate func withholding(_ handle: Handle, bodies: [RecordID: String?]) -> MemoLink.Place? {
        var place = self
        place.anchor.quote = anchor.quote.withholding(handle)
        place.anchor.before = anchor.before.withholding(handle)
        place.anchor.after = anchor.after.withholding(handle)
        guard let left = bodies[record] else { return place }
        guard let body = left, body.contains(place.anchor.quote) else { return nil }
        if !body.contains(place.anchor.before + place.anchor.quote + place.anchor.after) {
            (place.anchor.before, place.anchor.after) = ("", "")
        }
        return place
    }
}
