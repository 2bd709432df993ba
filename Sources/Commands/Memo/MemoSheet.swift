package import StudyModel

/// A memo as a person edits it: a small head, a line of dashes, then the text, which is taken as it is.
package struct MemoSheet: Equatable, Sendable {
    package var kind: Memo.Kind
    package var title: String?
    package var body: String

    package init(kind: Memo.Kind, title: String? = nil, body: String = "") {
        self.kind = kind
        self.title = title
        self.body = body
    }

    private static let divider = "----------------------------------------------------------------------"

    /// The memo as a file.
    ///
    /// - Parameter guidance: Lines for the person, written as comments above the head.
    package func file(guidance: [String]) -> String {
        let lines =
            guidance.map { "# " + $0 } + [
                "kind: \(kind.rawValue)", title.map { "title: \($0)" } ?? "title:", Self.divider,
            ]
        return lines.joined(separator: "\n") + "\n" + body
    }

    /// Reads the file back.
    ///
    /// - Parameter kind: What a head without a kind means.
    /// - Throws: `memo.invalid` naming the line, from 1, that can't be understood; never its content.
    package init(file: String, kind: Memo.Kind) throws(StudyError) {
        self.init(kind: kind)
        var rest = file[...]
        var number = 0
        while let end = rest.utf8.firstIndex(of: UInt8(ascii: "\n")) {
            number += 1
            var line = rest[..<end]
            if line.hasSuffix("\r") { line = line.dropLast() }
            rest = rest[rest.utf8.index(after: end)...]
            if line.utf8.count >= 10, line.utf8.allSatisfy({ $0 == UInt8(ascii: "-") }) {
                body = String(rest)
                return
            }
            if !line.isEmpty, !line.hasPrefix("#") { try read(line, number) }
        }
        throw StudyError(.memoInvalid, "The line of dashes between the head and the text is missing.")
    }

    private mutating func read(_ line: Substring, _ number: Int) throws(StudyError) {
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let value = parts.count == 2 ? String(parts[1]).trimmedBlanks : ""
        switch (parts[0], value.isEmpty) {
        case ("title", false): title = value
        case ("kind", false):
            guard let kind = Memo.Kind(rawValue: value) else {
                throw StudyError(.memoInvalid, "Line \(number) of the head is not a kind: \(Memo.Kind.list).")
            }
            self.kind = kind
        case ("title", true), ("kind", true): break
        default:
            throw StudyError(.memoInvalid, "Line \(number) of the head names nothing that a memo has.")
        }
    }
}
