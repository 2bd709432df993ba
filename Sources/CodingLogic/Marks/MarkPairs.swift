import StudyModel

/// A mark where a coding begins and the one where it ends.
struct MarkPair {
    var start: Mark
    var end: Mark
    /// The coding it is of, among those shown; `nil` for a new one.
    var coding: Int?

    /// In the text without marks.
    var span: Range<Int> { start.position..<max(start.position, end.position) }
}

/// Brings the marks of a text together.
struct MarkPairs {
    private(set) var pairs: [MarkPair] = []
    private(set) var problems: [MarkProblem] = []
    /// The shown codings of which at least one mark is there.
    private(set) var seen: Set<Int> = []

    private let shown: ShownCodings
    /// Whether two texts name one code.
    private let isSameCode: (String, String) -> Bool

    init(_ marks: [Mark], _ shown: ShownCodings, isSameCode: @escaping (String, String) -> Bool) {
        self.shown = shown
        self.isSameCode = isSameCode
        let known = marks.map { mark in (mark, mark.number.flatMap { shown.index(of: $0) }) }
        seen = Set(known.compactMap(\.1))
        let rest = pairNumbered(known)
        pairOthers(rest)
        pairs.sort { ($0.start.position, $0.end.position) < ($1.start.position, $1.end.position) }
    }

    /// Pairs the marks that carry the number of a coding.
    ///
    /// - Returns: all others, in order.
    private mutating func pairNumbered(_ marks: [(Mark, Int?)]) -> [(Mark, Int?)] {
        var open: [Int: [Int]] = [:]
        var isPaired = Set<Int>()
        for (place, (mark, index)) in marks.enumerated() {
            guard let index else { continue }
            if mark.isStart {
                open[index, default: []].append(place)
            } else if let start = open[index]?.popLast() {
                pairs.append(MarkPair(start: marks[start].0, end: mark, coding: index))
                isPaired.formUnion([start, place])
            }
        }
        return marks.indices.filter { !isPaired.contains($0) }.map { marks[$0] }
    }

    /// Pairs the rest: each end mark with the last start mark that it can end, one without a number first.
    private mutating func pairOthers(_ marks: [(Mark, Int?)]) {
        var open: [(Mark, Int?)] = []
        for (mark, index) in marks {
            if let number = mark.number, index == nil {
                problems.append(unknown(number, mark))
            } else if mark.isStart {
                open.append((mark, index))
            } else if index != nil {
                problems.append(half(mark, index))
            } else if let place = self.start(for: mark, in: open) {
                let (start, index) = open.remove(at: place)
                pairs.append(MarkPair(start: start, end: mark, coding: index))
            } else {
                problems.append(half(mark, nil))
            }
        }
        problems += open.map { half($0.0, $0.1) }
    }

    private func start(for end: Mark, in open: [(Mark, Int?)]) -> Int? {
        let fits = open.indices.filter { end.code.isEmpty || isSameCode(open[$0].0.code, end.code) }
        return fits.last { open[$0].1 == nil } ?? fits.last
    }

    private func unknown(_ number: String, _ mark: Mark) -> MarkProblem {
        MarkProblem(
            line: mark.line,
            message:
                "There is no coding #\(number) in this text, so \(mark.text) was passed over. For a new coding leave the number out."
        )
    }

    private func half(_ mark: Mark, _ index: Int?) -> MarkProblem {
        guard let index else {
            return MarkProblem(
                line: mark.line,
                message: mark.isStart
                    ? "\(mark.text) has no end, so nothing was coded. Write '{{/}}' where it ends."
                    : "\(mark.text) ends nothing that was begun before it, so it was passed over.")
        }
        let number = shown.numbers[index]
        return MarkProblem(
            line: mark.line,
            message: mark.isStart
                ? "\(mark.text) has no end. The coding was left as it was; write '{{/#\(number)}}' where it ends, or take this mark away too."
                : "\(mark.text) has no beginning before it. The coding was left as it was; write '{{code #\(number)}}' where it begins, or take this mark away too.",
            coding: shown.codings[index].id)
    }
}
