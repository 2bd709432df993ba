import StudyModel

/// The codes of a matrix as rows, with the rows that each coding counts in.
struct MatrixRows {
    private(set) var headings: [CodingMatrix.Heading] = []
    /// The row of each code by its number; -1 for none.
    let rowOfCode: [Int32]
    /// The row right above each, always an earlier one; -1 for none.
    private(set) var parents: [Int] = []
    /// For each row itself and all rows above it.
    private(set) var lineages: [[Int]] = []
    /// What the rows are together; `nil` for every code.
    let query: QueryNode?

    /// - Throws: ``QueryProblem`` for a code that is not there.
    init(_ named: [String], of corpus: QueryCorpus) throws(QueryProblem) {
        let planner = QueryPlanner(corpus)
        var roots: [CodePath] = []
        for name in named {
            roots.append(try planner.entry(of: QueryCodeTerm(text: name, isExact: false)).path)
        }
        let entries = corpus.codebook.entries.filter { entry in
            roots.isEmpty || roots.contains { entry.path.isWithin($0) }
        }
        var rows: [CodePath: Int] = [:]
        var rowOfID: [CodeID: Int32] = [:]
        for (row, entry) in entries.enumerated() {
            rows[entry.path] = row
            rowOfID[entry.code.id] = Int32(row)
        }
        rowOfCode = corpus.codes.map { rowOfID[$0] ?? -1 }
        let terms = roots.map { QueryNode.code(QueryCodeTerm(text: $0.rawValue, isExact: false)) }
        query = terms.isEmpty ? nil : terms.count == 1 ? terms[0] : .or(terms)
        for (row, entry) in entries.enumerated() {
            add(entry, row, parent: entry.path.parent.flatMap { rows[$0] })
        }
    }

    /// - Parameter parent: a row that was added before.
    private mutating func add(_ entry: Codebook.Entry, _ row: Int, parent: Int?) {
        parents.append(parent ?? -1)
        lineages.append([row] + (parent.map { lineages[$0] } ?? []))
        headings.append(Self.heading(entry, depth: parent.map { headings[$0].depth + 1 } ?? 0))
    }

    private static func heading(_ entry: Codebook.Entry, depth: Int) -> CodingMatrix.Heading {
        let term = QueryNode.code(QueryCodeTerm(text: entry.path.rawValue, isExact: false))
        return CodingMatrix.Heading(
            key: entry.path.rawValue, label: entry.code.name, query: QueryPrinter.text(of: term), depth: depth
        )
    }
}
