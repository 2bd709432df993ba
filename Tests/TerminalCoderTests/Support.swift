import StudyModel

@testable import TerminalCoder

extension CoderSession {
    /// Presses keys: a character each, `⏎ ⎋ ⇥ ⌫ ← → ↑ ↓` for the others, `^w` for the control key.
    @discardableResult
    mutating func type(_ keys: String) -> [Request] {
        var requests: [Request] = []
        var isControl = false
        for character in keys {
            if isControl {
                requests += press(.control(character))
                isControl = false
                continue
            }
            switch character {
            case "^": isControl = true
            case "⏎": requests += press(.enter)
            case "⎋": requests += press(.escape)
            case "⇥": requests += press(.tab)
            case "⌫": requests += press(.backspace)
            case "←": requests += press(.left)
            case "→": requests += press(.right)
            case "↑": requests += press(.up)
            case "↓": requests += press(.down)
            default: requests += press(.character(character))
            }
        }
        return requests
    }

    /// What is marked, as text.
    var markedText: String? { state.marked.map { state.text.string($0) } }

    /// The text from the cursor on, some characters of it.
    func ahead(_ count: Int = 8) -> String {
        state.text.string(state.cursor..<min(state.text.count, state.cursor + count))
    }

    var screen: [String] {
        let frame = CoderFrame(state)
        return (0..<frame.size.rows).map(frame.line)
    }
}

extension MemoryDesk {
    /// A desk with one record of this text.
    static func with(_ body: String, codebook: Codebook = Samples.codebook) -> MemoryDesk {
        let record = Samples.record("2021-03-17", .fieldNote, "7f3k")
        return MemoryDesk(
            [.init(record: record, title: "A note", kind: .fieldNote, body: body)], codebook: codebook)
    }

    func session(rows: Int = 24, columns: Int = 80) throws -> CoderSession<MemoryDesk> {
        try CoderSession(desk: self, size: CoderSize(rows: rows, columns: columns))
    }

    /// My codings as `Access: the words`.
    var lines: [String] {
        mine.map { coding in
            let name = codebook[coding.code]?.code.name ?? ""
            return "\(name)\(coding.weight.map { " \($0)" } ?? ""): \(coding.anchor?.quote ?? "*")"
        }
    }
}

/// Numbers that look random and are the same in every run.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}

/// Texts made of what is hard to show.
enum HardText {
    private static let pieces = [
        "We open the door. ", "They don't need a referral, ", "one-to-one ", "\n", "\n\n",
        "SP66 [00:01:02]: ", "- item\n",
        "Überweisung ", "e\u{301}", "\u{301}", "私たちは。", "한국어 ", "\u{1112}\u{1161}\u{11AB}", "👩‍👩‍👧", "👍🏽", "🇬🇧",
        "❤️", "1️⃣",
        "\u{202E}evil\u{202C}", "\u{1B}[31m", "\u{0}", "\u{7F}", "\t", "\u{200B}", "\u{FEFF}", "\r", "\r\n",
        "क्षि", "\u{2028}",
        "\u{E0001}", "\u{10FFFF}", String(repeating: "x", count: 90), "   ", "عربى ",
        "Z\u{351}\u{36B}\u{343}\u{36A}\u{302}\u{36B}", "# Head\n",
        "“Yes.” ", "Dr. N. said no. ", "…", "!?", "\u{AD}",
    ]

    static func make(_ count: Int, _ numbers: inout SeededNumbers) -> String {
        (0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &numbers)] }.joined()
    }
}
