#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The keys a person presses when they are asked to choose: single keys at a terminal, else the first letters of lines.
package struct Keyboard {
    private let input: Int32
    private let hasKeys: Bool
    /// What followed the letter on its line: the answer to the question that the letter leads to.
    private var rest: String?

    package init(input: Int32, inputIsTerminal: Bool) {
        self.input = input
        hasKeys = inputIsTerminal && isatty(input) == 1
    }

    /// The next key, or `nil` at the end of the input; an empty line is a line feed.
    package mutating func key() -> Character? {
        rest = nil
        guard hasKeys else {
            guard let line = InputLine.read(input)?.trimmedBlanks else { return nil }
            guard let first = line.first else { return "\n" }
            let answer = String(line.dropFirst()).trimmedBlanks
            rest = answer.isEmpty ? nil : answer
            return first
        }
        return TerminalMode.with(.keys, on: input) { pressed() }
    }

    /// The answer to a question that a key led to; `nil` at the end of the input.
    package mutating func line() -> String? {
        defer { rest = nil }
        return rest ?? InputLine.read(input)?.trimmedBlanks
    }

    private func pressed() -> Character? {
        guard let byte = InputLine.byte(input) else { return nil }
        switch byte {
        // Ctrl-D; where it was typed before the key was asked for, the terminal made it a zero.
        case 0x00, 0x04: return nil
        case 0x0D: return "\n"
        case 0x1B, 0x80...:
            // An arrow or another key that sends several bytes, which are no letters of ours.
            while InputLine.isReady(input, within: 20), InputLine.byte(input) != nil {}
            return "?"
        default: return Character(Unicode.Scalar(byte))
        }
    }
}
