internal import StudyArchive
package import StudyModel

/// Words that should never have been written down, and what became of them.
package struct Redaction: Sendable {
    /// Files that hold them, or ever did.
    package var places: [String]
    /// Operations whose reason holds them.
    package var reasons: Int
    /// Files that hold them now and that no erasure touches.
    package var stays: [String]
    /// What was done; `nil` where it was only looked, or where they stand nowhere.
    package var receipt: ErasureReceipt?
}

extension StudyService {
    /// Takes words out of everything that the study holds or ever held.
    ///
    /// They are found word by word, whatever case, punctuation or line breaks they are written with; of more than six, every six in
    /// a row. In the present `[redacted]` stands in their place; earlier versions of the files leave history.
    ///
    /// - Throws: `redaction.invalid` for none; `member.invalid` for anybody but a lead; and what saving throws.
    package func redact(_ text: String, dryRun: Bool) async throws(StudyError) -> Redaction {
        let words = ErasedWords(exactly: text)
        guard words.count > 0 else {
            throw StudyError(
                .redactionInvalid, "There are no words to look for.",
                hint: "Give at least one word, of letters or digits.")
        }
        try await refreshed()
        return try await writing { () async throws(StudyError) in
            let scan = try HistoryScan(folder: archive.folder)
            let found = try await scan.find { path, bytes in
                !Self.staysAfterErasure(path) && words.areQuoted(in: bytes)
            }
            var redaction = Redaction(
                places: found.paths.sorted(), reasons: found.reasons.count,
                stays: try await kept(quoting: words))
            if dryRun || (found.paths.isEmpty && found.reasons.isEmpty) { return redaction }
            guard try await ownRole() == "lead" else {
                throw StudyError(
                    .memberInvalid, "Only the lead takes something out of history.", hint: "Ask them.")
            }
            let erasure = Erasure(
                id: surroundings.operationID(), basis: .redaction, paths: redaction.places,
                reasons: Array(found.reasons),
                recorded: Provenance(by: archive.member, at: surroundings.now))
            redaction.receipt = try await erase(erasure, words: words, originals: [])
            return redaction
        }
    }

    /// The files that an erasure leaves as they are and that hold words now: forms of consent, the study's own description.
    private func kept(quoting words: ErasedWords) async throws(StudyError) -> [String] {
        var paths = ["study.yaml"]
        for folder in ["consent", "decisions", "reviews", "checkpoints", "questions"] {
            paths += try await reader.files(below: folder)
        }
        var found: [String] = []
        for path in paths {
            if let bytes = try await reader.file(path), words.areQuoted(in: bytes) { found.append(path) }
        }
        return found.sorted()
    }
}
