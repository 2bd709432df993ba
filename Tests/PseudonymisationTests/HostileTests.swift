import Pseudonymisation
import Testing

/// Texts that make careless code slow or trap.
@Suite struct HostileTests {
    #if DEBUG
    private static let size = 20_000
    #else
    private static let size = 200_000
    #endif

    static let texts: [String] = [
        "", "\0", String(repeating: "A ", count: size / 2), String(repeating: "A", count: size),
        String(repeating: "Jane ", count: size / 5), String(repeating: "jane.", count: size / 5),
        String(repeating: "e\u{301}\u{302}", count: size / 3),
        "J" + String(repeating: "\u{301}", count: size),
        String(repeating: "سلام ", count: size / 5), String(repeating: "👩‍👩‍👧‍👦", count: size / 7),
        String(repeating: "\0", count: size), String(repeating: "\n", count: size),
        String(repeating: "[", count: size), String(repeating: "`", count: size),
        String(repeating: "@", count: size),
        String(repeating: "a@b", count: size / 3), String(repeating: "a@b.c ", count: size / 6),
        String(repeating: "1", count: size), String(repeating: "1 ", count: size / 2),
        String(repeating: "0 0-0.", count: size / 6), String(repeating: "J.", count: size / 2),
        String(repeating: "Jane A. ", count: size / 8), String(repeating: ":", count: size),
        String(repeating: "://", count: size / 3), String(repeating: "www.", count: size / 4),
        String(repeating: "%C3%BC", count: size / 6), String(repeating: "%", count: size),
        String(repeating: "aB", count: size / 2), String(repeating: "Smith-", count: size / 6),
        String(repeating: "'", count: size), String(repeating: "12 High ", count: size / 8),
        String(repeating: "van der ", count: size / 8), String(repeating: "Mrs ", count: size / 4),
        String(repeating: "`a", count: size / 2), String(repeating: "<>()\"", count: size / 5),
        String(repeating: "=\n", count: size / 2), String(repeating: "QUJD", count: size / 4),
        String(repeating: "corner of A and ", count: size / 16), String(repeating: "St. ", count: size / 4),
        String(repeating: "GB82", count: size / 4), String(repeating: "born ", count: size / 5),
        String(repeating: "\u{202E}Jane\u{202C} ", count: size / 7),
    ]

    @Test(arguments: texts.indices) func everythingEnds(_ index: Int) {
        let text = Self.texts[index]
        let clock = ContinuousClock()
        let time = clock.measure {
            let result = Replacer(.sample, words: Corpora.words).replace(text)
            _ = SuspectScanner(words: Corpora.words, table: .sample).suspects(in: result.text)
            _ = LeakScanner(.sample).scan(text)
            _ = LeakScanner(.sample).scan(Array(text.utf8))
        }
        #expect(time < .seconds(20), "text \(index)")
    }

    @Test(arguments: 1...40) func randomBytes_neverTrap(_ seed: Int) {
        var dice = Dice(seed: UInt64(seed))
        let bytes = (0..<4000).map { _ in UInt8.random(in: 0...255, using: &dice) }
        let text = String(decoding: bytes, as: UTF8.self)
        _ = LeakScanner(.sample).scan(bytes)
        _ = SuspectScanner(words: Corpora.words, table: .sample).suspects(in: text)
        let result = Replacer(.sample).replace(text)
        #expect(Replacer(.sample).replace(result.text).text == result.text)
    }
}
