import Agreement
import StudyModel
import Testing
import Workflows

@Suite struct RatingFileTests {
    private static func read(
        _ text: String, _ change: (inout RatingFile.Options) -> Void = { _ in }
    ) throws -> RatingFile {
        var options = RatingFile.Options()
        change(&options)
        return try RatingFile(Array(text.utf8), options: options)
    }

    private static func matrix(_ file: RatingFile) throws -> RatingMatrix {
        guard case .matrix(let matrix) = file.ratings else {
            throw StudyError(.internalFault, "no matrix")
        }
        return matrix
    }

    @Test(arguments: [
        ("unit,a,b\n1,x,y\n2,x,\n", ["a", "b"]), ("a,b\nx,y\nx,NA\n", ["a", "b"]),
        ("Item;a;b\np1;x;y\np2;x;.\np3;y;y\n", ["a", "b"]),
        ("\u{FEFF}a\tb\r\nx\ty\r\nx\t\r\n", ["a", "b"]),
    ])
    func unitsByCoders_areFoundOut(_ text: String, _ coders: [String]) throws {
        let matrix = try Self.matrix(try Self.read(text))
        #expect(matrix.coders == coders)
        #expect(matrix.categories.map(\.label) == ["x", "y"])
        #expect(matrix[unit: 1, coder: 1] == nil)
    }

    @Test func longForm_isFoundByItsHeadings() throws {
        let file = try Self.read("Rater,Item,Rating\nann,1,3\nben,1,2\nann,2,1\n")
        let matrix = try Self.matrix(file)
        #expect(matrix.coders == ["ann", "ben"] && matrix.unitCount == 2)
        #expect(matrix[unit: 1, coder: 1] == nil)
        #expect(file.taken.contains("one value for each row"))
    }

    @Test func table_isFoundByEqualNames() throws {
        guard case .table(let table) = try Self.read(",x,y\nx,3,1\ny,0,4\n").ratings else {
            Issue.record("no table")
            return
        }
        #expect(table.counts == [[3, 1], [0, 4]])
    }

    @Test func numbers_areWrittenInOneWay() throws {
        let matrix = try Self.matrix(try Self.read("unit,a,b\n1,1,1.0\n2,2.0,3\n"))
        #expect(matrix.categories.map(\.label) == ["1", "2", "3"])
        let decimal = try Self.matrix(
            try Self.read("unit;a;b\nu1;1,5;2\nu2;2;1,50\n") { $0.hasNumbers = true })
        #expect(decimal.categories.map(\.number) == [1.5, 2])
    }

    @Test(arguments: [["1.1", "1.10"], ["007", "7"], ["0x10", "16"], ["1e2", "100"]])
    func namesThatAreEqualAsNumbers_stayTwo(_ names: [String]) throws {
        let text = "unit,a,b\n1,\(names[0]),\(names[1])\n2,8,8\n"
        #expect(try Self.matrix(try Self.read(text)).categories.count == 3)
    }

    @Test func declaredCategory_isAValueEvenIfItIsCalledNA() throws {
        let matrix = try Self.matrix(try Self.read("unit,a,b\n1,NA,x\n") { $0.categories = ["x", "NA"] })
        #expect(matrix[unit: 0, coder: 0] == 1)
    }

    @Test func sets_knowNothingFromNotAsked() throws {
        guard
            case .sets(let units, _, _) = try Self.read("unit,a,b\n1,x;y,-\n2,x,\n", { $0.hasSets = true })
                .ratings
        else {
            Issue.record("no sets")
            return
        }
        #expect(units == [[["x", "y"], []], [["x"], nil]])
    }

    @Test func records_groupUnits() throws {
        let file = try Self.read("interview,unit,a,b\ni1,1,x,y\ni1,2,x,x\ni2,3,y,y\n") {
            $0.record = "Interview"
        }
        #expect(file.records == [0, 0, 1])
        #expect(try Self.matrix(file).coders.suffix(2) == ["a", "b"])
    }

    @Test func coders_areChosenInOrder() throws {
        let matrix = try Self.matrix(try Self.read("unit,a,b,c\n1,x,y,z\n") { $0.coders = ["c", "a"] })
        #expect(matrix.coders == ["c", "a"])
    }

    @Test(arguments: [
        ("unit,a,b\n1,x,q\n", "Row 2, b"), ("unit,coder,value\n1,a,x\n1,a,y\n", "Row 3"),
        ("unit,a,a\n1,x,y\n", "Row 1"),
        ("unit,a,b\n", "no rows"), ("1,2\n1,2\n2,1\n", "Row 1"), ("unit,a,\"b\n1,x,y\n", "Line 1"),
        ("unit,,b\n1,x,y\n", "Row 1"), ("unit,coder,value\n,a,y\n", "Row 2"),
    ])
    func whatIsWrong_isNamedWithItsRow(_ text: String, _ place: String) throws {
        #expect("\(text)") {
            try Self.read(text) { if text.contains("q") { $0.categories = ["x"] } }
        } throws: { error in
            (error as? StudyError)?.code == .agreementInvalid && "\(error)".contains(place)
        }
    }

    @Test func orderOfTheAlphabet_isNotThatOfAScale() throws {
        let file = try Self.read("unit,a,b\n1,low,high\n2,mid,mid\n")
        var plan = AgreementPlan()
        plan.scale = .ordinal
        #expect { try file.report(plan: plan, title: "t") } throws: { error in
            (error as? StudyError)?.hint?.contains("--categories") == true
        }
    }

    @Test func otherEncoding_isSaid() throws {
        #expect { try RatingFile(Array("unit,a\n1,".utf8) + [0xE9, 0x0A], options: .init()) } throws: {
            error in
            "\(error)".contains("UTF-8")
        }
    }

    @Test func weights_mayNameTheirCategories() throws {
        let named = try WeightFile(Array(",a,b\na,1,.5\nb,.5,1\n".utf8))
        #expect(named.labels == ["a", "b"])
        #expect(try WeightFile(Array("1,0\n0,1\n".utf8)).labels == nil)
        #expect(throws: StudyError.self) { try WeightFile(Array("1,0\n0\n".utf8)) }
    }

    @Test(arguments: [
        "\u{FEFF}1,0.5\n0.5,1\n", "1;0,5\n0,5;1\n", ";a;b\r\na;1;0,5\r\nb;0,5;1\r\n",
    ])
    func weights_areReadLikeRatings(_ text: String) throws {
        guard case .custom(let table) = try WeightFile(Array(text.utf8)).weights else {
            Issue.record("no table")
            return
        }
        #expect(table == (try WeightTable([[1, 0.5], [0.5, 1]])))
    }

    @Test(arguments: [
        ("0,1\n1,0\n", "disagreement"), ("1,2\n0,1\n", "row 1, column 2"),
        ("1,-.5\n0,1\n", "row 1, column 2"),
        ("1,0\n0,.9\n", "row 2, column 2"), ("\n", "empty"),
    ])
    func weightsThatWeighNoAgreement_areRefused(_ text: String, _ reason: String) throws {
        #expect { try WeightFile(Array(text.utf8)) } throws: { "\($0)".contains(reason) }
    }

    @Test func weightsWithoutNames_doNotFallOnTheAlphabet() throws {
        var plan = AgreementPlan()
        plan.weights = .custom(try WeightTable([[1, 0.5, 0], [0.5, 1, 0.5], [0, 0.5, 1]]))
        let text = "unit,a,b\n1,low,high\n2,mid,mid\n"
        #expect { try Self.read(text).report(plan: plan, title: "t") } throws: {
            ($0 as? StudyError)?.hint?.contains("--categories") == true
        }
        let declared = try Self.read(text) { $0.categories = ["low", "mid", "high"] }
        #expect(try declared.report(plan: plan, title: "t").overall.isEmpty == false)
    }

    @Test func anyBytes_neverTrap() throws {
        var generator = SeededGenerator(seed: 7)
        let pieces = [
            "unit", ",", "\n", ";", "\"", "a", "1", "-", "NA", "coder", "value", "\r\n", "é", "\t", "2.5",
        ]
        for _ in 0..<3000 {
            let text = (0..<generator.below(40)).map { _ in pieces[generator.below(pieces.count)] }.joined()
            var options = RatingFile.Options()
            options.hasSets = generator.below(3) == 0
            options.form = [nil, .units, .long, .table, .counts][generator.below(5)]
            options.unit = [nil, "none", "unit"][generator.below(3)]
            guard let file = try? RatingFile(Array(text.utf8), options: options) else { continue }
            var plan = AgreementPlan()
            plan.replicates = 5
            plan.statistics = ["all"]
            _ = try? file.report(plan: plan, title: "t")
        }
    }
}
