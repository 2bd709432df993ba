import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing

@Suite("Workshops in copies of a study")
struct WorkshopSyncTests {
    private static func team(facilitators: [String] = []) async throws -> (TeamFixture, String) {
        let team = try await TeamFixture()
        var plan = WorkshopPlan(
            title: "What follows", day: try #require(CalendarDay(rawValue: "2021-03-24")),
            columns: ["Ideas", "Actions", "Later"])
        plan.facilitators = facilitators
        let id = try await team["r1"].planWorkshop(plan).id.rawValue
        _ = try await team["r1"].openWorkshop(id, reason: nil)
        try await team.settle()
        return (team, id)
    }

    @Test("Cards, clusters and votes that two add beside each other are all there afterwards")
    func union() async throws {
        let (team, id) = try await Self.team(facilitators: ["r2"])
        for member in ["r1", "r2"] {
            for number in 0..<12 {
                _ = try await team[member].addCard(
                    CardDraft(text: "\(member) \(number)", column: "Ideas"), to: id)
            }
            let card = String(try #require(try await team[member].cards(of: id).first).id.suffix)
            _ = try await team[member].vote(BallotDraft(cards: [card, card]), in: id)
            _ = try await team[member].cluster(ClusterDraft(name: "Of \(member)", cards: [card]), in: id)
        }
        try await team.settle()
        try await team.expectAlike()
        let view = try await team["r2"].workshop(id)
        #expect(view.cards == 24 && view.votes == 4 && view.clusters.count == 2)
        #expect(try await team["r1"].questions().isEmpty)
        try await team.close()
    }

    @Test("A card that two move apart raises a question, whose answer both then hold")
    func moved() async throws {
        let (team, id) = try await Self.team()
        let made = try await team["r1"].addCard(CardDraft(text: "One", column: "Ideas"), to: id)
        let card = String(try #require(made.cards.first).id.suffix)
        try await team.settle()
        _ = try await team["r1"].changeCard(card, CardChanges(column: "Actions"), in: id)
        _ = try await team["r2"].changeCard(card, CardChanges(column: "Later"), in: id)
        try await team.settle()
        try await team.expectAlike()
        let questions = try await team["r2"].questions()
        #expect(questions.count == 1 && questions[0].fields.first?.hasPrefix("column ") == true)
        let stood = try await team["r2"].cards(of: id)[0].column
        _ = try await team["r2"].answer(questions[0].id.rawValue, with: .other, reason: nil)
        try await team.settle()
        try await team.expectAlike()
        let now = try await team["r1"].cards(of: id)[0].column
        #expect(now != stood && ["Actions", "Later"].contains(now))
        #expect(try await team["r1"].questions().isEmpty)
        try await team.close()
    }

    @Test(
        "Of a card that one removes, another's vote is kept and counts no more, and a correction is asked about"
    )
    func removed() async throws {
        let (team, id) = try await Self.team(facilitators: ["r2"])
        var cards: [String] = []
        for text in ["One", "Two", "Three"] {
            let made = try await team["r1"].addCard(CardDraft(text: text, column: "Ideas"), to: id)
            cards.append(String(try #require(made.cards.first).id.suffix))
        }
        try await team.settle()
        for card in cards {
            _ = try await team["r1"].removeCard(card, CardRemoval(reason: "twice"), in: id)
        }
        _ = try await team["r2"].vote(BallotDraft(cards: [cards[0]]), in: id)
        _ = try await team["r2"].changeCard(cards[1], CardChanges(text: "Two, rather"), in: id)
        _ = try await team["r2"].removeCard(cards[2], CardRemoval(reason: "no"), in: id)
        var rests = RecommendationDraft(statement: "Do it.", name: "do")
        rests.links = RecommendationLinks()
        rests.links?.cards = [cards[0]]
        _ = try await team["r2"].writeRecommendation(rests)
        try await team.settle()
        try await team.expectAlike()
        // What rests on a card that is gone says so.
        let trace = try await team["r1"].recommendation("do").chain
        #expect(trace.map(\.isGone) == [true] && trace[0].text == nil)
        #expect(trace[0].note == "removed from the board by r1: twice")
        let questions = try await team["r2"].questions()
        #expect(questions.count == 1 && questions[0].fields.first?.hasPrefix("removed ") == true)
        let hung = try await team["r1"].cards(of: id).map(\.text)
        _ = try await team["r2"].answer(questions[0].id.rawValue, with: .other, reason: nil)
        try await team.settle()
        try await team.expectAlike()
        let now = try await team["r1"].cards(of: id).map(\.text)
        #expect([hung, now].sorted { $0.count < $1.count } == [[], ["Two, rather"]])
        let view = try await team["r2"].workshop(id)
        #expect(view.votes == 0 && view.removedVotes == 1)
        #expect(try await team["r1"].questions().isEmpty)
        try await team.close()
    }

    @Test("A card of somebody else's is neither corrected nor removed, here or past the program")
    func foreign() async throws {
        let (team, id) = try await Self.team()
        let made = try await team["r1"].addCard(CardDraft(text: "One", column: "Ideas"), to: id)
        let own = try await team["r2"].addCard(CardDraft(text: "Two", column: "Ideas"), to: id)
        try await team.settle()
        let card = String(try #require(made.cards.first).id.suffix)
        await expectFailure(.cardForeign) {
            try await team["r2"].changeCard(card, CardChanges(text: "Mine"), in: id)
        }
        await expectFailure(.cardForeign) {
            try await team["r2"].removeCard(card, CardRemoval(reason: "so"), in: id)
        }
        let second = String(try #require(own.cards.first).id.suffix)
        _ = try await team["r2"].changeCard(second, CardChanges(text: "Two!", column: "Later"), in: id)
        _ = try await team["r2"].removeCard(second, CardRemoval(reason: "so"), in: id)
        try await team.settle()
        try await team.expectAlike()
        #expect(try await team["r1"].removedCards(of: id).map(\.text) == ["Two!"])
        try await team.close()
    }

    @Test("Who does not facilitate can't vote, here or past the program; closing beside a card keeps both")
    func rights() async throws {
        let (team, id) = try await Self.team()
        let made = try await team["r2"].addCard(CardDraft(text: "One", column: "Ideas"), to: id)
        let card = String(try #require(made.cards.first).id.suffix)
        let error = await #expect(throws: StudyError.self) {
            _ = try await team["r2"].vote(BallotDraft(cards: [card]), in: id)
        }
        #expect(error?.code == .workshopBallot)
        _ = try await team["r1"].closeWorkshop(id)
        _ = try await team["r2"].addCard(CardDraft(text: "Two", column: "Ideas"), to: id)
        try await team.settle()
        try await team.expectAlike()
        let view = try await team["r2"].workshop(id)
        #expect(view.stage == .closed && view.cards == 2)
        try await team.close()
    }

    @Test("Recommendations of two are joined: links as a union, statements with a question")
    func recommendations() async throws {
        let (team, id) = try await Self.team()
        let made = try await team["r1"].addCard(CardDraft(text: "One", column: "Ideas"), to: id)
        let card = String(try #require(made.cards.first).id.suffix)
        _ = try await team["r1"].cluster(ClusterDraft(name: "C", cards: [card]), in: id)
        _ = try await team["r1"].writeRecommendation(RecommendationDraft(statement: "Do it.", name: "do"))
        try await team.settle()
        var links = RecommendationChanges()
        links.links = RecommendationLinks()
        links.links?.cards = [card]
        _ = try await team["r1"].changeRecommendation("do", links)
        links.links?.cards = nil
        links.links?.clusters = ["C"]
        _ = try await team["r2"].changeRecommendation("do", links)
        try await team.settle()
        try await team.expectAlike()
        let joined = try await team["r1"].recommendation("do")
        #expect(joined.version.links.count == 2 && joined.version.cause == .join)
        #expect(try await team["r1"].questions().isEmpty)
        for (member, words) in [("r1", "Do it now."), ("r2", "Do it later.")] {
            var changes = RecommendationChanges()
            (changes.statement, changes.reason) = (words, "said otherwise")
            _ = try await team[member].changeRecommendation("do", changes)
        }
        try await team.settle()
        try await team.expectAlike()
        let questions = try await team["r2"].questions()
        #expect(questions.map(\.about) == ["recommendations/do.yaml"] && questions[0].fields == ["statement"])
        _ = try await team["r2"].answer(questions[0].id.rawValue, with: .other, reason: nil)
        try await team.settle()
        try await team.expectAlike()
        #expect(try await team["r1"].questions().isEmpty)
        try await team.close()
    }

    @Test("A question about a card says nothing of what somebody wrote on it who withdrew since")
    func withdrawn() async throws {
        let (team, id) = try await Self.team()
        _ = try await FeedbackFixture.fill(team["r1"])
        var draft = CardDraft(text: "Come by bus.", column: "Ideas")
        draft.who = Handle(rawValue: "SP66")
        let card = String(
            try #require(try await team["r1"].addCard(draft, to: id).cards.first).id.suffix)
        try await team.settle()
        _ = try await team["r1"].changeCard(card, CardChanges(column: "Actions"), in: id)
        _ = try await team["r2"].changeCard(card, CardChanges(column: "Later"), in: id)
        try await team.settle()
        let question = try #require(try await team["r1"].questions().first).id.rawValue
        let before = try await team["r1"].question(question)
        #expect(before.kept.contains("bus") && before.other?.contains("bus") == true)
        _ = try await team["r1"].withdraw(
            "SP66", .removeFromAnalysis, mode: .oral, at: nil, dryRun: false)
        try await team.settle()
        let after = try await team["r2"].question(question)
        #expect(!after.kept.contains("bus") && after.other?.contains("bus") == false)
        _ = try await team["r2"].answer(question, with: .other, reason: nil)
        #expect(try await team["r2"].cards(of: id).map(\.text) == ["[withdrawn]"])
        try await team.close()
    }
}
