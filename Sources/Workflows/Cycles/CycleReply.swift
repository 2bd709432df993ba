package import StudyModel

/// A part of a mail that answers a feedback cycle.
package struct CycleReply: Hashable, Sendable {
    /// Which finding, by its number in the cycle from 1; `nil` where it is not said.
    package var finding: Int?
    /// `nil` where it is not said plainly, so that a person has to.
    package var stance: Cycle.Stance?
    /// As it was written.
    package var text: String

    /// Reads an answer by e-mail, without what it quotes.
    ///
    /// A stance counts where it is the first thing said and stands by itself: `Agree`, `I disagree.`, `2: nuance - …`. Where the
    /// first line begins with the number of a finding, every line that does so first for its number begins another part.
    ///
    /// - Parameters:
    ///   - body: the text of the mail.
    ///   - findings: how many the cycle has.
    /// - Returns: at least one part; none for a mail without words of its own.
    package static func parts(of body: String, findings: Int) -> [CycleReply] {
        let lines = ownLines(of: body)
        guard let first = lines.first else { return [] }
        guard start(of: first, findings).finding != nil else {
            return [part(lines, findings)]
        }
        var parts: [[Substring]] = []
        var seen: Set<Int> = []
        for line in lines {
            if let finding = start(of: line, findings).finding, seen.insert(finding).inserted {
                parts.append([line])
            } else {
                parts[parts.count - 1].append(line)
            }
        }
        return parts.map { part($0, findings) }
    }

    private static func part(_ lines: [Substring], _ findings: Int) -> CycleReply {
        let (finding, stance) = start(of: lines[0], findings)
        let text = lines.joined(separator: "\n")
        return CycleReply(
            finding: finding, stance: stance, text: String(text.unicodeScalars.prefix(Finding.longestText)))
    }

    // MARK: What is said first

    /// The finding and the stance that a line begins with.
    private static func start(
        of line: Substring, _ findings: Int
    ) -> (finding: Int?, stance: Cycle.Stance?) {
        var rest = line.lowercased()[...].drop { !$0.isLetter && !$0.isNumber }
        var finding: Int?
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        if !digits.isEmpty {
            let behind = rest[digits.endIndex...].drop { ".:) -\u{2013}\u{2014}\t".contains($0) }
            guard let number = Int(digits), (1...findings).contains(number), let stance = stance(behind)
            else { return (nil, nil) }
            (finding, rest) = (number, behind)
            return (finding, stance)
        }
        return (nil, stance(rest))
    }

    /// A stance that stands by itself.
    private static func stance(_ words: Substring) -> Cycle.Stance? {
        let words = words.hasPrefix("i ") ? words.dropFirst(2) : words
        let word = words.prefix { $0.isLetter }
        let behind = words[word.endIndex...].first
        guard behind.map({ ".,:;!-\u{2013}\u{2014}".contains($0) }) ?? true || isDash(words[word.endIndex...])
        else { return nil }
        switch word {
        case "agree", "agreed": return .agree
        case "nuance": return .nuance
        case "disagree": return .disagree
        case "new": return .new
        default: return nil
        }
    }

    private static func isDash(_ rest: Substring) -> Bool {
        rest.allSatisfy(\.isWhitespace)
            || rest.drop { $0 == " " }.first.map { "-\u{2013}\u{2014}".contains($0) } == true
    }

    // MARK: What is quoted

    /// The lines above what the mail quotes, without the empty ones around them.
    static func ownLines(of body: String) -> [Substring] {
        var lines: [Substring] = []
        for line in body.split(separator: "\n", omittingEmptySubsequences: false) {
            if isEnd(line) { break }
            if !line.hasPrefix(">") { lines.append(line) }
        }
        let isBlank = { (line: Substring) in line.allSatisfy(\.isWhitespace) }
        while let last = lines.last, isBlank(last) { lines.removeLast() }
        return Array(lines.drop(while: isBlank))
    }

    /// Whether a line begins what was written before, or a signature.
    private static func isEnd(_ line: Substring) -> Bool {
        let plain = line.drop { $0 == " " }
        if plain == "--" || plain == "-- " { return true }
        if plain.hasPrefix("-----") || plain.hasPrefix("_____") { return true }
        let lower = plain.lowercased()
        return lower.hasPrefix("on ") && lower.hasSuffix("wrote:")
    }
}
