import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing

@Suite("Names on boards")
struct WorkshopNamesTests {
    @Test("Known names are replaced, authors become handles or nobody, and what may be a name is refused")
    func names() async throws {
        let fixture = try await FeedbackFixture(names: .assisted)
        let (study, service) = (fixture.study, fixture.service)
        _ = try await service.addPseudonym(
            name: "Amina Rahman", also: [], handle: "SP66", kind: nil, dryRun: false)
        let plan = WorkshopPlan(
            title: "What follows", day: try #require(CalendarDay(rawValue: "2021-03-24")), columns: ["Ideas"])
        let id = try await service.planWorkshop(plan).id.rawValue
        let text =
            "Text,Column,Author\nAmina Rahman says a list,Ideas,Amina Rahman\nPhones for all,Ideas,Somebody Else\n"
        let outcome = try await service.importBoard(
            Array(text.utf8), BoardImport(base64: "", cleared: true), to: id)
        #expect(outcome.added == 2 && outcome.remarks.contains { $0.contains("no") && $0.contains("author") })
        let cards = try await service.cards(of: id)
        #expect(cards.map { $0.who?.rawValue } == ["SP66", nil])
        #expect(cards[0].text == "[SP66] says a list")
        let suspect = "Text,Column\nMr Jonathan Whitcombe wants a list,Ideas\n"
        let error = await #expect(throws: StudyError.self) {
            _ = try await service.importBoard(Array(suspect.utf8), BoardImport(base64: ""), to: id)
        }
        #expect(error?.code == .namesSuspected && error?.message.contains("Row 2") == true)
        #expect(error?.message.contains("Whitcombe") == false)
        let files = FileManager.default.enumerator(atPath: "\(study.study)/boards")
        for path in files ?? .init() {
            guard let path = path as? String, path.contains(".") else { continue }
            let held = try String(contentsOfFile: "\(study.study)/boards/\(path)", encoding: .utf8)
            for name in ["Amina", "Rahman", "Somebody", "Whitcombe"] {
                #expect(!held.contains(name), "\(path)")
            }
        }
    }

    @Test(
        "A name that is learnt later goes out of boards and recommendations; where every text is held, a person looks first"
    )
    func learntLater() async throws {
        let fixture = try await FeedbackFixture(names: .assisted)
        let service = fixture.service
        let plan = WorkshopPlan(
            title: "What follows", day: try #require(CalendarDay(rawValue: "2021-03-24")), columns: ["Ideas"])
        let id = try await service.planWorkshop(plan).id.rawValue
        _ = try await service.addCard(CardDraft(text: "Ask Priya Patel", cleared: true), to: id)
        var draft = RecommendationDraft(statement: "Let Priya Patel decide.", name: "decide")
        draft.cleared = true
        _ = try await service.writeRecommendation(draft)
        _ = try await service.addPseudonym(
            name: "Priya Patel", also: [], handle: "M04", kind: nil, dryRun: false)
        #expect(try await service.cards(of: id).map(\.text) == ["Ask [M04]"])
        #expect(try await service.recommendation("decide").version.statement == "Let [M04] decide.")
        #expect(try await service.leaks(in: .newest).total == 0)
        await expectFailure(.namesFound) {
            try await service.writeRecommendation(RecommendationDraft(statement: "x", name: "priya-patel"))
        }
        let held = try await StudyFixture(names: .hold)
        let other = try await held.service.planWorkshop(
            WorkshopPlan(title: "t", day: plan.day, columns: ["Ideas"]).looked
        ).id.rawValue
        await expectFailure(.namesSuspected) {
            try await held.service.importBoard(Array("A,B\nx,y\n".utf8), BoardImport(base64: ""), to: other)
        }
        let done = try await held.service.importBoard(
            Array("A,B\nx,y\n".utf8), BoardImport(base64: "", cleared: true), to: other)
        #expect(done.added == 2)
    }
}

extension WorkshopPlan {
    fileprivate var looked: WorkshopPlan {
        var plan = self
        plan.cleared = true
        return plan
    }
}
