import Foundation
import Pseudonymisation
import Testing

@Suite struct LeakScannerTests {
    private static let scanner = LeakScanner(.sample, words: Corpora.words)

    @Test func text_givesPlacesAndHandlesOnly() {
        let report = Self.scanner.scan("One\nmet JANE  smith and\nsmith, jane; Bingham.")
        #expect(report.leaks.map(\.replacement) == ["SP66", "SP66", "SP67"])
        #expect(report.leaks.map(\.line) == [2, 3, 3])
        #expect(report.leaks.map(\.column) == [5, 1, 14])
        #expect(report.leaks.map(\.offset) == [8, 24, 37])
        #expect(report.leaks.map(\.rule) == [.listed, .fullName, .surname])
        #expect(report.counts == ["SP66": 2, "SP67": 1])
        #expect(!"\(report)".lowercased().contains("smith"))
    }

    @Test(arguments: [
        "jane.smith@nhs.net", "020 7946 0123", "https://x.org/jane-smith", "janesmith.docx",
        "Kirkby Lonsdale",
    ])
    func listedForms_areFound(_ text: String) {
        #expect(Self.scanner.scan("see \(text) there").count == 1)
        #expect(Self.scanner.scan(Array("see \(text) there".utf8)).count == 1)
    }

    @Test(arguments: [
        "SP66 and [place A]", "jane came", "the brown bath", "will and grace", "a smithy", "Smithsonian",
    ])
    func otherWords_areNot(_ text: String) {
        #expect(Self.scanner.scan(text).isClean)
        #expect(Self.scanner.scan(Array(text.utf8)).isClean)
    }

    @Test func encodedBytes_areFound() {
        let name = "see Jürgen Müller there"
        let latin: [UInt8] = name.unicodeScalars.map { UInt8($0.value) }
        let little = name.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let big = name.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        let quoted = Array("see J=C3=BCrgen M=\r\n=C3=BCller there".utf8)
        let quotedLatin = Array("see J=FCrgen M=FCller there".utf8)
        let percent = Array("see J%C3%BCrgen%20M%C3%BCller there".utf8)
        let json = Array(#"{"a":"J\u00fcrgen M\u00FCller"}"#.utf8)
        for bytes in [Array(name.utf8), latin, quoted, quotedLatin, percent, json] {
            #expect(Self.scanner.scan(bytes).leaks.map(\.form) == [.plain])
        }
        for bytes in [little, big] {
            let report = Self.scanner.scan(bytes)
            #expect(report.leaks.map(\.form) == [.utf16])
            #expect((8...9).contains(report.leaks.first?.offset ?? 0))
        }
    }

    @Test func base64_isFound() {
        let text =
            String(repeating: "Some lines of a mail.\n", count: 9) + "Met Jane Smith, and more after it.\n"
        let encoded = Data(text.utf8).base64EncodedData(options: [
            .lineLength76Characters, .endLineWithLineFeed,
        ])
        let report = Self.scanner.scan(Array("Content-Transfer-Encoding: base64\n\n".utf8) + Array(encoded))
        #expect(report.leaks.map(\.form) == [.base64])
        #expect(report.leaks.map(\.replacement) == ["SP66"])
    }

    @Test(arguments: [1, 7, 4096, 1 << 20])
    func pieces_giveTheSameReport(_ size: Int) {
        let filler = String(repeating: "nothing to see here at all\n", count: 60_000)
        let bytes = Array((filler + "Jane Smith\n" + filler + "Justin Bingham").utf8)
        let pieces = size == 1 ? Array(bytes.suffix(3000)) : bytes
        var stream = Self.scanner.stream()
        for start in stride(from: 0, to: pieces.count, by: size) {
            stream.feed(Array(pieces[start..<min(start + size, pieces.count)]))
        }
        let report = stream.finish()
        #expect(report == Self.scanner.scan(pieces))
        #expect(report.count == (size == 1 ? 1 : 2))
        if size > 1 {
            #expect(report.leaks.map(\.line) == [60_001, 120_002])
            #expect(report.leaks.map(\.column) == [1, 1])
        }
    }
}
