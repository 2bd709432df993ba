import StudyModel
import Testing

@testable import Intake

/// The pure parts: what pandoc and pdftotext say, made readable.
@Suite struct DocumentTextTests {
    private func markdown(_ blocks: String, meta: String = "{}", showsHead: Bool = true) -> String? {
        let json = "{\"pandoc-api-version\":[1,22],\"meta\":\(meta),\"blocks\":[\(blocks)]}"
        return PandocReader.document(from: Array(json.utf8)).map {
            DocumentMarkdown.text(of: $0, showsHead: showsHead)
        }
    }

    private static let word = #"{"t":"Str","c":"a"},{"t":"Space"},{"t":"Str","c":"[b]*"}"#

    @Test func paragraph_isNotEscaped() {
        #expect(markdown(#"{"t":"Para","c":[\#(Self.word)]}"#) == "a [b]*")
    }

    @Test(arguments: [
        (#"{"t":"Strong","c":[{"t":"Str","c":"SP1:"},{"t":"Space"}]},{"t":"Str","c":"no"}"#, "**SP1:** no"),
        (#"{"t":"Emph","c":[{"t":"Space"}]},{"t":"Str","c":"x"}"#, "x"),
        (#"{"t":"Underline","c":[{"t":"Str","c":"x"}]},{"t":"Superscript","c":[{"t":"Str","c":"2"}]}"#, "x2"),
        (#"{"t":"Quoted","c":[{"t":"DoubleQuote"},[{"t":"Str","c":"x"}]]}"#, "“x”"),
        (#"{"t":"Link","c":[["",[],[]],[{"t":"Str","c":"x"}],["https://a.b",""]]}"#, "[x](https://a.b)"),
        (##"{"t":"Link","c":[["",[],[]],[{"t":"Str","c":"1.2"}],["#toc",""]]}"##, "1.2"),
        (#"{"t":"Link","c":[["",[],[]],[{"t":"Str","c":"a@b.c"}],["mailto:a@b.c",""]]}"#, "a@b.c"),
        (#"{"t":"Image","c":[["",[],[]],[{"t":"Str","c":"A map"}],["media/x.png",""]]}"#, "[image: A map]"),
        (#"{"t":"Image","c":[["",[],[]],[],["media/x.png",""]]}"#, "[image: x.png]"),
        (#"{"t":"Image","c":[["",[],[]],[],["data:image/png;base64,AA/A",""]]}"#, "[image]"),
        (#"{"t":"Str","c":"a"},{"t":"LineBreak"},{"t":"LineBreak"},{"t":"Str","c":"b"}"#, "a\nb"),
        (#"{"t":"Code","c":[["",[],[]],"a"]},{"t":"Code","c":[["",[],[]],"b"]}"#, "ab"),
        (#"{"t":"RawInline","c":["html","<b>"]},{"t":"Later","c":[{"x":1.5e3}]},{"t":"Str","c":"x"}"#, "x"),
    ]) func inlines_areForReading(inlines: String, expected: String) {
        #expect(markdown(#"{"t":"Para","c":[\#(inlines)]}"#) == expected)
    }

    @Test func notes_standAtTheEnd() {
        let note =
            #"{"t":"Note","c":[{"t":"Para","c":[{"t":"Str","c":"n"}]},{"t":"Para","c":[{"t":"Str","c":"m"}]}]}"#
        let text = markdown(
            #"{"t":"Para","c":[{"t":"Str","c":"x"},\#(note)]},{"t":"Para","c":[{"t":"Str","c":"y"}]}"#)
        #expect(text == "x[^1]\n\ny\n\n[^1]: n\n\n    m")
    }

    @Test func lists_standClose() {
        let inner =
            #"{"t":"OrderedList","c":[[3,{"t":"Decimal"},{"t":"Period"}],[[{"t":"Plain","c":[{"t":"Str","c":"c"}]}]]]}"#
        let list =
            #"{"t":"BulletList","c":[[{"t":"Para","c":[{"t":"Str","c":"a"}]}],[{"t":"Para","c":[{"t":"Str","c":"b"}]},\#(inner)]]}"#
        #expect(markdown(list) == "- a\n- b\n  3. c")
    }

    @Test func typedBullets_becomeAList() {
        let blocks = ["•", "•", "x"].map {
            #"{"t":"Para","c":[{"t":"Str","c":"\#($0)"},{"t":"Space"},{"t":"Str","c":"y"}]}"#
        }
        #expect(markdown(blocks.joined(separator: ",")) == "- y\n- y\n\nx y")
        #expect(markdown(#"{"t":"Para","c":[{"t":"Str","c":"—————"}]}"#) == "* * *")
    }

    @Test func head_isTextOnlyWhereItIsPartOfIt() {
        let meta =
            #"{"title":{"t":"MetaInlines","c":[{"t":"Str","c":"T"}]},"author":{"t":"MetaList","c":[{"t":"MetaInlines","c":[{"t":"Str","c":"A"}]}]}}"#
        #expect(markdown(#"{"t":"Para","c":[\#(Self.word)]}"#, meta: meta) == "# T\n\nA\n\na [b]*")
        #expect(markdown(#"{"t":"Para","c":[\#(Self.word)]}"#, meta: meta, showsHead: false) == "a [b]*")
    }

    private static func cell(_ text: String, rows: Int = 1, columns: Int = 1) -> String {
        #"[["",[],[]],{"t":"AlignDefault"},\#(rows),\#(columns),[{"t":"Plain","c":[{"t":"Str","c":"\#(text)"}]}]]"#
    }

    private static func table(_ rows: [[String]], head: [String] = []) -> String {
        func lines(_ rows: [[String]]) -> String {
            rows.map { "[[\"\",[],[]],[\($0.joined(separator: ","))]]" }.joined(separator: ",")
        }
        let headRows = head.isEmpty ? "" : lines([head])
        return
            #"{"t":"Table","c":[["",[],[]],[null,[]],[],[["",[],[]],[\#(headRows)]],[[["",[],[]],0,[],[\#(lines(rows))]]],[["",[],[]],[]]]}"#
    }

    @Test func table_hasPipesAndEvenColumns() {
        let table = Self.table(
            [[Self.cell("1"), Self.cell("a|b")]], head: [Self.cell("No"), Self.cell("What")])
        #expect(markdown(table) == "| No  | What |\n|-----|------|\n| 1   | a\\|b |")
    }

    @Test func cellsOverSeveralPlaces_keepTheColumns() {
        let table = Self.table([
            [Self.cell("a", rows: 2), Self.cell("b", columns: 2)], [Self.cell("c"), Self.cell("d")],
        ])
        #expect(markdown(table)?.hasSuffix("| a   | b   |     |\n|     | c   | d   |") == true)
    }

    @Test func longCells_becomeParagraphs() {
        let long = String(repeating: "word", count: 100)
        let table = Self.table([[Self.cell("1"), Self.cell(long)], [Self.cell("2"), Self.cell("x")]])
        #expect(markdown(table) == "1\n\n\(long)\n\n* * *\n\n2\n\nx")
    }

    @Test(arguments: [
        "", "[]", "{", "{\"blocks\":[}", "{\"blocks\":[{\"c\":[],\"t\":\"Para\"}]}", "{\"blocks\":[]} x",
        "{\"blocks\":[{\"t\":\"Para\",\"c\":[{\"t\":\"Str\",\"c\":\"\\ud800\"}]}]}",
    ]) func damagedJSON_isNoDocument(json: String) {
        #expect(PandocReader.document(from: Array(json.utf8)) == nil)
    }

    @Test func deeplyNestedJSON_isNoDocument() {
        for piece in ["[", "[{\"t\":\"Div\",\"c\":[[],"] {
            let json = "{\"blocks\":" + String(repeating: piece, count: 100_000)
            #expect(PandocReader.document(from: Array(json.utf8)) == nil)
        }
    }
}

/// Pages of a PDF, made into paragraphs.
@Suite struct PDFTextTests {
    private func text(_ pages: [String]) -> (text: String, running: RunningLines) {
        var pages = PDFPages(Array(pages.joined(separator: "\u{C}").utf8) + [0x0C])
        let running = RunningLines.fold(&pages)
        _ = MarginNumbers.fold(&pages)
        return (PDFText.text(of: pages), running)
    }

    /// Four paragraphs that no other page has.
    private static func filler(_ page: Int) -> String {
        let name = ["Ann", "Ben", "Cleo", "Dev", "Eve", "Fay"][page % 6]
        return ["One", "Two", "Three", "Four"].map { word in
            "\(word): \(name) said that the group had met in the hall every week\nsince \(word) of \(name).\n"
        }.joined(separator: "\n")
    }

    private static func paragraphs(_ page: Int) -> String {
        filler(page).replacing("week\n", with: "week ").trimmed
    }

    @Test func pages_areMarkedAndTheirEdgesFolded() {
        let pages = (1...4).map { page in
            "  Evaluation report, draft\n\n\(Self.filler(page))\n                    Page \(page) of 4\n"
        }
        let (text, running) = text(pages)
        #expect(running.headers == ["Evaluation report, draft"])
        #expect(running.footers == ["Page 1 of 4"])
        let parts = (1...4).map { ($0 > 1 ? "[page \($0)]\n\n" : "") + Self.paragraphs($0) }
        #expect(text == parts.joined(separator: "\n\n"))
    }

    @Test func numbersThatDoNotCountPages_areText() {
        let pages = [12, 40, 7].map {
            "A different page \(Character(Unicode.Scalar(UInt8(60 + $0))))\n\nvisits: \($0)\n"
        }
        #expect(text(pages).running.footers.isEmpty)
        #expect(text(pages).text.contains("visits: 40"))
    }

    @Test func headersOfLeftAndRightPages_areFolded() {
        let pages = (1...6).map { number in
            "\(number % 2 == 0 ? "Chapter two" : "The report")\n\nText of its own \(String(repeating: "x", count: number))\n"
        }
        #expect(text(pages).running.headers == ["The report", "Chapter two"])
    }

    @Test func lineOnOnePageOfMany_isText() {
        let pages = (1...5).map { "Page text \(String(repeating: "y", count: $0))\n\(Self.filler($0))" }
        #expect(text(pages).running.headers.isEmpty && text(pages).running.footers.isEmpty)
    }

    @Test func pageNumberBesideText_isCutOff() {
        let pages = (1...3).map {
            "\(Self.filler($0))\nthe last line \(String(repeating: "z", count: $0))              \($0)/3\n"
        }
        let (text, running) = text(pages)
        #expect(running.footers == ["1/3"])
        #expect(text.contains("the last line z\n") && !text.contains("2/3"))
    }

    @Test func paragraphs_areJoinedWhereTheNextWordDidNotFit() {
        let page = """
            The first paragraph goes on for more than one line because it is
            long enough.
            SP66
            Link worker
            """
        #expect(
            text([page]).text
                == "The first paragraph goes on for more than one line because it is long enough.\nSP66\nLink worker"
        )
    }

    @Test func dividedWords_areJoined() {
        let page = """
            Everybody we talked to said that social prescribing was well recog-
            nised, that self-employed people missed out on it, and that the self-
            employed knew it. The 2020-
            21 report
            """
        #expect(
            text([page]).text
                == "Everybody we talked to said that social prescribing was well recognised, that self-employed people missed out on it, and that the self-employed knew it. The 2020-\n21 report"
        )
    }

    @Test func bullets_becomeListItems() {
        let page =
            "Aims\n  ● first point\n     ○ second level that is long enough to be broken at its end\n       and goes on\n  ● last\n"
        #expect(
            text([page]).text
                == "Aims\n- first point\n  - second level that is long enough to be broken at its end and goes on\n- last"
        )
    }

    @Test func tables_keepTheirColumns() {
        let page =
            "Role                     Number            Share\nManager                  6                 11 %\nFrontline worker         46                89 %\n"
        #expect(
            text([page]).text
                == "Role               Number   Share\nManager            6        11 %\nFrontline worker   46       89 %"
        )
    }

    @Test func columnsOfPrint_areReadOneAfterTheOther() {
        let left = (1...12).map { "left line \($0) with words that fill it up" }
        let right = (1...12).map { "right line \($0) with words to fill it" }
        let body = zip(left, right).map { line, other in
            line + String(repeating: " ", count: 44 - line.count) + other
        }
        let page = (["A title that goes over both of the columns on this page of print", ""] + body).joined(
            separator: "\n")
        let lines = text([page]).text
        #expect(lines.hasPrefix("A title that goes"))
        let (first, second) = (lines.firstRange(of: "left line 12"), lines.firstRange(of: "right line 1 "))
        #expect(
            first != nil && second != nil
                && (first?.lowerBound ?? lines.endIndex) < (second?.lowerBound ?? lines.startIndex))
    }

    @Test func tableOfTwoColumns_isNotTakenApart() {
        let page = (1...14).map { "Row \($0)                                        yes and no" }.joined(
            separator: "\n")
        #expect(
            text([page]).text.contains("Row 3    yes and no") || text([page]).text.contains("Row 3    yes"))
    }

    @Test func marginNumbers_areTakenOut() {
        let page = (1...10).map { "\($0)\($0 < 10 ? " " : "")  SP\($0): some words" }.joined(
            separator: "\n\n")
        #expect(text([page]).text.hasPrefix("SP1: some words\n\nSP2: some words"))
    }

    @Test func numberedList_isNoMargin() {
        let page = "3  apples\n2  pears\n9  plums\n1  melon\n1  peach\n5  limes\n2  kiwis\n8  grapes\n"
        #expect(text([page]).text.contains("3  apples"))
    }

    @Test func doubleSpacedTypescript_isJoined() {
        let line = "This line of a typescript is as wide as every other line that is\n\n"
        let page = String(repeating: line, count: 14) + "short.\n\n\nNext paragraph.\n"
        #expect(text([page]).text.split(separator: "\n").count == 2)
    }

    @Test func ligatures_areLetters() {
        #expect(text(["\u{FB01}nd o\u{FB03}ce co\u{AD}op"]).text == "find office coop")
    }

    @Test func properties_areReadFromPDFInfo() {
        let info = PDFInfo(
            Array(
                """
                Title:           Microsoft Word - Interim report.doc
                Author:          A. Person
                CreationDate:    2021-03-04T10:00:00Z
                Pages:           12
                Encrypted:       yes (print:yes)
                Syntax Warning: Pages: 99
                """.utf8))
        #expect(info.pages == 12 && info.isEncrypted && !info.needsPassword)
        #expect(info.properties.title == nil && info.properties.author == "A. Person")
        #expect(info.properties.created?.rawValue == "2021-03-04")
        #expect(PDFInfo(Array("Command Line Error: Incorrect password\n".utf8)).needsPassword)
    }
}

/// What the parts of a file say beside its text.
@Suite struct DocumentPartsTests {
    private static let core = """
        <cp:coreProperties><dc:title>Interim &amp; final report</dc:title><dc:creator>A. Person</dc:creator>\
        <dcterms:created>2021-03-04T10:00:00Z</dcterms:created><dcterms:modified>2022-01-01</dcterms:modified>\
        </cp:coreProperties>
        """

    @Test func coreProperties_areRead() {
        var properties = DocumentProperties()
        properties.readCore(Array(Self.core.utf8))
        #expect(properties.title == "Interim & final report" && properties.author == "A. Person")
        #expect(properties.day?.rawValue == "2021-03-04")
    }

    @Test(arguments: [
        ("Microsoft Word - Minutes.docx", nil), ("Document1", nil), ("untitled", nil), ("report.pdf", nil),
        ("  ", nil),
        ("Minutes of the PCN leads", "Minutes of the PCN leads"), ("v2.1", "v2.1"),
    ]) func titlesOfPrograms_areNone(title: String, expected: String?) {
        #expect(DocumentProperties.telling(title) == expected)
    }

    @Test func namesOfPrograms_areNobody() {
        #expect(
            DocumentProperties.person("Windows User") == nil
                && DocumentProperties.person("(anonymous)") == nil)
        #expect(DocumentProperties.person(" A.  Person ") == "A. Person")
    }

    private static let document = """
        <w:document><w:body><w:p><w:r><w:t>We </w:t></w:r><w:commentRangeStart w:id="7"/><w:ins w:id="1"><w:r>\
        <w:t>really </w:t></w:r></w:ins><w:r><w:t>do</w:t></w:r><w:commentRangeEnd w:id="7"/><w:del w:id="2"><w:r>\
        <w:delText>not</w:delText></w:r></w:del></w:p><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r>\
        <w:t>In a box</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r>\
        <w:t>In a box</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:body></w:document>
        """

    @Test func wordComments_haveTheirWords() throws {
        let comments = """
            <w:comments><w:comment w:id="7" w:author="SP66" w:date="2021-03-04T10:00:00Z"><w:p><w:r><w:t>Is this \
            &lt;so&gt;?</w:t></w:r></w:p><w:p><w:r><w:t>Ask.</w:t></w:r></w:p></w:comment></w:comments>
            """
        let parts = DocumentParts(entries: [
            ("word/document.xml", Array(Self.document.utf8)), ("word/comments.xml", Array(comments.utf8)),
        ])
        let properties = try #require(WordParts(parts)).properties()
        #expect(properties.insertions == 1 && properties.deletions == 1)
        let memo = DraftMemo(
            author: "SP66", at: "2021-03-04T10:00:00Z", quote: "really do", text: "Is this <so>?\nAsk.")
        #expect(properties.comments == [memo])
        #expect(TextBoxes.ofWord(Array(Self.document.utf8)) == ["In a box"])
    }

    @Test func annotations_haveTheirWords() {
        let content = """
            <office:text><text:p>We <office:annotation office:name="a1"><dc:creator>SP66</dc:creator>\
            <dc:date>2021-03-04T10:00:00</dc:date><text:p>Is this so?</text:p></office:annotation>really <text:span>do\
            </text:span><office:annotation-end office:name="a1"/>.</text:p><draw:custom-shape><svg:desc>a box</svg:desc>\
            <text:p>In a box</text:p></draw:custom-shape><text:p>In <text:chapter text:display="name">One</text:chapter>\
            </text:p></office:text>
            """
        let bytes = Array(content.utf8)
        let memos = OpenDocumentParts(DocumentParts(entries: [("content.xml", bytes)])).properties().comments
        let memo = DraftMemo(
            author: "SP66", at: "2021-03-04T10:00:00", quote: "really do", text: "Is this so?")
        #expect(memos == [memo])
        #expect(TextBoxes.ofOpenDocument(bytes) == ["In a box"])
        let plain = String(decoding: OpenDocumentContent.withoutFields(bytes), as: UTF8.self)
        #expect(plain.contains("<text:p>In One</text:p>"))
    }

    @Test func storedZip_isReadByTheZipReader() throws {
        let entries: [(name: String, bytes: [UInt8])] = [
            ("mimetype", Array("application/x".utf8)), ("a/ü.xml", Array("<a/>".utf8)), ("empty.png", []),
        ]
        let zip = try ZipFile(StoredZip.archive(of: entries), path: "a.zip")
        #expect(zip.names == entries.map(\.name))
        for entry in entries { #expect(try zip.bytes(of: entry.name) == entry.bytes) }
        #expect(CRC32.of(Array("123456789".utf8)) == 0xCBF4_3926)
    }
}
