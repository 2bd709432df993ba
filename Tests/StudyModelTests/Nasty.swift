import StudyModel

/// A small repeatable generator: SplitMix64 (Steele, Lea and Flood 2014).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Texts and records that break careless readers.
enum Nasty {
    static let texts = [
        "", " ", "---", "---\n", "\n---\n", "a: b", "# c", "- x", "null", "true", "~", "0x1F", "2020-04-15",
        "1e3",
        "\"", "\\", "\\n", "'", "[a, b]", "{x: y}", "&a *a !t |", "> folded", "%YAML 1.2", "@at `tick`",
        "tab\there", "line\nbreak", "cr\rhere", "crlf\r\n", "nul\u{0}", "bell\u{7}", "esc\u{1B}[31m",
        "del\u{7F}",
        "nel\u{85}", "nbsp\u{A0}", "bom\u{FEFF}", "ls\u{2028}ps\u{2029}", "rtl\u{202E}txt\u{202C}",
        "\u{FFFE}\u{FFFF}",
        "e\u{301}", "\u{1F469}\u{200D}\u{1F52C}", "\u{10FFFF}", "日本語", "עברית", " leading", "trailing ",
        "a:\u{3000}b",
    ]

    static func text(_ random: inout Seeded) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            text += texts.randomElement(using: &random) ?? ""
            if Bool.random(using: &random),
                let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random))
            {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    static func hex(_ count: Int, _ random: inout Seeded) -> String {
        String((0..<count).map { _ in "0123456789abcdef".randomElement(using: &random) ?? "0" })
    }

    static func suffix(_ random: inout Seeded) -> String {
        let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
        return String(
            (0..<Int.random(in: 4...13, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? "0"
            })
    }

    static func day(_ random: inout Seeded) -> CalendarDay {
        CalendarDay(daysSinceEpoch: Int.random(in: -719_162...2_932_896, using: &random))
            ?? CalendarDay(daysSinceEpoch: 0).unsafelyUnwrapped
    }

    static func who(_ random: inout Seeded) -> Provenance {
        Provenance(
            by: MemberID(rawValue: "r\(Int.random(in: 0...99_999, using: &random))").unsafelyUnwrapped,
            at: Timestamp(
                secondsSinceEpoch: Int.random(in: -62_135_596_800...253_402_300_799, using: &random)))
    }

    static func record(_ random: inout Seeded) -> Record {
        let kind = RecordKind.allCases.randomElement(using: &random) ?? .fieldNote
        var details = RecordDetails()
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            let key =
                ["format", "from", "x-1", "speakers", "cues", "z9"].randomElement(using: &random) ?? "format"
            switch Int.random(in: 0..<3, using: &random) {
            case 0: details[key] = .text(text(&random))
            case 1: details[key] = .number(Int.random(in: .min ... .max, using: &random))
            default:
                details[key] = .list((0..<Int.random(in: 0...3, using: &random)).map { _ in text(&random) })
            }
        }
        return Record(
            id: RecordID(day: day(&random), kind: kind, suffix: suffix(&random)), kind: kind,
            version: Int.random(in: 1...1_000_000, using: &random), day: day(&random),
            time: Bool.random(using: &random) ? text(&random) : nil, title: text(&random),
            participants: (0..<Int.random(in: 0...3, using: &random)).compactMap {
                Handle(rawValue: "SP\($0)")
            },
            details: details, captured: who(&random), saved: who(&random), nonce: hex(64, &random),
            body: Bool.random(using: &random) ? "" : text(&random) + "\n")
    }
}
