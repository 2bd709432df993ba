import StudyModel
import Testing

@testable import Intake

@Suite struct WorkingOutTests {
    @Test(
        arguments: [
            ("2020-04-15", "2020-04-15", nil), ("on 2020-04-15T14:00:00Z.", "2020-04-15", "14:00:00Z"),
            ("2020-04-15 14:30", "2020-04-15", "14:30"),
            ("2020-04-15, 09:05:00+01:00", "2020-04-15", "09:05:00+01:00"),
            ("2025-09-03:00:00Z", "2025-09-03", nil), ("15/04/2020", "2020-04-15", nil),
            ("5.4.2020", "2020-04-05", nil),
            ("Wednesday, 15th of April, 2020", "2020-04-15", nil), ("1st April 2020", "2020-04-01", nil),
            ("15 Apr. 2020", "2020-04-15", nil), ("April 15, 2020", "2020-04-15", nil),
            ("Sept 3rd 2019", "2019-09-03", nil),
            ("30/02/2020 then 1 March 2020", "2020-03-01", nil), ("20200415", "2020-04-15", nil),
            ("solid_2020-04-15_x", "2020-04-15", nil),
        ] as [(String, String, String?)])
    func writtenDate_isFound(text: String, day: String, time: String?) {
        let found = WrittenDate.first(in: Array(text.utf8))
        #expect(found?.day.rawValue == day && found?.time == time)
    }

    @Test(arguments: [
        "", "May 2020", "2020", "phone 0123456789", "1234-56-78", "version 1.2.3", "may 5 people come",
        "x2020-04-15y1",
    ])
    func noDate_isFound(text: String) {
        #expect(WrittenDate.first(in: Array(text.utf8)) == nil)
    }

    @Test func day_followsItsOrder() async throws {
        #expect(
            try await draft("2020-01-01.md", "# Visit of 2 March 2021\n\nDate: 3 March 2021\n").day?.rawValue
                == "2021-03-03")
        #expect(
            try await draft("2020-01-01.md", "# Visit of 2 March 2021\n\n4 March 2021\n").day?.rawValue
                == "2021-03-02")
        #expect(try await draft("2020-01-01.md", "# Visit\n\n4 March 2021\n").day?.rawValue == "2020-01-01")
        #expect(try await draft("visit.md", "# Visit\n\n4 March 2021\n").day?.rawValue == "2021-03-04")
        #expect(try await draft("visit.md", "# Visit\n").day == nil)
    }

    @Test(arguments: [
        ("minutes/a.md", "text", RecordKind.minutes), ("meeting-notes/a.md", "text", .meetingNote),
        ("x/Interviews/a.txt", "text", .interview), ("conversations/a.txt", "text", .conversation),
        ("emails/a.txt", "text", .email), ("reports/a.md", "text", .report),
        ("notes/a.md", "text", .fieldNote),
        ("notes/deep/er/a.md", "text", .fieldNote), ("survey-responses/a.md", "text", .surveyResponse),
        ("a/2020-04-15-minutes.md", "text", .minutes), ("a.md", "text", .fieldNote),
        ("a.md", "Minutes of the steering group\n\ntext", .minutes),
        ("a.txt", "Steering group\n\nPresent: SP1, SP2\nApologies: SP3\n\nAgenda\n\n1. Money", .minutes),
        ("a.md", "**A:** x\n\n**B:** y\n\n**A:** z\n\n**B:** w", .interview),
        ("a.md", "---\nkind: field-note\n---\n**A:** x\n\n**B:** y\n\n**A:** z\n\n**B:** w", .fieldNote),
        ("minutes/a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nHi", .minutes),
        ("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nHi", .interview),
        ("minutes/a.eml", "Subject: x\nFrom: a@b.c\n\nHi", .email),
    ])
    func kind_isWorkedOut(path: String, text: String, kind: RecordKind) async throws {
        #expect(try await draft(path, text).kind == kind)
    }

    @Test(arguments: [
        ("a.md", "intro\n\n## The *garden* visit ##\n", "The *garden* visit"),
        ("a.txt", "\n\nFirst line\nsecond", "First line"),
        ("a.md", "# [Link](http://x)\n", "Link"), ("x/my file.txt", "***\n", "my file"),
    ])
    func title_isWorkedOut(path: String, text: String, title: String) async throws {
        #expect(try await draft(path, text).title == title)
    }

    @Test func longTitle_isCut() async throws {
        let title = try await draft("a.txt", String(repeating: "word ", count: 60)).title
        #expect(title.unicodeScalars.count <= 120 && title.hasSuffix("…"))
    }

    @Test(arguments: [
        "Present: SP66, Ada Byron (chair) and SP7\n",
        "## Present\n\n* SP66\n* Ada Byron (chair)\n* SP7\n\n## Agenda\n* x\n",
        "Present:\nSP66\nAda Byron\nSP7\n\nWe began.\n", "**Present:** SP66; [Ada Byron](http://x); SP7\n",
        "In attendance: SP66, Ada Byron & SP7\n",
    ])
    func presentList_isRead(text: String) async throws {
        let draft = try await draft("minutes/a.md", text)
        #expect(draft.list("present") == ["SP66", "Ada Byron", "SP7"])
        #expect(draft.participants.map(\.rawValue) == ["SP66", "SP7"])
    }

    @Test(arguments: [
        "**SP66:** Yes.\n\n**Interviewer:** Why?\n\n**SP66:** So.\n\nMore.\n\n**Interviewer:** I see.\n",
        "SP66: Yes.\nInterviewer: Why?\nSP66: So.\nInterviewer: I see.\n",
        "[00:12] SP66: Yes.\n[00:15] Interviewer: Why?\n[00:17] SP66: So.\n[00:20] Interviewer: I see.\n",
        "SP66 [00:12]: Yes.\nInterviewer [00:15]: Why?\nSP66 (00:17): So.\nInterviewer [00:20]: I see.\n",
        "__SP66__: Yes.\n\n__Interviewer__: Why?\n\n__SP66__: So.\n\n__Interviewer__: I see.\n",
    ])
    func speakerTurns_areFound(text: String) async throws {
        let draft = try await draft("a.txt", text)
        #expect(draft.kind == .interview)
        #expect(draft.list("speakers") == ["SP66", "Interviewer"] && draft.number("turns") == 4)
        #expect(draft.participants.map(\.rawValue) == ["SP66"])
        #expect(draft.body == text)
    }

    @Test(arguments: [
        "Date: today\nPlace: here\nNote: this\nTime: 3pm\nDate: x\n",
        "One thing was clear: it rained.\nAnother thing: it was cold.\nSee: http://x.org\nSo: we left.\n",
        "**Note:** one\n\n**Note:** two\n\n**Date:** x\n\n**Note:** y\n",
    ])
    func formsAndProse_areNoInterview(text: String) async throws {
        #expect(try await draft("a.txt", text).kind == .fieldNote)
    }
}
