import StudyModel
import Testing

@testable import Intake

/// Workbooks written by hand, so that a test can say every element.
enum Book {
    /// A workbook of sheets given as the XML of their rows.
    static func xlsx(
        _ sheets: [(name: String, rows: String)], strings: String = "", styles: String = "",
        list: String? = nil,
        head: String = "", properties: String = ""
    ) -> [UInt8] {
        let names = sheets.enumerated().map {
            "<sheet name=\"\($1.name)\" sheetId=\"\($0 + 1)\" r:id=\"r\($0 + 1)\"/>"
        }
        let relations = sheets.indices.map {
            "<Relationship Id=\"r\($0 + 1)\" Type=\"x/worksheet\" Target=\"worksheets/s\($0 + 1).xml\"/>"
        }
        var files = [
            ("[Content_Types].xml", "<Types/>"),
            (
                "xl/workbook.xml",
                "\(head)<workbook xmlns:r=\"u\">\(properties)<sheets>\(list ?? names.joined())</sheets></workbook>"
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships>\(relations.joined())<Relationship Id=\"a\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"b\" Type=\"x/styles\" Target=\"/xl/styles.xml\"/></Relationships>"
            ),
            ("xl/sharedStrings.xml", "<sst>\(strings)</sst>"),
            ("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>"),
        ]
        for (index, sheet) in sheets.enumerated() {
            files.append(
                (
                    "xl/worksheets/s\(index + 1).xml",
                    "<worksheet><sheetData>\(sheet.rows)</sheetData></worksheet>"
                ))
        }
        return ZipBuilder(files).bytes
    }

    static func ods(_ tables: String, styles: String = "") -> [UInt8] {
        let content =
            "<o:document-content xmlns:o=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:style=\"s\" xmlns:office=\"f\"><o:automatic-styles>\(styles)</o:automatic-styles><o:body><o:spreadsheet>\(tables)</o:spreadsheet></o:body></o:document-content>"
        return ZipBuilder([
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content),
        ]).bytes
    }

    static func rows(_ bytes: [UInt8], sheet: Int = 0, path: String = "x.xlsx") throws -> [[String]] {
        let zip = try ZipFile(bytes, path: path)
        let book: any Workbook =
            path.hasSuffix("ods") ? try OdsWorkbook(zip, path: path) : try XlsxWorkbook(zip, path: path)
        let table = try book.sheet(sheet).table
        return (0..<table.rowCount).map(table.raw)
    }
}

@Suite struct TableTests {
    private func rows(_ text: String, _ delimiter: Character = ",") throws -> [[String]] {
        let bytes = Array(text.utf8)
        let table = try DelimitedText(bytes: bytes, delimiter: delimiter.asciiValue ?? 0, start: 0).table()
        return (0..<table.rowCount).map(table.raw)
    }

    @Test func fields_areReadAsRFC4180Says() throws {
        #expect(try rows("a,b\n1,2\n") == [["a", "b"], ["1", "2"]])
        #expect(try rows("a,b") == [["a", "b"]])
        #expect(try rows("a,\n,b\n\n") == [["a", ""], ["", "b"], []])
        #expect(try rows("\"a,b\",\"say \"\"yes\"\"\"\n") == [["a,b", "say \"yes\""]])
        #expect(try rows("\"two\nlines\",x\ny,z") == [["two\nlines", "x"], ["y", "z"]])
        #expect(try rows("5\" nail,\"\"\n\"a\"b,c") == [["5\" nail", ""], ["ab", "c"]])
        #expect(try rows("a;b\n\"x;y\";z", ";") == [["a", "b"], ["x;y", "z"]])
        #expect(try rows(" x , y ") == [[" x ", " y "]])
        #expect(try rows("") == [])
    }

    @Test func unclosedQuote_isRefusedWithItsLine() {
        #expect(throws: Table.Failure.unclosedQuote(line: 3)) { try rows("a,b\n\"1\n\",\"2\n3,4\n") }
        #expect(throws: StudyError.self) {
            try SurveyIntake.read(source: IntakeSource(path: "x.csv", bytes: Array("a,b\n1,\"2\n".utf8)))
        }
        do {
            _ = try SurveyIntake.read(
                source: IntakeSource(path: "x.csv", bytes: Array("a,b\n\n1,\"2\n3\n".utf8)))
        } catch {
            #expect(error.code == .importUnreadable && error.message.contains("line 3"))
        }
    }

    @Test(arguments: [
        ("a,b\n1,2\n", "csv", ","), ("a;b\n1,5;2\n", "csv", ";"), ("a\tb\n1, x\t2\n", "csv", "\t"),
        ("a|b\n1|2\n", "txt", "|"), ("a,b,c\n\"x;y\",2,3\n", "csv", ","), ("sep=|\na,b|c\n", "csv", "|"),
        ("a\tb,c\n1\t2\n", "tsv", "\t"), ("title; of it\na,b\n1,2\n3,4\n", "csv", ","),
        ("one\ntwo\n", "csv", ","),
    ]) func delimiter_isWorkedOut(text: String, ext: String, delimiter: String) {
        let dialect = TextDialect.of(Array(text.utf8), extension: ext)
        #expect(String(Unicode.Scalar(dialect.delimiter)) == delimiter)
    }

    @Test(arguments: ["utf-8", "utf-8-bom", "utf-16le", "utf-16be", "windows-1252"]) func encodings_areRead(
        name: String
    ) throws {
        let text = "Rôle,Age\r\nGénéraliste à Besançon,41\r\n"
        var bytes: [UInt8] = []
        switch name {
        case "utf-8-bom": bytes = [0xEF, 0xBB, 0xBF] + Array(text.utf8)
        case "utf-16le": bytes = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        case "utf-16be": bytes = [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        case "windows-1252": bytes = text.unicodeScalars.map { UInt8($0.value) }
        default: bytes = Array(text.utf8)
        }
        let survey = try SurveyIntake.read(source: IntakeSource(path: "x.csv", bytes: bytes)).survey
        #expect(survey.variables.map(\.label) == ["Rôle", "Age"])
        #expect(survey.answers.first?.values == [.text("Généraliste à Besançon"), .number(41)])
    }

    // MARK: Workbooks

    @Test func xlsxCells_areReadByTheirKind() throws {
        let styles = """
            <numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd;@"/><numFmt numFmtId="165" formatCode="0.0&quot;days&quot;"/></numFmts>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="20"/></cellXfs>
            """
        let strings =
            "<si><t>one</t></si><si><r><t>ri</t></r><r><t>ch</t></r><rPh><t>no</t></rPh></si><si><t>a_x000D_&#10;b</t></si>"
        let cells = """
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="inlineStr"><is><t> in </t></is></c></row>
            <row r="2"><c r="A2"><v>43.200000000000003</v></c><c r="B2"><v>1.0E2</v></c><c r="C2" s="1"><v>44272</v></c><c r="D2" s="2"><v>44272.604166666664</v></c><c r="E2" s="3"><v>60</v></c></row>
            <row r="4"><c r="B4" t="b"><v>1</v></c><c r="D4" t="e"><v>#N/A</v></c><c t="str"><f>1+1</f><v>two</v></c><c><f>NOW()</f></c></row>
            <row><c r="A5" s="4"><v>3</v></c><c r="B5" s="5"><v>0.5</v></c><c r="C5" t="s"><v>99</v></c><c r="D5" s="1"><v>1</v></c></row>
            """
        let rows = try Book.rows(Book.xlsx([("S", cells)], strings: strings, styles: styles))
        #expect(rows[0] == ["one", "rich", "a\nb", " in "])
        #expect(rows[1] == ["43.2", "100", "2021-03-17", "2021-03-17T14:30:00", "1900-02-28"])
        #expect(rows[2] == ["", "TRUE", "", "#N/A", "two"])
        #expect(rows[3] == ["3", "12:00:00", "", "1900-01-01"])
    }

    @Test func xlsxDays_countFrom1904WhereTheBookSaysSo() throws {
        let book = Book.xlsx(
            [("S", "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>42810</v></c></row>")],
            styles: "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>",
            properties: "<workbookPr date1904=\"1\"/><workbookPr other=\"0\"/>")
        #expect(try Book.rows(book) == [["2021-03-17"]])
    }

    @Test(arguments: [
        ("General", nil), ("0.00", nil), ("dd/mm/yyyy", "day"), ("h:mm AM/PM", "time"),
        ("d mmm yy hh:mm", "moment"),
        ("[$-809]dd mmmm yyyy;@", "day"), ("[h]:mm", "time"), ("\"day\" 0", nil), ("mmm", "day"),
        ("#,##0;[Red]-#,##0", nil),
        ("0\\d", nil), ("mmmm yyyy", "day"),
    ]) func formatCodes_sayWhatIsADay(code: String, form: String?) {
        #expect(XlsxStyles.form(ofCode: code).map { "\($0)" } == form)
    }

    @Test func sheets_areChosenByTableNameOrNumber() throws {
        let one = "<row><c t=\"str\"><v>About this survey</v></c></row>"
        let table = "<row><c t=\"str\"><v>Role</v></c></row><row><c t=\"str\"><v>Link worker</v></c></row>"
        let hidden = "<row><c t=\"str\"><v>Secret</v></c></row><row><c t=\"str\"><v>x</v></c></row>"
        let list =
            "<sheet name=\"Lists\" state=\"hidden\" r:id=\"r3\"/><sheet name=\"Read me\" r:id=\"r1\"/><sheet name=\"Form1\" r:id=\"r2\"/>"
        let source = IntakeSource(
            path: "s.xlsx", bytes: Book.xlsx([("", one), ("", table), ("", hidden)], list: list))
        let draft = try SurveyIntake.read(source: source)
        #expect(draft.sheet == "Form1" && draft.otherSheets == ["Lists", "Read me"])
        #expect(draft.survey.variables.map(\.name) == ["Role"])
        #expect(draft.remarks.contains { $0.contains("3 sheets, 1 of them hidden") })
        for wanted in ["lists", "1"] {
            let other = try SurveyIntake.read(source: source, options: SurveyOptions(sheet: wanted))
            #expect(other.survey.variables.map(\.name) == ["Secret"])
        }
        for wanted in ["nope", "0", "4", "-9223372036854775808"] {
            #expect(throws: StudyError.self) {
                try SurveyIntake.read(source: source, options: SurveyOptions(sheet: wanted))
            }
        }
    }

    @Test func odsCells_areReadByTheirKind() throws {
        let tables = """
            <table:table table:name="Hidden" table:style-name="h"><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>
            <table:table table:name="Form"><table:table-row><table:table-cell office:value-type="string"><text:p>a<text:s text:c="2"/>b</text:p><text:p>c<office:annotation><text:p>note</text:p></office:annotation></text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"/><table:table-cell office:value-type="float" office:value="1.50"><text:p>1,5</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16000"/></table:table-row>
            <table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>
            <table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="date" office:date-value="2021-03-17T00:00:00"/><table:table-cell office:value-type="time" office:time-value="PT04H15M00.5S"/><table:table-cell office:value-type="boolean" office:boolean-value="true"/><table:covered-table-cell office:value-type="percentage" office:value="0.5" table:number-columns-repeated="2"/></table:table-row></table:table>
            """
        let bytes = Book.ods(
            tables,
            styles:
                "<style:style style:name=\"h\"><style:table-properties table:display=\"false\"/></style:style>"
        )
        let rows = try Book.rows(bytes, sheet: 1, path: "x.ods")
        let repeated = ["2021-03-17", "04:15:00", "TRUE", "0.5", "0.5"]
        #expect(rows == [["a  b\nc", "", "", "1.5"], repeated, repeated])
        let book = try OdsWorkbook(try ZipFile(bytes, path: "x.ods"), path: "x.ods")
        #expect(book.sheets == [SheetName(name: "Hidden", isHidden: true), SheetName(name: "Form")])
        #expect(try book.sheet(1).table.number(2) == 6)
    }

    @Test func entities_areRefused() {
        for head in [
            "<!DOCTYPE workbook [<!ENTITY x \"y\">]>", "<!DOCTYPE workbook SYSTEM \"file:///etc/passwd\">",
        ] {
            #expect(throws: StudyError.self) { try Book.rows(Book.xlsx([("S", "<row/>")], head: head)) }
        }
    }

    @Test(arguments: [
        ("2021-03-17", "2021-03-17"), ("2021/3/7 9:05", "2021-03-07T09:05:00"), ("17/03/2021", "2021-03-17"),
        ("17.3.21 14:30:05", "2021-03-17T14:30:05"), ("17/03/2021 2:30 PM", "2021-03-17T14:30:00"),
        ("2021-03-17T14:30:00.123Z", "2021-03-17T14:30:00Z"),
        ("2020/04/15 12:11:12 AM GMT+1", "2020-04-15T00:11:12+01:00"),
        ("2021-03-17 14:30:00 +0530", "2021-03-17T14:30:00+05:30"),
        ("17/03/2021, 14:30", "2021-03-17T14:30:00"),
        ("17-Mar-21", "2021-03-17"), ("17 March 2021 14:30", "2021-03-17T14:30:00"),
        ("Mar 17, 2021", "2021-03-17"),
        ("Sept. 3, 2021 2:30 PM", "2021-09-03T14:30:00"), ("May 2021", nil), ("17 Marching 2021", nil),
        ("31-Feb-21", nil),
        ("32/03/2021", nil), ("2021-13-01", nil), ("1/2", nil), ("17/03-2021", nil), ("2021-03-17x", nil),
        ("17/03/2021 25:00", nil),
        ("17/03/202", nil), ("", nil),
    ]) func moments_areRead(text: String, expected: String?) {
        #expect(WrittenMoment(Array(text.utf8))?.text(.dayFirst) == expected)
    }

    @Test(arguments: [
        ("", CellShape.empty), ("12", .integer), ("-3", .integer), ("0", .integer), ("007", .text),
        ("0.5", .decimal),
        ("-.5", .decimal), ("1,7", .commaDecimal), ("1,234,567", .text), ("True", .boolean), ("yes", .text),
        ("-", .text),
        ("1.", .text), ("=1+1", .text), ("+44", .text), ("1234567890123456", .text), ("12a", .text),
        (".", .text),
    ]) func cells_haveShapes(text: String, shape: CellShape) {
        #expect(CellShape(Array(text.utf8)[...]) == shape)
    }

    // MARK: Headers

    private func head(_ text: String, told: Int? = nil) throws -> (TableHead, Table) {
        let table = try DelimitedText(bytes: Array(text.utf8), delimiter: UInt8(ascii: ","), start: 0).table()
        return (try TableHead(table, told: told), table)
    }

    @Test func header_isTheFirstRowAsWideAsTheTable() throws {
        let (found, _) = try head("My survey,,\n\nexported today\nRole,Age,Town\nx,1,y\nz,2,w\n")
        #expect(found.labels == ["Role", "Age", "Town"])
        #expect(found.row == 3 && found.firstRow == 4 && found.linesAbove == 2)
        #expect(found.guess?.certainty == .likely)
    }

    @Test func tableOfAnswersAlone_hasNoHeader() throws {
        let (found, _) = try head("1,a,2020-01-01\n2,b,2020-01-02\n")
        #expect(found.row == nil && found.firstRow == 0 && found.guess?.certainty == .unsure)
    }

    @Test func headerRow_canBeTold() throws {
        let (found, _) = try head("a,b\nc,d\n1,2\n", told: 2)
        #expect(found.labels == ["c", "d"] && found.firstRow == 2 && found.guess == nil)
        let (none, _) = try head("a,b\nc,d\n", told: 0)
        #expect(none.row == nil && none.firstRow == 0)
        for row in [-1, 4, Int.max] {
            #expect(throws: StudyError.self) { try head("a,b\nc,d\n1,2\n", told: row) }
        }
    }

    @Test func qualtrics_hasThreeHeaderRows() throws {
        let (found, _) = try head(
            "StartDate,ResponseId,Q1\nStart Date,Response ID,\"How are\nyou?\"\n\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\"\n2021-03-17,R_1a,Fine\n"
        )
        #expect(found.maker == .qualtrics)
        #expect(found.codes == ["StartDate", "ResponseId", "Q1"])
        #expect(found.labels == ["Start Date", "Response ID", "How are you?"])
        #expect(found.firstRow == 3)
    }

    @Test func surveyMonkey_hasOptionsBelowItsQuestions() throws {
        let (found, _) = try head(
            "Respondent ID,Which tools?,,Why?\n,Phone,Laptop,Open-Ended Response\n11,Phone,,because\n12,,Laptop,\n"
        )
        #expect(found.maker == .surveyMonkey)
        #expect(found.labels == ["Respondent ID", "Which tools?: Phone", "Which tools?: Laptop", "Why?"])
        #expect(found.firstRow == 2)
    }

    @Test(arguments: [
        ("ID,Start time,Completion time,Email,Name,How?\n1,a,b,c,d,e\n", "Microsoft Forms"),
        ("Timestamp,How?\n3/17/2021 10:00:00,x\n", "Google Forms"),
        (
            "\"Response ID\",\"Date submitted\",\"Q1. How?\",\"Q2. Why?\",\"Q3. When?\",\"Q4. Who?\"\n1,2,3,4,5,6\n",
            "LimeSurvey"
        ),
    ]) func makers_areKnownByTheirHeaders(text: String, maker: String) throws {
        let (found, _) = try head(text)
        #expect(found.maker?.rawValue == maker)
        if maker == "LimeSurvey" { #expect(found.codes.last == "Q4" && found.labels.last == "Who?") }
    }

    @Test func names_areShortAndDiffer() {
        let names = ColumnName.names(
            codes: ["", "", "", "Q7_1"],
            labels: [
                "Age", "Q3: How often do you?", "4. Why is that so?", "x",
                "How often do you work from home these days?", "age", "", "2019", "Œuf",
            ])
        #expect(
            names == [
                "Age", "Q3", "Q4", "Q7_1", "how-often-do-you-work-from-home", "age-2", "column-7", "q-2019",
                "uf",
            ])
    }
}
