import Foundation
import StudyModel
import StudyService
import Testing

@Suite("Consent in a study")
struct ConsentTests {
    private static func ask(
        _ handles: [String], _ act: ConsentAct, _ purposes: [ConsentPurpose]?, at: Timestamp? = nil,
        meeting: String? = nil, form: String? = nil, evidence: String? = nil
    ) -> ConsentAsked {
        ConsentAsked(
            participants: handles.isEmpty ? nil : handles.compactMap { Handle(rawValue: $0) },
            meeting: meeting, act: act, purposes: purposes, mode: .oral, at: at, form: form, expires: nil,
            records: nil, evidence: evidence.map { Array($0.utf8) })
    }

    private static func talk() throws -> RecordDraft {
        RecordDraft(
            kind: .meetingNote, day: .init(rawValue: "2020-04-15"), title: "Meeting",
            participants: [try #require(Handle(rawValue: "SP66")), try #require(Handle(rawValue: "M04"))],
            body: "they agreed.\n")
    }

    @Test("Everyone at a meeting agrees in one step, and what is missing is named until then")
    func meeting() async throws {
        let fixture = try await StudyFixture(yaml: "policies:\n  consent: required\n")
        let saved = try await fixture.service.capture(try Self.talk())
        let id = saved.record.id.rawValue
        let before = try await fixture.service.consentVerdict(.quoteInReport, of: [id])
        #expect(before.isRefused)
        #expect(before.gaps.count == 4, "both, for collecting and quoting")
        #expect(before.commands.allSatisfy { $0.hasPrefix("rir consent grant ") })
        #expect(try await fixture.service.consentDue([], days: 30).gaps.count == 2)
        let status = try await fixture.service.status()
        #expect(status.advice.contains { $0.contains("rir consent due") })

        let recorded = try await fixture.service.recordConsent(
            Self.ask([], .granted, [.collect, .quote], meeting: id))
        #expect(recorded.events.map(\.participant.rawValue) == ["SP66", "M04"])
        #expect(recorded.events.allSatisfy { $0.meeting == saved.record.id })
        #expect(try await fixture.service.consentVerdict(.quoteInReport, of: [id]) == .allowed)
        #expect(try await fixture.service.consentDue([], days: 30).gaps.isEmpty)
        #expect(try await fixture.service.consentVerdict(.shareInExport, of: [id]).isRefused)

        _ = try await fixture.service.recordConsent(Self.ask(["M04"], .withdrawn, nil))
        let after = try await fixture.service.consentVerdict(.quoteInReport, of: [id])
        #expect(after.isRefused && Set(after.gaps.map(\.participant.rawValue)) == ["M04"])
    }

    @Test("A recording comes in only with permission")
    func recordings() async throws {
        let fixture = try await StudyFixture(yaml: "policies:\n  consent: required\n")
        let vtt = """
            WEBVTT

            00:00:01.000 --> 00:00:03.000
            <v SP66>The groups are full.

            00:00:04.000 --> 00:00:06.000
            <v Interviewer>Why is that?

            """
        let files = [(path: "2020-04-15 interview.vtt", text: vtt)]
        let (refused, outcomes) = try await fixture.service.importTexts(files)
        #expect(refused.refused == 1)
        #expect(outcomes.first?.error?.code == .consentMissing)
        #expect(outcomes.first?.error?.hint?.contains("rir consent grant SP66") == true)
        let day = try #require(CalendarDay(rawValue: "2020-04-14"))
        let at = Timestamp(secondsSinceEpoch: day.daysSinceEpoch * 86_400)
        _ = try await fixture.service.recordConsent(
            Self.ask(["SP66"], .granted, [.collect, .record], at: at))
        let (taken, _) = try await fixture.service.importTexts(files)
        #expect(taken.created == 1)
    }

    @Test("Forms have versions, and a consent names the newest that held")
    func forms() async throws {
        let fixture = try await StudyFixture()
        func form(_ version: String, _ from: String) -> NewConsentForm {
            NewConsentForm(
                name: "information-sheet", version: version, kind: .form, purposes: [.collect],
                validFrom: .init(rawValue: from[...]), validUntil: nil, reconsentMonths: 12,
                text: "We ask you to take part.\n")
        }
        _ = try await fixture.service.addConsentForm(form("1", "2020-01-01"))
        _ = try await fixture.service.addConsentForm(form("2", "2021-01-01"))
        await expectFailure(.consentInvalid) {
            try await fixture.service.addConsentForm(form("2", "2021-01-01"))
        }
        let recorded = try await fixture.service.recordConsent(
            Self.ask(["SP66"], .granted, [.collect], form: "information-sheet"))
        #expect(recorded.events.first?.form?.version == "2")
        await expectFailure(.consentFormUnknown) {
            try await fixture.service.recordConsent(
                Self.ask(["SP66"], .granted, [.collect], form: "information-sheet@9"))
        }
    }

    @Test("Evidence is sealed with the participant's own key")
    func evidence() async throws {
        let fixture = try await StudyFixture(names: .assisted)
        let recorded = try await fixture.service.recordConsent(
            Self.ask(["SP66"], .granted, [.collect], evidence: "scan of an inkblot"))
        let reference = try #require(recorded.events.first?.evidence)
        let path = fixture.study + "/.rir/vault/evidence/\(reference.rawValue).SP66.age"
        #expect(FileManager.default.fileExists(atPath: path))
        try await expectNoName(in: fixture, ["inkblot"])
    }

    @Test("A table of consent is taken in once")
    func sheet() async throws {
        let fixture = try await StudyFixture()
        let csv = """
            handle,date,purposes,decision,mode
            SP66,2020-04-01,collect; quote,granted,written
            M04,2020-04-02,collect,refused,oral

            """
        let first = try await fixture.service.importConsent(
            csv: Array(csv.utf8), mode: nil, form: nil, dryRun: false)
        #expect(first.entered == 2, "\(first.problems.map(\.sentence))")
        let again = try await fixture.service.importConsent(
            csv: Array(csv.utf8), mode: nil, form: nil, dryRun: false)
        #expect(again.entered == 0 && again.unchanged == 2)
        let bad = try await fixture.service.importConsent(
            csv: Array("handle,date,purposes,decision,mode\nSP66,someday,collect,granted,oral\n".utf8),
            mode: nil, form: nil, dryRun: false)
        #expect(!bad.problems.isEmpty && bad.operation == nil)
    }

    @Test("Nobody agrees to nothing, and nobody agrees in the future")
    func refused() async throws {
        let fixture = try await StudyFixture()
        await expectFailure(.consentInvalid) {
            try await fixture.service.recordConsent(Self.ask(["SP66"], .granted, []))
        }
        await expectFailure(.consentInvalid) {
            try await fixture.service.recordConsent(
                Self.ask(
                    ["SP66"], .granted, [.collect], at: Timestamp(secondsSinceEpoch: 4_000_000_000)))
        }
        await expectFailure(.consentInvalid) {
            try await fixture.service.recordConsent(Self.ask([], .granted, [.collect]))
        }
        #expect(try await fixture.service.participants(names: false).isEmpty)
    }
}
