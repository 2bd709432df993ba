import StudyIndex
import StudyModel
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
#if canImport(Glibc)
import Glibc
#endif

struct SearchTests {
    @Test func search_afterApply_findsTheRecordAtOnce() async throws {
        let fixture = try IndexFixture()
        let index = try StudyIndex.open(at: fixture.path)
        let record = try fixture.record("The walking group met in the park.\n", title: "Walking group")
        try await index.apply([fixture.capture(record)])
        let answer = try await index.search("walking", filter: RecordFilter())
        #expect(answer.hits.map(\.record.id) == [record.id])
        #expect(answer.total == 1)
        #expect(answer.facets == [SearchAnswer.Facet(kind: .fieldNote, count: 1)])
        #expect(
            answer.hits.first?.snippet == [
                .init(text: "The ", matches: false), .init(text: "walking", matches: true),
                .init(text: " group met in the park", matches: false),
            ]
        )
        await index.close()
    }

    /// Scores by the formula FTS5 documents for `bm25()`, worked out here from the words themselves.
    @Test func search_byTwoTerms_scoresAsFTS5Does() async throws {
        let fixture = try IndexFixture(seed: 9)
        let index = try StudyIndex.open(at: fixture.path)
        var texts: [RecordID: [String]] = [:]
        for _ in 0..<60 {
            let words = (0..<Int.random(in: 3...300, using: &fixture.random)).map { _ in
                ["tea", "bus", "one", "two", "three", "four"][min(Int(fixture.random.next() % 40), 5)]
            }
            let record = try fixture.record(words.joined(separator: " "), title: "tea title")
            texts[record.id] = ["tea", "title"] + words
            try await index.apply([fixture.capture(record)])
        }
        let average = Double(texts.values.map(\.count).reduce(0, +)) / 60
        for query in [["bus"], ["tea"], ["tea", "bus"]] {
            let answer = try await index.search(query.joined(separator: " "), filter: RecordFilter(limit: 60))
            #expect(answer.total > 0)
            for hit in answer.hits {
                let words = try #require(texts[hit.record.id])
                let expected = query.reduce(0.0) { sum, term in
                    let holding = Double(texts.values.filter { $0.contains(term) }.count)
                    let weight = max(1e-6, log((60 - holding + 0.5) / (holding + 0.5)))
                    let count = Double(words.filter { $0 == term }.count)
                    return sum + weight * count * 2.2
                        / (count + 1.2 * (0.25 + 0.75 * Double(words.count) / average))
                }
                #expect(abs(hit.score - expected) < 1e-9)
            }
        }
    }
}
