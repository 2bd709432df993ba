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

    @Test("A card that one removed stays removed, unless somebody worked with it meanwhile: then it is asked")
    func removed() throws {
        let gone = Board.Change(
            by: Self.who("r1", 0).by, at: Timestamp(secondsSinceEpoch: 5), reason: "twice")
        let base = Self.card("1111111110")
        func changed(_ change: (inout Board.Card) -> Void) -> Board.Card {
            var card = base
            change(&card)
            return card
        }
        func joined(_ one: Board.Card, _ other: Board.Card) throws -> (Board.Card, MergedFile) {
            let merged = Self.merged(Self.cardsPath, Self.cards(base), Self.cards(one), Self.cards(other))
            let cards = try WorkshopText.cards(from: try #require(merged.bytes), shard: "0")
            return (try #require(cards[base.id]), merged)
        }
        let removed = changed { $0.removed = gone }
        let (alone, quiet) = try joined(removed, base)
        #expect(alone.removed == gone && quiet.questions.isEmpty)
        // Both removed it: the earlier one says why.
        let later = Board.Change(by: Self.who("r2", 0).by, at: Timestamp(secondsSinceEpoch: 9), reason: "so")
        let (twice, both) = try joined(removed, changed { $0.removed = later })
        #expect(twice.removed == gone && both.questions.isEmpty)
        let correction = Board.Change(by: Self.who("r2", 0).by, at: Timestamp(secondsSinceEpoch: 6))
        for work: (inout Board.Card) -> Void in [
            { ($0.text, $0.corrected) = ("y", correction) }, { $0.column = Self.part("bbbbb") },
            { $0.clusters = [Self.part("ccccc")] }, { $0.imported = 3 },
        ] {
            let (card, merged) = try joined(removed, changed(work))
            #expect(merged.questions.map(\.fields) == [["removed 1111111110"]])
            // Whichever stands, what else was done to it is there, and the answer is the other.
            var hanging = card
            hanging.removed = nil
            #expect(hanging == changed(work))
            let other = card.removed == nil ? removed : changed(work)
            let taken = AnswerMerge.cards(
                other: [base.id: other], fields: ["removed 1111111110"], now: [base.id: card])
            #expect((taken[base.id]?.removed == nil) == (card.removed != nil))
            #expect(taken[base.id]?.text == changed(work).text)
        }
        // Words that a withdrawal took out are no work with it.
        let (safe, silent) = try joined(removed, changed { $0.text = "[withdrawn]" })
        #expect(safe.removed == gone && safe.text == "[withdrawn]" && silent.questions.isEmpty)
        // A vote beside the removal is kept, and counts for nothing.
        let votes = Self.merged(Self.votesPath, nil, Self.votes("1"), Self.votes("2"))
        #expect(votes.bytes == Self.votes("1", "2"))
    }

    @Test("Two corrections of one card raise a question, whose answer says who wrote what stands")
    func corrected() throws {
        func card(_ text: String, _ member: String, _ at: Int) -> Board.Card {
            var card = Self.card("1111111110")
            let who = Self.who(member, at)
            (card.text, card.corrected) = (text, Board.Change(by: who.by, at: who.at))
            return card
        }
        let (mine, theirs) = (card("one", "r1", 2), card("other", "r2", 3))
        let base = Self.cards(Self.card("1111111110"))
        let merged = Self.merged(Self.cardsPath, base, Self.cards(mine), Self.cards(theirs))
        #expect(merged.questions.map(\.fields) == [["text 1111111110"]])
        let joined = try WorkshopText.cards(from: try #require(merged.bytes), shard: "0")
        let stands = try #require(joined[mine.id])
        #expect(stands == mine || stands == theirs)
        let other = stands == mine ? theirs : mine
        let taken = AnswerMerge.cards(
            other: [mine.id: other], fields: ["text 1111111110"], now: [mine.id: stands])
        #expect(taken == [mine.id: other])
        // One corrected it, another moved it: both are done, and nobody is asked.
        var moved = Self.card("1111111110", "bbbbb")
        let both = Self.merged(Self.cardsPath, base, Self.cards(mine), Self.cards(moved))
        (moved.text, moved.corrected) = (mine.text, mine.corrected)
        #expect(both.bytes == Self.cards(moved) && both.questions.isEmpty)
    }

    // MARK: Rights

    private struct States: StudyStates {
        var old: [String: [UInt8]]
        var new: [String: [UInt8]]

        mutating func isThere(_ path: String) -> (before: Bool, after: Bool) {
            (old[path] != nil, new[path] != nil)
        }
        mutating func before(_ path: String) -> [UInt8]? { old[path] }
        mutating func after(_ path: String) -> [UInt8]? { new[path] }
        mutating func restores(_ path: String) -> Bool { false }
        func record(from bytes: [UInt8]) -> Record? { nil }
        mutating func codebook() -> Codebook { Codebook() }
    }

    /// Whether a coder, r2, may make one card of another; the workshop is r1's.
    private static func isAllowed(
        _ act: OperationSummary.Act, _ before: Board.Card, _ after: Board.Card?, facilitating: Bool = false
    ) -> Bool {
        var workshop = String(decoding: Self.workshop("t", [(.planned, 1)]), as: UTF8.self)
        if facilitating { workshop = workshop.replacing("[\"r1\"]", with: "[\"r1\", \"r2\"]") }
        let states = States(
            old: [cardsPath: cards(before), path: Array(workshop.utf8)],
            new: [cardsPath: after.map { cards($0) } ?? [], path: Array(workshop.utf8)])
        var rights = OperationRights(of: who("r2", 0).by, role: "coder", act: act, states: states)
        return rights.overreach([cardsPath]) == nil
    }

    @Test("A coder corrects and removes their own cards, or any where they facilitate, in their own name")
    func rights() throws {
        func card(by member: String) -> Board.Card {
            Board.Card(
                id: CardID(rawValue: "1111111110").unsafelyUnwrapped, text: "x", column: Self.part("aaaaa"),
                place: 1, added: Self.who(member, 1))
        }
        func corrected(_ card: Board.Card, by member: String) -> Board.Card {
            var card = card
            (card.text, card.corrected) = (
                "y", Board.Change(by: Self.who(member, 2).by, at: Self.who("r1", 2).at)
            )
            return card
        }
        func removed(_ card: Board.Card, by member: String) -> Board.Card {
            var card = card
            card.removed = Board.Change(
                by: Self.who(member, 2).by, at: Self.who("r1", 2).at, reason: "twice")
            return card
        }
        let (own, others) = (card(by: "r2"), card(by: "r1"))
        #expect(Self.isAllowed(.workshop, own, corrected(own, by: "r2")))
        #expect(Self.isAllowed(.workshop, own, removed(own, by: "r2")))
        #expect(Self.isAllowed(.workshop, own, removed(corrected(own, by: "r2"), by: "r2")))
        for change in [corrected(others, by: "r2"), removed(others, by: "r2")] {
            #expect(!Self.isAllowed(.workshop, others, change), "that is another's card")
            #expect(Self.isAllowed(.workshop, others, change, facilitating: true))
            #expect(Self.isAllowed(.edit, others, change), "that is an answer")
            #expect(!Self.isAllowed(.withdrawal, others, change))
        }
        #expect(!Self.isAllowed(.workshop, own, corrected(own, by: "r1")), "in another's name")
        #expect(!Self.isAllowed(.workshop, own, removed(own, by: "r1")))
        var quiet = own
        quiet.text = "y"
        #expect(!Self.isAllowed(.workshop, own, quiet), "nobody says who wrote that")
        #expect(!Self.isAllowed(.workshop, own, nil, facilitating: true), "it stays in the file")
        let gone = removed(own, by: "r2")
        #expect(!Self.isAllowed(.workshop, gone, own), "nobody hangs it again but by undoing")
        var taken = gone
        taken.text = "[withdrawn]"
        taken.removed?.reason = "[withdrawn]"
        #expect(Self.isAllowed(.withdrawal, gone, taken))
        #expect(!Self.isAllowed(.workshop, gone, taken))
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
            let base = Self.cards(Self.card(ids[0]), Self.card(ids[1]), Self.card("8888888880"))
            let copies = (0..<3).map { copy in
                var own = [Self.card(ids[0]), Self.card(ids[1]), Self.card("8888888880")]
                for index in 2..<8 where Int.random(in: 0..<3, using: &dice) == 0 {
                    own.append(Self.card(ids[index]))
                }
                if Bool.random(using: &dice) { own[0].clusters = [Self.part("ccccc")] }
                if Bool.random(using: &dice) { own[1].column = Self.part("bbbbb") }
                if Bool.random(using: &dice) {
                    own[2].removed = Board.Change(
                        by: Self.who("r\(copy)", 0).by, at: Timestamp(secondsSinceEpoch: copy), reason: "so")
                }
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
