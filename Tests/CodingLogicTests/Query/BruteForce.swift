import CodingLogic
import StudyModel

/// Answers queries straight from `docs/reference/query.md`, one definition at a time and without any speed.
///
/// It shares with the product the parsed query, the turns and the sentences, and nothing else.
struct BruteForce {
    typealias Passages = [Range<Int>: Set<CodingID>]

    let study: QueryStudy
    let record: QueryCorpus.Record
    let text: [Unicode.Scalar]
    private let words: [Range<Int>]

    init(_ study: QueryStudy, _ record: QueryCorpus.Record) {
        self.study = study
        self.record = record
        text = Array(study.bodies[record.number].unicodeScalars)
        words = BruteText.words(text)
    }

    func passages(_ node: QueryNode) -> Passages { passages(node, []) }

    // MARK: Passages

    private func passages(_ node: QueryNode, _ asked: [QueryNode]) -> Passages {
        if node.isCondition { return chain([node], asked) }
        switch node {
        case .code(let term): return codings(asked) { isMeant($0, term) }
        case .any, .condition: return codings(asked) { _ in true }
        case .uncoded: return uncoded(asked)
        case .text(let wanted): return beside(asked, BruteText.found(wanted, in: text))
        case .pattern(let source, let ignoresCase):
            return beside(asked, BruteText.matches(source, ignoresCase, in: study.bodies[record.number]))
        case .speaker(let name):
            let turns = Turns.of(body: study.bodies[record.number]).filter { turn in
                turn.speaker.map { !BruteText.found(name, in: Array($0.unicodeScalars)).isEmpty } ?? false
            }
            return beside(asked, turns.map(\.range))
        case .or(let parts):
            return parts.reduce(into: [:]) { $0.merge(passages($1, asked)) { $0.union($1) } }
        case .and(let parts): return chain(parts, asked)
        case .not: return chain([node], asked)
        case .relation(let left, let relation, let right):
            return related(passages(left, asked), relation, passages(right, []))
        }
    }

    private func beside(_ asked: [QueryNode], _ spans: [Range<Int>]) -> Passages {
        let plain = Passages(
            spans.filter { !$0.isEmpty }.map { ($0, []) }, uniquingKeysWith: { first, _ in first })
        return asked.isEmpty ? plain : common(plain, codings(asked) { _ in true })
    }

    private func chain(_ parts: [QueryNode], _ outer: [QueryNode]) -> Passages {
        let conditions = parts.filter(\.isCondition)
        for condition in conditions where !condition.isAboutCodings && !holds(condition, nil) { return [:] }
        let asked = outer + conditions.filter(\.isAboutCodings)
        var found: [Passages] = []
        var taken: [Passages] = []
        var isAsked = asked.isEmpty
        for part in parts where !part.isCondition {
            if case .not(let inner) = part {
                taken.append(passages(inner, []))
            } else {
                let takes = hasCodings(part)
                isAsked = isAsked || takes
                found.append(passages(part, takes ? asked : []))
            }
        }
        if found.isEmpty || !isAsked { found.append(codings(asked) { _ in true }) }
        let joined = found.dropFirst().reduce(found[0], common)
        return joined.filter { passage in
            taken.allSatisfy { $0.keys.allSatisfy { !overlap($0, passage.key) } }
        }
    }

    /// Whether a part has a code, `any` or `uncoded` for a condition to apply to, those that are added counted.
    private func hasCodings(_ node: QueryNode) -> Bool {
        switch node {
        case .code, .any, .uncoded, .condition, .not: return true
        case .text, .pattern, .speaker: return false
        case .or(let parts): return parts.contains(where: hasCodings)
        case .relation(let left, _, _): return hasCodings(left)
        case .and(let parts):
            let passages = parts.filter { !$0.isCondition && !$0.isNegation }
            if passages.isEmpty || passages.contains(where: hasCodings) { return true }
            return parts.contains { $0.isCondition && $0.isAboutCodings }
        }
    }

    private func overlap(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        left.contains(where: right.contains)
    }

    private func common(_ left: Passages, _ right: Passages) -> Passages {
        var found: Passages = [:]
        for (one, codings) in left {
            for (other, others) in right where overlap(one, other) {
                found[one.clamped(to: other), default: []].formUnion(codings.union(others))
            }
        }
        return found
    }

    private func uncoded(_ asked: [QueryNode]) -> Passages {
        let covered = Set(codings(asked) { _ in true }.keys.flatMap { Array($0) })
        var runs: [[Int]] = []
        for place in text.indices where !covered.contains(place) {
            if let last = runs.last?.last, last == place - 1 {
                runs[runs.count - 1].append(place)
            } else {
                runs.append([place])
            }
        }
        var found: Passages = [:]
        for run in runs {
            let kept = run.drop { isWhite($0) }
            guard let first = kept.first, let last = kept.last(where: { !isWhite($0) }) else { continue }
            found[first..<last + 1] = []
        }
        return found
    }

    private func isWhite(_ place: Int) -> Bool {
        text[place].properties.isWhitespace || text[place].value < 0x20
    }

    // MARK: Codings

    private func codings(_ asked: [QueryNode], _ isMeant: (QueryStudy.Made) -> Bool) -> Passages {
        var found: Passages = [:]
        let namesLost = asked.contains(where: namesLost)
        for made in study.codings where made.record == record.number && isMeant(made) {
            if made.coding.state == .lost, !namesLost { continue }
            if study.hidden.contains(.init(record: made.record, source: UInt16(made.source))) { continue }
            guard asked.allSatisfy({ holds($0, made) }) else { continue }
            found[made.coding.span ?? 0..<max(1, text.count), default: []].insert(made.coding.id)
        }
        return found
    }

    private func namesLost(_ node: QueryNode) -> Bool {
        switch node {
        case .condition(.state(let states)): states.contains(.lost)
        case .not(let inner): namesLost(inner)
        case .and(let parts), .or(let parts): parts.contains(where: namesLost)
        default: false
        }
    }

    private func isMeant(_ made: QueryStudy.Made, _ term: QueryCodeTerm) -> Bool {
        let path = study.entries[Int(made.coding.code)].path.rawValue
        return path == term.text || !term.isExact && path.hasPrefix(term.text + "/")
    }

    // MARK: Relations

    private func related(_ left: Passages, _ relation: QueryRelation, _ right: Passages) -> Passages {
        if relation == .minus { return minus(left, right) }
        return left.filter { one in right.keys.contains { isRelated(one.key, relation, $0) } }
    }

    private func minus(_ left: Passages, _ right: Passages) -> Passages {
        let covered = Set(right.keys.flatMap { Array($0) })
        var found: Passages = [:]
        for (span, codings) in left {
            var start: Int?
            for place in span.lowerBound...span.upperBound {
                let isLeft = place < span.upperBound && !covered.contains(place)
                if isLeft, start == nil { start = place }
                if !isLeft, let begin = start {
                    found[begin..<place, default: []].formUnion(codings)
                    start = nil
                }
            }
        }
        return found
    }

    private func isRelated(_ one: Range<Int>, _ relation: QueryRelation, _ other: Range<Int>) -> Bool {
        switch relation {
        case .overlaps: return overlap(one, other)
        case .inside: return one.allSatisfy(other.contains)
        case .contains: return other.allSatisfy(one.contains)
        case .near(let words):
            return overlap(one, other) || isBefore(one, other, words) || isBefore(other, one, words)
        case .before(let words): return isBefore(one, other, words)
        case .after(let words): return isBefore(other, one, words)
        case .within(let unit): return units(unit).contains { overlap($0, one) && overlap($0, other) }
        case .minus: return false
        }
    }

    private func isBefore(_ one: Range<Int>, _ other: Range<Int>, _ words: Int?) -> Bool {
        guard one.upperBound <= other.lowerBound else { return false }
        guard let words else { return true }
        let between = self.words.count {
            $0.lowerBound >= one.upperBound && $0.upperBound <= other.lowerBound
        }
        return between <= words
    }

    private func units(_ unit: QueryUnit) -> [Range<Int>] {
        switch unit {
        case .sentence: TextUnits.sentences(text)
        case .paragraph: BruteText.paragraphs(text)
        case .turn: Turns.of(body: study.bodies[record.number]).map(\.range)
        case .record: [0..<max(1, text.count)]
        }
    }
}
