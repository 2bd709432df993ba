/// Records that several people coded on their own: what every figure of agreement over spans starts from.
///
/// ```swift
/// let record = try SpanRecord(
///     id: "interview-1", length: 1_000,
///     coders: ["ada": [CodedSpan(0, 120, "work")], "ben": [CodedSpan(10, 120, "work")]])
/// let sample = try SpanSample(records: [record], codes: ["work", "home"])
/// let tables = sample.presence(of: "work", first: "ada", second: "ben")
/// print(tables.total.krippendorffAlpha, tables.total.f1)
/// ```
public struct SpanSample: Sendable, Hashable {
    /// The records, in the order given.
    public private(set) var records: [SpanRecord]
    /// The coders, whether or not they were assigned to anything.
    public private(set) var coders: [String]
    /// The codes of the codebook, whether or not anybody used them.
    public let codes: [String]

    /// A sample.
    ///
    /// - Parameters:
    ///   - records: The records; names differ.
    ///   - coders: Whom to compare; without them, everybody in the records, by name.
    ///   - codes: The declared codes. Every span has one of them.
    /// - Throws: ``SpanError`` where a name comes twice, or a record has a coder or a code that is not declared.
    public init(records: [SpanRecord], coders: [String]? = nil, codes: [String]) throws(SpanError) {
        self.records = records
        self.coders = coders ?? Set(records.flatMap(\.coders.keys)).sorted()
        self.codes = codes
        if let name = Self.repeated(records.map(\.id)) { throw .repeatedRecord(name) }
        if let name = Self.repeated(self.coders) { throw .repeatedCoder(name) }
        if let name = Self.repeated(codes) { throw .repeatedCode(name) }
        try checkNames()
    }

    private static func repeated(_ names: [String]) -> String? {
        var seen = Set<String>()
        return names.first { !seen.insert($0).inserted }
    }

    private func checkNames() throws(SpanError) {
        let (known, declared) = (Set(coders), Set(codes))
        for record in records {
            for (coder, spans) in record.coders.sorted(by: { $0.key < $1.key }) {
                guard known.contains(coder) else { throw .unknownCoder(coder, record: record.id) }
                for span in spans where !declared.contains(span.code) {
                    throw .undeclaredCode(span, coder: coder, record: record.id)
                }
            }
        }
    }

    /// The same records with some of the coders only: for a figure of two of them, say.
    public func keeping(coders kept: Set<String>) -> SpanSample {
        var sample = self
        sample.coders = coders.filter(kept.contains)
        sample.records = records.map { $0.keeping(coders: kept) }
        return sample
    }

    /// The spans of every coder assigned to a record, in the order of the sample's coders.
    func lanes(of record: SpanRecord) -> [[CodedSpan]] {
        coders.compactMap { record.coders[$0] }
    }

    /// The records both coders were assigned to, with what each marked.
    func doubleCoded(_ first: String, _ second: String) -> [(
        record: SpanRecord, first: [CodedSpan], second: [CodedSpan]
    )] {
        records.compactMap { record in
            guard let one = record.coders[first], let other = record.coders[second] else { return nil }
            return (record, one, other)
        }
    }
}
