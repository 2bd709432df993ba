internal import CodingLogic
internal import StudyArchive
package import StudyModel

/// Framework matrices that are changed after they were begun.
extension StudyService {
    /// Gives a matrix another title, other columns, or another choice of cases.
    ///
    /// Nothing that is charted goes: summaries of a column that is dropped are left out and counted, and are there again when it
    /// comes back; a case with summaries stays a row, marked, whatever the choice.
    ///
    /// - Returns: the matrix as it is, without an operation, when nothing differs.
    /// - Throws: `matrix.foreign` for a coder who did not begin it; `matrix.filled` for a column with summaries, unless it is to go
    ///   anyway; `matrix.invalid`, `code.not_found`, `query.invalid`, `names.suspected`, `vault.locked`. Nothing is written then.
    package func changeFramework(
        _ name: String, _ edit: FrameworkEdit
    ) async throws(StudyError) -> FrameworkView {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> FrameworkView in
            let before = try await framework(named: name)
            let role = try await ownRole()
            guard before.added.by == archive.member || role != "coder" else {
                throw StudyError(
                    .matrixForeign, "'\(before.id)' was begun by \(before.added.by.rawValue).",
                    hint: "Ask them or a lead to change it, or begin another: 'rir matrix new'.")
            }
            var matrix = before
            if edit.title != nil {
                matrix.title = try await admitted(edit.title, "title", edit.cleared ?? false) ?? ""
            }
            if let plan = edit.plan { matrix.choice = try await choice(plan) }
            matrix.themes = try await themes(of: before, edit)
            if let problem = matrix.problem {
                throw StudyError(
                    .matrixInvalid, problem, hint: "'rir matrix show \(before.id)' shows what it has.")
            }
            if matrix == before { return try await view(of: before, FrameworkPart()) }
            matrix.nonce = surroundings.nonce()
            var operation = ArchiveOperation(
                id: surroundings.operationID(), act: .chart, by: archive.member, at: surroundings.now,
                reason: "\(matrix.id): \(Self.step(from: before, to: matrix))")
            operation.files.updateValue(FrameworkText.bytes(of: matrix), forKey: matrix.path)
            _ = try await commit([operation])[0].get()
            return try await view(of: matrix, FrameworkPart(), operation: operation.id)
        }
    }

    /// The columns after a change.
    private func themes(
        of matrix: FrameworkMatrix, _ edit: FrameworkEdit
    ) async throws(StudyError) -> [CodeID] {
        var themes = matrix.themes
        let rows = try await frameworkMemory().rows[matrix.id] ?? [:]
        for text in edit.drop ?? [] {
            let theme = try await theme(text, of: matrix)
            let filled = Self.summaries(under: theme.code, rows)
            guard filled == 0 || edit.anyway == true else {
                throw StudyError(
                    .matrixFilled,
                    "'\(theme.path)' has \(filled == 1 ? "1 summary" : "\(filled) summaries") in '\(matrix.id)'.",
                    hint: "Repeat with --anyway to leave them out; they stay, and come back with the column.")
            }
            themes.removeAll { $0 == theme.code }
        }
        if let add = edit.add, !add.isEmpty {
            for code in try await codes(add) where !themes.contains(code) { themes.append(code) }
        }
        return themes
    }

    private static func summaries(under theme: CodeID, _ rows: [CaseID: FrameworkRow]) -> Int {
        rows.values.count { $0.latest(theme)?.text.isEmpty == false }
    }

    /// Codes that are no columns and have summaries, by their paths.
    func left(
        of matrix: FrameworkMatrix, _ rows: [CaseID: FrameworkRow]
    ) async throws(StudyError) -> [FrameworkLeft] {
        let others = Set(rows.values.flatMap { $0.cells.map(\.theme) }).subtracting(matrix.themes)
        if others.isEmpty { return [] }
        var bare = matrix
        bare.themes = others.sorted { $0.rawValue < $1.rawValue }
        return try await themes(of: bare).map {
            FrameworkLeft(theme: $0, summaries: Self.summaries(under: $0.code, rows))
        }.filter { $0.summaries > 0 }.sorted { $0.theme.path < $1.theme.path }
    }

    /// What was changed, without anybody's words.
    private static func step(from before: FrameworkMatrix, to after: FrameworkMatrix) -> String {
        var parts: [String] = []
        if after.title != before.title { parts.append("title") }
        let added = Set(after.themes).subtracting(before.themes).count
        let dropped = Set(before.themes).subtracting(after.themes).count
        if added > 0 { parts.append(added == 1 ? "1 theme more" : "\(added) themes more") }
        if dropped > 0 { parts.append(dropped == 1 ? "1 theme less" : "\(dropped) themes less") }
        if after.choice != before.choice { parts.append("choice of cases") }
        return parts.joined(separator: ", ")
    }
}
