internal import Merging
internal import StudyArchive
internal import StudyModel

/// People in framework matrices: a name that is learnt later, somebody who withdraws, a question that is answered.
extension StudyService {
    /// Puts everything that matrices keep in words through a function.
    func replaceInFrameworks(
        _ operation: inout ArchiveOperation, _ replacing: (String) -> String
    ) async throws(StudyError) {
        let memory = try await frameworkMemory()
        for matrix in memory.matrices.values {
            var next = matrix
            next.title = replacing(matrix.title)
            next.choice.query = matrix.choice.query.map(replacing)
            next.choice.attributes = matrix.choice.attributes.map { condition in
                let changed = replacing(condition)
                return FrameworkChoice.parts(of: changed) == nil ? condition : changed
            }
            guard next != matrix else { continue }
            next.nonce = surroundings.nonce()
            operation.files.updateValue(FrameworkText.bytes(of: next), forKey: next.path)
        }
        for row in memory.rows.values.flatMap(\.values) {
            var next = row
            next.cells = row.cells.map { $0.rewritten(replacing) }
            if next != row { write(next, in: &operation) }
        }
        for path in memory.unreadable.keys {
            guard let bytes = try await reader.file(path) else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            let next = replacing(text)
            if next != text { operation.files.updateValue(Array(next.utf8), forKey: path) }
        }
    }

    /// Takes a participant out of framework matrices: what is charted of them goes, and every other summary that rests on their
    /// words is marked, and their handle in it blacked out.
    func withholdInFrameworks(
        _ handle: Handle, records: Set<RecordID>, by operation: inout ArchiveOperation
    ) async throws(StudyError) {
        let memory = try await frameworkMemory()
        for row in memory.rows.values.flatMap(\.values) {
            let next = row.withholding(handle, records)
            if next != row { write(next, in: &operation) }
        }
        for matrix in memory.matrices.values where matrix.title.contains(handle.rawValue) {
            var next = matrix
            next.title = matrix.title.withholding(handle)
            next.nonce = surroundings.nonce()
            operation.files.updateValue(FrameworkText.bytes(of: next), forKey: next.path)
        }
    }

    private func write(_ row: FrameworkRow, in operation: inout ArchiveOperation) {
        var row = row
        row.nonce = surroundings.nonce()
        operation.files.updateValue(FrameworkText.bytes(of: row), forKey: row.path)
    }

    /// The summaries that are about a participant or rest on records that they take part in.
    func frameworkCells(
        about handle: Handle, in records: Set<RecordID>
    ) async throws(StudyError) -> [FrameworkCellName] {
        let memory = try await frameworkMemory()
        let codebook = try await codebook()
        var names: [FrameworkCellName] = []
        for row in memory.rows.values.flatMap(\.values) {
            for cell in row.latest.values where !cell.text.isEmpty {
                let rests = cell.basis.contains { $0.isLinked && records.contains($0.record) }
                guard rests || row.caseID == CaseID(handle) else { continue }
                let path = codebook[cell.theme]?.path.rawValue ?? cell.theme.rawValue
                names.append(FrameworkCellName(matrix: row.matrix, caseID: row.caseID, theme: path))
            }
        }
        return names.sorted { $0.words < $1.words }
    }

    /// A matrix or a row in which the other side of a question stands, value by value.
    ///
    /// - Returns: `nil` for any other file.
    func takenFramework(
        _ other: [UInt8], at path: String, _ now: [UInt8], _ question: MergeQuestion
    ) async throws(StudyError) -> [UInt8]? {
        // Where the two could not be joined, the question is about the whole file.
        if FrameworkID(path: path) != nil, !question.fields.isEmpty,
            let mine = try? FrameworkText.matrix(from: now),
            let theirs = try? FrameworkText.matrix(from: other)
        {
            var matrix = AnswerMerge.matrix(other: theirs, fields: question.fields, now: mine)
            matrix.nonce = surroundings.nonce()
            return FrameworkText.bytes(of: matrix)
        }
        guard FrameworkRow.place(ofPath: path) != nil, let mine = try? FrameworkText.row(from: now),
            let theirs = try? FrameworkText.row(from: other), mine.path == path
        else { return nil }
        var row = AnswerMerge.row(
            other: theirs, fields: question.fields, now: mine, id: surroundings.operationID(),
            Provenance(by: archive.member, at: surroundings.now))
        row.nonce = surroundings.nonce()
        return FrameworkText.bytes(of: row)
    }
}

extension FrameworkRow {
    /// The row without a participant: of their own no summary is left, and every other that rests on some records is marked.
    func withholding(_ handle: Handle, _ records: Set<RecordID>) -> FrameworkRow {
        var row = self
        row.cells = cells.map { cell in
            caseID == CaseID(handle) ? cell.taken : cell.withholding(handle, records)
        }
        return row
    }
}

extension FrameworkCell {
    /// The version without its words and what they rested on.
    fileprivate var taken: FrameworkCell {
        var cell = self
        if !text.isEmpty { cell.text = "[withdrawn]" }
        (cell.basis, cell.isWithdrawn) = ([], true)
        return cell
    }

    /// The version, marked where it rests on one of some records, and without a participant's handle.
    fileprivate func withholding(_ handle: Handle, _ records: Set<RecordID>) -> FrameworkCell {
        var cell = rewritten { $0.withholding(handle) }
        guard basis.contains(where: { $0.isLinked && records.contains($0.record) }) else { return cell }
        cell.isWithdrawn = true
        // The digest of words that are gone is gone with them.
        cell.basis.removeAll { records.contains($0.record) }
        return cell
    }
}
