import StudyModel
import TestDice
import Testing

@testable import Workflows

@Suite("Which summaries are stale")
struct FrameworkStalenessTests {
    private static let cases = ["SP1", "SP2", "SP3"].map { CaseID(rawValue: $0).unsafelyUnwrapped }
    private static let codes = (0..<4).map { CodeID(rawValue: "c-000000000\($0)").unsafelyUnwrapped }
    private static let records = ["a", "b", "c", "d"].map {
        RecordID(rawValue: "2020-04-15-interview-\($0)\($0)\($0)\($0)").unsafelyUnwrapped
    }
    private static let source = CodingSource.coder(CoderID(rawValue: "r1").unsafelyUnwrapped)
    private static let written = Provenance(
        by: MemberID(rawValue: "r1").unsafelyUnwrapped, at: Timestamp(secondsSinceEpoch: 1))

    private static func operation(_ number: Int) -> OperationID {
        let digits = String(number)
        return OperationID(rawValue: String(repeating: "0", count: 26 - digits.count) + digits)
            .unsafelyUnwrapped
    }

    private static func key(_ number: Int) -> FrameworkCodingKey {
        FrameworkCodingKey(
            source: source, coding: CodingID(rawValue: operation(number).rawValue).unsafelyUnwrapped)
    }

    /// A study as plain as it can be.
    private struct Model {
        var codings: [FrameworkCodingKey: FrameworkSources.Coding] = [:]
        var refused: Set<RecordID> = []
        var cases: [RecordID: [CaseID]]
        /// The second code is below the first, until somebody moves it.
        var isBelow = true

        func covering(_ code: CodeID) -> [CodeID] {
            code == FrameworkStalenessTests.codes[1] && isBelow
                ? [code, FrameworkStalenessTests.codes[0]] : [code]
        }

        /// What a cell is about: all that a summary could rest on, with code and words.
        func about(_ caseID: CaseID, _ theme: CodeID) -> [FrameworkCodingKey: FrameworkSources.Coding] {
            codings.filter { _, coding in
                !refused.contains(coding.record) && !coding.words.isEmpty
                    && cases[coding.record]?.contains(caseID) == true && covering(coding.code).contains(theme)
            }
        }

        var staleness: FrameworkStaleness {
            var sources = FrameworkSources()
            (sources.codings, sources.refused) = (codings, refused)
            let codes = FrameworkStalenessTests.codes
            return FrameworkStaleness(
                sources, cases: cases,
                themes: Dictionary(uniqueKeysWithValues: codes.map { ($0, covering($0)) }))
        }
    }

    private struct Cell: Hashable {
        var caseID: CaseID
        var theme: CodeID
    }

    private static func step(_ model: inout Model, _ number: Int, _ dice: inout Seeded) {
        let coding = FrameworkSources.Coding(
            record: records.randomElement(using: &dice).unsafelyUnwrapped,
            code: codes.randomElement(using: &dice).unsafelyUnwrapped, words: "w\(number % 5)")
        let any = model.codings.keys.sorted { $0.coding.rawValue < $1.coding.rawValue }
            .randomElement(using: &dice)
        switch Int.random(in: 0..<9, using: &dice) {
        case 0, 1, 2: model.codings[key(number)] = coding
        case 3: if let any { model.codings[any]?.code = coding.code }
        case 4: if let any { model.codings[any] = nil }
        case 5: if let any { model.codings[any]?.words = ["", "x", "y"].randomElement(using: &dice) ?? "" }
        case 6: model.refused.formSymmetricDifference([coding.record])
        case 7: model.cases[coding.record] = [cases.randomElement(using: &dice).unsafelyUnwrapped]
        default: model.isBelow.toggle()
        }
    }

    @Test("A summary is stale exactly when what it is about is not what it was, in 20,000 random steps")
    func random() {
        var dice = Seeded(11)
        for _ in 0..<200 {
            var model = Model(cases: [:])
            for (index, record) in Self.records.enumerated() {
                model.cases[record] = [Self.cases[index % 3], Self.cases[(index + 1) % 3]]
            }
            var filled: [Cell: (cell: FrameworkCell, about: [FrameworkCodingKey: FrameworkSources.Coding])] =
                [:]
            for number in 1...100 {
                Self.step(&model, number, &dice)
                let staleness = model.staleness
                let cell = Cell(
                    caseID: Self.cases.randomElement(using: &dice).unsafelyUnwrapped,
                    theme: Self.codes.randomElement(using: &dice).unsafelyUnwrapped)
                if Bool.random(using: &dice) {
                    let summary = FrameworkCell(
                        theme: cell.theme, id: Self.operation(number), number: 1, text: "t",
                        written: Self.written, basis: staleness.basis(cell.caseID, cell.theme))
                    filled[cell] = (summary, model.about(cell.caseID, cell.theme))
                }
                for (place, kept) in filled {
                    let causes = staleness.causes(of: kept.cell, of: place.caseID)
                    let now = model.about(place.caseID, place.theme)
                    #expect(causes.isEmpty == (now == kept.about))
                    let added = Set(now.keys).subtracting(kept.about.keys).map(\.coding)
                    #expect(Set(causes.filter { $0.reason == .added }.compactMap(\.coding)) == Set(added))
                    let changed = kept.about.filter { now[$0.key] != $0.value }.keys.map(\.coding)
                    #expect(Set(causes.filter { $0.reason != .added }.compactMap(\.coding)) == Set(changed))
                }
            }
        }
    }

    @Test("Each change has its reason; what was left aside and what a round hides say nothing")
    func reasons() {
        let (record, theme) = (Self.records[0], Self.codes[0])
        var sources = FrameworkSources()
        sources.codings = [
            Self.key(1): .init(record: record, code: theme, words: "a"),
            Self.key(2): .init(record: record, code: theme, words: "b"),
        ]
        func staleness(_ cases: [RecordID: [CaseID]] = [record: [Self.cases[0]]]) -> FrameworkStaleness {
            FrameworkStaleness(sources, cases: cases, themes: [theme: [theme]])
        }
        var cell = FrameworkCell(
            theme: theme, id: Self.operation(1), number: 1, text: "t", written: Self.written,
            basis: staleness().basis(Self.cases[0], theme, linked: [Self.key(1)]))
        func reasons(_ staleness: FrameworkStaleness) -> [FrameworkCause.Reason] {
            staleness.causes(of: cell, of: Self.cases[0]).map(\.reason)
        }
        #expect(cell.basis.map(\.isLinked) == [true, false] && reasons(staleness()).isEmpty)
        sources.codings[Self.key(2)] = nil
        #expect(reasons(staleness()).isEmpty)
        #expect(reasons(staleness([:])) == [.moved])
        sources.codings[Self.key(1)]?.words = "c"
        #expect(reasons(staleness()) == [.edited])
        sources.codings[Self.key(1)]?.code = Self.codes[1]
        #expect(reasons(staleness()) == [.recoded])
        sources.codings[Self.key(1)] = nil
        #expect(reasons(staleness()) == [.removed])
        sources.refused = [record]
        #expect(reasons(staleness()) == [.consent])
        sources.hidden = [record]
        #expect(reasons(staleness()).isEmpty)
        sources.withdrawn = [Self.cases[0]]
        #expect(reasons(staleness()) == [.withdrawn])
        cell.text = ""
        #expect(reasons(staleness()).isEmpty)
    }
}
