internal import CodingLogic
internal import StudyIndex
internal import StudyModel

/// All codings of the study in packed form, with the numbers that codes, coders and records have in it.
struct CodingTable: Sendable {
    private(set) var packed = PackedCodings()
    private(set) var codes: [CodeID]
    private(set) var sources: [CodingSource] = []
    private var codeNumbers: [CodeID: UInt32] = [:]
    private var sourceNumbers: [CodingSource: UInt16] = [:]
    private var recordNumbers: [RecordID: Int] = [:]

    /// - Parameter codes: by the numbers they have in what was packed before.
    init(codes: [CodeID] = []) {
        self.codes = codes
        for (number, code) in codes.enumerated() { codeNumbers[code] = UInt32(number) }
    }

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

    /// Packs the codings of one file.
    mutating func pack(_ codings: [Coding]) -> CodingSlab {
        CodingSlab(
            codings.map { coding in
                if let number = codeNumbers[coding.code] { return PackedCoding(coding, code: number) }
                let number = UInt32(codes.count)
                codes.append(coding.code)
                codeNumbers[coding.code] = number
                return PackedCoding(coding, code: number)
            })
    }

    /// Puts a file's codings in the place of those before.
    mutating func put(_ slab: CodingSlab, of record: RecordID, by coder: CoderID) {
        guard let source = number(of: .coder(coder)) else { return }
        packed.replace(slab, record: number(of: record), source: source)
    }
}
