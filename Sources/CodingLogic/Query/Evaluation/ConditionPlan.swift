import StudyModel

/// A condition with everything looked up that does not differ between records.
indirect enum ConditionPlan {
    // Of codings.
    case source([Bool])
    case origin([Coding.Origin])
    case state([QueryState], revisions: [Int])
    case comment(String)
    case hasComment
    case weight(QueryComparison, Int)
    case hasWeight
    case coded(DayRange)
    // Of records.
    case kind([RecordKind])
    case date(DayRange)
    /// One of the record's cases is one of these.
    case cases([Bool])
    case hasCase
    case record(Set<String>)
    // Of conditions.
    case not(ConditionPlan)
    case all([ConditionPlan])
    case either([ConditionPlan])

    /// What the record alone decides; `nil` where it depends on the coding.
    func decided(by view: RecordView) -> Bool? {
        switch self {
        case .source, .origin, .state, .comment, .hasComment, .weight, .hasWeight, .coded: return nil
        case .kind(let kinds): return kinds.contains(view.record.kind)
        case .date(let days): return days.contains(view.record.day)
        case .cases(let mask): return view.cases.contains { mask[$0] }
        case .hasCase: return !view.cases.isEmpty
        case .record(let names):
            return names.contains(view.record.id.rawValue) || names.contains(String(view.record.id.suffix))
        case .not(let inner): return inner.decided(by: view).map { !$0 }
        case .all(let parts):
            let answers = parts.map { $0.decided(by: view) }
            return answers.contains(false) ? false : answers.contains(nil) ? nil : true
        case .either(let parts):
            let answers = parts.map { $0.decided(by: view) }
            return answers.contains(true) ? true : answers.contains(nil) ? nil : false
        }
    }

    /// Whether it holds of a coding.
    func holds(of row: Int, in slab: CodingSlab, _ view: RecordView) throws -> Bool {
        switch self {
        case .source(let mask):
            let source = Int(slab.source(row))
            return mask.indices.contains(source) && mask[source]
        case .origin(let origins): return origins.contains(slab.flags(row).origin)
        case .state(let states, let revisions):
            return states.contains { Self.holds($0, of: row, in: slab, revisions) }
        case .comment(let text): return try comment(of: row, in: slab, view).contains(text)
        case .hasComment: return slab.flags(row).hasComment
        case .weight(let comparison, let number):
            return slab.flags(row).hasWeight && comparison.compares(slab.weight(row), number)
        case .hasWeight: return slab.flags(row).hasWeight
        case .coded(let days): return CalendarDay(daysSinceEpoch: slab.day(row)).map(days.contains) ?? false
        case .not(let inner): return try !inner.holds(of: row, in: slab, view)
        case .all(let parts): return try parts.allSatisfy { try $0.holds(of: row, in: slab, view) }
        case .either(let parts): return try parts.contains { try $0.holds(of: row, in: slab, view) }
        case .kind, .date, .cases, .hasCase, .record: return decided(by: view) ?? false
        }
    }

    private static func holds(
        _ state: QueryState, of row: Int, in slab: CodingSlab, _ revisions: [Int]
    ) -> Bool {
        switch state {
        case .sound: return slab.flags(row).state == .sound
        case .changed: return slab.flags(row).state == .changed
        case .lost: return slab.flags(row).state == .lost
        case .outdated:
            let code = Int(slab.code(row))
            return revisions.indices.contains(code) && slab.revision(row) < revisions[code]
        }
    }

    /// The comment as ``comment(_:)`` compares it; `nil` of none matches nothing.
    private func comment(of row: Int, in slab: CodingSlab, _ view: RecordView) throws -> FoldedComment {
        let source = Int(slab.source(row))
        guard slab.flags(row).hasComment, let id = slab.id(row), view.corpus.sources.indices.contains(source)
        else {
            return FoldedComment(nil)
        }
        return FoldedComment(try view.corpus.comment(view.record.id, view.corpus.sources[source], id))
    }
}

/// A comment or the lack of one.
struct FoldedComment {
    private let text: String?

    init(_ text: String?) { self.text = text.map(Self.folded) }

    func contains(_ folded: String) -> Bool { text.map { folded.isEmpty || $0.contains(folded) } ?? false }

    /// Small letters, straight quotation marks.
    static func folded(_ text: String) -> String {
        Anchor.text(text.unicodeScalars.lazy.map(ScalarKind.folded))
    }
}
