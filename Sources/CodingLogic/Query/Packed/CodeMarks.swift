/// Which codes there may be among some codings: what is not marked is not there.
///
/// A code is marked by the last six bits of its number, so that the marks of a record take one word and most records are
/// passed over without a look at their codings.
struct CodeMarks: Hashable, Sendable {
    private var bits: UInt64 = 0

    /// Those of every code.
    static let every = CodeMarks(bits: .max)

    init() {}

    private init(bits: UInt64) { self.bits = bits }

    mutating func insert(_ code: UInt32) { bits |= 1 << UInt64(code & 63) }

    mutating func formUnion(_ other: CodeMarks) { bits |= other.bits }

    func isDisjoint(with other: CodeMarks) -> Bool { bits & other.bits == 0 }
}

extension CodingSlab {
    /// Those of its codings' codes, of the lost ones too.
    var marks: CodeMarks {
        words.prefix(count).reduce(into: CodeMarks()) { $0.insert($1 & ~Self.lostMark) }
    }
}
