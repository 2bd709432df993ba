/// Leads positions in a text before its names were replaced to positions after it.
///
/// Outside the changes a position moves with its text. A position inside a replaced name has no counterpart,
/// so it moves to the start or the end of what stands there now.
package struct PositionMap: Codable, Sendable, Equatable {
    private struct Move: Codable, Sendable, Equatable {
        var before: Range<Int>
        var after: Range<Int>
    }

    private let moves: [Move]

    /// - Parameter changes: In the order of the text, none overlapping another.
    package init(_ changes: [Change]) {
        moves = changes.map { Move(before: $0.original, after: $0.replaced) }
    }

    /// Where a position is now; inside a replaced name, the start of the replacement.
    package func position(of old: Int) -> Int {
        guard let move = lastMove(startingBefore: old) else { return old }
        return old < move.before.upperBound
            ? move.after.lowerBound : move.after.upperBound + old - move.before.upperBound
    }

    /// Where a span is now.
    ///
    /// One that touches a replaced name covers the whole replacement.
    package func span(of old: Range<Int>) -> Range<Int> {
        let start = position(of: old.lowerBound)
        guard !old.isEmpty else { return start..<start }
        guard let move = lastMove(startingBefore: old.upperBound), old.upperBound < move.before.upperBound
        else {
            return start..<max(start, end(of: old.upperBound))
        }
        return start..<max(start, move.after.upperBound)
    }

    /// Whether a span's words are what they were.
    package func isUntouched(_ old: Range<Int>) -> Bool {
        guard let move = lastMove(startingBefore: old.upperBound) else { return true }
        return move.before.upperBound <= old.lowerBound
    }

    private func end(of old: Int) -> Int {
        guard let move = lastMove(startingBefore: old) else { return old }
        return move.after.upperBound + old - move.before.upperBound
    }

    /// The last change that begins before a position, or at it when it covers it.
    private func lastMove(startingBefore position: Int) -> Move? {
        var low = 0
        var high = moves.count
        while low < high {
            let middle = (low + high) / 2
            if moves[middle].before.lowerBound < position { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? moves[low - 1] : nil
    }
}
