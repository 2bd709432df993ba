import StudyModel
import TestDice
import Testing

@testable import Workflows

@Suite("A framework matrix in a spreadsheet and back")
struct FrameworkSheetTests {
    private static let matrix = FrameworkID(rawValue: "pathway").unsafelyUnwrapped
    private static let cases = (1...4).map { CaseID(rawValue: "SP\($0)").unsafelyUnwrapped }
    private static let themes = (0..<3).map {
        FrameworkTheme(
            code: CodeID(rawValue: "c-000000000\($0)").unsafelyUnwrapped, path: "theme-\($0)",
            name: "Theme \($0)")
    }
    private static let texts = [
        "", "a", "b", "=1+1", "-2", "@x", "'=y", "+3 and \"more\"", "two\nlines", "'", "x",
    ]

    private static func cell(_ theme: FrameworkTheme, _ number: Int, _ text: String, _ id: Int)
        -> FrameworkCell
    {
        let digits = String(id)
        return FrameworkCell(
            theme: theme.code,
            id: OperationID(rawValue: String(repeating: "0", count: 26 - digits.count) + digits)
                .unsafelyUnwrapped,
            number: number, text: text,
            written: Provenance(
                by: MemberID(rawValue: "r1").unsafelyUnwrapped, at: Timestamp(secondsSinceEpoch: id)))
    }

    /// What a person changes in the study or in a file, cell by cell.
    private struct Study {
        var rows: [CaseID: FrameworkRow] = [:]
        var steps = 0

        mutating func fill(_ caseID: CaseID, _ theme: FrameworkTheme, _ text: String) {
            steps += 1
            var row =
                rows[caseID]
                ?? FrameworkRow(matrix: FrameworkSheetTests.matrix, caseID: caseID, nonce: "")
            let number = (row.latest(theme.code)?.number ?? 0) + 1
            row.add(FrameworkSheetTests.cell(theme, number, text, steps))
            rows[caseID] = row
        }

        func text(_ caseID: CaseID, _ theme: FrameworkTheme) -> String {
            rows[caseID]?.latest(theme.code)?.text ?? ""
        }

        var sheet: FrameworkSheet {
            FrameworkSheet(
                FrameworkSheetTests.matrix, themes: FrameworkSheetTests.themes, rows: rows)
        }
    }

    /// A table as a spreadsheet gives it back: rows and columns moved, and as CSV guarded cells.
    private static func shuffled(_ table: [[String]], _ dice: inout Seeded) -> [[String]] {
        let order = table[0].indices.shuffled(using: &dice)
        let moved = table.map { row in order.map { row[$0] } }
        return [moved[0]] + moved.dropFirst().shuffled(using: &dice)
    }

    @Test("Nothing changes where nobody changed anything, and no change of the study is ever written over")
    func random() throws {
        var dice = Seeded(3)
        for _ in 0..<500 {
            var study = Study()
            func pick() -> (CaseID, FrameworkTheme, String) {
                (
                    cases.randomElement(using: &dice) ?? cases[0],
                    themes.randomElement(using: &dice) ?? themes[0],
                    texts.randomElement(using: &dice) ?? ""
                )
            }
            let (cases, themes, texts) = (Self.cases, Self.themes, Self.texts)
            for _ in 0..<Int.random(in: 0..<12, using: &dice) {
                let (caseID, theme, text) = pick()
                study.fill(caseID, theme, text)
            }
            let out = study
            let table = Self.shuffled(study.sheet.table(of: cases) { _, _ in false }, &dice)
            let same = try study.sheet.plan(table) { _ in true }
            #expect(same.changes.isEmpty && same.conflicts.isEmpty && same.problems.isEmpty)
            #expect(same.blank == 0 && same.newer == 0)

            var filed = table
            for _ in 0..<Int.random(in: 0..<6, using: &dice) {
                let (caseID, theme, text) = pick()
                guard let row = filed.firstIndex(where: { $0.contains(caseID.rawValue) }),
                    let column = filed[0].firstIndex(of: theme.path)
                else { continue }
                filed[row][column] = text
            }
            for _ in 0..<Int.random(in: 0..<6, using: &dice) {
                let (caseID, theme, text) = pick()
                study.fill(caseID, theme, text)
            }
            let reply = try study.sheet.plan(filed) { _ in true }
            for caseID in cases {
                for theme in themes {
                    let row = filed.first { $0.contains(caseID.rawValue) } ?? []
                    let raw = row[filed[0].firstIndex(of: theme.path) ?? 0]
                    let file = CSVText.unguarded(raw)
                    let (was, now) = (out.text(caseID, theme), study.text(caseID, theme))
                    let isTouched =
                        out.rows[caseID]?.latest(theme.code)?.id != study.rows[caseID]?.latest(theme.code)?.id
                    let isSame = raw == now || file == now
                    let isAsked = !raw.isEmpty && !isSame && !(raw == was || file == was)
                    let name = "\(caseID.rawValue)/\(theme.path)"
                    let isChange = reply.changes.contains { $0.name == name }
                    let isConflict = reply.conflicts.contains { $0.name == name }
                    #expect(!(isTouched && isChange), "written over")
                    if isAsked { #expect(isTouched ? isConflict : isChange) }
                    if raw.isEmpty || isSame { #expect(!isChange && !isConflict) }
                }
            }
        }
    }

    @Test("A cell that was left out comes back as nothing, and what is written there is asked about")
    func leftOut() throws {
        var study = Study()
        study.fill(Self.cases[0], Self.themes[0], "secret")
        var table = study.sheet.table(of: Self.cases) { _, _ in true }
        #expect(!table.joined().contains("secret"))
        let reply = try study.sheet.plan(table) { _ in true }
        #expect(reply.changes.isEmpty && reply.conflicts.isEmpty && reply.blank == 0)
        table[1][1] = "other"
        #expect(try study.sheet.plan(table) { _ in true }.conflicts.map(\.after) == ["other"])
    }
}
