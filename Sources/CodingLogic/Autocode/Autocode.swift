import StudyModel

/// Proposes spans to code by what the text says or who says it; nothing is coded here.
package enum Autocode {
    /// What to look for.
    package enum Rule: Sendable {
        case text(TextNeedle)
        /// Takes time linear in the text, whatever the expression; see ``TextPattern``.
        case pattern(TextPattern)
        /// All turns whose label holds this text, as `speaker:` in a query finds them.
        case speaker(TextNeedle)
    }

    /// How much round a place that was found is proposed.
    package enum Scope: String, Hashable, Sendable, Codable, CaseIterable {
        /// The words found and no more.
        case match
        case sentence
        case paragraph
        /// What the speaker says in that turn, without the label.
        case turn
    }

    /// The spans that a rule proposes in a body, sorted and without overlaps.
    ///
    /// A find that reaches over several units takes them all; one in no unit (in no turn, say) is left out. Spans that
    /// overlap are joined. For speakers the scope does not matter: their turns are proposed.
    ///
    /// - Parameters:
    ///   - coded: spans that the same coder has coded with the same code; what lies wholly within one is left out.
    /// - Returns: spans in Unicode scalars of the body, none empty.
    package static func spans(
        of rule: Rule, scope: Scope, in body: String, except coded: [Range<Int>] = []
    ) -> [Range<Int>] {
        let text = TextUnits.scalars(of: body)
        let found =
            switch rule {
            case .text(let needle): widened(needle.ranges(in: text), to: scope, body, text)
            case .pattern(let pattern): widened(pattern.ranges(in: text), to: scope, body, text)
            case .speaker(let name):
                Turns.of(body: body).filter { $0.isSpoken(by: name) }.map {
                    TextUnits.trimmed($0.words, in: text)
                }
            }
        return joined(found).filter { span in
            !coded.contains { $0.lowerBound <= span.lowerBound && span.upperBound <= $0.upperBound }
        }
    }

    private static func widened(
        _ found: [Range<Int>], to scope: Scope, _ body: String, _ text: [Unicode.Scalar]
    ) -> [Range<Int>] {
        let units: [Range<Int>]
        switch scope {
        case .match: return found
        case .sentence: units = TextUnits.sentences(text)
        case .paragraph: units = TextUnits.paragraphs(text)
        case .turn:
            units = Turns.of(body: body).map { TextUnits.trimmed($0.words, in: text) }.filter { !$0.isEmpty }
        }
        return found.compactMap { span in
            let touched = TextUnits.touched(by: span, in: units)
            guard let first = units[touched].first, let last = units[touched].last else { return nil }
            return first.lowerBound..<last.upperBound
        }
    }

    private static func joined(_ spans: [Range<Int>]) -> [Range<Int>] {
        var joined: [Range<Int>] = []
        for span in spans.filter({ !$0.isEmpty }).sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = joined.last, span.lowerBound < last.upperBound {
                joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
            } else {
                joined.append(span)
            }
        }
        return joined
    }
}

extension Turn {
    /// Whether the turn's label holds a text.
    func isSpoken(by name: TextNeedle) -> Bool {
        speaker.map { !name.ranges(in: TextUnits.scalars(of: $0)).isEmpty } ?? false
    }
}
