import StudyIndex
import StudyModel
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Figures of the index alone, on made-up text; run in release with `RIR_BENCH=1` and `RIR_BENCH_RECORDS`
/// (10000).
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["RIR_BENCH"] == "1"))
struct IndexBenchTests {
    private let clock = ContinuousClock()

    @Test(.enabled(if: ProcessInfo.processInfo.environment["RIR_BENCH_REOPEN"] == nil))
    func bench_atTheGivenSize_printsFigures() async throws {
        let count = Int(ProcessInfo.processInfo.environment["RIR_BENCH_RECORDS"] ?? "") ?? 10_000
        let fixture = try IndexFixture()
        var text = ZipfText(seed: 7)
        var index = try StudyIndex.open(at: fixture.path)
        show("rss before MiB", Double(resident()))
        try await bulk(count, fixture, &text, into: index)
        show("rss after bulk MiB", Double(resident()))
        try await settle(index)
        show("rss at rest MiB", Double(resident()))
        show("files MB", fileSizes(fixture.folder))
        await index.close()
        show("rss closed MiB", Double(resident()))

        let opening = clock.now
        index = try StudyIndex.open(at: fixture.path)
        show("open ms", milliseconds(since: opening))
        _ = try await index.records(RecordFilter(limit: 20))
        show("open + first list ms", milliseconds(since: opening))
        let first = clock.now
        _ = try await index.search(text.word(3000), filter: RecordFilter())
        show("first search ms", milliseconds(since: first))
        try await searches(index, text)
        try await applies(fixture, &text, index)
        try await searches(index, text)
        show("rss after all MiB", Double(resident()))
        let checking = clock.now
        #expect(try await index.checkIntegrity() == [])
        show("check ms", milliseconds(since: checking))
        await index.close()
        if let kept = ProcessInfo.processInfo.environment["RIR_BENCH_KEEP"] {
            try FileManager.default.copyItem(atPath: fixture.folder, toPath: kept)
        }
    }

    /// Opens an index that `bench_atTheGivenSize_printsFigures` left at `RIR_BENCH_KEEP`, in a process of its
    /// own.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["RIR_BENCH_REOPEN"] != nil))
    func bench_reopened_printsMemory() async throws {
        let path = try #require(ProcessInfo.processInfo.environment["RIR_BENCH_REOPEN"])
        show("fresh rss before MiB", Double(resident()))
        let opening = clock.now
        let index = try StudyIndex.open(at: path)
        show("fresh open ms", milliseconds(since: opening))
        let id = try await index.records(RecordFilter(limit: 20)).records.first?.id
        show("fresh open + first list ms", milliseconds(since: opening))
        show("fresh rss after list MiB", Double(resident()))
        let first = clock.now
        _ = try await index.search("wovo", filter: RecordFilter())
        show("fresh first search ms", milliseconds(since: first))
        let reading = clock.now
        for _ in 0..<100 { _ = try await index.history(#require(id)) }
        show("history us", milliseconds(since: reading) * 10)
        let resolving = clock.now
        for _ in 0..<100 { _ = try await index.resolve(String(#require(id).suffix)) }
        show("resolve us", milliseconds(since: resolving) * 10)
        for query in ["bup", "lam fi", "wov*"] { _ = try await index.search(query, filter: RecordFilter()) }
        show("fresh rss after searches MiB", Double(resident()))
        await index.close()
    }

    private func bulk(
        _ count: Int, _ fixture: IndexFixture, _ text: inout ZipfText, into index: StudyIndex
    ) async throws {
        var busy = Duration.zero
        let operation = OperationID(rawValue: "01hzy" + 1.padded(to: 21))
        for start in stride(from: 0, to: count, by: 2000) {
            let changes = try (start..<min(count, start + 2000)).map { number in
                let record = try fixture.record(
                    text.body(), title: text.title(),
                    day: "20\((10 + number % 15))-0\(1 + number % 9)-1\(number % 10)"
                )
                return (record.id, RecordVersion.Change.created, Optional(record))
            }
            let applied = try fixture.operation(.import, changes, id: operation)
            let began = clock.now
            try await index.applyBulk([applied])
            busy += clock.now - began
        }
        let began = clock.now
        try await index.drain()
        busy += clock.now - began
        show(
            "bulk records/s",
            Double(count) / (Double(busy.components.attoseconds) / 1e18 + Double(busy.components.seconds)))
    }

    private func settle(_ index: StudyIndex) async throws {
        let began = clock.now
        let (events, continuation) = AsyncStream.makeStream(of: Void.self)
        index.hooks.didComeToRest = { continuation.yield() }
        try await index.apply([])
        for await _ in events { break }
        index.hooks.didComeToRest = nil
        show("merge to rest ms", milliseconds(since: began))
    }

    private func searches(_ index: StudyIndex, _ text: ZipfText) async throws {
        let words = [0, 3, 40, 150, 500, 5000, 40_000]
        var queries = words.map { text.word($0) }
        queries += [
            text.word(150) + " " + text.word(200), text.word(3) + " " + text.word(4),
            (0..<5).map { text.word(3000 + $0) }.joined(separator: " OR "),
            "\"\(text.word(3)) \(text.word(5))\"", text.word(150).prefix(3) + "*",
            text.word(3).prefix(1) + "*",
        ]
        for query in queries {
            var times: [Double] = []
            var total = 0
            for _ in 0..<9 {
                let began = clock.now
                total = try await index.search(query, filter: RecordFilter()).total
                times.append(milliseconds(since: began))
            }
            times.sort()
            show("search [\(query)] \(total) matches ms (first..median)", times[4])
        }
    }

    private func applies(_ fixture: IndexFixture, _ text: inout ZipfText, _ index: StudyIndex) async throws {
        var times: [Double] = []
        for number in 0..<3000 {
            let record = try fixture.record(text.body(), title: text.title(), day: "2026-01-1\(number % 10)")
            let applied = try fixture.capture(
                record, digest: String(repeating: "e", count: 50) + fixture.newSuffix())
            let began = clock.now
            try await index.apply([applied])
            times.append(milliseconds(since: began))
        }
        times.sort()
        show("apply p50 ms", times[1500])
        show("apply p99 ms", times[2970])
        show("apply max ms", times[2999])
        let began = clock.now
        try await index.drain()
        show("drain after applies ms", milliseconds(since: began))
        try await settle(index)
    }

    private func show(_ name: String, _ value: Double) {
        print("bench: \(name) = \((value * 1000).rounded() / 1000)")
    }

    private func milliseconds(since start: ContinuousClock.Instant) -> Double {
        let passed = (clock.now - start).components
        return Double(passed.seconds) * 1000 + Double(passed.attoseconds) / 1e15
    }

    private func resident() -> Int {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS") }),
            let value = line.split(separator: " ").dropLast().last.flatMap({ Int($0) })
        else { return 0 }
        return value / 1024
    }

    private func fileSizes(_ folder: String) -> Double {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var sum = 0
        for name in names {
            let size = (try? FileManager.default.attributesOfItem(atPath: folder + "/" + name))?[.size]
            let bytes = (size as? UInt64).map(Int.init) ?? (size as? Int) ?? 0
            print("bench: file \(name) \(bytes / 1_000_000) MB")
            sum += bytes
        }
        return Double(sum) / 1e6
    }
}

/// English-like text: 47,000 made-up words whose frequency falls with their rank (Zipf's law), about 5 KB a
/// record.
struct ZipfText {
    private var random: SeededGenerator
    private let words: [[UInt8]]
    private let cumulative: [Double]

    init(seed: UInt64) {
        var random = SeededGenerator(state: seed)
        var seen: Set<[UInt8]> = []
        var words: [[UInt8]] = []
        let consonants = Array("bcdfghjklmnprstvw".utf8)
        let vowels = Array("aeiou".utf8)
        while words.count < 47_000 {
            let syllables = words.count < 100 ? 1 : words.count < 5000 ? 2 : 3
            var word: [UInt8] = []
            for _ in 0..<syllables {
                word.append(consonants[Int(random.next() % 17)])
                word.append(vowels[Int(random.next() % 5)])
                if random.next() % 2 == 0 { word.append(consonants[Int(random.next() % 17)]) }
            }
            if seen.insert(word).inserted { words.append(word) }
        }
        var sum = 0.0
        cumulative = (1...words.count).map { rank in
            sum += 1 / Double(rank)
            return sum
        }
        self.words = words
        self.random = random
    }

    func word(_ rank: Int) -> String { String(decoding: words[rank], as: UTF8.self) }

    mutating func title() -> String { text(6) }

    /// 150 to about 3,000 words, most of them near 700.
    mutating func body() -> String {
        let spread = Double(random.next() >> 11) / Double(1 << 53)
        return text(150 + Int(700 * spread / (1.05 - spread) / 2.2) % 9000)
    }

    private mutating func text(_ count: Int) -> String {
        var bytes: [UInt8] = []
        for place in 0..<count {
            bytes += words[nextRank()]
            bytes.append(UInt8(ascii: place % 90 == 89 ? "\n" : " "))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func nextRank() -> Int {
        let wanted = Double(random.next() >> 11) / Double(1 << 53) * (cumulative.last ?? 1)
        var low = 0
        var high = cumulative.count - 1
        while low < high {
            let middle = (low + high) / 2
            if cumulative[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
