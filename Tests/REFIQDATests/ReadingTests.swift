import Testing

@testable import REFIQDA

/// Files that differ from the standard are read, and what is lost or changed is named.
@Suite struct ReadingTests {
    private static let one = "11111111-1111-1111-1111-111111111111"

    private func read(_ content: String, _ files: [(String, [UInt8])] = []) throws -> QDAProjectFile.Reading {
        try QDAProjectFile.read(
            Zip.project("<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"x\">\(content)</Project>", files))
    }

    @Test(arguments: [
        "11111111-1111-1111-1111-11111111ABCD", "{11111111-1111-1111-1111-11111111abcd}",
        " 11111111-1111-1111-1111-11111111aBcD ",
    ])
    func identifiers_areComparedWithoutCaseAndBraces(_ text: String) throws {
        #expect(QDAGUID(text)?.description == "11111111-1111-1111-1111-11111111abcd")
    }

    @Test(arguments: [
        "", "11111111-1111-1111-1111-11111111abc", "{11111111-1111-1111-1111-11111111abcd", "ABC123",
    ])
    func otherTexts_areNoIdentifiers(_ text: String) { #expect(QDAGUID(text) == nil) }

    /// The example of RFC 9562, appendix A.4.
    @Test func identifiersOfNames_areOfVersion5() throws {
        let dns = try #require(QDAGUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8"))
        #expect(
            QDAGUID(namespace: dns, name: "www.example.com").description
                == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
    }

    @Test(arguments: [
        ("Trial.qde", "sources"), ("project.QDE", "Sources"), ("x.qde", "SOURCES"),
    ])
    func namesInTheArchive_mayDiffer(_ project: String, _ folder: String) throws {
        let xml = """
            \u{FEFF}<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:0:4" name="x"><Sources>
            <TextSource guid="{\(Self.one)}" name="a" plainTextPath="INTERNAL://A%20B.TXT"/></Sources></Project>
            """
        let found = try QDAProjectFile.read(
            Zip.archive([
                ("\(folder)/a b.txt", Array("\u{FEFF}one\r\ntwo\rthree".utf8)), (project, Array(xml.utf8)),
            ]))
        #expect(found.project.bodies.map(\.body.text) == ["one\ntwo\nthree"])
        #expect(found.report.isEmpty)
    }

    @Test(arguments: [
        "absolute:///C:/a.txt", "relative:///a.txt", "file:///a.txt", "internal://b.txt", "b.txt",
    ])
    func filesThatAreNotThere_areNamedAndNeverOpened(_ path: String) throws {
        let found = try read(
            "<Sources><TextSource guid=\"\(Self.one)\" name=\"a\" plainTextPath=\"\(path)\"/></Sources>")
        #expect(found.project.bodies.map(\.body.text) == [nil])
        #expect(found.project.bodies.map(\.body.path) == [path])
        #expect(found.report.counts == [.missing: 1])
        let again = try QDAProjectFile.read(QDAProjectFile.write(found.project).bytes)
        #expect(again.project.bodies.map(\.body.path) == [path])
    }

    @Test func unknownThings_areEachNamed() throws {
        let found = try read(
            """
            <Users colour="blue"><User guid="\(Self.one)" name="A" mood="good"/>stray<Robot><Arm/></Robot></Users>
            <Weather/><Description>d</Description><Description>e</Description>
            """)
        #expect(
            found.report.lines == [
                "discarded: Users: its attribute colour is not expected here",
                "discarded: Robot: it is not expected in Users; 1 elements in it went with it",
                "discarded: Users: it holds text outside of any element",
                "discarded: User \(Self.one): its attribute mood is not expected here",
                "discarded: Weather: it is not expected in Project",
                "discarded: Description: it is not expected in Project",
            ])
        #expect(found.project.description == "d")
    }

    @Test func badIdentifiers_stillLeadToWhatTheyName() throws {
        let found = try read(
            """
            <CodeBook><Codes><Code guid="ABC123" name="c" isCodable="maybe"/><Code name="d" isCodable="1"/></Codes></CodeBook>
            <Cases><Case guid="\(Self.one)"><CodeRef targetGUID="ABC123"/></Case><Case guid="\(Self.one)"/></Cases>
            """)
        #expect(found.project.cases.first?.codeRefs == [found.project.codes[0].guid])
        #expect(Set(found.project.codes.map(\.guid) + found.project.cases.map(\.guid)).count == 4)
        #expect(found.report.counts == [.changed: 3, .guessed: 1, .duplicate: 1])
    }

    @Test func danglingReferences_areKeptAndNamed() throws {
        let found = try read(
            """
            <Cases><Case guid="\(Self.one)"><CodeRef targetGUID="\(QDAGUID.test(5))"/><CodeRef targetGUID="\(Self.one)"/>\
            <CodeRef targetGUID=""/></Case></Cases>
            """)
        #expect(found.project.cases.first?.codeRefs.count == 2)
        #expect(found.report.counts == [.dangling: 2, .discarded: 1])
    }

    @Test func everyKindOfReference_isNamedWhenItLeadsNowhere() throws {
        let (code, gone) = (QDACode(guid: .test(1), name: "c"), QDAGUID.test(99))
        let coding = QDACoding(guid: .test(2), code: gone, creator: gone, noteRefs: [gone])
        let stamp = QDAStamp(creator: gone, created: .epoch, modifier: gone)
        let text = QDATextSource(
            guid: .test(3), stamp: stamp, body: QDAText("a"), codings: [coding], noteRefs: [gone],
            values: [QDAVariableValue(variable: gone, value: nil)])
        let transcript = QDATranscript(
            guid: .test(4), stamp: stamp, body: QDAText("a"),
            selections: [
                QDATranscriptSelection(guid: .test(5), from: gone, to: gone, stamp: stamp, noteRefs: [gone])
            ],
            noteRefs: [gone])
        let region = QDARegionSelection(
            guid: .test(6), region: .page(1, QDARectangle(firstX: 0, firstY: 0, secondX: 0, secondY: 0)),
            stamp: stamp, noteRefs: [gone], representation: text)
        let sources = [
            QDASource(guid: .test(7), content: .audio(QDARecording(file: nil, transcripts: [transcript]))),
            QDASource(
                guid: .test(8), stamp: stamp, content: .pdf(QDAPDF(file: nil, selections: [region])),
                noteRefs: [gone], values: [QDAVariableValue(variable: gone, value: nil)]),
        ]
        let project = QDAProject(
            name: "p", stamp: stamp, codes: [code],
            cases: [
                QDACase(
                    guid: .test(9), codeRefs: [gone, code.guid, .test(9)],
                    values: [QDAVariableValue(variable: gone, value: nil)], sourceRefs: [gone],
                    selectionRefs: [gone])
            ], sources: sources,
            links: [QDALink(guid: .test(10), origin: gone, target: code.guid, noteRefs: [gone])],
            sets: [QDASet(guid: .test(11), name: "s", codes: [gone], sources: [gone], notes: [gone])],
            graphs: [
                QDAGraph(
                    guid: .test(12),
                    vertices: [QDAVertex(guid: .test(13), represented: gone, firstX: 0, firstY: 0)],
                    edges: [QDAEdge(guid: .test(14), represented: gone, source: gone, target: .test(13))])
            ], noteRefs: [gone])
        var report = QDAReport()
        References(project).reportDangling(to: &report)
        // Project 3, case 5, transcript 8, PDF 4 and in it 3 and 7, link 2, set 3, graph 3.
        #expect(report.counts == [.dangling: 38], "\(report.lines.joined(separator: "\n"))")
    }

    @Test func datesOfOtherForms_areReadOrNamed() throws {
        let found = try read(
            """
            <Notes><Note guid="\(QDAGUID.test(1))" creationDateTime="2026-01-02 03:04:05" modifiedDateTime="yesterday">\
            <PlainTextContent/></Note></Notes>
            """)
        #expect(found.project.notes.first?.stamp == QDAStamp(created: QDADateTime("2026-01-02T03:04:05")))
        #expect(found.report.counts == [.changed: 1, .discarded: 1])
    }

    @Test(arguments: [
        ("2026-02-29T00:00:00", false), ("2024-02-29T24:00:00Z", true), ("2024-02-29T24:00:01Z", false),
        ("2024-02-29 10:00:00", false), ("2024-12-31T23:59:59.123+14:00", true),
        ("2024-12-31T23:59:59+14:01", false),
        ("0000-01-01T00:00:00Z", false), ("2024-1-01T00:00:00Z", false), ("2024-01-01T00:00:00.Z", false),
    ])
    func moments_areThoseOfTheSchema(_ text: String, _ isValid: Bool) {
        #expect((QDADateTime(text) != nil) == isValid)
    }

    @Test func momentsOfSeconds_areInUTC() {
        #expect(QDADateTime(secondsSince1970: 1_582_934_400)?.text == "2020-02-29T00:00:00Z")
        #expect(QDADateTime(secondsSince1970: -1)?.text == "1969-12-31T23:59:59Z")
        #expect(QDADateTime(secondsSince1970: -62_135_596_800)?.text == "0001-01-01T00:00:00Z")
        #expect(QDADateTime(secondsSince1970: 253_402_300_799)?.text == "9999-12-31T23:59:59Z")
        #expect(QDADateTime(secondsSince1970: 253_402_300_800) == nil)
    }

    @Test(arguments: [
        ("IntegerValue", "7", QDAVariableValue.Value.integer(7), 0), ("BooleanValue", "1", .boolean(true), 0),
        ("FloatValue", "0.10", QDADecimal("0.10").map { .decimal($0) }, 0),
        ("FloatValue", "1.5E-3", QDADecimal("0.0015").map { .decimal($0) }, 1),
        ("DateValue", "2026-01-02T00:00:00Z", QDADate("2026-01-02").map { .date($0) }, 1),
        ("IntegerValue", "seven", nil, 1), ("FloatValue", "", nil, 1), ("TextValue", "", .text(""), 0),
    ])
    func values_areReadByTheirKind(
        _ element: String, _ text: String, _ value: QDAVariableValue.Value?, _ items: Int
    ) throws {
        let found = try read(
            """
            <Variables><Variable guid="\(QDAGUID.test(1))" name="v" typeOfVariable="Text"/></Variables>
            <Cases><Case guid="\(Self.one)"><VariableValue><VariableRef targetGUID="\(QDAGUID.test(1))"/>\
            <\(element)>\(text)</\(element)></VariableValue></Case></Cases>
            """)
        #expect(found.project.cases.first?.values.map(\.value) == [value])
        #expect(found.report.items.count == items)
    }

    @Test func textsThatAreNotUTF8_areReadAndNamed() throws {
        let source =
            "<Sources><TextSource guid=\"\(Self.one)\" name=\"a\" plainTextPath=\"internal://a.txt\"/></Sources>"
        let broken = try read(source, [("sources/a.txt", [0x61, 0xFF, 0x62])])
        #expect(broken.project.bodies.map(\.body.text) == ["a\u{FFFD}b"])
        #expect(broken.report.counts == [.changed: 1])
        let wide = try read(source, [("sources/a.txt", [0xFF, 0xFE, 0x61, 0, 0x3D, 0xD8, 0, 0xDE])])
        #expect(wide.project.bodies.map(\.body.text) == ["a😀"])
        #expect(wide.report.counts == [.changed: 1])
    }

    @Test func filesThatNothingNames_areCounted() throws {
        let found = try read(
            "",
            [
                ("sources/secret name.txt", [1]), ("notes/x.txt", [2]), ("readme.md", [3]),
                ("sources/../x.txt", [4]),
            ])
        #expect(found.report.counts == [.discarded: 4])
        #expect(found.report.lines.count { $0.contains("neither the project") } == 3)
        #expect(!found.report.lines.joined().contains("secret"))
    }

    @Test func codebookOfAnotherKind_isRefused() {
        #expect(throws: QDAError.wrongRoot(expected: .codebook)) {
            try QDACodebookFile.read(Array("<Project name=\"x\"/>".utf8))
        }
        #expect(throws: QDAError.wrongRoot(expected: .project)) {
            try QDAProjectFile.read(projectXML: Array("<CodeBook/>".utf8))
        }
    }

    @Test func codebookWithMark_isRead() throws {
        let xml =
            "\u{FEFF}<CodeBook><Codes><Code guid=\"\(Self.one)\" name=\"a\" isCodable=\"true\"/></Codes><Sets><Set"
            + " guid=\"\(QDAGUID.test(1))\" name=\"s\"><MemberCode guid=\"{\(Self.one)}\"/></Set></Sets></CodeBook>"
        let found = try QDACodebookFile.read(Array(xml.utf8))
        #expect(found.codebook.sets.first?.codes == found.codebook.codes.map(\.guid))
        #expect(found.report.isEmpty)
    }
}
