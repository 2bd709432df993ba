import Testing

@testable import Agreement

@Suite("Presence of codes")
struct PresenceTests {
    @Test("Lengths are what counting each character gives", arguments: 0..<60)
    func characters(_ seed: UInt64) throws {
        let sample = try MadeUpSpans.sample(seed: seed)
        for code in sample.codes {
            var (table, counts) = (PresenceTable(), PresenceCounts())
            for record in sample.records {
                let assigned = sample.coders.filter { record.coders[$0] != nil }
                for place in 0..<record.length {
                    let said = assigned.map { record.isCoded(place, code, by: $0) }
                    if said.count > 1 { counts.count(1, present: said.count { $0 }, of: said.count) }
                    guard record.coders["coder0"] != nil, record.coders["coder1"] != nil else { continue }
                    table.count(1, first: said[0], second: said[1])
                }
            }
            let pool = sample.presence(of: code, first: "coder0", second: "coder1")
            #expect(pool.total == table)
            #expect(
                sample.presence(of: code, first: "coder0", second: "coder1", per: .segment).total == table)
            for assigned in 1...4 {
                for present in 0...assigned {
                    let expected = counts.units(present: present, of: assigned)
                    #expect(sample.presence(of: code).total.units(present: present, of: assigned) == expected)
                    let bySegment = sample.presence(of: code, per: .segment).total
                    #expect(bySegment.units(present: present, of: assigned) == expected)
                }
            }
        }
    }

    @Test("Two coders' figures are those of any number of coders", arguments: 0..<40)
    func twoAmongMany(_ seed: UInt64) throws {
        let sample = try MadeUpSpans.sample(seed: seed, coders: 2)
        for code in sample.codes {
            let two = sample.presence(of: code, first: "coder0", second: "coder1").total
            let many = sample.presence(of: code).total
            for (one, other) in [
                (two.krippendorffAlpha, many.krippendorffAlpha), (two.scottPi, many.fleissKappa),
                (two.gwetAC1, many.gwetAC1), (two.brennanPrediger, many.brennanPrediger),
                (two.percentAgreement, many.percentAgreement),
                (two.percentAgreement, many.percentAgreementByValues),
            ] {
                #expect(one.reason == other.reason)
                #expect(abs((one.number ?? 0) - (other.number ?? 0)) < 1e-12)
            }
        }
    }

    @Test("Tables of units give what the matrix of their ratings gives", arguments: 0..<60)
    func ratings(_ seed: UInt64) throws {
        let sample = try MadeUpSpans.sample(seed: seed, records: 4)
        for (code, unit) in sample.codes.flatMap({ code in SpanUnit.allCases.map { (code, $0) } }) {
            let table = sample.unitPresence(of: code, per: unit, rule: .coveredShare(0.3))
            let (counts, ratings) = (table.presence, table.ratings)
            let pair = table.presence(first: "coder0", second: "coder1")
            let two = ratings.choosing([0, 1])
            for (one, other) in [
                (counts.krippendorffAlpha, ratings.krippendorffAlpha()),
                (counts.fleissKappa, ratings.fleissKappa()), (counts.gwetAC1, ratings.gwetAC()),
                (counts.brennanPrediger, ratings.brennanPrediger()),
                (counts.percentAgreement, ratings.percentAgreement()),
                (counts.percentAgreementByValues, ratings.percentAgreementByValues()),
                (pair.cohenKappa, two.cohenKappa()), (pair.scottPi, two.scottPi()),
                (pair.brennanPrediger, two.pabak()),
            ] {
                #expect((one.number == nil) == (other.number == nil))
                #expect(abs((one.number ?? 0) - (other.number ?? 0)) < 1e-12)
            }
            #expect(table.records.count == table.units.count)
        }
    }

    @Test("A unit has a code where enough of it is covered")
    func rules() throws {
        let record = try SpanRecord(
            id: "r", length: 40,
            coders: [
                "a": [
                    CodedSpan(0, 3, "x"), CodedSpan(2, 5, "x"), CodedSpan(19, 21, "x"),
                    CodedSpan(19, 21, "y"),
                ],
                "b": [],
            ],
            segments: [0..<10, 10..<20, 20..<30])
        let sample = try SpanSample(records: [record], coders: ["a", "b", "c"], codes: ["x", "y"])
        let any = sample.unitPresence(of: "x", per: .segment)
        #expect(any.cells == [[true, false, nil], [true, false, nil], [true, false, nil]])
        #expect(any.units.map(\.segment) == [0, 1, 2])
        let half = sample.unitPresence(of: "x", per: .segment, rule: .coveredShare(0.5))
        #expect(half.cells.map { $0[0] } == [true, false, false])
        #expect(sample.unitPresence(of: "x", per: .record).cells == [[true, false, nil]])
        #expect(
            sample.unitCodes(per: .segment).cells
                == [[["x"], [], nil], [["x", "y"], [], nil], [["x", "y"], [], nil]])
        #expect(
            any.presence(first: "a", second: "b")
                == PresenceTable(both: 0, onlyFirst: 3, onlySecond: 0, neither: 0))
        #expect(any.presence(first: "a", second: "c").cohenKappa.reason == .noDoubleCoding)
    }

    @Test("Without variation chance has nothing to say, and each reason has its name")
    func reasons() throws {
        let unused = PresenceTable(both: 0, onlyFirst: 0, onlySecond: 0, neither: 9)
        let always = PresenceTable(both: 9, onlyFirst: 0, onlySecond: 0, neither: 0)
        #expect(unused.cohenKappa.reason == .unusedCode)
        #expect(always.krippendorffAlpha.reason == .noVariation)
        #expect(always.gwetAC1.number == 1)
        #expect(unused.brennanPrediger.number == 1)
        #expect(PresenceTable().percentAgreement.reason == .noDoubleCoding)
        #expect(unused.f1.reason == .unusedCode)
        #expect(PresenceCounts().fleissKappa.reason == .noDoubleCoding)
        #expect(PresenceTable(both: 0, onlyFirst: 1, onlySecond: 0, neither: 0).krippendorffAlpha.number == 0)
    }

    @Test("What can't be is refused by name")
    func refusals() {
        #expect(throws: SpanError.emptySpan(CodedSpan(2, 2, "x"), coder: "a", record: "r")) {
            try SpanRecord(id: "r", length: 9, coders: ["a": [CodedSpan(2, 2, "x")]])
        }
        #expect(throws: SpanError.reversedSpan(CodedSpan(3, 2, "x"), coder: "a", record: "r")) {
            try SpanRecord(id: "r", length: 9, coders: ["a": [CodedSpan(3, 2, "x")]])
        }
        #expect(throws: SpanError.spanOutsideText(CodedSpan(3, 10, "x"), coder: "a", record: "r")) {
            try SpanRecord(id: "r", length: 9, coders: ["a": [CodedSpan(3, 10, "x")]])
        }
        #expect(throws: SpanError.overlappingSegments(4..<6, record: "r")) {
            try SpanRecord(id: "r", length: 9, coders: [:], segments: [4..<6, 0..<5])
        }
        #expect(throws: SpanError.undeclaredCode(CodedSpan(3, 4, "x"), coder: "a", record: "r")) {
            let record = try SpanRecord(id: "r", length: 9, coders: ["a": [CodedSpan(3, 4, "x")]])
            _ = try SpanSample(records: [record], codes: ["y"])
        }
    }
}
