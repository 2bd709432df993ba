import Testing
import Workflows

@Suite("Comments on a report draft by mail")
struct DraftReplyTests {
    @Test("A line that begins with the number of a paragraph begins a comment on it")
    func numbered() {
        let body = """
            Dear all,

            thank you for this.
            7: this holds for one practice only
            and not for the others
            [3] too long
            para 4-5: please join these.
            2) good
            2020 was a hard year.
            99: there is no such paragraph

            On Monday, you wrote:
            > 1: quoted
            """
        let parts = DraftReply.parts(of: body, paragraphs: 12)
        #expect(parts.map(\.from) == [nil, 7, 3, 4, 2])
        #expect(parts.map(\.to) == [nil, nil, nil, 5, nil])
        #expect(parts[0].text == "Dear all,\n\nthank you for this.")
        #expect(parts[1].text == "this holds for one practice only\nand not for the others")
        #expect(parts[4].text.hasSuffix("99: there is no such paragraph"))
    }

    @Test("A mail without words of its own is no comment")
    func empty() {
        #expect(DraftReply.parts(of: "\n\n> 7: quoted\n", paragraphs: 9).isEmpty)
        #expect(DraftReply.parts(of: "7:\n", paragraphs: 9).isEmpty)
    }
}
