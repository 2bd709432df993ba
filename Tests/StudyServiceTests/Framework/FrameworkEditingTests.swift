import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing

@Suite("Framework matrices that are changed")
struct FrameworkEditingTests {
    private let fixture: FeedbackFixture
    private var service: StudyService { fixture.service }

    init() async throws {
        fixture = try await FeedbackFixture(names: .assisted)
        for (index, quote) in ["come by themselves", "Nobody came", "queue was long"].enumerated() {
            _ = try await fixture.code(index, quote, .supports)
        }
        _ = try await service.changeCodebook([CodebookChange(.add, name: "Training")], reason: nil)
        _ = try await service.newFramework(FrameworkPlan(name: "pathway", themes: ["access"]))
    }

    private func edit(_ change: (inout FrameworkEdit) -> Void) async throws -> FrameworkView {
        var edit = FrameworkEdit()
        change(&edit)
        return try await service.changeFramework("pathway", edit)
    }

    private func fill(_ caseID: String, _ theme: String, _ text: String) async throws {
        var filling = FrameworkFilling(caseID: caseID, theme: theme, text: text)
        filling.cleared = true
        _ = try await service.fillCell("pathway", filling)
    }

    @Test("Title and themes are changed in one step, which can be taken back; nothing new is no step")
    func changes() async throws {
        let before = try await service.operations(limit: 1, offset: 0).total
        let view = try await edit {
            ($0.title, $0.add, $0.cleared) = ("Ways in", ["training", "access"], true)
        }
        #expect(view.title == "Ways in" && view.themes.map(\.path) == ["access", "training"])
        #expect(view.operation != nil && view.left == nil)
        let last = try await service.operations(limit: 1, offset: 0)
        #expect(last.total == before + 1)
        #expect(last.operations.first?.reason == "pathway: title, 1 theme more")
        #expect(try await edit { $0.add = ["training"] }.operation == nil)
        let file = try fixture.file("framework/pathway/matrix.yaml")
        #expect(try FrameworkText.matrix(from: Array(file.utf8)).themes.count == 2)
        _ = try await service.undo(reason: nil)
        #expect(try await service.framework("pathway", .init()).themes.map(\.path) == ["access"])
        #expect(try await service.isSound())
    }

    @Test(
        "A theme with summaries is dropped only when asked twice; they are left out, counted, and come back")
    func drops() async throws {
        _ = try await edit { $0.add = ["training"] }
        try await fill("SP66", "access", "Comes by himself.")
        try await fill("M04", "access", "Nobody.")
        try await fill("M04", "training", "Two days.")
        let table = try await service.frameworkFile("pathway", as: .csv)
        let error = await #expect(throws: StudyError.self) { try await edit { $0.drop = ["access"] } }
        #expect(error?.code == .matrixFilled && error?.message.contains("2 summaries") == true)
        let view = try await edit { ($0.drop, $0.anyway) = (["access"], true) }
        #expect(view.themes.map(\.path) == ["training"])
        #expect(view.left?.map(\.theme.path) == ["access"] && view.left?.map(\.summaries) == [2])
        #expect(try await service.frameworkList().matrices.map(\.filled) == [1])
        await expectFailure(.matrixInvalid) { try await fill("SP66", "access", "x") }
        await expectFailure(.matrixInvalid) { try await edit { $0.drop = ["access"] } }
        // A table that was written out before names what is no column any more, and takes the rest.
        let reply = try await service.importFramework(
            "pathway", Array(table.text.replacing("Two days.", with: "Three days.").utf8), named: "t.csv",
            dryRun: false, cleared: true, taken: [])
        #expect(reply.problems.map(\.reason) == ["It is no theme of this matrix."])
        #expect(reply.changes.map(\.after) == ["Three days."] && reply.conflicts.isEmpty)
        #expect(!(try await service.frameworkFile("pathway", as: .csv)).text.contains("Nobody."))
        let back = try await edit { $0.add = ["access"] }
        #expect(back.left == nil && back.themes.map(\.path) == ["training", "access"])
        let cell = try await service.frameworkCell("pathway", "SP66", "access").cell
        #expect(cell.text == "Comes by himself." && cell.causes.isEmpty)
        #expect(try await service.isSound())
    }

    @Test("The choice of cases is replaced as a whole; a case with summaries stays a row, marked")
    func choices() async throws {
        try await fill("SP66", "access", "Comes by himself.")
        let view = try await edit { $0.cases = ["m04"] }
        #expect(view.rows.map(\.caseID.rawValue) == ["M04", "SP66"])
        #expect(view.rows.map(\.isChosen) == [true, false])
        #expect(try await edit { $0.query = "code:access" }.rows.allSatisfy(\.isChosen))
        #expect(try await service.framework("pathway", .init()).choice.cases.isEmpty)
        for change: (inout FrameworkEdit) -> Void in [
            { $0.cases = ["SP99"] }, { $0.attributes = ["role"] }, { $0.title = " " },
            {
                $0.drop = ["access"]
                $0.anyway = true
            },
        ] { await expectFailure(.matrixInvalid) { try await edit(change) } }
        await expectFailure(.codeNotFound) { try await edit { $0.add = ["nothing"] } }
        await expectFailure(.queryInvalid) { try await edit { $0.query = "code:(" } }
        await expectFailure(.matrixNotFound) {
            try await service.changeFramework("zzz", FrameworkEdit())
        }
        await expectFailure(.namesSuspected) {
            try await edit { $0.title = "What Mr Jonathan Whitcombe said" }
        }
    }

    @Test("What is charted under a dropped theme goes with whoever withdraws")
    func withdrawal() async throws {
        _ = try await edit { $0.add = ["training"] }
        try await fill("SP66", "access", "Comes by himself.")
        _ = try await edit { ($0.drop, $0.anyway) = (["access"], true) }
        _ = try await service.withdraw("SP66", .removeFromAnalysis, mode: .oral, at: nil, dryRun: false)
        #expect(try !fixture.file("framework/pathway/rows/SP66.yaml").contains("himself"))
    }
}
