internal import StudyModel
internal import Yams

/// Reads a workflow as a person wrote it, and says in a sentence what is wrong with it.
enum WorkflowReader {
    /// The largest plan, in bytes: 64 KiB.
    static let largest = 64 << 10

    struct Failure: Error {
        var sentence: String
    }

    /// Reads a plan.
    ///
    /// - Throws: ``Failure`` with the first thing that is not as format.md §22 says.
    static func plan(from bytes: [UInt8]) throws(Failure) -> WorkflowPlan {
        guard bytes.count <= largest, let text = String(validating: bytes, as: UTF8.self),
            let node = try? Yams.compose(yaml: text), let mapping = node.mapping
        else { throw Failure(sentence: "It is not YAML of at most 64 KiB.") }
        try require(mapping, has: ["title", "steps"], "the workflow")
        var steps: [WorkflowPlan.Step] = []
        for (number, step) in zip(1..., mapping["steps"]?.sequence ?? []) {
            steps.append(try self.step(step, "step \(number)"))
        }
        let plan = WorkflowPlan(title: try line(mapping["title"], "title"), steps: steps)
        if let problem = plan.problem { throw Failure(sentence: problem) }
        return plan
    }

    private static func step(_ node: Node, _ place: String) throws(Failure) -> WorkflowPlan.Step {
        guard let mapping = node.mapping else { throw Failure(sentence: "\(place) has no name.") }
        try require(mapping, has: ["name", "title", "asked", "due", "days", "enter", "leave"], place)
        let due = mapping["due"]?.string
        let day = due.flatMap(CalendarDay.init(rawValue:))
        if due != nil, day == nil {
            throw Failure(sentence: "'due' of \(place) is a day such as 2021-01-31.")
        }
        if mapping["days"] != nil, mapping["days"]?.int == nil {
            throw Failure(sentence: "'days' of \(place) is a whole number.")
        }
        let name = try line(mapping["name"], "name of \(place)")
        return WorkflowPlan.Step(
            name: name,
            title: try mapping["title"].map { node throws(Failure) in try line(node, "title") } ?? name,
            asked: (mapping["asked"]?.sequence ?? []).compactMap(\.string), due: day,
            days: mapping["days"]?.int, enter: try needs(mapping["enter"], "'enter' of \(place)"),
            leave: try needs(mapping["leave"], "'leave' of \(place)"))
    }

    private static func needs(_ node: Node?, _ place: String) throws(Failure) -> [WorkflowPlan.Need] {
        guard let node else { return [] }
        guard let items = node.sequence else { throw Failure(sentence: "\(place) is a list.") }
        var needs: [WorkflowPlan.Need] = []
        for item in items { needs.append(try need(item, place)) }
        return needs
    }

    private static func need(_ node: Node, _ place: String) throws(Failure) -> WorkflowPlan.Need {
        guard let mapping = node.mapping else {
            throw Failure(sentence: "\(place): each has either 'tick' and 'text', or 'fact' and a bound.")
        }
        try require(mapping, has: ["tick", "text", "fact", "at-least", "at-most"], place)
        if let tick = mapping["tick"]?.string {
            return .tick(tick, text: try line(mapping["text"], "text of '\(tick)'"))
        }
        guard let word = mapping["fact"]?.string, let fact = WorkflowFact(rawValue: word) else {
            let known = WorkflowFact.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure(sentence: "\(place): a fact is one of \(known).")
        }
        return .fact(fact, try bound(mapping, of: fact))
    }

    private static func bound(
        _ mapping: Node.Mapping, of fact: WorkflowFact
    ) throws(Failure) -> WorkflowPlan.Need.Bound {
        let (least, most) = (mapping["at-least"]?.string, mapping["at-most"]?.string)
        if let least, most == nil, least.hasSuffix("%") {
            guard let share = Int(least.dropLast().filter { $0 != " " }), (1...100).contains(share),
                fact.isPart
            else { throw Failure(sentence: "A share of '\(fact.rawValue)' can't be asked, or is none.") }
            return .atLeastShare(share)
        }
        if let count = least.flatMap({ Int($0) }), most == nil, count > 0 { return .atLeast(count) }
        if let count = most.flatMap({ Int($0) }), least == nil, count >= 0 { return .atMost(count) }
        throw Failure(
            sentence: "'\(fact.rawValue)' needs 'at-least' (a number, or a share such as 90%) or 'at-most'.")
    }

    // MARK: Parts

    private static func line(_ node: Node?, _ what: String) throws(Failure) -> String {
        guard let text = node?.string, !text.isEmpty, text.unicodeScalars.count <= 500,
            !text.contains(where: \.isNewline)
        else { throw Failure(sentence: "The \(what) is one line of 1 to 500 characters.") }
        return text
    }

    /// A key that is misspelt would otherwise ask for nothing.
    private static func require(
        _ mapping: Node.Mapping, has known: Set<String>, _ place: String
    ) throws(Failure) {
        for key in mapping.keys where !known.contains(key.string ?? "") {
            throw Failure(sentence: "'\((key.string ?? "").printable)' is nothing that \(place) has.")
        }
    }
}
