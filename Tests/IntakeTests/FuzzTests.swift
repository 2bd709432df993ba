import FoundationEssentials
import StudyModel
import Testing

@testable import Intake

/// Random and damaged bytes into every importer: never a trap, always a result that keeps to the rules.
@Suite struct FuzzTests {
    /// SplitMix64, so that a failure can be run again from its seed.
    struct Seeded: RandomNumberGenerator {
        /// Moves every seed, so that longer runs see other inputs (`script/fuzz`).
        private static let shift =
            ProcessInfo.processInfo.environment["RIR_FUZZ_SHIFT"].flatMap { UInt64($0) } ?? 0

        private var state: UInt64

        init(state: UInt64) { self.state = state &+ Self.shift &* 0xD1B5_4A32_D192_ED03 }

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let heads: [(name: String, head: String)] = [
        ("a.md", ""), ("a.txt", ""), ("a.md", "---\ntitle: x\n"),
        ("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n"),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\n"), ("a.eml", "Subject: x\nContent-Type: text/html\n\n"),
        ("a.eml", "From: a@b.c\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"),
        ("a.mbox", "From x\nSubject: x\n\n"),
        ("a", ""), ("minutes/2020-04-15.txt", "Present:\n"),
        ("a.csv", "id,Name,What did you think?\n"), ("a.tsv", "Timestamp\tQ1\n"),
    ]
    private static let pieces = [
        "<v A>", "</v>", "-->", "\n\n", "\n", ": ", "[00:01] ", "**", "---\n", "&amp;", "&#x41;",
        "<a href='x'>", "<!--",
        "--x\n", "--x--\n", "From ", "=?utf-8?b?4oKs?=", "Content-Type: text/plain; charset=utf-16\n", "\r\n",
        "\t",
        "Date: 15 April 2020", "Present: SP1, SP2\n", "# ", "- ", "é", "\u{1F600}", "\u{202E}", "\0",
        "Content-Transfer-Encoding: base64\n", "Content-Type: message/rfc822\n\n", "begin 644 x\n", "[a](b)",
        "{\\an8}",
    ]

    @Test(arguments: 0..<UInt64(4)) func randomBytes_neverTrap(seed: UInt64) async {
        var random = Seeded(state: seed)
        for _ in 0..<400 {
            guard let (name, head) = Self.heads.randomElement(using: &random) else { continue }
            var bytes = Array(head.utf8)
            for _ in 0..<Int.random(in: 0..<40, using: &random) {
                if Bool.random(using: &random) {
                    bytes += Array((Self.pieces.randomElement(using: &random) ?? "").utf8)
                } else {
                    let top: UInt8 = Bool.random(using: &random) ? 0x7F : 0xFF
                    bytes += (0..<Int.random(in: 0..<12, using: &random)).map { _ in
                        .random(in: 0x20...top, using: &random)
                    }
                }
            }
            await Self.run(name, bytes)
        }
    }

    @Test(arguments: ["emails", "transcripts", "minutes", "surveys"]) func damagedFiles_neverTrap(
        folder: String
    )
        async throws
    {
        guard try Corpus.require() else { return }
        var random = Seeded(state: 7)
        for path in try Corpus.files(in: folder) {
            let original = try Corpus.bytes(path)
            guard original.count < 40_000 else { continue }
            for _ in 0..<4 { await Self.run(path, Self.damaged(original, &random)) }
        }
    }

    private static func damaged(_ original: [UInt8], _ random: inout Seeded) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...8, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes[place] = .random(in: 0...255, using: &random)
            case 1:
                bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...60, using: &random)))
            case 2: bytes.insert(contentsOf: (pieces.randomElement(using: &random) ?? "").utf8, at: place)
            case 3: bytes.removeSubrange(place...)
            default:
                let end = min(bytes.count, place + Int.random(in: 1...300, using: &random))
                bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
            }
        }
        return bytes
    }

    private static func run(_ name: String, _ bytes: [UInt8]) async {
        let result = await read(IntakeSource(path: name, bytes: bytes))
        switch result {
        case .success(let drafts):
            #expect(!drafts.isEmpty)
            for draft in drafts { Inert.check(draft, of: name) }
        case .failure(let error): Inert.check(error, of: name)
        }
    }
}
