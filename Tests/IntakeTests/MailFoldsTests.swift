import StudyModel
import Testing

@testable import Intake

/// What of a mail's text is folded.
///
/// In the texts here a line that is to be folded ends with a mark: ❶ quote,
/// ❷ forwarded, ❸ signature, ❹ disclaimer.
@Suite struct MailFoldsTests {
    private static let marks: [(Character, TextFold.Kind)] = [
        ("❶", .quote), ("❷", .forwarded), ("❸", .signature), ("❹", .disclaimer),
    ]

    private func check(_ marked: String, _ location: SourceLocation = #_sourceLocation) {
        var expected: [TextFold.Kind?] = []
        var lines: [String] = []
        for line in marked.split(separator: "\n", omittingEmptySubsequences: false) {
            let kind = Self.marks.first { line.last == $0.0 }?.1
            expected.append(kind)
            lines.append(String(kind == nil ? line : line.dropLast()))
        }
        let body = lines.joined(separator: "\n")
        let folds = MailFolds.folds(in: body)
        let found = lines.indices.map { line in folds.first { $0.lines.contains(line) }?.kind }
        // Empty lines inside a fold need no mark.
        for (line, text) in lines.enumerated() where !text.trimmed.isEmpty {
            #expect(found[line] == expected[line], "line \(line): \(text)", sourceLocation: location)
        }
        Self.checkRanges(folds, of: body, location)
    }

    /// Folds are whole lines, in order, apart, and never the whole text.
    static func checkRanges(
        _ folds: [TextFold], of body: String, _ location: SourceLocation = #_sourceLocation
    ) {
        let scalars = Array(body.unicodeScalars)
        var starts = [0]
        for (index, scalar) in scalars.enumerated() where scalar == "\n" { starts.append(index + 1) }
        if starts.last != scalars.count { starts.append(scalars.count) }
        var last = 0
        for fold in folds {
            let isWithin = fold.lines.lowerBound >= last && fold.lines.upperBound < starts.count
            last = fold.lines.upperBound
            guard isWithin, !fold.lines.isEmpty,
                fold.scalars == starts[fold.lines.lowerBound]..<starts[fold.lines.upperBound]
            else {
                Issue.record("\(fold) is not where it should be", sourceLocation: location)
                return
            }
        }
        let folded = folds.reduce(0) { $0 + $1.scalars.count }
        #expect(folds.isEmpty || folded < scalars.count, sourceLocation: location)
    }

    @Test func quotesWithTheirAttribution_areFolded() {
        check(
            """
            Thanks, Jo.

            On Wed, 13 May 2020 at 10:00, Jo Doe <jo@example.org> wrote:❶
            > Shall we meet?❶
            >❶
            > Jo❶
            """)
    }

    @Test func answersBetweenQuotes_stayVisible() {
        check(
            """
            Jo Doe <jo@example.org> writes:❶
            > Shall we meet?❶
            Yes, on Monday.

            > At the hall?❶

            No, é at the church. \u{1F600}
            > Fine.❶
            """)
    }

    @Test(arguments: [
        "Am 15.05.2020 um 16:06 schrieb Jo Doe <jo@example.org>:",
        "Am Mi., 13. Mai 2020 um 10:00 Uhr schrieb Jo Doe <jo@example.org>:",
        "Le ven. 15 mai 2020 à 16:06, Jo Doe <jo@example.org> a écrit :",
        "Op vr 15 mei 2020 om 16:06 schreef Jo Doe <jo@example.org>:",
        "Op 15 mei 2020 heeft Jo Doe het volgende geschreven:",
        "El vie., 15 may. 2020 a las 16:06, Jo Doe (<jo@example.org>) escribió:",
        "Il giorno ven 15 mag 2020 alle ore 16:06 Jo Doe <jo@example.org> ha scritto:",
        "Den 15 maj 2020 16:06 skrev Jo Doe <jo@example.org>:",
        "2020-05-15 16:06 GMT+02:00 Jo Doe <jo@example.org>:",
        "* Jo Doe <jo@example.org> [2020-05-15]:",
        "Quoting Jo Doe <jo@example.org>:",
        "Excerpts from Jo Doe's message of Fri May 15 09:17:15 +0100 2020:",
        "Jo Doe wrote:",
        "On Fri, 15 May 2020 16:06:30 +0200, Jo Doe\n<jo@example.org> wrote:",
        "On Fri, 15 May 2020 16:06:30 +0200\nJo Doe <jo@example.org>\nwrote:",
    ]) func attributions_areFoldedWithTheQuote(attribution: String) {
        let marked = attribution.split(separator: "\n").map { "\($0)❶" }.joined(separator: "\n")
        check("Yes, gladly.\n\n\(marked)\n\n> Shall we meet?❶\n")
    }

    @Test(arguments: [
        "These are my questions:", "We were at the hall on 3 May 2019.\nJo said so:",
        "I wrote the following:",
        "See http://example.org/a:",
    ]) func ownLinesAboveAQuote_stayVisible(line: String) {
        let last = line.split(separator: "\n").last.map(String.init) ?? ""
        let isAttribution = last.hasSuffix("said so:")
        #expect(!isAttribution || !line.isEmpty)
        check("Hello.\n\(line)\n> one❶\n")
    }

    @Test func quoteWithoutMarks_isFoldedToTheEnd() {
        check(
            """
            Yes, gladly.

            On Apr 3, 2012, at 4:19 PM, jo <jo@example.org> wrote:❶

            Shall we meet?❶
            Jo❶
            """)
        check("On page 12 in 2019 she wrote:\n\nThe garden was open.\nIt is still.")
        check("In her mail of 2019 kim@example.org wrote\nthat it was open.")
    }

    @Test(arguments: [
        "-----Original Message-----", "----- Original Message -----", "-----Ursprüngliche Nachricht-----",
        "-------- Message d'origine --------", "-----Oorspronkelijk bericht-----",
        "----- Mensaje original -----",
        "________________________________",
    ]) func olderMailBelowADivider_isFolded(divider: String) {
        check(
            """
            Yes, gladly.
            Kim

            \(divider)❶
            From: Jo Doe <jo@example.org>❶
            Sent: Friday, 15 May 2020 16:06❶
            To: Kim Roe; Very Long List <list@example.org>;❶
             more@example.org❶
            Subject: RE: Meeting❶

            Shall we meet?❶

            -- ❶
            Jo❶
            """)
    }

    @Test(arguments: [
        "From: Jo\nSent: Friday\nTo: Kim\nSubject: x", "*From:* Jo\n*Date:* Friday\n*Subject:* x",
        "Von: Jo\nGesendet: Freitag\nAn: Kim\nBetreff: x", "De : Jo\nEnvoyé : vendredi\nÀ : Kim\nObjet : x",
        "Van: Jo\nVerzonden: vrijdag\nAan: Kim\nOnderwerp: x",
        "De: Jo\nEnviado el: viernes\nPara: Kim\nAsunto: x",
    ]) func olderMailBelowItsHead_isFolded(head: String) {
        let marked = (head + "\n\nShall we meet?").split(separator: "\n", omittingEmptySubsequences: false)
            .map { "\($0)❶" }
        check("Yes, gladly.\n\n" + marked.joined(separator: "\n"))
        check(
            "Yes, gladly.\n\n--- On Wed, 4/4/12, Jo <jo@example.org> wrote:❶\n\n"
                + marked.joined(separator: "\n"))
        check("A list of fields:\nReceived: today\n\(head)\n\nAll are needed.")
    }

    @Test func forwardedMail_isFoldedBelowOwnWords() {
        check(
            """
            For your files.

            ---------- Forwarded message ---------❷
            From: Jo Doe <jo@example.org>❷
            Date: Fri, 15 May 2020❷
            Subject: Minutes❷

            The minutes.❷
            """)
        check("See below.\n\nBegin forwarded message:❷\n\n> From: Jo❷\n> Hello❷\n")
    }

    @Test func forwardedMailWithoutOwnWords_staysOpen() {
        check(
            """
            ---- Forwarded mail ----
            From: Jo Doe <jo@example.org>
            Subject: Minutes

            The minutes.

            On Wed, 13 May 2020 at 10:00, Kim wrote:❶
            > Where are they?❶

            -- ❸
            Jo❸
            """)
        check(
            """
            -- ❸
            Kim❸

            ---- Forwarded mail ----
            Subject: Minutes

            The minutes.
            """)
    }

    @Test func forwardedMail_endsWhereTheMailSaysSo() {
        check(
            """
            Two mails.

            ---- Forwarded mail ----❷
            Subject: one❷

            ---- Forwarded mail ----❷
            Subject: inner❷

            ---- End of forwarded mail ----❷

            ---- End of forwarded mail ----❷

            What do you think?
            """)
    }

    @Test func signatures_areFolded() {
        check("Hello.\n\n-- ❸\nJo Doe❸\nTel. 1❸")
        check("Hello.\n\n--❸\nJo Doe❸\n\nOn 15 May 2020, Kim wrote:❶\n> Hi❶\n> -- ❶\n> Kim❶")
        check("Hello.\n--\n" + (0..<30).map { "line \($0)" }.joined(separator: "\n"))
        check(
            """
            -----BEGIN PGP SIGNED MESSAGE-----❸
            Hash: SHA1❸

            Hello.
            -----BEGIN PGP SIGNATURE-----❸

            iD8DBQFLAyKl❸
            -----END PGP SIGNATURE-----❸
            """)
    }

    @Test(arguments: [
        "Sent from my iPhone", "Get Outlook for iOS <https://aka.ms/o0ukef>", "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone", "Verstuurd vanaf mijn iPhone", "Enviado desde mi iPhone",
        "Sent with Proton Mail",
    ]) func phoneSignatures_areFolded(line: String) {
        check("See you there.\nJo\n\n\(line)❸")
        check("See you there.\n\n\(line)❸\n\nOn 15 May 2020, Kim wrote:❶\n> Hi❶")
    }

    @Test func footersAndNotices_areFolded() {
        check(
            """
            Hello.

            _______________________________________________❹
            Garden mailing list❹
            https://lists.example.org/listinfo/garden❹
            """)
        check(
            """
            Hello.

            This email is confidential and intended solely for the use of the person it is addressed to. If you❹
            have received this email in error please notify the sender.❹

            Registered charity 123.❹
            """)
        check("What you tell us is confidential.\n\nWe delete the recording after a year.")
    }

    /// Replies as mail programs write them in HTML.
    @Test(arguments: [
        // Gmail
        """
        <div dir="ltr">Yes, gladly.<div><br></div><div>Kim</div></div><br><div class="gmail_quote">
        <div dir="ltr" class="gmail_attr">On Fri, 15 May 2020 at 16:06, Jo Doe &lt;<a
        href="mailto:jo@example.org">jo@example.org</a>&gt; wrote:<br></div><blockquote class="gmail_quote">
        <div>Shall we meet?</div></blockquote></div>
        """,
        // Outlook
        """
        <div class=WordSection1><p class=MsoNormal>Yes, gladly.<o:p></o:p></p><p class=MsoNormal>Kim<o:p></o:p></p>
        <p class=MsoNormal><o:p>&nbsp;</o:p></p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt'>
        <p class=MsoNormal><b><span>From:</span></b><span> Jo Doe &lt;jo@example.org&gt; <br><b>Sent:</b> Friday, 15 May
        2020 16:06<br><b>To:</b> Kim Roe &lt;kim@example.org&gt;<br><b>Subject:</b> RE: Meeting</span></p></div></div>
        <p class=MsoNormal>Shall we meet?<o:p></o:p></p></div>
        """,
        // Outlook on the web
        """
        <div>Yes, gladly.</div><div>Kim</div><div id="appendonsend"></div><hr style="width:98%"><div id="divRplyFwdMsg"><font>
        <b>From:</b> Jo Doe &lt;jo@example.org&gt;<br><b>Sent:</b> 15 May 2020 16:06<br><b>To:</b> Kim Roe<br>
        <b>Subject:</b> Meeting</font><div>&nbsp;</div></div><div>Shall we meet?</div>
        """,
        // Apple Mail
        """
        <html><body>Yes, gladly.<div>Kim<br><div><br><blockquote type="cite"><div>On 15. May 2020, at 16:06, Jo Doe
        &lt;<a href="mailto:jo@example.org">jo@example.org</a>&gt; wrote:</div><br><div>Shall we meet?</div></blockquote>
        </div></div></body></html>
        """,
        // Thunderbird
        """
        <p>Yes, gladly.</p><p>Kim</p><div class="moz-cite-prefix">Am 15.05.20 um 16:06 schrieb Jo Doe:<br></div>
        <blockquote type="cite" cite="mid:1@x"><p>Shall we meet?</p></blockquote>
        """,
        // Yahoo
        """
        <div>Yes, gladly.</div><div>Kim</div><div class="yahoo_quoted"><div>On Friday, 15 May 2020 at 16:06:30 CEST, Jo Doe
        &lt;jo@example.org&gt; wrote: </div><div><br></div><div><br></div><div>Shall we meet?</div></div>
        """,
    ]) func repliesInHTML_areFolded(html: String) async throws {
        let text = "Subject: Re: Meeting\nContent-Type: text/html; charset=utf-8\n\n\(html)\n"
        let body = try await draft("a.eml", text).body
        var shown = Array(body.unicodeScalars)
        for fold in MailFolds.folds(in: body).reversed() { shown.removeSubrange(fold.scalars) }
        let open = String(String.UnicodeScalarView(shown)).singleLine
        #expect(open == "Yes, gladly. Kim", "\(body)")
        #expect(body.contains("Shall we meet?"))
    }

    @Test func wholeText_isNeverFolded() {
        check("> only\n> a quote")
        check("-- \nJo")
        check("-----Original Message-----\nFrom: Jo\nTo: Kim\nSubject: x\n\nHello.")
        check(
            "This email is confidential and intended only for the recipient named. If received in error, delete."
        )
        check("")
        check("\n\n")
    }

    @Test func loneSeparator_isNoQuote() { check("Hello.\n>From the start it rained.\nBye.") }

    @Test(arguments: [
        "> \n", ">\nx\n", "On 15 May 2020 10:00\n", "wrote:\n> x\n", "-- \n",
        "From: a\nTo: b\nSubject: c\n\n",
        "---- Forwarded mail ----\n", "-----Original Message-----\n", "____________\n", "a",
        "On 1 May 2020, a@b wrote:\n",
    ]) func repeatedPiece_staysLinear(piece: String) {
        let body = "own words\n\n" + String(repeating: piece, count: 200_000 / piece.utf8.count) + "\n"
        let clock = ContinuousClock()
        let start = clock.now
        let folds = MailFolds.folds(in: body)
        #expect(clock.now - start < .seconds(5), "200 kB of '\(piece)' in a debug build")
        Self.checkRanges(folds, of: body)
    }
}
