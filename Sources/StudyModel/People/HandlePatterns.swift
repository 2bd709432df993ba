/// How a study makes handles: its prefixes and what each stands for, as `handles:` in `study.yaml` has them.
///
/// `SP: social prescriber` makes `SP01`, `SP02`, …; `SP###: social prescriber` makes `SP001`. A meaning is a
/// role, never a person.
package struct HandlePatterns: Hashable, Sendable {
    /// One prefix.
    package struct Pattern: Hashable, Sendable {
        /// One to four capitals.
        package let prefix: String
        /// The least number of digits, 1 to 5; 2 where the key has no `#`.
        package let digits: Int
        /// The role it stands for: `social prescriber`.
        package var meaning: String

        /// Reads `SP` or `SP##`.
        package init?(key: some StringProtocol, meaning: String) {
            let letters = key.utf8.prefix(while: Bytes.isUpper)
            let marks = key.utf8.dropFirst(letters.count)
            guard (1...4).contains(letters.count), marks.count <= 5,
                marks.allSatisfy({ $0 == UInt8(ascii: "#") })
            else { return nil }
            prefix = String(decoding: letters, as: UTF8.self)
            digits = marks.isEmpty ? 2 : marks.count
            self.meaning = meaning
        }

        /// `SP##`.
        package var key: String { prefix + String(repeating: "#", count: digits) }
    }

    /// Sorted by prefix, no prefix twice.
    package let patterns: [Pattern]

    /// The patterns of a mapping from prefix to meaning, and the sentences for keys that are none.
    package static func read(_ mapping: [String: String]) -> (patterns: HandlePatterns, problems: [String]) {
        var patterns: [String: Pattern] = [:]
        var problems: [String] = []
        for (key, meaning) in mapping.sorted(by: { $0.key < $1.key }) {
            guard let pattern = Pattern(key: key, meaning: meaning) else {
                problems.append("A prefix of handles is one to four capitals, with a '#' for each digit.")
                continue
            }
            if patterns.updateValue(pattern, forKey: pattern.prefix) != nil {
                problems.append("The prefix \(pattern.prefix) of handles stands twice.")
            }
        }
        return (HandlePatterns(patterns.values.sorted { $0.prefix < $1.prefix }), problems)
    }

    package init(_ patterns: [Pattern] = []) { self.patterns = patterns }

    /// The pattern of a prefix: `SP` or `SP##`, without regard to case.
    package func pattern(prefix word: String) -> Pattern? {
        patterns.first { SheetText.folded($0.prefix) == SheetText.folded(word) }
    }

    /// The pattern that stands for a role: `social prescriber`, without regard to case.
    package func pattern(meaning word: String) -> Pattern? {
        let folded = SheetText.folded(word)
        return patterns.first { !folded.isEmpty && SheetText.folded($0.meaning) == folded }
    }

    /// The next handle of a prefix: one more than the highest number there is, never a gap.
    ///
    /// A gap may have been somebody whose data was erased, and their handle must not come to mean another
    /// person. Numbers get as many digits as the pattern says, or as the handles there are have.
    ///
    /// - Parameters:
    ///   - prefix: One to four capitals; it need not be one of the patterns.
    ///   - used: All handles there are or ever were.
    /// - Returns: `nil` for what is no prefix, and after 99999.
    package func next(_ prefix: String, used: some Collection<Handle>) -> Handle? {
        guard let pattern = Pattern(key: prefix, meaning: "") else { return nil }
        var highest = 0
        var digits = 0
        for handle in used where handle.prefix == pattern.prefix {
            digits = Swift.max(digits, handle.rawValue.utf8.count - pattern.prefix.utf8.count)
            highest = Swift.max(highest, handle.number)
        }
        if digits == 0 {
            let known = patterns.first { $0.prefix == pattern.prefix }
            digits = prefix.utf8.last == UInt8(ascii: "#") ? pattern.digits : known?.digits ?? pattern.digits
        }
        return Handle(rawValue: pattern.prefix + (highest + 1).padded(to: digits))
    }
}

extension HandlePatterns: Codable {
    /// - Throws: `DecodingError` for a key that is no prefix or stands for the same prefix as another.
    package init(from decoder: any Decoder) throws {
        let (read, problems) = Self.read(try [String: String](from: decoder))
        if let problem = problems.first {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: problem))
        }
        self = read
    }

    package func encode(to encoder: any Encoder) throws {
        try Dictionary(patterns.map { ($0.key, $0.meaning) }) { first, _ in first }.encode(to: encoder)
    }
}

extension HandlePatterns.Pattern: Codable {}

extension Handle {
    /// The capitals: `SP` of `SP66`.
    package var prefix: String { String(decoding: rawValue.utf8.prefix(while: Bytes.isUpper), as: UTF8.self) }

    /// The number: 66 of `SP66`, 4 of `M04`.
    package var number: Int { Int(rawValue.drop { !$0.isNumber }) ?? 0 }
}
