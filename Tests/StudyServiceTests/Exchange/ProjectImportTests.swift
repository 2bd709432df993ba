import Foundation
import REFIQDA
import StudyModel
import StudyService
import Testing

@Suite("A project of another program comes in")
struct ProjectImportTests {
    @Test func project_becomesRecordsCodesCodingsCodersAndCases_asOneOperation() async throws {
        let fixture = try await ExchangeFixture.study()
        let service = fixture.service
        let bytes = try ExchangeFixture.bytes(ExchangeFixture.project())
        let look = try await ExchangeFixture.bringIn(bytes, into: service, dryRun: true)
        #expect(look.operation == nil && look.records.made == 2)
        #expect(try await service.records(RecordFilter()).total == 0)

        let report = try await ExchangeFixture.bringIn(bytes, into: service)
        #expect(report.records.made == 2 && report.codes.made == 2 && report.coders.made == 2)
        #expect(report.codings.made == 6 && report.codings.leftOut == 1, "\(report.remarks)")
        #expect(report.cases.made == 2)
        #expect(report.remarks.contains { $0.contains("coding of no text") })
        #expect(report.remarks.contains { $0.contains("memo that is about no coding") })
        #expect(report.remarks.contains { $0.contains("study.yaml does not declare") })
        #expect(report.remarks.contains { $0.contains("name of a case") })
        #expect(try await service.operations(limit: 0, offset: 0).operations.count == 2)

        let first = try #require(report.made.first { $0.title == "Source 0" })
        #expect(first.participants.map(\.rawValue) == ["SP67"])
        let views = try await service.codings(of: first.id.rawValue).codings
        #expect(
            views.map { $0.coding.anchor?.quote }
                == [nil, "She said 👩‍👩‍👧", "She said 👩‍👩‍👧", "שלום עולם, ", "e\u{301}clair"].map { $0 })
        #expect(views[0].coding.comment == "The whole text is about access.")
        #expect(Set(views.map(\.coder)).count == 2)
        #expect(views.allSatisfy { $0.coding.origin == .import })
        #expect(try await service.isSound())
        try await service.close()
    }

    @Test func sameFileAgain_makesNothing_andLaterStateAddsWhatIsNew() async throws {
        let fixture = try await ExchangeFixture.study()
        let service = fixture.service
        var project = ExchangeFixture.project()
        try await ExchangeFixture.bringIn(try ExchangeFixture.bytes(project), into: service)
        let again = try await ExchangeFixture.bringIn(try ExchangeFixture.bytes(project), into: service)
        #expect(again.operation == nil && again.isEmpty)
        #expect(again.codings.held == 6 && again.records.held == 2 && again.cases.held == 2)

        // Here the text was put right; there somebody went on coding.
        let id = try #require(
            try await service.records(RecordFilter()).records.first { $0.title == "Source 1" }?.id)
        var changes = RecordChanges()
        changes.body = "Well: no bus 😀 goes there.\n"
        _ = try await service.edit(id.rawValue, changes, reason: "heard again", base: nil)
        guard case .text(var text) = project.sources[1].content else { return }
        let ben = project.users[1].guid
        text.selections.append(
            QDASelection(
                guid: ExchangeFixture.guid(900), span: 9..<13,
                codings: [
                    QDACoding(guid: ExchangeFixture.guid(901), code: project.codes[0].guid, creator: ben)
                ]))
        project.sources[1].content = .text(text)
        let later = try await ExchangeFixture.bringIn(try ExchangeFixture.bytes(project), into: service)
        #expect(later.codings.made == 1 && later.records.made == 0, "\(later)")
        #expect(try await service.quotes(of: id).map(\.quote) == ["bus 😀", "goes"])
        #expect(try await service.isSound())

        _ = try await service.undo(reason: nil)
        #expect(try await service.quotes(of: id).map(\.quote) == ["bus 😀"])
        try await service.close()
    }

    @Test func recordsThatMayNotBeAnalysed_getNoCodings() async throws {
        let fixture = try await ExchangeFixture.study(
            ExchangeFixture.yaml.replacingOccurrences(of: "consent: off", with: "consent: required"))
        let service = fixture.service
        let bytes = try ExchangeFixture.bytes(ExchangeFixture.project())
        let report = try await ExchangeFixture.bringIn(bytes, into: service)
        #expect(report.records.made == 2 && report.codings.made == 0 && report.codings.leftOut == 7)
        #expect(report.remarks.contains { $0.contains("have not agreed to an analysis") })
        let again = try await ExchangeFixture.bringIn(bytes, into: service)
        #expect(again.records.held == 2 && again.codings.made == 0)
        #expect(try await service.codingCounts().isEmpty)
        try await service.close()
    }

    @Test func twoTextsThatAreOneRecord_bothBringTheirCodings() async throws {
        let fixture = try await ExchangeFixture.study()
        let service = fixture.service
        var project = ExchangeFixture.project()
        guard case .text(var text) = project.sources[1].content else { return }
        let body = try #require(text.text)
        var draft = RecordDraft(
            kind: .report, day: CalendarDay(rawValue: "2020-04-11"), title: "Source 1", body: body)
        draft.details["date-source"] = .text("file")
        let id = try await service.capture(draft).record.id
        (project.cases, project.notes) = ([], [])
        // One is known by its identifier, the other by its content.
        let out = try QDAProjectFile.read(try await ExchangeFixture.export(service)).project
        var (first, second) = (project.sources[1], project.sources[1])
        (first.guid, first.name) = (try #require(out.sources.first?.guid), "Elsewhere")
        text.selections = [
            QDASelection(
                guid: ExchangeFixture.guid(910), span: 0..<2,
                codings: [
                    QDACoding(
                        guid: ExchangeFixture.guid(911), code: project.codes[0].guid,
                        creator: project.users[0].guid)
                ])
        ]
        second.content = .text(text)
        project.sources = [first, second]
        let report = try await ExchangeFixture.bringIn(try ExchangeFixture.bytes(project), into: service)
        #expect(report.records.held == 2 && report.codings.made == 2, "\(report)")
        #expect(try await service.quotes(of: id).map(\.quote) == ["No", "bus 😀"])
        try await service.close()
    }

    @Test func positionsOfNVivo_areReadAsSuch_orAsAsked() async throws {
        let fixture = try await ExchangeFixture.study()
        let project = ExchangeFixture.interview(sentences: 40)
        let bytes = try QDAProjectFile.write(project, options: QDAWriteOptions(profile: .nvivo)).bytes
        let report = try await ExchangeFixture.bringIn(bytes, into: fixture.service)
        #expect(report.offsets.first?.reading == "utf16" && report.offsets.first?.decision == "fit")
        #expect(report.offsets.first?.onBoundaries == 40)
        let id = try #require(report.made.first?.id)
        #expect(try await fixture.service.quotes(of: id).allSatisfy { $0.quote == "garden number" })
        await expectFailure(.requestInvalid) {
            try await ExchangeFixture.bringIn(bytes, into: fixture.service, offsets: "bytes")
        }
        let other = try await ExchangeFixture.study()
        let forced = try await ExchangeFixture.bringIn(bytes, into: other.service, offsets: "codepoint")
        #expect(forced.offsets.allSatisfy { $0.decision == "forced" })
        try await fixture.service.close()
        try await other.service.close()
    }

    @Test func names_areReplacedAndCodingsFollow_othersAreRefused() async throws {
        let fixture = try await ExchangeFixture.study(names: .assisted)
        let service = fixture.service
        var project = ExchangeFixture.project()
        let text = "Then Priya Patel came by herself. They told her what it costs.\n"
        project.sources = [
            QDASource(
                guid: ExchangeFixture.guid(10), name: "Walk",
                stamp: QDAStamp(created: QDADateTime("2020-04-15T10:00:00Z")),
                content: .text(
                    QDAText(
                        text,
                        selections: [
                            QDASelection(
                                guid: ExchangeFixture.guid(20), span: 0..<32,
                                description: "Priya Patel is brave",
                                codings: [
                                    QDACoding(
                                        guid: ExchangeFixture.guid(21), code: project.codes[0].guid,
                                        creator: project.users[0].guid)
                                ])
                        ])))
        ]
        project.cases = [
            QDACase(
                guid: ExchangeFixture.guid(70), name: "Priya Patel", sourceRefs: [ExchangeFixture.guid(10)])
        ]
        let bytes = try ExchangeFixture.bytes(project)
        let report = try await ExchangeFixture.bringIn(bytes, into: service, cleared: true)
        let record = try #require(report.made.first)
        let handle = try #require(record.participants.first)
        let views = try await service.codings(of: record.id.rawValue).codings
        #expect(views.map { $0.coding.anchor?.quote } == ["Then [\(handle.rawValue)] came by herself"])
        #expect(views[0].coding.comment == "[\(handle.rawValue)] is brave")
        #expect(try await service.leaks(in: .newest).total == 0)
        #expect(try await service.leaks(in: .everything).total == 0)
        #expect(try await ExchangeFixture.bringIn(bytes, into: service).operation == nil)

        // Somebody whom nobody knows.
        project.cases = []
        project.sources[0].guid = ExchangeFixture.guid(11)
        project.sources[0].content = .text(QDAText("Mrs Margaret Thornbury rang Dr Smithers.\n"))
        let other = try ExchangeFixture.bytes(project)
        await expectFailure(.namesSuspected) { try await ExchangeFixture.bringIn(other, into: service) }
        #expect(try await service.records(RecordFilter()).total == 1)
        _ = try await service.lockVault()
        await expectFailure(.vaultLocked) { try await ExchangeFixture.bringIn(bytes, into: service) }
        try await service.close()
    }

    @Test(arguments: ["", "PK\u{3}\u{4}", "<x/>", "SQLite format 3\0", "hello"])
    func whatIsNoProject_isRefused(_ text: String) async throws {
        let fixture = try await ExchangeFixture.study()
        do {
            try await ExchangeFixture.bringIn(Array(text.utf8), into: fixture.service)
            Issue.record("it was taken in")
        } catch let error as StudyError {
            #expect([.importUnreadable, .importUnsupported].contains(error.code))
        }
        try await fixture.service.close()
    }
}
