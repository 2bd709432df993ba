import StudyModel
import Testing

@testable import Intake

/// Comments and visible changes in Word files, as pandoc reads them in its box.
@Suite struct WordCommentsTests {
    private static func comments(_ name: String) async throws -> WordComments? {
        guard try Corpus.require(), let tools = await Tools.require() else { return nil }
        return try await tools.comments(ofWord: try Corpus.bytes("documents/\(name)"))
    }

    @Test func comments_ofAnotherProgramsFile_areReadWithWhatTheyStandOn() async throws {
        guard let found = try await Self.comments("pandoc_comments.docx") else { return }
        #expect(found.comments.count == 5, "\(found.comments.map(\.text))")
        #expect(found.comments.allSatisfy { $0.author == "Jesse Rosenthal" && $0.paragraph == nil })
        #expect(found.comments[0].text == "I left a comment.")
        #expect(found.comments[0].quote == "some text to have a comment")
        #expect(found.comments[1].quote == "a new paragraph. And so")
        #expect(found.text.contains("I want some text") && !found.text.contains("I left a comment"))
    }

    @Test func changes_thatCanBeSeen_areSuggestions() async throws {
        guard let found = try await Self.comments("tika_testWORD_features.docx") else { return }
        #expect(found.comments.contains { $0.text.hasPrefix("Suggests to put in:\n") })
        #expect(found.comments.allSatisfy { !$0.author.isEmpty })
    }

    @Test func everyDocument_isReadOrRefused() async throws {
        guard let tools = await Tools.require() else { return }
        for name in ["pandoc_tables.docx", "pandoc_notes.docx", "pandoc_german_styled_lists.docx"] {
            guard let found = try await Self.comments(name) else { continue }
            #expect(found.comments.isEmpty && !found.text.isEmpty, "\(name)")
        }
        for bytes in [[], Array("PK".utf8), Array("PK\u{3}\u{4}nothing".utf8), Array("%PDF".utf8)] {
            do {
                _ = try await tools.comments(ofWord: bytes)
                Issue.record("\(bytes) was read")
            } catch { #expect(error.code == .importUnreadable) }
        }
    }

    @Test func reader_refusesWhatIsNoneOfPandocs() {
        for text in ["", "{}", "[]", "{\"blocks\":[{\"t\":\"Para\",\"c\":[}]}", "{\"blocks\":[{\"c\":[]}]}"] {
            #expect(WordCommentReader.comments(from: Array(text.utf8)) == nil, "\(text)")
        }
        let deep = String(repeating: "[", count: 5000)
        #expect(WordCommentReader.comments(from: Array("{\"blocks\":[\(deep)".utf8)) == nil)
    }

    @Test func markdown_becomesMarkupWithoutMarkupOfItsOwn() async throws {
        guard let tools = await Tools.require() else { return }
        let text = "<script>x</script> **b** \\[c\\] [d](e)\n\n| a | b |\n| --- | ---: |\n| 1 | 2 |\n"
        let html = String(
            decoding: try await tools.html(fromMarkdown: Array(text.utf8)), as: UTF8.self)
        #expect(!html.contains("<script") && html.contains("<strong>b</strong>") && html.contains("[c]"))
        #expect(html.contains("<table>"))
        guard tools.programs[.weasyprint] != nil else { return }
        let pdf = try await tools.pdf(fromHTML: Array("<p>One</p>".utf8))
        #expect(pdf.starts(with: "%PDF".utf8))
    }
}
