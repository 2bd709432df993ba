internal import StudyArchive
internal import StudyModel

/// Memos that were changed with an editor, in the folder itself.
extension StudyService {
    /// A memo as its working file has it, whatever line ends the editor wrote; `nil` where it is none.
    func workingMemo(_ path: String) -> Memo? {
        guard let bytes = StudyFolder(path: self.path).read(path),
            let text = String(validating: bytes, as: UTF8.self)
        else { return nil }
        return try? MemoText.memo(from: Array(text.asBody.utf8))
    }

    /// The version that a memo changed by hand becomes; `nil` for another member's, which only they change.
    ///
    /// - Throws: `names.suspected` where it brings what may be a name, `vault.locked`.
    func adoptedMemo(_ path: String, cleared: Bool) async throws(StudyError) -> [UInt8]? {
        guard let id = MemoText.owner(ofPath: path)?.memo, let known = try await memosInGit().memos[id]?.memo,
            var memo = workingMemo(path), memo.path == path, known.written == memo.written,
            known.written.by == archive.member
        else { return nil }
        memo.version = known.version
        try await admit(&memo, insteadOf: known, isPrivate: false, cleared: cleared)
        memo.advance(by: archive.member, at: surroundings.now, nonce: surroundings.nonce())
        return Array(MemoText.text(of: memo).utf8)
    }
}
