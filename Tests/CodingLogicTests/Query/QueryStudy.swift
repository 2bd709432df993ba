import CodingLogic
import StudyModel
import Testing

/// A small study for queries, made at random or by hand.
struct QueryStudy {
    /// A coding with everything that queries ask of it.
    struct Made {
        var record: Int
        var source: Int
        var coding: PackedCoding
        var comment: String?
    }

    var records: [QueryCorpus.Record] = []
    var bodies: [String] = []
    var cases: [Case] = []
    var entries: [Codebook.Entry] = []
    var sources: [CodingSource] = []
    var codings: [Made] = []
    var hidden: Set<QueryCorpus.HiddenFile> = []

    var codes: [CodeID] { entries.map(\.code.id) }

    func corpus() -> QueryCorpus {
        var packed = PackedCodings(records: records.count)
        for record in records {
            for source in sources.indices {
                let file = codings.filter { $0.record == record.number && $0.source == source }.map(\.coding)
                if !file.isEmpty {
                    packed.replace(CodingSlab(file), record: record.number, source: UInt16(source))
                }
            }
        }
        let bodies = Dictionary(uniqueKeysWithValues: records.map { ($0.id, self.bodies[$0.number]) })
        let comments = Dictionary(uniqueKeysWithValues: codings.map { ($0.coding.id, $0.comment) })
        return QueryCorpus(
            records: records, cases: cases, codebook: Codebook(entries), codes: codes, sources: sources,
            codings: packed, hidden: hidden, body: { bodies[$0] ?? "" },
            comment: { _, _, id in comments[id] ?? nil })
    }

    var engine: QueryEngine { QueryEngine(corpus()) }

    // MARK: Building

    static func provenance() throws -> Provenance {
        Provenance(by: try #require(MemberID(rawValue: "r1")), at: Timestamp(secondsSinceEpoch: 0))
    }

    mutating func addCode(_ path: String, name: String? = nil, revision: Int = 1) throws {
        let number = entries.count
        let made = try Self.provenance()
        entries.append(
            Codebook.Entry(
                path: try #require(CodePath(rawValue: path)),
                code: Code(
                    id: try #require(CodeID(rawValue: "c-" + Self.digits(number, 10))),
                    name: name ?? String(path.split(separator: "/").last ?? ""), revision: revision,
                    entered: made,
                    changed: made, nonce: String(repeating: "0", count: 64))))
    }

    /// - Returns: the record's number.
    @discardableResult
    mutating func addRecord(
        _ body: String, kind: RecordKind = .interview, day: String = "2020-04-15", cases: [String] = []
    ) throws -> Int {
        let number = records.count
        let day = try #require(CalendarDay(rawValue: day))
        records.append(
            QueryCorpus.Record(
                id: RecordID(day: day, kind: kind, suffix: Self.digits(number, 4)), number: number,
                kind: kind,
                day: day, cases: cases.compactMap { CaseID(rawValue: $0) }, length: body.unicodeScalars.count)
        )
        bodies.append(body)
        return number
    }

    mutating func addCase(_ id: String, _ attributes: [String: CaseValue]) throws {
        cases.append(
            Case(
                id: try #require(CaseID(rawValue: id)), kind: .participant, attributes: attributes,
                added: try Self.provenance(), nonce: String(repeating: "0", count: 64)))
    }

    /// Adds a coding; `span` nil for the whole record.
    mutating func addCoding(
        _ path: String, _ span: Range<Int>?, record: Int = 0, source: Int = 0, comment: String? = nil,
        change: (inout PackedCoding) -> Void = { _ in }
    ) throws {
        let code = try #require(entries.firstIndex { $0.path.rawValue == path })
        let id = try #require(CodingID(rawValue: Self.digits(codings.count, 26)))
        var coding = PackedCoding(id: id, code: UInt32(code), span: span, hasComment: comment != nil)
        change(&coding)
        codings.append(Made(record: record, source: source, coding: coding, comment: comment))
    }

    static func digits(_ number: Int, _ width: Int) -> String {
        let alphabet = RecordID.alphabet
        var digits: [UInt8] = []
        var rest = number
        for _ in 0..<width {
            digits.append(alphabet[rest % 32])
            rest /= 32
        }
        return String(decoding: digits.reversed(), as: UTF8.self)
    }

    /// Passages as `record:start-end`.
    func found(_ query: String) throws -> [String] {
        try engine.answer(CodingQuery(query)).hits.map { hit in
            let number = records.firstIndex { $0.id == hit.record } ?? -1
            return "\(number):\(hit.span.lowerBound)-\(hit.span.upperBound)"
        }
    }
}
