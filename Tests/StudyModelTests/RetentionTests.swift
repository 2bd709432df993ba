import StudyModel
import Testing

/// How long classes of data are kept.
@Suite struct RetentionTests {
    private static func day(_ text: String) -> CalendarDay { CalendarDay(rawValue: text).unsafelyUnwrapped }

    @Test func rule_needsOneEndAndABasis() {
        let day = Self.day("2030-01-01")
        #expect(RetentionRule(.records, until: day, basis: "Policy").problem == nil)
        #expect(RetentionRule(.records, yearsAfterEnd: 10, basis: "Policy").problem == nil)
        #expect(RetentionRule(.records, basis: "Policy").problem?.contains("either") == true)
        #expect(RetentionRule(.records, until: day, yearsAfterEnd: 1, basis: "Policy").problem != nil)
        #expect(RetentionRule(.records, yearsAfterEnd: 101, basis: "Policy").problem?.contains("100") == true)
        #expect(RetentionRule(.records, until: day, basis: " ").problem?.contains("basis") == true)
        #expect(RetentionRule(.records, until: day, basis: "a\nb").problem != nil)
        let twice = [
            RetentionRule(.records, until: day, basis: "a"), .init(.records, until: day, basis: "b"),
        ]
        #expect(RetentionRule.problems(of: twice) == ["The class 'records' stands twice."])
    }

    @Test func lastDay_isReckonedFromTheEnd() {
        let rule = RetentionRule(.consent, yearsAfterEnd: 30, basis: "b")
        #expect(rule.lastDay(ended: nil) == nil)
        #expect(rule.lastDay(ended: Self.day("2021-06-30")) == Self.day("2051-06-30"))
        let one = RetentionRule(.consent, yearsAfterEnd: 1, basis: "b")
        #expect(one.lastDay(ended: Self.day("2020-02-29")) == Self.day("2021-02-28"))
    }

    @Test(arguments: [
        ("2029-12-31", RetentionDue.State.kept), ("2030-01-01", .kept), ("2030-01-02", .due),
    ])
    func class_isDueTheDayAfterItsLast(_ on: String, _ state: RetentionDue.State) {
        let rule = RetentionRule(.surveys, until: Self.day("2030-01-01"), basis: "b")
        #expect(RetentionDue(.surveys, count: 2, rule: rule, ended: nil, on: Self.day(on)).state == state)
    }

    @Test func states() {
        let (today, rule) = (Self.day("2030-01-02"), RetentionRule(.records, yearsAfterEnd: 1, basis: "b"))
        #expect(RetentionDue(.records, count: 1, rule: nil, ended: nil, on: today).state == .unruled)
        #expect(RetentionDue(.records, count: 0, rule: nil, ended: nil, on: today).state == .empty)
        #expect(RetentionDue(.records, count: 1, rule: rule, ended: nil, on: today).state == .open)
    }
}
