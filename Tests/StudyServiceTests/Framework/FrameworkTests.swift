import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing

@Suite("Framework matrices")
struct FrameworkTests {
    /// The feedback fixture's study with codings on `access` in all three records.
    private static func fixture(names: NamePolicy = .off) async throws -> FeedbackFixture {
        let fixture = try await FeedbackFixture(names: names)
        for (index, quote) in ["come by themselves", "Nobody came", "queue was long"].enumerated() {
            _ = try await fixture.code(index, quote, .supports)
        }
        return fixture
    }

    private static func fill(
        _ service: StudyService, _ caseID: String, _ text: String?, matrix: String = "pathway",
        base: OperationID? = nil, codings: [String]? = nil
    ) async throws -> FrameworkCellDetail {
        var filling = FrameworkFilling(caseID: caseID, theme: "access", text: text)
        (filling.base, filling.codings) = (base, codings)
        return try await service.fillCell(matrix, filling)
    }

    private static func reasons(_ service: StudyService, _ caseID: String) async throws
        -> [FrameworkCause.Reason]
    {
        try await service.frameworkCell("pathway", caseID, "access").cell.causes.map(\.reason)
    }

    @Test("A cell is filled, changed and taken away, and every version stays")
    func filling() async throws {
        let fixture = try await Self.fixture()
        let service = fixture.service
        let begun = try await service.newFramework(FrameworkPlan(name: "pathway"))
        #expect(begun.rows.map(\.caseID.rawValue) == ["M04", "SP41", "SP66"] && begun.operation != nil)
        #expect(begun.themes.map(\.path) == ["access"] && begun.rows[2].cells[0].codings == 1)
        let first = try await Self.fill(service, "SP66", " Comes by himself.\n")
        #expect(first.cell.text == "Comes by himself." && first.cell.number == 1)
        #expect(first.evidence.map(\.quote) == ["come by themselves"] && first.evidence[0].isLinked)
        #expect(try await Self.fill(service, "sp66", "Comes by himself.").operation == nil)
        let base = try #require(first.cell.version)
        let second = try await Self.fill(service, "SP66", "Comes with a letter.", base: base)
        #expect(second.history.map(\.text) == ["Comes by himself.", "Comes with a letter."])
        await expectFailure(.matrixConflict) { try await Self.fill(service, "SP66", "x", base: base) }
        let file = try fixture.file("framework/pathway/rows/SP66.yaml")
        #expect(try FrameworkText.row(from: Array(file.utf8)).cells == second.history)
        let gone = try await Self.fill(service, "SP66", "")
        #expect(gone.cell.text == nil && gone.history.count == 3)
        _ = try await service.undo(reason: nil)
        #expect(try await service.frameworkCell("path", "SP66", "access").cell.number == 2)
        #expect(try await service.isSound())
        let reopened = try await fixture.study.reopened()
        #expect(try await reopened.frameworkCell("pathway", "SP66", "access").history == second.history)
        try await reopened.close()
    }

    @Test("What can't be is refused")
    func refusals() async throws {
        let fixture = try await Self.fixture()
        let service = fixture.service
        _ = try await service.newFramework(FrameworkPlan(name: "pathway"))
        for name in ["pathway", "Path", "a b", ""] {
            await expectFailure(.matrixInvalid) {
                try await service.newFramework(FrameworkPlan(name: name))
            }
        }
        await expectFailure(.codeNotFound) {
            try await service.newFramework(FrameworkPlan(name: "b", themes: ["nothing"]))
        }
        var plan = FrameworkPlan(name: "b")
        plan.attributes = ["role"]
        await expectFailure(.matrixInvalid) { try await service.newFramework(plan) }
        await expectFailure(.matrixNotFound) { try await service.framework("zzz", .init()) }
        await expectFailure(.matrixInvalid) { try await Self.fill(service, "SP99", "x") }
        await expectFailure(.matrixInvalid) { try await Self.fill(service, "SP66", nil) }
        await expectFailure(.codingNotFound) { try await Self.fill(service, "SP66", "x", codings: ["zz"]) }
        let long = String(repeating: "a", count: 4001)
        await expectFailure(.matrixInvalid) { try await Self.fill(service, "SP66", long) }
    }

    @Test("A summary is stale when its codings change, and says why; saying that it holds ends it")
    func staleness() async throws {
        let fixture = try await Self.fixture()
        let service = fixture.service
        _ = try await service.changeCodebook([CodebookChange(.add, name: "Other")], reason: nil)
        _ = try await service.newFramework(FrameworkPlan(name: "pathway", themes: ["access"]))
        _ = try await Self.fill(service, "SP66", "Comes by himself.")
        #expect(try await Self.reasons(service, "SP66").isEmpty)
        _ = try await fixture.code(0, "did not expect it", .supports)
        #expect(try await Self.reasons(service, "SP66") == [.added])
        let view = try await service.framework("pathway", .init(isStaleOnly: true))
        #expect(view.rows.map(\.caseID.rawValue) == ["SP66"])
        _ = try await Self.fill(service, "SP66", nil)
        #expect(try await Self.reasons(service, "SP66").isEmpty)

        let record = fixture.records[0].rawValue
        let coding = try #require(try await service.codings(of: record).codings.first).coding.id
        _ = try await service.code(
            record, [CodingChange(.remove, coding: coding.rawValue)], cleared: true)
        #expect(try await Self.reasons(service, "SP66") == [.removed])
        _ = try await service.undo(reason: nil)
        #expect(try await Self.reasons(service, "SP66").isEmpty)

        let body = "They come by train now, and we did not expect it.\n"
        _ = try await service.edit(record, RecordChanges(body: body), reason: nil, base: nil, cleared: true)
        #expect(try await Self.reasons(service, "SP66") == [.edited])
        #expect(try await service.frameworkList().matrices.map(\.stale) == [1])
        #expect(try await service.isSound())
    }

    @Test("A name learnt later goes out of every summary, and one that may be a name is asked about")
    func names() async throws {
        let fixture = try await Self.fixture(names: .assisted)
        let service = fixture.service
        _ = try await service.newFramework(FrameworkPlan(name: "pathway"))
        await expectFailure(.namesSuspected) {
            try await Self.fill(service, "SP66", "Dr Priya Patel sends him.")
        }
        var filling = FrameworkFilling(caseID: "SP66", theme: "access", text: "Dr Priya Patel sends him.")
        filling.cleared = true
        _ = try await service.fillCell("pathway", filling)
        let change = try await service.addPseudonym(
            name: "Priya Patel", also: [], handle: "M04", kind: nil, dryRun: false)
        #expect(change.files == ["framework/pathway/rows/SP66.yaml"])
        #expect(try !fixture.file("framework/pathway/rows/SP66.yaml").contains("Patel"))
        #expect(try await service.leaks(in: .newest).total == 0)
    }

    @Test("A withdrawal names the summaries that rest on the person, marks them, and exports leave them out")
    func withdrawal() async throws {
        let fixture = try await Self.fixture()
        let service = fixture.service
        _ = try await service.newFramework(FrameworkPlan(name: "pathway"))
        _ = try await Self.fill(service, "SP66", "Comes by himself.")
        _ = try await Self.fill(service, "M04", "Nobody came.")
        _ = try await Self.fill(service, "SP41", "A queue.")
        let before = try await service.frameworkFile("pathway", as: .csv)
        #expect(before.text.contains("Comes by himself.") && !before.text.contains("A queue."))
        #expect(before.remarks.count == 1 && before.remarks[0].hasPrefix("1 summary is left out: "))
        #expect(try await service.everything(about: "SP66").cells.map(\.words) == ["pathway: SP66, access"])
        let preview = try await service.withdraw(
            "SP66", .stopFurtherUse, mode: .oral, at: nil, dryRun: true
        ).preview
        #expect(preview.counts.summaries == 1 && preview.cells.map(\.words) == ["pathway: SP66, access"])
        _ = try await service.withdraw("SP66", .stopFurtherUse, mode: .oral, at: nil, dryRun: false)
        #expect(try await Self.reasons(service, "SP66") == [.withdrawn, .consent])
        #expect(try await !service.frameworkFile("pathway", as: .csv).text.contains("Comes by himself."))
        await expectFailure(.participantWithdrawn) { try await Self.fill(service, "SP66", "More.") }
        _ = try await service.withdraw("SP66", .removeFromAnalysis, mode: .oral, at: nil, dryRun: false)
        let file = try fixture.file("framework/pathway/rows/SP66.yaml")
        #expect(!file.contains("himself") && file.contains("[withdrawn]") && file.contains("\"basis\":[]"))
        #expect(try await Self.reasons(service, "SP66") == [.withdrawn])
        #expect(try await service.isSound())
    }

    @Test("A broken file is named, stops nothing else, and is not adopted")
    func byHand() async throws {
        let fixture = try await Self.fixture()
        let service = fixture.service
        _ = try await service.newFramework(FrameworkPlan(name: "pathway"))
        _ = try await Self.fill(service, "SP66", "Comes by himself.")
        let path = "framework/pathway/rows/SP66.yaml"
        let full = "\(fixture.study.study)/\(path)"
        let text = try fixture.file(path)
        try text.replacingOccurrences(of: "\"number\":1", with: "\"number\":0")
            .write(toFile: full, atomically: true, encoding: .utf8)
        await expectFailure(.matrixInvalid) { try await service.adopt(paths: nil, reason: nil) }
        try StudyFixture.git(fixture.study.study, "read-tree", "HEAD")
        #expect(try StudyFixture.git(fixture.study.study, "commit", "-qam", "by hand").status == 0)
        #expect(try await service.frameworkList().unreadable.count == 1)
        await expectFailure(.matrixInvalid) { try await Self.fill(service, "SP66", "More.") }
        #expect(try await Self.fill(service, "M04", "Nobody.").operation != nil)
        let found = try await service.check { _ in }.findings.map(\.code)
        #expect(found.contains("matrix.unreadable"))
        try text.write(toFile: full, atomically: true, encoding: .utf8)
        #expect(try await service.adopt(paths: nil, reason: nil).files == [path])
        #expect(try await service.frameworkList().unreadable.isEmpty)
    }
}

@Suite("Framework matrices in a spreadsheet")
struct FrameworkTableTests {
    @Test(
        "A table comes back as it went, and what was changed in it is taken in",
        arguments: FrameworkFormat.allCases)
    func roundTrip(_ format: FrameworkFormat) async throws {
        let fixture = try await FeedbackFixture()
        let service = fixture.service
        _ = try await service.newFramework(FrameworkPlan(name: "pathway"))
        let odd = "=1+1 \"said\", <b> _x000D_ he\nand & came"
        for (caseID, text) in [("SP66", odd), ("M04", "-2 & more")] {
            _ = try await service.fillCell(
                "pathway", FrameworkFilling(caseID: caseID, theme: "access", text: text))
        }
        let made = try await service.frameworkFile("pathway", as: format)
        let name = "charted.\(format.rawValue)"
        let same = try await service.importFramework(
            "pathway", made.bytes, named: name, dryRun: false, cleared: true, taken: [])
        #expect(same.changes.isEmpty && same.conflicts.isEmpty && same.unchanged == 2)
        #expect(same.problems.isEmpty && same.operation == nil)
        if format == .csv { #expect(made.text.contains("\"'=1+1") && made.text.contains("\"'-2")) }

        guard format == .csv else { return }
        let changed = made.text.replacing("\"SP41\",\"\"", with: "\"SP41\",\"A queue.\"")
            .replacing("'-2 & more", with: "Fewer.")
        // Somebody charts M04 in the study meanwhile.
        _ = try await service.fillCell(
            "pathway", FrameworkFilling(caseID: "M04", theme: "access", text: "Nobody came."))
        let bytes = Array(changed.utf8)
        let preview = try await service.importFramework(
            "pathway", bytes, named: name, dryRun: true, cleared: true, taken: [])
        #expect(preview.changes.map(\.name) == ["SP41/access"] && preview.operation == nil)
        #expect(preview.conflicts.map(\.after) == ["Fewer."])
        #expect(preview.conflicts.map(\.before) == ["Nobody came."])
        let kept = try await service.importFramework(
            "pathway", bytes, named: name, dryRun: false, cleared: true, taken: [])
        #expect(kept.operation != nil && kept.conflicts.count == 1)
        #expect(try await service.frameworkCell("pathway", "M04", "access").cell.text == "Nobody came.")
        #expect(try await service.frameworkCell("pathway", "SP41", "access").cell.text == "A queue.")
        let taken = try await service.importFramework(
            "pathway", bytes, named: name, dryRun: false, cleared: true, taken: ["m04/access"])
        #expect(taken.conflicts.isEmpty && taken.changes.map(\.after) == ["Fewer."])
        let cell = try await service.frameworkCell("pathway", "M04", "access")
        #expect(cell.cell.text == "Fewer." && cell.history.count == 3)
        #expect(try await service.isSound())
    }

    @Test("A table of one's own fills what is empty, and what it can't be is named")
    func ownTable() async throws {
        let fixture = try await FeedbackFixture()
        let service = fixture.service
        _ = try await service.newFramework(FrameworkPlan(name: "pathway"))
        _ = try await service.fillCell(
            "pathway", FrameworkFilling(caseID: "M04", theme: "access", text: "Nobody came."))
        let table = "Case,Access,weather\nSP66,Alone,wet\nM04,Somebody,dry\nSP99,x,\nSP66,again,\n"
        let reply = try await service.importFramework(
            "pathway", Array(table.utf8), named: "t.csv", dryRun: false, cleared: true, taken: [])
        #expect(reply.changes.map(\.name) == ["SP66/access"])
        #expect(reply.conflicts.map(\.name) == ["M04/access"])
        #expect(reply.problems.map(\.row) == [1, 4, 5])
        await expectFailure(.matrixInvalid) {
            try await service.importFramework(
                "pathway", Array("who,Access\nSP66,x\n".utf8), named: "t.csv", dryRun: false, cleared: true,
                taken: [])
        }
        let other = "case,access,rir matrix other c-0123456789\nSP66,x,: .\n"
        await expectFailure(.matrixInvalid) {
            try await service.importFramework(
                "pathway", Array(other.utf8), named: "t.csv", dryRun: false, cleared: true, taken: [])
        }
    }
}
