internal import StudyModel

/// What stands where a person is named: `SP66`, `Jane Smith <jane@example.org>`, `Speaker 1`.
enum AddressLine {
    /// A name and an address that became the same handle are written once: `SP66 <SP66>` is `SP66`.
    static func shortened(_ text: String) -> String {
        let words = text.split(whereSeparator: { " <>\"'()[],;".contains($0) }).map(String.init)
        let handles = Set(words.compactMap { Handle(rawValue: $0) })
        guard let only = handles.first, handles.count == 1, words.allSatisfy({ $0 == only.rawValue }) else {
            return text
        }
        return only.rawValue
    }

    /// Whether nobody can be named by it: handles, labels of the key table, and what transcripts call people
    /// whose names they don't know.
    static func isSettled(_ text: String) -> Bool {
        if Handle(rawValue: text) != nil || text.isEmpty { return true }
        let words = text.lowercased().split(whereSeparator: { !$0.isLetter })
        if words.isEmpty { return true }
        if words.count <= 3, words.allSatisfy({ roles.contains(String($0)) || $0.count == 1 }) { return true }
        return text.split(whereSeparator: { " <>\"'()[],;".contains($0) }).allSatisfy {
            Handle(rawValue: String($0)) != nil || isHandleAddress(String($0))
        }
    }

    /// Whether it is one participant's: `SP66`, `SP66 <sp66@example.org>`, `sp66@example.org`.
    static func stands(_ text: String, for handle: Handle) -> Bool {
        let words = text.split(whereSeparator: { " <>\"'()[],;".contains($0) })
        return !words.isEmpty
            && words.allSatisfy { $0 == handle.rawValue || $0.uppercased().hasPrefix(handle.rawValue + "@") }
    }

    /// An address that stands for a handle already: `sp66@example.org`.
    static func isHandleAddress(_ text: String) -> Bool {
        guard let at = text.firstIndex(of: "@") else { return false }
        return Handle(rawValue: text[..<at].uppercased()) != nil
    }

    private static let roles: Set<String> = [
        "speaker", "interviewer", "interviewee", "participant", "respondent", "researcher", "facilitator",
        "moderator", "chair", "scribe", "unknown", "woman", "man", "male", "female", "voice", "everyone",
        "all", "several", "audience", "group", "host", "guest", "narrator", "translator", "interpreter",
        "undisclosed", "recipients", "team", "place", "organisation",
    ]

    /// A name and an address apart: `Jane Smith <jane@example.org>`.
    static func parts(of text: String) -> (name: String, address: String?) {
        guard let open = text.lastIndex(of: "<"), text.hasSuffix(">") else { return (text, nil) }
        let name = text[..<open].trimmed
        let address = text[text.index(after: open)...].dropLast().trimmed
        return name.isEmpty ? (address, nil) : (name, address)
    }
}

extension StringProtocol {
    /// Without spaces, quotation marks and commas around it.
    var trimmed: String {
        let isEdge: (Character) -> Bool = { $0.isWhitespace || "\"',;".contains($0) }
        guard let first = firstIndex(where: { !isEdge($0) }), let last = lastIndex(where: { !isEdge($0) })
        else { return "" }
        return String(self[first...last])
    }
}

/// A speaker's label is a field, not prose: `[SP66]: yes` becomes `SP66: yes`.
enum SpeakerBrackets {
    static func removed(from text: String) -> String {
        var lines: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            lines.append(Self.line(line) ?? String(line))
        }
        return lines.joined(separator: "\n")
    }

    private static func line(_ line: Substring) -> String? {
        let head = line.prefix { " \t*_>-".contains($0) }
        let rest = line[head.endIndex...]
        guard rest.first == "[", let close = rest.prefix(12).firstIndex(of: "]") else { return nil }
        let handle = rest[rest.index(after: rest.startIndex)..<close]
        let after = rest[rest.index(after: close)...]
        guard Handle(rawValue: String(handle)) != nil, endsLabel(after) else { return nil }
        return "\(head)\(handle)\(after)"
    }

    /// Whether what follows a name makes it a speaker's label: a colon, or a time and then a colon or the line's end.
    private static func endsLabel(_ text: Substring) -> Bool {
        let rest = text.drop { "*_ \t".contains($0) }
        if rest.first == ":" { return true }
        let time = rest.drop { "[(".contains($0) }
        guard time.first?.isNumber == true else { return false }
        let end = time.drop { $0.isNumber || ":.,".contains($0) }
        guard time[..<end.startIndex].contains(":") else { return false }
        let tail = end.drop { "])*_ \t".contains($0) }
        return tail.isEmpty || tail.first == ":"
    }
}
