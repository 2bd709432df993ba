import StudyModel
import Testing

@testable import Intake

/// Tables made to break their readers, and seeded damage: refused with one sentence or inert, at once.
@Suite(.serialized) struct SurveyHostileTests {
    /// What becomes of some bytes, and how long that takes.
    @discardableResult
    private func run(_ path: String, _ bytes: [UInt8], within limit: Duration = .seconds(3)) -> StudyError
        .Code?
    {
        let clock = ContinuousClock()
        let start = clock.now
        defer { #expect(clock.now - start < limit, "\(path)") }
        do {
            SurveyChecks.check(
                try SurveyIntake.read(source: IntakeSource(path: path, bytes: bytes)), of: path)
            return nil
        } catch {
            Inert.check(error, of: path)
            return error.code
        }
    }

    @Test func everyHostileTable_isRefusedOrInert() throws {
        guard try Corpus.require() else { return }
        var lines: [String] = []
        for path in try Corpus.files(in: "hostile") {
            let ext = SourcePath(path).fileExtension
            guard ["csv", "xlsx", "ods", "xml", "docx", "odt", "qdpx"].contains(ext) else { continue }
            let code = run(path, try Corpus.bytes(path))
            lines.append("\(path): \(code?.rawValue ?? "read")")
            if ext != "csv" { #expect(code != nil, "\(path)") }
        }
        print(lines.joined(separator: "\n"))
        #expect(lines.count >= 20)
        #expect(lines.contains("hostile/csv_injection.csv: read"))
        #expect(lines.contains("hostile/unclosed_quote.csv: import.unreadable"))
        #expect(lines.contains("hostile/wide.csv: read"))
    }

    @Test(arguments: [
        "\"", "\"\"", "\",", ",", ";|\t,", "\n", "a\n", ",\n", "{\"ImportId\"", "a;b;", "1/1/2020,", "\"\n",
    ])
    func repeatedPiece_staysLinear(piece: String) {
        let bytes = Array(String(repeating: piece, count: 100_000 / piece.utf8.count).utf8)
        run("x.csv", bytes, within: .seconds(5))
        run("x.csv", Array("Q1,Q2\n".utf8) + bytes, within: .seconds(5))
    }

    @Test func manyColumnsOfOneName_areNamedQuickly() {
        let header = Array(repeating: "Question", count: 8000).joined(separator: ",")
        #expect(run("x.csv", Array("\(header)\n1,2\n".utf8)) == nil)
    }

    @Test func tablesBeyondTheirBounds_areRefused() {
        let wide = Array(repeating: "q", count: Table.Bounds.columns + 1).joined(separator: ",")
        #expect(run("x.csv", Array("\(wide)\n1\n".utf8)) == .importTooLarge)
        // One wide row among many narrow ones would need a place for every cell.
        let row = Array(repeating: "q", count: 8000).joined(separator: ",")
        #expect(
            run("x.csv", Array((row + "\n" + String(repeating: "1\n", count: 10_000)).utf8))
                == .importTooLarge)
    }

    @Test func sparseSheets_areBounded() {
        let far = (1...400).map { "<row r=\"\($0)\"><c r=\"XFD\($0)\"><v>1</v></c></row>" }.joined()
        #expect(run("x.xlsx", Book.xlsx([("S", far)])) == .importTooLarge)
        let beyond = "<row r=\"99999999999999999999\"><c r=\"ZZZZ1\"><v>1</v></c></row>"
        #expect(run("x.xlsx", Book.xlsx([("S", beyond)])) == .importTooLarge)
        let last = "<row r=\"9223372036854775807\"><c><v>1</v></c></row><row><c><v>1</v></c></row>"
        #expect(run("x.xlsx", Book.xlsx([("S", last)])) == nil)
        let cell =
            "<table:table-cell table:number-columns-repeated=\"9000\"><text:p>x</text:p></table:table-cell>"
        let repeated =
            "<table:table table:name=\"a\"><table:table-row table:number-rows-repeated=\"1000000\">\(cell)</table:table-row></table:table>"
        #expect(run("x.ods", Book.ods(repeated), within: .seconds(20)) == .importTooLarge)
    }

    @Test func workbooksWithoutTheirParts_areRefused() {
        #expect(run("x.xlsx", ZipBuilder([("a", "b")]).bytes) == .importUnreadable)
        #expect(run("x.ods", ZipBuilder([("a", "b")]).bytes) == .importUnreadable)
        #expect(run("x.xlsx", Array("a,b\n1,2\n".utf8)) == .importUnreadable)
        #expect(run("x.xlsx", Book.xlsx([("S", "")])) == .importEmpty)
        #expect(run("x.xlsx", Book.xlsx([])) == .importEmpty)
        #expect(run("x.xlsx", Book.xlsx([("S", "<row><c></row>")])) == .importUnreadable)
        #expect(run("x.csv", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A]) == .importUnsupported)
        let locked = ZipBuilder([
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("META-INF/manifest.xml", "<m><encryption-data/></m>"), ("content.xml", "x"),
        ])
        #expect(run("x.ods", locked.bytes) == .importEncrypted)
    }

    // MARK: Seeded damage

    private static let pieces = [
        ",", ";", "\t", "|", "\"", "\"\"", "\n", "\r\n", "\r", " ", "NA", "-99", "1.5", "1,5", "TRUE",
        "2021-03-17", "17/03/2021 10:00 PM",
        "SP66", "a@b.org", "{\"ImportId\":\"x\"}", "Respondent ID", "Timestamp", "Response", "a;b;", "x, y",
        "=1+1", "é", "\u{1F600}", "\0", "\u{202E}",
        "They rang me every week and that mattered. ", "Name", "sep=;\n", "\u{FEFF}", "Q1. ", "id",
    ]

    @Test(arguments: 0..<UInt64(5)) func randomTables_neverTrap(seed: UInt64) {
        var random = FuzzTests.Seeded(state: seed)
        for _ in 0..<2000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 1..<60, using: &random) {
                bytes += Array((Self.pieces.randomElement(using: &random) ?? "").utf8)
                if Int.random(in: 0..<30, using: &random) == 0 {
                    bytes.append(.random(in: 0...255, using: &random))
                }
            }
            run(Bool.random(using: &random) ? "a.csv" : "2020 b.tsv", bytes)
        }
    }

    @Test(arguments: 0..<UInt64(4)) func damagedWorkbooks_neverTrap(seed: UInt64) {
        var random = FuzzTests.Seeded(state: seed &+ 100)
        let rows =
            "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><t>Why?</t></is></c></row><row r=\"2\"><c s=\"1\"><v>44272.5</v></c><c r=\"C2\" t=\"b\"><v>1</v></c></row>"
        let table =
            "<table:table table:name=\"a\"><table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"date\" office:date-value=\"2021-03-17\"/><table:table-cell table:number-columns-repeated=\"3\"><text:p>x<text:s/></text:p></table:table-cell></table:table-row></table:table>"
        for _ in 0..<500 {
            let styles = Self.damaged("<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/></cellXfs>", &random)
            let strings = Self.damaged("<si><t>Role_x0041_</t></si>", &random)
            run("x.xlsx", Book.xlsx([("S", Self.damaged(rows, &random))], strings: strings, styles: styles))
            run("x.ods", Book.ods(Self.damaged(table, &random)))
        }
    }

    private static let marks = [
        "<", ">", "/", "\"", "=", "<c>", "</c>", "<row>", "</row>", "<v>", "</v>", "r=\"", "99999999999",
        "-1", "A1", "XFD1", "t=\"s\"", "&#0;", "&amp;", "<!--",
        "<![CDATA[", "<t>", "<table:table>", "</table:table>", "0", "1e308", "é",
    ]

    /// Usually well formed still, so that the damage reaches the cells.
    private static func damaged(_ text: String, _ random: inout FuzzTests.Seeded) -> String {
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes.insert(contentsOf: (marks.randomElement(using: &random) ?? "").utf8, at: place)
            case 1: bytes[place] = UInt8.random(in: 0x20...0x7E, using: &random)
            default:
                // Digits and names inside values.
                let digits = bytes.indices.filter { Ascii.isDigit(bytes[$0]) }
                guard let digit = digits.randomElement(using: &random) else { continue }
                let values = ["0", "-1", "7", "999999999", "99999999999999999999", "A", ""]
                bytes.replaceSubrange(digit...digit, with: (values.randomElement(using: &random) ?? "").utf8)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: 0..<UInt64(4)) func damagedSurveyFiles_neverTrap(seed: UInt64) throws {
        var random = FuzzTests.Seeded(state: seed &+ 200)
        let text = "Participant,Role,Age,Tools\nSP1,a,1,x;y;\nSP2,b,2,x;\nSP3,a,30,y;\nSP4,b,2,x;y;\n"
        let survey = try SurveyIntake.read(source: IntakeSource(path: "a.csv", bytes: Array(text.utf8)))
            .survey
        let variables = String(decoding: SurveyVariableText.bytes(of: survey), as: UTF8.self)
        let answers = String(decoding: SurveyAnswerText.bytes(of: survey), as: UTF8.self)
        var read = 0
        for _ in 0..<2500 {
            if let book = try? SurveyVariableText.codebook(from: Array(Self.damaged(variables, &random).utf8))
            {
                read += 1
                let again = Survey(id: book.id, title: book.title, variables: book.variables, answers: [])
                #expect(try SurveyVariableText.codebook(from: SurveyVariableText.bytes(of: again)) == book)
            }
            let damaged = Array(Self.damaged(answers, &random).utf8)
            if let again = try? SurveyAnswerText.answers(from: damaged, to: survey.variables) {
                var copy = survey
                copy.answers = again
                #expect(SurveyAnswerText.bytes(of: copy) == damaged)
            }
        }
        #expect(read > 100)
    }
}
