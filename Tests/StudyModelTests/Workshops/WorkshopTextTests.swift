import Testing

@testable import StudyModel

/// The files of workshops and recommendations, byte for byte.
@Suite struct WorkshopTextTests {
    private static let nonce = PeopleSamples.nonce
    private static let first = "01hzzzzzzzzzzzzzzzzzzzzzz1"
    private static let second = "01hzzzzzzzzzzzzzzzzzzzzzz2"

    private static let workshop = """
        workshop: w-7f3k9
        title: "What follows"
        day: 2021-03-24
        invited: ["SP66", "M04"]
        facilitators: ["r1"]
        votes-each: 3
        voters: 14
        nonce: \(nonce)
        columns:
          - {"id":"aaaaa","name":"What works"}
        clusters:
          - {"id":"bbbbb","name":"Knowing what there is"}
        events:
          - {"act":"planned","at":"2021-03-20T12:00:00Z","by":"r1","id":"\(first)"}
          - {"act":"imported","at":"2021-03-24T12:00:00Z","by":"r1","cards":12,"from":"miro","id":"\(second)"}

        """

    private static let cards = """
        {"at":"2021-03-24T12:00:00Z","by":"r1","clusters":["bbbbb"],"column":"aaaaa","from":"easyretro","id":"0123456789","place":1,"text":"A list, \\"one\\"\\nfor all","votes":4,"who":"SP66"}
        {"at":"2021-03-24T12:00:00Z","by":"r1","column":"aaaaa","id":"9123456789","place":2,"text":"=1+1 \u{1F642}"}
        {"at":"2021-03-24T12:00:00Z","by":"r1","column":"aaaaa","corrected":{"at":"2021-03-24T12:05:00Z","by":"r2"},"id":"a123456789","place":3,"removed":{"at":"2021-03-24T12:06:00Z","by":"r1","reason":"twice"},"text":"A list"}

        """

    private static let votes = """
        {"card":"0123456789","id":"0000000000000000"}
        {"card":"9123456789","id":"1000000000000000"}

        """

    private static let recommendation = """
        recommendation: one-list
        kind: recommendation
        nonce: \(nonce)
        versions:
          - {"at":"2021-03-24T12:00:00Z","by":"r1","cause":"new","id":"\(first)","links":[{"cluster":"bbbbb","workshop":"w-7f3k9"},{"finding":"open-door","version":"\(first)"}],"number":1,"shapers":["SP66"],"statement":"Keep one list."}
          - {"at":"2021-03-25T12:00:00Z","by":"r1","cause":"edit","id":"\(second)","links":[{"card":"0123456789","workshop":"w-7f3k9"},{"recommendation":"r-7f3k9"},{"record":"2020-04-15-minutes-7f3k"}],"number":2,"reason":"so","statement":"Keep it."}

        """

    @Test func files_areAsTheFormatSays() throws {
        let workshop = try WorkshopText.workshop(from: Array(Self.workshop.utf8))
        #expect(WorkshopText.text(of: workshop) == Self.workshop)
        #expect(workshop.mostVotes == 42 && workshop.stage == .planned)
        let cards = try WorkshopText.cards(from: Array(Self.cards.utf8), shard: "9")
        #expect(WorkshopText.bytes(of: cards.values) == Array(Self.cards.utf8))
        let votes = try WorkshopText.votes(from: Array(Self.votes.utf8), shard: "9")
        #expect(WorkshopText.bytes(ofVotes: votes) == Array(Self.votes.utf8))
        let recommendation = try RecommendationText.recommendation(from: Array(Self.recommendation.utf8))
        #expect(RecommendationText.text(of: recommendation) == Self.recommendation)
        #expect(recommendation.latest.links.count == 3 && recommendation.versions[0].shapers.count == 1)
    }

    @Test func what_isOtherwise_isRefused() {
        func refuses(_ old: String, _ new: String) {
            let (workshop, cards) = (
                Self.workshop.replacing(old, with: new), Self.cards.replacing(old, with: new)
            )
            let votes = Self.votes.replacing(old, with: new)
            let other = Self.recommendation.replacing(old, with: new)
            if workshop != Self.workshop {
                #expect(throws: PeopleTextFailure.self) {
                    try WorkshopText.workshop(from: Array(workshop.utf8))
                }
            }
            if cards != Self.cards {
                #expect(throws: PeopleTextFailure.self) {
                    try WorkshopText.cards(from: Array(cards.utf8), shard: "9")
                }
            }
            if votes != Self.votes {
                #expect(throws: PeopleTextFailure.self) {
                    try WorkshopText.votes(from: Array(votes.utf8), shard: "9")
                }
            }
            if other != Self.recommendation {
                #expect(throws: PeopleTextFailure.self) {
                    try RecommendationText.recommendation(from: Array(other.utf8))
                }
            }
        }
        for (old, new) in [
            ("w-7f3k9", "w-7f3k"), ("voters: 14", "voters: 014"), ("aaaaa", "AAAAA"), ("\"SP66\"", "\"Kim\""),
            ("planned", "dreamt"), ("\"place\":1", "\"place\":0"),
            ("\"id\":\"0123456789\"", "\"id\":\"0123456780\""),
            ("\"id\":\"0000", "\"id\":\"ABCD"), ("\"votes\":4", "\"votes\":\"4\""),
            ("\"reason\":\"twice\"", "\"reason\":\" \""), (",\"reason\":\"twice\"", ""),
            ("\"by\":\"r2\"}", "\"by\":\"R2!\"}"),
            ("{\"at\":\"2021-03-24T12:05:00Z\",\"by\":\"r2\"}", "\"r2\""),
            ("\"reason\":\"twice\"", "\"reason\":\"twice\",\"x\":\"y\""), ("Keep one list.", " "),
            ("{\"recommendation\":\"r-7f3k9\"}", "{\"card\":\"0123456789\"}"),
            ("\"workshop\":\"w-7f3k9\"", "\"finding\":\"x\""), ("\n", "\r\n"), ("votes-each", "votes-Each"),
        ] { refuses(old, new) }
    }

    @Test func paths_nameFilesOfWorkshops_andNothingElse() throws {
        let id = try #require(WorkshopID(rawValue: "w-7f3k9"))
        for file in [BoardFile.workshop(id), .cards(id, "z"), .votes(id, "0")] {
            #expect(BoardFile(path: file.path) == file)
        }
        for path in [
            "boards/w-7f3k9/cards-.jsonl", "boards/w-7f3k9/cards-u.jsonl", "boards/w-7f3k9/cards-00.jsonl",
            "boards/w-7f3k9/x/cards-0.jsonl", "boards/../cards-0.jsonl", "boards/w-7f3k9/cards-é.jsonl",
            "boards/w-7f3k9", "board/w-7f3k9/workshop.yaml", "boards/w-7f3k9/notes-0.jsonl",
        ] { #expect(BoardFile(path: path) == nil, "\(path)") }
    }

    @Test func removedCards_hangNoMore_andTheirVotesCountForNothing() throws {
        let workshop = try WorkshopText.workshop(from: Array(Self.workshop.utf8))
        let cards = try WorkshopText.cards(from: Array(Self.cards.utf8), shard: "9")
        let gone = try #require(CardID(rawValue: "a123456789"))
        let kept = try #require(CardID(rawValue: "9123456789"))
        var votes: [VoteID: CardID] = [:]
        for (digit, card) in [("1", gone), ("2", gone), ("3", kept)] {
            votes[try #require(VoteID(rawValue: String(repeating: digit, count: 16)))] = card
        }
        var board = Board(workshop, cards: cards, votes: votes)
        #expect(board.cards.count == 2 && board.removed.keys.sorted() == [gone] && board.problem == nil)
        #expect(board.written == cards && board.nextPlace == 4)
        #expect(board.tally[kept] == 1 && board.tally[gone] == nil && board.lostTally == [gone: 2])
        #expect(board.cardViews().map(\.id).contains(gone) == false)
        #expect(board.removedViews().map(\.votes) == [2])
        let view = WorkshopView(board, recommendations: [])
        #expect(view.cards == 2 && view.votes == 5 && view.removedCards == 1 && view.removedVotes == 2)
        board.cards[gone] = board.removed[gone]
        #expect(board.problem != nil, "it hangs and is removed")
    }

    @Test func ranks_areShared_whereVotesAreEqual() {
        #expect(Board.ranks(of: [3, 7, 7, 0]).map(\.text) == ["3", "1=", "1=", "4"])
        #expect(Board.ranks(of: [2, 2, 2]).map(\.text) == ["1=", "1=", "1="])
        #expect(Board.ranks(of: []).isEmpty)
    }

    @Test func formulas_areGuarded_andComeBackAsTheyWere() {
        for text in [
            "=HYPERLINK(\"http://x\",\"y\")", "+1", "-1", "@x", "'=x", "''=x", "'quoted'", "plain", "", "'",
        ] {
            let field = CSVText.field(text)
            let cell = String(field.dropFirst().dropLast()).replacing("\"\"", with: "\"")
            #expect(!"=+-@\t\r".contains(cell.first ?? "x"), "\(text)")
            #expect(CSVText.unguarded(cell) == text, "\(text)")
        }
    }
}
