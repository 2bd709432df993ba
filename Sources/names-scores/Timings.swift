import Foundation
import Pseudonymisation

/// How long the work takes: a mebibyte of text and 2,000 entries.
struct Timings {
    var data: URL
    var lists: WordLists

    func report() throws {
        let folder = data.appendingPathComponent("minutes")
        let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
            .filter { $0.hasSuffix(".md") }
        var text = ""
        for file in files where text.utf8.count < 1 << 20 {
            text += (try? String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)) ?? ""
        }
        let entries = (0..<2000).map { number in
            let letters = String(number, radix: 26).map {
                Character(UnicodeScalar(97 + (UInt8($0.hexDigitValue ?? 10) % 26)))
            }
            let tag = String(letters) + ["ora", "eli", "umo", "ike"][number % 4]
            return KeyTable.Entry(
                replacement: "SP\(number)", kind: .person,
                name: "B\(tag) Alexandra W\(tag)berg\(number % 7)son",
                furtherNames: ["b\(tag).w\(number)@example.org"])
        }
        let table = KeyTable(entries: entries)
        print("\ntimings, \(text.utf8.count) bytes, \(entries.count) entries")
        let clock = ContinuousClock()
        var replacer = Replacer(KeyTable())
        print("  compile the table  \(clock.measure { replacer = Replacer(table, words: lists) })")
        print("  replace            \(clock.measure { _ = replacer.replace(text) })")
        let scanner = SuspectScanner(words: lists)
        print("  suspects           \(clock.measure { _ = scanner.suspects(in: text) })")
        let leaks = LeakScanner(table, words: lists)
        print("  leaks in text      \(clock.measure { _ = leaks.scan(text) })")
        print("  leaks in bytes     \(clock.measure { _ = leaks.scan(Array(text.utf8)) })")
        hostile(replacer, scanner, leaks)
    }

    /// Texts that make careless code slow: the longest time, and how it grows when the text doubles.
    private func hostile(_ replacer: Replacer, _ scanner: SuspectScanner, _ leaks: LeakScanner) {
        let pieces = [
            "A ", "A", "a@b", "a@b.c ", "1 ", "0 0-0.", "J.", "Jane A. ", "://", "www.", "[", "`", "`a",
            "%C3%BC", "aB", "'", "12 High ",
            "van der ", "Mrs ", "St. ", "corner of A and ", "born ", "e\u{301}", "\u{0}", "QUJD", "\n", ":",
            "a.com ", "@a ", "<a@b.co ",
        ]
        let clock = ContinuousClock()
        var worst = (growth: 0.0, piece: "", time: Duration.zero)
        for piece in pieces {
            let times = [1 << 19, 1 << 20].map { size in
                let text = String(repeating: piece, count: size / piece.utf8.count)
                return clock.measure {
                    _ = replacer.replace(text)
                    _ = scanner.suspects(in: text)
                    _ = leaks.scan(Array(text.utf8))
                }
            }
            let growth = times[1] / times[0]
            if growth > 2.6 || times[1] > .seconds(2) {
                print("  slow: \(piece.debugDescription) \(times[0]) -> \(times[1])")
            }
            if growth > worst.growth { worst = (growth, piece, times[1]) }
        }
        print(
            "  hostile: a text twice as long takes at most \(String(format: "%.1f", worst.growth)) times as long"
        )
    }
}
