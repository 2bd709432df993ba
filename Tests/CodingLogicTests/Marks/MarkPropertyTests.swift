import StudyModel
import Testing

@testable import CodingLogic

/// Marks in random bodies, and what careless hands make of them.
@Suite struct MarkPropertyTests {
    private struct Sample {
        var body: String
        var codings: [Coding]
        var codebook: Codebook
        var text: String
    }

    /// A mark, whatever stands behind it: an accent would make one character of itself and the brace.
    private static var anyMark: Regex<Substring> { /{{[^{}]*}}/.matchingSemantics(.unicodeScalar) }

    private static let paths = ["access", "access/open", "workforce", "shifts", "context/policy"]

    private func sample(_ dice: inout Dice) throws -> Sample {
        var body = Texts.made(&dice)
        for _ in 0..<dice.number(0...5) {
            let place = body.indices.randomElement(using: &dice) ?? body.startIndex
            body.insert(
                contentsOf: dice.one(of: ["{", "{{", "}}", "{\\{", "\\", "{{/}}", "{{access}}", "  \n", "\t"]
                ), at: place)
        }
        let tracked = TrackedText(body)
        let entries = try Self.paths.enumerated().map { try Samples.entry($0.offset + 1, $0.element) }
        let spans = ReanchoringPropertyTests.spans(tracked, dice.number(0...12), &dice)
        let codings = try spans.enumerated().map { index, span in
            try Samples.coding(index + 1, span, in: body, code: try Samples.codeID(dice.number(1...6)))
        }
        let codebook = Codebook(entries)
        return Sample(
            body: body, codings: codings, codebook: codebook,
            text: MarkedText.text(body: body, codings: codings, codebook: codebook))
    }

    private func parse(_ edited: String, _ sample: Sample) -> MarkReading {
        MarkedText.parse(edited, body: sample.body, codings: sample.codings, codebook: sample.codebook)
    }

    @Test(arguments: 1...300) func unedited_hasNoChangesAndNoProblems(_ seed: Int) throws {
        var dice = Dice(seed: UInt64(seed))
        let sample = try sample(&dice)
        #expect(parse(sample.text, sample) == MarkReading())
        #expect(Anchor.text(MarkScan(sample.text).text) == sample.body)
    }

    /// Wrapped at blanks, even inside marks, indented, with the line ends of another system and without trailing blanks.
    @Test(arguments: 1...200) func wrapped_hasNoChangesAndNoProblems(_ seed: Int) throws {
        var dice = Dice(seed: UInt64(seed + 1_000))
        let sample = try sample(&dice)
        let blank = Unicode.Scalar(32)
        var view = String.UnicodeScalarView()
        for scalar in sample.text.unicodeScalars {
            if scalar == blank, dice.once(in: 4) {
                view.append(contentsOf: dice.one(of: ["\n", "\r\n", "  ", "\t", " \n    "]).unicodeScalars)
            } else if scalar == "\n", dice.once(in: 2) {
                view.append(contentsOf: "\r\n".unicodeScalars)
            } else {
                view.append(scalar)
            }
        }
        #expect(parse(String(view), sample) == MarkReading())
    }

    @Test(arguments: 1...600) func mangled_losesNoCodingSilently(_ seed: Int) throws {
        var dice = Dice(seed: UInt64(seed + 2_000))
        let sample = try sample(&dice)
        var edited = sample.text
        for _ in 0..<dice.number(1...6) { mangle(&edited, &dice) }
        let reading = parse(edited, sample)
        let count = sample.body.unicodeScalars.count
        let lines = edited.split(separator: "\n", omittingEmptySubsequences: false).count
        for problem in reading.problems { #expect((1...max(1, lines)).contains(problem.line)) }
        for change in reading.changes {
            switch change {
            case .add(_, let span), .move(_, let span): #expect(!span.isEmpty && span.upperBound <= count)
            case .remove, .recode: break
            }
        }
        let words = Self.plain(Anchor.text(MarkScan(edited).text))
        for coding in sample.codings { check(coding, reading, edited, words) }
    }

    /// A coding is as it was, moved, taken away with both its marks, or named.
    private func check(_ coding: Coding, _ reading: MarkReading, _ edited: String, _ words: [Unicode.Scalar])
    {
        let number = "#" + coding.id.suffix
        let marks = edited.matches(of: Self.anyMark).map { String($0.output) }.filter { $0.contains(number) }
        let isNamed = reading.problems.contains { $0.coding == coding.id }
        let isRemoved = reading.changes.contains(.remove(coding.id))
        let isChanged = reading.changes.contains {
            switch $0 {
            case .move(coding.id, _), .recode(coding.id, _): true
            default: false
            }
        }
        if isRemoved {
            #expect(marks.isEmpty && !isChanged && !isNamed)
            let quote = Self.plain(coding.anchor?.quote ?? "")
            #expect(words.firstRange(of: quote) != nil)
        } else if marks.isEmpty {
            #expect(isNamed)
        } else if Set(marks.map { $0.hasPrefix("{{/") }).count == 1 {
            // An end mark without a number may stand for the one that is gone.
            #expect(isNamed || isChanged || edited.contains("{{/}}"))
        }
    }

    private static func plain(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { !$0.properties.isWhitespace }
    }

    private func mangle(_ text: inout String, _ dice: inout Dice) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let line = dice.number(0...(lines.count - 1))
        let marks = text.ranges(of: Self.anyMark)
        switch dice.number(1...9) {
        case 1: lines.remove(at: line)
        case 2: lines.insert(lines[line], at: line)
        case 3: lines.swapAt(line, dice.number(0...(lines.count - 1)))
        case 4: lines[line] = ""
        case 5:
            if let mark = marks.randomElement(using: &dice) { text.removeSubrange(mark) }
            return
        case 6:
            if let mark = marks.randomElement(using: &dice), let other = marks.randomElement(using: &dice) {
                text.replaceSubrange(mark, with: String(text[other]))
            }
            return
        case 7:
            // Both marks of one coding.
            if let mark = marks.randomElement(using: &dice), let number = text[mark].firstMatch(of: /#\w+/) {
                let name = String(number.output)
                text.replace(Self.anyMark) { $0.output.contains(name) ? "" : String($0.output) }
            }
            return
        case 8:
            let place = text.indices.randomElement(using: &dice) ?? text.startIndex
            text.insert(
                contentsOf: dice.one(of: ["{{", "}}", "{{access}}", "{{/}}", "x", "{{nothing}}", "\\", "#"]),
                at: place)
            return
        default:
            guard let place = text.indices.randomElement(using: &dice) else { return }
            text.remove(at: place)
            return
        }
        text = lines.joined(separator: "\n")
    }
}
