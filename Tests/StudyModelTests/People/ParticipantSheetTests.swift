import StudyModel
import Testing

/// A team's own sheet of participants.
@Suite struct ParticipantSheetTests {
    private static let options = ParticipantSheet.Options(
        attributes: AttributeDeclarations([
            .init(name: "role", type: .oneOf, values: ["manager", "social prescriber"]),
            .init(name: "job_title", label: "Title of the job"), .init(name: "joined", type: .date),
            .init(name: "practices", type: .number, appliesTo: [.site]),
        ]),
        handles: HandlePatterns.read(["SP": "social prescriber", "M": "manager"]).patterns,
        used: [Handle(rawValue: "SP66"), Handle(rawValue: "M03")].reduce(into: []) {
            $0.formUnion([$1].compactMap(\.self))
        },
        today: CalendarDay(year: 2021, month: 4, day: 1))

    private static let table = [
        [
            "Handle", "NAME", "also", "E-Mail", "Mobile", "Role", "title of the job", "Joined", "Shoe size",
            "",
        ],
        [
            "SP66", "Priya Raman", "Pri; PR", "priya@example.org", "07700 900123", "Social Prescriber",
            "Link worker", "1/3/2020",
        ],
        ["", "Tomos Llewelyn", "", "", "", "manager"],
        ["sp70", "Ann Ode", "", "", "", "baker", "Works with Priya Raman daily", "then"],
        ["", "", "", "", "", "", ""],
        ["SP70", "Bo Dee"], ["", "Cy Eff"], ["SP", "priya  raman"], ["Dee Gee", ""],
        ["M9", "", "", "", "", "", "Ann Ode"],
    ]

    @Test func rows_becomeParticipants() throws {
        let sheet = ParticipantSheet.read(Self.table, options: Self.options)
        #expect(sheet.rows.map(\.handle.rawValue) == ["SP66", "M10", "SP70", "SP71", "M9"])
        #expect(sheet.rows.map(\.isMade) == [false, true, false, true, false])
        #expect(sheet.rows.map(\.number) == [2, 3, 4, 8, 10])
        let first = try #require(sheet.rows.first)
        #expect(first.details.names == ["Priya Raman"] && first.details.nicknames == ["Pri", "PR"])
        #expect(first.details.emails == ["priya@example.org"] && first.details.phones == ["07700 900123"])
        #expect(
            first.attributes == [
                "role": .text("social prescriber"), "job_title": .text("Link worker"),
                "joined": .date(try PeopleSamples.day("2020-03-01")),
            ])
        #expect(sheet.rows[2].attributes.isEmpty && sheet.rows[4].attributes.isEmpty)
    }

    @Test func problems_nameTheirRows() {
        let sheet = ParticipantSheet.read(Self.table, options: Self.options)
        #expect(
            sheet.problems.map(\.sentence) == [
                "Row 1, column 9: The heading is no attribute of study.yaml, so the column is left out.",
                "Row 4, column 6: The attribute 'role' is one of manager, social prescriber. The cell is left out.",
                "Row 4, column 7: The cell holds a name or an address of this sheet and is left out.",
                "Row 4, column 8: The attribute 'joined' is a day such as 2020-04-15. The cell is left out.",
                "Row 6: The handle SP70 stands in row 4 already. The row is left out.",
                "Row 7: There is no handle, and no prefix or role that one can be made from. The row is left out.",
                "Row 8: The name is the same as in row 2.",
                "Row 9, column 1: The cell is no handle such as SP66 and no prefix of study.yaml. The row is left out.",
                "Row 10, column 7: The cell holds a name or an address of this sheet and is left out.",
            ])
        #expect(sheet.errors.map(\.row) == [6, 7, 9])
    }

    @Test func names_standInNoMessage_andPrintAsNothing() {
        let sheet = ParticipantSheet.read(Self.table, options: Self.options)
        var printed = sheet.problems.map(\.sentence).joined() + "\(sheet.rows)" + String(reflecting: sheet)
        dump(sheet.rows, to: &printed)
        for secret in [
            "Priya", "priya", "Raman", "Tomos", "Ann Ode", "Cy Eff", "Dee Gee", "example.org", "900123",
            "PR\"",
        ] {
            #expect(!printed.contains(secret), "\(secret)")
        }
        #expect(printed.contains("personal details"))
    }

    private static let names: [([String], [String], [String])] = [
        (["first name", "surname"], ["Ann", "Ode"], ["Ann Ode"]), (["Surname"], ["Ode"], ["Ode"]),
        (["name", "full name"], ["Ann", "Ann Ode"], ["Ann", "Ann Ode"]), (["name"], [""], []),
    ]

    @Test(arguments: names)
    func names_comeFromTheirColumns(_ headings: [String], _ cells: [String], _ names: [String]) {
        let sheet = ParticipantSheet.read([["handle"] + headings, ["SP1"] + cells])
        #expect(sheet.rows.map(\.details.names) == [names])
    }

    @Test func prefixColumn_andPrefixOption_makeHandles() {
        let rows = [["name", "prefix"], ["a", "M"], ["b", ""], ["c", "zz"]]
        var options = Self.options
        options.prefix = "V"
        let sheet = ParticipantSheet.read(rows, options: options)
        #expect(sheet.rows.map(\.handle.rawValue) == ["M04", "V01"] && sheet.errors.map(\.row) == [4])
    }

    @Test func madeHandles_neverRepeatOneFurtherDown() {
        let sheet = ParticipantSheet.read(
            [["handle", "name"], ["", "a"], ["SP67", "b"], ["", "c"]],
            options: .init(used: Self.options.used, prefix: "SP"))
        #expect(sheet.rows.map(\.handle.rawValue) == ["SP68", "SP67", "SP69"])
    }

    @Test(arguments: [[], [[]], [[""]], [["colour"], ["red"]]] as [[[String]]])
    func tableWithoutHeadings_isAProblem(_ rows: [[String]]) {
        let sheet = ParticipantSheet.read(rows)
        #expect(sheet.rows.isEmpty && sheet.errors.first?.row == 1)
    }
}
