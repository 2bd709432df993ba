internal import CodingLogic
internal import StudyIndex
internal import StudyModel

/// All codings of the study in packed form, with the numbers that coders and records have in it.
struct CodingTable: Sendable {
    private(set) var packed = PackedCodings()
    private(set) var sources: [CodingSource] = []
    private var sourceNumbers: [CodingSource: UInt16] = [:]
    private var recordNumbers: [RecordID: Int] = [:]

    /// The number of a record; a new one where it has none.
    mutating func number(of record: RecordID) -> Int {
        if let number = recordNumbers[record] { return number }
        let number = recordNumbers.count
        recordNumbers[record] = number
        return number
    }

    private mutating func number(of source: CodingSource) -> UInt16? {
        if let number = sourceNumbers[source] { return number }
        guard let number = UInt16(exactly: sources.count) else { return nil }
        sourceNumbers[source] = number
        sources.append(source)
        return number
    }

    /// Puts a file's codings in the place of those before.
    mutating func put(_ slab: CodingSlab, of record: RecordID, in source: CodingSource) {
        guard let source = number(of: source) else { return }
        packed.replace(slab, record: number(of: record), source: source)
    }
}

/// The numbers that codes have in whatever is packed, in memory and in the index.
///
/// A code keeps its number as long as the service runs, and what the index holds of them is the beginning of this.
struct CodeNumbers: Sendable {
    private(set) var codes: [CodeID]
    private var numbers: [CodeID: UInt32] = [:]

    init(_ codes: [CodeID] = []) {
        self.codes = codes
        for (number, code) in codes.enumerated() { numbers[code] = UInt32(number) }
    }

    /// Packs the codings of one file.
    mutating func pack(_ codings: [Coding]) -> CodingSlab {
        CodingSlab(codings.map { PackedCoding($0, code: number(of: $0.code)) })
    }

    private mutating func number(of code: CodeID) -> UInt32 {
        if let number = numbers[code] { return number }
        let number = UInt32(codes.count)
        codes.append(code)
        numbers[code] = number
        return number
    }
}
