internal import CodingLogic
internal import StudyArchive
package import StudyModel

extension StudyService {
    /// The queries that were saved, by name.
    package func savedQueries() async throws(StudyError) -> [SavedQuery] {
        try await refreshed()
        return try await storedQueries()
    }

    /// The same for use inside ``writing(_:)``.
    func storedQueries() async throws(StudyError) -> [SavedQuery] {
        var queries: [SavedQuery] = []
        for path in try await reader.files(below: "queries") {
            if let bytes = try await reader.file(path), let query = try? SavedQuery(from: bytes) {
                queries.append(query)
            }
        }
        return queries
    }

    /// A saved query.
    ///
    /// - Throws: `query.not_found`.
    func savedQuery(_ name: String) async throws(StudyError) -> SavedQuery {
        if SavedQuery.isName(name), let bytes = try await reader.file("queries/\(name).yaml"),
            let query = try? SavedQuery(from: bytes)
        {
            return query
        }
        throw StudyError(
            .queryNotFound, "There is no saved query '\(name.printable)'.",
            hint: "Run 'rir query list' to see them.")
    }

    /// Keeps a query under a name, in the place of one that has it.
    ///
    /// Known names in it become handles; what may name somebody is refused unless a person has `cleared` it.
    ///
    /// - Throws: `query.invalid` for what is no query or no name; `names.suspected`, `names.found`, `vault.locked`.
    package func saveQuery(
        name: String, query: String, note: String, cleared: Bool = false
    ) async throws(StudyError) -> SavedQuery {
        guard SavedQuery.isName(name) else {
            throw StudyError(
                .queryInvalid, "A query's name is made of small letters, digits and dashes.",
                hint: "For example 'access-in-interviews'.")
        }
        return try await writing { () async throws(StudyError) -> SavedQuery in
            let text = try await parsed(query).text
            let passed = try await replacingNames(text, in: "query", cleared: cleared) ?? text
            let saved = SavedQuery(
                name: name, query: try await parsed(passed).text,
                note: try await replacingNames(note, in: "note", cleared: cleared) ?? "",
                saved: Provenance(by: archive.member, at: surroundings.now))
            try await requireNoNames(in: Array("\(saved.path)\n\(saved.text)".utf8), of: saved.path)
            _ = try await commit(.code, [(saved.path, saved.text)])
            return saved
        }
    }

    /// Takes a saved query away.
    ///
    /// - Throws: `query.not_found`.
    package func removeQuery(name: String) async throws(StudyError) {
        try await writing { () async throws(StudyError) in
            let query = try await savedQuery(name)
            var operation = ArchiveOperation(
                id: surroundings.operationID(), act: .code, by: archive.member, at: surroundings.now)
            operation.files.updateValue(nil, forKey: query.path)
            _ = try await commit([operation])[0].get()
        }
    }
}
