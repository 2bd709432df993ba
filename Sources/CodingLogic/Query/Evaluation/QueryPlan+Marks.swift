extension QueryPlan {
    /// What a record needs for anything to be found in it: of each of these marks, one of their codes.
    ///
    /// Needed, not enough: it never keeps a record out in which there is something to find.
    var marks: [CodeMarks] {
        switch self {
        case .codings(let leaf): [leaf.marks]
        case .gaps, .text, .pattern, .speaker: []
        case .all(let parts, without: _): parts.flatMap(\.marks)
        case .either(let parts): Self.either(parts.map(\.marks))
        case .related(let left, .minus, _): left.marks
        case .related(let left, _, let right): left.marks + right.marks
        case .guarded(_, let part): part.marks
        }
    }

    /// Where any part will do, one need of each; no need where a part has none.
    private static func either(_ needs: [[CodeMarks]]) -> [CodeMarks] {
        var joined = CodeMarks()
        for need in needs {
            guard let first = need.first else { return [] }
            joined.formUnion(first)
        }
        return [joined]
    }
}

extension QueryCorpus {
    /// Whether the codings of a record bear one at least of each of these marks.
    func bears(_ needed: [CodeMarks], place: Int) -> Bool {
        if needed.isEmpty { return true }
        let marks = codings.marks(records[place].number)
        return needed.allSatisfy { !marks.isDisjoint(with: $0) }
    }
}

extension CodingLeaf {
    /// Those of its codes.
    var marks: CodeMarks {
        guard let codes else { return .every }
        return codes.indices.reduce(into: CodeMarks()) { marks, code in
            if codes[code] { marks.insert(UInt32(code)) }
        }
    }
}
