import StudyModel
import Testing

@Suite struct NoteMarksTests {
    @Test(
        arguments: [
            ("@SP66 came.", ["SP66"]), ("Saw @SP66, (@M04) and @SP66's car: @V9.", ["SP66", "M04", "V9"]),
            ("“@SP66”—@M04", ["SP66", "M04"]), ("sp@SP66.org mail@SP66 x@SP66", []),
            ("@SP66.org @SP66@x @SP66_a @SP @66 @sp66 @SPABC1 @SP123456 @ SP66", []),
            ("https://x.org/@SP66 <mailto:@SP66> www.x.org/(@SP66)", ["SP66"]),
            ("`@SP66` ``@M04 ` x`` @V9", ["V9"]),
            ("# @SP66\n\n~~~\n@M04\n~~~\n> @V9", ["V9"]), ("**@SP66** *@M04* |@V9|", ["SP66", "M04", "V9"]),
            ("a,@SP66 b.@M04", []), ("`@SP66 alone", []),
        ] as [(String, [String])])
    func participants_areFound(text: String, handles: [String]) {
        #expect(NoteMarks(text).participants.map(\.rawValue) == handles)
    }

    @Test(
        arguments: [
            ("#access/open and #access/open, #Assets.", ["access/open", "assets"]),
            ("#delivery-model #a/b-2/c3! (#x)", ["delivery-model", "a/b-2/c3", "x"]),
            ("#5 #-a ##b x#c #a_b # d C# http://x.org/#e &#65; #f/ #g-", ["f", "g"]), ("#a@b #a.md #é", []),
            ("## Title #in\n#below", ["below"]),
        ] as [(String, [String])])
    func codes_areFound(text: String, codes: [String]) {
        #expect(NoteMarks(text).codes == codes)
    }

    @Test(
        arguments: [
            (
                "!decision to go. !Action: x !quote \"y\" !question?",
                ["decision", "action", "quote", "question"]
            ),
            ("wow!decision !decisions !actionable !! ![quote](x) !other `!action`", []),
            ("!action !action", ["action"]),
        ] as [(String, [String])])
    func marks_areFound(text: String, marks: [String]) {
        #expect(NoteMarks(text).marks == marks)
    }

    @Test(arguments: 0..<UInt64(10)) func randomText_neverTraps(seed: UInt64) {
        var random = Seeded(seed: seed)
        let pieces = [
            "@SP66", "#a/b", "!quote", "`", "``", "\n", " ", "#", "@", "!", "é", "“", "—", "«", "://",
            "mailto:", ".", "/", "-", "~~~\n", ">", "x",
            "\u{1F600}", "\u{E2}",
        ]
        for _ in 0..<1000 {
            var text = ""
            for _ in 0..<Int.random(in: 0..<40, using: &random) {
                text += pieces.randomElement(using: &random) ?? ""
            }
            let marks = NoteMarks(text)
            #expect(marks.participants.allSatisfy { $0.rawValue == "SP66" })
            #expect(marks.codes.allSatisfy { !$0.isEmpty && !$0.hasSuffix("/") && !$0.hasSuffix("-") })
        }
    }
}
