import StudyModel
import Testing

@testable import CodingLogic

/// Single edits, with the coded words between 1️⃣ and 2️⃣ before and after.
@Suite struct ReanchoringTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var outcome: Reanchoring.Outcome
        var before: String
        var after: String

        init(_ name: String, _ outcome: Reanchoring.Outcome, _ before: String, _ after: String) {
            (self.name, self.outcome, self.before, self.after) = (name, outcome, before, after)
        }

        var testDescription: String { name }
    }

    static let cases = [
        Case("nothing", .kept, "She said 1️⃣the shop closed2️⃣ in May", "She said 1️⃣the shop closed2️⃣ in May"),
        Case("behind", .kept, "She said 1️⃣the shop closed2️⃣ in May", "She said 1️⃣the shop closed2️⃣ in June"),
        Case("before", .moved, "She said 1️⃣the shop closed2️⃣ in May", "Mary said 1️⃣the shop closed2️⃣ in May"),
        Case("put in at its start", .moved, "She said 1️⃣the shop2️⃣.", "She said that 1️⃣the shop2️⃣."),
        Case("put in at its end", .kept, "She said 1️⃣the shop2️⃣.", "She said 1️⃣the shop2️⃣ closed."),
        Case("put in inside", .changed, "She said 1️⃣the shop closed2️⃣.", "She said 1️⃣the big shop closed2️⃣."),
        Case("a typing error", .changed, "She said 1️⃣teh shop closed2️⃣.", "She said 1️⃣the shop closed2️⃣."),
        Case(
            "its last word replaced", .changed, "She said 1️⃣the shop closed2️⃣ in", "She said 1️⃣the shop shut2️⃣ in"
        ),
        Case("its first word replaced", .changed, "said 1️⃣Tesco had closed2️⃣ in", "said 1️⃣Aldi had closed2️⃣ in"),
        Case("half of it deleted", .changed, "said 1️⃣the shop had closed2️⃣ in", "said 1️⃣the shop2️⃣ in"),
        Case("letters that repeat", .moved, "she had 1️⃣ab2️⃣.", "she had ax1️⃣ab2️⃣."),
        Case("one of two deleted", .moved, "Yes. Yes. 1️⃣No.2️⃣ Yes.", "Yes. 1️⃣No.2️⃣ Yes."),
        Case(
            "a paragraph moved", .moved,
            "One was here.\n\n1️⃣Two came late.2️⃣\n\nThree left early.\n\nFour stayed on.\n",
            "One was here.\n\nThree left early.\n\nFour stayed on.\n\n1️⃣Two came late.2️⃣\n"),
        Case(
            "short lines that moved", .moved, "A: why?\nB: 1️⃣Yes.2️⃣\nA: who was it then?\nB: No.\nA: when?\n",
            "A: why?\nB: No.\nA: who was it then?\nB: 1️⃣Yes.2️⃣\nA: when?\n"),
        Case(
            "copied elsewhere and changed", .changed,
            "We start here. 1️⃣Nobody rang me for a week.2️⃣ Then it ended.\n",
            "We start here. 1️⃣Nobody called me for a week.2️⃣ Then it ended.\nSummary: Nobody rang me for a week.\n"
        ),
        Case("a line end inside", .changed, "said 1️⃣the shop closed2️⃣ in", "said 1️⃣the shop\n\nclosed2️⃣ in"),
        Case(
            "all of the text but it", .moved, "aaaa bbbb 1️⃣the coded words2️⃣ cccc",
            "xxxx yyyyyyy zz 1️⃣the coded words2️⃣ wwww"),
        Case("an emoji of its own", .changed, "so 1️⃣glad 👩‍👧 came2️⃣ yes", "so 1️⃣glad 👩‍👩‍👧 came2️⃣ yes"),
    ]

    @Test(arguments: cases) func outcome_afterAnEdit_isAsExpected(_ test: Case) throws {
        let (before, span) = try Samples.marked(test.before)
        let (after, expected) = try Samples.marked(test.after)
        let anchor = try #require(Anchor(span, in: Array(before.unicodeScalars)))
        let (outcome, found) = Reanchoring(from: before, to: after).outcome(of: anchor)
        #expect(outcome == test.outcome)
        #expect(found == Anchor(expected, in: Array(after.unicodeScalars)))
    }

    @Test(arguments: [
        ("She said 1️⃣the shop2️⃣ in May", "She said in May"), ("1️⃣the shop2️⃣", ""), ("x 1️⃣yes2️⃣ y", "x no y"),
        // Two places speak for themselves alike.
        (
            "One.\n\n1️⃣Right so.2️⃣\n\nThree was long and far.\n\nFour was longer still.\n",
            "One.\n\nThree was long and far.\n\nRight so.\n\nFour was longer still.\n\nRight so.\n\nFive.\n"
        ),
        // The other one of two stays the other one.
        ("A\nI went: 1️⃣Yes.2️⃣\nB was there.\nYou went: Yes.\nC\n", "A\nB was there.\nYou went: Yes.\nC\n"),
    ])
    func outcome_whereTheWordsAreGone_isLost(_ before: String, _ after: String) throws {
        let (before, span) = try Samples.marked(before)
        let anchor = try #require(Anchor(span, in: Array(before.unicodeScalars)))
        let (outcome, found) = Reanchoring(from: before, to: after).outcome(of: anchor)
        #expect(outcome == .lost)
        #expect(found == nil)
    }

    @Test func outcome_whenASpanShrinks_neverSplitsACharacter() throws {
        let (before, span) = try Samples.marked("it was 1️⃣quite e\u{301}te2️⃣ then")
        let anchor = try #require(Anchor(span, in: Array(before.unicodeScalars)))
        let after = "it was quite e then"
        let (outcome, found) = Reanchoring(from: before, to: after).outcome(of: anchor)
        #expect(outcome == .changed)
        #expect(found?.quote == "quite e")
        // An accent that comes to stand behind the last letter left belongs to it.
        let accented = "it was quite e\u{300} then"
        let (_, widened) = Reanchoring(from: before, to: accented).outcome(of: anchor)
        #expect(widened?.quote == "quite e\u{300}")
    }

    @Test func outcome_ofAnAnchorThatDoesNotFit_isFoundByItsQuote() throws {
        let body = "One more time: they closed the surgery in May."
        let anchor = Anchor(span: 3..<21, quote: "closed the surgery", before: "they ", after: " in")
        let (outcome, found) = Reanchoring(from: body, to: body).outcome(of: anchor)
        #expect(outcome == .moved)
        #expect(found?.span == 20..<38)
    }

    @Test func outcomes_ofManyAnchors_areThoseOfEach() throws {
        var dice = Dice(seed: 5)
        let before = TrackedText(Texts.made(&dice))
        var after = before
        Edits.change(&after, 6, &dice)
        let spans = ReanchoringPropertyTests.spans(before, 40, &dice)
        let anchors = spans.compactMap { Anchor($0, in: before.scalars) }
        let reanchoring = Reanchoring(from: before.text, to: after.text)
        for (anchor, found) in zip(anchors, reanchoring.outcomes(of: anchors)) {
            let alone = reanchoring.outcome(of: anchor)
            #expect(alone.0 == found.0)
            #expect(alone.1 == found.1)
        }
    }

    /// Whatever the texts are, the blocks are the same in both and rise in both.
    @Test(arguments: 1...60) func alignment_ofAnyTwoTexts_holds(_ seed: Int) {
        var dice = Dice(seed: UInt64(seed))
        let old = TrackedText(Texts.made(&dice))
        var new = dice.once(in: 3) ? TrackedText(Texts.made(&dice)) : old
        Edits.change(&new, dice.number(0...20), &dice)
        let blocks = Aligner.alignment(of: old.scalars, with: new.scalars).blocks
        for (first, second) in zip(blocks, blocks.dropFirst()) {
            #expect(first.oldEnd <= second.old && first.newEnd <= second.new)
            #expect(first.oldEnd < second.old || first.newEnd < second.new)
        }
        for block in blocks { #expect(old.scalars[block.oldRange] == new.scalars[block.newRange]) }
    }

    /// Nothing in such a text is unique, and the changes are more than one step takes.
    @Test func alignment_ofARepeatedSentenceWithManyEdits_keepsNearlyAll() {
        var dice = Dice(seed: 3)
        let sentence = "Nobody had told us that the surgery was closed, so we stood there. "
        let old = TrackedText(String(repeating: sentence, count: 150))
        var new = old
        for _ in 0..<40 {
            let place = dice.number(0...(new.count - 40))
            new.replace(place..<(place + dice.number(0...30)), with: "some new words here".unicodeScalars)
        }
        let kept = Aligner.alignment(of: old.scalars, with: new.scalars).blocks.reduce(0) { $0 + $1.count }
        #expect(10 * kept > 9 * new.ids.count { $0 < old.count })
    }

    @Test func alignment_ofTextsWithoutUniqueStretches_isTheShortestEdit() {
        let old = Array(String(repeating: "Yes. No. ", count: 300).unicodeScalars)
        var new = old
        new.replaceSubrange(1_000..<1_000, with: "Maybe. ".unicodeScalars)
        new.removeSubrange(2_000..<2_009)
        let kept = Aligner.alignment(of: old, with: new).blocks.reduce(0) { $0 + $1.count }
        #expect(kept == old.count - 9)
    }
}
