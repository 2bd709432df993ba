import StudyModel

/// Turns a query into a plan: says which conditions apply to which codings, and looks names up.
struct QueryPlanner {
    let corpus: QueryCorpus

    init(_ corpus: QueryCorpus) { self.corpus = corpus }

    /// - Throws: ``QueryProblem`` for codes and attributes that the study does not have.
    func plan(_ query: CodingQuery) throws(QueryProblem) -> QueryPlan { try plan(query.root, under: []) }

    /// The plan of one part.
    ///
    /// - Parameter conditions: what is asked of every coding of this part, from the chains it stands in.
    private func plan(_ node: QueryNode, under conditions: [QueryNode]) throws(QueryProblem) -> QueryPlan {
        if node.isCondition { return try chain([node], under: conditions) }
        switch node {
        case .code(let term): return .codings(try leaf(codes: try codes(of: term), conditions))
        case .any, .condition: return .codings(try leaf(codes: nil, conditions))
        case .uncoded: return .gaps(try leaf(codes: nil, conditions))
        case .text(let text): return try words(.text(TextNeedle(text)), under: conditions)
        case .speaker(let name): return try words(.speaker(TextNeedle(name)), under: conditions)
        case .pattern(let source, let ignoresCase):
            return try words(.pattern(TextPattern(source, ignoresCase: ignoresCase)), under: conditions)
        case .or(let nodes):
            var parts: [QueryPlan] = []
            for part in nodes { parts.append(try plan(part, under: conditions)) }
            return .either(parts)
        case .and(let nodes): return try chain(nodes, under: conditions)
        case .not: return try chain([node], under: conditions)
        case .relation(let left, let relation, let right):
            return .related(try plan(left, under: conditions), relation, try plan(right, under: []))
        }
    }

    /// Words have no coder and no weight: conditions on codings bring `any` with them.
    private func words(_ plan: QueryPlan, under conditions: [QueryNode]) throws(QueryProblem) -> QueryPlan {
        if conditions.isEmpty { return plan }
        return .all([.codings(try leaf(codes: nil, conditions)), plan], without: [])
    }

    /// Parts that stand between ANDs.
    private func chain(_ nodes: [QueryNode], under outer: [QueryNode]) throws(QueryProblem) -> QueryPlan {
        let own = nodes.filter(\.isCondition)
        let ofCodings = outer + own.filter(\.isAboutCodings)
        let passages = nodes.filter { !$0.isCondition && !$0.isNegation }
        var parts: [QueryPlan] = []
        for node in passages { parts.append(try plan(node, under: node.takesConditions ? ofCodings : [])) }
        let isUnmet = !ofCodings.isEmpty && !passages.contains(where: \.takesConditions)
        if passages.isEmpty || isUnmet { parts.append(.codings(try leaf(codes: nil, ofCodings))) }
        var others: [QueryPlan] = []
        for case .not(let node) in nodes where !node.isCondition { others.append(try plan(node, under: [])) }
        // What needs no text first, so that the text of most records is never read.
        let sorted = parts.filter { !$0.needsText } + parts.filter(\.needsText)
        let joined: QueryPlan =
            sorted.count == 1 && others.isEmpty ? sorted[0] : .all(sorted, without: others)
        let ofRecords = own.filter { !$0.isAboutCodings }
        if ofRecords.isEmpty { return joined }
        return .guarded(try self.conditions(ofRecords), joined)
    }

    /// Every coding under the conditions of a query that is nothing but conditions.
    func leaf(under restriction: CodingQuery?) throws(QueryProblem) -> CodingLeaf {
        try leaf(codes: nil, restriction.map { [$0.root] } ?? [])
    }

    private func leaf(codes: [Bool]?, _ conditions: [QueryNode]) throws(QueryProblem) -> CodingLeaf {
        CodingLeaf(
            codes: codes, conditions: try self.conditions(conditions),
            includesLost: conditions.contains(where: Self.namesLost))
    }

    private static func namesLost(_ node: QueryNode) -> Bool {
        switch node {
        case .condition(.state(let states)): states.contains(.lost)
        case .not(let inner): namesLost(inner)
        case .and(let nodes), .or(let nodes): nodes.contains(where: namesLost)
        default: false
        }
    }

    // MARK: Codes

    /// A mask by code number.
    func codes(of term: QueryCodeTerm) throws(QueryProblem) -> [Bool] {
        let entry = try entry(of: term)
        let wanted = term.isExact ? [entry] : corpus.codebook.subtree(entry.path)
        let ids = Set(wanted.map(\.code.id))
        return corpus.codes.map(ids.contains)
    }

    /// The code a query names.
    func entry(of term: QueryCodeTerm) throws(QueryProblem) -> Codebook.Entry {
        let found = corpus.codebook.resolve(term.text)
        if found.count == 1 { return found[0] }
        guard found.isEmpty else {
            let paths = found.prefix(5).map(\.path.rawValue).joined(separator: ", ")
            throw QueryProblem(
                .ambiguousCode, at: term.range, "'\(term.text)' can be \(found.count) codes.",
                hint: "Write one of \(paths).")
        }
        throw QueryProblem(
            .unknownCode, at: term.range, "There is no code '\(term.text)'.", hint: hint(for: term.text))
    }

    private func hint(for text: String) -> String {
        if QueryKeyword(rawValue: text.uppercased()) != nil {
            return "Operators are written in capitals: \(text.uppercased())."
        }
        var paths: [String: String] = [:]
        var names: [String] = []
        for entry in corpus.codebook.entries {
            for name in [entry.path.rawValue, String(entry.path.last), entry.code.name.lowercased()]
            where paths[name] == nil {
                paths[name] = entry.path.rawValue
                names.append(name)
            }
        }
        var nearest: [String] = []
        for name in NearestNames.of(text, in: names) {
            if let path = paths[name], !nearest.contains(path) { nearest.append(path) }
        }
        if nearest.isEmpty {
            return "'rir codebook' lists the codes; words of the text are looked for in \"…\"."
        }
        return "Did you mean \(nearest.joined(separator: " or "))?"
    }

    // MARK: Conditions

    private func conditions(_ nodes: [QueryNode]) throws(QueryProblem) -> [ConditionPlan] {
        var plans: [ConditionPlan] = []
        for node in nodes { plans.append(try condition(node)) }
        return plans
    }

    private func condition(_ node: QueryNode) throws(QueryProblem) -> ConditionPlan {
        switch node {
        case .condition(let condition): try plan(condition)
        case .not(let inner): .not(try condition(inner))
        case .and(let nodes): .all(try conditions(nodes))
        case .or(let nodes): .either(try conditions(nodes))
        case .code, .any, .uncoded, .text, .pattern, .speaker, .relation: .all([])
        }
    }

    private func plan(_ condition: QueryCondition) throws(QueryProblem) -> ConditionPlan {
        switch condition {
        case .coder(let coders): .source(corpus.sources.map { $0.coder.map(coders.contains) ?? false })
        case .layer(let layers): .source(corpus.sources.map { layers.contains($0.layer) })
        case .round(let rounds): .source(corpus.sources.map { Self.isOf($0, rounds) })
        case .origin(let origins): .origin(origins)
        case .state(let states):
            .state(states, revisions: corpus.codes.map { corpus.codebook[$0]?.code.revision ?? 0 })
        case .comment(let text): .comment(FoldedComment.folded(text))
        case .hasComment: .hasComment
        case .weight(let comparison, let number): .weight(comparison, number)
        case .hasWeight: .hasWeight
        case .coded(let days): .coded(days)
        case .kind(let kinds): .kind(kinds)
        case .date(let days): .date(days)
        case .participant(let cases): .cases(corpus.caseIDs.map(cases.contains))
        case .hasParticipant: .hasCase
        case .record(let names): .record(Set(names))
        case .attribute(let term, let comparison, let written):
            .cases(
                try values(of: term).map { $0.map { AttributeMatch.holds($0, comparison, written) } ?? false }
            )
        case .hasAttribute(let term): .cases(try values(of: term).map { $0 != nil })
        }
    }

    private static func isOf(_ source: CodingSource, _ rounds: [String]) -> Bool {
        if case .consensus(let round) = source { return rounds.contains(round) }
        return false
    }

    /// An attribute of every case, in the order of ``QueryCorpus/caseIDs``.
    func values(of term: QueryAttributeTerm) throws(QueryProblem) -> [CaseValue?] {
        let values = corpus.attributes.map { $0[term.name] }
        guard corpus.declarations[term.name] == nil, values.allSatisfy({ $0 == nil }) else { return values }
        let names = Set(corpus.declarations.list.map(\.name) + corpus.attributes.flatMap(\.keys)).sorted()
        let nearest = NearestNames.of(term.name, in: names)
        let hint =
            names.isEmpty
            ? "The study's cases have no attributes."
            : nearest.isEmpty
                ? "The attributes are \(names.prefix(20).joined(separator: ", "))."
                : "Did you mean \(nearest.joined(separator: " or "))?"
        throw QueryProblem(
            .unknownAttribute, at: term.range, "No case has an attribute '\(term.name)'.", hint: hint)
    }
}
