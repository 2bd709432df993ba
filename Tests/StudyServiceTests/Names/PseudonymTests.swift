import Foundation
import StudyModel
import StudyService
import Testing

@Suite("Names found later, and leaks")
struct PseudonymTests {
    @Test("A name found later is replaced wherever it stands, and what is left is counted")
    func later() async throws {
        let fixture = try await StudyFixture(names: .off)
        let first = try await fixture.service.note("Jane Smith rang.\nThe list is long.")
        let second = try await fixture.service.note("Nobody rang.")
        _ = try await fixture.service.edit(
            first.record.id.rawValue, RecordChanges(body: "Jane Smith rang twice.\nThe list is long.\n"),
            reason: nil, base: nil)
        // The study begins to keep names out.
        let study = fixture.study + "/study.yaml"
        let yaml = try String(contentsOfFile: study, encoding: .utf8)
            .replacingOccurrences(of: "pseudonymisation: \"off\"", with: "pseudonymisation: assisted")
        try yaml.write(toFile: study, atomically: true, encoding: .utf8)
        _ = try await fixture.service.adopt(paths: nil, reason: nil)
        let service = try await fixture.reopened()

        let dry = try await service.addPseudonym(
            name: "Jane Smith", also: [], handle: "SP66", kind: nil, dryRun: true)
        #expect(dry.records == [first.record.id])
        #expect(dry.operation == nil)
        #expect(try await service.pseudonyms().entries.isEmpty)

        let change = try await service.addPseudonym(
            name: "Jane Smith", also: [], handle: "SP66", kind: nil, dryRun: false)
        #expect(change.records == [first.record.id])
        #expect(change.changes.map(\.after).contains("[SP66] rang twice."))
        #expect(change.versionsLeft == 2)
        let record = try await service.record(first.record.id.rawValue, version: nil).record
        #expect(record.body == "[SP66] rang twice.\nThe list is long.\n")
        #expect(record.version == 3)
        #expect(try await service.record(second.record.id.rawValue, version: nil).record.version == 1)
        await expectFailure(.undoRefused) { try await service.undo(reason: nil) }

        let newest = try await service.leaks(in: .newest)
        #expect(newest.total == 0)
        let all = try await service.leaks(in: .everything)
        #expect(all.total >= 2 && all.byHandle.keys.contains("SP66"))
        #expect(!all.leaks.contains { $0.place.lowercased().contains("jane") })
        let range = try await service.leaks(in: .range("main~1..main"))
        #expect(range.total == 0)
        await expectFailure(.requestInvalid) { try await service.leaks(in: .range("nowhere..main")) }
        let file = try await service.leaks(in: .file(name: "out.csv", bytes: Array("a,Jane Smith\n".utf8)))
        #expect(file.total == 1 && file.leaks.first?.line == 1 && file.leaks.first?.handle == "SP66")
        try await service.close()
    }

    @Test("A name can be taken out of the key table again")
    func removed() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        try await fixture.know("Jane Smith", "SP66", also: ["Janie"])
        try await fixture.service.removePseudonym("janie")
        #expect(try await fixture.service.pseudonyms().entries.map(\.also) == [[]])
        try await fixture.service.removePseudonym("Jane Smith")
        #expect(try await fixture.service.pseudonyms().entries.isEmpty)
        await expectFailure(.namesInvalid) { try await fixture.service.removePseudonym("Jane Smith") }
    }

    @Test("A hand edit with a known name is adopted without it, one that may name somebody else is not")
    func handEdits() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        try await fixture.know("Jane Smith", "SP66")
        let saved = try await fixture.service.note("the list is long.")
        func write(_ line: String) throws {
            let text = try fixture.text(of: saved.record.id)
            let head = text[..<(text.range(of: "---\n", options: .backwards)?.upperBound ?? text.endIndex)]
            try (head + line + "\n").write(
                toFile: fixture.path(of: saved.record.id), atomically: true, encoding: .utf8)
        }
        try write("jane smith says the list is long.")
        _ = try await fixture.service.adopt(paths: nil, reason: "Jane Smith asked")
        #expect(try fixture.text(of: saved.record.id).hasSuffix("[SP66] says the list is long.\n"))
        try write("Priya Patel says the list is long.")
        await expectFailure(.namesSuspected) { try await fixture.service.adopt(paths: nil, reason: nil) }
        _ = try await fixture.service.adopt(paths: nil, reason: nil, cleared: true)
        #expect(try fixture.text(of: saved.record.id).hasSuffix("Priya Patel says the list is long.\n"))
        _ = try await fixture.service.lockVault()
        try write("Somebody says so.")
        await expectFailure(.vaultLocked) { try await fixture.service.adopt(paths: nil, reason: nil) }
    }

    @Test("An undo brings no name back that was learnt since")
    func undoLearnt() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        let saved = try await fixture.service.capture(
            RecordDraft(kind: .fieldNote, title: "visit", body: "Jane Smith came by.\n"), cleared: true)
        let id = saved.record.id.rawValue
        _ = try await fixture.service.edit(
            id, RecordChanges(body: "Somebody came by.\n"), reason: nil, base: nil)
        try await fixture.know("Jane Smith", "SP66")
        _ = try await fixture.service.undo(reason: nil)
        _ = try await fixture.service.undo(reason: nil)
        #expect(try await fixture.service.record(id, version: nil).record.body == "[SP66] came by.\n")
        #expect(try await fixture.service.leaks(in: .newest).total == 0)
    }

    @Test("A name found in a survey is replaced, and the survey can still be read")
    func surveyLater() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        let csv = """
            id,role,Has Barnaby Oddfellow called you?,What would help you in your work?
            A1,link worker,yes,More time with Barnaby Oddfellow in the mornings would help.
            A2,manager,no,Nothing comes to mind that we have not tried before this year.

            """
        let file = ImportFile(
            path: "Barnaby Oddfellow answers.csv", bytes: Array(csv.utf8), modified: nil, overrides: .init())
        _ = try await fixture.service.importSurvey(file, options: .init(), dryRun: false, cleared: true)
        try await fixture.know("Barnaby Oddfellow", "SP77")
        let survey = try #require(try await fixture.service.surveys().first)
        #expect(survey.variables.contains { $0.label == "Has [SP77] called you?" })
        #expect(try await fixture.service.survey(survey.id.rawValue).answers.count == 2)
        // Once it is known, neither headers nor the file's name bring it in.
        let again = ImportFile(
            path: "Barnaby Oddfellow again.csv", bytes: Array(csv.utf8), modified: nil, overrides: .init())
        let outcome = try await fixture.service.importSurvey(again, options: .init(), dryRun: false)
        #expect(outcome.waits == nil)
        let new = try await fixture.service.survey(outcome.draft.survey.id.rawValue)
        #expect(!new.id.rawValue.contains("barnaby") && !new.id.rawValue.contains("oddfellow"))
        #expect(!new.variables.contains { $0.name.contains("oddfellow") })
        await expectFailure(.namesSuspected) {
            try await fixture.service.setVariables(
                of: new.id.rawValue,
                codebook: String(decoding: SurveyVariableText.bytes(of: new), as: UTF8.self),
                reason: "Florence Bartholomew asked for it")
        }
    }

    @Test("A file's own front matter is no way round the door")
    func frontMatter() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        let (summary, outcomes) = try await fixture.service.importTexts([
            (
                path: "a.md",
                text: "---\nlanguage: Florence Bartholomew\ncodes: [Ravi Shah]\n---\nIt is long.\n"
            )
        ])
        #expect(summary.waiting == 1, "\(outcomes)")
    }

    @Test("A survey waits whole, and goes in without names")
    func survey() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        try await fixture.know("Jane Smith", "SP66")
        let csv = """
            id,role,What would help you in your work with people?
            A1,link worker,More time with Jane Smith would help me in the mornings.
            A2,manager,Priya Patel needs a mobile phone and a quiet room to work in.
            A3,manager,Nothing comes to mind that we have not tried before this year.

            """
        let file = ImportFile(path: "staff.csv", bytes: Array(csv.utf8), modified: nil, overrides: .init())
        let outcome = try await fixture.service.importSurvey(file, options: .init(), dryRun: false)
        let waits = try #require(outcome.waits)
        #expect(try await fixture.service.surveys().isEmpty)
        let waiting = try await fixture.service.waiting(waits.id.rawValue)
        #expect(waiting.suspects.map(\.text) == ["Priya Patel"])
        _ = try await fixture.service.decide(
            waits.id.rawValue, [.init(text: "Priya Patel", verdict: .participant, handle: "M04")])
        _ = try await fixture.service.clear(nil, asItIs: false)
        #expect(try await fixture.service.surveys().count == 1)
        let texts = try await fixture.service.records(RecordFilter(limit: 0)).records
        #expect(texts.count == 3)
        try await expectNoName(in: fixture, ["Jane", "Smith", "Priya", "Patel"])
    }
}
