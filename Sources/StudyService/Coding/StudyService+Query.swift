internal import CodingLogic
internal import StudyArchive
internal import StudyIndex
package import StudyModel

/// A page of what a query found, with the words.
package struct QueryFindings: Sendable {
    package var hits: [QueryFinding]
    package var counts: QueryCounts
    /// The query in its plainest form.
    package var query: String
    /// Records left out because somebody in them has not agreed to their use.
    package var withheld: Int
}

extension StudyService {
    /// Finds passages by codes, words and what is known of records (docs/reference/query.md).
    ///
    /// - Parameters:
    ///   - text: the query, or `@name` of one that was saved.
    ///   - limit: how many passages to show; 0 for the counts alone.
    ///   - moment: the state to ask; `nil` for the present one.
    /// - Throws: `query.invalid` with the place of the mistake, `query.not_found`.
    package func query(
        _ text: String, offset: Int, limit: Int, at moment: Timestamp? = nil
    ) async throws(StudyError) -> QueryFindings {
        try await refreshed()
        let query = try await parsed(text)
        let known = try await corpus(at: moment)
        let answer = try await Self.away {
            try QueryEngine(known.corpus).answer(query, offset: offset, limit: limit)
        }
        return QueryFindings(
            hits: try await findings(answer.hits, in: known), counts: answer.counts, query: query.text,
            withheld: known.withheld)
    }

    /// Counts codes by a second thing.
    ///
    /// - Parameters:
    ///   - codes: the rows; all codes without any.
    ///   - columns: `case`, `code`, `kind`, `coder`, `month` … or an attribute.
    ///   - restriction: conditions that all cells are under.
    /// - Throws: `query.invalid`.
    package func matrix(
        of codes: [String], by columns: String, restriction: String?, measure: CodingMatrix.Measure?,
        at moment: Timestamp? = nil
    ) async throws(StudyError) -> CodingMatrix {
        try await refreshed()
        var condition: CodingQuery?
        if let restriction { condition = try await parsed(restriction) }
        let known = try await corpus(at: moment)
        let request = MatrixRequest(
            rows: .codes(codes), columns: .init(columns), restriction: condition, measure: measure)
        var matrix = try await Self.away { try QueryEngine(known.corpus).matrix(request) }
        matrix.withheld = known.withheld
        return matrix
    }

    /// A query as written, or the saved one that it names.
    func parsed(_ text: String) async throws(StudyError) -> CodingQuery {
        let text = text.hasPrefix("@") ? try await savedQuery(String(text.dropFirst())).query : text
        do throws(QueryProblem) { return try CodingQuery(text) } catch { throw StudyError(error) }
    }

    /// Runs work that takes the processor away from the study's actor.
    static func away<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws(StudyError) -> Value {
        do {
            return try await Task.detached { try work() }.value
        } catch let problem as QueryProblem {
            throw StudyError(problem)
        } catch let error as StudyError {
            throw error
        } catch {
            throw StudyError(.internalFault, "The query could not be answered.", cause: error)
        }
    }

    /// The passages of a page with their words, each record read once.
    private func findings(
        _ hits: [QueryHit], in known: StudyCorpus
    ) async throws(StudyError) -> [QueryFinding] {
        var findings: [QueryFinding] = []
        var open: (id: RecordID, scalars: [Unicode.Scalar])?
        for hit in hits {
            if open?.id != hit.record {
                let body = try await Self.away { try known.corpus.body(hit.record) }
                open = (hit.record, Array(body.unicodeScalars))
            }
            guard let scalars = open?.scalars, let record = known.records[hit.record] else { continue }
            let span = hit.span.clamped(to: 0..<scalars.count)
            let anchor = Anchor(span, in: scalars)
            findings.append(
                QueryFinding(
                    record: hit.record, kind: record.kind, day: record.day,
                    participants: record.cases.compactMap { Handle(rawValue: $0.rawValue) }, span: span,
                    quote: anchor?.quote ?? "", before: anchor?.before ?? "", after: anchor?.after ?? "",
                    codings: hit.codings.map { coding in
                        QueryFinding.Coded(
                            id: coding.id, code: coding.code, path: known.corpus.codebook[coding.code]?.path,
                            source: coding.source, isWhole: coding.isWhole)
                    }))
        }
        return findings
    }
}

extension StudyError {
    /// A mistake in a query, with its place and what to try.
    init(_ problem: QueryProblem) {
        let place =
            problem.range.isEmpty && problem.range.lowerBound == 0
            ? "" : " (character \(problem.range.lowerBound + 1))"
        self.init(
            .queryInvalid, "\(problem.message)\(place)",
            hint: problem.hint ?? "docs/reference/query.md has the grammar.")
    }
}
