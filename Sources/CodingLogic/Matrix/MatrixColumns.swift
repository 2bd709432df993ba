import StudyModel

/// The columns of a matrix, and which of them each record or source belongs to.
struct MatrixColumns {
    enum Places {
        /// For each record, by its place in the corpus.
        case records([[Int]])
        /// For each source the one column it belongs to.
        case sources([Int])
        case codes
    }

    var title: String
    var headings: [CodingMatrix.Heading]
    var places: Places
    /// Where records have columns through their cases: for each case of the corpus the columns it stands for.
    var columnsOfCases: [[Int]]?
    /// Whether the last column is that of records without a value.
    private var hasNone = false

    /// - Throws: ``QueryProblem`` for an attribute that is not there or has too many values.
    init(_ columns: MatrixRequest.Columns, of corpus: QueryCorpus) throws(QueryProblem) {
        switch columns {
        case .attribute(let name): self = try Self.attribute(name, corpus)
        case .cases: self = Self.cases(corpus)
        case .codes: self.init(title: "code", headings: [], places: .codes)
        case .weeks: self = Self.periods(.week, "week", corpus)
        case .months: self = Self.periods(.month, "month", corpus)
        case .quarters: self = Self.periods(.quarter, "quarter", corpus)
        case .years: self = Self.periods(.year, "year", corpus)
        case .kinds: self = Self.kinds(corpus)
        case .coders: self = Self.coders(corpus)
        case .records:
            let headings = corpus.records.map { record in
                CodingMatrix.Heading(
                    key: record.id.rawValue, label: record.id.rawValue, query: "record:\(record.id.rawValue)")
            }
            self.init(title: "record", headings: headings, places: .records(headings.indices.map { [$0] }))
        }
    }

    private init(
        title: String, headings: [CodingMatrix.Heading], places: Places, columnsOfCases: [[Int]]? = nil
    ) {
        self.title = title
        self.headings = headings
        self.places = places
        self.columnsOfCases = columnsOfCases
    }

    /// Whether a record's case counts in a column: those without a value count where no case has one, and in the totals.
    func isAbout(case number: Int, _ column: Int) -> Bool {
        guard let columnsOfCases, column < valueColumns else { return true }
        return columnsOfCases[number].contains(column)
    }

    /// How many columns stand for values, those first.
    private var valueColumns: Int { hasNone ? headings.count - 1 : headings.count }

    // MARK: Records

    private static func periods(_ period: MatrixPeriod, _ title: String, _ corpus: QueryCorpus)
        -> MatrixColumns
    {
        let numbers = corpus.records.map { period.number(of: $0.day) }
        var shown = Set(numbers).sorted()
        // Empty weeks and months are shown too, unless one odd date would make thousands of them.
        if let first = shown.first, let last = shown.last, last - first < 1200 { shown = Array(first...last) }
        let places = Dictionary(uniqueKeysWithValues: shown.enumerated().map { ($1, $0) })
        return MatrixColumns(
            title: title, headings: shown.map(period.heading),
            places: .records(numbers.map { places[$0].map { [$0] } ?? [] }))
    }

    private static func kinds(_ corpus: QueryCorpus) -> MatrixColumns {
        let present = Set(corpus.records.map(\.kind))
        let kinds = RecordKind.allCases.filter(present.contains)
        let headings = kinds.map {
            CodingMatrix.Heading(key: $0.rawValue, label: $0.rawValue, query: "kind:\($0.rawValue)")
        }
        let places = corpus.records.map { record in kinds.firstIndex(of: record.kind).map { [$0] } ?? [] }
        return MatrixColumns(title: "kind", headings: headings, places: .records(places))
    }

    // MARK: Cases

    private static func cases(_ corpus: QueryCorpus) -> MatrixColumns {
        let present = Set(corpus.casesOfRecords.joined()).sorted()
        let headings = present.map { place in
            let id = corpus.caseIDs[place].rawValue
            return CodingMatrix.Heading(key: id, label: id, query: "participant:\(id)")
        }
        var columns: [[Int]] = Array(repeating: [], count: corpus.caseIDs.count)
        for (column, place) in present.enumerated() { columns[place] = [column] }
        let none = CodingMatrix.Heading(key: "none", label: "none", query: "NOT has(participant)")
        return byCase("case", headings, columns, none: none, corpus)
    }

    private static func attribute(_ name: String, _ corpus: QueryCorpus) throws(QueryProblem) -> MatrixColumns
    {
        let values = try QueryPlanner(corpus).values(of: QueryAttributeTerm(name: name))
        let used = Set(corpus.casesOfRecords.joined())
        var found: [String: MatrixValue] = [:]
        for (place, value) in values.enumerated() where used.contains(place) {
            for item in value.map(MatrixValue.of) ?? [] where found[item.folded] == nil {
                found[item.folded] = item
            }
        }
        let declared = (corpus.declarations[name]?.values ?? []).map(FoldedComment.folded)
        let order = Dictionary(
            declared.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let items = found.values.sorted { $0.precedes($1, order) }
        guard items.count <= MatrixRequest.mostValues else {
            throw QueryProblem(
                .matrix, at: 0..<0, "The attribute '\(name)' has \(items.count) different values.",
                hint: "A matrix has at most \(MatrixRequest.mostValues) columns of an attribute.")
        }
        let places = Dictionary(uniqueKeysWithValues: items.enumerated().map { ($1.folded, $0) })
        let columns = values.map { value in (value.map(MatrixValue.of) ?? []).compactMap { places[$0.folded] }
        }
        let written = QueryPrinter.attribute(name)
        let headings = items.map { item in
            CodingMatrix.Heading(
                key: item.text, label: item.text.isEmpty ? "(empty)" : item.text,
                query: "\(written)=\(QueryPrinter.value(item.text))")
        }
        let none = CodingMatrix.Heading(
            key: "none", label: "none",
            query: "NOT " + QueryPrinter.text(of: .condition(.hasAttribute(.init(name: name)))))
        return byCase(name, headings, columns, none: none, corpus)
    }

    /// Columns that records have through their cases, and one more for records without.
    ///
    /// - Parameter columns: for each case of the corpus.
    private static func byCase(
        _ title: String, _ headings: [CodingMatrix.Heading], _ columns: [[Int]], none: CodingMatrix.Heading,
        _ corpus: QueryCorpus
    ) -> MatrixColumns {
        let noColumn = [headings.count]
        let places = corpus.casesOfRecords.map { cases in
            let own = cases.count == 1 ? columns[cases[0]] : Set(cases.flatMap { columns[$0] }).sorted()
            return own.isEmpty ? noColumn : own
        }
        let hasNone = places.contains { $0.first == headings.count }
        var made = MatrixColumns(
            title: title, headings: headings + (hasNone ? [none] : []), places: .records(places),
            columnsOfCases: columns)
        made.hasNone = hasNone
        return made
    }

    // MARK: Sources

    private static func coders(_ corpus: QueryCorpus) -> MatrixColumns {
        let coders = Set(corpus.sources.compactMap(\.coder)).sorted()
        var headings = coders.map {
            CodingMatrix.Heading(key: $0.rawValue, label: $0.rawValue, query: "coder:\($0.rawValue)")
        }
        if corpus.sources.contains(where: { $0.layer == .consensus }) {
            headings.append(
                CodingMatrix.Heading(key: "consensus", label: "consensus", query: "layer:consensus"))
        }
        let places = corpus.sources.map { source in
            source.coder.flatMap { coders.firstIndex(of: $0) } ?? coders.count
        }
        return MatrixColumns(title: "coder", headings: headings, places: .sources(places))
    }
}

/// One value of an attribute as a column: an item of a list, the year of a day.
struct MatrixValue {
    var text: String
    var number: Double?

    /// What makes it the same as another.
    var folded: String { FoldedComment.folded(text) }

    static func of(_ value: CaseValue) -> [MatrixValue] {
        switch value {
        case .text(let text): [MatrixValue(text: text)]
        case .number(let number): [MatrixValue(text: value.words, number: number)]
        case .date(let day): [MatrixValue(text: day.year.padded(to: 4), number: Double(day.year))]
        case .list(let items): items.map { MatrixValue(text: $0) }
        }
    }

    /// Declared values first and in their order, then numbers, then texts.
    func precedes(_ other: MatrixValue, _ order: [String: Int]) -> Bool {
        let (left, right) = (order[folded] ?? .max, order[other.folded] ?? .max)
        if left != right { return left < right }
        let (one, two) = (number ?? .infinity, other.number ?? .infinity)
        return one != two ? one < two : folded < other.folded
    }
}
