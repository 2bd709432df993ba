import StudyModel
import TestDice
import Testing

@testable import Merging

@Suite("Boards and recommendations of two people")
struct BoardMergeTests {
    private static let nonce = String(repeating: "0", count: 64)
    private static let id = WorkshopID(rawValue: "w-7f3k9").unsafelyUnwrapped
    private static let cardsPath = "boards/w-7f3k9/cards-0.jsonl"
    private static let votesPath = "boards/w-7f3k9/votes-0.jsonl"
    private static let path = "boards/w-7f3k9/workshop.yaml"

    private static func part(_ id: String) -> BoardPartID { BoardPartID(rawValue: id).unsafelyUnwrapped }

    private static func who(_ member: String, _ at: Int) -> Provenance {
        Provenance(by: MemberID(rawValue: member).unsafelyUnwrapped, at: Timestamp(secondsSinceEpoch: at))
    }

    private static func card(_ id: String, _ column: String = "aaaaa", _ clusters: [String] = [])
        -> Board.Card
    {
        Board.Card(
            id: CardID(rawValue: id).unsafelyUnwrapped, text: "x", column: part(column),
            clusters: clusters.map(part), place: 1, added: who("r1", 1))
    }

    private static func cards(_ cards: Board.Card...) -> [UInt8] { WorkshopText.bytes(of: cards) }

    private static func votes(_ ids: String...) -> [UInt8] {
        let card = CardID(rawValue: "1111111110").unsafelyUnwrapped
        return WorkshopText.bytes(
            ofVotes: Dictionary(
                uniqueKeysWithValues: ids.map {
                    (VoteID(rawValue: String(repeating: $0, count: 16)).unsafelyUnwrapped, card)
                }))
    }

    private static func operation(_ number: Int) -> OperationID {
        OperationID(rawValue: String(repeating: "0", count: 25) + "\(number)").unsafelyUnwrapped
    }

    private static func workshop(
        _ title: String, _ events: [(Workshop.Event.Act, Int)], clusters: [(String, String)] = []
    ) -> [UInt8] {
        WorkshopText.bytes(
            of: Workshop(
                id: id, title: title, day: Timestamp(secondsSinceEpoch: 0).day,
                facilitators: [who("r1", 0).by], columns: [.init(id: part("aaaaa"), name: "A")],
                clusters: clusters.map { .init(id: part($0), name: $1) },
                events: events.map { act, number in
                    Workshop.Event(
                        act, id: operation(number), by: who("r1", 0).by,
                        at: Timestamp(secondsSinceEpoch: number))
                }, nonce: nonce))
    }

    private static func merged(
        _ path: String, _ base: [UInt8]?, _ one: [UInt8], _ other: [UInt8]
    ) -> MergedFile {
        let merged = FileMerge.merged(path, base: base, one, other)
        #expect(merged == FileMerge.merged(path, base: base, other, one), "which side is which matters")
        return merged
    }

    @Test("Cards and votes that two added are all there, and nobody is asked")
    func union() throws {
        let base = Self.cards(Self.card("1111111110"))
        let merged = Self.merged(
            Self.cardsPath, base, Self.cards(Self.card("1111111110"), Self.card("2222222220")),
            Self.cards(Self.card("1111111110"), Self.card("3333333330")))
        #expect(try WorkshopText.cards(from: try #require(merged.bytes), shard: "0").count == 3)
        #expect(merged.questions.isEmpty)
        // Also where neither had the file before.
        let new = Self.merged(
            Self.cardsPath, nil, Self.cards(Self.card("2222222220")), Self.cards(Self.card("3333333330")))
        #expect(try WorkshopText.cards(from: try #require(new.bytes), shard: "0").count == 2)
        let votes = Self.merged(
            Self.votesPath, Self.votes("1", "4"), Self.votes("1", "2", "4"), Self.votes("1", "3"))
        #expect(votes.bytes == Self.votes("1", "2", "3") && votes.questions.isEmpty)
    }

    @Test("A card that two moved apart raises a question; what else was done to it stays")
    func moved() throws {
        let base = Self.cards(Self.card("1111111110"))
        let merged = Self.merged(
            Self.cardsPath, base, Self.cards(Self.card("1111111110", "bbbbb", ["ccccc"])),
            Self.cards(Self.card("1111111110", "eeeee", ["ddddd"])))
        let bytes = try #require(merged.bytes)
        let cards = try WorkshopText.cards(from: bytes, shard: "0")
        let card = try #require(cards.values.first)
        #expect(card.clusters == [Self.part("ccccc"), Self.part("ddddd")])
        #expect(merged.questions.map(\.fields) == [["column 1111111110"]])
        let other = try WorkshopText.cards(
            from: Self.cards(Self.card("1111111110", "eeeee")), shard: "0")
        let taken = AnswerMerge.cards(
            other: other, fields: ["column 1111111110"], now: [card.id: card])
        #expect(taken[card.id]?.column == Self.part("eeeee"))
        // Only one moved it: no question.
        let alone = Self.merged(
            Self.cardsPath, base, Self.cards(Self.card("1111111110", "bbbbb")),
            Self.cards(Self.card("1111111110", "aaaaa", ["ccccc"])))
        #expect(alone.questions.isEmpty)
    }

    @Test("What happened in either happened, in the order of time; titles raise a question")
    func events() throws {
        let base = Self.workshop("t", [(.planned, 1), (.opened, 2)])
        let merged = Self.merged(
            Self.path, base,
            Self.workshop("t", [(.planned, 1), (.opened, 2), (.closed, 4)], clusters: [("ccccc", "C")]),
            Self.workshop("t", [(.planned, 1), (.opened, 2), (.imported, 3)], clusters: [("ddddd", "D")]))
        let workshop = try WorkshopText.workshop(from: try #require(merged.bytes))
        #expect(workshop.events.map(\.act) == [.planned, .opened, .imported, .closed])
        #expect(workshop.clusters.count == 2 && workshop.stage == .closed && merged.questions.isEmpty)
        let named = Self.merged(
            Self.path, base, Self.workshop("one", [(.planned, 1), (.opened, 2)]),
            Self.workshop("other", [(.planned, 1), (.opened, 2)]))
        #expect(named.questions.map(\.fields) == [["title"]])
    }

    @Test("Where one side took words out for somebody's sake they stay out, and the rest is merged")
    func protecting() throws {
        var withdrawn = Self.card("1111111110")
        withdrawn.text = "[withdrawn]"
        var renamed = Self.card("1111111110", "bbbbb")
        renamed.text = "y"
        let merged = FileMerge.merged(
            Self.cardsPath, base: Self.cards(Self.card("1111111110")), Self.cards(withdrawn),
            Self.cards(renamed), protecting: .one)
        let bytes = try #require(merged.bytes)
        let cards = try WorkshopText.cards(from: bytes, shard: "0")
        let card = try #require(cards.values.first)
        #expect(card.text == "[withdrawn]" && card.column == Self.part("bbbbb") && merged.questions.isEmpty)
    }

    @Test("Recommendations keep every version of both, and a third joins them")
    func recommendations() throws {
        func recommendation(_ versions: (Int, String, Int, [Recommendation.Link])...) -> [UInt8] {
            RecommendationText.bytes(
                of: Recommendation(
                    id: RecommendationID(rawValue: "a").unsafelyUnwrapped, kind: .recommendation,
                    versions: versions.map { number, statement, id, links in
                        Recommendation.Version(
                            id: Self.operation(id), number: number, statement: statement, links: links,
                            written: Self.who("r1", id), cause: number == 1 ? .new : .edit)
                    }, nonce: Self.nonce))
        }
        let cluster = Recommendation.Link.cluster(Self.id, Self.part("ccccc"))
        let card = Recommendation.Link.card(Self.id, CardID(rawValue: "1111111110").unsafelyUnwrapped)
        let path = "recommendations/a.yaml"
        let base = recommendation((1, "s", 1, []))
        let merged = Self.merged(
            path, base, recommendation((1, "s", 1, []), (2, "s", 2, [cluster])),
            recommendation((1, "s", 1, []), (2, "s", 3, [card])))
        let joined = try RecommendationText.recommendation(from: try #require(merged.bytes))
        #expect(joined.versions.count == 4 && Set(joined.latest.links) == [cluster, card])
        #expect(merged.questions.isEmpty && joined.latest.cause == .join)
        let contested = Self.merged(
            path, base, recommendation((1, "s", 1, []), (2, "one", 2, [])),
            recommendation((1, "s", 1, []), (2, "other", 3, [])))
        #expect(contested.questions.map(\.fields) == [["statement"]])
    }

    @Test("Three copies that meet in any order hold the same cards and votes")
    func converges() throws {
        var dice = Seeded(3)
        let ids = (0..<8).map { "\($0)\($0)\($0)\($0)\($0)\($0)\($0)\($0)\($0)0" }
        for _ in 0..<300 {
            let base = Self.cards(Self.card(ids[0]), Self.card(ids[1]))
            let copies = (0..<3).map { _ in
                var own = [Self.card(ids[0]), Self.card(ids[1])]
                for index in 2..<8 where Int.random(in: 0..<3, using: &dice) == 0 {
                    own.append(Self.card(ids[index]))
                }
                if Bool.random(using: &dice) { own[0].clusters = [Self.part("ccccc")] }
                if Bool.random(using: &dice) { own[1].column = Self.part("bbbbb") }
                return WorkshopText.bytes(of: own)
            }
            func join(_ one: [UInt8], _ other: [UInt8]) -> [UInt8] {
                FileMerge.merged(Self.cardsPath, base: base, one, other).bytes ?? []
            }
            let left = join(join(copies[0], copies[1]), copies[2])
            #expect(left == join(copies[0], join(copies[1], copies[2])))
            #expect(left == join(join(copies[2], copies[0]), copies[1]))
        }
    }
}
