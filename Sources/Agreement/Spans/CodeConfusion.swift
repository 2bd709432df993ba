/// How many characters one coder gave this code and the other that one: which codes are taken for each other.
public struct CodeConfusion: Poolable, Hashable {
    private struct Cell: Hashable {
        let first: String?
        let second: String?
    }

    private var lengths: [Cell: Int] = [:]

    /// A count of nothing.
    public init() {}

    /// Adds what another counts.
    public mutating func add(_ other: CodeConfusion) {
        lengths.merge(other.lengths) { $0 + $1 }
    }

    /// How many Unicode scalars the first coder gave one code and the second another; `nil` is no code.
    public func length(first: String?, second: String?) -> Int {
        lengths[Cell(first: first, second: second)] ?? 0
    }

    /// The whole as rows of the first coder and columns of the second: the codes in the order given, then no code.
    public func matrix(codes: [String]) -> [[Int]] {
        let names = codes.map(Optional.some) + [nil]
        return names.map { first in names.map { length(first: first, second: $0) } }
    }

    mutating func count(_ length: Int, first: Set<String>, second: Set<String>) {
        let shared = first.intersection(second)
        for code in shared { lengths[Cell(first: code, second: code), default: 0] += length }
        let (one, other) = (first.subtracting(shared), second.subtracting(shared))
        if one.isEmpty, other.isEmpty, !shared.isEmpty { return }
        for first in one.isEmpty ? [nil] : one.map(Optional.some) {
            for second in other.isEmpty ? [nil] : other.map(Optional.some) {
                lengths[Cell(first: first, second: second), default: 0] += length
            }
        }
    }
}

extension SpanSample {
    /// Which codes two coders gave the same characters, record by record: of the records both were assigned to.
    ///
    /// Where a coder gave several codes at once, those that the other gave too are agreed on. What is left of each is counted
    /// against all that is left of the other, or against no code where nothing is left there; so characters with several codes
    /// may count more than once.
    public func confusion(first: String, second: String) -> Pool<CodeConfusion> {
        Pool(
            parts: doubleCoded(first, second).map { record, one, other in
                let (ones, others) = (Set(one.map(\.code)).sorted(), Set(other.map(\.code)).sorted())
                let lanes = ones.map { one.runs(of: $0) } + others.map { other.runs(of: $0) }
                var confusion = CodeConfusion()
                Sweep.stretches(of: lanes, length: record.length) { stretch, active in
                    let first = ones.indices.filter { active[$0] >= 0 }.map { ones[$0] }
                    let second = others.indices.filter { active[ones.count + $0] >= 0 }.map { others[$0] }
                    confusion.count(stretch.count, first: Set(first), second: Set(second))
                }
                return confusion
            })
    }
}
