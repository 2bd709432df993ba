import StudyModel
import Testing

@testable import Intake

/// Ten thousand inputs each for the readers of transcripts and minutes: never a trap, always a result that keeps to the rules.
@Suite struct TalkFuzzTests {
    private static let common = [
        "\n", "\n", "\n\n", " ", ": ", "SP66", "Ada Byron", "text.", "é", "\u{1F600}", "\u{301}", "&amp;",
        "<b>", "[", "]", "(", ")", "\t", "\u{0}", "\r\n",
    ]
    private static let times = [
        "00:00:01.000 --> 00:00:02.000\n", "00:00:01,000 --> 00:00:02,000\n", "0:0:1.0 --> 0:0:2.5\n",
        "00:01", "99:59:59.999", "999999:00:00.000",
        "-->", "[00:00:01]", "[00:00:01-00:00:02]:", "\\[01:46\\]", "(0:03)", "0:03", "00:61.000", "1\n",
    ]
    private static let kinds: [(name: String, head: String, pieces: [String])] = [
        (
            "a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n",
            times + [
                "<v Ada>", "</v>", "<c>", "<00:00:01.000>", "NOTE\n", "STYLE\n", "<v ", "{\\an8}", ">> ",
                "- ",
            ]
        ),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\n", times + ["{\\an8}", "<i>", "<font ", "2\n", "- "]),
        (
            "interviews/a.txt", "",
            times + [
                "**", "__", "# ", "SP66:", "SP66\n", "Ada Byron  0:03\n", "---\n", "```\n", "\\\n", "1    ",
                "> ",
            ]
        ),
        (
            "minutes/a.md", "# Minutes\n",
            [
                "## Present\n", "Present: ", "**Apologies**\n", "Agenda\n", "### 1. ", "## Topics\n",
                "## Actions\n", "ACTION: ", "Decision: ", "| Action | Who |\n",
                "|---|---|\n", "* ", "- ", "• ", "  - ", "(chair)", "[x](y)", "<span>", "</span>", ", ",
                "GA Actions", " action – ", "```\n", "---\n", "Date: 4/5/2020\n",
                "AOB\n",
            ]
        ),
    ]

    @Test(arguments: 0..<UInt64(10), 0..<4) func randomText_keepsTheRules(seed: UInt64, kind: Int) async {
        var random = FuzzTests.Seeded(state: seed &* 31 &+ UInt64(kind))
        let (name, head, own) = Self.kinds[kind]
        let pieces = Self.common + own + own
        let map = ["SP66": Handle(rawValue: "M1"), "Ada Byron": Handle(rawValue: "M1")].compactMapValues {
            $0
        }
        for number in 0..<1000 {
            var text = Int.random(in: 0..<4, using: &random) == 0 ? "" : head
            for _ in 0..<Int.random(in: 0..<40, using: &random) {
                text += pieces.randomElement(using: &random) ?? ""
            }
            let overrides = RecordOverrides(speakers: number % 2 == 0 ? map : nil)
            let source = IntakeSource(path: name, bytes: Array(text.utf8), overrides: overrides)
            guard case .success(let drafts) = await read(source) else { continue }
            for draft in drafts {
                Inert.check(draft, of: name)
                Self.check(draft)
            }
        }
    }

    /// Turns lie in the body, in order, and the importer found the same ones.
    private static func check(_ draft: RecordDraft) {
        let turns = Turns.of(body: draft.body)
        let count = draft.body.unicodeScalars.count
        var last = 0
        for turn in turns {
            #expect(turn.range.lowerBound >= last && turn.range.upperBound <= count)
            #expect(
                turn.range.lowerBound <= turn.words.lowerBound
                    && turn.words.upperBound == turn.range.upperBound)
            last = turn.range.upperBound
        }
        for guess in draft.guesses { #expect(!guess.basis.isEmpty) }
        for key in ["present", "apologies", "chair", "scribes", "agenda", "actions", "decisions"] {
            for item in draft.list(key) ?? [] { #expect(!item.isEmpty && item.unicodeScalars.count <= 4000) }
        }
    }
}
