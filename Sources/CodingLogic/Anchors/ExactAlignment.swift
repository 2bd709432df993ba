/// Aligns two short texts so that what happened is explained as cheaply as can be.
///
/// A scalar more or less costs one, and beginning another change costs something too: so a word that was replaced
/// by another does not fall into pieces over a letter that both happen to have.
enum ExactAlignment {
    /// What beginning a change costs between any two texts.
    static let usualOpening: Int32 = 4
    private static let far = Int32.max / 2

    /// How the best way into a pair of positions ends.
    private struct Step {
        /// The match came out of a change rather than out of another match.
        static let matchFromChange: UInt8 = 1
        /// The change's last step takes a scalar of the old text away; otherwise one of the new is put in.
        static let changeTakes: UInt8 = 2
        /// The change begins with that step.
        static let changeOpens: UInt8 = 4
    }

    /// The blocks of a gap; costs one step for each pair of scalars, in time and in bytes.
    static func blocks(
        _ old: [Unicode.Scalar], _ new: [Unicode.Scalar], _ gap: Aligner.Gap, opening: Int32 = usualOpening
    ) -> [Block] {
        let first = Array(old[gap.old])
        let second = Array(new[gap.new])
        let (steps, endsInChange) = table(first, second, opening)
        return path(steps, endsInChange, gap, width: second.count + 1)
    }

    private static func table(_ old: [Unicode.Scalar], _ new: [Unicode.Scalar], _ opening: Int32) -> (
        [UInt8], Bool
    ) {
        let width = new.count + 1
        var steps = [UInt8](repeating: 0, count: (old.count + 1) * width)
        // The costs of ending in a match and of ending in a change, for the row above and for this one.
        var match = [Int32](repeating: far, count: width)
        var change = [Int32](repeating: far, count: width)
        match[0] = 0
        for column in 1..<width {
            change[column] = opening + Int32(column)
            steps[column] = column == 1 ? Step.changeOpens : 0
        }
        for row in 1...old.count {
            var matchBefore = match[0]
            var changeBefore = change[0]
            match[0] = far
            change[0] = opening + Int32(row)
            steps[row * width] = Step.changeTakes | (row == 1 ? Step.changeOpens : 0)
            let scalar = old[row - 1]
            for column in 1..<width {
                var step: UInt8 = 0
                let (matchAbove, changeAbove) = (match[column], change[column])
                // Ends in a match.
                if scalar == new[column - 1] {
                    if changeBefore < matchBefore { step |= Step.matchFromChange }
                    match[column] = min(matchBefore, changeBefore)
                } else {
                    match[column] = far
                }
                // Ends in a change.
                var best = changeAbove
                var way = Step.changeTakes
                if change[column - 1] < best { (best, way) = (change[column - 1], 0) }
                if matchAbove + opening < best {
                    (best, way) = (matchAbove + opening, Step.changeTakes | Step.changeOpens)
                }
                if match[column - 1] + opening < best {
                    (best, way) = (match[column - 1] + opening, Step.changeOpens)
                }
                change[column] = min(far, best + 1)
                steps[row * width + column] = step | way
                (matchBefore, changeBefore) = (matchAbove, changeAbove)
            }
        }
        return (steps, change[width - 1] < match[width - 1])
    }

    private static func path(_ steps: [UInt8], _ endsInChange: Bool, _ gap: Aligner.Gap, width: Int)
        -> [Block]
    {
        var blocks: [Block] = []
        var (row, column) = (steps.count / width - 1, width - 1)
        var isChange = endsInChange
        while row > 0 || column > 0 {
            let step = steps[row * width + column]
            if isChange {
                isChange = step & Step.changeOpens == 0
                if step & Step.changeTakes != 0 { row -= 1 } else { column -= 1 }
                continue
            }
            isChange = step & Step.matchFromChange != 0
            row -= 1
            column -= 1
            blocks.append(
                Block(old: gap.old.lowerBound + row, new: gap.new.lowerBound + column, count: 1))
        }
        return blocks.reversed()
    }
}
