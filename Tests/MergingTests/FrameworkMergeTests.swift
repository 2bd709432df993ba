import StudyModel
import TestDice
import Testing

@testable import Merging

@Suite("Rows of framework matrices of two people")
struct FrameworkMergeTests {
    private static let nonce = String(repeating: "0", count: 64)
    private static let matrix = FrameworkID(rawValue: "pathway").unsafelyUnwrapped
    private static let row = CaseID(rawValue: "SP66").unsafelyUnwrapped
    private static let path = FrameworkRow.path(of: row, in: matrix)

    private static func theme(_ number: Int) -> CodeID {
        CodeID(rawValue: "c-000000000\(number)").unsafelyUnwrapped
    }

    private static func cell(_ theme: Int, _ number: Int, _ text: String, id: Int, by: String = "r1")
        -> FrameworkCell
    {
        let digits = String(id)
        return FrameworkCell(
            theme: Self.theme(theme),
            id: OperationID(rawValue: String(repeating: "0", count: 26 - digits.count) + digits)
                .unsafelyUnwrapped,
            number: number, text: text,
            written: Provenance(
                by: MemberID(rawValue: by).unsafelyUnwrapped, at: Timestamp(secondsSinceEpoch: id)))
    }

    private static func bytes(_ cells: [FrameworkCell]) -> [UInt8] {
        var row = FrameworkRow(matrix: matrix, caseID: Self.row, nonce: nonce)
        cells.forEach { row.add($0) }
        return FrameworkText.bytes(of: row)
    }

    private static func merged(_ base: [FrameworkCell], _ one: [FrameworkCell], _ other: [FrameworkCell])
        throws -> (cells: [FrameworkCell], questions: [MergeQuestion])
    {
        let merged = FileMerge.merged(path, base: bytes(base), bytes(one), bytes(other))
        #expect(merged == FileMerge.merged(path, base: bytes(base), bytes(other), bytes(one)))
        return (
            try FrameworkText.row(from: try #require(merged.bytes)).cells, merged.questions
        )
    }

    @Test("Versions of both stay; a cell that both changed raises a question, unless both say the same")
    func cells() throws {
        let first = Self.cell(1, 1, "A.", id: 1)
        let mine = Self.cell(1, 2, "B.", id: 2)
        let theirs = Self.cell(1, 2, "C.", id: 3, by: "r2")
        let elsewhere = Self.cell(2, 1, "D.", id: 4, by: "r2")
        var found = try Self.merged([first], [first, mine], [first, elsewhere])
        #expect(found.cells == [first, mine, elsewhere] && found.questions.isEmpty)
        found = try Self.merged([first], [first, mine], [first, theirs])
        #expect(found.cells == [first, mine, theirs], "the later one stands")
        #expect(found.questions.map(\.fields) == [["cell \(Self.theme(1).rawValue)"]])
        let same = Self.cell(1, 2, "B.", id: 5, by: "r2")
        found = try Self.merged([first], [first, mine], [first, same])
        #expect(found.cells.count == 3 && found.questions.isEmpty)
    }

    @Test("Where each side stands in one of two cells, each is asked about by itself")
    func bothSides() throws {
        let mine = [Self.cell(1, 1, "A.", id: 1), Self.cell(2, 1, "B.", id: 4)]
        let theirs = [Self.cell(1, 1, "C.", id: 3, by: "r2"), Self.cell(2, 1, "D.", id: 2, by: "r2")]
        let found = try Self.merged([], mine, theirs)
        #expect(Set(found.questions.map(\.fields)).count == 2 && found.questions.count == 2)
        #expect(Set(found.questions.map(\.id)).count == 2)
        for question in found.questions {
            let isFirst = question.fields == ["cell \(Self.theme(1).rawValue)"]
            #expect(question.other == FileMerge.digest(Self.bytes(isFirst ? mine : theirs)))
        }
        let now = try FrameworkText.row(from: Self.bytes(found.cells))
        let other = try FrameworkText.row(from: Self.bytes(mine))
        let answered = AnswerMerge.row(
            other: other, fields: ["cell \(Self.theme(1).rawValue)"], now: now,
            id: Self.cell(1, 1, "", id: 9).id, mine[0].written)
        #expect(answered.latest(Self.theme(1))?.text == "A." && answered.latest(Self.theme(2))?.text == "B.")
    }

    private static func matrix(
        _ title: String, _ themes: [Int], query: String? = nil, by: String = "r1"
    ) -> [UInt8] {
        FrameworkText.bytes(
            of: FrameworkMatrix(
                id: matrix, title: title, choice: FrameworkChoice(query: query), themes: themes.map(theme),
                added: Provenance(
                    by: MemberID(rawValue: by).unsafelyUnwrapped, at: Timestamp(secondsSinceEpoch: 1)),
                nonce: nonce))
    }

    @Test("Columns that either adds are there, those that either drops are not; title and choice are asked")
    func columns() throws {
        func merged(_ base: [UInt8]?, _ one: [UInt8], _ other: [UInt8]) -> MergedFile {
            let merged = FileMerge.merged(Self.matrix.path, base: base, one, other)
            #expect(merged == FileMerge.merged(Self.matrix.path, base: base, other, one))
            return merged
        }
        let base = Self.matrix("t", [1, 2])
        let quiet = merged(base, Self.matrix("t", [2, 3]), Self.matrix("u", [1, 2, 4]))
        let matrix = try FrameworkText.matrix(from: try #require(quiet.bytes))
        #expect(Set(matrix.themes) == Set([2, 3, 4].map(Self.theme)) && matrix.title == "u")
        #expect(quiet.questions.isEmpty)
        let asked = merged(base, Self.matrix("a", [1, 2], query: "any"), Self.matrix("b", [1, 2]))
        #expect(asked.questions.map(\.fields) == [["title"]])
        let stands = try FrameworkText.matrix(from: try #require(asked.bytes))
        #expect(stands.choice.query == "any")
        let other = try FrameworkText.matrix(from: Self.matrix(stands.title == "a" ? "b" : "a", [1]))
        let taken = AnswerMerge.matrix(other: other, fields: ["title"], now: stands)
        #expect(taken.title == other.title && taken.choice == stands.choice && taken.themes == stands.themes)
        #expect(
            merged(base, Self.matrix("t", [1, 2], query: "any"), Self.matrix("t", [1, 2], query: "none"))
                .questions.map(\.fields) == [["choice"]])
        // Nothing would be left: one of them stands, and somebody is asked.
        let empty = merged(base, Self.matrix("t", [1]), Self.matrix("t", [2]))
        #expect(try FrameworkText.matrix(from: try #require(empty.bytes)).themes.count == 1)
        #expect(empty.questions.count == 1)
    }

    private struct States: StudyStates {
        var old: [UInt8]?
        var new: [UInt8]?

        mutating func isThere(_ path: String) -> (before: Bool, after: Bool) { (old != nil, new != nil) }
        mutating func before(_ path: String) -> [UInt8]? { old }
        mutating func after(_ path: String) -> [UInt8]? { new }
        mutating func restores(_ path: String) -> Bool { false }
        func record(from bytes: [UInt8]) -> Record? { nil }
        mutating func codebook() -> Codebook { Codebook() }
    }

    @Test("A coder changes matrices that they began, and no others")
    func rights() {
        func isAllowed(_ act: OperationSummary.Act, _ old: [UInt8]?, _ new: [UInt8]?) -> Bool {
            var rights = OperationRights(
                of: MemberID(rawValue: "r2").unsafelyUnwrapped, role: "coder", act: act,
                states: States(old: old, new: new))
            return rights.overreach([Self.matrix.path]) == nil
        }
        let (own, others) = (Self.matrix("t", [1], by: "r2"), Self.matrix("t", [1]))
        #expect(isAllowed(.chart, nil, own) && !isAllowed(.chart, nil, others))
        #expect(isAllowed(.chart, own, Self.matrix("u", [2], query: "any", by: "r2")))
        #expect(!isAllowed(.chart, others, Self.matrix("u", [1])))
        #expect(!isAllowed(.chart, others, Self.matrix("t", [1], by: "r2")), "that takes it over")
        #expect(isAllowed(.edit, others, Self.matrix("u", [1])), "that is an answer")
        #expect(!isAllowed(.chart, own, nil) && !isAllowed(.chart, own, Array("matrix: x\n".utf8)))
        #expect(isAllowed(.withdrawal, others, Self.matrix("[withdrawn]", [1])))
        #expect(!isAllowed(.withdrawal, others, Self.matrix("t", [2])))
    }

    @Test("No version is ever lost, whatever two people write")
    func random() throws {
        var dice = Seeded(7)
        for _ in 0..<300 {
            var number = 0
            func more(_ cells: [FrameworkCell], _ by: String) -> [FrameworkCell] {
                var cells = cells
                for _ in 0..<Int.random(in: 0..<4, using: &dice) {
                    number += 1
                    let theme = Int.random(in: 1...3, using: &dice)
                    let before = cells.filter { $0.theme == Self.theme(theme) }.map(\.number).max() ?? 0
                    cells.append(Self.cell(theme, before + 1, "\(by) \(number)", id: number, by: by))
                }
                return cells
            }
            let base = more([], "r1")
            let (one, other) = (more(base, "r1"), more(base, "r2"))
            if Self.bytes(one) == Self.bytes(other) { continue }
            let found = try Self.merged(base, one, other)
            #expect(Set(found.cells) == Set(one).union(other))
            let contested = (1...3).filter { theme in
                let own = { (cells: [FrameworkCell]) in
                    cells.contains { $0.theme == Self.theme(theme) && !base.contains($0) }
                }
                return own(one) && own(other)
            }
            #expect(
                Set(found.questions.flatMap(\.fields))
                    == Set(contested.map { "cell \(Self.theme($0).rawValue)" }))
        }
    }
}
