/// What answers by e-mail carry to find where they belong: `[rir c-7f3k9]`.
enum ReplyToken {
    /// The names in the tokens of a text, in any capitals, in the order of the text and each once.
    static func names(in text: String) -> [String] {
        var found: [String] = []
        let lower = text.lowercased()
        var rest = lower[...]
        while let start = rest.firstRange(of: "[rir ") {
            rest = rest[start.upperBound...]
            let name = rest.drop { $0 == " " }.prefix(7)
            guard rest[name.endIndex...].first == "]" else { continue }
            if !found.contains(String(name)) { found.append(String(name)) }
        }
        return found
    }
}
