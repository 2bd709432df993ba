import Testing

@testable import Agreement

/// What other programs print 0, 1 or NaN for, or stop at.
@Suite("Edge cases")
struct EdgeCaseTests {
    private func matrix(_ units: [[String?]], _ categories: [String]? = ["1", "2"]) throws -> RatingMatrix {
        try RatingMatrix(units: units, categories: categories?.map { Category($0) })
    }

    private func all(_ matrix: RatingMatrix) -> [Statistic: Estimate] {
        Dictionary(
            uniqueKeysWithValues: Statistic.allCases.map { ($0, $0.evaluate(on: matrix).estimate) })
    }

    @Test("One value everywhere, one category declared: percentages alone")
    func oneCategory() throws {
        for (statistic, estimate) in all(try matrix(.init(repeating: ["1", "1"], count: 5), nil)) {
            switch statistic {
            case .percentAgreement, .holsti: #expect(estimate == .value(1), "\(statistic)")
            case .pabak: #expect(estimate == .undefined(.notTwoCategories))
            default: #expect(estimate == .undefined(.noVariation), "\(statistic)")
            }
        }
    }

    @Test("One value everywhere, two declared: chance of the data is undefined, that of the codebook is not")
    func oneValue() throws {
        // 7 and 20 are numbers of units at which the shares do not add up to 1 in floating point.
        for count in [5, 7, 20] {
            for (statistic, estimate) in all(try matrix(.init(repeating: ["1", "1", "1"], count: count))) {
                switch statistic {
                case .percentAgreement, .brennanPrediger, .randolph, .gwetAC1, .gwetAC2:
                    #expect(estimate == .value(1), "\(statistic) of \(count)")
                case _ where statistic.isForTwoCoders: #expect(estimate == .undefined(.notTwoCoders))
                default: #expect(estimate == .undefined(.noVariation), "\(statistic) of \(count)")
                }
            }
        }
        let figure = Statistic.gwetAC1.evaluate(on: try matrix([["1", "1"], ["1", "1"]]))
        #expect(figure.notes == [.noVariation])
    }

    @Test("One coder constant: kappa is 0 by construction, and says so")
    func constantCoder() throws {
        let ratings = try matrix([["1", "1"], ["1", "2"], ["1", "1"], ["1", "2"], ["1", "1"]])
        let figure = Statistic.cohenKappa.evaluate(on: ratings)
        #expect(figure.estimate == .value(0))
        #expect(figure.notes == [.constantCoder])
        #expect(Statistic.krippendorffAlpha.evaluate(on: ratings).notes.isEmpty)
    }

    @Test("A single unit has a value and no spread")
    func singleUnit() throws {
        let ratings = try matrix([["1", "2"]])
        #expect(ratings.krippendorffAlpha() == .value(0))
        #expect(ratings.fleissKappa() == .value(-1))
        #expect(ratings.cohenKappa() == .value(0))
        #expect(throws: UndefinedReason.singleUnit) { try ratings.fleissKappaInterval() }
        #expect(throws: UndefinedReason.singleUnit) { try ratings.gwetACInterval() }
        #expect(throws: UndefinedReason.singleUnit) { try ratings.congerKappaInterval() }
        #expect(throws: UndefinedReason.singleUnit) { try ratings.cohenKappaInterval() }
        #expect(throws: UndefinedReason.singleUnit) { try ratings.krippendorffAlphaJackknife() }
        #expect(throws: UndefinedReason.singleUnit) { try ratings.bootstrap(.krippendorffAlpha) }
        let figure = Statistic.krippendorffAlpha.evaluate(on: ratings, resampling: Resampling())
        #expect(figure.interval == nil && figure.estimate == .value(0))
    }

    @Test("Nothing was coded twice")
    func noDoubleCoding() throws {
        for (statistic, estimate) in all(try matrix([["1", nil], ["2", nil], [nil, "1"]])) {
            #expect(estimate == .undefined(.noDoubleCoding), "\(statistic)")
        }
    }

    @Test("There is nothing at all")
    func nothing() throws {
        for ratings in [
            try matrix([]), try matrix([[], []]), try matrix([[nil, nil]]), try matrix([], nil),
            try matrix([[nil, nil], [nil, nil]], nil),
        ] {
            for (statistic, estimate) in all(ratings) {
                #expect(estimate == .undefined(.noDoubleCoding), "\(statistic)")
            }
        }
    }

    @Test("One unit was coded twice, alike: alpha knows no variation")
    func onePairableUnit() throws {
        let ratings = try matrix([["1", nil], ["2", "2"], [nil, "1"]])
        #expect(ratings.krippendorffAlpha() == .undefined(.noVariation))
        #expect(ratings.fleissKappa() == .value(1))
        #expect(ratings.gwetAC() == .value(1))
        #expect(ratings.brennanPrediger() == .value(1))
    }

    @Test("A coder without values is left out and named")
    func silentCoder() throws {
        let units: [[String?]] = [["1", nil, "1"], ["2", nil, "1"], ["2", nil, "2"]]
        let ratings = try RatingMatrix(units: units, coders: ["Ada", "Ben", "Cem"])
        #expect(ratings.silentCoders == ["Ben"])
        #expect(ratings.withoutSilentCoders.coders == ["Ada", "Cem"])
        let others = try RatingMatrix(units: units.map { [$0[0], $0[2]] })
        for statistic in Statistic.allCases {
            let figure = statistic.evaluate(on: ratings)
            #expect(figure.estimate == statistic.evaluate(on: others).estimate, "\(statistic)")
            if figure.estimate.number != nil { #expect(figure.notes == [.silentCoders]) }
        }
    }

    @Test("Nine times both no, once one yes: each coefficient says its own")
    func rareCategory() throws {
        let ratings = try matrix(.init(repeating: ["0", "0"], count: 9) + [["0", "1"]], ["0", "1"])
        let all = all(ratings).compactMapValues(\.number)
        #expect(all[.krippendorffAlpha] == 0)
        #expect(all[.cohenKappa] == 0)
        #expect(abs((all[.fleissKappa] ?? 9) + 1 / 19) < 1e-12)
        #expect(abs((all[.gwetAC1] ?? 9) - 161 / 181) < 1e-12)
        #expect(abs((all[.brennanPrediger] ?? 9) - 0.8) < 1e-12)
        #expect(abs((all[.percentAgreement] ?? 9) - 0.9) < 1e-12)
    }

    @Test("Two units crossed: alpha is -0.5, and stays so")
    func crossed() throws {
        #expect(try matrix([["1", "2"], ["2", "1"]]).krippendorffAlpha() == .value(-0.5))
    }

    @Test("A code that nobody used where two looked has no figure of its own")
    func unusedCode() throws {
        let ratings = try matrix([["1", "1"], ["2", "1"], ["3", nil], ["2", "2"]], ["1", "2", "3"])
        #expect(ratings.krippendorffAlpha(category: 2) == .undefined(.unusedCode))
        #expect(ratings.fleissKappa(category: 2) == .undefined(.unusedCode))
        let table = try ratings.contingencyTable()
        #expect(table.cohenKappa(category: 2) == .undefined(.unusedCode))
        #expect(table.scottPi(category: 2) == .undefined(.unusedCode))
        let options = Statistic.Options(category: 2)
        let figure = Statistic.gwetAC1.evaluate(on: ratings, options: options)
        #expect(figure.estimate == .undefined(.unusedCode))
        #expect(figure.name == "gwet_ac1_category" && figure.parameters["category"] == "3")
    }

    @Test("Names have no differences, numbers too large have none that can be computed")
    func numbers() throws {
        let names = try matrix([["a", "b"], ["b", "b"]], nil)
        #expect(names.krippendorffAlpha(.interval) == .undefined(.notNumeric))
        #expect(names.krippendorffAlpha(.ratio) == .undefined(.notNumeric))
        #expect(names.krippendorffAlpha(.ordinal).number != nil)
        let large = try matrix([["1e300", "-1e300"], ["1e300", "1e300"]], nil)
        #expect(large.krippendorffAlpha(.interval) == .undefined(.outOfRange))
        let same = try matrix([["1", "1.0"], ["1.0", "1"]], nil)
        #expect(same.krippendorffAlpha(.interval) == .undefined(.noVariation))
        #expect(same.krippendorffAlpha().number == -0.5)
        let infinite = Category("inf")
        #expect(infinite.number == nil && Category("nan").number == nil)
        #expect(Category("2.5").number == 2.5 && Category("high", number: 3).number == 3)
    }

    @Test("Small units of measurement do not make differences vanish")
    func smallNumbers() throws {
        let units: [[String?]] = [["1", "2"], ["2", "2"], ["3", "3"], ["1", "1"]]
        let tiny = units.map { $0.map { $0.map { "\($0)e-20" } } }
        let (one, other) = (
            try matrix(units, nil).krippendorffAlpha(.interval).number,
            try matrix(tiny, nil).krippendorffAlpha(.interval).number
        )
        #expect(abs((one ?? 0) - (other ?? 9)) < 1e-12)
    }

    @Test("Holsti counts what only one coder decided against both")
    func holsti() throws {
        #expect(try matrix([["1", "1"], ["1", nil], ["2", "1"]]).holsti() == .value(2 / 5.0))
    }

    @Test("Two empty sets agree; a missing set is no set")
    func emptySets() throws {
        #expect(SetDistance.allCases.allSatisfy { $0.between([], []) == 0 })
        #expect(SetDistance.allCases.allSatisfy { $0.between([], ["a"]) == 1 })
        let sets = try LabelSets(units: [[[], []], [["a"], nil], [["a"], ["a"]], [[], ["a"]]])
        let presence = sets.presence(of: 0)
        #expect(abs((presence.percentAgreement().number ?? 0) - 2 / 3.0) < 1e-12)
        #expect(presence[unit: 1, coder: 1] == nil && presence[unit: 0, coder: 0] == 0)
        let same = try LabelSets(units: [[[], []], [[], []]], codes: ["a"])
        #expect(same.krippendorffAlpha(.masi) == .undefined(.noVariation))
    }

    @Test("What is not a table of ratings is refused")
    func input() {
        #expect(throws: AgreementInputError.unequalLengths) { try RatingMatrix(units: [["a"], ["a", "b"]]) }
        #expect(throws: AgreementInputError.undeclaredCategory("b")) {
            try RatingMatrix(units: [["a", "b"]], categories: [Category("a")])
        }
        #expect(throws: AgreementInputError.duplicateName("a")) {
            try RatingMatrix(units: [["a"]], categories: [Category("a"), Category("a")])
        }
        #expect(throws: AgreementInputError.undeclaredCategory("1")) {
            try RatingMatrix(columns: [[0, 1]], categories: [Category("a")])
        }
        #expect(throws: AgreementInputError.countOutOfRange) { try ContingencyTable([[1, -1], [0, 0]]) }
        #expect(throws: AgreementInputError.unequalLengths) { try ContingencyTable([[1, 1]]) }
        #expect(throws: AgreementInputError.unequalLengths) { try CategoryCounts([[1, 1], [1]]) }
        #expect(throws: AgreementInputError.notFinite) { try WeightTable([[.nan]]) }
        #expect(throws: AgreementInputError.undeclaredCategory("b")) {
            try LabelSets(units: [[["b"]]], codes: ["a"])
        }
    }

    @Test("Weights for other categories are refused")
    func foreignWeights() throws {
        let weights = AgreementWeights.custom(try WeightTable([[1]]))
        let ratings = try matrix([["1", "2"]])
        #expect(ratings.cohenKappa(weights: weights) == .undefined(.weightsMismatch))
        #expect(ratings.gwetAC(weights: weights) == .undefined(.weightsMismatch))
    }
}
