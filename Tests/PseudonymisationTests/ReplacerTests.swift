import Pseudonymisation
import Testing

@Suite struct ReplacerTests {
    private static let replacer = Replacer(.sample, words: Corpora.words)

    struct Case: Sendable, CustomTestStringConvertible {
        var text: String
        var expected: String
        var rule: NameRule?
        var testDescription: String { text }

        init(_ text: String, _ expected: String, _ rule: NameRule? = nil) {
            self.text = text
            self.expected = expected
            self.rule = rule
        }
    }

    private func check(_ one: Case) {
        let result = Self.replacer.replace(one.text)
        #expect(result.text == one.expected)
        if let rule = one.rule { #expect(result.changes.first?.rule == rule) }
    }

    @Test(arguments: [
        Case("I met Jane Smith today.", "I met [SP66] today.", .exact),
        Case("i met jane smith today", "i met [SP66] today", .exact),
        Case("JANE SMITH spoke", "[SP66] spoke", .exact),
        Case("Janey came", "[SP66] came", .exact),
        Case("janey came", "[SP66] came", .exact),
        Case("Kirkby Lonsdale and Lancaster", "[place B] and [place C]", .exact),
        Case("in lancaster town", "in [place C] town", .exact),
        Case("Age & Care, age and care", "[organisation A], [organisation A]", .exact),
        Case("at St. Mary's Surgery", "at [organisation A]", .exact),
        Case("at St Mary’s Surgery", "at [organisation A]", .exact),
    ]) func listedNames(_ one: Case) { check(one) }

    @Test(arguments: [
        Case("Jane Smith's idea", "[SP66]'s idea", .possessive),
        Case("Jane’s idea", "[SP66]’s idea", .possessive),
        Case("Bingham's idea", "[SP67]'s idea", .possessive),
        Case("the Binghams came", "the [SP67]s came", .inflected),
        Case("the Binghams' house", "the [SP67]s' house", .possessive),
        Case("Lancaster's streets", "[place C]'s streets", .possessive),
    ]) func possessivesAndPlurals(_ one: Case) { check(one) }

    @Test(arguments: [
        Case("Jane said so", "[SP66] said so", .firstName),
        Case("then Bingham left", "then [SP67] left", .surname),
        Case("we saw van der Berg", "we saw [SP68]", .surname),
        Case("we saw Berg", "we saw [SP68]", .surname),
        Case("and jane was late", "and [SP66] was late", .firstName),
        Case("Mrs Smith came", "[SP66] came", .surname),
        Case("Mrs. Smith came", "[SP66] came", .surname),
        Case("Prof. Dr. Bingham came", "[SP67] came", .surname),
        Case("dr bingham came", "[SP67] came", .surname),
        Case("mrs brown came", "[SP71] came", .surname),
    ]) func partsAndTitles(_ one: Case) { check(one) }

    @Test(arguments: [
        Case("Smith, Jane was there", "[SP66] was there", .reversed),
        Case("SMITH, JANE", "[SP66]", .reversed),
        Case("Smith Jane", "[SP66]", .reversed),
        Case("van der Berg, Ana", "[SP68]", .reversed),
        Case("Jane A. Smith", "[SP66]", .middleName),
        Case("Jane Alice Smith", "[SP66]", .middleName),
        Case("Jane A. B. Smith", "[SP66]", .middleName),
        Case("J. Alice Smith", "[SP66]", .middleName),
        Case("Thomas Q. Ashworth", "[SP73]", .middleName),
    ]) func ordersAndMiddleNames(_ one: Case) { check(one) }

    @Test(arguments: [
        Case("J. Bingham said", "[SP67] said", .initials),
        Case("J Bingham said", "[SP67] said", .initials),
        Case("Bingham, J. said", "[SP67] said", nil),
        Case("J.B. said", "[SP67] said", .initials),
        Case("Met J.B.", "Met [SP67].", .initials),
        Case("JB: I agree", "[SP67]: I agree", .initials),
        Case("- **JB**: I agree", "- **[SP67]**: I agree", .initials),
        Case("Justin Bingham (JB) spoke. Then JB left.", "[SP67] ([SP67]) spoke. Then [SP67] left.", nil),
        Case("We used JB weld.", "We used JB weld.", nil),
        Case("Jane S. was there", "[SP66] was there", .initials),
    ]) func initials(_ one: Case) { check(one) }

    @Test(arguments: [
        Case("Justin Bignham left", "[SP67] left", .misspelling),
        Case("then Binghem left", "then [SP67] left", .misspelling),
        Case("Jane Smtih left", "[SP66] left", .misspelling),
        Case("Jnae Smith left", "[SP66] left", .misspelling),
        Case("jane smiht left", "[SP66] left", .misspelling),
        Case("to Lancester by bus", "to [place C] by bus", .misspelling),
        Case("Kirby Lonsdale", "[place B]", .misspelling),
        Case("the Lancaste road", "the [place C] road", .misspelling),
    ]) func misspellings(_ one: Case) { check(one) }

    @Test(arguments: [
        "the readings were high", "she was reading and the bath was brown",
        "It may be that grace will carry on",
        "Thinking of carters", "a smith made it", "They had Smith's disease", "in the Reading Room",
        "the smithy and the janes", "Jan 2021", "v1.2 of SP66 and [SP66] and [place A]", "berners street",
    ]) func wordsStay(_ text: String) {
        #expect(Self.replacer.replace(text).text == text)
    }

    @Test(arguments: [
        Case("Jürgen Müller", "[SP69]", .exact),
        Case("Juergen Mueller", "[SP69]", .transliterated),
        Case("Jurgen Muller", "[SP69]", .exact),
        Case("Ju\u{308}rgen Mu\u{308}ller", "[SP69]", .exact),
        Case("JÜRGEN MÜLLER", "[SP69]", .exact),
        Case("Herr Mueller", "[SP69]", .transliterated),
        Case("Grace O’Brien, Grace OBrien", "[SP70], [SP70]", .exact),
    ]) func otherLetters(_ one: Case) { check(one) }

    @Test(arguments: [
        Case("write to jane.smith@nhs.net please", "write to [SP66] please", .email),
        Case("jsmith@example.org", "[SP66]", .email),
        Case("smithj2@example.org", "[SP66]", .email),
        Case("J.Smith@example.org", "[SP66]", .email),
        Case("janes@example.org", "[SP66]", .email),
        Case("jane_smith84@example.org.", "[SP66].", .email),
        Case("info@janesmith.com", "[SP66]", .email),
        Case("\"Smith, Jane\" <jane.smith@nhs.net>", "[SP66]", .displayName),
        Case("From: Jane Smith <js1@x.org>", "From: [SP66]", .displayName),
        Case("Jane Smith <mailto:js1@x.org>", "[SP66]", .displayName),
        Case("Jane Smith (jane.smith@nhs.net)", "[SP66]", .displayName),
        Case("someone.else@example.org", "someone.else@example.org", nil),
    ]) func emailAddresses(_ one: Case) { check(one) }

    @Test(arguments: [
        Case("JaneSmith", "[SP66]", .joined),
        Case("jane_smith", "[SP66]", .joined),
        Case("Jane-Smith", "[SP66]", .joined),
        Case("janesmith", "[SP66]", .joined),
        Case("https://x.org/people/jane-smith/profile", "https://x.org/people/[SP66]/profile", .joined),
        Case("interview_jane_smith_02.docx", "interview_[SP66]_02.docx", .joined),
        Case("BinghamInterview.docx", "[SP67]Interview.docx", .joined),
        Case("ask @janesmith", "ask @[SP66]", .joined),
        Case("ask @jsmith84", "ask @[SP66]", .exact),
        Case("see /home/jsmith/notes", "see /home/[SP66]/notes", .joined),
        Case("Smith-Jones spoke", "[SP66] spoke", .hyphenated),
        Case("Mrs Patel-Bingham spoke", "[SP67] spoke", .hyphenated),
        Case("Tim Lee spoke", "[SP74] spoke", .hyphenated),
        Case("a Bingham-led group", "a [SP67]-led group", nil),
        Case("https://x.org/J%C3%BCrgen%20M%C3%BCller", "https://x.org/[SP69]", .exact),
    ]) func joinedForms(_ one: Case) { check(one) }

    @Test(arguments: [
        Case("Jane\nSmith", "[SP66]"), Case("Jane  Smith", "[SP66]"), Case("Jane\u{A0}Smith", "[SP66]"),
        Case("Ja\u{AD}ne Smi\u{200B}th", "[SP66]"), Case("**Jane** Smith", "**[SP66]"),
        Case("> to Jane\n> Smith now", "> to [SP66] now"), Case("_Jane_ _Smith_", "_[SP66]_"),
        Case("Bing-\nham left", "[SP67] left"), Case("Jane\u{2011}Smith", "[SP66]"),
        Case("Call 020 7946 0123 now", "Call [SP66] now"), Case("+44 (0)20 7946 0123", "[SP66]"),
    ]) func brokenForms(_ one: Case) { check(one) }

    @Test(arguments: [
        Case("We asked Grace about it", "We asked [SP70] about it"),
        Case("the bus to Reading was late", "the bus to [place A] was late"),
        Case("Will: I agree", "[SP71]: I agree"), Case("- Will", "- [SP71]"),
        Case("Will Brown came", "[SP71] came"), Case("Grace O'Brien came", "[SP70] came"),
    ]) func namesThatAreWords(_ one: Case) { check(one) }

    @Test(arguments: [
        ("Grace came", ["SP70"]), ("Will you come?", ["SP71"]), ("Reading is hard", ["place A"]),
        ("then Thomas left", ["SP72", "SP73"]),
    ]) func ambiguousMentionsStayAndAreReported(_ text: String, _ candidates: [String]) {
        let result = Self.replacer.replace(text)
        #expect(result.text == text)
        #expect(result.ambiguous.map(\.candidates) == [candidates])
    }

    @Test func neverNames_standAlone_stay() {
        #expect(Self.replacer.replace("the Carter report").text == "the Carter report")
        #expect(Self.replacer.replace("the Thomas Carter report").text == "the [SP72] report")
    }

    @Test func fieldStyle_writesBareHandles() {
        #expect(Self.replacer.replace("Jane Smith", style: .field).text == "SP66")
        #expect(Self.replacer.replace("the Binghams", style: .field).text == "the SP67")
        #expect(Self.replacer.replace("SP66", style: .field).text == "SP66")
    }

    @Test func fullNameSharedByTwo_isReported() {
        let table = KeyTable(entries: [
            .init(replacement: "SP1", kind: .person, name: "John Hill"),
            .init(replacement: "SP2", kind: .person, name: "John Hill"),
        ])
        let result = Replacer(table).replace("saw John Hill")
        #expect(result.text == "saw John Hill")
        #expect(result.ambiguous.first?.candidates == ["SP1", "SP2"])
    }

    @Test func namesInOtherScripts_areReplaced() {
        let table = KeyTable(entries: [
            .init(replacement: "SP1", kind: .person, name: "Анна Петрова"),
            .init(replacement: "SP2", kind: .person, name: "田中"),
            .init(replacement: "SP3", kind: .person, name: "محمد علي"),
        ])
        let result = Replacer(table).replace("анна петрова, 今日田中です, محمد علي")
        #expect(result.text == "[SP1], 今日[SP2]です, [SP3]")
    }
}
