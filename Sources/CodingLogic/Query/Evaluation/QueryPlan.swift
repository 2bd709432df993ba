import StudyModel

/// A query with its codes, attributes and conditions looked up in one study.
indirect enum QueryPlan {
    case codings(CodingLeaf)
    /// What those codings leave of the text.
    case gaps(CodingLeaf)
    case text(TextNeedle)
    case pattern(TextPattern)
    case speaker(TextNeedle)
    /// Where all of the first overlap, except what any of the others touches.
    case all([QueryPlan], without: [QueryPlan])
    case either([QueryPlan])
    case related(QueryPlan, QueryRelation, QueryPlan)
    /// Only in records of which the conditions hold.
    case guarded([ConditionPlan], QueryPlan)

    /// Whether it can't be answered without the record's text.
    var needsText: Bool {
        switch self {
        case .codings: false
        case .gaps, .text, .pattern, .speaker: true
        case .all(let parts, let others): (parts + others).contains(where: \.needsText)
        case .either(let parts): parts.contains(where: \.needsText)
        case .guarded(_, let part): part.needsText
        case .related(let left, let relation, let right):
            switch relation {
            case .near, .within(.sentence), .within(.paragraph), .within(.turn), .before(.some),
                .after(.some):
                true
            case .within(.record), .overlaps, .inside, .contains, .before(nil), .after(nil), .minus:
                left.needsText || right.needsText
            }
        }
    }
}

/// Codings that a part of a query looks for.
struct CodingLeaf {
    /// By code number; `nil` for every code.
    var codes: [Bool]?
    /// All of them must hold.
    var conditions: [ConditionPlan]
    /// Lost codings count only where the conditions ask for them.
    var includesLost: Bool
}
