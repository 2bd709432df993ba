import Foundation
import Testing

@testable import StudyModel

/// Attributes and handles as `study.yaml` declares them.
@Suite struct AttributeTests {
    private static let role = AttributeDeclaration(
        name: "role", type: .oneOf, values: ["manager", "Front line"])
    private static let tools = AttributeDeclaration(
        name: "tools", type: .manyOf, values: ["phone", "laptop"])
    private static let joined = AttributeDeclaration(name: "joined", type: .date)
    private static let hours = AttributeDeclaration(name: "hours", type: .number)
    private static let note = AttributeDeclaration(name: "locality")

    private static let checks: [(AttributeDeclaration, CaseValue, String?)] = [
        (role, CaseValue.text("manager"), nil),
        (role, .text("Ms Known"), "The attribute 'role' is one of manager, Front line."),
        (role, .list(["manager"]), "The attribute 'role' is one of manager, Front line."),
        (tools, .list(["phone"]), nil), (tools, .list([]), nil),
        (tools, .list(["phone", "phone"]), "The attribute 'tools' is any of phone, laptop."),
        (tools, .text("phone"), "The attribute 'tools' is any of phone, laptop."),
        (joined, .text("2020-04-15"), "The attribute 'joined' is a day such as 2020-04-15."),
        (hours, .number(3), nil), (hours, .number(.nan), "The attribute 'hours' is a number."),
        (hours, .text("3"), "The attribute 'hours' is a number."), (note, .text(""), nil),
        (note, .number(1), "The attribute 'locality' is a text."),
    ]

    @Test(arguments: checks)
    func values_areCheckedWithoutQuotingThem(
        _ declaration: AttributeDeclaration, _ value: CaseValue, _ sentence: String?
    ) {
        #expect(declaration.validate(value) == sentence)
    }

    private static let cells: [(AttributeDeclaration, String, CaseValue?)] = [
        (role, "MANAGER", CaseValue.text("manager")), (role, " front-line ", .text("Front line")),
        (role, "x", nil),
        (tools, "Laptop; phone", .list(["laptop", "phone"])),
        (tools, "laptop,phone", .list(["laptop", "phone"])),
        (tools, "phone;phone", nil), (hours, "37.5", .number(37.5)), (hours, "inf", nil),
        (hours, "many", nil),
        (joined, "15/4/2020", .date(CalendarDay(year: 2020, month: 4, day: 15).unsafelyUnwrapped)),
        (joined, "14:30", nil), (joined, "soon", nil), (note, " Locality B\u{A0}", .text("Locality B")),
    ]

    @Test(arguments: cells)
    func cells_becomeTypedValues(_ declaration: AttributeDeclaration, _ cell: String, _ value: CaseValue?)
        throws
    {
        #expect(declaration.value(from: cell, today: try PeopleSamples.day("2021-04-01")) == value)
    }

    @Test func declarations_areReadFromTheMapping_andWrittenBack() throws {
        let json = """
            {"role":{"type":"one-of","values":["manager","frontline"],"applies-to":"participant"},
             "network":{"label":"Primary Care Network","applies-to":["participant","site"]},
             "tools":{"values":["phone"]}}
            """
        let read = try JSONDecoder().decode(AttributeDeclarations.self, from: Data(json.utf8))
        #expect(read.list.map(\.name) == ["network", "role", "tools"])
        #expect(
            read["role"]?.appliesTo == [.participant] && read["network"]?.appliesTo == [.participant, .site])
        #expect(read["network"]?.type == .text && read["tools"]?.type == .oneOf)
        #expect(read["tools"]?.appliesTo == CaseKind.allCases)
        #expect(AttributeDeclaration.problems(of: read.list).isEmpty)
        #expect(
            try JSONDecoder().decode(AttributeDeclarations.self, from: JSONEncoder().encode(read)) == read)
    }

    @Test func impossibleDeclarations_areNamed() {
        let problems = AttributeDeclaration.problems(of: [
            .init(name: "Job title"), .init(name: "email"), .init(name: "a", type: .oneOf),
            .init(name: "b", values: ["x"]), .init(name: "job_title"), .init(name: "job-title"),
            .init(name: "yes"),
        ])
        #expect(problems.count == 6, "\(problems)")
    }

    @Test func case_isCheckedAgainstAllDeclarations() throws {
        let declarations = AttributeDeclarations([
            Self.role, .init(name: "practices", type: .number, appliesTo: [.site]),
        ])
        let value = Case(
            id: CaseID(try PeopleSamples.handle("SP66")), kind: .participant,
            attributes: ["role": .text("x"), "practices": .number(3), "shoe": .text("43")],
            added: try PeopleSamples.recorded(), nonce: PeopleSamples.nonce)
        #expect(
            declarations.problems(of: value) == [
                "The attribute 'practices' is none of a participant.",
                "The attribute 'role' is one of manager, Front line.",
                "The attribute 'shoe' is not declared in study.yaml.",
            ])
    }

    // MARK: Handles

    private static let next: [(String, [String], String?)] = [
        ("SP", [], "SP01"), ("SP", ["SP01"], "SP02"), ("SP", ["SP01", "SP66", "M99"], "SP67"),
        ("SP", ["SP9"], "SP10"), ("SP", ["SP007"], "SP008"), ("SP", ["SP99"], "SP100"),
        ("SP###", [], "SP001"),
        ("CB", [], "CB001"), ("SP", ["SP99999"], nil), ("S", ["SP66"], "S01"), ("sp", [], nil), ("", [], nil),
        ("SOCIAL", [], nil),
    ]

    @Test(arguments: next)
    func nextHandle_followsTheHighest_andNeverFillsAGap(_ prefix: String, _ used: [String], _ next: String?) {
        let patterns = HandlePatterns.read(["CB###": "community builder"]).patterns
        let handles = used.compactMap { Handle(rawValue: $0) }
        #expect(patterns.next(prefix, used: handles)?.rawValue == next)
    }

    @Test func patterns_areReadFromTheMapping() throws {
        let (patterns, problems) = HandlePatterns.read([
            "SP": "social prescriber", "M##": "Manager", "x": "?", "M": "?",
        ])
        #expect(patterns.patterns.map(\.key) == ["M##", "SP##"] && problems.count == 2)
        #expect(patterns.pattern(meaning: "manager")?.prefix == "M" && patterns.pattern(meaning: "M") == nil)
        #expect(
            patterns.pattern(prefix: "sp##")?.prefix == "SP" && patterns.pattern(prefix: "manager") == nil)
        let json = Data(#"{"SP":"social prescriber","M":"manager"}"#.utf8)
        let read = try JSONDecoder().decode(HandlePatterns.self, from: json)
        #expect(try JSONDecoder().decode(HandlePatterns.self, from: JSONEncoder().encode(read)) == read)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(HandlePatterns.self, from: Data(#"{"sp":"x"}"#.utf8))
        }
    }
}
