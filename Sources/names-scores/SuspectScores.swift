import Pseudonymisation

/// How many spans of a label are found, and how.
struct LabelScore {
    var all = 0
    /// Wholly covered by suspects of any kind.
    var found = 0
    /// Covered by a suspect of the label's kind.
    var kindRight = 0

    var recall: Double { all == 0 ? 1 : Double(found) / Double(all) }
    var kindRecall: Double { all == 0 ? 1 : Double(kindRight) / Double(all) }
}

/// Counts what a scanner finds in texts with marked spans.
struct SuspectScores {
    var labels: [String: LabelScore] = [:]
    var words = 0
    /// Suspects that touch no marked span, by kind.
    var falseByKind: [Suspect.Kind: Int] = [:]
    var suspectsByKind: [Suspect.Kind: Int] = [:]
    var misses: [String] = []
    var falses: [String] = []
    /// Found, but as something else.
    var others: [String] = []

    mutating func add(_ marked: MarkedText, _ suspects: [Suspect]) {
        let scalars = Array(marked.text.unicodeScalars)
        words += marked.text.split { $0.isWhitespace }.count
        for span in marked.spans { add(span, in: scalars, suspects) }
        for suspect in suspects {
            suspectsByKind[suspect.kind, default: 0] += 1
            let isTrue = marked.spans.contains {
                $0.start < suspect.range.upperBound && suspect.range.lowerBound < $0.end
            }
            if isTrue { continue }
            falseByKind[suspect.kind, default: 0] += 1
            let context = marked.text.prefix(120).replacing("\n", with: "~")
            let kind = "\(suspect.kind.rawValue)|\(suspect.certainty.rawValue)"
            falses.append("\(kind)|\(text(scalars, suspect.range))| in \(context)")
        }
    }

    private mutating func add(_ span: MarkedText.Span, in scalars: [Unicode.Scalar], _ suspects: [Suspect]) {
        var score = labels[span.label] ?? LabelScore()
        defer { labels[span.label] = score }
        score.all += 1
        let covering = suspects.filter { $0.range.overlaps(span.start..<span.end) }
        let missing = (span.start..<span.end).contains { place in
            scalars[place].properties.isAlphabetic && !covering.contains { $0.range.contains(place) }
        }
        let isNumber = !scalars[span.start..<span.end].contains { $0.properties.isAlphabetic }
        guard !missing,
            !isNumber
                || covering.contains(where: {
                    $0.range.lowerBound <= span.start && $0.range.upperBound >= span.end
                })
        else {
            let context = text(scalars, 0..<min(160, scalars.count)).replacing("\n", with: "~")
            let kinds = covering.map(\.kind.rawValue)
            misses.append("\(span.label)|\(text(scalars, span.start..<span.end))| in \(context) \(kinds)")
            return
        }
        score.found += 1
        if covering.contains(where: { Self.kinds(of: span.label).contains($0.kind) }) {
            score.kindRight += 1
        } else {
            let kinds = covering.map { "\($0.kind.rawValue) \($0.reasons)" }
            others.append("\(span.label)|\(text(scalars, span.start..<span.end))| as \(kinds)")
        }
    }

    private func text(_ scalars: [Unicode.Scalar], _ range: Range<Int>) -> String {
        String(String.UnicodeScalarView(scalars[range]))
    }

    private static func kinds(of label: String) -> Set<Suspect.Kind> {
        switch label {
        case "PER", "PERSON": [.person]
        case "LOC", "GPE": [.place, .streetAddress]
        case "ORG", "ORGANIZATION": [.organisation]
        case "STREET_ADDRESS", "ZIP_CODE": [.streetAddress, .postcode]
        case "PHONE_NUMBER": [.phone]
        case "EMAIL_ADDRESS", "E_MAIL (by form)": [.email]
        case "CREDIT_CARD", "IBAN_CODE": [.accountNumber]
        case "US_SSN": [.identityNumber]
        case "IP_ADDRESS": [.ipAddress]
        case "DOMAIN_NAME": [.url]
        default: []
        }
    }
}
