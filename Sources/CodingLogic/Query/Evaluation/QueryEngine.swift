package import StudyModel

/// Answers queries of one study.
///
/// A value over a value: many may run at once. Time is that of the codings and, where a query needs words, of the
/// bodies of the records that its codes leave.
package struct QueryEngine: Sendable {
    package let corpus: QueryCorpus

    package init(_ corpus: QueryCorpus) { self.corpus = corpus }

    /// Finds everything and returns one page of it.
    ///
    /// - Parameters:
    ///   - offset: how many passages to leave out, from 0.
    ///   - limit: how many to return at most.
    /// - Throws: ``QueryProblem`` for codes and attributes that are not there and for too many passages; what the
    ///   corpus throws when it reads.
    package func answer(_ query: CodingQuery, offset: Int = 0, limit: Int = .max) throws -> QueryAnswer {
        let plan = try QueryPlanner(corpus).plan(query)
        var answer = QueryAnswer(hits: [], counts: QueryCounts())
        var tally = QueryTally()
        let last = offset + min(limit, .max - offset)
        try run(plan) { view, found in
            let first = tally.counts.passages
            tally.add(found, in: view)
            for (place, stretch) in found.list.enumerated() where (offset..<last).contains(first + place) {
                answer.hits.append(hit(stretch, in: view))
            }
        }
        answer.counts = tally.finished
        return answer
    }

    /// Runs a plan over the records in order and hands over what is found.
    ///
    /// Records without the codes it needs are passed over unseen: most of a large study, for most queries.
    func run(_ plan: QueryPlan, _ use: (RecordView, Stretches) throws -> Void) throws {
        let needed = plan.marks
        for place in corpus.records.indices where corpus.bears(needed, place: place) {
            let view = RecordView(corpus, place: place)
            do {
                let found = try plan.stretches(in: view)
                if !found.isEmpty { try use(view, found) }
            } catch is StretchOverflow {
                throw QueryProblem(
                    .tooMany, at: 0..<0,
                    "The query finds more than \(Stretches.most) passages in \(view.record.id.rawValue).",
                    hint: "Narrow what stands on both sides of an AND.")
            }
        }
    }

    private func hit(_ stretch: Stretch, in view: RecordView) -> QueryHit {
        let codings = stretch.rows.compactMap { row -> QueryCoding? in
            guard let slab = view.slab, let id = slab.id(Int(row)) else { return nil }
            let (code, source) = (Int(slab.code(Int(row))), Int(slab.source(Int(row))))
            guard corpus.codes.indices.contains(code), corpus.sources.indices.contains(source) else {
                return nil
            }
            return QueryCoding(
                id: id, code: corpus.codes[code], source: corpus.sources[source],
                isWhole: slab.flags(Int(row)).isWhole)
        }
        return QueryHit(record: view.record.id, span: view.shown(stretch), codings: codings)
    }
}

extension RecordView {
    /// Where a stretch lies in the body, which may be empty.
    func shown(_ stretch: Stretch) -> Range<Int> {
        if bodyLength == 0, stretch.start == 0, stretch.end == 1 { return 0..<0 }
        return Int(stretch.start)..<Int(stretch.end)
    }
}

/// Counts what is found, record by record.
struct QueryTally {
    private(set) var counts = QueryCounts()
    private var cases: [Bool] = []

    mutating func add(_ found: Stretches, in view: RecordView) {
        counts.records += 1
        counts.passages += found.list.count
        counts.codings += Self.codings(of: found, view)
        counts.characters += Self.characters(of: found, view)
        if cases.isEmpty { cases = Array(repeating: false, count: view.corpus.caseIDs.count) }
        for place in view.cases { cases[place] = true }
    }

    /// Different codings behind some stretches.
    static func codings(of found: Stretches, _ view: RecordView) -> Int {
        guard let slab = view.slab else { return 0 }
        var seen = [Bool](repeating: false, count: slab.count)
        var count = 0
        func mark(_ row: Int32) {
            guard row >= 0, !seen[Int(row)] else { return }
            seen[Int(row)] = true
            count += 1
        }
        for stretch in found.list {
            mark(stretch.row)
            for row in stretch.others { mark(row) }
        }
        return count
    }

    /// Scalars of the body under some stretches.
    static func characters(of found: Stretches, _ view: RecordView) -> Int {
        let length = view.bodyLength
        return found.covered.reduce(0) { sum, range in
            let end = min(range.upperBound, length)
            return sum + max(0, end - min(range.lowerBound, end))
        }
    }

    var finished: QueryCounts {
        var counts = counts
        counts.cases = cases.count { $0 }
        return counts
    }
}
