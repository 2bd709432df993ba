/// Runs a pattern over a text by following all its possibilities at once (Thompson 1968; Pike's machine), so that no
/// scalar is looked at more than once for each step of the pattern and match.
struct PatternMatcher {
    /// A possibility: where in the program it stands, and where in the text it began.
    private struct Thread {
        var place: Int
        var start: Int
    }

    private let program: [PatternInstruction]
    private let firsts: [Bool]?
    private let text: [Unicode.Scalar]
    /// For each step of the program the last round in which it was entered.
    private var entered: [Int]
    /// Counts the places of the text that were looked at.
    private var round = 0
    private var waiting: [Int] = []

    init(pattern: TextPattern, text: [Unicode.Scalar]) {
        program = pattern.program
        firsts = pattern.firsts
        self.text = text
        entered = Array(repeating: -1, count: pattern.program.count)
    }

    mutating func all() -> [Range<Int>] {
        var found: [Range<Int>] = []
        var index = 0
        while index <= text.count, let match = first(from: index) {
            if !match.isEmpty { found.append(match) }
            index = match.isEmpty ? match.upperBound + 1 : match.upperBound
        }
        return found
    }

    /// The first match that begins at `from` or later.
    private mutating func first(from: Int) -> Range<Int>? {
        var match: Range<Int>?
        var current: [Thread] = []
        var following: [Thread] = []
        var index = from
        round += 1
        while index <= text.count {
            if match == nil {
                if current.isEmpty {
                    index = candidate(from: index)
                    round += 1
                }
                enter(0, start: index, at: index, into: &current)
            } else if current.isEmpty {
                break
            }
            round += 1
            following.removeAll(keepingCapacity: true)
            if let end = step(current, at: index, into: &following) { match = end }
            swap(&current, &following)
            index += 1
        }
        return match
    }

    /// The next place where a match can begin.
    private func candidate(from start: Int) -> Int {
        guard let firsts else { return start }
        var index = start
        while index < text.count, text[index].value < 0x80, !firsts[Int(text[index].value)] { index += 1 }
        return index
    }

    /// Lets every possibility take the scalar at a place, the preferred ones first.
    ///
    /// - Returns: the match that ends here; what is less preferred than it is dropped.
    private mutating func step(_ threads: [Thread], at index: Int, into following: inout [Thread]) -> Range<
        Int
    >? {
        for thread in threads {
            guard case .take(let set, let ascii) = program[thread.place] else { return thread.start..<index }
            guard index < text.count, index - thread.start < TextPattern.longestMatch else { continue }
            let value = Int(text[index].value)
            if value < 0x80 ? ascii[value] : set.contains(text[index]) {
                enter(thread.place + 1, start: thread.start, at: index + 1, into: &following)
            }
        }
        return nil
    }

    /// Adds what is reached without taking a scalar, in order of preference.
    private mutating func enter(_ first: Int, start: Int, at index: Int, into threads: inout [Thread]) {
        waiting.append(first)
        while let place = waiting.popLast() {
            guard entered[place] != round else { continue }
            entered[place] = round
            switch program[place] {
            case .jump(let target): waiting.append(target)
            case .split(let preferred, let other):
                waiting.append(other)
                waiting.append(preferred)
            case .edge(let edge): if edge.holds(at: index, in: text) { waiting.append(place + 1) }
            case .take, .match: threads.append(Thread(place: place, start: start))
            }
        }
    }
}
