import StudyModel
import Testing

@testable import Intake

/// Random and damaged bytes into the document readers: never a trap, always a result that keeps to the rules.
@Suite struct DocumentFuzzTests {
    private typealias Seeded = FuzzTests.Seeded

    // MARK: What runs here

    private static let jsonPieces = [
        "{\"t\":\"Para\",\"c\":[", "{\"t\":\"Str\",\"c\":\"a\"}", "{\"t\":\"Space\"}", ",", "]", "}", "[",
        "{", "null",
        "{\"t\":\"Table\",\"c\":[[\"\",[],[]],[null,[]],[],[[\"\",[],[]],[]],[],[[\"\",[],[]],[]]]}", "-1e99",
        "\"\\u00e9\"",
        "{\"t\":\"OrderedList\",\"c\":[[9223372036854775807,{\"t\":\"Decimal\"},{\"t\":\"Period\"}],[[],[]]]}",
        "\"t\":",
        "{\"t\":\"Header\",\"c\":[-9,[\"\",[],[]],[]]}", "\"c\":", "{\"t\":\"Note\",\"c\":[]}", "\\", "\"",
    ]
    private static let xmlPieces = [
        "<w:comment w:id=\"1\" w:author=\"A\">", "</w:comment>", "<w:t>", "</w:t>", "<w:p/>", "<w:ins>",
        "<w:txbxContent>",
        "<w:commentRangeStart w:id='1'/>", "<w:commentRangeEnd w:id=\"1\"/>",
        "<office:annotation office:name=\"x\">", "</x",
        "</office:annotation>", "<office:annotation-end office:name=\"x\"/>", "<draw:text-box>",
        "</draw:text-box>", "<!--",
        "-->", "<![CDATA[", "]]>", "<?x", "<text:chapter>", "</text:chapter>", "&#x41;", "&amp", "<", ">",
        "'", "\"", "text",
        "<mc:Fallback>", "<dc:title>", "</dc:title>", "<dc:date>2020-04-15", "<svg:desc>",
    ]
    private static let pagePieces = [
        "\u{C}", "\n", "\n\n", "  ", "          ", "Page 1 of 9", "1/9", "● ", "- ", "1. ", "12  ", "word ",
        "recog-", "nised",
        "\u{AD}", "\u{FB01}", "a line that goes on for some time until it is as wide as a page of text is\n",
        "é", "\t",
        "\u{F0B7} ", "[page 2]", "99999999999999999999",
    ]
    private static let rtfPieces = [
        "{", "}", "\\b ", "\\'e9", "\\u8217?", "{\\info{\\title x}", "{\\*\\annotation ",
        "{\\fonttbl{\\f1\\fcharset128 x}}", "\\f1 ", "\\'83", "\\uc2 ", "\\bin9 ",
        "\\creatim\\yr2020\\mo4\\dy15", "\\",
        "{\\*\\atnauthor A}", "text", "\\par", "\\u-99999999999 ", "\\'", "\\yr999999999",
    ]

    private static func made(_ pieces: [String], most: Int, _ random: inout Seeded) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 0..<most, using: &random) {
            if Int.random(in: 0..<12, using: &random) == 0 {
                bytes += (0..<Int.random(in: 0..<6, using: &random)).map { _ in
                    .random(in: 0...255, using: &random)
                }
            } else {
                bytes += Array((pieces.randomElement(using: &random) ?? "").utf8)
            }
        }
        return bytes
    }

    @Test func randomJSON_neverTraps() async {
        var random = Seeded(state: 11)
        var read = 0
        for round in 0..<10_000 {
            if round % 50 == 0 { await Task.yield() }
            var bytes = Self.made(Self.jsonPieces, most: 30, &random)
            if round % 2 == 0 { bytes = Array("{\"blocks\":[".utf8) + bytes + Array("]}".utf8) }
            guard let document = PandocReader.document(from: bytes) else { continue }
            read += 1
            #expect(
                !DocumentMarkdown.text(of: document, showsHead: true).contains("\u{0}") || bytes.contains(0))
        }
        #expect(read > 0)
    }

    @Test func randomXML_neverTraps() async {
        var random = Seeded(state: 12)
        for round in 0..<10_000 {
            if round % 50 == 0 { await Task.yield() }
            let bytes = Self.made(Self.xmlPieces, most: 40, &random)
            var properties = DocumentProperties()
            properties.readCore(bytes)
            let parts = DocumentParts(entries: [
                ("word/document.xml", bytes), ("word/comments.xml", bytes), ("content.xml", bytes),
            ])
            for memo in WordParts(parts)?.properties().comments ?? [] { #expect(!memo.text.isEmpty) }
            for memo in OpenDocumentParts(parts).properties().comments { #expect(!memo.text.isEmpty) }
            _ = TextBoxes.ofWord(bytes)
            _ = TextBoxes.ofOpenDocument(bytes)
            #expect(OpenDocumentContent.withoutFields(bytes).count <= bytes.count)
        }
    }

    @Test func randomPages_neverTrap() async {
        var random = Seeded(state: 13)
        for round in 0..<10_000 {
            if round % 50 == 0 { await Task.yield() }
            var pages = PDFPages(Self.made(Self.pagePieces, most: 80, &random))
            let count = pages.pages.count
            _ = RunningLines.fold(&pages)
            _ = MarginNumbers.fold(&pages)
            #expect(pages.pages.count == count)
            let text = PDFText.text(of: pages)
            #expect(
                !text.contains("\u{C}") && text.contains("[page \(count)]") == (count > 1)
                    || text.contains("[page 2]"))
        }
    }

    @Test func randomRTF_neverTraps() async {
        var random = Seeded(state: 14)
        for round in 0..<10_000 {
            if round % 50 == 0 { await Task.yield() }
            let bytes = Self.made(Self.rtfPieces, most: 40, &random)
            for memo in RichTextParts.properties(of: bytes, .init()).comments { #expect(!memo.text.isEmpty) }
            _ = RichTextEncoding.unicode(bytes)
            _ = PDFInfo(bytes)
            _ = HTMLSource(bytes)
            _ = DocumentFormat.of(bytes, path: SourcePath("a.docx"))
        }
    }

    // MARK: What runs in the box

    /// Small files of every format, damaged before they are read by the programs.
    @Test(arguments: ["docx", "odt", "pdf", "html", "rtf"]) func damagedDocuments_areReadOrRefused(
        ending: String
    )
        async throws
    {
        guard try Corpus.require(), let tools = await Tools.require() else { return }
        var random = Seeded(state: 15)
        let paths = try Corpus.files(in: "documents").filter { $0.hasSuffix(".\(ending)") }
        var results = (read: 0, refused: 0)
        for round in 0..<50 {
            let path = paths[round % paths.count]
            let original = try Corpus.bytes(path)
            guard original.count < 40_000 else { continue }
            let bytes =
                ending == "docx" || ending == "odt"
                ? try Self.damagedInside(original, path, &random) : Self.damaged(original, &random)
            let result = await read(IntakeSource(path: path, bytes: bytes, tools: tools))
            DocumentHostileTests.check(result, of: path)
            if case .success = result { results.read += 1 } else { results.refused += 1 }
        }
        print("damaged \(ending): \(results.read) read, \(results.refused) refused")
        #expect(results.read + results.refused >= 20)
    }

    private static func damaged(_ original: [UInt8], _ random: inout Seeded) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...8, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes[place] = .random(in: 0...255, using: &random)
            case 1:
                bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...60, using: &random)))
            case 2:
                let end = min(bytes.count, place + Int.random(in: 1...300, using: &random))
                bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
            default: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &random))
            }
        }
        return bytes
    }

    /// Damage to the parts rather than to the archive, whose checksum would only tell it at once.
    private static func damagedInside(_ original: [UInt8], _ path: String, _ random: inout Seeded) throws
        -> [UInt8]
    {
        guard let zip = try? ZipFile(original, path: path) else { return damaged(original, &random) }
        var entries: [(name: String, bytes: [UInt8])] = []
        for name in zip.names {
            let bytes = try zip.bytes(of: name) ?? []
            let isMain = name == "word/document.xml" || name == "content.xml"
            let isRough = Int.random(in: 0..<4, using: &random) == 0
            entries.append(
                (name, !isMain ? bytes : isRough ? damaged(bytes, &random) : changed(bytes, &random)))
        }
        return StoredZip.archive(of: entries)
    }

    /// Other letters and digits in values and texts, and whole values emptied, so that the XML stays well-formed.
    private static func changed(_ original: [UInt8], _ random: inout Seeded) -> [UInt8] {
        var bytes = original
        var isValue = false
        let share = Int.random(in: 5...200, using: &random)
        for index in bytes.indices {
            switch bytes[index] {
            case 0x22: isValue.toggle()
            case 0x3C, 0x3E: isValue = false
            case let byte where isValue && (Ascii.isDigit(byte) || Ascii.isLetter(byte)):
                guard Int.random(in: 0..<share, using: &random) == 0 else { continue }
                bytes[index] = Ascii.isDigit(byte) ? .random(in: 0x30...0x39, using: &random) : 0x78
            default: continue
            }
        }
        return bytes
    }
}
