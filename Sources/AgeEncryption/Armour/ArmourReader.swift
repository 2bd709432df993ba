/// Takes the armour off text that comes in pieces.
///
/// Beyond white space before and after it and the choice of LF or CRLF, each file has one armour only; anything else
/// would let others change a file unnoticed.
struct ArmourReader: Sendable {
    /// White space in one line before the armour, at most.
    private static let longestLine = 1024

    private enum Stage {
        case before
        case body
        /// After a line that is short or padded, which only the end may follow.
        case bodyEnd
        case after
    }

    private var stage = Stage.before
    private var lineNumber = 1
    /// A line that has not ended yet.
    private var held: [UInt8] = []

    /// Whether the armour's first line was there.
    var hasBegun: Bool { if case .before = stage { false } else { true } }

    /// Appends what the text holds.
    ///
    /// On a throw, everything before the malformed line has been appended.
    mutating func add(_ piece: ArraySlice<UInt8>, into output: inout [UInt8]) throws(AgeError) {
        var piece = piece
        while let newline = piece.firstIndex(of: UInt8(ascii: "\n")) {
            if held.isEmpty {
                try take(piece[..<newline], into: &output)
            } else {
                held += piece[..<newline]
                try take(held[...], into: &output)
                held.removeAll(keepingCapacity: true)
            }
            lineNumber += 1
            piece = piece[(newline + 1)...]
        }
        if case .after = stage {
            guard piece.allSatisfy(ArmourFormat.isWhitespace) else { throw malformed }
        } else {
            guard held.count + piece.count <= Self.longestLine else { throw malformed }
            held += piece
        }
    }

    /// Checks that the armour has ended; its last line needs no line feed.
    mutating func finish(into output: inout [UInt8]) throws(AgeError) {
        if !held.isEmpty, hasBegun { try take(held[...], into: &output) }
        guard case .after = stage else { throw .truncated(.armour) }
    }

    private var malformed: AgeError { .armourMalformed(line: lineNumber) }

    private mutating func take(_ line: ArraySlice<UInt8>, into output: inout [UInt8]) throws(AgeError) {
        let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        switch stage {
        case .before:
            if line.allSatisfy(ArmourFormat.isWhitespace) { return }
            guard text.elementsEqual(ArmourFormat.beginning) else { throw malformed }
            stage = .body
        case .body where text.elementsEqual(ArmourFormat.end),
            .bodyEnd where text.elementsEqual(ArmourFormat.end):
            stage = .after
        case .body:
            guard (1...ArmourFormat.lineLength).contains(text.count) else { throw malformed }
            let isFull = text.count == ArmourFormat.lineLength && text.last != UInt8(ascii: "=")
            let before = output.count
            guard Base64.append(decoding: text, to: &output, padded: true) else {
                output.removeLast(output.count - before)
                throw malformed
            }
            if !isFull { stage = .bodyEnd }
        case .bodyEnd:
            throw malformed
        case .after:
            guard line.allSatisfy(ArmourFormat.isWhitespace) else { throw malformed }
        }
    }
}
