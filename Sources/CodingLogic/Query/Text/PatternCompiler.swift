import StudyModel

/// One step of a compiled regular expression.
enum PatternInstruction {
    /// Takes one scalar of the set.
    case take(PatternSet, ascii: [Bool])
    case edge(PatternEdge)
    /// Goes on at both, the first of them preferred.
    case split(Int, Int)
    case jump(Int)
    case match
}

/// Turns a regular expression into steps.
struct PatternCompiler {
    private static let mostInstructions = 5000

    private let ignoresCase: Bool
    private var program: [PatternInstruction] = []
    /// Parts compiled so far; more than instructions, because a part can be empty.
    private var work = 0

    init(ignoresCase: Bool) { self.ignoresCase = ignoresCase }

    mutating func compile(_ node: PatternNode) throws(QueryProblem) -> [PatternInstruction] {
        try append(node)
        program.append(.match)
        return program
    }

    private mutating func append(_ node: PatternNode) throws(QueryProblem) {
        work += 1
        guard program.count < Self.mostInstructions, work < 10 * Self.mostInstructions else {
            throw QueryProblem(.badPattern, at: 0..<0, "The expression repeats too much.")
        }
        switch node {
        case .set(let set): append(set)
        case .edge(let edge): program.append(.edge(edge))
        case .sequence(let parts): for part in parts { try append(part) }
        case .choice(let branches): try appendChoice(branches)
        case .repeated(let part, let least, let most, let isGreedy):
            for _ in 0..<least { try append(part) }
            if let most {
                try appendOptional(part, times: most - least, isGreedy: isGreedy)
            } else {
                try appendLoop(part, isGreedy: isGreedy)
            }
        }
    }

    private mutating func append(_ set: PatternSet) {
        var set = set
        set.ignoresCase = ignoresCase
        let ascii = (0..<128).map { set.contains(Unicode.Scalar(UInt8($0))) }
        program.append(.take(set, ascii: ascii))
    }

    private mutating func appendChoice(_ branches: [PatternNode]) throws(QueryProblem) {
        var jumps: [Int] = []
        for (number, branch) in branches.enumerated() {
            guard number < branches.count - 1 else {
                try append(branch)
                break
            }
            let split = program.count
            program.append(.match)
            try append(branch)
            jumps.append(program.count)
            program.append(.match)
            program[split] = .split(split + 1, program.count)
        }
        for jump in jumps { program[jump] = .jump(program.count) }
    }

    private mutating func appendOptional(_ part: PatternNode, times: Int, isGreedy: Bool)
        throws(QueryProblem)
    {
        var splits: [Int] = []
        for _ in 0..<times {
            splits.append(program.count)
            program.append(.match)
            try append(part)
        }
        for split in splits { program[split] = Self.split(split + 1, program.count, isGreedy) }
    }

    private mutating func appendLoop(_ part: PatternNode, isGreedy: Bool) throws(QueryProblem) {
        let split = program.count
        program.append(.match)
        try append(part)
        program.append(.jump(split))
        program[split] = Self.split(split + 1, program.count, isGreedy)
    }

    private static func split(_ inside: Int, _ behind: Int, _ isGreedy: Bool) -> PatternInstruction {
        isGreedy ? .split(inside, behind) : .split(behind, inside)
    }

    /// Which ASCII scalars a match can begin with; `nil` where it can be empty.
    static func firsts(of program: [PatternInstruction]) -> [Bool]? {
        var firsts = [Bool](repeating: false, count: 128)
        var seen = Set<Int>()
        var waiting = [0]
        while let place = waiting.popLast() {
            guard seen.insert(place).inserted else { continue }
            switch program[place] {
            case .take(_, let ascii): for value in 0..<128 where ascii[value] { firsts[value] = true }
            case .edge: waiting.append(place + 1)
            case .split(let first, let second): waiting += [first, second]
            case .jump(let target): waiting.append(target)
            case .match: return nil
            }
        }
        return firsts
    }
}
