import StudyModel
import Testing

/// More than a hundred orders of events with the verdicts that a reader of the rules expects, set down by
/// hand.
///
/// ``ConsentOrder`` explains the shorthand. The letters stand for capture, import of a recording, round,
/// analysis, quote, share, survey answer: allowed, flagged, refused.
@Suite struct ConsentOrdersByHandTests {
    private static let plain = [
        // Nobody was asked, or not for this.
        ("R", "FRRRRRR"), ("+c R", "ARAARRR"), ("+cr R", "AAAARRR"), ("+crsqh R", "AAAAAAA"),
        ("+q R", "FRRRRRR"), ("+r R", "FRRRRRR"), ("+s R", "FRRRRRA"), ("-c R", "FRRRRRR"),
        ("+c +r +q R", "AAAAARR"), ("+ch R", "ARAARAR"),
        // The record came before consent.
        ("R +c", "FRFFRRR"), ("R +cr", "FFFFRRR"), ("R +crsqh", "FFFFFFF"), ("+c R +r", "AFAARRR"),
        ("+c R +q", "ARAAARR"), ("R -c", "FRRRRRR"), ("R -c +c", "FRFFRRR"), ("R ~crsqh", "FFFFFFF"),
        ("R +s", "FRRRRRF"), ("-crsqh R +crsqh", "FFFFFFF"),
        // Use after withdrawal, and after consent was given again.
        ("+crsqh R x", "FRRRRRR"), ("+crsqh x R", "FRRRRRR"), ("+crsqh R xc", "FRRRRRA"),
        ("+crsqh R xr", "ARAAAAA"), ("+crsqh R xq", "AAAARAA"), ("+crsqh R xh", "AAAAARA"),
        ("+crsqh R xs", "AAAAAAR"), ("+crsqh R x +c", "ARAARRR"), ("+crsqh R x +crsqh", "AAAAAAA"),
        ("x R +crsqh", "FFFFFFF"), ("+c x R +c", "FRFFRRR"), ("+c R xc +c xc", "FRRRRRR"),
        ("+crsqh x +crsqh R", "AAAAAAA"), ("+crsqh R xq +q", "AAAAAAA"), ("+c R +q xq +q", "ARAAARR"),
        ("+c R +r xr", "ARAARRR"), ("+cr R xr +r", "AAAARRR"),
        // Refusals.
        ("-q +c R", "ARAARRR"), ("+cq R -q", "ARAARRR"), ("+c -r R", "ARAARRR"), ("+crsqh R -c", "FRRRRRA"),
        // Changed sets.
        ("+cq ~c R", "ARAARRR"), ("+c ~cq R", "ARAAARR"), ("+cq ~q R", "FRRRRRR"), ("~cr R", "AAAARRR"),
        ("+crsqh R ~c", "ARAARRR"), ("+crsqh R ~cr", "AAAARRR"), ("-q ~c R", "ARAARRR"),
        ("+crsqh R ~c ~crsqh", "AAAAAAA"), ("+crsqh ~c R +r", "AFAARRR"),
    ]

    private static let special = [
        // Consent that ends: before the record, and after it.
        ("+c! R", "FRRRRRR"), ("+crsqh! R", "FRRRRRR"), ("+c? R", "ARRRRRR"), ("+crsqh? R", "AARRRRR"),
        ("+crsqh? R +c", "AAAARRR"), ("+c! R +c", "FRFFRRR"), ("+c! +c R", "ARAARRR"),
        ("+cr? R x", "FRRRRRR"), ("+crsqh! +crsqh R", "AAAAAAA"), ("+cq! R +c", "FRFFRRR"),
        // Late entries: what counts is when it was given.
        ("R <+c", "ARAARRR"), ("R <+crsqh", "AAAAAAA"), ("R <-c", "FRRRRRR"), ("R <x", "FRRRRRR"),
        ("+crsqh R <x", "FRRRRRR"), ("x R <+crsqh", "AAAAAAA"), ("R x <+crsqh", "FRRRRRR"),
        ("R +c <-c", "FRFFRRR"), ("+c R <-c", "FRRRRRR"),
        // Limited to records.
        ("+c@ R", "ARAARRR"), ("R +c@", "ARAARRR"), ("R +cr@", "AFAARRR"), ("R +crsqh@", "AFAAAAA"),
        ("+c# R", "FRRRRRR"), ("+crsqh R xq@", "AAAARAA"), ("+crsqh R xq#", "AAAAAAA"),
        ("+crsqh R xq@ +q", "AAAARAA"), ("+crsqh R xq@ +q@", "AAAAAAA"), ("+crsqh R xq@ ~crsqh", "AAAARAA"),
        ("+crsqh R x@", "FRRRRRR"), ("+crsqh R x#", "AAAAAAA"), ("R +c@ +c", "ARAARRR"),
        ("R +c@ x +c", "FRFFRRR"), ("-q@ +crsqh R", "AAAARAA"), ("+c -q +q@ R", "ARAAARR"),
        // Answers to a survey.
        ("S", "FRRRRRR"), ("+s S", "ARAARRA"), ("+sq S", "ARAAARA"), ("+c S", "FRRRRRR"),
        ("S +s", "FRFFRRF"), ("+s S xs", "FRRRRRR"), ("+s S x", "FRRRRRR"), ("+sh S", "ARAARAA"),
        ("+crsqh S xc", "ARAAAAA"),
        // Several present, and people who are not.
        ("& R", "FRRRRRR"), ("+crsqh & R", "FRRRRRR"), ("+crsqh 2+crsqh R", "AAAAAAA"),
        ("+crsqh 2+c R", "ARAARRR"), ("+crsqh 2+crsqh R 2xq", "AAAARAA"), ("+crsqh 2+crsqh R 2x", "FRRRRRR"),
        ("+crsqh R 2+crsqh", "FFFFFFF"), ("+cq 2+ch R", "ARAARRR"), ("+crsqh 2-q R", "FRRRRRR"),
        ("+crsqh 2+crsqh 2-q R", "AAAARAA"), ("+crsqh 9x R", "AAAAAAA"), ("9+crsqh R", "FRRRRRR"),
        ("+crsqh R 9-q", "AAAAAAA"),
    ]

    @Test(arguments: plain + special)
    func order_hasTheVerdictsSetDownByHand(_ text: String, _ expected: String) throws {
        let order = try #require(ConsentOrder(text))
        #expect(order.verdicts() == expected, "\(text)")
    }

    @Test(arguments: plain + special)
    func policyRecorded_flagsWhatIsRefused_andOffAllowsAll(_ text: String, _ expected: String) throws {
        let order = try #require(ConsentOrder(text))
        #expect(order.verdicts(.recorded) == expected.replacing("R", with: "F"), "\(text)")
        #expect(order.verdicts(.off) == "AAAAAAA", "\(text)")
    }

    @Test func table_holdsMoreThanAHundredDifferentOrders() {
        let orders = Set((Self.plain + Self.special).map(\.0))
        #expect(orders.count == (Self.plain + Self.special).count && orders.count > 100, "\(orders.count)")
    }
}
