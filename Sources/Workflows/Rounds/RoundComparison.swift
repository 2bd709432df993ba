package import StudyModel

/// What the coders of a round did alike in a record, and where they did not.
package struct RoundComparison: Sendable {
    /// Codings that all have: the same code on the same words.
    package private(set) var agreed: [[Coding]] = []
    /// In the order of the text.
    package private(set) var disagreements: [RoundDisagreement] = []

    private let record: RecordID
    private let coders: [CoderID]

    /// One coder's coding.
    private struct Part {
        var coder: Int
        var coding: Coding
        var span: Range<Int>
    }

    /// Codings of one code that overlap one another, whoever made them.
    private struct Group {
        var parts: [Part]
        var span: Range<Int>
        var coders: Set<Int> { Set(parts.map(\.coder)) }
    }

    /// Compares what coders did in one record.
    ///
    /// Codings of one code that overlap are about one place. Where all coders have it, they agree, or disagree on its bounds alone.
    /// Where some have not, it belongs with a place of another code that the others have there, the one it overlaps most;
    /// without one it stands alone.
    ///
    /// Codings of the record as a whole are compared with one another alone.
    ///
    /// - Parameter sheets: of each coder who looked at the record, in the order of the round.
    package init(of record: RecordID, sheets: [(coder: CoderID, codings: [Coding])]) {
        self.record = record
        coders = sheets.map(\.coder)
        var parts: [Part] = []
        for (coder, sheet) in sheets.enumerated() {
            for coding in sheet.codings where coding.state != .lost {
                parts.append(Part(coder: coder, coding: coding, span: coding.anchor?.span ?? 0..<1))
            }
        }
        compare(parts.filter { $0.coding.anchor == nil })
        compare(parts.filter { $0.coding.anchor != nil })
        disagreements.sort { ($0.span?.lowerBound ?? 0, $0.id) < ($1.span?.lowerBound ?? 0, $1.id) }
    }

    private mutating func compare(_ parts: [Part]) {
        var partial: [Group] = []
        for (_, parts) in Dictionary(grouping: parts, by: \.coding.code).sorted(by: { $0.key < $1.key }) {
            for group in Self.groups(of: parts) { take(group, or: &partial) }
        }
        pair(partial)
    }

    /// Parts that overlap, one another or through others.
    private static func groups(of parts: [Part]) -> [Group] {
        var groups: [Group] = []
        for part in parts.sorted(by: { ($0.span.lowerBound, $0.coder) < ($1.span.lowerBound, $1.coder) }) {
            if let last = groups.indices.last, groups[last].span.upperBound > part.span.lowerBound {
                groups[last].parts.append(part)
                let end = max(groups[last].span.upperBound, part.span.upperBound)
                groups[last].span = groups[last].span.lowerBound..<end
            } else {
                groups.append(Group(parts: [part], span: part.span))
            }
        }
        return groups
    }

    private mutating func take(_ group: Group, or partial: inout [Group]) {
        if group.coders.count < coders.count {
            partial.append(group)
        } else if group.parts.count == coders.count, Set(group.parts.map(\.span)).count == 1 {
            agreed.append(group.parts.sorted { $0.coder < $1.coder }.map(\.coding))
        } else {
            add([group], .boundary)
        }
    }

    /// Puts places together that overlap and have no coder in common, those first that overlap most.
    private mutating func pair(_ groups: [Group]) {
        var pairs: [(first: Int, second: Int, overlap: Int)] = []
        for first in groups.indices {
            for second in groups.indices.dropFirst(first + 1)
            where groups[first].coders.isDisjoint(with: groups[second].coders) {
                let overlap = groups[first].span.clamped(to: groups[second].span).count
                if overlap > 0 { pairs.append((first, second, overlap)) }
            }
        }
        var taken: Set<Int> = []
        pairs.sort { ($0.overlap, $1.first, $1.second) > ($1.overlap, $0.first, $0.second) }
        for pair in pairs where taken.isDisjoint(with: [pair.first, pair.second]) {
            taken.formUnion([pair.first, pair.second])
            add([groups[pair.first], groups[pair.second]], .code)
        }
        for index in groups.indices where !taken.contains(index) { add([groups[index]], .oneSided) }
    }

    private mutating func add(_ groups: [Group], _ kind: RoundDisagreement.Kind) {
        let parts = groups.flatMap(\.parts)
        let sides = coders.indices.map { coder in
            RoundDisagreement.Side(
                coder: coders[coder], codings: parts.filter { $0.coder == coder }.map(\.coding))
        }
        disagreements.append(RoundDisagreement(record: record, kind: kind, sides: sides))
    }

    // MARK: The consensus

    /// What stands in the record by agreement and by what was decided.
    ///
    /// - Parameters:
    ///   - decisions: those of this record.
    ///   - new: codings that decisions made, by their ids.
    package func consensus(_ decisions: [RoundDecision], new: [CodingID: Coding]) -> [Coding] {
        var codings: [CodingID: Coding] = new
        for coding in disagreements.flatMap(\.sides).flatMap(\.codings) { codings[coding.id] = coding }
        let decided = decisions.flatMap(\.result).compactMap { codings[$0] }
        return agreed.compactMap(\.first) + decided
    }
}
