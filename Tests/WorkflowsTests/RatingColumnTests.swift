import Agreement
import StudyModel
import Testing
import Workflows

/// Which column of a file is what, and what is refused rather than guessed.
@Suite struct RatingColumnTests {
    private static func read(
        _ text: String, _ change: (inout RatingFile.Options) -> Void = { _ in }
    ) throws -> RatingFile {
        var options = RatingFile.Options()
        change(&options)
        return try RatingFile(Array(text.utf8), options: options)
    }

    private static func coders(
        _ text: String, _ change: (inout RatingFile.Options) -> Void = { _ in }
    ) throws -> [String] {
        guard case .matrix(let matrix) = try read(text, change).ratings else { return [] }
        return matrix.coders
    }

    private static func refusal(
        _ text: String, _ change: (inout RatingFile.Options) -> Void = { _ in }
    ) -> String {
        do { return "read: \(try read(text, change).taken)" } catch {
            let refusal = error as? StudyError
            return [refusal?.message, refusal?.hint].compactMap(\.self).joined(separator: " ")
        }
    }

    @Test func columnOfMeasures_isACoder() throws {
        let text = "ann,ben,cem\n1.1,1.2,1.0\n2.1,2.4,2.2\n3.3,3.1,3.5\n"
        #expect(try Self.coders(text) == ["ann", "ben", "cem"])
    }

    @Test func columnOfNamesWithoutHeading_isRefusedUnlessSaid() throws {
        let text = "who knows,a,b\np1,x,y\np2,x,x\np3,y,y\n"
        #expect(Self.refusal(text).contains("--unit 'who knows' or --unit none"))
        #expect(try Self.coders(text) { $0.unit = "who knows" } == ["a", "b"])
        #expect(try Self.coders(text) { $0.unit = "none" } == ["who knows", "a", "b"])
        #expect(try Self.coders(text) { $0.coders = ["b", "a"] } == ["b", "a"])
    }

    @Test func unitColumn_mayStandAnywhere() throws {
        #expect(try Self.coders("ann,ben,id\nx,y,1\nx,x,2\n") == ["ann", "ben"])
        #expect(
            try Self.coders("interview,unit,a,b\ni,1,x,y\ni,2,x,x\n") { $0.record = "interview" } == [
                "a", "b",
            ])
        #expect(
            try Self.coders("record,segment,a,b\ni,1,x,y\ni,2,x,x\n") { $0.record = "record" } == ["a", "b"])
    }

    @Test(arguments: [
        "interview,unit,a,b\ni1,1,x,y\ni2,2,x,x\n", "unit,a,b,comment\n1,x,y,fine\n2,x,x,\n",
        "unit,document,a,b\n1,d,x,y\n2,d,x,x\n",
    ])
    func columnNobodyExplains_isRefused(_ text: String) throws {
        #expect(Self.refusal(text).contains("Nothing says what the column"))
        #expect(try Self.coders(text) { $0.coders = ["a", "b"] } == ["a", "b"])
    }

    @Test func equalNames_makeATableWhateverTheOrder() throws {
        guard case .table(let table) = try Self.read(",x,y\ny,0,4\nx,3,1\n").ratings else {
            Issue.record("no table")
            return
        }
        #expect(table.counts == [[3, 1], [0, 4]])
        #expect(Self.refusal(",x,y\nx,3,one\ny,0,4\n").contains("Row 2, 'y': 'one' is no count"))
    }

    @Test func repeatedUnit_isRefusedButWithinAnotherRecord() throws {
        #expect(Self.refusal("unit,a,b\n1,x,y\n1,x,x\n").contains("Row 3: the unit '1' stands in row 2"))
        let text = "rec,unit,a,b\nr1,1,x,y\nr2,1,x,x\n"
        #expect(try Self.coders(text) { $0.record = "rec" } == ["a", "b"])
    }

    @Test(arguments: [
        ("unit,a,b\n1,x\n2,x,y\n", "Row 2 has 2 cells"), ("unit,a,b\n1,x,y\n2,x,y,z\n", "Row 3 has 4 cells"),
        ("x,y\nx,x\ny,y\n", "Row 1"), ("2,1,3\n1,2,2\n2,2,1\n", "Row 1"), ("1,2\n3,3\n4,4\n", "Row 1"),
        ("unit,x,y,z\n1,3,0,0\n2,2,1,0\n3,0,0,3\n", "--form counts"),
    ])
    func whatMayLoseOrAddAValue_isRefused(_ text: String, _ reason: String) {
        #expect(Self.refusal(text).contains(reason), "\(Self.refusal(text))")
    }

    @Test func emptyCellsAtTheEnd_areFine() throws {
        #expect(try Self.coders("unit,a,b,\n1,x,y,\n2,x,,,\n") == ["a", "b"])
    }

    @Test func unitOfNoRecord_isRefused() {
        let text = "rec,unit,a,b\nr1,1,x,y\n,2,x,x\n"
        #expect(Self.refusal(text) { $0.record = "rec" }.contains("Row 3 names no record"))
    }

    @Test func undeclaredValueInTheLongForm_isNamedWithItsRow() {
        let text = "unit,coder,value\n1,a,x\n1,b,x\n2,a,z\n"
        #expect(Self.refusal(text) { $0.categories = ["x", "y"] }.contains("Row 4, a: 'z'"))
        #expect(Self.refusal("1,a,x\n1,b,y\n2,a,x\n") { $0.form = .long }.contains("Row 1 holds a value"))
    }

    @Test func declaredCategories_tellRatingsFromCounts() throws {
        let text = "unit,a,b,c\n1,3,0,0\n2,2,1,0\n3,0,0,3\n"
        #expect(try Self.coders(text) { $0.categories = ["0", "1", "2", "3"] } == ["a", "b", "c"])
        #expect(Self.refusal(text) { $0.categories = ["a", "b", "c"] }.contains("--form counts"))
    }

    @Test func squareOfBareNumbers_isATableWhereItIsSaid() throws {
        guard
            case .table(let table) = try Self.read("88,14,18\n10,40,10\n2,6,12\n", { $0.form = .table })
                .ratings
        else {
            Issue.record("no table")
            return
        }
        #expect(table.counts == [[88, 14, 18], [10, 40, 10], [2, 6, 12]])
    }

    @Test func counts_areReadWhereTheyAreSaidToBe() throws {
        let text = "unit,x,y,z\n1,3,0,0\n2,2,1,0\n3,0,0,3\n"
        guard case .counts(let matrix) = try Self.read(text, { $0.form = .counts }).ratings else {
            Issue.record("no counts")
            return
        }
        #expect(matrix.coders.count == 3 && matrix.categories.map(\.label) == ["x", "y", "z"])
        var plan = AgreementPlan()
        plan.statistics = ["fleiss_kappa_category", "fleiss_kappa_null_se"]
        plan.intervals = .none
        let report = try Self.read(text) { $0.form = .counts }.report(plan: plan, title: "t")
        #expect(report.overall.map(\.name) == ["fleiss_kappa", "fleiss_kappa_null_se"])
        #expect(report.codes.map(\.code) == ["x", "y", "z"] && report.coders.isEmpty)
        plan.statistics = ["cohen_kappa"]
        #expect(throws: StudyError.self) {
            try Self.read(text) { $0.form = .counts }.report(plan: plan, title: "t")
        }
    }
}
