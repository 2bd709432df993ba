import StudyModel
import Testing

@Suite struct TurnsTests {
    /// Each turn as `number speaker start-end|words`.
    private static func lines(_ body: String) -> [String] {
        let scalars = Array(body.unicodeScalars)
        return Turns.of(body: body).map { turn in
            let words = String(String.UnicodeScalarView(scalars[turn.words]))
            let label = turn.label.map { String(String.UnicodeScalarView(scalars[$0])) }
            #expect(label == turn.speaker)
            let time = turn.start.map { "\($0)-\(turn.end.map(String.init) ?? "")" } ?? ""
            return "\(turn.number) \(turn.speaker ?? "?") \(time)|\(words)"
        }
    }

    @Test func captions_areReadWithTheirTimes() {
        let body = """
            SP66 [00:00:01]: Right, café \u{1F600}.

            [00:00:04] how are you?

            Interviewer [00:01:02-00:01:09]: Why: really?

            On it goes.

            jane doe (host) [01:00:00-01:00:02]: So.

            """
        #expect(
            Self.lines(body) == [
                "1 SP66 1-4|Right, café \u{1F600}.", "2 ? 4-62|how are you?",
                "3 Interviewer 62-69|Why: really?\n\nOn it goes.", "4 jane doe (host) 3600-3602|So.",
            ])
        #expect(Turns.of(body: body)[2].range == 58..<116)
    }

    @Test func oneCaption_isATurn() {
        #expect(Self.lines("SP66 [00:00:01-00:00:02]: Hi\n") == ["1 SP66 1-2|Hi"])
        #expect(
            Self.lines("[00:00:01] Yes: we did.\n\n[00:00:05] Later.\n") == [
                "1 ? 1-5|Yes: we did.", "2 ? 5-|Later.",
            ])
    }

    @Test(arguments: [
        "SP66: Yes.\nI: Why?\nSP66: So.\nI: I see.\n",
        "**SP66:** Yes.\n\n**I:** Why?\n\n**SP66:** So.\n\n**I:** I see.\n",
        "__SP66__: Yes.\n\n__I__: Why?\n\n__SP66__: So.\n\n__I__: I see.",
        "[SP66] Yes.\n\n[I] Why?\n\n[SP66] So.\n\n[I] I see.\n",
        "SP66\nYes.\n\nI\nWhy?\n\nSP66\nSo.\n\nI\nI see.\n",
        "1    SP66: Yes.\n2    I: Why?\n3    SP66: So.\n4    I: I see.\n",
        "Transcript\n\n**SP66:**\n\nYes.\n\n**I:**\n\nWhy?\n\n**SP66:**\n\nSo.\n\n# Part 2\n\n**I:** I see.\n",
    ])
    func formsWithoutTimes_areRead(body: String) {
        #expect(Self.lines(body) == ["1 SP66 |Yes.", "2 I |Why?", "3 SP66 |So.", "4 I |I see."])
    }

    @Test(arguments: [
        "[00:12] SP66: Yes.\n[00:15] I: Why?\n", "SP66 [00:12]: Yes.\nI (00:15): Why?\n",
        "SP66: (00:12) Yes.\nI: (00:15) Why?\nSP66: (00:20) So.\nI: (00:21) Ah.\n",
        "**SP66:** \\[00:12\\] Yes.\n\n**I:** \\[00:15\\] Why?\n\n**SP66:** [00:20] So.\n\n**I:** Ah.\n",
        "SP66  0:12\nYes.\n\nI  0:15\nWhy?\n\nSP66  0:20\nSo.\n",
        "0:12 SP66\nYes.\n0:15 I\nWhy?\n0:20 SP66\nSo.\n",
        "[00:00:12.00] - SP66\nYes.\n\n[00:00:15.00] - I\nWhy?\n\n[00:00:20.00] - SP66\nSo.\n",
        "[SP66] 00:00:12\nYes.\n[I] 00:00:15\nWhy?\n[SP66] 00:00:20\nSo.\n",
        "**SP66** 0:12  \nYes.\n\n**I** 0:15  \nWhy?\n\n**SP66** 0:20  \nSo.\n",
        "0:0:12.0 --> 0:0:15.1\nSP66\nYes.\n\n0:0:15.1 --\\> 0:0:16.0  \nI  \nWhy?\n\n0:0:20.0 –> 0:0:21.0\nSP66\nSo.\n",
    ])
    func formsWithTimes_areRead(body: String) {
        let turns = Turns.of(body: body)
        let lines = Self.lines(body)
        #expect(lines.first == "1 SP66 12-15|Yes.")
        #expect(turns.count >= 2 && turns[1].start == 15 && lines[1].hasSuffix("|Why?"))
    }

    @Test func otherPrograms_areRead() {
        let meet = "Talk - Transcript\n\n00:00:00\n\nSP66: Hello.\nI: Hi.\n\n00:05:12\n\nSP66: So.\nI: Ah.\n"
        #expect(Self.lines(meet) == ["1 SP66 0-|Hello.", "2 I |Hi.", "3 SP66 312-|So.", "4 I |Ah."])
        let chat =
            "10:15:12\t From  Ada Byron  to  Everyone:\n\tHello.\n10:15:20 From SP66 to Ada Byron: Hi.\n10:16:00 From SP66 to Everyone: So\n"
        #expect(
            Self.lines(chat) == [
                "1 Ada Byron 36912-36920|Hello.", "2 SP66 36920-36960|Hi.", "3 SP66 36960-|So",
            ])
        let pictures =
            "![](media/image1.png) **SP66** 0:03  \nHello.\n\n![](media/image2.png) **I** 0:05  \nHi.\n\n**SP66** 0:09  \nSo.\n"
        #expect(Self.lines(pictures) == ["1 SP66 3-5|Hello.", "2 I 5-9|Hi.", "3 SP66 9-|So."])
        let wide = "张三：你好\n李四：好\n张三：再见\n李四：再见\n"
        #expect(Self.lines(wide) == ["1 张三 |你好", "2 李四 |好", "3 张三 |再见", "4 李四 |再见"])
        let sbv =
            "0:00:01.000,0:00:03.000\nhello\n\n0:00:03.000,0:00:05.500\nthere\n\n0:00:05.500,0:00:06.000\nall\n\n0:00:07.000,0:00:08.000\nend\n"
        #expect(Self.lines(sbv) == ["1 ? 1-3|hello", "2 ? 3-5|there", "3 ? 5-6|all", "4 ? 7-8|end"])
    }

    @Test func speakerHeardOnce_isATurn() {
        let body = "I: Hello all.\n\nSP66: Yes.\n\nM04: One word.\n\nSP66: And so.\n\nI: Thanks.\n"
        #expect(Turns.of(body: body).map(\.speaker) == ["I", "SP66", "M04", "SP66", "I"])
    }

    @Test(arguments: [
        "", "A note about nothing.\n", "Date: today\nPlace: here\nNote: this\nTime: 3pm\nDate: x\n",
        "10:00 Coffee\n10:30 Talk\n11:00 Coffee\n11:30 Talk\n12:00 Lunch\n",
        "One thing was clear: it rained.\nSee: http://x.org\nSo: we left.\n",
        "```\nA: x\nB: y\nA: x\nB: y\n```\n",
    ])
    func proseAndForms_haveNone(body: String) {
        #expect(Turns.of(body: body).isEmpty)
    }

    @Test func emptyTurn_hasNoWords() {
        let body = "**Break:** \\[00:00\\]\n\n**A:** x\n\n**Break:**\n\n**A:** y"
        #expect(Self.lines(body) == ["1 Break 0-|", "2 A |x", "3 Break |", "4 A |y"])
    }

    @Test(arguments: 0..<UInt64(10)) func randomText_keepsRangesInOrder(seed: UInt64) {
        var random = Seeded(seed: seed &+ 11)
        let pieces = [
            "SP66", "Ada Byron", ": ", "\n", "\n\n", "**", "__", "[00:01]", "[00:00:01-00:00:02]:", "0:03",
            " ", "\\[", "\\]",
            "(00:01:02)", "# ", "-->", "0:0:1.0", "text.", "é", "\u{1F600}", "\u{301}", "[", "]", "```\n",
            "1   ", "\\\n", "–", "\t",
            "I:", "99999999999:99", "\r", "\u{2028}",
        ]
        for _ in 0..<1000 {
            var body = ""
            for _ in 0..<Int.random(in: 0..<60, using: &random) {
                body += pieces.randomElement(using: &random) ?? ""
            }
            let count = body.unicodeScalars.count
            var last = 0
            for (index, turn) in Turns.of(body: body).enumerated() {
                #expect(
                    turn.number == index + 1 && turn.range.lowerBound >= last
                        && turn.range.upperBound <= count)
                #expect(
                    turn.words.lowerBound >= turn.range.lowerBound
                        && turn.words.upperBound == turn.range.upperBound)
                if let label = turn.label {
                    #expect(
                        label.lowerBound >= turn.range.lowerBound && label.upperBound <= turn.words.lowerBound
                    )
                }
                last = turn.range.upperBound
            }
        }
    }
}
