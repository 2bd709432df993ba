import ArgumentParser
import StudyModel

/// What a name is the name of.
package enum NameKind: String, ExpressibleByArgument, CaseIterable, Sendable {
    case person
    case place
    case organisation
    case other
}

/// A name and what is to stand for it, as they were typed after a command, in either order and with or without quotes.
package struct NameWords: Equatable, Sendable {
    /// `nil` where it is to be asked for.
    package var name: String?
    /// A handle, or a label such as `place A`; `nil` where the next free one is to be taken.
    package var handle: String?
    /// Whether more than one name was typed.
    package private(set) var isSeveral = false

    package init(_ words: [String]) {
        var words = words
        if let first = words.first, let handle = Self.handle(first) {
            self.handle = handle
            words.removeFirst()
        } else if let last = words.last, let handle = Self.handle(last) {
            self.handle = handle
            words.removeLast()
        } else if let handle = Self.handle(words.suffix(2).joined(separator: " ")) {
            self.handle = handle
            words.removeLast(2)
        } else if let handle = Self.handle(words.prefix(2).joined(separator: " ")) {
            self.handle = handle
            words.removeFirst(2)
        }
        // Several names at once would become one that stands nowhere.
        isSeveral = words.count > 1 && words.contains { $0.contains("@") || $0.contains(" ") }
        name = words.isEmpty ? nil : words.joined(separator: " ")
    }

    /// `SP66`, `place A`, `[place A]`; `nil` for anything else.
    private static func handle(_ text: String) -> String? {
        if let handle = Handle(rawValue: text.uppercased()) { return handle.rawValue }
        let isBracketed = text.hasPrefix("[") && text.hasSuffix("]")
        let label = isBracketed ? String(text.dropFirst().dropLast()) : text
        if isBracketed, let handle = Handle(rawValue: label) { return handle.rawValue }
        let parts = label.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, NameKind(rawValue: String(parts[0])) != nil,
            (1...4).contains(parts[1].utf8.count),
            parts[1].utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
        else { return nil }
        return label
    }
}

/// A name that did not stand in the command line, so that neither the shell's history nor the list of processes holds it.
enum TypedName {
    /// The name, and on further lines of a pipe other spellings of it.
    ///
    /// - Throws: `usage` where none was given.
    static func read(_ question: String, _ session: Session) throws(StudyError) -> (
        name: String, also: [String]
    ) {
        var lines: [String] = []
        if session.surroundings.inputIsTerminal {
            lines = [Question(session: session).line(question) ?? ""]
        } else {
            lines = try session.inputText().split(whereSeparator: \.isNewline).map {
                String($0).trimmedBlanks
            }
        }
        lines.removeAll(where: \.isEmpty)
        guard let name = lines.first else {
            throw StudyError(
                .usage, "No name was given; nothing was changed.",
                hint: "Type it when asked, or send it on standard input.")
        }
        return (name, Array(lines.dropFirst()))
    }

    /// What a person should know who typed a name into a command line.
    static func remind(on console: Console) {
        console.note(
            "note: that name now stands in your shell's history; without it here, it is asked for.")
    }
}
