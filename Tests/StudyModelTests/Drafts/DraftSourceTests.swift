import StudyModel
import Testing

/// Citations and paragraphs of a report draft.
@Suite struct DraftSourceTests {
    private static let text = """
        # Access

        People come by
        themselves [[finding:open-door@2]] in [[count:records/interview]] interviews.

        [[quote:2020-04-15-minutes-7f3k/4q2m]]

        ```
        [[count:codes]] is an example.
        ```

        - one `[[count:codes]]`
        - two \\[[no citation]]

        > said

        | a | b |
        | --- | --- |
        | 1 | [[count: codes]] |

        [[Table: Equipment by employer]]
        [[nothing]] and [[open

        """

    @Test func citations_areThoseInTheTextAlone() {
        let source = DraftSource(Self.text)
        #expect(
            source.citations.map(\.text) == [
                "finding:open-door@2", "count:records/interview", "quote:2020-04-15-minutes-7f3k/4q2m",
                "count:codes", "table:Equipment by employer",
            ])
        #expect(source.citations.map(\.line) == [4, 4, 6, 19, 21])
        #expect(source.citations.map(\.isAlone) == [false, false, true, false, true])
        #expect(source.strange == [22, 22])
        #expect(source.citations[0].pinned?.name == "open-door" && source.citations[0].pinned?.version == 2)
        #expect(source.citations[2].coded?.coding == "4q2m")
    }

    @Test func paragraphs_areNumberedAsPeopleCountThem() {
        let source = DraftSource(Self.text)
        #expect(source.count == 7)
        #expect(source.paragraph(onLine: 1) == 1 && source.paragraph(onLine: 4) == 1)
        #expect(source.paragraph(onLine: 6) == 2 && source.paragraph(onLine: 13) == 4)
        #expect(source.words(ofParagraph: 3) == "one `[[count:codes]]`")
        #expect(source.words(ofParagraph: 5) == "said")
        let marked = source.written({ $0.kind == .quote ? "> words" : "#" }) { "(\($0))" }
        let lines = marked.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "# Access" && lines[2] == "(1) People come by")
        #expect(lines[3] == "themselves # in # interviews." && lines[5] == "> (2) words")
        #expect(marked.contains("- (3) one `[[count:codes]]`\n- (4) two"))
        #expect(marked.contains("> (5) said\n\n(6)\n\n| a | b |") && marked.contains("\n(7) #\n"))
    }

    @Test func attributions_areFoundWithTheirLines() {
        let found = DraftSource("He said (SP66, 17.03.21).\n\nThey (M04, SP41, 01.02.20) did (2020, 1.2).\n")
            .attributions
        #expect(found.map(\.handle.rawValue) == ["SP66", "M04", "SP41"] && found.map(\.line) == [1, 3, 3])
    }

    @Test("Text without citations and marks stays as it is, and no text is too strange")
    func nothingLost() {
        var dice = Seeded(seed: 5)
        let pieces = [
            "[[", "]]", "count:records", "\\", "`", "```", "\n", "- ", "> ", "|", "# ", "é", "1. ", "x ",
        ]
        for _ in 0..<3000 {
            let text = (0..<Int.random(in: 0...30, using: &dice))
                .compactMap { _ in pieces.randomElement(using: &dice) }.joined()
            let source = DraftSource(text)
            #expect(source.written { "[[\($0.text)]]" } == text.replacing("[[count: ", with: "[[count:"))
            for citation in source.citations { #expect(citation.text.hasPrefix("count:records")) }
            let numbers = source.paragraphs.compactMap { $0.number }
            #expect(numbers == Array(1..<source.count + 1))
        }
    }
}
