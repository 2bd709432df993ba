internal import CodingLogic
internal import Intake
internal import StudyArchive
package import StudyModel

/// What became of a table of codings.
package struct CodingTableOutcome: Sendable {
    package var made = 0
    /// There already, on exactly these words.
    package var repeated = 0
    package var records = 0
    package var problems: [SheetProblem] = []
    package var operation: OperationID?
}

extension StudyService {
    /// Takes in a table of codings as the member's own, all as one operation; rows that can't be are left out and named.
    ///
    /// - Parameters:
    ///   - name: of the file, which says what form of table it is.
    ///   - dryRun: whether only what would become of it is said.
    /// - Throws: `coding.invalid` for a table without records or codes, and what reading a table throws.
    package func importCodings(
        _ bytes: [UInt8], named name: String, dryRun: Bool, cleared: Bool
    ) async throws(StudyError) -> CodingTableOutcome {
        let table = try SurveyIntake.rows(from: IntakeSource(path: name, bytes: bytes))
        let (rows, problems) = try CodingTableReader.rows(table)
        try await refreshed()
        let coder = CoderID(archive.member)
        return try await importCodings(rows, problems, dryRun: dryRun, cleared: cleared) { _ in
            coder
        } record: {
            row throws(StudyError) in
            try await self.resolve(row.record)
        }
    }

    /// Codes the sample study as its two invented coders did.
    ///
    /// - Parameter records: what became of each source, by its path.
    /// - Throws: `coding.invalid` for a row that does not fit the sources, which is a fault of the sample.
    func codeSample(_ bytes: [UInt8], records: [String: RecordID]) async throws(StudyError) {
        let table = try SurveyIntake.rows(from: IntakeSource(path: "codings.csv", bytes: bytes))
        let (rows, problems) = try CodingTableReader.rows(table)
        let first = CoderID(archive.member)
        let second = try await coders().first?.id ?? first
        let outcome = try await importCodings(rows, problems, as: .hand, dryRun: false, cleared: true) {
            $0.coder == "2" ? second : first
        } record: { row throws(StudyError) in
            if let id = records[row.record] { return id }
            throw StudyError(.recordNotFound, "The sample has no such source.")
        }
        if let problem = outcome.problems.first {
            throw StudyError(.codingInvalid, "The sample's codings do not fit. \(problem.sentence)")
        }
    }

    /// Takes in rows of codings.
    ///
    /// - Parameters:
    ///   - coder: whose a row's coding is.
    ///   - record: which record a row means.
    func importCodings(
        _ rows: [CodingRow], _ problems: [SheetProblem], as origin: Coding.Origin = .import, dryRun: Bool,
        cleared: Bool, coder: (CodingRow) -> CoderID, record: (CodingRow) async throws(StudyError) -> RecordID
    ) async throws(StudyError) -> CodingTableOutcome {
        var groups: [RecordID: [CoderID: [CodingRow]]] = [:]
        var outcome = CodingTableOutcome(problems: problems)
        for row in rows {
            do throws(StudyError) {
                groups[try await record(row), default: [:]][coder(row), default: []].append(row)
            } catch { outcome.problems.append(SheetProblem(row.number, error)) }
        }
        let known = groups
        return try await writing { () async throws(StudyError) -> CodingTableOutcome in
            var operation = ArchiveOperation(
                id: surroundings.operationID(), act: .code, by: archive.member, at: surroundings.now)
            for (id, coders) in known.sorted(by: { $0.key < $1.key }) {
                for (coder, rows) in coders.sorted(by: { $0.key < $1.key }) {
                    try await take(rows, in: id, by: coder, origin, cleared, &operation, &outcome)
                }
            }
            outcome.records =
                Set(operation.files.keys.compactMap { CodingText.owner(ofPath: $0)?.record }).count
            outcome.problems.sort { $0.row < $1.row }
            if operation.files.isEmpty || dryRun { return outcome }
            _ = try await commit([operation])[0].get()
            outcome.operation = operation.id
            return outcome
        }
    }

    private func take(
        _ rows: [CodingRow], in id: RecordID, by coder: CoderID, _ origin: Coding.Origin, _ cleared: Bool,
        _ operation: inout ArchiveOperation, _ outcome: inout CodingTableOutcome
    ) async throws(StudyError) {
        let stored = try await reader.record(id)
        var sheet = CodingSheet(
            record: stored.record, sha256: stored.sha256, codings: try await codings(in: id, by: coder),
            codebook: try await codebook(), at: surroundings.now, origin: origin,
            newID: surroundings.codingID)
        for row in rows {
            do throws(StudyError) {
                try await requireUsable(stored.record)
                var change = row.change
                change.comment = try await replacingNames(change.comment, in: "comment", cleared: cleared)
                var next = sheet
                try next.apply(change)
                sheet = next
            } catch { outcome.problems.append(SheetProblem(row.number, error)) }
        }
        outcome.made += sheet.touched.count
        outcome.repeated += sheet.repeated.count
        guard sheet.hasChanged else { return }
        operation.files.updateValue(
            CodingText.bytes(of: sheet.codings), forKey: CodingText.path(of: id, by: coder))
    }
}

extension SheetProblem {
    /// A row that was left out, with the reason and never its words.
    fileprivate init(_ row: Int, _ error: StudyError) {
        self.init(row: row, column: nil, reason: error.message, isWarning: false)
    }
}
