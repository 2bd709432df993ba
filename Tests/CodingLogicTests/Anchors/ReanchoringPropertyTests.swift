import StudyModel
import Testing

@testable import CodingLogic

/// What became of codings under random edits, against an oracle that knows every scalar.
///
/// A coding *survived* when all of its scalars are still there, in order and with nothing between them. It must then be
/// sound and stand on exactly these. One that did not survive must be changed or lost. Instead of that, only this
/// is accepted, and counted:
///
/// - *as plausible*: it stands on the same text at another place, and what happened can be told so that it was there:
///   no fewer scalars are kept, in no more pieces (``Oracle/isAsPlausible(_:at:)``). `ab` in `ab ab` may be
///   the first or the second;
/// - *ends*: all but white space at its ends, or at least half of it in one piece, survived, and is where
///   it stands, and what is around that is the same text: a line end or a letter is like any other;
/// - *retyped*: it didn't survive, but its very words were typed again where it stands. Cutting and pasting can't
///   be told from that;
/// - *open*: it survived and is lost or changed, and there is another place that can't be told from its own that,
///   or it is so short that it may have come about by chance: it has moved, and with what is around
///   it at both places it has less than ten scalars.
@Suite struct ReanchoringPropertyTests {
    struct Tally {
        var survived = 0
        var gone = 0
        var asPlausible = 0
        var retyped = 0
        var ends = 0
        var open = 0
        var exceptions: Int { asPlausible + open }
    }

    private static let sequences = 600

    @Test func transcripts_afterRandomEdits_keepEveryCodingWhoseTextSurvived() throws {
        let transcripts = try Corpora.transcripts()
        if transcripts.isEmpty { return }
        var tally = Tally()
        for seed in 1...Self.sequences {
            var dice = Dice(seed: UInt64(seed))
            let text = Texts.part(of: dice.one(of: transcripts), &dice, atMost: 4_000)
            try follow(text, seed, &dice, &tally)
        }
        print("transcripts: \(tally)")
        #expect(
            tally.exceptions * 200 <= tally.survived + tally.gone, "too many can't be told apart: \(tally)")
    }

    @Test func madeUpTexts_afterRandomEdits_keepEveryCodingWhoseTextSurvived() throws {
        var tally = Tally()
        for seed in 1...Self.sequences {
            var dice = Dice(seed: UInt64(seed + 10_000))
            try follow(Texts.made(&dice), seed, &dice, &tally)
        }
        print("made up: \(tally)")
        #expect(
            tally.exceptions * 20 <= tally.survived + tally.gone, "too many can't be told apart: \(tally)")
    }

    /// Three versions, the third sometimes the first again.
    private func follow(_ text: String, _ seed: Int, _ dice: inout Dice, _ tally: inout Tally) throws {
        let first = TrackedText(text)
        var second = first
        Edits.change(&second, dice.number(1...6), &dice)
        var third = dice.once(in: 8) ? first : second
        if third.text != first.text { Edits.change(&third, dice.number(1...6), &dice) }

        let spans = Self.spans(first, 10, &dice)
        let codings = try spans.enumerated().map { try Samples.coding($0.offset + 1, $0.element, in: text) }
        let afterOne = CodingAnchors.reanchored(
            codings, from: text, to: second.text, version: 2, sha256: "2"
        ).codings
        let afterTwo = CodingAnchors.reanchored(
            afterOne, from: second.text, to: third.text, version: 3, sha256: "3"
        ).codings
        let step = Oracle(first, second)
        let steps = Oracle(first, third)
        for (span, (one, two)) in zip(spans, zip(afterOne, afterTwo)) {
            let isTrue = try check(one, span, step, "seed \(seed), step 1", &tally)
            // Where the first step's place is another than the true one, the second is judged from there.
            if isTrue {
                _ = try check(two, span, steps, "seed \(seed), step 2", &tally)
            } else if one.state == .sound, let stands = one.span {
                _ = try check(two, stands, Oracle(second, third), "seed \(seed), step 2 alone", &tally)
            }
        }
    }

    /// Judges one coding.
    ///
    /// - Returns: whether it is what the oracle knows, rather than something that is accepted instead.
    private func check(
        _ coding: Coding, _ span: Range<Int>, _ oracle: Oracle, _ name: String, _ tally: inout Tally
    ) throws -> Bool {
        let place = oracle.place(of: span)
        if place == nil { tally.gone += 1 } else { tally.survived += 1 }
        expectFits(coding, oracle.after)
        guard coding.state == .sound, let stands = coding.span else {
            guard place != nil else { return true }
            tally.open += 1
            #expect(
                oracle.indistinguishable(from: span) != nil || oracle.isShort(span),
                "\(name): \(span) survived at \(place ?? -1) and is \(coding.state) \(coding.span ?? 0..<0)")
            return false
        }
        if stands.lowerBound == place, stands.count == span.count { return true }
        guard stands.count == span.count, oracle.matches(span, at: stands.lowerBound) else {
            Issue.record("\(name): \(span) is sound at \(stands), on another text")
            return false
        }
        if place == nil, oracle.isRetyped(span, at: stands.lowerBound) {
            tally.retyped += 1
        } else if oracle.isOwnButForEnds(span, at: stands.lowerBound) {
            tally.ends += 1
        } else if oracle.isAsPlausible(span, at: stands.lowerBound) {
            tally.asPlausible += 1
        } else {
            let truth = place.map { "at \($0)" } ?? "gone"
            Issue.record("\(name): \(span) is sound at \(stands), but \(truth)")
        }
        return false
    }

    /// An anchor says of itself where it is.
    private func expectFits(_ coding: Coding, _ text: TrackedText) {
        guard let anchor = coding.anchor, text.count > 0 else { return }
        #expect(!anchor.span.isEmpty && anchor.span.upperBound <= text.count)
        if coding.state != .lost { #expect(Anchor(anchor.span, in: text.scalars) == anchor) }
    }

    /// Spans of every size: scalars, words, sentences, paragraphs, several of them.
    ///
    /// White space alone is never coded.
    static func spans(_ text: TrackedText, _ count: Int, _ dice: inout Dice) -> [Range<Int>] {
        (0..<(count * 2)).map { _ in span(text, &dice) }.filter {
            text.scalars[$0].contains { !$0.properties.isWhitespace }
        }
    }

    private static func span(_ text: TrackedText, _ dice: inout Dice) -> Range<Int> {
        let words = text.words
        let paragraphs = text.paragraphs
        switch dice.number(1...6) {
        case 1:
            let start = dice.number(0...(text.count - 1))
            return start..<min(text.count, start + dice.number(1...40))
        case 2: return words.isEmpty ? 0..<1 : dice.one(of: words)
        case 3: return dice.one(of: paragraphs)
        case 4:
            let first = dice.number(0...(paragraphs.count - 1))
            let last = min(paragraphs.count - 1, first + dice.number(1...3))
            return paragraphs[first].lowerBound..<paragraphs[last].upperBound
        default:
            guard let first = words.indices.randomElement(using: &dice) else { return 0..<1 }
            let last = min(words.count - 1, first + dice.number(1...25))
            return words[first].lowerBound..<words[last].upperBound
        }
    }
}
