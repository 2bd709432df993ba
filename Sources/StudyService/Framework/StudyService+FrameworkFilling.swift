internal import CodingLogic
internal import Intake
internal import StudyArchive
package import StudyModel
internal import Workflows

/// Framework matrices as they are begun and filled.
extension StudyService {
    /// Begins a matrix.
    ///
    /// - Throws: `matrix.invalid`, also for a name that is taken; `code.not_found`, `query.invalid`, `names.found`,
    ///   `names.suspected`, `vault.locked`. Nothing is written then.
    package func newFramework(_ plan: FrameworkPlan) async throws(StudyError) -> FrameworkView {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> FrameworkView in
            let id = try await freeFrameworkID(plan.name)
            let title = try await admitted(plan.title, "title", false) ?? plan.name
            let matrix = FrameworkMatrix(
                id: id, title: title, choice: try await choice(plan), themes: try await codes(plan.themes),
                added: Provenance(by: archive.member, at: surroundings.now), nonce: surroundings.nonce())
            if let problem = matrix.problem { throw StudyError(.matrixInvalid, problem) }
            var operation = ArchiveOperation(
                id: surroundings.operationID(), act: .chart, by: archive.member, at: surroundings.now,
                reason: "\(id): new")
            operation.files.updateValue(FrameworkText.bytes(of: matrix), forKey: matrix.path)
            _ = try await commit([operation])[0].get()
            return try await view(of: matrix, FrameworkPart(), operation: operation.id)
        }
    }

    private func freeFrameworkID(_ name: String) async throws(StudyError) -> FrameworkID {
        try await requireNameless(name)
        let plain = try await admitted(name, "name of a matrix", false)
        guard plain == name, let id = FrameworkID(rawValue: name) else {
            throw StudyError(
                .matrixInvalid, "A matrix can't be called so.",
                hint: "Give 1 to 40 small letters, digits and dashes, and nobody's name.")
        }
        let memory = try await frameworkMemory()
        guard memory.matrices[id] == nil, memory.unreadable[id.path] == nil else {
            throw StudyError(
                .matrixInvalid, "There is a framework matrix '\(id)' already.", hint: "Give another name.")
        }
        return id
    }

    func choice(_ plan: FrameworkPlan) async throws(StudyError) -> FrameworkChoice {
        var choice = FrameworkChoice(kind: plan.kind, attributes: plan.attributes ?? [], query: plan.query)
        for text in plan.cases ?? [] {
            guard let id = CaseID(rawValue: text.uppercased()), try await storedCase(id) != nil else {
                throw StudyError(
                    .matrixInvalid, "The study has no case '\(text.printable)'.",
                    hint: "'rir participant list' shows the cases there are.")
            }
            choice.cases.append(id)
        }
        for condition in choice.attributes where FrameworkChoice.parts(of: condition) == nil {
            throw StudyError(
                .matrixInvalid, "'\(condition.printable)' is no condition on an attribute.",
                hint: "Write it as role=link-worker.")
        }
        if let query = choice.query { _ = try await parsed(query) }
        return choice
    }

    /// The codes that texts name; those at the top of the codebook without any.
    func codes(_ texts: [String]?) async throws(StudyError) -> [CodeID] {
        let codebook = try await codebook()
        guard let texts, !texts.isEmpty else {
            return codebook.children(of: nil).filter { $0.code.status != .retired }.map(\.code.id)
        }
        var codes: [CodeID] = []
        for text in texts { codes.append(try codebook.one(text).code.id) }
        return codes
    }

    // MARK: Filling

    /// Writes the next version of a cell.
    ///
    /// - Returns: the cell as it is, without an operation, when nothing differs.
    /// - Throws: `matrix.conflict` when it was changed after `base`; `matrix.invalid`; `participant.withdrawn` for the case of somebody
    ///   who withdrew; `coding.not_found`, `coding.ambiguous`, `names.suspected`, `vault.locked`.
    package func fillCell(
        _ name: String, _ draft: FrameworkFilling
    ) async throws(StudyError) -> FrameworkCellDetail {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> FrameworkCellDetail in
            let matrix = try await framework(named: name)
            let theme = try await theme(draft.theme, of: matrix)
            let caseID = try await row(draft.caseID, of: matrix)
            var row =
                try await frameworkMemory().rows[matrix.id]?[caseID]
                ?? FrameworkRow(matrix: matrix.id, caseID: caseID, nonce: surroundings.nonce())
            try await requireReadableRow(row.path)
            let before = row.latest(theme.code)
            try Self.require(draft.base, is: before, caseID, theme, matrix)
            let next = try await version(after: before, draft, caseID, theme, matrix)
            if let before, before.isSame(as: next), !before.isWithdrawn {
                return try await detail(of: matrix, caseID, theme)
            }
            if before == nil, next.text.isEmpty { return try await detail(of: matrix, caseID, theme) }
            try Self.require(next)
            row.add(next)
            let step = "\(matrix.id): \(caseID.rawValue), \(theme.path)"
            let operation = try await save([row], id: next.id, "\(step), version \(next.number)")
            return try await detail(of: matrix, caseID, theme, operation: operation)
        }
    }

    private static func require(
        _ base: OperationID?, is before: FrameworkCell?, _ caseID: CaseID, _ theme: FrameworkTheme,
        _ matrix: FrameworkMatrix
    ) throws(StudyError) {
        guard let base, base != before?.id else { return }
        throw StudyError(
            .matrixConflict, "The cell was changed meanwhile: version \(before?.number ?? 0) is the newest.",
            hint: "'rir matrix show \(matrix.id) --case \(caseID.rawValue) --theme \(theme.path)' shows it.")
    }

    private func version(
        after before: FrameworkCell?, _ draft: FrameworkFilling, _ caseID: CaseID, _ theme: FrameworkTheme,
        _ matrix: FrameworkMatrix
    ) async throws(StudyError) -> FrameworkCell {
        let staleness = try await staleness(of: [theme.code], [caseID])
        var text = ""
        if let given = draft.text {
            text = FrameworkSheet.plain(
                try await admitted(given, "summary", draft.cleared ?? false) ?? "")
        } else if let before, !before.text.isEmpty {
            text = before.text
        } else {
            throw StudyError(.matrixInvalid, "The cell has no summary that could stay.")
        }
        if !text.isEmpty, staleness.sources.withdrawn.contains(caseID) { throw Self.withdrawn(caseID) }
        var linked: Set<FrameworkCodingKey>?
        if let named = draft.codings { linked = try Self.keys(named, staleness.codings(caseID, theme.code)) }
        return FrameworkCell(
            theme: theme.code, id: surroundings.operationID(), number: (before?.number ?? 0) + 1, text: text,
            written: Provenance(by: archive.member, at: surroundings.now),
            basis: text.isEmpty ? [] : staleness.basis(caseID, theme.code, linked: linked))
    }

    private static func withdrawn(_ caseID: CaseID) -> StudyError {
        StudyError(
            .participantWithdrawn, "\(caseID.rawValue) has withdrawn, so nothing is charted of them.",
            hint: "'rir matrix fill' with --clear takes a summary away.")
    }

    /// The codings of a cell that ends of ids mean.
    private static func keys(
        _ names: [String], _ keys: [FrameworkCodingKey]
    ) throws(StudyError) -> Set<FrameworkCodingKey> {
        var found: Set<FrameworkCodingKey> = []
        for name in names {
            let end = name.lowercased().split(separator: "/").last.map(String.init) ?? ""
            let fitting = keys.filter { !end.isEmpty && $0.coding.rawValue.hasSuffix(end) }
            guard fitting.count == 1 else {
                throw StudyError(
                    fitting.isEmpty ? .codingNotFound : .codingAmbiguous,
                    "'\(name.printable)' is \(fitting.isEmpty ? "no coding" : "several codings") of this case and theme.",
                    hint: "'rir matrix show' with --case and --theme lists them.")
            }
            found.insert(fitting[0])
        }
        return found
    }

    private static func require(_ cell: FrameworkCell) throws(StudyError) {
        if let problem = cell.problem { throw StudyError(.matrixInvalid, problem) }
    }

    private func requireReadableRow(_ path: String) async throws(StudyError) {
        try Self.requireReadable(path, in: try await frameworkMemory())
    }

    /// Writes rows as one operation.
    private func save(
        _ rows: [FrameworkRow], id: OperationID, _ reason: String
    ) async throws(StudyError) -> OperationID {
        var operation = ArchiveOperation(
            id: id, act: .chart, by: archive.member, at: surroundings.now, reason: reason)
        for row in rows {
            var row = row
            row.nonce = surroundings.nonce()
            let bytes = FrameworkText.bytes(of: row)
            guard bytes.count <= FrameworkRow.largest else {
                throw StudyError(
                    .matrixInvalid,
                    "What is charted of \(row.caseID.rawValue), with its history, is larger than 4 MiB.",
                    hint: "Begin another matrix with 'rir matrix new'.")
            }
            operation.files.updateValue(bytes, forKey: row.path)
        }
        _ = try await commit([operation])[0].get()
        return operation.id
    }

    // MARK: A spreadsheet

    /// Takes in a table that was filled in a spreadsheet, all as one operation.
    ///
    /// Cells that were changed in the study after the table was written out are left as they are, unless they are asked for.
    ///
    /// - Parameters:
    ///   - name: of the file, which says what form of table it is.
    ///   - taken: names of cells whose summary in the table is wanted, such as `SP66/access`; `all` for every one.
    /// - Throws: `matrix.invalid` for a table that is not of this matrix, and what reading a table throws.
    package func importFramework(
        _ name: String, _ bytes: [UInt8], named file: String, dryRun: Bool, cleared: Bool, taken: [String]
    ) async throws(StudyError) -> FrameworkImportReply {
        let table = try SurveyIntake.rows(from: IntakeSource(path: file, bytes: bytes))
        try await refreshed()
        return try await writing { () async throws(StudyError) -> FrameworkImportReply in
            let matrix = try await framework(named: name)
            let themes = try await themes(of: matrix)
            let rows = try await frameworkMemory().rows[matrix.id] ?? [:]
            let chosen = try await chosen(by: matrix, among: try await cases())
            let sheet = FrameworkSheet(matrix.id, themes: themes, rows: rows)
            var reply = try sheet.plan(table) { chosen.contains($0) || rows[$0] != nil }
            let isTaken = { (change: FrameworkChange) in
                taken.contains("all") || taken.contains { $0.lowercased() == change.name.lowercased() }
            }
            reply.changes += reply.conflicts.filter(isTaken)
            reply.conflicts.removeAll(where: isTaken)
            let next = try await apply(&reply, to: rows, of: matrix, cleared: cleared)
            if dryRun || next.rows.isEmpty { return reply }
            let count = reply.changes.count
            reply.operation = try await save(
                next.rows, id: next.id,
                "\(matrix.id): \(count == 1 ? "1 cell" : "\(count) cells") from a table")
            return reply
        }
    }

    /// The rows that changes make; what can't be is left out of the changes and named.
    private func apply(
        _ reply: inout FrameworkImportReply, to rows: [CaseID: FrameworkRow], of matrix: FrameworkMatrix,
        cleared: Bool
    ) async throws(StudyError) -> (rows: [FrameworkRow], id: OperationID) {
        let id = surroundings.operationID()
        let written = Provenance(by: archive.member, at: surroundings.now)
        let staleness = try await staleness(of: matrix.themes, nil)
        var next: [CaseID: FrameworkRow] = [:]
        var kept: [FrameworkChange] = []
        for change in reply.changes {
            do throws(StudyError) {
                if staleness.sources.withdrawn.contains(change.caseID) { throw Self.withdrawn(change.caseID) }
                var row =
                    next[change.caseID] ?? rows[change.caseID]
                    ?? FrameworkRow(matrix: matrix.id, caseID: change.caseID, nonce: surroundings.nonce())
                try await requireReadableRow(row.path)
                var change = change
                change.after = FrameworkSheet.plain(
                    try await admitted(change.after, "summary", cleared) ?? "")
                let cell = FrameworkCell(
                    theme: change.theme, id: id, number: (row.latest(change.theme)?.number ?? 0) + 1,
                    text: change.after, written: written,
                    basis: staleness.basis(change.caseID, change.theme))
                try Self.require(cell)
                row.add(cell)
                next[change.caseID] = row
                kept.append(change)
            } catch {
                let reason = "\(change.name) is left out: \(error.message)"
                reply.problems.append(SheetProblem(row: 0, column: nil, reason: reason, isWarning: false))
            }
        }
        reply.changes = kept
        return (next.values.sorted { $0.caseID < $1.caseID }, id)
    }
}
