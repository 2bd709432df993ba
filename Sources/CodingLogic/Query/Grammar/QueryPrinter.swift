import StudyModel

/// Writes a query so that reading it gives the same query.
enum QueryPrinter {
    static func text(of node: QueryNode) -> String {
        switch node {
        case .code(let term): code(term)
        case .any: "any"
        case .uncoded: "uncoded"
        case .text(let text): quoted(text)
        case .pattern(let source, let ignoresCase): pattern(source) + (ignoresCase ? "i" : "")
        case .speaker(let name): "speaker:\(value(name))"
        case .condition(let condition): text(of: condition)
        case .not(let inner): "NOT \(bracketed(inner, isBare: isNotBare(inner)))"
        case .and(let nodes):
            nodes.map { bracketed($0, isBare: isChainBare($0)) }.joined(separator: " AND ")
        case .or(let nodes):
            nodes.map { node in
                if case .or = node { return "(\(text(of: node)))" }
                return text(of: node)
            }.joined(separator: " OR ")
        case .relation(let left, let relation, let right):
            "\(bracketed(left, isBare: isLeftBare(left))) \(text(of: relation)) "
                + bracketed(right, isBare: isOperand(right))
        }
    }

    /// A query fit to stand between ANDs.
    static func inChain(_ node: QueryNode) -> String { bracketed(node, isBare: isChainBare(node)) }

    private static func bracketed(_ node: QueryNode, isBare: Bool) -> String {
        isBare ? text(of: node) : "(\(text(of: node)))"
    }

    private static func isOperand(_ node: QueryNode) -> Bool {
        switch node {
        case .code, .any, .uncoded, .text, .pattern, .speaker, .condition: true
        case .not, .and, .or, .relation: false
        }
    }

    private static func isLeftBare(_ node: QueryNode) -> Bool {
        if case .relation = node { return true }
        return isOperand(node)
    }

    private static func isNotBare(_ node: QueryNode) -> Bool { isLeftBare(node) || node.isNegation }

    private static func isChainBare(_ node: QueryNode) -> Bool { isNotBare(node) }

    private static func text(of relation: QueryRelation) -> String {
        switch relation {
        case .near(let words): "NEAR(\(words))"
        case .within(let unit): "WITHIN \(unit.rawValue)"
        case .overlaps: "OVERLAPS"
        case .inside: "INSIDE"
        case .contains: "CONTAINS"
        case .before(let words): "BEFORE" + (words.map { "(\($0))" } ?? "")
        case .after(let words): "AFTER" + (words.map { "(\($0))" } ?? "")
        case .minus: "MINUS"
        }
    }

    private static func code(_ term: QueryCodeTerm) -> String {
        let isPlain = isWord(term.text) && term.text != "any" && term.text != "uncoded"
        return (isPlain ? term.text : "code:\(value(term.text))") + (term.isExact ? "!" : "")
    }

    private static func text(of condition: QueryCondition) -> String {
        switch condition {
        case .coder(let coders): "coder:" + list(coders.map(\.rawValue))
        case .layer(let layers): "layer:" + list(layers.map(\.rawValue))
        case .round(let rounds): "round:" + list(rounds)
        case .origin(let origins): "origin:" + list(origins.map(\.rawValue))
        case .state(let states): "state:" + list(states.map(\.rawValue))
        case .comment(let text): "comment:\(value(text))"
        case .hasComment: "has(comment)"
        case .weight(let comparison, let number): "weight\(comparison.rawValue)\(number)"
        case .hasWeight: "has(weight)"
        case .coded(let days): "coded:\(days.text)"
        case .kind(let kinds): "kind:" + list(kinds.map(\.rawValue))
        case .date(let days): "date:\(days.text)"
        case .participant(let cases): "participant:" + list(cases.map(\.rawValue))
        case .hasParticipant: "has(participant)"
        case .record(let records): "record:" + list(records)
        case .attribute(let term, let comparison, let values):
            attribute(term.name) + comparison.rawValue + list(values)
        case .hasAttribute(let term):
            "has(" + (["comment", "weight", "participant", "case"].contains(term.name) ? "case." : "")
                + term.name + ")"
        }
    }

    /// The name of an attribute; with `case.` where it is that of a field too.
    static func attribute(_ name: String) -> String {
        QueryParser.fields.contains(name) || name.hasPrefix("case.") ? "case.\(name)" : name
    }

    private static func list(_ values: [String]) -> String { values.map(value).joined(separator: ",") }

    static func value(_ text: String) -> String { isWord(text) ? text : quoted(text) }

    private static func isWord(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, first != "/", QueryKeyword(rawValue: text) == nil else {
            return false
        }
        return text.unicodeScalars.allSatisfy(QueryLexer.isWord)
    }

    static func quoted(_ text: String) -> String {
        var out = String.UnicodeScalarView("\"".unicodeScalars)
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { out.append("\\") }
            out.append(scalar)
        }
        out.append("\"")
        return String(out)
    }

    private static func pattern(_ source: String) -> String {
        var out = String.UnicodeScalarView("/".unicodeScalars)
        var isEscaped = false
        for scalar in source.unicodeScalars {
            if scalar == "/", !isEscaped { out.append("\\") }
            out.append(scalar)
            isEscaped = scalar == "\\" && !isEscaped
        }
        out.append("/")
        return String(out)
    }
}
