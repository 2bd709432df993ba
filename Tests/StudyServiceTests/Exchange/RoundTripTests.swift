import Foundation
import REFIQDA
import StudyModel
import StudyService
import Testing

@Suite("What goes out and comes in again is the same")
struct ExchangeRoundTripTests {
    /// Gives a study out, takes the file into a new study of the same title, and gives that out.
    private static func again(_ bytes: [UInt8], _ profile: String = "standard") async throws -> [UInt8] {
        let fixture = try await ExchangeFixture.study()
        let report = try await ExchangeFixture.bringIn(bytes, into: fixture.service)
        #expect(report.codings.leftOut == 0, "\(report.remarks)")
        let second = try await ExchangeFixture.export(fixture.service, profile)
        let same = try await ExchangeFixture.bringIn(second, into: fixture.service)
        #expect(same.operation == nil, "\(same)")
        #expect(try await fixture.service.isSound())
        try await fixture.service.close()
        return second
    }

    @Test(arguments: ["standard", "nvivo", "maxqda", "atlasti"])
    func study_ofSeveralCodersAndScripts_isTheSameFile(_ profile: String) async throws {
        let fixture = try await ExchangeFixture.study()
        let service = fixture.service
        try await ExchangeFixture.bringIn(try ExchangeFixture.bytes(ExchangeFixture.project()), into: service)
        let text = "SP66: They walk 🚶🏽‍♀️ by themselves.\nR1: مرحبا e\u{301}\n"
        let own = try await service.capture(
            RecordDraft(
                kind: .interview, day: CalendarDay(year: 2020, month: 4, day: 15), title: "Source 0",
                participants: [Handle(rawValue: "SP66").unsafelyUnwrapped], body: text)
        ).record.id
        var change = CodingChange(.add, codes: ["access"])
        change.quote = "walk 🚶🏽‍♀️ by"
        change.comment = "with <marks> & \"quotes\"\non two lines "
        var whole = CodingChange(.add, codes: ["cost"])
        whole.isWhole = true
        whole.comment = "of the whole"
        _ = try await service.code(own.rawValue, [change, whole])
        let first = try await ExchangeFixture.export(service, profile)
        #expect(try await ExchangeFixture.export(service, profile) == first)
        let second = try await Self.again(first, profile)
        #expect(second == first)
        if second != first { try Self.explain(first, second) }
        try await service.close()
    }

    @Test(arguments: 1...12)
    func randomStudy_isTheSameFile(_ seed: UInt64) async throws {
        let fixture = try await ExchangeFixture.study()
        try await RandomStudy(seed: seed).fill(fixture.service)
        let first = try await ExchangeFixture.export(fixture.service)
        let second = try await Self.again(first)
        #expect(second == first, "seed \(seed)")
        if second != first { try Self.explain(first, second) }
        try await fixture.service.close()
    }

    /// Prints where two files differ.
    private static func explain(_ first: [UInt8], _ second: [UInt8]) throws {
        let (a, b) = (try QDAProjectFile.read(first).project, try QDAProjectFile.read(second).project)
        if a.users != b.users { print("users", a.users, b.users) }
        if a.codes != b.codes { print("codes", a.codes, b.codes) }
        if a.cases != b.cases { print("cases", a.cases, b.cases) }
        if a.variables != b.variables { print("variables", a.variables, b.variables) }
        if a.notes != b.notes { print("notes", a.notes, b.notes) }
        for (one, other) in zip(a.sources, b.sources) where one != other { print("source", one, other) }
        if a.stamp != b.stamp { print("stamp", a.stamp, b.stamp) }
    }

    @Test func whoHasNotAgreed_isLeftOut() async throws {
        let fixture = try await StudyFixture(yaml: "handles:\n  SP: \"prescriber\"\n")
        let service = fixture.service
        let handle = try #require(Handle(rawValue: "SP66"))
        let kept = try await service.capture(
            RecordDraft(
                kind: .minutes, day: CalendarDay(year: 2020, month: 4, day: 15), title: "With somebody",
                participants: [handle], body: "Something.\n")
        ).record.id
        _ = try await service.note("Nobody is in this one.")
        let file = try await service.projectFile(ProjectExportOptions())
        let project = try QDAProjectFile.read(file.bytes).project
        #expect(project.sources.map(\.name) == ["Nobody is in this one."])
        #expect(project.cases.isEmpty)
        #expect(file.remarks.contains { $0.hasPrefix("1 x left out: a record") })
        var options = ProjectExportOptions()
        options.records = [kept.rawValue]
        let asked = options
        await expectFailure(.consentMissing) { try await service.projectFile(asked) }
        try await service.close()
    }

    @Test func knownName_doesNotGoOut() async throws {
        let fixture = try await ExchangeFixture.study(names: .assisted)
        let service = fixture.service
        _ = try await service.note("The walk went well with everybody.")
        let saved = try await service.capture(
            RecordDraft(kind: .fieldNote, title: "Note", body: "Yolanda walked along.\n"), cleared: true)
        #expect(saved.waits == nil)
        _ = try await service.projectFile(ProjectExportOptions())
        // Stands in the study's title, which nobody replaces.
        _ = try await service.addPseudonym(
            name: "Walking", also: [], handle: "SP66", kind: nil, dryRun: false)
        await expectFailure(.namesFound) { try await service.projectFile(ProjectExportOptions()) }
        _ = try await service.lockVault()
        await expectFailure(.vaultLocked) { try await service.projectFile(ProjectExportOptions()) }
        try await service.close()
    }
}
