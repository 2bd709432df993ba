import StudyModel

/// Codes, fields with `:` and comparisons.
extension QueryParser {
    /// Fields with a colon, in the order that the reference lists them.
    static let fields = [
        "code", "text", "speaker", "coder", "layer", "round", "origin", "state", "comment", "weight", "coded",
        "kind",
        "date", "from", "to", "participant", "case", "record",
    ]

    /// What begins with a word.
    mutating func named(_ word: String) throws(QueryProblem) -> QueryNode {
        let place = token.range
        switch following.kind {
        case .colon:
            advance()
            advance()
            return try field(word, at: place)
        case .comparison(let comparison):
            advance()
            advance()
            return .condition(try self.comparison(of: word, at: place, comparison))
        case .open where word == "has":
            advance()
            advance()
            return .condition(try has(at: place))
        default: break
        }
        advance()
        switch word {
        case "any": return .any
        case "uncoded": return .uncoded
        default: return .code(QueryCodeTerm(text: word, isExact: take(.exactly), range: place))
        }
    }

    private mutating func field(_ name: String, at place: Range<Int>) throws(QueryProblem) -> QueryNode {
        switch name {
        case "code":
            let value = try value(of: name)
            return .code(QueryCodeTerm(text: value.text, isExact: take(.exactly), range: value.range))
        case "text":
            if case .pattern(let source, let ignoresCase) = token.kind {
                try Self.check(pattern: source, at: token.range)
                advance()
                return .pattern(source, ignoresCase: ignoresCase)
            }
            let value = try value(of: name)
            try Self.check(value.text, at: value.range)
            return .text(value.text)
        case "speaker":
            let value = try value(of: name)
            try Self.check(value.text, at: value.range)
            return .speaker(value.text)
        default:
            if let condition = try codingField(name) { return .condition(condition) }
            if let condition = try recordField(name) { return .condition(condition) }
            let nearest = NearestNames.of(name, in: Self.fields)
            let hint =
                nearest.isEmpty
                ? "The fields are \(Self.fields.joined(separator: ", "))."
                : "Did you mean \(nearest.map { "\($0):" }.joined(separator: " or "))?"
            throw QueryProblem(.unknownField, at: place, "There is no field '\(name)'.", hint: hint)
        }
    }

    private mutating func codingField(_ name: String) throws(QueryProblem) -> QueryCondition? {
        switch name {
        case "coder": .coder(try values(of: name, "a coder such as r1") { CoderID(rawValue: $0) })
        case "layer": .layer(try choices(of: name))
        case "round": .round(try values(of: name, "a round") { $0 })
        case "origin": .origin(try choices(of: name))
        case "state": .state(try choices(of: name))
        case "comment": .comment(try value(of: name).text)
        case "coded": .coded(try days(of: name))
        case "weight":
            throw QueryProblem(
                .badValue, at: token.range, "A weight is compared.",
                hint: "Write weight=3, weight>=3 and so on.")
        default: nil
        }
    }

    private mutating func recordField(_ name: String) throws(QueryProblem) -> QueryCondition? {
        switch name {
        case "kind": .kind(try choices(of: name))
        case "date": .date(try days(of: name))
        case "from": .date(DayRange(first: try bound(of: name, \.first)))
        case "to": .date(DayRange(last: try bound(of: name, \.last)))
        case "participant", "case":
            .participant(try values(of: name, "a handle such as SP66") { CaseID(rawValue: $0.uppercased()) })
        case "record": .record(try values(of: name, "a record's id or its last part") { $0.lowercased() })
        default: nil
        }
    }

    /// The comment, the weight, the participant, or an attribute.
    private mutating func has(at place: Range<Int>) throws(QueryProblem) -> QueryCondition {
        let range = token.range
        guard case .word(let word) = token.kind else {
            throw QueryProblem(
                .missingValue, at: range, "has( ) needs the name of an attribute.",
                hint: "Write has(role), has(comment), has(weight) or has(participant).")
        }
        advance()
        guard take(.close) else {
            throw QueryProblem(.unclosedBracket, at: place, "The '(' behind 'has' is not closed.")
        }
        switch word {
        case "comment": return .hasComment
        case "weight": return .hasWeight
        case "participant", "case": return .hasParticipant
        default: return .hasAttribute(Self.attribute(word, at: range))
        }
    }

    private static func attribute(_ word: String, at range: Range<Int>) -> QueryAttributeTerm {
        QueryAttributeTerm(name: word.hasPrefix("case.") ? String(word.dropFirst(5)) : word, range: range)
    }

    private mutating func comparison(
        of name: String, at place: Range<Int>, _ comparison: QueryComparison
    ) throws(QueryProblem) -> QueryCondition {
        if name == "weight" {
            let value = try value(of: name)
            guard let number = Int(value.text), comparison != .holds else {
                throw QueryProblem(.badValue, at: value.range, "A weight is compared with a whole number.")
            }
            return .weight(comparison, number)
        }
        if name == "comment", comparison == .holds || comparison == .equal {
            return .comment(try value(of: name).text)
        }
        if Self.fields.contains(name) {
            throw QueryProblem(
                .badValue, at: place, "'\(name)' is a field and takes a colon.",
                hint: "Write \(name):…, or case.\(name) for an attribute of that name.")
        }
        var values = [try value(of: name).text]
        while comparison == .equal, take(.comma) { values.append(try value(of: name).text) }
        return .attribute(Self.attribute(name, at: place), comparison, values)
    }

    // MARK: Values

    private mutating func value(of name: String) throws(QueryProblem) -> (text: String, range: Range<Int>) {
        let range = token.range
        switch token.kind {
        case .word(let text), .quoted(let text):
            advance()
            return (text, range)
        default:
            throw QueryProblem(
                .missingValue, at: range.lowerBound..<range.lowerBound, "'\(name)' has no value.",
                hint: "Put a value behind it, in quotation marks where it holds spaces.")
        }
    }

    /// One value or several with commas between.
    private mutating func values<Value>(
        of name: String, _ what: String, _ read: (String) -> Value?
    ) throws(QueryProblem) -> [Value] {
        var values: [Value] = []
        repeat {
            let written = try value(of: name)
            guard !written.text.isEmpty, let value = read(written.text) else {
                throw QueryProblem(.badValue, at: written.range, "'\(name)' is \(what).")
            }
            values.append(value)
        } while take(.comma)
        return values
    }

    private mutating func choices<Value: RawRepresentable & CaseIterable>(
        of name: String
    ) throws(QueryProblem) -> [Value] where Value.RawValue == String {
        let all = Value.allCases.map(\.rawValue).joined(separator: ", ")
        return try values(of: name, "one of \(all)") { Value(rawValue: $0.lowercased()) }
    }

    private mutating func bound(
        of name: String, _ side: (DayRange) -> CalendarDay?
    ) throws(QueryProblem) -> CalendarDay {
        let place = token.range
        guard let day = side(try days(of: name)) else {
            throw QueryProblem(
                .badValue, at: place, "'\(name)' is an open range.", hint: "Write \(name):2020-03.")
        }
        return day
    }

    private mutating func days(of name: String) throws(QueryProblem) -> DayRange {
        let value = try value(of: name)
        guard let range = DayRange(value.text) else {
            throw QueryProblem(
                .badValue, at: value.range, "'\(name)' is not a day, a month, a year or a range of them.",
                hint: "Write 2020-03-05, 2020-03, 2020 or 2020-03..2020-06.")
        }
        return range
    }
}
