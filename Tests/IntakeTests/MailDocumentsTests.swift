import StudyModel
import Testing

@testable import Intake

/// What becomes of a mail's files: documents and mails that are read, and what is only named.
@Suite struct MailDocumentsTests {
    @Test func documents_becomePartsWithTheMailsDay() async throws {
        let draft = try await draft(
            "a.eml",
            """
            Subject: papers
            Date: Fri, 15 May 2020 16:06:30 +0000
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b

            See below.
            --b
            Content-Type: text/plain; name=notes.md
            Content-Disposition: attachment

            # Garden day
            Ten people came.
            --b
            Content-Type: text/plain; name="2020-04-15 walk.txt"
            Content-Disposition: attachment

            We walked.
            --b
            Content-Type: text/plain; charset=koi8-r
            Content-Disposition: attachment; filename=r.txt
            Content-Transfer-Encoding: base64

            8NLJ18XUCg==
            --b
            Content-Type: application/zip; name=all.zip
            Content-Transfer-Encoding: base64

            UEsDBAo=
            --b
            Content-Type: image/png; name=plan.png

            x
            --b
            Content-Type: application/pgp-signature; name=signature.asc

            x
            --b--
            """)
        #expect(draft.parts.map(\.title) == ["Garden day", "We walked.", "Привет"])
        #expect(draft.parts.map { $0.day?.rawValue } == ["2020-05-15", "2020-04-15", "2020-05-15"])
        #expect(draft.parts.map(\.kind) == [.fieldNote, .fieldNote, .fieldNote])
        #expect(draft.list("attachments")?.count == 6)
        #expect(draft.remarks.count == 1 && draft.remarks[0].contains("'all.zip' is a zip archive"))
    }

    @Test func attachedDocument_isReadWithTheProgramsOfTheMail() async throws {
        guard let tools = await Tools.require() else { return }
        let text =
            "Subject: x\nDate: Fri, 15 May 2020 16:06:30 +0000\nMIME-Version: 1.0\n"
            + "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
            + "Content-Type: text/html\nContent-Disposition: attachment; filename=plan.html\n\n"
            + "<html><h1>Garden plan</h1><p>Ten beds.</p></html>\n--b--\n"
        let source = IntakeSource(path: "a.eml", bytes: Array(text.utf8), tools: { tools })
        let part = try #require(try await Intake.drafts(from: source).first?.parts.first)
        #expect(part.title == "Garden plan" && part.body.contains("Ten beds."))
        #expect(part.day?.rawValue == "2020-05-15")
        // Without the programs it is refused, and the mail is read all the same.
        let without = try #require(
            try await Intake.drafts(from: IntakeSource(path: "a.eml", bytes: source.bytes)).first)
        #expect(without.parts.isEmpty && without.remarks.contains { $0.contains("'plan.html'") })
    }

    @Test func attachmentOfManyRecords_isOnlyNamed() async throws {
        let message = "From a@b.c Fri May 15 16:06:30 2020\nSubject: x\n\nhello\n\n"
        for (count, parts) in [(3, 3), (101, 0)] {
            let draft = try await draft(
                "a.eml",
                "Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
                    + "Content-Type: application/mbox; name=all.mbox\n\n"
                    + String(repeating: message, count: count) + "--b--\n")
            #expect(draft.parts.count == parts)
            #expect(draft.remarks.contains { $0.contains("holds 101 records") } == (parts == 0))
        }
    }

    @Test func mailInMail_isReadToADepth() async throws {
        var text = "Subject: bottom\n\nhere\n"
        for level in 0..<5 {
            let inner = Array(text.utf8).base64
            text = """
                Subject: level \(level)
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=b\(level)

                --b\(level)
                Content-Type: application/octet-stream; name=inner.eml
                Content-Transfer-Encoding: base64

                \(inner)
                --b\(level)--

                """
        }
        var depth = 0
        var current = try await draft("a.eml", text)
        while let part = current.parts.first {
            depth += 1
            if part.parts.isEmpty { #expect(part.remarks.contains { $0.contains("limits") }) }
            current = part
        }
        #expect(depth == MailLimits.nesting)
    }

    @Test func overridesOfTheMail_stayWithTheMail() async throws {
        let text =
            "Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
            + "Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nhello\n--b--\n"
        let handle = try #require(Handle(rawValue: "SP9"))
        let overrides = RecordOverrides(
            kind: .report, day: CalendarDay(year: 2001, month: 2, day: 3), title: "T", participants: [handle])
        let drafts = try await Intake.drafts(
            from: IntakeSource(path: "a.eml", bytes: Array(text.utf8), overrides: overrides))
        let part = try #require(drafts.first?.parts.first)
        #expect(drafts.first?.kind == .report && drafts.first?.title == "T")
        #expect(part.kind == .fieldNote && part.title == "hello")
        #expect(part.day?.rawValue == "2001-02-03" && part.participants == [handle])
    }

    @Test func winmailAndEncryptedMail_areNamed() async throws {
        let tnef = try await draft(
            "a.eml", "Subject: x\nContent-Type: application/ms-tnef; name=winmail.dat\n\nx\n")
        #expect(tnef.remarks.contains { $0.contains("winmail.dat") } && tnef.parts.isEmpty)
        let pgp = try await draft(
            "a.eml",
            "Subject: x\nContent-Type: multipart/encrypted; boundary=b\n\n--b\n"
                + "Content-Type: application/pgp-encrypted\n\nVersion: 1\n--b--\n")
        #expect(pgp.remarks.contains { $0.contains("encrypted") })
    }

    @Test func otherFormsOfTheTextAndSealedParts_areNoDocuments() async throws {
        let draft = try await draft(
            "a.eml",
            """
            Subject: x
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=m

            --m
            Content-Type: multipart/alternative; boundary=a

            --a
            Content-Type: text/plain

            text
            --a
            Content-Type: text/csv

            a,b
            --a--
            --m
            Content-Type: multipart/encrypted; boundary=e

            --e
            Content-Type: text/markdown; name=sealed.md
            Content-Disposition: attachment

            sealed
            --e--
            --m
            Content-Type: application/octet-stream

            who knows
            --m
            Content-Type: message/external-body; name=far.txt

            Content-Type: text/plain
            --m--
            """)
        #expect(draft.parts.isEmpty && draft.body == "text\n")
        #expect(draft.list("attachments")?.count == 4)
    }

    @Test func outlookMessage_isRefusedByName() async throws {
        let bytes: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]
        let error = await #expect(throws: StudyError.self) {
            try await Intake.drafts(from: IntakeSource(path: "a.msg", bytes: bytes))
        }
        #expect(error?.code == .importUnsupported && error?.message.contains("Outlook message") == true)
        #expect(error?.hint?.contains(".eml") == true)
    }
}

extension [UInt8] {
    /// In base64, for mails that tests write.
    fileprivate var base64: String {
        let digits = [Character]("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var out = ""
        for start in stride(from: 0, to: count, by: 3) {
            var bits = 0
            for place in start..<start + 3 { bits = bits << 8 | (place < count ? Int(self[place]) : 0) }
            for place in 0..<4 {
                out.append(start + place > count ? "=" : digits[(bits >> (18 - 6 * place)) & 63])
            }
            if start % 57 == 54 { out.append("\n") }
        }
        return out
    }
}
