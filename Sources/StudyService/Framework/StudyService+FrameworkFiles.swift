internal import Intake
internal import StudyArchive
internal import StudyIndex
package import StudyModel
internal import Workflows

/// What a framework matrix is written out as.
package enum FrameworkFormat: String, Sendable, CaseIterable {
    case csv, xlsx
}

extension StudyService {
    /// A matrix as a table for a spreadsheet.
    ///
    /// Summaries that rest on the words of somebody who has not agreed to be quoted, or who withdrew, are left out and counted.
    ///
    /// - Throws: `matrix.not_found`, `matrix.ambiguous`; `names.found` where a known name would go out with it, `vault.locked`
    ///   while nobody can tell.
    package func frameworkFile(
        _ name: String, as format: FrameworkFormat
    ) async throws(StudyError) -> MadeFile {
        try await refreshed()
        let matrix = try await framework(named: name)
        let known = try await cases()
        let rows = try await frameworkMemory().rows[matrix.id] ?? [:]
        let chosen = try await chosen(by: matrix, among: known)
        let shown = known.map(\.id).filter { chosen.contains($0) || rows[$0] != nil }
        let left = try await leftOut(of: rows, matrix.themes, known)
        let table = FrameworkSheet(matrix.id, themes: try await themes(of: matrix), rows: rows)
            .table(of: shown) { left.cells.contains(CellPlace(caseID: $0, version: $1.id, theme: $1.theme)) }
        let name = "\(matrix.id)-\(surroundings.now.day.rawValue).\(format.rawValue)"
        let plain = CSVText.bytes(table)
        try await requireNoNames(in: plain, of: name)
        var file = MadeFile(name: name, bytes: plain)
        if format == .xlsx {
            file.bytes = try XlsxWriter.bytes(
                table, sheet: matrix.id.rawValue, hiddenColumn: (table.first?.count ?? 1) - 1)
        }
        file.remarks = Self.remarks(on: left.reasons, "summary", "summaries")
        return file
    }

    private struct CellPlace: Hashable {
        var caseID: CaseID
        var version: OperationID
        var theme: CodeID
    }

    /// The summaries that must not go out, and how many for which reason.
    private func leftOut(
        of rows: [CaseID: FrameworkRow], _ themes: [CodeID], _ known: [Case]
    ) async throws(StudyError) -> (cells: Set<CellPlace>, reasons: [String: Int]) {
        let judge = try await consentJudge()
        let withdrawn = Set(known.filter { $0.status == .withdrawn }.map(\.id))
        var refusals: [RecordID: String] = [:]
        for fact in try await index.recordFacts() where !fact.participants.isEmpty {
            let presence = RecordPresence(
                record: fact.id, people: fact.participants,
                began: RecordPresence.moment(day: fact.day, time: nil),
                isSurveyAnswer: fact.kind == .surveyResponse)
            refusals[fact.id] = judge.verdict(.quoteInReport, of: presence).refusal
        }
        var cells: Set<CellPlace> = []
        var reasons: [String: Int] = [:]
        for (caseID, row) in rows {
            for cell in row.latest.values where !cell.text.isEmpty && themes.contains(cell.theme) {
                var reason = cell.isWithdrawn || withdrawn.contains(caseID) ? Self.somebodyWithdrew : nil
                reason = reason ?? cell.basis.lazy.filter(\.isLinked).compactMap { refusals[$0.record] }.first
                if reason == nil, !cell.basis.contains(where: \.isLinked), let handle = caseID.handle {
                    // A summary that rests on no coding is about its case all the same.
                    let presence = RecordPresence(record: nil, people: [handle], began: cell.written.at)
                    reason = judge.verdict(.quoteInReport, of: presence).refusal
                }
                guard let reason else { continue }
                cells.insert(CellPlace(caseID: caseID, version: cell.id, theme: cell.theme))
                reasons[reason, default: 0] += 1
            }
        }
        return (cells, reasons)
    }

    private static var somebodyWithdrew: String { "somebody withdrew on whose words it rests." }
}

extension ConsentVerdict {
    /// Why the use is refused; `nil` where it is not.
    fileprivate var refusal: String? {
        isRefused ? sentences.first ?? "consent to quote is missing." : nil
    }
}
