import Foundation
import Reports
import StudyModel
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

/// The page as a file: whole, from nowhere else, and without markup of people's.
@Suite struct AuditPageTests {
    private static var pages: [AuditFacts] { [.empty(), .full(), nasty()] }

    @Test func page_isWellFormed() {
        for facts in Self.pages {
            let page = AuditPage(facts, software: "rir 0.1.0").html
            let parser = XMLParser(data: Data(Self.xml(page).utf8))
            #expect(parser.parse(), "\(parser.parserError.map { "\($0)" } ?? "") line \(parser.lineNumber)")
        }
    }

    @Test func page_needsNothingFromElsewhere() {
        for facts in Self.pages {
            let page = AuditPage(facts, software: "rir 0.1.0").html
            for word in ["http:", "https:", "//", "<script", "<img", "<link", "@import", "url(", " src="] {
                #expect(!page.contains(word), "\(word)")
            }
        }
    }

    @Test func links_leadToPlacesOfThePage() {
        let page = AuditPage(.full(), software: "rir 0.1.0").html
        let targets = page.split(separator: "href=\"#").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(targets.count > 40)
        for target in Set(targets) {
            #expect(page.components(separatedBy: " id=\"\(target)\"").count == 2, "\(target)")
        }
    }

    @Test func wordsOfPeople_areNeverMarkup() {
        let page = AuditPage(Self.nasty(), software: "rir 0.1.0")
        #expect(!page.html.contains("<b>") && !page.html.contains("\u{202E}"))
        #expect(page.html.contains("&lt;b&gt;"))
        #expect(page.checklistMarkdown.contains("\\<b\\>") && !page.checklistMarkdown.contains("<b>"))
    }

    @Test func fewPeople_areNotCounted() {
        var facts = AuditFacts.full()
        facts.surveys[0].answers = 4
        #expect(AuditPage(facts, software: "rir").html.contains("fewer than 5"))
        facts.study.smallest = 1
        #expect(!AuditPage(facts, software: "rir").html.contains("fewer than"))
    }

    @Test func page_saysWhatItFound() {
        var facts = AuditFacts.full()
        let page = AuditPage(facts, software: "rir 0.1.0").html
        #expect(page.contains("Krippendorff's alpha 0.81 (95 %: 0.70 to 0.90)"))
        #expect(page.contains("<strong>76 of 82 points.</strong>") && page.contains("interview 2.1"))
        #expect(page.contains("the log goes on from it") && page.contains("decided in a cycle"))
        facts.integrity.handouts = []
        facts.records[0].gaps = [AuditFacts.gap(.retrospective)]
        let other = AuditPage(facts, software: "rir 0.1.0").html
        #expect(other.contains("Not yet witnessed") && other.contains("only afterwards"))
    }

    @Test func checklist_asMarkdown_hasEveryItem() {
        let text = AuditPage(.full(), software: "rir 0.1.0").checklistMarkdown
        for number in 1...41 { #expect(text.contains("\n| \(number) | "), "\(number)") }
        #expect(text.contains("**76 of 82 points: passes.**"))
        for number in [9, 11, 12, 14, 16, 18, 30, 31] { #expect(text.contains("\n| \(number) | ")) }
        #expect(text.contains("for the authors"))
    }

    @Test func picture_hasAsManyColumnsAsCanBeRead() {
        var facts = AuditFacts.full()
        facts.steps = [1999, 2026].map {
            AuditStep(.records, CalendarDay(year: $0, month: 2, day: 3).unsafelyUnwrapped)
        }
        let page = AuditPage(facts, software: "rir").html
        #expect(page.contains("A column is a year.") && page.contains("<circle"))
        facts.steps = []
        #expect(AuditPage(facts, software: "rir").html.contains("Nothing has happened yet."))
    }

    private static func nasty() -> AuditFacts {
        var facts = AuditFacts.full()
        facts.study.title = "<b>a|b</b>\u{202E} & \"c\""
        facts.study.questions = ["<b>why</b>"]
        facts.codes[0].definition = "<b>d</b>"
        facts.findings[0].versions[0].statement = "<b>s</b> \u{1}"
        facts.integrity.handouts[0].to = "<b>Office</b>"
        facts.study.amendments[0].plan.approval = "<b>1</b>"
        return facts
    }

    /// HTML as XML: without its type, and with ends where HTML has none.
    private static func xml(_ page: String) -> String {
        page.replacing("<!doctype html>\n", with: "").replacing("<br>", with: "<br/>")
            .split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix("<meta ") ? $0.dropLast() + "/>" : $0 }.joined(separator: "\n")
    }
}
