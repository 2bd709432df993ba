package import StudyModel

extension StudyService {
    /// Refuses words that are to leave the study where a known name is among them.
    ///
    /// - Parameter what: what is to leave, in words.
    /// - Throws: `names.found`, `vault.locked` while nobody can tell.
    package func requireNoKnownNames(in words: [String], of what: String) async throws(StudyError) {
        try await requireNoNames(in: Array(words.joined(separator: "\n").utf8), of: what)
    }
}
