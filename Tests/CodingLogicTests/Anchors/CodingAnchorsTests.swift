import Foundation
import StudyModel
import Testing

@testable import CodingLogic

@Suite struct CodingAnchorsTests {
    /// Leads one coding over versions of a body; the coded words of the first are marked.
    private func lead(_ first: String, _ others: String...) throws -> [Coding] {
        let (body, span) = try Samples.marked(first)
        var codings = [try Samples.coding(1, span, in: body)]
        var last = body
        for (index, next) in others.enumerated() {
            let led = CodingAnchors.reanchored(
                [try #require(codings.last)], from: last, to: next, version: index + 2, sha256: "\(index + 2)"
            )
            codings += led.codings
            last = next
        }
        return codings
    }

    @Test func codingOfTheWholeRecord_takesTheNewVersion() throws {
        let coding = try Samples.coding(1, nil, in: "")
        let led = CodingAnchors.reanchored([coding], from: "a", to: "b", version: 7, sha256: "f")
        #expect(led.codings.map(\.version) == [7])
        #expect(led.codings.map(\.sha256) == ["f"])
        #expect(led.codings.map(\.anchor) == [nil])
        #expect(led.report.kept == 1)
        #expect(led.report.entries.isEmpty)
    }

    @Test func changedCoding_keepsItsFirstWordsUntilTheyAreBack() throws {
        let steps = try lead(
            "and 1️⃣the shop closed early2️⃣ then", "and the shop closed so early then",
            "and the shop had closed so early then", "and the shop closed early then")
        #expect(steps.map(\.state) == [.sound, .changed, .changed, .sound])
        #expect(steps.map(\.was) == [nil, "the shop closed early", "the shop closed early", nil])
        #expect(steps.map { $0.anchor?.quote }.dropFirst(2).first == "the shop had closed so early")
        #expect(steps.last?.anchor?.quote == "the shop closed early")
        #expect(steps.last?.version == 4)
    }

    @Test func changedCoding_ofWhichOnlyAPartWasLeft_isSoundAgainWhenAllIsBack() throws {
        let steps = try lead(
            "and 1️⃣the shop closed early2️⃣ then", "and the shop then", "and the shop closed early then")
        #expect(steps.map(\.state) == [.sound, .changed, .sound])
        #expect(steps.map { $0.anchor?.span } == [4..<25, 4..<12, 4..<25])
    }

    @Test func lostCoding_whoseWordsComeBack_isSoundAgain() throws {
        let whole = "It began.\n\n1️⃣Nobody had told us.2️⃣\n\nIt ended there.\n"
        let body = try Samples.marked(whole).body
        let steps = try lead(whole, "It began.\n\nIt ended there.\n", "It began!\n\nIt ended there.\n", body)
        #expect(steps.map(\.state) == [.sound, .lost, .lost, .sound])
        for step in steps { #expect(step.anchor?.quote == "Nobody had told us.") }
        #expect(steps[1].span == nil)
        #expect(steps.last?.anchor == steps.first?.anchor)
    }

    @Test func lostCoding_whoseWordsAreElsewhereToo_staysLost() throws {
        let steps = try lead(
            "I rang.\nA: 1️⃣Yes.2️⃣\nThen I went.\nB: Yes.\n", "I rang.\nThen I went.\nB: Yes.\n",
            "I rang.\nThen I went out.\nB: Yes.\n")
        #expect(steps.map(\.state) == [.sound, .lost, .lost])
        for step in steps { #expect(step.anchor?.quote == "Yes.") }
    }

    @Test func report_countsAndNamesEachCoding() throws {
        let old = "One is kept. Two words here are changed. Three goes. Four is moved."
        let new = "One is kept. Two words there are changed. Four is moved."
        let scalars = Array(old.unicodeScalars)
        func coding(_ number: Int, _ quote: String) throws -> Coding {
            let start = try #require(old.range(of: quote)?.lowerBound.utf16Offset(in: old))
            #expect(scalars.count > start)
            return try Samples.coding(number, start..<(start + quote.count), in: old)
        }
        let codings = [
            try coding(1, "One"), try coding(2, "words here are"), try coding(3, "Three goes."),
            try coding(4, "Four"),
            try Samples.coding(5, nil, in: old),
        ]
        let (led, report) = CodingAnchors.reanchored(codings, from: old, to: new, version: 2, sha256: "2")
        #expect(led.map(\.id) == codings.map(\.id))
        #expect(report.kept == 2)
        #expect(report.moved == 1)
        #expect(report.changed == 1)
        #expect(report.lost == 1)
        #expect(report.doubtful.map(\.oldQuote) == ["words here are", "Three goes."])
        #expect(report.doubtful.map(\.newQuote) == ["words there are", nil])
    }

    @Test func renaming_ofNamesInACoding_leavesItSoundAndKeepsNoName() throws {
        let (old, span) = try Samples.marked("He said 1️⃣Mary Smith of Leeds rang Sam2️⃣ Jones in May")
        let new = "He said [SP66] of [place A] rang [SP67] in May"
        let coding = try Samples.coding(1, span, in: old)
        let (led, report) = CodingAnchors.reanchored(
            [coding], from: old, to: new, version: 2, sha256: "2", isRenaming: true)
        let renamed = try #require(led.first)
        #expect(renamed.state == .sound)
        #expect(renamed.was == nil)
        #expect(renamed.anchor?.quote == "[SP66] of [place A] rang [SP67]")
        #expect(report.renamed == 1)
        #expect(report.entries.map(\.oldQuote) == [nil])
    }

    @Test(arguments: [
        ("with 1️⃣Mary2️⃣.", "with [SP66].", "[SP66]"), ("1️⃣Sam said2️⃣ so", "[SP66] said so", "[SP66] said"),
        ("as Mary 1️⃣Smith said2️⃣", "as [SP66] said", "[SP66] said"), ("1️⃣with 2️⃣Mary", "with [SP66]", "with "),
        ("1️⃣Mary2️⃣, Sam", "[SP6], [SP7]", "[SP6]"), ("1️⃣Anna2️⃣: yes", "SP6: yes", "SP6"),
        ("to 1️⃣Ann's2️⃣ house", "to [SP6]'s house", "[SP6]'s"),
    ])
    func renaming_atACodingsEnd_takesTheWholeHandle(_ before: String, _ after: String, _ quote: String) throws
    {
        let (old, span) = try Samples.marked(before)
        let led = CodingAnchors.reanchored(
            [try Samples.coding(1, span, in: old)], from: old, to: after, version: 2, sha256: "2",
            isRenaming: true)
        #expect(led.codings.map { $0.anchor?.quote } == [quote])
        #expect(led.codings.map(\.state) == [.sound])
    }

    @Test func renaming_ofTextsThatAreGone_replacesOrDropsThem() throws {
        let (old, span) = try Samples.marked("with 1️⃣Mary there2️⃣ again")
        var lost = try Samples.coding(1, span, in: old)
        lost.state = .lost
        var changed = try Samples.coding(2, span, in: old)
        changed.state = .changed
        changed.was = "Mary was there"
        let new = "with [SP66] there again"
        let replaced = CodingAnchors.reanchored(
            [lost, changed], from: old, to: new, version: 2, sha256: "2", isRenaming: true,
            replacingNames: { $0.replacing("Mary", with: "[SP66]") })
        #expect(replaced.codings.map { $0.anchor?.quote } == ["[SP66] there", "[SP66] there"])
        #expect(replaced.codings.map(\.was) == [nil, "[SP66] was there"])
        let dropped = CodingAnchors.reanchored(
            [lost, changed], from: old, to: new, version: 2, sha256: "2", isRenaming: true)
        #expect(dropped.codings.map(\.was) == [nil, nil])
        let written = CodingText.bytes(of: replaced.codings + dropped.codings)
        #expect(!String(decoding: written, as: UTF8.self).contains("Mary"))
    }

    /// Names that are replaced everywhere leave every coding sound, on what stands there now.
    @Test(arguments: 1...120) func renaming_everywhere_losesNothing(_ seed: Int) throws {
        var dice = Dice(seed: UInt64(seed))
        let before = TrackedText(Texts.made(&dice))
        var after = before
        for _ in 0..<dice.number(1...3) { Edits.rename(&after, &dice) }
        let oracle = Oracle(before, after)
        // Spans that begin and end between ASCII, so that no character is split.
        let spans = ReanchoringPropertyTests.spans(before, 20, &dice).filter { span in
            [span.lowerBound - 1, span.lowerBound, span.upperBound - 1, span.upperBound].allSatisfy {
                before.scalars.indices.contains($0) && before.scalars[$0].isASCII
            }
        }
        let codings = try spans.enumerated().map {
            try Samples.coding($0.offset + 1, $0.element, in: before.text)
        }
        let led = CodingAnchors.reanchored(
            codings, from: before.text, to: after.text, version: 2, sha256: "2", isRenaming: true
        ).codings
        for (span, coding) in zip(spans, led) {
            #expect(coding.state == .sound && coding.was == nil)
            let now = try #require(coding.span)
            if let place = oracle.place(of: span) {
                #expect(now.lowerBound == place && now.count == span.count)
                continue
            }
            // What is left of its own scalars is in it, and nothing of what was outside.
            let inside = Set(before.ids[span])
            let outside = Set(before.ids).subtracting(inside)
            let stands = after.ids[now]
            #expect(inside.intersection(after.ids).isSubset(of: stands))
            #expect(outside.isDisjoint(with: stands))
        }
    }
}
