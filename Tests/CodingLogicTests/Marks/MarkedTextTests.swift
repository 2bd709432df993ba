import StudyModel
import Testing

@testable import CodingLogic

@Suite struct MarkedTextTests {
    private let body = "We rang them every week.\nNobody had told us, so we stood there.\n"

    private func codebook() throws -> Codebook {
        Codebook([
            try Samples.entry(1, "access"), try Samples.entry(2, "access/open"),
            try Samples.entry(3, "workforce"),
            try Samples.entry(4, "assets") { $0.isCategory = true },
            try Samples.entry(5, "shifts") { $0.status = .retired },
            try Samples.entry(6, "delivery/open"),
        ])
    }

    /// Two codings that overlap: `rang … told us` as access/open and `Nobody … there` as workforce.
    private func codings() throws -> [Coding] {
        [
            try Samples.coding(1, 3..<43, in: body, code: Samples.codeID(2)),
            try Samples.coding(2, 25..<62, in: body, code: Samples.codeID(3)),
        ]
    }

    private func marked() throws -> String {
        MarkedText.text(body: body, codings: try codings(), codebook: try codebook())
    }

    private func parse(_ edited: String, _ own: [Coding]? = nil) throws -> MarkReading {
        MarkedText.parse(edited, body: body, codings: try own ?? codings(), codebook: try codebook())
    }

    @Test func text_ofOverlappingCodings_hasTheirMarks() throws {
        #expect(
            try marked() == """
                We {{access/open #000001}}rang them every week.
                {{workforce #000002}}Nobody had told us{{/#000001}}, so we stood there{{/#000002}}.

                """)
        #expect(try parse(marked()) == MarkReading())
    }

    @Test func codingsMarkedInAText_areThoseItWasMadeWith() throws {
        let later = try Samples.coding(9, 0..<7, in: body, code: Samples.codeID(3))
        let all = try codings() + [later]
        let shown = MarkedText.codings(all, markedIn: try marked())
        #expect(try shown == codings())
        #expect(try parse(marked(), shown) == MarkReading())
        #expect(try parse(marked(), all).changes == [.remove(later.id)])
    }

    @Test func text_ofCodingsOfTheRecordAndLostOnes_hasNoMarksAndLeavesThemAlone() throws {
        var lost = try Samples.coding(1, 3..<10, in: body)
        lost.state = .lost
        let own = [lost, try Samples.coding(2, nil, in: body)]
        #expect(MarkedText.text(body: body, codings: own, codebook: try codebook()) == body)
        #expect(try parse(body, own) == MarkReading())
    }

    @Test func text_ofIDsThatEndAlike_hasLongerNumbers() throws {
        let own = [try Samples.coding(1, 0..<2, in: body), try Samples.coding(1 + 1 << 30, 3..<7, in: body)]
        let text = MarkedText.text(body: body, codings: own, codebook: try codebook())
        #expect(
            text.hasPrefix("{{access #0000001}}We{{/#0000001}} {{access #1000001}}rang{{/#1000001}} them"))
        #expect(try parse(text, own) == MarkReading())
    }

    @Test(arguments: [
        "{{", "{{x}}", "{", "a {\\{ b", "{\\", "{{{{", "\\{{\\\\{\\{", "}}", "{ {", "{\\\\{{/}}",
    ])
    func text_ofABodyWithBraces_isReadBack(_ body: String) throws {
        for span in [0..<body.unicodeScalars.count, 0..<1] {
            let own = [try Samples.coding(1, span, in: body)]
            let text = MarkedText.text(body: body, codings: own, codebook: try codebook())
            #expect(Anchor.text(MarkScan(text).text) == body)
            #expect(
                MarkedText.parse(text, body: body, codings: own, codebook: try codebook()) == MarkReading())
        }
    }

    @Test(arguments: [
        ("{{workforce}}every week{{/}}", "every week"), ("{{ Workforce }}every week{{ / }}", "every week"),
        ("{{workforce}} every week {{/workforce}}", "every week"),
    ])
    func newMarks_areANewCoding(_ typed: String, _ words: String) throws {
        let edited = try marked().replacing(
            typed.contains("}} every") ? " every week" : "every week", with: typed)
        let reading = try parse(edited)
        #expect(reading.changes == [.add(code: try Samples.codeID(3), span: 13..<23)])
        #expect(reading.problems.isEmpty)
    }

    @Test func newMarks_thatOverlap_areEndedByTheirCodes() throws {
        let reading = try parse(
            "We {{workforce}}rang {{access/open}}them{{/workforce}} every{{/access/open}} week.\nNobody had told us, so we stood there.\n",
            [])
        #expect(
            reading.changes == [
                .add(code: try Samples.codeID(3), span: 3..<12),
                .add(code: try Samples.codeID(2), span: 8..<18),
            ])
        #expect(reading.problems.isEmpty)
    }

    @Test func bothMarksTakenAway_removeTheCoding() throws {
        let edited = try marked().replacing("{{workforce #000002}}", with: "").replacing(
            "{{/#000002}}", with: "")
        #expect(try parse(edited) == MarkReading(changes: [.remove(try Samples.codingID(2))]))
    }

    @Test func marksRetypedWithoutTheirNumber_keepTheCoding() throws {
        let edited = try marked().replacing("{{workforce #000002}}", with: "{{workforce}}")
            .replacing("{{/#000002}}", with: "{{/}}")
        #expect(try parse(edited) == MarkReading())
    }

    @Test func aMarkMoved_movesTheCoding() throws {
        let edited = try marked().replacing("{{/#000001}}, so", with: ", so{{/#000001}}")
        #expect(
            try parse(edited) == MarkReading(changes: [.move(try Samples.codingID(1), span: 3..<47)]))
    }

    @Test func anotherCodeInAMark_recodesTheCoding() throws {
        let edited = try marked().replacing("{{access/open #000001}}", with: "{{workforce #000001}}")
        #expect(
            try parse(edited)
                == MarkReading(changes: [.recode(try Samples.codingID(1), code: try Samples.codeID(3))]))
    }

    @Test(arguments: [
        ("{{acess/opn}}them{{/}}", "There is no code 'acess/opn'. Near it: access/open."),
        ("{{open}}them{{/}}", "'open' may be any of access/open, delivery/open. Write more of the path."),
        ("{{assets}}them{{/}}", "assets only groups other codes"),
        ("{{shifts}}them{{/}}", "The code shifts is retired."),
        ("{{workforce}}them", "{{workforce}} has no end, so nothing was coded."),
        ("them{{/}}", "{{/}} ends nothing that was begun before it"),
        ("{{workforce}}{{/}}them", "There is nothing between"),
        ("{{workforce them", "'{{' begins a mark, and there is no '}}' to end it."),
        ("{{}}them{{/}}", "A mark without a code."),
        ("{{workforce #zzzzzz}}them{{/#zzzzzz}}", "There is no coding #zzzzzz in this text"),
        ("{{workforce}}{{workforce}}them{{/}}{{/}}", "twice"),
        ("THEM", "The text was changed; the record keeps its own."),
    ])
    func whatIsNotUnderstood_isNamedAndNothingElseChanges(_ typed: String, _ message: String) throws {
        let reading = try parse(try marked().replacing("them", with: typed))
        #expect(reading.problems.contains { $0.line == 1 && $0.message.contains(message) })
        #expect(reading.problems.allSatisfy { $0.coding == nil && $0.line == 1 })
        #expect(reading.changes.allSatisfy { if case .add = $0 { true } else { false } })
    }

    @Test(arguments: ["{{access/open #000001}}", "{{/#000001}}"])
    func oneMarkTakenAway_leavesTheCodingAndNamesTheOther(_ mark: String) throws {
        let reading = try parse(try marked().replacing(mark, with: ""))
        #expect(reading.changes.isEmpty)
        #expect(reading.problems.map(\.coding) == [try Samples.codingID(1)])
        #expect(reading.problems.map(\.line) == [mark.contains("/#") ? 1 : 2])
    }

    @Test func wordsAndMarksTakenAway_leaveTheCoding() throws {
        let own = [try Samples.coding(1, 25..<62, in: body, code: Samples.codeID(3))]
        let reading = try parse("We rang them every week.\n", own)
        #expect(reading.changes.isEmpty)
        #expect(reading.problems.contains { $0.coding == own[0].id })
    }

    @Test func aNumberUsedTwice_isANewCodingTheSecondTime() throws {
        let edited = try marked().replacing("every", with: "{{workforce #000002}}every{{/#000002}}")
        #expect(
            try parse(edited) == MarkReading(changes: [.add(code: try Samples.codeID(3), span: 13..<18)]))
    }

    @Test func changedWords_areNamedByLineAndTheCodingsFoundAllTheSame() throws {
        let edited = try marked().replacing("every", with: "{{workforce}}each{{/}}")
            .replacing("had told", with: "has told")
        let reading = try parse(edited)
        #expect(Set(reading.problems.map(\.line)) == [1, 2])
        #expect(reading.problems.allSatisfy { $0.message.contains("rir edit") })
        #expect(
            reading.changes.isEmpty || reading.changes == [.add(code: try Samples.codeID(3), span: 13..<18)])
    }

    @Test func aSloppyEditor_changesNothing() throws {
        let text = try marked()
        let sloppy = [
            text.replacing("\n", with: "\r\n"), text + "\n\n", text.replacing(" ", with: "\n"),
            text.replacing(" ", with: "\t"), text.replacing("week.\n", with: "week.   \n"), "\u{FEFF}" + text,
            text.replacing("\n", with: " "), text.replacing("{{/", with: "{{ / "), text.uppercasedMarks,
        ]
        for edited in sloppy { #expect(try parse(edited) == MarkReading()) }
    }
}

extension String {
    /// The text with capitals in the marks' numbers.
    fileprivate var uppercasedMarks: String {
        replacing(/#[0-9a-z]+/) { $0.output.uppercased() }
    }
}
