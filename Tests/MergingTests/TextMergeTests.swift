import TestDice
import Testing

@testable import Merging

@Suite("Texts of two people")
struct TextMergeTests {
    @Test("Different lines, and different words of one line, are merged")
    func apart() {
        let base = "One two three four.\nFive.\nSix seven eight.\n"
        let left = "One two THREE four.\nFive.\nSix seven eight.\n"
        let right = "ONE two three four.\nFive.\nSix seven eight nine.\nTen.\n"
        let merged = TextMerge.merged(base: base, left: left, right: right, prefersLeft: true)
        #expect(merged.text == "ONE two THREE four.\nFive.\nSix seven eight nine.\nTen.\n")
        #expect(!merged.isContested)
    }

    @Test("The same words changed by both stand as one of them left them, and are told of")
    func contested() {
        let (base, left, right) = ("A b c.\nD.\n", "A x c.\nD.\n", "A y c.\nD e.\n")
        let mine = TextMerge.merged(base: base, left: left, right: right, prefersLeft: true)
        #expect(mine.text == "A x c.\nD e.\n" && mine.isContested)
        let theirs = TextMerge.merged(base: base, left: left, right: right, prefersLeft: false)
        #expect(theirs.text == "A y c.\nD e.\n" && theirs.isContested)
    }

    @Test("Lines that both put in at one place are all there, where that is wanted")
    func insertions() {
        func merged(_ keepsBoth: Bool) -> (String, Bool) {
            let result = TextMerge.merged(
                base: "A.\nB.\n", left: "A.\nx.\nB.\n", right: "A.\ny.\nz.\nB.\n", prefersLeft: true,
                keepsBoth: keepsBoth)
            return (result.text, result.isContested)
        }
        #expect(merged(true) == ("A.\ny.\nz.\nx.\nB.\n", false))
        #expect(merged(false) == ("A.\nx.\nB.\n", true))
    }

    @Test("Scalars stay what they are: combining marks, CR, right to left")
    func scalars() {
        let base = "e\u{301}a\r\nשלום one\n"
        let left = "e\u{301}a\r\nשלום two\n"
        let right = "e\u{301}b\r\nשלום one\n"
        let merged = TextMerge.merged(base: base, left: left, right: right, prefersLeft: true)
        #expect(Array(merged.text.unicodeScalars) == Array("e\u{301}b\r\nשלום two\n".unicodeScalars))
        #expect(!merged.isContested)
    }

    /// A text of a small alphabet, so that lines repeat.
    private static func text(_ random: inout Seeded) -> [String] {
        (0..<Int.random(in: 0...12, using: &random)).map { _ in
            (0..<Int.random(in: 1...4, using: &random)).map { _ in
                ["a", "b", "c"][Int.random(in: 0..<3, using: &random)]
            }.joined(separator: " ") + "\n"
        }
    }

    private static func edited(_ lines: [String], _ random: inout Seeded) -> [String] {
        var lines = lines
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let place = Int.random(in: 0...lines.count, using: &random)
            if place < lines.count, Bool.random(using: &random) {
                lines.remove(at: place)
            } else {
                lines.insert("x\(Int.random(in: 0..<50, using: &random))\n", at: place)
            }
        }
        return lines
    }

    @Test("What one alone changed is there, and sides can be exchanged", arguments: 0..<500)
    func properties(seed: Int) {
        var random = Seeded(UInt64(seed))
        let base = Self.text(&random)
        let (left, right) = (Self.edited(base, &random), Self.edited(base, &random))
        func merged(_ left: [String], _ right: [String], _ prefersLeft: Bool) -> (String, Bool) {
            let result = TextMerge.merged(
                base: base.joined(), left: left.joined(), right: right.joined(), prefersLeft: prefersLeft)
            return (result.text, result.isContested)
        }
        #expect(merged(left, base, true) == (left.joined(), false))
        #expect(merged(base, right, true) == (right.joined(), false))
        #expect(merged(left, left, false) == (left.joined(), false))
        let (text, isContested) = merged(left, right, true)
        #expect(merged(right, left, false) == (text, isContested))
        if isContested { return }
        // Lines that one added are found; nothing comes from nowhere.
        for line in left + right where line.hasPrefix("x") { #expect(text.contains(line)) }
    }

    @Test("What two sequences have in common rises on both sides and is equal", arguments: 0..<200)
    func matches(seed: Int) {
        var random = Seeded(UInt64(seed))
        let old = (0..<30).map { _ in Int.random(in: 0..<12, using: &random) }
        let new = (0..<30).map { _ in Int.random(in: 0..<12, using: &random) }
        let pairs = SequenceMatches.of(old, new)
        for pair in pairs { #expect(old[pair.old] == new[pair.new]) }
        for (first, second) in zip(pairs, pairs.dropFirst()) {
            #expect(first.old < second.old && first.new < second.new)
        }
        #expect(SequenceMatches.of(old, old).count == old.count)
    }
}
