/// Finds what two texts have in common, scalar by scalar, in bounded time.
///
/// Common ends are taken off first. In what is left, stretches that occur once in either text hold the two
/// together, long ones before short ones (the idea of a patience diff, on runs of scalars rather than lines, so
/// that it works in any script and inside long paragraphs); of those that cross, the heaviest chain stays.
/// Small gaps between them are aligned exactly. A large gap with nothing in common is left as replaced.
struct Aligner {
    /// A part of the old text and the part of the new one that it is compared with.
    struct Gap {
        var old: Range<Int>
        var new: Range<Int>
        var level = 0

        var cells: Int { old.count * new.count }
    }

    /// Lengths of the stretches that must occur once, level by level.
    ///
    /// A length comes twice because cutting a text makes more stretches unique within the pieces.
    private static let lengths = [32, 32, 12, 12, 6, 6]
    /// The largest gap that is aligned exactly, in pairs of scalars, and how many such pairs are looked at in all.
    private static let cellsInGap = 250_000
    private static let cellsInAll = 12_000_000

    private let old: [Unicode.Scalar]
    private let new: [Unicode.Scalar]
    private let opening: Int32
    private var blocks: [Block] = []
    private var waiting: [Gap] = []
    private var cells = Self.cellsInAll
    private var shortestEdit: ShortestEdit

    /// The alignment of two texts.
    ///
    /// - Parameter opening: What beginning another change costs, as much as so many scalars.
    static func alignment(
        of old: [Unicode.Scalar], with new: [Unicode.Scalar], opening: Int32 = ExactAlignment.usualOpening
    ) -> Alignment {
        var aligner = Aligner(old: old, new: new, opening: opening)
        aligner.waiting.append(Gap(old: 0..<old.count, new: 0..<new.count))
        while let gap = aligner.waiting.popLast() { aligner.align(gap) }
        return Alignment(aligner.blocks.sorted { $0.old < $1.old })
    }

    private init(old: [Unicode.Scalar], new: [Unicode.Scalar], opening: Int32) {
        self.old = old
        self.new = new
        self.opening = opening
        shortestEdit = ShortestEdit(old, new)
    }

    private mutating func align(_ whole: Gap) {
        let gap = trimmed(whole)
        if gap.old.isEmpty || gap.new.isEmpty { return }
        if gap.cells <= Self.cellsInGap, gap.cells <= cells {
            cells -= gap.cells
            blocks += ExactAlignment.blocks(old, new, gap, opening: opening)
        } else if gap.level < Self.lengths.count {
            divide(gap, by: Self.lengths[gap.level])
        } else {
            blocks += shortestEdit.blocks(gap)
        }
    }

    /// Takes the common ends off a gap.
    private mutating func trimmed(_ gap: Gap) -> Gap {
        let most = min(gap.old.count, gap.new.count)
        var head = 0
        while head < most, old[gap.old.lowerBound + head] == new[gap.new.lowerBound + head] { head += 1 }
        var tail = 0
        while tail < most - head, old[gap.old.upperBound - 1 - tail] == new[gap.new.upperBound - 1 - tail] {
            tail += 1
        }
        var rest = gap
        rest.old = (gap.old.lowerBound + head)..<(gap.old.upperBound - tail)
        rest.new = (gap.new.lowerBound + head)..<(gap.new.upperBound - tail)
        if head > 0 { blocks.append(Block(old: gap.old.lowerBound, new: gap.new.lowerBound, count: head)) }
        if tail > 0 { blocks.append(Block(old: rest.old.upperBound, new: rest.new.upperBound, count: tail)) }
        return rest
    }

    private mutating func divide(_ gap: Gap, by length: Int) {
        var rest = gap
        rest.level += 1
        for block in UniqueStretches.chain(old, new, gap, length: length) {
            blocks.append(block)
            var before = rest
            before.old = rest.old.lowerBound..<block.old
            before.new = rest.new.lowerBound..<block.new
            waiting.append(before)
            rest.old = block.oldEnd..<rest.old.upperBound
            rest.new = block.newEnd..<rest.new.upperBound
        }
        waiting.append(rest)
    }
}
