package import StudyModel

/// What a query is asked of: the records, cases, codes and codings of a study as they are at one moment.
///
/// Bodies and comments are read only where a query needs them, through the two functions given. A query looks at every
/// record, so what they all share is one object and not a value that is copied for each.
package final class QueryCorpus: Sendable {
    /// What a query knows of a record without its text.
    package struct Record: Hashable, Sendable {
        package var id: RecordID
        /// The record's number in ``QueryCorpus/codings``.
        package var number: Int
        package var kind: RecordKind
        package var day: CalendarDay
        /// The cases it belongs to: its participants, and organisations or sites where the study says so.
        package var cases: [CaseID]
        /// Unicode scalars of its body.
        package var length: Int

        package init(
            id: RecordID, number: Int, kind: RecordKind, day: CalendarDay, cases: [CaseID], length: Int
        ) {
            self.id = id
            self.number = number
            self.kind = kind
            self.day = day
            self.cases = cases
            self.length = length
        }
    }

    /// One file of codings that must not be seen, for example another coder's while a round is blind.
    package struct HiddenFile: Hashable, Sendable {
        package var record: Int
        package var source: UInt16

        package init(record: Int, source: UInt16) {
            self.record = record
            self.source = source
        }
    }

    /// In the order of their days, then their ids.
    package let records: [Record]
    package let codebook: Codebook
    /// Codes by their numbers in ``codings``.
    package let codes: [CodeID]
    /// Sources by their numbers in ``codings``.
    package let sources: [CodingSource]
    /// What `study.yaml` says of attributes; may be empty.
    package let declarations: AttributeDeclarations
    package let codings: PackedCodings
    package let hidden: Set<HiddenFile>

    /// The body of a record.
    package let body: @Sendable (RecordID) throws -> String
    /// The comment of a coding.
    let comment: @Sendable (RecordID, CodingSource, CodingID) throws -> String?

    /// Every case that a record or a file names, sorted.
    let caseIDs: [CaseID]
    /// The attributes of those cases, in the same order.
    let attributes: [[String: CaseValue]]
    /// For each of ``records`` its places in ``caseIDs``.
    let casesOfRecords: [[Int]]

    /// - Parameters:
    ///   - records: in any order; those that may not be used are left out by the caller.
    ///   - cases: those that have a file.
    ///   - body: the current body of a record; may throw, which ends the query.
    ///   - comment: the comment of a coding that has one.
    package init(
        records: [Record], cases: [Case] = [], codebook: Codebook, codes: [CodeID], sources: [CodingSource],
        declarations: AttributeDeclarations = AttributeDeclarations(), codings: PackedCodings,
        hidden: Set<HiddenFile> = [], body: @escaping @Sendable (RecordID) throws -> String,
        comment: @escaping @Sendable (RecordID, CodingSource, CodingID) throws -> String? = { _, _, _ in nil }
    ) {
        self.records = Self.inOrder(records)
        self.codebook = codebook
        self.codes = codes
        self.sources = sources
        self.declarations = declarations
        self.codings = codings
        self.hidden = hidden
        self.body = body
        self.comment = comment
        var named = Set(cases.map(\.id))
        for record in records { named.formUnion(record.cases) }
        caseIDs = named.sorted()
        let places = Dictionary(uniqueKeysWithValues: caseIDs.enumerated().map { ($1, $0) })
        let files = Dictionary(cases.map { ($0.id, $0.attributes) }, uniquingKeysWith: { first, _ in first })
        // A list of nothing is no value.
        attributes = caseIDs.map { (files[$0] ?? [:]).filter { $0.value != .list([]) } }
        casesOfRecords = self.records.map { record in
            let own = record.cases.compactMap { places[$0] }
            return own.count < 2 ? own : Set(own).sorted()
        }
    }

    /// By day, then by id; days as numbers, because comparing years, months and days takes most of the time.
    private static func inOrder(_ records: [Record]) -> [Record] {
        let days = records.map(\.day.daysSinceEpoch)
        func precedes(_ left: Int, _ right: Int) -> Bool {
            days[left] != days[right] ? days[left] < days[right] : records[left].id < records[right].id
        }
        if records.indices.dropFirst().allSatisfy({ !precedes($0, $0 - 1) }) { return records }
        return records.indices.sorted(by: precedes).map { records[$0] }
    }

    /// The sources of a record whose codings may not be seen, as a mask by source; `nil` for none.
    func hiddenSources(ofRecord number: Int) -> [Bool]? {
        guard !hidden.isEmpty else { return nil }
        let mask = sources.indices.map { place in
            UInt16(exactly: place).map { hidden.contains(HiddenFile(record: number, source: $0)) } ?? false
        }
        return mask.contains(true) ? mask : nil
    }
}
