import CodingLogic
import StudyModel
import Testing

/// The engine against ``BruteForce``, on studies and queries at random; a failure names the seed that repeats it.
@Suite struct RandomQueryTests {
    @Test(arguments: 0..<10)
    func answer_ofRandomQueries_isThatOfTheDefinitions(_ seed: Int) throws {
        let study = try RandomStudies.study(seed: UInt64(seed))
        let engine = study.engine
        let records = study.records.sorted { ($0.day, $0.id) < ($1.day, $1.id) }
        let brutes = records.map { BruteForce(study, $0) }
        var dice = QueryDice(seed: UInt64(seed) &+ 1000)
        for number in 0..<100 {
            let node = try RandomStudies.query(&dice)
            let query = try CodingQuery(CodingQuery(node).text)
            let answer = try engine.answer(query)
            var expected: [QueryHit] = []
            var counts = QueryCounts()
            var cases: Set<CaseID> = []
            for brute in brutes {
                let record = brute.record
                let found = brute.passages(node)
                if found.isEmpty { continue }
                expected += found.sorted {
                    ($0.key.lowerBound, $0.key.upperBound) < ($1.key.lowerBound, $1.key.upperBound)
                }
                .map { Self.hit(record, $0.key, $0.value, study) }
                counts.records += 1
                counts.passages += found.count
                counts.codings += found.values.reduce(into: Set()) { $0.formUnion($1) }.count
                counts.characters += Set(found.keys.flatMap { Array($0) }).count { $0 < record.length }
                cases.formUnion(record.cases)
            }
            counts.cases = cases.count
            try #require(
                answer.hits.map(Self.plain) == expected, "seed \(seed), query \(number): \(query.text)")
            try #require(answer.counts == counts, "seed \(seed), query \(number): \(query.text)")
        }
    }

    private static func hit(
        _ record: QueryCorpus.Record, _ span: Range<Int>, _ codings: Set<CodingID>, _ study: QueryStudy
    ) -> QueryHit {
        let made = study.codings.filter { codings.contains($0.coding.id) }.map { made in
            QueryCoding(
                id: made.coding.id, code: study.codes[Int(made.coding.code)],
                source: study.sources[made.source],
                isWhole: made.coding.span == nil)
        }
        let shown = record.length == 0 ? 0..<0 : span
        return plain(QueryHit(record: record.id, span: shown, codings: made))
    }

    /// With its codings in the order of their ids.
    private static func plain(_ hit: QueryHit) -> QueryHit {
        QueryHit(record: hit.record, span: hit.span, codings: hit.codings.sorted { $0.id < $1.id })
    }
}
