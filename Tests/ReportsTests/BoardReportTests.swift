import StudyModel
import Testing

@testable import Reports

/// Boards as they leave the study.
@Suite struct BoardReportTests {
    private static let column = BoardPartID(rawValue: "aaaaa").unsafelyUnwrapped
    private static let member = MemberID(rawValue: "r1").unsafelyUnwrapped
    private static let time = Timestamp(secondsSinceEpoch: 1_600_000_000)

    private static func report(_ texts: [(String, Int)], withheld: Int = 0) -> BoardReport {
        let part = Workshop.Part(id: column, name: "What <works>")
        var board = Board(
            Workshop(
                id: WorkshopID(rawValue: "w-7f3k9").unsafelyUnwrapped, title: "A & B", day: time.day,
                facilitators: [member], columns: [part], events: [], nonce: ""))
        for (number, (text, votes)) in texts.enumerated() {
            let digits = String(number)
            let id = CardID(rawValue: String(repeating: "0", count: 10 - digits.count) + digits)
                .unsafelyUnwrapped
            board.cards[id] = Board.Card(
                id: id, text: text, column: column, place: number + 1, imported: votes,
                added: Provenance(by: member, at: time))
        }
        let clusters = [BoardPartView(part, cards: 2, votes: 3, rank: .init(number: 1, isShared: true))]
        return BoardReport(
            study: "S", title: "A & B", day: time.day,
            columns: [.init(name: part.name, cards: board.cardViews(), withheld: withheld)],
            clusters: clusters)
    }

    @Test func words_areNeverMarkup() throws {
        let report = Self.report(
            [("<script>alert(1)</script>\n\"x\" & *y*", 2), ("</svg>\u{202E}", 2)], withheld: 2)
        for text in [report.html, try #require(report.svg)] {
            #expect(!text.contains("<script") && text.contains("&lt;script&gt;"))
            #expect(!text.contains("\u{202E}") && text.contains("2 cards may not be quoted."))
        }
        #expect(report.html.contains("default-src 'none'"))
        #expect(report.svg?.ranges(of: "</svg>").count == 1)
        #expect(report.markdown.contains("\\*y\\*") || !report.markdown.contains("*y*"))
    }

    @Test func ranks_areShown_withTheirTies() {
        let html = Self.report([("a", 2), ("b", 2), ("c", 1), ("d", 0)]).html
        #expect(
            html.contains("2 votes, rank 1=") && html.contains("1 vote, rank 3") && !html.contains("rank 4"))
        #expect(html.contains(BoardReport.rankNote))
    }

    @Test func picture_hasAnEnd() throws {
        #expect(Self.report((0...500).map { ("\($0)", 0) }).svg == nil)
        let long = String(repeating: "word ", count: 2000) + String(repeating: "x", count: 3000)
        let svg = try #require(Self.report([(long, 0), ("\u{4E2D}\u{6587}\u{4E2D}\u{6587}", 1)]).svg)
        #expect(svg.contains("…") && svg.utf8.count < 40_000)
    }

    @Test func tables_areGuarded() {
        let report = Self.report([("=1+1", 0), ("a\n\"b\"", 1)])
        #expect(
            String(decoding: report.easyretro, as: UTF8.self)
                == "\"What <works>\"\r\n\"'=1+1 (0 votes)\"\r\n\"a\n\"\"b\"\" (1 vote)\"\r\n")
        #expect(
            String(decoding: report.miro, as: UTF8.self)
                == "\"What <works>\"\r\n\"'=1+1\"\r\n\"a\n\"\"b\"\"\"\r\n")
    }
}
