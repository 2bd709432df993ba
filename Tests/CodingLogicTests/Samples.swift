import Foundation
import StudyModel
import Testing

/// The same numbers in every run.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 2_685_821_657_736_338_717 | 1 }

    mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 2_685_821_657_736_338_717
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    mutating func one<Element>(of elements: [Element]) -> Element {
        elements[number(0...(elements.count - 1))]
    }

    /// True in one of so many cases.
    mutating func once(in cases: Int) -> Bool { number(1...cases) == 1 }
}

enum Samples {
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

    /// A number in the record alphabet, so many characters long.
    private static func digits(_ number: Int, _ length: Int) -> String {
        var rest = number
        var text = ""
        for _ in 0..<length {
            text = String(alphabet[rest % 32]) + text
            rest /= 32
        }
        return text
    }

    static func codingID(_ number: Int) throws -> CodingID {
        try #require(CodingID(rawValue: digits(number, 26)))
    }

    static func codeID(_ number: Int) throws -> CodeID {
        try #require(CodeID(rawValue: "c-" + digits(number, 10)))
    }

    static let moment = Timestamp(secondsSinceEpoch: 1_586_944_000)

    static func coding(
        _ number: Int, _ span: Range<Int>?, in body: String, code: CodeID? = nil
    ) throws -> Coding {
        let anchor = try span.map { try #require(Anchor($0, in: Array(body.unicodeScalars))) }
        return Coding(
            id: try codingID(number), code: try code ?? codeID(1), anchor: anchor, version: 1,
            sha256: String(repeating: "0", count: 64), revision: 1, at: moment)
    }

    static func entry(_ number: Int, _ path: String, _ change: (inout Code) -> Void = { _ in }) throws
        -> Codebook.Entry
    {
        let member = try #require(MemberID(rawValue: "r1"))
        let provenance = Provenance(by: member, at: moment)
        let path = try #require(CodePath(rawValue: path))
        var code = Code(
            id: try codeID(number), name: path.last.replacing("-", with: " ").capitalized,
            entered: provenance,
            changed: provenance, nonce: String(repeating: "0", count: 64))
        change(&code)
        return Codebook.Entry(path: path, code: code)
    }

    /// A text with `1️⃣` and `2️⃣` around a span: the text without them, and the span in Unicode scalars.
    static func marked(_ text: String) throws -> (body: String, span: Range<Int>) {
        let first = try #require(text.range(of: "1️⃣"))
        let second = try #require(text.range(of: "2️⃣"))
        let head = String(text[..<first.lowerBound])
        let middle = String(text[first.upperBound..<second.lowerBound])
        let tail = String(text[second.upperBound...])
        let start = head.unicodeScalars.count
        return (head + middle + tail, start..<(start + middle.unicodeScalars.count))
    }
}

/// The shared test data, beside the repository or where `RIR_CORPORA` says.
enum Corpora {
    static let root: URL = {
        if let path = ProcessInfo.processInfo.environment["RIR_CORPORA"] { return URL(fileURLWithPath: path) }
        var repository = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<3 { repository.deleteLastPathComponent() }
        return repository.deletingLastPathComponent().appendingPathComponent("shared/data")
    }()

    /// The transcripts that are plain text in UTF-8; none where the test data is absent, which fails in CI.
    static func transcripts() throws -> [String] {
        let folder = root.appendingPathComponent("transcripts")
        guard FileManager.default.fileExists(atPath: root.appendingPathComponent("MANIFEST.tsv").path) else {
            try #require(ProcessInfo.processInfo.environment["CI"] != "true", "The corpora are absent.")
            print("skipped: no corpora at \(root.path); set RIR_CORPORA")
            return []
        }
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            .filter { name in [".md", ".txt", ".vtt", ".srt"].contains { name.hasSuffix($0) } }
            .compactMap { try? String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
            .map { $0.replacing("\r\n", with: "\n").replacing("\u{FEFF}", with: "") }
            .filter { $0.unicodeScalars.count > 3_000 }
    }
}
