import Testing

@testable import StudyModel

/// A team's own sheet of consent.
@Suite struct ConsentSheetTests {
    private static let today = CalendarDay(year: 2021, month: 4, day: 1).unsafelyUnwrapped

    /// What one row says, in short: `granted collect quote`, acts separated by `, `; or its problem.
    private func acts(_ table: String, options: ConsentSheet.Options = .init(today: today)) -> String {
        let rows = table.split(separator: "\n").map { line in
            line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        }
        let sheet = ConsentSheet.read(rows, options: options)
        if let problem = sheet.errors.first { return problem.sentence }
        return sheet.rows.map { row in
            ([row.draft.act.rawValue] + row.draft.purposes.map(\.rawValue)).joined(separator: " ")
        }.joined(separator: ", ")
    }

    private static let decisions: [(String, String)] = [
        ("purposes\ncollect; quote", "granted collect quote"),
        ("Purpose\nquotes, recording", "granted record quote"),
        ("purposes\nall", "granted collect record survey quote share"),
        ("for\ncollect & record", "granted collect record"),
        ("collect|Quote|share\nyes|no|", "granted collect, refused quote"),
        ("collect|record\nx|✓", "granted collect record"),
        ("purposes|decision\ncollect|Yes", "granted collect"),
        ("purposes|decision\nquote|declined", "refused quote"),
        ("purposes|decision\n|withdrawn", "withdrawn"), ("purposes|act\nquote|withdrew", "withdrawn quote"),
        ("collect|quote|decision\ny|n|changed", "changed collect"),
        ("collect|quote|decision\n|no|refused", "refused quote"),
        ("collect|quote|decision\ny|n|granted", "granted collect, refused quote"),
        ("purposes\n", ""),
    ]

    @Test(arguments: decisions)
    func purposesAndDecision_becomeActs(_ columns: String, _ expected: String) {
        let lines = columns.split(separator: "\n", omittingEmptySubsequences: false)
        let table = "handle|date|mode|\(lines[0])\nSP66|2020-04-15|oral|\(lines[1])"
        let empty = "Row 2: No purpose is named. The row is left out."
        #expect(acts(table) == (expected.isEmpty ? empty : expected))
    }

    @Test(arguments: [
        ("2020-04-15", "2020-04-15T00:00:00Z"), ("15/4/2020", "2020-04-15T00:00:00Z"),
        ("17.03.21", "2021-03-17T00:00:00Z"),
        ("15 April 2020 at 2pm", "2020-04-15T14:00:00Z"), ("2020-04-15T14:30", "2020-04-15T14:30:00Z"),
        ("2020-04-15T14:30:05Z", "2020-04-15T14:30:05Z"), ("1 April", "2021-04-01T00:00:00Z"),
    ])
    func dates_areReadAsPeopleWriteThem(_ date: String, _ expected: String) {
        let rows = [["Handle", "Date of consent", "purposes"], ["SP66", date, "collect"]]
        let sheet = ConsentSheet.read(rows, options: .init(today: Self.today, mode: .oral))
        #expect(sheet.rows.map(\.draft.at.rawValue) == [expected], "\(sheet.problems)")
        let east = ConsentSheet.read(rows, options: .init(today: Self.today, minutesEast: 60, mode: .oral))
        let hour = date.hasSuffix("Z") ? 0 : 3600
        #expect(
            east.rows.map { $0.draft.at.secondsSinceEpoch + hour }
                == sheet.rows.map(\.draft.at.secondsSinceEpoch))
    }

    private static let unclear: [(String, String)] = [
        ("Anne|2020-04-15|oral|collect", "Row 2: There is no handle such as SP66."),
        ("|2020-04-15|oral|collect", "Row 2: There is no handle such as SP66."),
        ("SP67|2020-04-15|oral|collect", "Row 2, column 1: There is no participant SP67."),
        ("SP66||oral|collect", "Row 2: There is no date."),
        ("SP66|14:30|oral|collect", "Row 2, column 2: The date is not a day that can be read."),
        ("SP66|2021-04-02|oral|collect", "Row 2, column 2: The date is later than today."),
        (
            "SP66|2021-04-02T00:00:00Z|oral|collect",
            "Row 2, column 2: The date is not a day that can be read."
        ),
        ("SP66|2020-04-15|implied|collect", "Row 2, column 3: The mode is oral or written."),
        ("SP66|2020-04-15||collect", "Row 2: It is not said whether consent was oral or written."),
        (
            "SP66|2020-04-15|oral|filming",
            "Row 2, column 4: The purposes are of collect, record, survey, quote, share."
        ),
        ("SP66|2020-04-15|oral||perhaps", "Row 2, column 5: The cell is neither yes nor no."),
        (
            "SP66|2020-04-15|oral|collect||asked Anne",
            "Row 2, column 6: The decision is granted, refused, changed or withdrawn."
        ),
        (
            "SP66|2020-04-15|oral||no|withdrawn",
            "Row 2, column 6: It is not clear which purposes the decision is about."
        ),
        (
            "SP66|2020-04-15|oral|||granted",
            "Row 2, column 6: It is not clear which purposes the decision is about."
        ),
        (
            "SP66|2020-04-15|oral|collect|||2020-04-14",
            "Row 2, column 7: The end is not a day after the date."
        ),
        (
            "SP66|2020-04-15|oral|collect||||notes.md",
            "Row 2, column 8: The cell holds something that is no id of a record."
        ),
    ]

    @Test(arguments: unclear)
    func whatIsNotClear_isRefusedByRow(_ row: String, _ sentence: String) throws {
        let known: Set<Handle> = [try PeopleSamples.handle("SP66")]
        let table = "handle|date|mode|purposes|quote|decision|until|only for\n\(row)"
        #expect(
            acts(table, options: .init(today: Self.today, known: known)) == sentence + " The row is left out."
        )
    }

    @Test func everythingElse_isTaken_orLeftOutWithAWarning() throws {
        let heads = [
            "id", "day", "time", "for", "how", "form", "version", "taken by", "evidence", "meeting",
            "expires", "scope", "mood",
        ]
        let full = [
            "sp66", "2020-04-15", "2.30 pm", "collect", "Signed", "Interview", "2.1", "R2", "a1b2-c3",
            "2020-04-15-minutes-7f3k",
            "2020-12-31", "2020-04-15-minutes-7f3k", "good",
        ]
        let poor = [
            "SP66", "2020-04-15", "", "collect", "oral", "Anne's form!", "2", "Anne Known",
            "Scan of Anne.pdf", "the weekly",
        ]
        let sheet = ConsentSheet.read(
            [heads, full, poor], options: .init(today: Self.today, forms: ["interview"]))
        let recorded = try PeopleSamples.recorded()
        let id = try PeopleSamples.id(1)
        #expect(
            sheet.rows.map { $0.draft.event(id: id, recorded: recorded).line } == [
                #"{"act":"granted","at":"2020-04-15T14:30:00Z","evidence":"a1b2-c3","expires":"2020-12-31","form":"interview","#
                    + #""form-version":"2.1","id":"01kb2s9m4x0e7a2v9c1d3f0001","meeting":"2020-04-15-minutes-7f3k","mode":"written","#
                    + #""participant":"SP66","purposes":["collect"],"recorded-at":"2026-11-22T12:00:00Z","recorded-by":"r1","#
                    + #""scope":["2020-04-15-minutes-7f3k"],"taken-by":"r2"}"#,
                #"{"act":"granted","at":"2020-04-15T00:00:00Z","id":"01kb2s9m4x0e7a2v9c1d3f0001","mode":"oral","participant":"SP66","purposes":["collect"],"#
                    + #""recorded-at":"2026-11-22T12:00:00Z","recorded-by":"r1"}"#,
            ])
        #expect(sheet.errors.isEmpty)
        #expect(sheet.problems.map(\.column) == [13, 6, 8, 9, 10])
        #expect(!sheet.problems.map(\.sentence).joined().contains("Anne"))
    }
}
