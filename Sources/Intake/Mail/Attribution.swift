/// Lines that say who wrote what is quoted below: `On 15 May 2020, Jo Doe wrote:`.
enum Attribution {
    private enum Strength {
        case none
        /// Enough right above quoted lines.
        case weak
        /// Begins as such lines do, with a day in it.
        case strong
    }

    /// Where the attribution of quoted lines begins, at most two empty lines above them and four lines long.
    static func start(_ lines: FoldLines, before quote: Int, isFree: (Int) -> Bool) -> Int? {
        var last = quote - 1
        while last >= 0, last > quote - 4, lines.isBlank(last) { last -= 1 }
        guard last >= 0, isFree(last), !lines.isBlank(last), !lines.isQuoted(last), ends(lines, last) else {
            return nil
        }
        var weak: Int?
        var text = ""
        for first in stride(from: last, through: max(0, last - 3), by: -1) {
            guard isFree(first), !lines.isBlank(first), !lines.isQuoted(first), !lines.isLong(first) else {
                break
            }
            let line = lines.text(first)
            // A line above that ends a sentence is none of it.
            if first < last, let end = line.last, ".!?:".contains(end) { break }
            text = text.isEmpty ? line : "\(line) \(text)"
            switch strength(of: text) {
            case .strong: return first
            case .weak: weak = weak ?? first
            case .none: break
            }
        }
        return weak
    }

    /// Behind an attribution that begins at a line and is certain enough to announce a quote without marks.
    static func strongEnd(_ lines: FoldLines, at first: Int) -> Int? {
        guard !lines.isQuoted(first), !lines.isLong(first) else { return nil }
        let start = String(decoding: lines.raw(first).prefix(12), as: UTF8.self).trimmed.lowercased()
        guard starts.contains(where: { start.hasPrefix($0) }) else { return nil }
        var text = ""
        for last in first..<min(lines.count, first + 4) {
            guard !lines.isBlank(last), !lines.isQuoted(last), !lines.isLong(last) else { return nil }
            text += (text.isEmpty ? "" : " ") + lines.text(last)
            guard ends(lines, last) else { continue }
            return strength(of: text) == .strong && isMoment(text) ? last + 1 : nil
        }
        return nil
    }

    private static func ends(_ lines: FoldLines, _ line: Int) -> Bool {
        let text = lines.text(line)
        return text.hasSuffix(":") || text.hasSuffix("：") || text.hasSuffix(":*")
    }

    private static func strength(of text: String) -> Strength {
        let words = text.lowercased()
        let said = words.withoutEnd(":：* \u{A0}")
        let endsInVerb = verbs.contains { said.hasSuffix($0) && !isInside(said, $0) }
        let hasVerb = endsInVerb || inner.contains { words.contains($0) }
        let digits = words.utf8.reduce(0) { $0 + (Ascii.isDigit($1) ? 1 : 0) }
        let hasStart = starts.contains { words.hasPrefix($0) } || words.utf8.first.map(Ascii.isDigit) ?? false
        let hasAddress = words.contains("@") || words.contains("<")
        if hasStart, hasVerb, digits >= 3 { return .strong }
        if endsInVerb { return .weak }
        if hasAddress, digits >= 3, hasStart || words.hasPrefix("*") { return .weak }
        let isNamed = ["quoting ", "excerpts from ", "zitat von ", "citando ", "* "].contains {
            words.hasPrefix($0)
        }
        return isNamed && (hasAddress || digits >= 3) ? .weak : .none
    }

    /// Whether a verb at the end is only the end of a longer word.
    private static func isInside(_ text: Substring, _ verb: String) -> Bool {
        text.dropLast(verb.count).last?.isLetter ?? false
    }

    /// Whether a text holds an address or a time of day.
    private static func isMoment(_ text: String) -> Bool {
        if text.contains("@") { return true }
        let bytes = Array(text.utf8)
        return bytes.indices.contains { index in
            bytes[index] == UInt8(ascii: ":") && index > 0 && index + 2 < bytes.count
                && Ascii.isDigit(bytes[index - 1]) && Ascii.isDigit(bytes[index + 1])
                && Ascii.isDigit(bytes[index + 2])
        }
    }

    private static let starts = [
        "on ", "am ", "le ", "op ", "el ", "il ", "at ", "in ", "den ", "em ", "på ", "den, ", "w dniu ",
        "mon,", "tue,", "wed,", "thu,", "fri,", "sat,", "sun,", "from ", "from: ",
    ]
    private static let verbs = [
        "wrote", "writes", "said", "schrieb", "schreibt", "a écrit", "a ecrit", "écrit", "schreef",
        "schrijft", "geschreven", "geschrieben", "escribió", "escribio", "scritto", "scrive", "skrev",
        "escreveu", "napisał", "napisała", "napisał(a)", "kirjoitti", "пишет", "написал", "写道",
    ]
    /// Where the name follows the verb.
    private static let inner = [
        " schrieb ", " schreef ", " skrev ", " wrote in ", " wrote on ", " wrote to ", " wrote the following",
        " writes in ",
    ]
}

extension String {
    /// Without the marks at the end.
    fileprivate func withoutEnd(_ marks: String) -> Substring {
        guard let last = lastIndex(where: { !marks.contains($0) }) else { return "" }
        return self[...last]
    }
}
