import Foundation
import StudyModel
import Testing

@testable import TerminalCoder

@Suite struct FuzzTests {
    private static let shift =
        ProcessInfo.processInfo.environment["RIR_FUZZ_SHIFT"].flatMap { UInt64($0) } ?? 0

    private static let letters = Array(
        "wertWERTaahhlljkfFgGz  vvoxnp cccC123456789==ddmmiuu][N/bMs?q accskwelout-.,{}⇧é私")
    private static let others: [CoderKey] = [
        .enter, .enter, .enter, .escape, .escape, .tab, .up, .down, .left, .right, .pageUp, .pageDown, .home,
        .end, .backspace, .delete,
        .control("c"), .control("w"), .control("e"), .control("r"), .control("t"), .control("l"),
        .control("z"), .control("u"), .control("p"),
        .paste("Ecacc\nq"), .paste("e\u{301}\u{202E}👍🏽"), .resumed, .character("\u{301}"),
    ]

    private static func key(_ numbers: inout SeededNumbers) -> CoderKey {
        switch Int.random(in: 0..<100, using: &numbers) {
        case 0:
            .resize(
                CoderSize(
                    rows: .random(in: 1...40, using: &numbers), columns: .random(in: 1...120, using: &numbers)
                ))
        case 1: .resize(CoderSize(rows: 24, columns: 80))
        case 2..<25: others[Int.random(in: 0..<others.count, using: &numbers)]
        default: .character(letters[Int.random(in: 0..<letters.count, using: &numbers)])
        }
    }

    private static func refusal(_ numbers: inout SeededNumbers) -> StudyError? {
        switch Int.random(in: 0..<60, using: &numbers) {
        case 0: StudyError(.storageFull, "The disk is full.")
        case 1: StudyError(.recordConflict, "The record was changed.")
        default: nil
        }
    }

    @Test(arguments: 0..<10)
    func keys_atRandom_keepEverythingInOrder(_ seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed + 1 + Self.shift)
        let texts = (0..<3).map { _ in HardText.make(Int.random(in: 0...120, using: &numbers), &numbers) }
        let desk = MemoryDesk(
            texts.enumerated().map { index, text in
                let record = Samples.record("2021-03-1\(index)", .interview, "aaa\(index)")
                return MemoryDesk.Sheet(
                    record: record, title: "R \u{1B}[31m\u{202E}", kind: .interview, body: text)
            }, codebook: Samples.codebook)
        var session = try desk.session()
        for step in 0..<1000 {
            let key = Self.key(&numbers)
            desk.refusal = Self.refusal(&numbers)
            if case .recordConflict? = desk.refusal?.code { desk.changeBody(HardText.make(20, &numbers)) }
            _ = session.press(key)
            desk.refusal = nil
            try Self.check(session, desk, "seed \(seed), step \(step), \(key)")
        }
    }

    private static func check(_ session: CoderSession<MemoryDesk>, _ desk: MemoryDesk, _ place: String) throws
    {
        let state = session.state
        let text = state.text
        try #require(
            text.isStart(state.cursor) || (text.isEmpty && state.cursor == 0),
            "\(place): the cursor is inside a character")
        if let marked = state.marked {
            try #require(
                text.isStart(marked.lowerBound)
                    && (marked.upperBound == text.count || text.isStart(marked.upperBound)),
                "\(place): the mark")
            try #require(marked.contains(state.cursor), "\(place): the cursor left the mark")
        }
        let row = state.lines.line(of: state.cursor) - state.top
        try #require(
            !state.size.suffices || (0..<state.metrics.bodyRows).contains(row),
            "\(place): the cursor is out of sight")
        // What was acknowledged is there, and what is shown was acknowledged.
        try #require(Set(state.sheet.codings.map(\.coding)) == Set(desk.mine), "\(place): the codings differ")
        try #require(
            desk.sheets[desk.open].place == nil || desk.sheets[desk.open].place == state.place,
            "\(place): the place")
        let frame = CoderFrame(state)
        try #require(frame.cells.count == state.size.rows * state.size.columns)
        let isClean = !frame.cells.contains {
            $0.text != " " && $0.text.unicodeScalars.contains(where: Cluster.isEscaped)
        }
        try #require(isClean, "\(place): an escape on the screen")
    }
}
