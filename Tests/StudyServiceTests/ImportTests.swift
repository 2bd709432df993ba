import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing

/// What an import makes beyond plain records: links, memos, threads, turns, surveys.
@Suite struct ImportTests {
    private static let boundary = "--b\nContent-Type: text/plain\n\nSee the notes.\n"

    /// A mail with one text file attached.
    private static func mail(
        id: String, subject: String = "Notes", text: String = "The waiting list is closed.\n"
    )
        -> String
    {
        """
        From: a@b.example
        Subject: \(subject)
        Date: Wed, 15 Apr 2020 10:00:00 +0000
        Message-ID: <\(id)>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        \(boundary)--b
        Content-Type: text/plain; name=notes.txt
        Content-Disposition: attachment; filename=notes.txt

        \(text)--b--

        """
    }

    @Test func attachedDocument_isARecordLinkedBothWays() async throws {
        let fixture = try await StudyFixture()
        let (summary, outcomes) = try await fixture.service.importTexts([("m.eml", Self.mail(id: "1@x"))])
        #expect(summary.created == 2)
        #expect(outcomes.map(\.path) == ["m.eml", "m.eml > notes.txt"])
        let (mail, part) = (try #require(outcomes[0].record), try #require(outcomes[1].record))
        let whole = try await fixture.service.record(mail.id.rawValue, version: nil).record
        #expect(whole.details["parts"] == .list([part.id.rawValue]))
        let inside = try await fixture.service.record(part.id.rawValue, version: nil).record
        #expect(inside.details["part-of"] == .text(mail.id.rawValue))
        #expect(inside.body == "The waiting list is closed.\n")
        #expect(try await fixture.service.isSound())
    }

    @Test func sameDocumentInTwoMails_isOneRecordThatBothName() async throws {
        let fixture = try await StudyFixture()
        let (_, outcomes) = try await fixture.service.importTexts([
            ("1.eml", Self.mail(id: "1@x")), ("2.eml", Self.mail(id: "2@x", subject: "Again")),
        ])
        #expect(outcomes.map(\.result) == [.created, .created, .created, .held])
        let part = try #require(outcomes[1].record)
        let second = try await fixture.service.record(
            try #require(outcomes[2].record).id.rawValue, version: nil)
        #expect(second.record.details["parts"] == .list([part.id.rawValue]))
    }

    @Test func copyOfAMail_isHeld_andAnotherTextWithItsIDIsKept() async throws {
        let fixture = try await StudyFixture()
        func mail(_ text: String) -> String {
            "From: a@b.example\nSubject: x\nDate: Wed, 15 Apr 2020 10:00:00 +0000\nMessage-ID: <1@x>\n\n\(text)\n"
        }
        _ = try await fixture.service.importTexts([("1.eml", mail("We met.\n\nFrom here on it rained."))])
        let (_, copies) = try await fixture.service.importTexts([
            ("2.eml", mail("We met.  \n\n>From here on it rained.\n\n")), ("3.eml", mail("Something else.")),
        ])
        #expect(copies.map(\.result) == [.held, .created])
        #expect(copies[1].remarks.contains { $0.contains("same Message-ID") })
    }

    @Test func dryRun_saysTheSameAndSavesNothing() async throws {
        let fixture = try await StudyFixture()
        let run = try await fixture.service.beginImport(dryRun: true)
        let file = ImportFile(
            path: "m.eml", bytes: Array(Self.mail(id: "1@x").utf8), modified: nil, overrides: .init())
        let outcomes = try await run.add([file, file])
        #expect(outcomes.map(\.result) == [.created, .created, .held, .held])
        let summary = try await run.finish()
        #expect(summary.dryRun && summary.created == 2 && summary.held == 2)
        #expect(try await fixture.service.records(RecordFilter()).total == 0)
        #expect(try await fixture.service.operations(limit: 0, offset: 0).total == 1)
    }

    @Test func answers_areReadAsOneThread_alsoAfterAReindex() async throws {
        let fixture = try await StudyFixture()
        func mail(_ id: String, _ day: Int, _ head: String = "") -> String {
            """
            From: \(id)@b.example
            Subject: Re: leaflet
            Date: \(day) Apr 2020 10:00:00 +0000
            Message-ID: <\(id)@x>
            \(head)
            Text of \(id).

            """
        }
        let (_, outcomes) = try await fixture.service.importTexts([
            ("c.eml", mail("c", 17, "In-Reply-To: <b@x>\n")), ("a.eml", mail("a", 15)),
            ("b.eml", mail("b", 16, "References: <a@x>\n")), ("d.eml", mail("d", 1)),
        ])
        let ids = outcomes.compactMap { $0.record?.id }
        for _ in 0..<2 {
            let thread = try await fixture.service.thread(of: ids[0].rawValue).thread
            #expect(thread.messages.map(\.record) == [ids[1], ids[2], ids[0]])
            #expect(thread.messages.map(\.depth) == [0, 1, 2])
            #expect(try await fixture.service.threads().map(\.messages.count) == [3, 1])
            _ = try await fixture.service.reindex(progress: { _ in })
        }
        await expectFailure(.recordInvalid) {
            _ = try await fixture.service.thread(of: fixture.service.note("No mail.").record.id.rawValue)
        }
    }

    @Test func turns_comeFromTheStoredText() async throws {
        let fixture = try await StudyFixture(yaml: "policies:\n  consent: recorded\n")
        let text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>One.\n\n00:03.000 --> 00:04.000\n<v Ben>Two.\n"
        let run = try await fixture.service.beginImport()
        let ann = try #require(Handle(rawValue: "SP66"))
        let outcome = try #require(
            try await run.add([
                ImportFile(
                    path: "talk.vtt", bytes: Array(text.utf8), modified: nil,
                    overrides: RecordOverrides(speakers: ["Ann": ann]))
            ]).first)
        _ = try await run.finish()
        let id = try #require(outcome.record).id
        #expect(outcome.record?.participants == [ann])
        let turns = try await fixture.service.turns(id.rawValue, version: nil).turns
        #expect(turns.map(\.speaker) == ["SP66", "Ben"])
        #expect(turns.map(\.start) == [1, 3])
    }

    // MARK: Surveys

    private static let table =
        "respondent,site,What changed for you?\n"
        + "SP1,A,More people rang us because they had heard of it from a neighbour.\n"
        + "SP2,B,We had never written down that anyone could come to us.\n"
        + "SP3,A,Nothing much changed for me and my team in the end.\n"

    private static func file(_ text: String = table) -> ImportFile {
        ImportFile(
            path: "staff.csv", bytes: Array(text.utf8), modified: Timestamp(secondsSinceEpoch: 1_600_000_000),
            overrides: .init())
    }

    @Test func survey_isKeptWithARecordForEachOpenAnswer_andOnce() async throws {
        let fixture = try await StudyFixture()
        let first = try await fixture.service.importSurvey(Self.file(), options: .init(), dryRun: false)
        #expect(first.created == 3 && first.operation != nil)
        let survey = try await fixture.service.survey("staff")
        #expect(survey.answers.map(\.participant?.rawValue) == ["SP1", "SP2", "SP3"])
        #expect(try await fixture.service.surveys().map(\.id.rawValue) == ["staff"])
        let again = try await fixture.service.importSurvey(Self.file(), options: .init(), dryRun: false)
        #expect(again.created == 0 && again.held == 3 && again.operation == nil)
        let other = Self.file(Self.table.replacingOccurrences(of: "SP3", with: "SP4"))
        await expectFailure(.surveyExists) {
            _ = try await fixture.service.importSurvey(other, options: .init(), dryRun: false)
        }
        #expect(try await fixture.service.isSound())
    }

    @Test func laterExport_bringsWhatIsNew_andKeepsWhatWasPutRight() async throws {
        let fixture = try await StudyFixture()
        let table = Self.table.replacingOccurrences(of: "respondent", with: "Response ID")
        let options = SurveyOptions(idColumn: "Response ID")
        _ = try await fixture.service.importSurvey(Self.file(table), options: options, dryRun: false)
        let path = fixture.study + "/surveys/staff/variables.yaml"
        let codebook = try String(contentsOfFile: path, encoding: .utf8)
            .replacingOccurrences(of: "label: \"site\"", with: "label: \"Test bed\"")
        _ = try await fixture.service.setVariables(of: "staff", codebook: codebook, reason: nil)
        let later = table + "SP4,B,The leaflet came out and the telephone has not stopped ringing since.\n"
        let update = try await fixture.service.importSurvey(Self.file(later), options: options, dryRun: false)
        #expect(update.created == 1 && update.held == 3)
        let survey = try await fixture.service.survey("staff")
        #expect(survey.answers.count == 4)
        #expect(survey.variables.contains { $0.label == "Test bed" })
        _ = try await fixture.service.undo(reason: nil)
        #expect(try await fixture.service.survey("staff").answers.count == 3)
        #expect(try await fixture.service.isSound())
    }

    @Test func laterExportUnderAnotherFileName_makesNoSecondRecords() async throws {
        let fixture = try await StudyFixture()
        let table = Self.table.replacingOccurrences(of: "respondent", with: "Response ID")
            .replacingOccurrences(of: "SP", with: "R_")
        _ = try await fixture.service.importSurvey(Self.file(table), options: .init(), dryRun: false)
        var later = Self.file(table.replacingOccurrences(of: "Nothing much", with: "Not a lot has"))
        later.path = "staff (1).csv"
        let id = try #require(SurveyID(rawValue: "staff"))
        let update = try await fixture.service.importSurvey(
            later, options: SurveyOptions(id: id), dryRun: false)
        #expect(update.created == 0)
        #expect(update.draft.remarks.contains { $0.contains("R_3") })
        #expect(try await fixture.service.records(RecordFilter()).total == 3)
    }

    @Test func columnThatNamesNobody_isRefused() async throws {
        let fixture = try await StudyFixture()
        await expectFailure(.requestInvalid) {
            _ = try await fixture.service.importSurvey(
                Self.file(), options: SurveyOptions(participantColumn: "site"), dryRun: false)
        }
    }

    @Test func codebookOfVariables_isTakenWithTheTable() async throws {
        let fixture = try await StudyFixture()
        let codebook = ImportFile(
            path: "codebook.csv", bytes: Array("variable,label\nsite,Test bed\n".utf8), modified: nil,
            overrides: .init())
        _ = try await fixture.service.importSurvey(
            Self.file(), options: .init(), codebook: codebook, dryRun: false)
        #expect(try await fixture.service.survey("staff").variables.contains { $0.label == "Test bed" })
    }

    // MARK: Files changed by hand

    @Test func surveyChangedByHand_isNeverWrittenOver() async throws {
        let fixture = try await StudyFixture()
        _ = try await fixture.service.importSurvey(Self.file(), options: .init(), dryRun: false)
        let path = fixture.study + "/surveys/staff/variables.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let mine = text.replacingOccurrences(of: "label: \"site\"", with: "label: \"Mine\"")
        try mine.write(toFile: path, atomically: true, encoding: .utf8)
        await expectFailure(.handEditPending) { _ = try await fixture.service.undo(reason: nil) }
        await expectFailure(.handEditPending) {
            _ = try await fixture.service.setVariables(
                of: "staff", codebook: text.replacingOccurrences(of: "label: \"site\"", with: "label: \"x\""),
                reason: nil)
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == mine)
        let adoption = try await fixture.service.adopt(paths: nil, reason: nil)
        #expect(adoption.files == ["surveys/staff/variables.yaml"] && adoption.left.isEmpty)
        _ = try await fixture.service.undo(reason: nil)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }

    @Test(arguments: ["variables.yaml", "answers.jsonl"])
    func surveyBrokenByHand_isNotAdopted(name: String) async throws {
        let fixture = try await StudyFixture()
        _ = try await fixture.service.importSurvey(Self.file(), options: .init(), dryRun: false)
        let path = "\(fixture.study)/surveys/staff/\(name)"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try (text + "garbage: [\n").write(toFile: path, atomically: true, encoding: .utf8)
        let adoption = try await fixture.service.adopt(paths: nil, reason: nil)
        #expect(adoption.operation == nil && adoption.left.map(\.change) == [.broken])
        #expect(try await fixture.service.surveys().count == 1)
    }

    // MARK: The same again

    @Test func sameContentUnderAnotherNameOrDay_isOneRecord() async throws {
        let fixture = try await StudyFixture()
        let text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>One.\n"
        let (_, first) = try await fixture.service.importTexts([("a.vtt", text)])
        let (_, second) = try await fixture.service.importTexts([("b.vtt", text)])
        #expect(first.map(\.result) == [.created] && second.map(\.result) == [.held])
        let run = try await fixture.service.beginImport()
        let told = ImportFile(
            path: "c.vtt", bytes: Array(text.utf8), modified: nil,
            overrides: RecordOverrides(day: CalendarDay(rawValue: "2020-04-15"), title: "Ann"))
        #expect(try await run.add([told]).map(\.result) == [.held])
    }

    @Test func undo_whileAnImportRuns_stopsIt() async throws {
        let fixture = try await StudyFixture()
        let run = try await fixture.service.beginImport()
        func file(_ text: String) -> ImportFile {
            ImportFile(path: "\(text).txt", bytes: Array(text.utf8), modified: nil, overrides: .init())
        }
        _ = try await run.add([file("one")])
        _ = try await fixture.service.undo(reason: nil)
        await expectFailure(.undoSuperseded) { _ = try await run.add([file("two")]) }
        #expect(try await fixture.service.records(RecordFilter()).total == 0)
    }

    @Test func undo_takesASurveyBackWhole() async throws {
        let fixture = try await StudyFixture()
        _ = try await fixture.service.importSurvey(Self.file(), options: .init(), dryRun: false)
        let undone = try await fixture.service.undo(reason: nil)
        #expect(undone.records.count == 3)
        #expect(try await fixture.service.surveys().isEmpty)
        #expect(try await fixture.service.records(RecordFilter()).total == 0)
        #expect(!FileManager.default.fileExists(atPath: fixture.study + "/surveys/staff/variables.yaml"))
        #expect(try await fixture.service.isSound())
        // The same again is new again.
        #expect(
            try await fixture.service.importSurvey(Self.file(), options: .init(), dryRun: false).created == 3)
    }

    @Test func variables_canBeChangedButNotTheirNames_andTheChangeUndone() async throws {
        let fixture = try await StudyFixture()
        _ = try await fixture.service.importSurvey(Self.file(), options: .init(), dryRun: false)
        let path = fixture.study + "/surveys/staff/variables.yaml"
        let before = try String(contentsOfFile: path, encoding: .utf8)
        let changed = before.replacingOccurrences(of: "label: \"site\"", with: "label: \"Test bed\"")
        #expect(changed != before)
        let survey = try await fixture.service.setVariables(of: "staff", codebook: changed, reason: "clearer")
        #expect(survey.variables.contains { $0.label == "Test bed" })
        #expect(try String(contentsOfFile: path, encoding: .utf8) == changed)
        for broken in [
            before.replacingOccurrences(of: "name: \"site\"", with: "name: \"town\""), "format: 7\n",
        ] {
            await expectFailure(.surveyInvalid) {
                _ = try await fixture.service.setVariables(of: "staff", codebook: broken, reason: nil)
            }
        }
        _ = try await fixture.service.undo(reason: nil)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == before)
        await expectFailure(.surveyNotFound) { _ = try await fixture.service.survey("other") }
    }

    @Test func dryRunOfASurvey_savesNothing() async throws {
        let fixture = try await StudyFixture()
        let outcome = try await fixture.service.importSurvey(Self.file(), options: .init(), dryRun: true)
        #expect(outcome.created == 3 && outcome.operation == nil)
        #expect(try await fixture.service.surveys().isEmpty)
        #expect(try await fixture.service.records(RecordFilter()).total == 0)
    }
}
