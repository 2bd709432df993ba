import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing

@Suite("Cards that are corrected and removed")
struct WorkshopCardTests {
    private let fixture: FeedbackFixture
    private var service: StudyService { fixture.service }
    private let id: String

    init() async throws {
        fixture = try await FeedbackFixture(names: .assisted)
        var plan = WorkshopPlan(
            title: "What follows", day: try #require(CalendarDay(rawValue: "2021-03-24")),
            columns: ["Ideas", "Actions"])
        plan.invited = [try #require(Handle(rawValue: "SP66"))]
        (plan.voters, plan.cleared) = (4, true)
        id = try await fixture.service.planWorkshop(plan).id.rawValue
        _ = try await fixture.service.openWorkshop(id, reason: nil)
    }

    private func add(_ text: String, by who: String? = nil) async throws -> String {
        let draft = CardDraft(
            text: text, column: "Ideas", who: who.flatMap { Handle(rawValue: $0) }, cleared: true)
        return String(try #require(try await service.addCard(draft, to: id).cards.first).id.suffix)
    }

    private func total() async throws -> Int { try await service.operations(limit: 1, offset: 0).total }

    @Test("A correction is one step in the log that can be taken back; votes stay, and ask for a reason")
    func corrects() async throws {
        let card = try await add("A lits")
        let before = try await total()
        let reply = try await service.changeCard(
            card, CardChanges(text: "A list", column: "Actions", cleared: true), in: id)
        #expect(reply.cards.map(\.text) == ["A list"] && reply.cards.map(\.column) == ["Actions"])
        #expect(reply.cards.first?.corrected?.by.rawValue == "r1" && reply.operation != nil)
        #expect(try await total() == before + 1)
        let same = try await service.changeCard(card, CardChanges(text: "A list", cleared: true), in: id)
        #expect(same.operation == nil && same.cards.map(\.text) == ["A list"])
        await expectFailure(.workshopInvalid) { try await service.changeCard(card, CardChanges(), in: id) }
        await expectFailure(.workshopInvalid) {
            try await service.changeCard(card, CardChanges(text: " "), in: id)
        }
        await expectFailure(.workshopInvalid) {
            try await service.changeCard(card, CardChanges(column: "Nowhere"), in: id)
        }
        _ = try await service.vote(BallotDraft(cards: [card, card]), in: id)
        await expectFailure(.workshopInvalid) {
            try await service.changeCard(card, CardChanges(text: "One list", cleared: true), in: id)
        }
        let changed = try await service.changeCard(
            card, CardChanges(text: "One list", reason: "they meant one", cleared: true), in: id)
        #expect(changed.cards.first?.votes == 2 && changed.cards.first?.corrected?.reason == "they meant one")
        #expect(
            try await service.operations(limit: 1, offset: 0).operations.first?.reason
                == "\(id): 1 card corrected, they meant one")
        _ = try await service.undo(reason: nil)
        #expect(try await service.cards(of: id).map(\.text) == ["A list"])
        #expect(try await service.check { _ in }.findings.isEmpty)
    }

    @Test("A removal takes the card off the board and its votes out of the count; who, when and why stay")
    func removes() async throws {
        let (card, other) = (try await add("A list", by: "SP66"), try await add("Phones"))
        _ = try await service.vote(BallotDraft(cards: [card, card, other]), in: id)
        _ = try await service.cluster(ClusterDraft(name: "Knowing", cards: [card, other]), in: id)
        await expectFailure(.workshopInvalid) {
            try await service.removeCard(card, CardRemoval(reason: " "), in: id)
        }
        let before = try await total()
        let reply = try await service.removeCard(card, CardRemoval(reason: "said twice"), in: id)
        #expect(reply.cards.map(\.removed?.reason) == ["said twice"] && reply.cards.map(\.votes) == [2])
        #expect(try await total() == before + 1)
        let view = try await service.workshop(id)
        #expect(view.cards == 1 && view.votes == 1 && view.removedCards == 1 && view.removedVotes == 2)
        #expect(view.clusters.map(\.cards) == [1] && view.clusters.map(\.votes) == [1])
        #expect(try await service.cards(of: id).map(\.text) == ["Phones"])
        for step: () async throws -> Void in [
            { _ = try await service.changeCard(card, CardChanges(text: "x", cleared: true), in: id) },
            { _ = try await service.removeCard(card, CardRemoval(reason: "again"), in: id) },
            { _ = try await service.vote(BallotDraft(cards: [card]), in: id) },
        ] {
            let error = await #expect(throws: StudyError.self) { try await step() }
            #expect(error?.code == .cardNotFound && error?.message.contains("was removed") == true)
        }
        // Nobody knows whose the lost votes are, so they are not handed in again.
        await expectFailure(.workshopBallot) {
            try await service.vote(BallotDraft(cards: [other], count: 10), in: id)
        }
        // It leaves the study in no form.
        for format in BoardFormat.allCases {
            #expect(!(try await service.boardFile(id, as: format)).text.contains("A list"), "\(format)")
        }
        _ = try await service.undo(reason: nil)
        #expect(try await service.workshop(id).votes == 3)
        #expect(try await service.check { _ in }.findings.isEmpty)
    }

    @Test("A closed board stays as it is")
    func closed() async throws {
        let card = try await add("A list")
        _ = try await service.closeWorkshop(id)
        await expectFailure(.workshopState) {
            try await service.changeCard(card, CardChanges(text: "x", cleared: true), in: id)
        }
        await expectFailure(.workshopState) {
            try await service.removeCard(card, CardRemoval(reason: "so"), in: id)
        }
        _ = try await service.openWorkshop(id, reason: "a word was wrong")
        _ = try await service.removeCard(card, CardRemoval(reason: "so"), in: id)
    }

    @Test("What a recommendation rests on stays; through a cluster it is shown as removed")
    func recommendations() async throws {
        let (card, other) = (try await add("A list", by: "SP66"), try await add("Phones", by: "SP66"))
        _ = try await service.cluster(ClusterDraft(name: "Knowing", cards: [card, other]), in: id)
        var draft = RecommendationDraft(statement: "Keep one list.", name: "one-list")
        draft.links = RecommendationLinks()
        draft.links?.cards = [card]
        draft.cleared = true
        _ = try await service.writeRecommendation(draft)
        let error = await #expect(throws: StudyError.self) {
            try await service.removeCard(card, CardRemoval(reason: "so"), in: id)
        }
        #expect(error?.code == .cardUsed && error?.message.contains("one-list") == true)
        var changes = RecommendationChanges()
        changes.unlink = [1]
        changes.links = RecommendationLinks()
        changes.links?.clusters = ["Knowing"]
        _ = try await service.changeRecommendation("one-list", changes)
        _ = try await service.removeCard(card, CardRemoval(reason: "said twice"), in: id)
        let view = try await service.recommendation("one-list")
        let below = try #require(view.chain.first).below
        #expect(below.map(\.isGone) == [false, true] && below.map(\.text) == ["Phones", nil])
        #expect(below[1].note == "removed from the board by r1: said twice")
        #expect(view.shapers.map(\.rawValue) == ["SP66"])
        var filter = RecommendationFilter()
        filter.card = card
        #expect(try await service.recommendations(filter).recommendations.isEmpty)
    }

    @Test("The same file again does not bring back what was removed")
    func imports() async throws {
        let file = Array("Text,Column,Votes\nA list,Ideas,3\nA list,Ideas,1\nPhones,Ideas,2\n".utf8)
        let asked = BoardImport(base64: "", cleared: true)
        #expect(try await service.importBoard(file, asked, to: id).added == 3)
        let cards = try await service.cards(of: id)
        let phones = try #require(cards.first { $0.text == "Phones" })
        let list = try #require(cards.first { $0.text == "A list" })
        for card in [phones, list] {
            _ = try await service.removeCard(
                String(card.id.suffix), CardRemoval(reason: "not ours"), in: id)
        }
        let again = try await service.importBoard(file, asked, to: id)
        #expect(again.added == 0 && again.known + again.updated == 3)
        #expect(try await service.cards(of: id).map(\.text) == ["A list"])
        #expect(try await service.removedCards(of: id).count == 2)
    }

    @Test("Names go out of corrected and removed cards too, and out of reasons")
    func names() async throws {
        await expectFailure(.namesSuspected) {
            try await service.changeCard(
                try await add("A list"), CardChanges(text: "Mr Jonathan Whitcombe wants it"), in: id)
        }
        let card = try await add("Ask Priya Patel", by: "SP66")
        let asked = CardChanges(text: "Ask Priya Patel again", reason: "SP66 said so", cleared: true)
        _ = try await service.changeCard(card, asked, in: id)
        await expectFailure(.namesSuspected) {
            try await service.removeCard(
                card, CardRemoval(reason: "Mr Jonathan Whitcombe did not want it"), in: id)
        }
        _ = try await service.removeCard(card, CardRemoval(reason: "SP66 took it back"), in: id)
        _ = try await service.addPseudonym(
            name: "Priya Patel", also: [], handle: "M04", kind: nil, dryRun: false)
        #expect(try await service.removedCards(of: id).map(\.text) == ["Ask [M04] again"])
        #expect(try await service.everything(about: "SP66").cards.map(\.text) == ["Ask [M04] again"])
        #expect(try await service.leaks(in: .newest).total == 0)
        _ = try await service.withdraw("SP66", .removeFromAnalysis, mode: .oral, at: nil, dryRun: false)
        let left = try #require(try await service.removedCards(of: id).first)
        #expect(left.text == "[withdrawn]" && left.who == nil)
        #expect(left.corrected?.reason == "[withdrawn] said so")
        #expect(left.removed?.reason == "[withdrawn] took it back")
        #expect(try await service.check { _ in }.findings.isEmpty)
    }

    @Test("A card that is nobody's may be somebody's whose own was removed")
    func consent() async throws {
        _ = try await add("Nobody's words")
        #expect(try await service.boardFile(id, as: .markdown).text.contains("Nobody's words"))
        // SP41 has not agreed to be quoted.
        let card = try await add("Theirs", by: "SP41")
        _ = try await service.removeCard(card, CardRemoval(reason: "so"), in: id)
        #expect(!(try await service.boardFile(id, as: .markdown).text.contains("Nobody's words")))
    }
}
