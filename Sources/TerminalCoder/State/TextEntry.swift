/// Text that is being typed, in one line or several.
struct TextEntry: Sendable, Equatable {
    /// More than this is not taken, typed or pasted.
    static let longest = 100_000

    private(set) var characters: [Character]
    /// Between characters, from 0.
    private(set) var cursor: Int
    let isMultiline: Bool

    init(_ text: String = "", isMultiline: Bool = false) {
        characters = Array(text)
        cursor = characters.count
        self.isMultiline = isMultiline
    }

    var text: String { String(characters) }
    var isEmpty: Bool { characters.isEmpty }

    /// Changes the text as the key says.
    ///
    /// - Returns: False where the key means nothing to a text.
    mutating func press(_ key: CoderKey) -> Bool {
        switch key {
        case .character(let character): insert(String(character))
        case .paste(let text): insert(text)
        case .enter where isMultiline: insert("\n")
        case .backspace, .control("h"): backspace()
        case .delete: if cursor < characters.count { characters.remove(at: cursor) }
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(characters.count, cursor + 1)
        case .home, .control("a"): cursor = lineStart(of: cursor)
        case .end, .control("e"): cursor = lineEnd(of: cursor)
        case .up where isMultiline: moveLine(by: -1)
        case .down where isMultiline: moveLine(by: 1)
        case .control("u"): removeBack(to: lineStart(of: cursor))
        case .control("w"): removeBack(to: wordStart())
        default: return false
        }
        return true
    }

    /// Puts in what can stand in a text; control characters are left out, line ends become spaces where there is one line.
    private mutating func insert(_ text: String) {
        var allowed: [Character] = []
        for character in text.replacing("\r\n", with: "\n")
        where characters.count + allowed.count < Self.longest {
            if character == "\n" || character == "\r" {
                allowed.append(isMultiline ? "\n" : " ")
            } else if character == "\t" {
                allowed.append(" ")
            } else if !character.unicodeScalars.contains(where: Cluster.isEscaped) {
                allowed.append(character)
            }
        }
        characters.insert(contentsOf: allowed, at: cursor)
        cursor += allowed.count
        join()
    }

    /// Marks and joiners typed on their own become part of the character before them.
    private mutating func join() {
        let before = String(characters[..<cursor])
        let whole = Array(before + String(characters[cursor...]))
        guard whole.count != characters.count else { return }
        characters = whole
        cursor = min(before.count, whole.count)
    }

    private mutating func backspace() {
        guard cursor > 0 else { return }
        characters.remove(at: cursor - 1)
        cursor -= 1
        join()
    }

    private mutating func removeBack(to start: Int) {
        characters.removeSubrange(start..<cursor)
        cursor = start
        join()
    }

    private func lineStart(of position: Int) -> Int {
        (characters[..<position].lastIndex(of: "\n") ?? -1) + 1
    }

    private func lineEnd(of position: Int) -> Int {
        characters[position...].firstIndex(of: "\n") ?? characters.count
    }

    private func wordStart() -> Int {
        var start = cursor
        while start > 0, characters[start - 1].isWhitespace { start -= 1 }
        while start > 0, !characters[start - 1].isWhitespace { start -= 1 }
        return start
    }

    private mutating func moveLine(by step: Int) {
        let start = lineStart(of: cursor)
        let column = cursor - start
        if step < 0 {
            guard start > 0 else { return }
            let previous = lineStart(of: start - 1)
            cursor = min(previous + column, start - 1)
        } else {
            let end = lineEnd(of: cursor)
            guard end < characters.count else { return }
            cursor = min(end + 1 + column, lineEnd(of: end + 1))
        }
    }
}
