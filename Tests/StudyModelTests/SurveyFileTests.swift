import Testing

@testable import StudyModel

/// A survey's two files, and its tables.
@Suite struct SurveyFileTests {
    private static let survey: Survey = {
        let variables = [
            SurveyVariable(
                name: "role", label: "Your \"role\"", type: .choice,
                values: [.init("m", label: "Manager"), .init("f")], missing: ["NA", "-99"]),
            SurveyVariable(name: "Q1", label: "Why?\u{2028}", type: .text, isOpen: true),
            SurveyVariable(name: "age", label: "Age", type: .integer),
            SurveyVariable(name: "tools", label: "", type: .multiple, values: [.init("a: b"), .init("#c")]),
            SurveyVariable(name: "ok", label: "OK", type: .boolean),
        ]
        let answers = [
            SurveyAnswer(
                id: "A1", participant: Handle(rawValue: "SP66"),
                values: [
                    .text("m"), .text("line\nbreak \"q\" é\u{0}"), .number(42), .list(["a: b", "#c"]),
                    .boolean(true),
                ]),
            SurveyAnswer(id: "R_2", values: [nil, nil, .number(-1.5), .list([]), nil]),
            SurveyAnswer(id: "x.3", values: [nil, nil, nil, nil, .boolean(false)]),
        ]
        return Survey(
            id: SurveyID(rawValue: "s-1") ?? .init(rawValue: "s").unsafelyUnwrapped, title: "A: #1",
            variables: variables, answers: answers)
    }()

    @Test func answers_areWrittenCanonicallyAndReadBack() throws {
        let bytes = SurveyAnswerText.bytes(of: Self.survey)
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        #expect(lines[1] == "{\"id\":\"R_2\",\"values\":{\"age\":-1.5,\"tools\":[]}}")
        #expect(
            lines[0].hasPrefix(
                "{\"id\":\"A1\",\"participant\":\"SP66\",\"values\":{\"role\":\"m\",\"Q1\":\"line\\nbreak"))
        #expect(try SurveyAnswerText.answers(from: bytes, to: Self.survey.variables) == Self.survey.answers)
    }

    @Test(arguments: [
        "{\"id\":\"A1\",\"values\":{}}", "{\"id\":\"A1\", \"values\":{}}\n",
        "{\"id\":\"A 1\",\"values\":{}}\n",
        "{\"id\":\"A1\",\"values\":{\"nope\":1}}\n",
        "{\"id\":\"A1\",\"values\":{\"age\":1,\"role\":\"m\"}}\n",
        "{\"id\":\"A1\",\"values\":{\"age\":1.0}}\n", "{\"id\":\"A1\",\"values\":{\"age\":1e999}}\n",
        "{\"id\":\"A1\",\"values\":{\"age\":null}}\n",
        "{\"id\":\"A1\",\"participant\":\"Kim\",\"values\":{}}\n", "{\"id\":\"A1\",\"values\":{}}x\n", "\n",
        "{\"id\":\"A1\",\"values\":{\"age\":}}\n",
        "{\"id\":\"A1\",\"values\":{}}\n{\"id\":\"A1\",\"values\":{}}\n",
        "{\"id\":\"A1\",\"values\":{\"tools\":[\"a\" ]}}\n",
    ]) func answersOfAnotherForm_areRefused(text: String) {
        #expect(throws: SurveyAnswerText.Failure.self) {
            try SurveyAnswerText.answers(from: Array(text.utf8), to: Self.survey.variables)
        }
    }

    @Test func variables_areWrittenAndReadBack() throws {
        let bytes = SurveyVariableText.bytes(of: Self.survey)
        #expect(
            String(decoding: bytes, as: UTF8.self).hasPrefix(
                "format: 1\nsurvey: \"s-1\"\ntitle: \"A: #1\"\nvariables:\n  - name: \"role\"\n    label: \"Your \\\"role\\\"\"\n    type: choice\n    missing: [\"NA\", \"-99\"]\n    values:\n      - value: \"m\"\n        label: \"Manager\"\n      - value: \"f\"\n"
            ))
        let book = try SurveyVariableText.codebook(from: bytes)
        #expect(book.variables == Self.survey.variables && book.id == Self.survey.id && book.title == "A: #1")
    }

    @Test func variablesEditedByHand_areRead() throws {
        let text = """
            # our survey
            survey: s-1
            format: 1

            variables:
              - name: role   # who
                type: choice
                label: 'It''s your role'
                missing: [NA, 'x y', "z", ]
                values:
                  - value: 1
                    label: Manager
                  - label: "Nurse"
                    value: 2
                open: false
              - type: text
                name: Q1
            """
        let book = try SurveyVariableText.codebook(from: Array(text.replacing(", ]", with: "]").utf8))
        #expect(book.title == "s-1" && book.variables.map(\.name) == ["role", "Q1"])
        #expect(
            book.variables[0].label == "It's your role" && book.variables[0].missing == ["NA", "x y", "z"])
        #expect(book.variables[0].values == [.init("1", label: "Manager"), .init("2", label: "Nurse")])
    }

    @Test(arguments: [
        ("variables:\n  - name: a\n    type: nope", 5), ("variables:\n  - name: a", 5),
        ("variables:\n  - name: a\n    type: text\n  - name: A\n    type: text", 6),
        ("variables:\n  - name: a\n    type: &x text", 5),
        ("variables:\n  - name: a\n    label: |\n      x\n    type: text", 5), ("nope: 1", 3),
        ("variables:\n  - name: a\n    type: text\n    values:\n      - value: 1\n      - value: 1", 8),
        ("variables:\n   - name: a", 4),
        ("variables:\n  - name: a\n    type: text\n    missing: [\"a", 6), ("variables: {a: b}", 3),
        ("variables:\n  - name: a\n    type: text\n    type: text", 6),
        (
            "variables:\n  - name: a\n    type: text\n    values:\n      - label: x\n  - name: b\n    type: text",
            8
        ), ("variables:\n  - name: \"a\" b\n    type: text", 4),
        ("variables:\n\t- name: a", 4), ("variables:\n  - name: a\n    label: a: b\n    type: text", 5),
    ]) func variablesOfAnotherForm_areRefusedWithTheirLine(text: String, line: Int) {
        do {
            _ = try SurveyVariableText.codebook(from: Array("format: 1\nsurvey: s-1\n\(text)\n".utf8))
            Issue.record("read")
        } catch {
            #expect(error.line == line)
        }
    }

    @Test func headOfTheFile_isNeeded() {
        for text in [
            "", "format: 2\nsurvey: s", "survey: s\nvariables: []", "format: 1\nvariables: []",
            "format: 1\nsurvey: S P",
        ] {
            #expect(throws: SurveyVariableText.Failure.self) {
                try SurveyVariableText.codebook(from: Array(text.utf8))
            }
        }
    }

    // MARK: Tables

    private func survey(_ rows: [(String?, String?)]) throws -> Survey {
        let id = try #require(SurveyID(rawValue: "s"))
        let answers = rows.enumerated().map { place, row in
            SurveyAnswer(id: "A\(place + 1)", values: [row.0.map { .text($0) }, row.1.map { .text($0) }])
        }
        let variables = ["q", "role"].map {
            SurveyVariable(name: $0, label: $0, type: .choice, missing: ["NA"])
        }
        return Survey(id: id, title: "S", variables: variables, answers: answers)
    }

    @Test func declaredTable_looksAtSomeAnswersAlone() throws {
        let rows = many([
            ("yes", "vcse", 28), ("no", "vcse", 5), ("yes", "pcn", 9), ("no", "pcn", 8), ("yes", "trust", 2),
        ])
        let survey = try survey(rows)
        let few = TableDeclaration(
            title: "T", survey: "s", variables: ["q"], by: "role", where: ["role": ["pcn", "vcse"]])
        let table = try survey.filled(few, smallest: 5)
        // In the order that was asked for, and without the group that was not.
        #expect(table.parts[0].table.groups == ["pcn", "vcse"])
        #expect(table.parts[0].table.rows[0].cells.map(\.count) == [9, 28, 37])
        #expect(table.parts[0].table.answered == [17, 33, 50])
        #expect(table.base == "role is pcn or vcse")
        // What nobody of them answered is still an answer.
        let trust = TableDeclaration(title: "T", survey: "s", variables: ["q"], where: ["role": ["trust"]])
        #expect(try survey.filled(trust, smallest: 1).parts[0].table.rows.map(\.value) == ["yes", "no"])
        // Two people are hidden, and what they did not answer too.
        let hidden = try survey.filled(trust, smallest: 5).parts[0].table
        #expect(
            hidden.rows.allSatisfy { $0.cells.allSatisfy { $0.count == nil } } && hidden.answered == [nil])
    }

    @Test(
        arguments: [
            ([17, 33, 2], 3, [nil, 33, nil]), ([17, 33, 2, 1], 3, [17, 33, nil, nil]),
            ([3, 12, 0], 3, [3, 12, 0]),
            ([2, 0], 5, [nil, 0]), ([2, 1], 1, [2, 1]), ([], 5, []),
        ] as [([Int], Int, [Int?])])
    func smallCounts_areNotShown_andCanNotBeWorkedOut(_ counts: [Int], _ smallest: Int, _ shown: [Int?]) {
        #expect(SmallCounts.shown(counts, smallest: smallest) == shown)
    }

    @Test func declaredTable_ofWhatIsNotThere_isRefused() throws {
        let survey = try survey(many([("yes", "vcse", 9)]))
        for table in [
            TableDeclaration(title: "T", survey: "s", variables: ["x"]),
            TableDeclaration(title: "T", survey: "s", variables: ["q"], by: "x"),
            TableDeclaration(title: "T", survey: "s", variables: ["q"], where: ["x": ["yes"]]),
            TableDeclaration(title: "T", survey: "s", variables: ["q"], where: ["q": ["perhaps"]]),
        ] {
            let error = #expect(throws: StudyError.self) { try survey.filled(table, smallest: 5) }
            #expect(error?.code == .requestInvalid)
        }
    }

    private func many(_ cells: [(String?, String?, Int)]) -> [(String?, String?)] {
        cells.flatMap { cell in Array(repeating: (cell.0, cell.1), count: cell.2) }
    }

    @Test func table_countsAndGivesPerCent() throws {
        let table = try survey(many([("Yes", "m", 15), ("No", "m", 5), (nil, "m", 7), ("NA", "m", 1)])).table(
            of: "Q")
        #expect(table.rows.map(\.value) == ["Yes", "No"] && table.groups.isEmpty && table.by == nil)
        #expect(
            table.rows.map { $0.cells } == [[.init(count: 15, percent: 75)], [.init(count: 5, percent: 25)]])
        #expect(table.answered == [20] && table.left == 8 && table.suppressed == 0)
    }

    @Test func smallCells_areSuppressedWithWhatWouldGiveThemAway() throws {
        let table = try survey(many([("Yes", "m", 20), ("No", "m", 3), ("Yes", "f", 9), ("No", "f", 8)]))
            .table(of: "q", by: "role")
        let counts = table.rows.map { $0.cells.map(\.count) }
        // 3 alone could be worked out from its row and its column, so each of those loses another.
        #expect(counts == [[nil, nil, 29], [nil, nil, 11]] && table.answered == [23, 17, 40])
        #expect(table.groups == ["m", "f"] && table.suppressed == 4 && table.left == 0)
        let open = try survey(many([("Yes", "m", 20), ("No", "m", 3)])).table(of: "q", smallest: 1)
        #expect(open.rows.map { $0.cells.map(\.count) } == [[20], [3]])
    }

    /// Whatever the counts, what is shown never gives a hidden count away by adding up.
    @Test(arguments: 0..<UInt64(50)) func suppressedCells_cannotBeWorkedOut(seed: UInt64) throws {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func next(_ bound: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % bound)
        }
        var cells: [(String?, String?, Int)] = []
        for value in ["a", "b", "c"] {
            for group in ["x", "y", "z"] { cells.append((value, group, next(9))) }
        }
        cells += [("a", "x", 1), ("b", "y", 1), ("c", "z", 1)]
        let table = try survey(many(cells)).table(of: "q", by: "role")
        let shown = table.rows.map { $0.cells.map(\.count) } + [table.answered]
        for row in shown { #expect(row.count { $0 == nil } != 1) }
        for column in shown[0].indices { #expect(shown.count { $0[column] == nil } != 1) }
        for count in shown.joined() { #expect(count.map { $0 == 0 || $0 >= 5 } ?? true) }
    }

    @Test func tableOfWhatIsNoList_isRefused() throws {
        var survey = try survey((0..<60).map { ("v\($0)", "m") })
        #expect(throws: StudyError.self) { try survey.table(of: "q") }
        #expect(throws: StudyError.self) { try survey.table(of: "nope") }
        survey.variables[0].isOpen = true
        #expect(throws: StudyError.self) { try survey.table(of: "role", by: "q") }
    }

    // MARK: Numbers

    @Test func summary_givesMeanMedianAndDeviation() throws {
        let id = try #require(SurveyID(rawValue: "s"))
        let variables = [
            SurveyVariable(name: "age", label: "Age", type: .integer, missing: ["-9"]),
            SurveyVariable(name: "role", label: "Role", type: .choice),
        ]
        let rows: [(Double?, String?)] =
            [2, 4, 4, 4, 5, 5, 7, 9].map { ($0, "m") } + [(-9, "m"), (nil, "m"), (1, nil)]
            + (0..<6).map { (Double($0), "f") }
        let answers = rows.enumerated().map { place, row in
            SurveyAnswer(id: "A\(place + 1)", values: [row.0.map { .number($0) }, row.1.map { .text($0) }])
        }
        var survey = Survey(id: id, title: "S", variables: variables, answers: answers)
        let groups = try survey.summary(of: "AGE", by: "role").groups
        #expect(groups.map(\.value) == ["m", "f", nil] && groups.map(\.count) == [8, 6, 14])
        #expect(groups[0].mean == 5 && groups[0].median == 4.5 && groups[1].median == 2.5)
        #expect(abs((groups[0].deviation ?? 0) - 2.138_089_935) < 1e-6)
        #expect(try survey.summary(of: "age").groups.map(\.count) == [15])
        survey.answers.removeLast(2)
        // Four of one group are hidden, and with them the other, from which they could be worked out.
        #expect(try survey.summary(of: "age", by: "role").groups.map(\.count) == [nil, nil, 12])
        #expect(throws: StudyError.self) { try survey.summary(of: "role") }
    }

    // MARK: Later exports

    @Test func laterExport_bringsWhatIsNewAndKeepsTheCodebook() throws {
        var kept = try survey([("Yes", "m"), ("No", "f")])
        kept.variables[0].label = "put right"
        kept.variables[0].values = [.init("No", label: "no"), .init("Yes")]
        var later = try survey([("Yes", "m"), ("Maybe", "f"), ("Yes", "x")])
        later.variables[0].values = [.init("Yes"), .init("Maybe")]
        later.variables.append(SurveyVariable(name: "new", label: "", type: .integer))
        for place in later.answers.indices { later.answers[place].values.append(.number(Double(place))) }
        let update = try kept.updated(by: later, areIDsGiven: true)
        #expect(update.added == ["A3"] && update.changed == ["A1", "A2"] && update.absent == [])
        #expect(update.newVariables == ["new"])
        #expect(update.survey.variables[0].label == "put right")
        #expect(update.survey.variables[0].values.map(\.value) == ["No", "Yes", "Maybe"])
        #expect(update.survey.answers[1].values == [.text("Maybe"), .text("f"), .number(1)])
        // Without ids a new column is no reason to think that rows moved, another answer is.
        #expect(throws: StudyError.self) { try kept.updated(by: later, areIDsGiven: false) }
        later.answers[1].values[0] = .text("No")
        #expect(try kept.updated(by: later, areIDsGiven: false).changed == ["A1", "A2"])
    }

    @Test func sameExport_bringsNothing() throws {
        let kept = try survey([("Yes", "m"), ("No", "f")])
        #expect(try kept.updated(by: kept, areIDsGiven: false).isEmpty)
        #expect(
            try kept.updated(by: survey([("Yes", "m"), ("No", "f"), ("No", "m")]), areIDsGiven: false).added
                == ["A3"])
    }

    @Test func exportInAnotherOrder_isRefusedWithoutIDs() throws {
        let kept = try survey([("Yes", "m"), ("No", "f")])
        #expect(throws: StudyError.self) {
            try kept.updated(by: survey([("No", "f"), ("Yes", "m")]), areIDsGiven: false)
        }
        #expect(throws: StudyError.self) { try kept.updated(by: survey([("Yes", "m")]), areIDsGiven: false) }
        #expect(try kept.updated(by: survey([("Yes", "m")]), areIDsGiven: true).absent == ["A2"])
    }
}
