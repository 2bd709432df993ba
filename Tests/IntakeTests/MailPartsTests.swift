import StudyModel
import Testing

@testable import Intake

/// What comes with a mail's text: flowed lines, files, invitations, delivery reports.
@Suite struct MailPartsTests {
    @Test func flowedText_isJoinedByParagraphAndDepth() async throws {
        let draft = try await draft(
            "a.eml",
            """
            Subject: flowed
            Content-Type: text/plain; charset=utf-8; format=flowed

            One sentence that 
            goes on 
            and ends.
            Another line.

            > quoted and 
            > going on
            >> deeper 
            > not joined
             >stuffed
            -- 
            Jo
            """)
        #expect(
            draft.body == """
                One sentence that goes on and ends.
                Another line.

                > quoted and going on
                >> deeper 
                > not joined
                >stuffed
                -- 
                Jo

                """)
    }

    @Test func flowedTextWithDelSp_losesTheSpace() async throws {
        let draft = try await draft(
            "a.eml",
            "Subject: x\nContent-Type: text/plain; format=flowed; delsp=yes; charset=utf-8\n\n日本 \n語\n")
        #expect(draft.body == "日本語\n")
    }

    @Test func uuencodedFile_isTakenOutAndNamed() async throws {
        let draft = try await draft(
            "a.eml",
            """
            Subject: uu

            Before.
            begin 644 ../notes.txt
            +5V4@=V%L:V5D+@H
            `
            end
            After.
            begin 644 words that are no file
            begin 644 b.txt
            "8@H
            end
            begin 644 words
            of this text
            end
            """)
        #expect(
            draft.body == """
                Before.
                [Attached file: notes.txt]
                After.
                begin 644 words that are no file
                [Attached file: b.txt]
                begin 644 words
                of this text
                end

                """)
        let type = "application/octet-stream"
        #expect(draft.list("attachments") == ["notes.txt (\(type), 11 bytes)", "b.txt (\(type), 2 bytes)"])
        #expect(draft.parts.map(\.body) == ["We walked.\n", "b\n"])
    }

    @Test func invitation_isReadable() async throws {
        let draft = try await draft(
            "a.eml",
            """
            Subject: Workshop
            From: SP7 <sp7@example.org>
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary=b

            --b
            Content-Type: text/plain

            Please come.
            --b
            Content-Type: text/calendar; method=REQUEST; charset=utf-8

            BEGIN:VCALENDAR
            METHOD:REQUEST
            BEGIN:VEVENT
            UID:1
            SUMMARY:Feedback\\, second round
            DTSTART;TZID=Europe/London:20200515T140000
            DTEND;TZID=Europe/London:20200515T153000
            LOCATION:Village
              hall
            ORGANIZER;CN="Doe; Jo":mailto:jo@example.org
            ATTENDEE;CN=SP66;PARTSTAT=ACCEPTED:mailto:sp66@example.org
            ATTENDEE;PARTSTAT=NEEDS-ACTION:MAILTO:kim@example.org
            BEGIN:VALARM
            SUMMARY:not this
            END:VALARM
            END:VEVENT
            END:VCALENDAR
            --b--
            """)
        #expect(
            draft.body == """
                Please come.

                ---- Invitation ----
                What: Feedback, second round
                When: 2020-05-15 14:00 Europe/London to 15:30 Europe/London
                Where: Village hall
                Organiser: "Doe; Jo" <jo@example.org>
                Attendees: SP66 <sp66@example.org> (accepted), kim@example.org

                """)
        #expect(draft.text("event-start") == "2020-05-15T14:00:00 Europe/London")
        #expect(draft.text("event-end") == "2020-05-15T15:30:00 Europe/London")
        #expect(draft.list("attendees") == ["SP66 <sp66@example.org>", "kim@example.org"])
        #expect(draft.participants.map(\.rawValue) == ["SP7", "SP66"])
    }

    @Test(
        arguments: [
            ("DTSTART;VALUE=DATE:20200515", "2020-05-15", "2020-05-15"),
            ("DTSTART:20200515T140000Z", "2020-05-15T14:00:00Z", "2020-05-15 14:00 UTC"),
            ("DTSTART:20200515T140000", "2020-05-15T14:00:00", "2020-05-15 14:00"),
            ("DTSTART:20209915T140000", nil, nil), ("DTSTART:2020", nil, nil),
            ("DTSTART;TZID=/x.org/2005/Europe/Paris:20200515T996000", "2020-05-15", "2020-05-15"),
            (
                "DTSTART;TZID=/x.org/2005/Europe/Paris:20200515T090000", "2020-05-15T09:00:00 Europe/Paris",
                "2020-05-15 09:00 Europe/Paris"
            ),
        ] as [(String, String?, String?)]) func calendarTimes_areRead(
            line: String, detail: String?, words: String?
        )
    {
        let text = "BEGIN:VEVENT\r\nSUMMARY:x\r\n\(line)\r\nEND:VEVENT\r\n"
        let event = CalendarEvent.events(in: Array(text.utf8)).first
        #expect(event?.start == detail)
        #expect(event?.start.map(CalendarTime.words) == words)
    }

    @Test func deliveryReport_isNamedAsSuch() async throws {
        let draft = try await draft(
            "a.eml",
            """
            Subject: Undelivered
            From: MAILER-DAEMON@example.org
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b

            It failed.
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.org

            Final-Recipient: rfc822; late@example.org
            Action: delayed
            Status: 4.4.1

            Final-Recipient: rfc822; jo@example.org
            Action: failed
            Status: 5.1.1 (no such user)
            --b--
            """)
        #expect(draft.text("bounce") == "failed")
        #expect(
            draft.list("bounce-recipients") == [
                "late@example.org (delayed, 4.4.1)", "jo@example.org (failed, 5.1.1)",
            ])
        #expect(draft.remarks.contains("The mail is a mail system's report on a delivery: failed."))
        #expect(draft.body.contains("Final-Recipient: rfc822; jo@example.org\nAction: failed\n"))
    }

    @Test func noticeWithoutReportPart_isNamedToo() async throws {
        let notice = try await draft("a.eml", "From: postmaster@b.c\nSubject: Undeliverable: x\n\nSorry.\n")
        #expect(notice.text("bounce") == "unknown")
        let mail = try await draft("a.eml", "From: postmaster@b.c\nSubject: Your letterbox\n\nHello.\n")
        #expect(mail.text("bounce") == nil)
    }

    @Test(
        arguments: [
            ("../../etc/passwd", "passwd"), ("C:\\Users\\jo\\Report.docx", "Report.docx"), ("..", nil),
            ("", nil),
            ("/", nil), ("a\u{202E}cod.exe", "acod.exe"), ("\u{1B}]0;x\u{7}.txt", "]0;x .txt"),
            (" two  words\n.pdf", "two words .pdf"), (".bashrc", ".bashrc"),
            (String(repeating: "x", count: 300) + ".docx", String(repeating: "x", count: 189) + "….docx"),
        ] as [(String, String?)]) func attachmentName_isNeverAPath(name: String, safe: String?)
    {
        #expect(AttachmentName.safe(name) == safe)
    }

    @Test(arguments: [
        "filename=\"Caf=C3=A9.txt\"", "filename*=utf-8''Caf%C3%A9.txt",
        "filename*0*=utf-8''Ca; filename*1*=f%C3%A9.txt", "filename=\"=?utf-8?q?Caf=C3=A9.txt?=\"",
        "filename=\"=?utf-8?b?Q2Fmw6kudHh0?=\"",
    ]) func attachmentName_isDecoded(parameter: String) async throws {
        let draft = try await draft(
            "a.eml",
            """
            Subject: x
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b

            text
            --b
            Content-Type: text/plain
            Content-Disposition: attachment; \(parameter)

            x
            --b--
            """)
        let name = parameter.contains("\"Caf=") ? "Caf=C3=A9.txt" : "Café.txt"
        #expect(draft.list("attachments") == ["\(name) (text/plain, 1 bytes)"])
    }
}
