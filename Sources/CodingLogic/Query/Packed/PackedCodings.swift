/// All codings of a study in memory, 44 bytes each: for each record, by the caller's number for it, one slab.
///
/// Replacing one file costs what its record holds, whatever the study holds. Values may be copied freely: a query that
/// runs on a copy sees the study as it was.
package struct PackedCodings: Sendable {
    /// By the record's number.
    private(set) var slabs: [CodingSlab?]
    /// What each slab is marked with.
    private var marks: [CodeMarks]
    /// How many codings there are.
    package private(set) var count = 0

    /// - Parameter records: how many records to keep room for.
    package init(records: Int = 0) {
        slabs = Array(repeating: nil, count: records)
        marks = Array(repeating: CodeMarks(), count: records)
    }

    /// Puts the codings of one file in place of those it held before; none takes the file away.
    ///
    /// - Parameters:
    ///   - file: one source's codings of the record.
    ///   - record: the record's number; numbers should be dense, for each below the highest takes a few bytes.
    ///   - source: the number of who coded.
    package mutating func replace(_ file: CodingSlab, record: Int, source: UInt16) {
        while slabs.count <= record {
            slabs.append(nil)
            marks.append(CodeMarks())
        }
        put(slabs[record]?.replacing(source, with: file) ?? file.stamped(source), record: record)
    }

    /// Takes a record's codings away, whoever made them.
    package mutating func removeAll(ofRecord record: Int) {
        guard slabs.indices.contains(record) else { return }
        put(CodingSlab(), record: record)
    }

    private mutating func put(_ slab: CodingSlab, record: Int) {
        count += slab.count - (slabs[record]?.count ?? 0)
        slabs[record] = slab.count == 0 ? nil : slab
        marks[record] = slab.marks
    }

    /// The codings of a record, in the order they lie; of one source, or of all.
    package func codings(ofRecord record: Int, source: UInt16? = nil) -> [(
        source: UInt16, coding: PackedCoding
    )] {
        guard let slab = slab(record) else { return [] }
        return (0..<slab.count).compactMap { row in
            guard source == nil || slab.source(row) == source else { return nil }
            return slab.coding(row).map { (slab.source(row), $0) }
        }
    }

    func slab(_ record: Int) -> CodingSlab? { slabs.indices.contains(record) ? slabs[record] : nil }

    func marks(_ record: Int) -> CodeMarks { marks.indices.contains(record) ? marks[record] : CodeMarks() }
}
