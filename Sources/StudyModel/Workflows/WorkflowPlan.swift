/// Names a workflow of a study: the name of its file, `thematic-analysis`.
package struct WorkflowName: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    /// 1 to 40 small letters and digits of ASCII, and dashes inside, because it names a file.
    package init?(rawValue: String) {
        guard RoundID(rawValue: rawValue) != nil else { return nil }
        self.rawValue = rawValue
    }

    /// The workflow whose plan or history lies at a study path; `nil` for any other path.
    package init?(path: some StringProtocol) {
        guard path.hasPrefix("workflows/") else { return nil }
        let name = path.dropFirst(10)
        for end in [".yaml", ".jsonl"] where name.hasSuffix(end) {
            self.init(rawValue: String(name.dropLast(end.count)))
            return
        }
        return nil
    }

    /// What people write: `workflows/thematic-analysis.yaml`.
    package var planPath: String { "workflows/\(rawValue).yaml" }
    /// What was done, a line for each act: `workflows/thematic-analysis.jsonl`.
    package var historyPath: String { "workflows/\(rawValue).jsonl" }
}

extension WorkflowName: Comparable, CustomStringConvertible {
    package static func < (left: WorkflowName, right: WorkflowName) -> Bool {
        left.rawValue < right.rawValue
    }
    package var description: String { rawValue }
}

/// Steps that work goes through, each with what has to hold before it may begin and before it may end (format.md §22).
package struct WorkflowPlan: Hashable, Sendable {
    package var title: String
    package var steps: [Step]

    package init(title: String, steps: [Step]) {
        self.title = title
        self.steps = steps
    }

    package struct Step: Hashable, Sendable {
        /// Small letters, digits and dashes; none twice.
        package var name: String
        package var title: String
        /// Whose step it is: roles, members, stakeholder groups, in words.
        package var asked: [String]
        /// The day it is to end.
        package var due: CalendarDay?
        /// Or how many days after it began.
        package var days: Int?
        /// What has to hold before it begins.
        package var enter: [Need]
        /// What has to hold before it ends.
        package var leave: [Need]

        package init(
            name: String, title: String, asked: [String] = [], due: CalendarDay? = nil, days: Int? = nil,
            enter: [Need] = [], leave: [Need] = []
        ) {
            self.name = name
            self.title = title
            self.asked = asked
            self.due = due
            self.days = days
            self.enter = enter
            self.leave = leave
        }
    }

    /// Something that has to hold.
    package enum Need: Hashable, Sendable {
        /// Somebody says that it does; the name is how they say it.
        case tick(String, text: String)
        /// The study itself says it.
        case fact(WorkflowFact, Bound)

        /// What a number has to be.
        package enum Bound: Hashable, Sendable {
            case atLeast(Int)
            /// Of what there is, in per cent.
            case atLeastShare(Int)
            case atMost(Int)
        }
    }

    /// What can't be in a plan, as a sentence; `nil` for a possible one.
    package var problem: String? {
        if title.allSatisfy(\.isWhitespace) { return "A workflow has a title." }
        if !(1...40).contains(steps.count) { return "A workflow has 1 to 40 steps." }
        if Set(steps.map(\.name)).count != steps.count { return "Two steps have one name." }
        for step in steps {
            if WorkflowName(rawValue: step.name) == nil {
                return "A step's name is made of small letters, digits and dashes."
            }
            if let days = step.days, !(1...3660).contains(days) {
                return "'days' of '\(step.name)' is a number from 1 to 3660."
            }
            if step.days != nil, step.due != nil { return "'\(step.name)' has either 'due' or 'days'." }
        }
        let ticks = ticks
        if Set(ticks.map(\.name)).count != ticks.count { return "Two things to tick off have one name." }
        if ticks.contains(where: { WorkflowName(rawValue: $0.name) == nil }) {
            return "What is ticked off has a name of small letters, digits and dashes."
        }
        return nil
    }

    /// Everything that somebody has to say, with its step.
    package var ticks: [(name: String, step: Int)] {
        steps.enumerated().flatMap { number, step in
            (step.enter + step.leave).compactMap { need in
                if case .tick(let name, _) = need { return (name, number) }
                return nil
            }
        }
    }

    package func place(of step: String) -> Int? { steps.firstIndex { $0.name == step } }
}
