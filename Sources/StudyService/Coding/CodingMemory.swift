internal import CodingLogic
internal import StudyArchive
internal import StudyIndex
internal import StudyModel

/// What of the coding frame and of who coded what is kept at hand, as the study now stands.
///
/// Emptied whenever somebody else moves `main`; filled again from git when it is asked for.
struct CodingMemory {
    var codebook: Codebook?
    /// Which layers have codings of which record.
    var sources: [RecordID: Set<CodingSource>]?

    /// All codings, packed.
    var table: CodingTable?
    /// Never emptied, so that what was packed before means the same after.
    var numbers = CodeNumbers()
    /// What queries are asked of, and what it is true of.
    var corpus: (StudyCorpus.Age, StudyCorpus)?
    /// What the operations of the last write did to codings.
    var reports: [OperationID: AnchorReport] = [:]
    /// Grows with every change, so that what was read meanwhile is not taken for the newest.
    private(set) var changes = 0

    mutating func empty() {
        codebook = nil
        sources = nil
        table = nil
        corpus = nil
        changes += 1
    }

    /// Takes in what an operation wrote, and packs its codings for the index while they are at hand.
    ///
    /// - Parameter objects: the git objects of the files it changed.
    mutating func take(
        in files: [String: [UInt8]?], objects: [String: String?], packing packed: inout PackedCodingFiles
    ) {
        // Nobody else may hold the table while it is changed, or all of it is copied.
        corpus = nil
        for (path, bytes) in files {
            if path.hasPrefix("codebook/") {
                codebook = nil
                changes += 1
            }
            guard let (source, record) = CodingText.place(ofPath: path) else { continue }
            changes += 1
            if bytes == nil {
                sources?[record]?.remove(source)
            } else {
                sources?[record, default: []].insert(source)
            }
            let codings = try? CodingText.codings(from: bytes ?? [])
            let slab = numbers.pack(codings ?? [])
            table?.put(slab, of: record, in: source)
            if let object = objects[path] ?? nil, codings != nil {
                packed.fresh.append(PackedFile(path: path, object: object, bytes: slab.bytes))
            } else if bytes == nil {
                packed.gone.append(path)
            }
        }
        packed.codes = numbers.codes
    }

    /// Keeps what was read, unless something was changed or kept since it was begun.
    ///
    /// - Returns: whether it is kept.
    @discardableResult
    mutating func keep<Value>(
        _ value: Value, at place: WritableKeyPath<CodingMemory, Value?>, since start: Int
    ) -> Bool {
        guard changes == start, self[keyPath: place] == nil else { return false }
        self[keyPath: place] = value
        return true
    }
}

extension StudyService {
    /// What is at hand, or else what is read now, which is then kept.
    ///
    /// A read takes no turn: what somebody changes meanwhile is answered as it was, and not kept.
    func atHand<Value>(
        _ place: WritableKeyPath<CodingMemory, Value?>, _ read: () async throws(StudyError) -> Value
    ) async throws(StudyError) -> Value {
        if let value = coding[keyPath: place] { return value }
        let start = coding.changes
        let value = try await read()
        coding.keep(value, at: place, since: start)
        return value
    }
}
