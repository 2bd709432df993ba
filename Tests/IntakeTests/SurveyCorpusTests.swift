import FoundationEssentials
import StudyModel
import Testing

@testable import Intake

/// What Python's csv module, openpyxl and xlrd found in a table.
struct TableFacts: Decodable {
    struct SheetFacts: Decodable {
        var name: String
        var rows: Int
        var cols: Int
    }

    var encoding: String?
    var delimiter_guess: String?
    var records: Int?
    var widths: [Int]?
    var header: [String]?
    var expected_json: [[String: String]]?
    var sheets: [SheetFacts]?
    var date1904: Bool?
    var tables: Int?
    var rows: Int?
}

/// How often tables are read as other programs read them; see ``CorpusTests``.
@Suite struct SurveyCorpusTests {
    static func manifest() throws -> [(path: String, facts: TableFacts)] {
        let text = String(decoding: try Corpus.bytes("MANIFEST.tsv"), as: UTF8.self)
        return try text.split(separator: "\n").dropFirst().compactMap { line in
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count == 9, columns[0].hasPrefix("surveys/") else { return nil }
            return (
                String(columns[0]), try JSONDecoder().decode(TableFacts.self, from: Data(columns[8].utf8))
            )
        }
    }

    @Test func everyFile_isASurveyOrANamedRefusal() async throws {
        guard try Corpus.require() else { return }
        var surveys = 0
        var refused: [String] = []
        for (path, _) in try Self.manifest() {
            let source = IntakeSource(path: path, bytes: try Corpus.bytes(path))
            do {
                let draft = try SurveyIntake.read(source: source)
                surveys += 1
                SurveyChecks.check(draft, of: path)
            } catch {
                refused.append("\(path): \(error)")
                Inert.check(error, of: path)
            }
        }
        print("surveys: \(surveys) read, \(refused.count) refused")
        for line in refused { print("  \(line)") }
        #expect(surveys + refused.count == 83)
        #expect(refused.count <= 7)
    }

    @Test func textTables_agreeWithPythonsCSVModule() throws {
        guard try Corpus.require() else { return }
        var report = AgreementReport()
        for (path, facts) in try Self.manifest() where facts.records != nil {
            let text = try #require(SourceText(try Corpus.bytes(path)), "\(path)")
            let dialect = TextDialect.of(text.bytes, extension: SourcePath(path).fileExtension)
            let table = try DelimitedText(
                bytes: text.bytes, delimiter: dialect.delimiter, start: dialect.start
            ).table()
            report.compare(
                "table delimiter", path, String(Unicode.Scalar(dialect.delimiter)), facts.delimiter_guess)
            report.compare("table records", path, String(table.rowCount), facts.records.map { String($0) })
            let widths = Set((0..<table.rowCount).map { table.width($0) }).sorted()
            report.compare(
                "table widths", path, widths.map { String($0) }, facts.widths?.map { String($0) } ?? [])
            report.compare(
                "table header", path, table.raw(0).prefix(8).map(Self.cut), (facts.header ?? []).map(Self.cut)
            )
            if let encoding = facts.encoding {
                let known = ["utf-8-sig": "utf-8", "utf-16": "utf-16be"][encoding] ?? encoding
                report.compare("table encoding", path, text.encoding.rawValue, known)
            }
            if let rows = facts.expected_json { Self.compare(rows, table, path, &report) }
        }
        try report.finish(expecting: [
            "table delimiter", "table records", "table widths", "table header", "table encoding",
            "table rows",
        ])
    }

    private static func compare(
        _ rows: [[String: String]], _ table: Table, _ path: String, _ report: inout AgreementReport
    ) {
        let header = table.raw(0)
        let ours = (1..<table.rowCount).map { row in
            zip(header, table.raw(row)).map { "\($0)=\($1)" }.sorted().joined(separator: "|")
        }
        let theirs = rows.map { row in
            // Line ends are LF here.
            row.map { "\($0.key)=\($0.value.replacing("\r\n", with: "\n"))" }.sorted().joined(separator: "|")
        }
        report.compare("table rows", path, ours, theirs)
    }

    @Test func workbooks_agreeWithOpenpyxl() throws {
        guard try Corpus.require() else { return }
        var report = AgreementReport()
        for (path, facts) in try Self.manifest() {
            let bytes = try Corpus.bytes(path)
            if path.hasSuffix(".ods") {
                let book = try OdsWorkbook(try ZipFile(bytes, path: path), path: path)
                report.compare("sheets", path, String(book.sheets.count), facts.tables.map { String($0) })
                let rows = try book.sheets.indices.map { try book.sheet($0).table.rowCount }.reduce(0, +)
                report.compare("sheet rows", path, String(rows), facts.rows.map { String($0) })
            }
            guard path.hasSuffix(".xlsx"), let sheets = facts.sheets else { continue }
            let book = try XlsxWorkbook(try ZipFile(bytes, path: path), path: path)
            report.compare("sheets", path, book.sheets.map(\.name), sheets.map(\.name))
            let read = try book.sheets.indices.map { try book.sheet($0) }
            // A sheet without a cell has one row and one column there.
            report.compare("sheet rows", path, read.map { "\(max($0.rows, 1))" }, sheets.map { "\($0.rows)" })
            report.compare(
                "sheet columns", path, read.map { "\(max($0.columns, 1))" }, sheets.map { "\($0.cols)" })
            report.compare("date1904", path, "\(book.is1904)", facts.date1904.map { "\($0)" })
            if let header = facts.header {
                report.compare("sheet header", path, Self.header(read[0]), header.map(Self.cut))
            }
        }
        try report.finish(expecting: ["sheets", "sheet rows", "sheet columns", "date1904", "sheet header"])
    }

    /// The first row, if the first row has anything.
    private static func header(_ sheet: Sheet) -> [String] {
        let cells = sheet.table.rowCount > 0 && sheet.table.number(0) == 1 ? sheet.table.raw(0) : []
        return (0..<min(8, sheet.columns)).map {
            $0 < cells.count && !cells[$0].isEmpty ? cut(cells[$0]) : "None"
        }
    }

    /// As the manifest cuts texts.
    private static func cut(_ text: String) -> String {
        let line = text.replacing("\n", with: " ")
        return line.hasSuffix("…") || line.count > 39 ? String(line.prefix(39)) : line
    }
}

/// What every survey has to keep to, whatever went in.
enum SurveyChecks {
    static func check(_ draft: SurveyDraft, of path: String) {
        let survey = draft.survey
        #expect(Set(survey.variables.map { $0.name.lowercased() }).count == survey.variables.count, "\(path)")
        #expect(survey.variables.allSatisfy { SurveyVariable.isName($0.name) }, "\(path)")
        #expect(Set(survey.answers.map(\.id)).count == survey.answers.count, "\(path)")
        #expect(survey.answers.allSatisfy { $0.values.count == survey.variables.count }, "\(path)")
        #expect(!survey.title.isEmpty && survey.title.unicodeScalars.count <= 120, "\(path)")
        for record in draft.records { Inert.check(record, of: path) }
        // What is written is read as it was.
        let variables = try? SurveyVariableText.codebook(from: SurveyVariableText.bytes(of: survey))
        #expect(variables?.variables == survey.variables && variables?.id == survey.id, "\(path)")
        let answers = try? SurveyAnswerText.answers(
            from: SurveyAnswerText.bytes(of: survey), to: survey.variables)
        #expect(answers == survey.answers, "\(path)")
    }
}
