import StudyModel
import Testing

@testable import Intake

@Suite struct MailTests {
    @Test func headers_becomeDetails() async throws {
        let draft = try await draft(
            "new/1382298775.002830:2,S",
            """
            Received: from x by y; Fri, 15 May 2020 11:15:00 +0000
            Subject: =?utf-8?q?Caf=C3=A9_visit?=
            From: "Doe, Jo" <SP66@example.org>
            To: Team <team@example.org>, sp7@example.org
            Cc: "[SP12]" <x@example.org>
            Date: Fri, 15 May 2020 16:06:30 +1000
            Message-ID: <1@x>
            In-Reply-To: <0@x>
            References: <a@x>
             <0@x>

            Hello.

            -- 
            J
            """)
        #expect(draft.kind == .email && draft.title == "Café visit")
        #expect(draft.day?.rawValue == "2020-05-15" && draft.time == "16:06:30+10:00")
        #expect(draft.text("from") == "\"Doe, Jo\" <SP66@example.org>")
        #expect(draft.list("to") == ["Team <team@example.org>", "sp7@example.org"])
        #expect(draft.text("message-id") == "<1@x>" && draft.text("in-reply-to") == "<0@x>")
        #expect(draft.list("references") == ["<a@x>", "<0@x>"])
        #expect(draft.participants.map(\.rawValue) == ["SP66", "SP7", "SP12"])
        #expect(draft.body == "Hello.\n\n-- \nJ\n")
    }

    @Test func parts_areJoinedAndNamed() async throws {
        let draft = try await draft(
            "a.eml",
            """
            Subject: parts
            Date: Fri, 15 May 2020 16:06:30 -0000
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=m

            --m
            Content-Type: multipart/alternative; boundary=a

            --a
            Content-Type: text/html

            <p>html</p>
            --a
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            caf=E9
            --a--
            --m
            Content-Type: image/png
            Content-Disposition: attachment; filename="../../x.png"
            Content-Transfer-Encoding: base64

            iVBORw0KGgo=
            --m
            Content-Type: message/rfc822

            From: Jo <jo@example.org>
            Subject: inner
            Date: Thu, 14 May 2020 10:00:00 GMT

            inside
            --m
            Content-Type: text/plain

            last
            --m--
            """)
        #expect(
            draft.body == """
                café

                ---- Forwarded mail ----
                From: Jo <jo@example.org>
                Date: 2020-05-14 10:00:00+00:00
                Subject: inner

                inside

                ---- End of forwarded mail ----

                last

                """)
        #expect(draft.list("attachments") == ["x.png (image/png, 8 bytes)"])
        #expect(draft.time == "16:06:30")
    }

    @Test(
        arguments: [
            ("utf-8", [0xE9], "é"), ("us-ascii", [0x93, 0x61, 0x94], "“a”"), ("nonsense", [0xE9], "é"),
            ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x4B, 0x5C, 0x1B, 0x28, 0x42], "日本"),
            ("gb2312", [0xD6, 0xD0], "中"), ("koi8-r", [0xF7, 0xD2], "Вр"), ("iso-8859-1", [0xC3, 0xA9], "é"),
        ] as [(String, [UInt8], String)])
    func charset_isReadEvenWhereItIsWrong(charset: String, bytes: [UInt8], text: String) async throws {
        let head = "Subject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=\(charset)\n\nword "
        let source = IntakeSource(path: "a.eml", bytes: Array(head.utf8) + bytes + Array(" word\n".utf8))
        #expect(try await Intake.drafts(from: source).first?.body == "word \(text) word\n")
    }

    @Test(arguments: [
        ("<p>One<br>two</p><p>three &amp; four&nbsp;!</p>", "One\ntwo\n\nthree & four\u{A0}!"),
        ("<style>p{}</style><script>x<y</script><title>t</title>a", "a"),
        (
            "<a href=\"https://x.org/a?b=1&amp;c\">here</a> and <a href='mailto:a@b.c'>a@b.c</a>",
            "here <https://x.org/a?b=1&c> and a@b.c"
        ),
        ("<ul><li>one<li>two</ul>", "- one\n- two"),
        ("<blockquote>said<br>that</blockquote>I agree", "> said\n> that\n\nI agree"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<pre>a  b\n c</pre>", "a  b\n c"), ("1 < 2 <!-- c --> 3 > 2", "1 < 2 3 > 2"),
        ("<img src=\"http://x/y.png\">z", "z"),
        ("<a href=\"javascript:x\">click</a>", "click"),
        ("&#8220;q&#x201D; &copy; &bogus; &#150;", "“q” © &bogus; –"),
    ])
    func html_becomesReadableText(html: String, text: String) throws {
        #expect(String(decoding: HTMLText.plain(Array(html.utf8)), as: UTF8.self) == text)
    }

    @Test(arguments: [
        ("Content-Type: text\n\nplain enough\n", "plain enough\n"),
        ("Content-Type: multipart/mixed; boundary=x\n\nno part at all\n", "no part at all\n"),
        ("Content-Type: text/plain; charset=utf-8\n\nAtenci\u{F3}n\n", "Atenci\u{F3}n\n"),
        (" \nno empty line\nabove\n\nend\n", "no empty line\nabove\n\nend\n"),
        ("no empty line\nat all\n", "no empty line\nat all\n"),
        ("stray line\nX-Y: z\n\nend\n", "end\n"), (" \nX-Y: z\n\nend\n", "end\n"),
    ])
    func damagedStructure_keepsTheText(rest: String, body: String) async throws {
        #expect(try await draft("a.eml", "Subject: x\nMIME-Version: 1.0\n\(rest)").body == body)
    }

    @Test func htmlAlone_isTheBody() async throws {
        let draft = try await draft(
            "a.eml", "Subject: x\nContent-Type: text/html; charset=utf-8\n\n<p>Hi <b>you</b></p>\n")
        #expect(draft.body == "Hi you\n")
    }

    @Test func mailbox_givesOneDraftEach() async throws {
        let source = IntakeSource(
            path: "all.mbox",
            bytes: Array(
                "From a Mon\nSubject: one\n\nfirst\n>From x\n\nFrom b Tue\nSubject: two\n\nsecond\n".utf8))
        let drafts = try await Intake.drafts(from: source)
        #expect(drafts.map(\.title) == ["one", "two"])
        #expect(drafts.last?.body == "second\n")
    }

    @Test func manyPartsAndDepths_stopAtTheLimits() async throws {
        var text = "Subject: many\nContent-Type: multipart/mixed; boundary=b\n\n"
        for number in 0..<700 { text += "--b\nContent-Type: text/plain\n\npart \(number)\n" }
        let draft = try await draft("a.eml", text + "--b--\n")
        #expect(draft.body.contains("part 400") && !draft.body.contains("part 600"))
        #expect(draft.remarks.contains { $0.contains("500") })
    }

    @Test func missingSubjectAndDate_areWorkedOut() async throws {
        let draft = try await draft("2020-04-15 letter.eml", "From: a@b.c\n\nDear all,\nthanks.\n")
        #expect(draft.title == "Dear all," && draft.day?.rawValue == "2020-04-15")
        #expect(draft.remarks == ["The mail has no Date header."])
    }

    @Test func notesWithLabels_areNoMail() async throws {
        #expect(
            try await draft("a.txt", "Date: 2020-04-15\nSubject: garden\n\nWe walked.\n").kind == .fieldNote)
        #expect(try await draft("a.txt", "From the start it rained.\n").kind == .fieldNote)
    }

    @Test func manyThreads_readAtOnce() async throws {
        guard try Corpus.require() else { return }
        let paths = try Corpus.files(in: "emails").filter { $0.hasSuffix(".eml") }
        var alone: [[RecordDraft]] = []
        for path in paths { alone.append(try await Corpus.drafts(path)) }
        try await withThrowingTaskGroup(of: (Int, [RecordDraft]).self) { group in
            for (number, path) in paths.enumerated() {
                group.addTask { @concurrent in (number, try await Corpus.drafts(path)) }
            }
            for try await (number, drafts) in group { #expect(drafts == alone[number], "\(paths[number])") }
        }
    }
}
