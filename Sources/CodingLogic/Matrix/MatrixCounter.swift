import StudyModel

/// Counts the codings of codes by the columns of a matrix, record by record.
struct MatrixCounter {
    /// A coding that counts: a row it counts in, and where it lies; as two numbers that sort by both.
    struct Entry {
        private let key: UInt64
        private let tail: UInt64

        init(row: Int, start: Int, end: Int, coding: Int) {
            key = UInt64(row) << 32 | UInt64(UInt32(clamping: start))
            tail = UInt64(UInt32(clamping: end)) << 32 | UInt64(UInt32(clamping: coding))
        }

        var row: Int { Int(key >> 32) }
        var start: Int { Int(key & 0xFFFF_FFFF) }
        var end: Int { Int(tail >> 32) }

        func precedes(_ other: Entry) -> Bool {
            key != other.key ? key < other.key : tail < other.tail
        }

        func isSamePlace(as other: Entry) -> Bool { key == other.key && tail >> 32 == other.tail >> 32 }

        func moved(to row: Int) -> Entry {
            Entry(row: row, start: start, end: end, coding: Int(tail & 0xFFFF_FFFF))
        }
    }

    let corpus: QueryCorpus
    let rows: MatrixRows
    let columns: MatrixColumns
    let leaf: CodingLeaf
    let measure: CodingMatrix.Measure
    var table: MatrixTable

    init(
        _ corpus: QueryCorpus, _ rows: MatrixRows, _ columns: MatrixColumns, _ leaf: CodingLeaf,
        _ measure: CodingMatrix.Measure
    ) {
        self.corpus = corpus
        self.rows = rows
        self.columns = columns
        self.leaf = leaf
        self.measure = measure
        table = MatrixTable(rows: rows.headings.count, columns: columns.headings.count)
    }

    /// - Throws: ``QueryProblem``, and what the corpus throws when it reads comments.
    mutating func count() throws -> MatrixTable {
        switch (columns.places, measure) {
        case (.codes, .passages), (.codes, .records), (.codes, .cases): try countMeetings()
        case (.codes, .codings), (.codes, .characters):
            throw QueryProblem(
                .matrix, at: 0..<0, "Codes by codes are counted in passages, records or cases.",
                hint: "Leave the measure out.")
        case (_, .codings): try countCodings()
        case (.records(let places), _):
            try eachRecord { counter, view, kept in
                let own = places[view.place] + [counter.table.totalColumn]
                counter.add(counter.entries(of: kept, view), to: own, view)
            }
        case (.sources(let places), _):
            try eachRecord { counter, view, kept in counter.addBySource(kept, places, view) }
        }
        if measure == .cases { table.countCases() }
        return table
    }

    /// Hands over every record with the codings of it that count.
    mutating func eachRecord(_ use: (inout MatrixCounter, RecordView, [Int]) throws -> Void) throws {
        for place in corpus.records.indices {
            let view = RecordView(corpus, place: place)
            let kept = try leaf.rows(in: view).filter { row(of: $0, view) >= 0 }
            if !kept.isEmpty { try use(&self, view, kept) }
        }
    }

    func row(of coding: Int, _ view: RecordView) -> Int {
        guard let slab = view.slab else { return -1 }
        let code = Int(slab.code(coding))
        return code < rows.rowOfCode.count ? Int(rows.rowOfCode[code]) : -1
    }

    private mutating func addBySource(_ kept: [Int], _ places: [Int], _ view: RecordView) {
        guard let slab = view.slab else { return }
        var own: [Int: [Int]] = [:]
        for coding in kept {
            let source = Int(slab.source(coding))
            if source < places.count { own[places[source], default: []].append(coding) }
        }
        for (column, codings) in own { add(entries(of: codings, view), to: [column], view) }
        add(entries(of: kept, view), to: [table.totalColumn], view)
    }

    /// The codings with every row they count in, the totals included, sorted by row and place.
    func entries(of codings: [Int], _ view: RecordView) -> [Entry] {
        guard let slab = view.slab else { return [] }
        var entries: [Entry] = []
        for coding in codings {
            let entry = entry(coding, row: table.totalRow, slab, view)
            entries.append(entry)
            for row in rows.lineages[row(of: coding, view)] { entries.append(entry.moved(to: row)) }
        }
        return entries.sorted { $0.precedes($1) }
    }

    func entry(_ coding: Int, row: Int, _ slab: CodingSlab, _ view: RecordView) -> Entry {
        let end = slab.end(coding) == CodingSlab.wholeEnd ? view.length : Int(slab.end(coding))
        return Entry(row: row, start: Int(slab.start(coding)), end: end, coding: coding)
    }

    /// Adds what one record's sorted entries are worth, row by row.
    private mutating func add(_ entries: [Entry], to columns: [Int], _ view: RecordView) {
        var begin = 0
        while begin < entries.count {
            let row = entries[begin].row
            let end = entries[begin...].firstIndex { $0.row != row } ?? entries.count
            add(entries[begin..<end], row: row, to: columns, view)
            begin = end
        }
    }

    private mutating func add(_ entries: ArraySlice<Entry>, row: Int, to columns: [Int], _ view: RecordView) {
        if measure == .cases {
            for column in columns { addCases(row, column, view) }
            return
        }
        let worth = Self.worth(entries, measure, length: view.record.length)
        for column in columns { table.add(worth, row, column) }
    }

    /// Notes the cases of a record that a column is about.
    mutating func addCases(_ row: Int, _ column: Int, _ view: RecordView) {
        for number in view.cases where columns.isAbout(case: number, column) {
            table.add(case: number, row, column)
        }
    }

    /// What the entries of one row in one record count for.
    private static func worth(
        _ entries: ArraySlice<Entry>, _ measure: CodingMatrix.Measure, length: Int
    ) -> Int {
        switch measure {
        case .codings: return entries.count
        case .records, .cases: return 1
        case .passages:
            return zip(entries, entries.dropFirst()).reduce(1) { count, pair in
                count + (pair.0.isSamePlace(as: pair.1) ? 0 : 1)
            }
        case .characters:
            var (sum, reach) = (0, 0)
            for entry in entries {
                let end = min(entry.end, length)
                let begin = max(entry.start, reach)
                sum += max(0, end - begin)
                reach = max(reach, end)
            }
            return sum
        }
    }
}
