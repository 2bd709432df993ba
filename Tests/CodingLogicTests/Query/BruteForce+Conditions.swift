import CodingLogic
import StudyModel

extension BruteForce {
    /// Whether a condition holds of a coding; of the record alone without one.
    func holds(_ node: QueryNode, _ made: QueryStudy.Made?) -> Bool {
        switch node {
        case .condition(let condition):
            return condition.isAboutCodings
                ? made.map { holds(condition, of: $0) } ?? false : holds(condition)
        case .not(let inner): return !holds(inner, made)
        case .and(let parts): return parts.allSatisfy { holds($0, made) }
        case .or(let parts): return parts.contains { holds($0, made) }
        default: return false
        }
    }

    private func holds(_ condition: QueryCondition, of made: QueryStudy.Made) -> Bool {
        let coding = made.coding
        let source = study.sources[made.source].rawValue
        switch condition {
        case .coder(let coders): return coders.map(\.rawValue).contains(source)
        case .layer(let layers):
            return layers.contains(source.hasPrefix("consensus/") ? .consensus : .independent)
        case .round(let rounds): return rounds.contains { source == "consensus/" + $0 }
        case .origin(let origins): return origins.contains(coding.origin)
        case .state(let states):
            let revision = study.entries[Int(coding.code)].code.revision
            return states.contains { $0.rawValue == coding.state.rawValue }
                || states.contains(.outdated) && coding.revision < revision
        case .comment(let text): return made.comment?.lowercased().contains(text.lowercased()) ?? false
        case .hasComment: return made.comment != nil
        case .hasWeight: return coding.weight != nil
        case .weight(let comparison, let number):
            return coding.weight.map { compare($0, comparison.rawValue, number) } ?? false
        case .coded(let days):
            return (days.first?.daysSinceEpoch ?? .min) <= coding.day
                && coding.day <= (days.last?.daysSinceEpoch ?? .max)
        default: return false
        }
    }

    private func holds(_ condition: QueryCondition) -> Bool {
        switch condition {
        case .kind(let kinds): return kinds.contains(record.kind)
        case .date(let days):
            return (days.first.map { $0 <= record.day } ?? true)
                && (days.last.map { record.day <= $0 } ?? true)
        case .participant(let cases): return record.cases.contains(where: cases.contains)
        case .hasParticipant: return !record.cases.isEmpty
        case .record(let names):
            return names.contains { record.id.rawValue == $0 || record.id.rawValue.hasSuffix("-" + $0) }
        case .attribute(let term, let comparison, let written):
            return values(term.name).contains { value in
                written.contains { holds(value, comparison.rawValue, $0) }
            }
        case .hasAttribute(let term): return !values(term.name).isEmpty
        default: return false
        }
    }

    private func values(_ name: String) -> [CaseValue] {
        study.cases.filter { record.cases.contains($0.id) }.compactMap { $0.attributes[name] }
    }

    private func holds(_ value: CaseValue, _ comparison: String, _ written: String) -> Bool {
        if comparison == "~" { return value.words.lowercased().contains(written.lowercased()) }
        switch value {
        case .text(let text): return compare(text.lowercased(), comparison, written.lowercased())
        case .number(let number):
            return Double(written).map { compare(number, comparison, $0) } ?? (comparison == "!=")
        case .list(let items):
            let isIn = items.contains { $0.lowercased() == written.lowercased() }
            return comparison == "=" ? isIn : comparison == "!=" && !isIn
        case .date(let day):
            // `2020`, `2020-06` or `2020-06-05`: the beginnings of days compare as the days do.
            return compare(String(day.rawValue.prefix(written.count)), comparison, written)
        }
    }

    private func compare<Value: Comparable>(_ left: Value, _ comparison: String, _ right: Value) -> Bool {
        switch comparison {
        case "=": left == right
        case "!=": left != right
        case "<": left < right
        case "<=": left <= right
        case ">": left > right
        case ">=": left >= right
        default: false
        }
    }
}

/// What the page says of texts, done slowly.
enum BruteText {
    static func isWhite(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.value < 0x20
    }

    static func words(_ text: [Unicode.Scalar]) -> [Range<Int>] {
        text.indices.filter { !isWhite(text[$0]) && ($0 == 0 || isWhite(text[$0 - 1])) }.map { start in
            start..<(text.indices.first { $0 > start && isWhite(text[$0]) } ?? text.count)
        }
    }

    static func paragraphs(_ text: [Unicode.Scalar]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var place = 0
        var isOpen = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let range = place..<place + line.count
            place += line.count + 1
            if line.allSatisfy(isWhite) {
                isOpen = false
            } else if isOpen {
                found[found.count - 1] = found[found.count - 1].lowerBound..<range.upperBound
            } else {
                found.append(range)
                isOpen = true
            }
        }
        return found
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_"
    }

    private static func plain(_ text: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: text)
        return String(view).lowercased().replacing("’", with: "'")
    }

    static func found(_ wanted: String, in text: [Unicode.Scalar]) -> [Range<Int>] {
        let opens = wanted.hasPrefix("*")
        let closes = wanted.hasSuffix("*")
        let words = wanted.replacing("*", with: "").lowercased().split(separator: " ").joined(separator: " ")
        var found: [Range<Int>] = []
        for start in text.indices where start >= (found.last?.upperBound ?? 0) {
            guard plain([text[start]]).first == words.first else { continue }
            for end in start + 1..<min(text.count, start + 40) + 1 {
                let part = text[start..<end]
                guard !isWhite(text[start]), !isWhite(text[end - 1]),
                    plain(part).split(whereSeparator: { $0.unicodeScalars.allSatisfy(isWhite) })
                        .joined(separator: " ") == words
                else { continue }
                let inside = { (place: Int) in
                    place > 0 && place < text.count && isWord(text[place - 1]) && isWord(text[place])
                        && !text[place - 1].properties.isIdeographic && !text[place].properties.isIdeographic
                }
                if opens || !inside(start), closes || !inside(end) { found.append(start..<end) }
                break
            }
        }
        return found
    }

    static func matches(_ source: String, _ ignoresCase: Bool, in body: String) -> [Range<Int>] {
        guard let regex = try? Regex(source) else { return [] }
        let strict = regex.ignoresCase(ignoresCase).matchingSemantics(.unicodeScalar).wordBoundaryKind(
            .simple
        )
        .asciiOnlyWordCharacters(false)
        return body.matches(of: strict).map { match in
            let scalars = body.unicodeScalars
            let start = scalars.distance(from: scalars.startIndex, to: match.range.lowerBound)
            return start..<start + scalars.distance(from: match.range.lowerBound, to: match.range.upperBound)
        }
    }
}
