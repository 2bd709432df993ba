internal import CodingLogic
internal import StudyArchive
internal import StudyIndex
package import StudyModel
internal import Workflows

/// Framework matrices as they are read.
extension StudyService {
    /// What a part of a matrix is asked for.
    package struct FrameworkPart: Sendable {
        package var by: String?
        package var caseID: String?
        package var theme: String?
        /// Only cells whose summary is stale, and rows that have one.
        package var isStaleOnly = false

        package init(
            by: String? = nil, caseID: String? = nil, theme: String? = nil, isStaleOnly: Bool = false
        ) {
            self.by = by
            self.caseID = caseID
            self.theme = theme
            self.isStaleOnly = isStaleOnly
        }
    }

    /// All matrices by name, and files that are none as the format says, one sentence each.
    package func frameworkList() async throws(StudyError) -> (
        matrices: [FrameworkHead], unreadable: [String]
    ) {
        try await refreshed()
        let memory = try await frameworkMemory()
        var heads: [FrameworkHead] = []
        for matrix in memory.matrices.values.sorted(by: { $0.id < $1.id }) {
            heads.append(FrameworkHead(try await view(of: matrix, FrameworkPart())))
        }
        return (heads, memory.unreadableSentences)
    }

    /// A matrix, or a part of it, as it now stands.
    ///
    /// - Throws: `matrix.not_found`, `matrix.ambiguous`; `matrix.invalid` for a case or theme it does not have.
    package func framework(_ name: String, _ part: FrameworkPart) async throws(StudyError) -> FrameworkView {
        try await refreshed()
        return try await view(of: try await framework(named: name), part)
    }

    func view(
        of matrix: FrameworkMatrix, _ part: FrameworkPart, operation: OperationID? = nil
    ) async throws(StudyError) -> FrameworkView {
        let known = try await cases()
        let rows = try await frameworkMemory().rows[matrix.id] ?? [:]
        let chosen = try await chosen(by: matrix, among: known)
        var shown = known.map(\.id).filter { chosen.contains($0) || Self.isFilled(rows[$0], matrix) }
        if let text = part.caseID {
            let wanted = text.uppercased()
            shown = shown.filter { $0.rawValue == wanted }
            if shown.isEmpty { throw Self.noRow(text, matrix) }
        }
        var themes = try await themes(of: matrix)
        if let text = part.theme { themes = [try await theme(text, of: matrix)] }
        let staleness = try await staleness(
            of: themes.map(\.code), part.caseID == nil ? nil : Set(shown),
            besides: part.caseID == nil ? [] : Self.records(of: shown.compactMap { rows[$0] }))
        let attributes = Dictionary(known.map { ($0.id, $0.attributes) }) { first, _ in first }
        var views = shown.map { caseID in
            let latest = rows[caseID]?.latest ?? [:]
            return FrameworkRowView(
                caseID: caseID, group: part.by.map { attributes[caseID]?[$0]?.words ?? "" },
                isChosen: chosen.contains(caseID),
                cells: themes.map { Self.cell(latest[$0.code], $0.code, caseID, staleness) })
        }
        if part.isStaleOnly { views = Self.staleOnly(views) }
        if part.by != nil { views.sort { ($0.group ?? "", $0.caseID) < ($1.group ?? "", $1.caseID) } }
        let left = try await left(of: matrix, rows)
        return FrameworkView(
            matrix, themes: themes, rows: views, by: part.by, left: left.isEmpty ? nil : left,
            operation: operation)
    }

    private static func staleOnly(_ rows: [FrameworkRowView]) -> [FrameworkRowView] {
        rows.compactMap { row in
            var row = row
            row.cells.removeAll { !$0.isStale }
            return row.cells.isEmpty ? nil : row
        }
    }

    static func cell(
        _ cell: FrameworkCell?, _ theme: CodeID, _ caseID: CaseID, _ staleness: FrameworkStaleness
    ) -> FrameworkCellView {
        FrameworkCellView(
            theme: theme, codings: staleness.codings(caseID, theme).count, cell: cell,
            causes: cell.map { staleness.causes(of: $0, of: caseID) } ?? [])
    }

    private static func isFilled(_ row: FrameworkRow?, _ matrix: FrameworkMatrix) -> Bool {
        let latest = row?.latest ?? [:]
        return matrix.themes.contains { latest[$0]?.text.isEmpty == false }
    }

    static func records(of rows: [FrameworkRow]) -> Set<RecordID> {
        Set(rows.flatMap { $0.latest.values.flatMap { $0.basis.map(\.record) } })
    }

    // MARK: One cell

    /// One cell with its codings and its history.
    ///
    /// - Throws: as ``framework(_:_:)``.
    package func frameworkCell(
        _ name: String, _ caseText: String, _ themeText: String
    ) async throws(StudyError) -> FrameworkCellDetail {
        try await refreshed()
        let matrix = try await framework(named: name)
        let theme = try await theme(themeText, of: matrix)
        let caseID = try await row(caseText, of: matrix)
        return try await detail(of: matrix, caseID, theme)
    }

    func detail(
        of matrix: FrameworkMatrix, _ caseID: CaseID, _ theme: FrameworkTheme, operation: OperationID? = nil
    ) async throws(StudyError) -> FrameworkCellDetail {
        let row = try await frameworkMemory().rows[matrix.id]?[caseID]
        let latest = row?.latest(theme.code)
        let staleness = try await staleness(
            of: [theme.code], [caseID], besides: Set((latest?.basis ?? []).map(\.record)))
        let linked = Set((latest?.basis ?? []).filter(\.isLinked).map(\.key))
        return FrameworkCellDetail(
            matrix: matrix.id, caseID: caseID, theme: theme,
            cell: Self.cell(latest, theme.code, caseID, staleness),
            evidence: try await evidence(
                staleness.codings(caseID, theme.code), in: staleness, linked: linked),
            history: row?.history(theme.code) ?? [], operation: operation)
    }

    /// A row by its case.
    ///
    /// - Throws: `matrix.invalid` for a case that is no row of the matrix.
    func row(_ text: String, of matrix: FrameworkMatrix) async throws(StudyError) -> CaseID {
        guard let caseID = CaseID(rawValue: text.uppercased()), let value = try await storedCase(caseID)
        else { throw Self.noRow(text, matrix) }
        if Self.isFilled(try await frameworkMemory().rows[matrix.id]?[caseID], matrix) { return caseID }
        guard try await chosen(by: matrix, among: [value]).contains(caseID) else {
            throw Self.noRow(text, matrix)
        }
        return caseID
    }

    private static func noRow(_ text: String, _ matrix: FrameworkMatrix) -> StudyError {
        StudyError(
            .matrixInvalid, "'\(text.printable)' is no row of '\(matrix.id)'.",
            hint: "'rir matrix show \(matrix.id)' shows its rows.")
    }

    // MARK: Rows and columns

    /// The cases that a matrix's choice takes in.
    func chosen(
        by matrix: FrameworkMatrix, among known: [Case]
    ) async throws(StudyError) -> Set<CaseID> {
        let team = archive.description.team
        let fitting = Set(known.filter { matrix.choice.fits($0, team: team) }.map(\.id))
        guard let text = matrix.choice.query, !fitting.isEmpty else { return fitting }
        let query = try await parsed(text)
        let corpus = try await corpus(at: nil)
        let hits = try await Self.away {
            try QueryEngine(corpus.corpus).answer(query, offset: 0, limit: .max).hits
        }
        return fitting.intersection(Set(hits.map(\.record)).flatMap { corpus.records[$0]?.cases ?? [] })
    }

    /// The columns of a matrix, as the codebook now names them.
    func themes(of matrix: FrameworkMatrix) async throws(StudyError) -> [FrameworkTheme] {
        let codebook = try await codebook()
        return matrix.themes.map { code in
            let entry = codebook[code]
            return FrameworkTheme(
                code: code, path: entry?.path.rawValue ?? code.rawValue,
                name: entry?.code.name ?? code.rawValue)
        }
    }

    /// A column by its code.
    ///
    /// - Throws: `matrix.invalid` for a code that is no column of the matrix.
    func theme(_ text: String, of matrix: FrameworkMatrix) async throws(StudyError) -> FrameworkTheme {
        let themes = try await themes(of: matrix)
        let codes = Set(try await codebook().resolve(text).map(\.code.id))
        let found = themes.filter { codes.contains($0.code) || $0.code.rawValue == text }
        if found.count == 1 { return found[0] }
        throw StudyError(
            .matrixInvalid,
            "'\(text.printable)' is \(found.isEmpty ? "no theme" : "several themes") of '\(matrix.id)'.",
            hint: "'rir matrix show \(matrix.id)' shows its themes.")
    }
}
