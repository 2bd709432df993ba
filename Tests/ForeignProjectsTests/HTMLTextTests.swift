import Testing

@testable import ForeignProjects

/// Taguette counts the bytes of a page's text.
@Suite struct HTMLTextTests {
    @Test func text_ofBlocks_hasLinesAndPlaces() {
        let html = HTMLText("<h1>Über &amp; unter</h1><p>She said 😀 <b>yes</b>.</p>\n<p>No&#33;</p>")
        #expect(html.text == "Über & unter\nShe said 😀 yes.\nNo!")
        // Taguette counts 13 bytes of the heading and no line end before the paragraph.
        let start = html.position(ofByte: 13, isEnd: false)
        let end = html.position(ofByte: 13 + 8, isEnd: true)
        #expect(start == 13)
        #expect(end == 21)
        #expect(html.position(ofByte: 13, isEnd: true) == 12)
        #expect(html.position(ofByte: 1000, isEnd: true) == nil)
    }

    @Test(arguments: [
        "<", "a < b", "<!-- x", "<p", "&", "&#xD800;", "&#99999999999;", "&amp", "</", "<1>", "",
    ])
    func text_brokenMarkup_isReadAsFarAsItGoes(_ html: String) {
        let text = HTMLText(html)
        for byte in -1...40 { _ = text.position(ofByte: byte, isEnd: byte % 2 == 0) }
        #expect(text.text.utf8.count <= html.utf8.count)
    }
}
