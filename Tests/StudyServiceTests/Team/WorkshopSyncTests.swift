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
        _ = try await team["r1"].moveCard(card, to: "Actions", in: id)
        _ = try await team["r2"].moveCard(card, to: "Later", in: id)
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
        _ = try await team["r1"].moveCard(card, to: "Actions", in: id)
        _ = try await team["r2"].moveCard(card, to: "Later", in: id)
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
