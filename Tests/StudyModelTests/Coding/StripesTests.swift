import StudyModel
import Testing

@Suite struct StripesTests {
    /// Draws stripes on lines of ten scalars each, a row for each line, a column for each lane.
    private func drawn(_ spans: [Range<Int>], lines: Int, _ glyphs: Stripes.Glyphs = .unicode) -> [String] {
        let stripes = Stripes(spans, lineStarts: (0..<lines).map { $0 * 10 })
        return (0..<lines).map { line in
            String(
                stripes.places(onLine: line).map { place in
                    guard let place else { return "." }
                    let letter = Character(Unicode.Scalar(UInt8(65 + place.index)))
                    return Stripes.glyph(place.part, letter: letter, glyphs)
                })
        }
    }

    @Test func spans_onOneLineAndOnSeveral_haveTheirSigns() {
        #expect(drawn([0..<5, 12..<45], lines: 6) == ["A", "B", "│", "│", "┘", "."])
        #expect(drawn([0..<5, 12..<45], lines: 6, .ascii) == ["A", "B", "|", "|", "+", "."])
    }

    @Test func spans_besideEachOther_takeAsFewLanesAsThereCanBe() {
        // Two on one line need two lanes even where no word has both.
        #expect(drawn([0..<15, 16..<25], lines: 3) == ["A.", "┘B", ".┘"])
        #expect(drawn([0..<5, 12..<15, 22..<25], lines: 3) == ["A", "B", "C"])
        #expect(drawn([0..<60, 5..<15, 22..<25, 30..<40], lines: 6) == ["AB", "│┘", "│C", "│D", "│.", "┘."])
    }

    @Test func lanes_doNotDependOnTheOrderOfTheSpans() {
        let spans = [0..<60, 5..<15, 22..<25, 30..<40, 8..<33]
        let lanes = Stripes(spans, lineStarts: (0..<6).map { $0 * 10 })
        let back = Stripes(spans.reversed(), lineStarts: (0..<6).map { $0 * 10 })
        for line in 0..<6 {
            #expect(
                lanes.places(onLine: line).map { $0.map { spans[$0.index] } }
                    == back.places(onLine: line).map { $0.map { Array(spans.reversed())[$0.index] } })
        }
    }

    @Test func emptySpansAndNoLines_haveNoStripe() {
        #expect(Stripes([3..<3], lineStarts: [0]).laneCount == 0)
        #expect(Stripes([3..<5], lineStarts: []).laneCount == 0)
    }

    @Test func manySpans_haveTheLeastLanesAndEachItsOwn() {
        var state: UInt64 = 11
        func random(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        for _ in 0..<100 {
            let spans = (0..<40).map { _ in
                let start = random(480)
                return start..<start + 1 + random(60)
            }
            let starts = (0..<60).map { $0 * 10 }
            let stripes = Stripes(spans, lineStarts: starts)
            var densest = 0
            for line in 0..<60 {
                let here = spans.indices.filter {
                    spans[$0].lowerBound / 10 <= line && (spans[$0].upperBound - 1) / 10 >= line
                }
                densest = max(densest, here.count)
                #expect(Set(stripes.places(onLine: line).compactMap { $0?.index }) == Set(here))
            }
            #expect(stripes.laneCount == densest)
        }
    }

    @Test(arguments: [
        ("Access", true, "A"), ("access", false, "a"), ("„Tür“", true, "T"), ("私", true, "*"),
        ("—", false, "o"), ("ß", true, "S"),
    ])
    func letter_ofACode_isOneColumnWide(_ name: String, _ isOwn: Bool, _ letter: Character) {
        #expect(Stripes.letter(of: name, isOwn: isOwn) == letter)
    }
}
