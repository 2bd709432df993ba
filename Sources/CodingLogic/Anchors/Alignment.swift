/// A stretch of scalars that stands unchanged in two texts.
struct Block: Hashable, Sendable {
    var old: Int
    var new: Int
    var count: Int

    var oldEnd: Int { old + count }
    var newEnd: Int { new + count }
    var oldRange: Range<Int> { old..<oldEnd }
    var newRange: Range<Int> { new..<newEnd }
    /// What leads from a position in the old text to the one in the new.
    var shift: Int { new - old }
}

/// Which scalars of one text are still there in another.
///
/// - Invariant: Blocks rise in both texts, are not empty, and no two of them could be one.
struct Alignment: Sendable {
    let blocks: [Block]

    init(_ blocks: [Block]) {
        var joined: [Block] = []
        for block in blocks where block.count > 0 {
            if let last = joined.last, last.oldEnd == block.old, last.newEnd == block.new {
                joined[joined.count - 1].count += block.count
            } else {
                joined.append(block)
            }
        }
        self.blocks = joined
    }

    /// The last block that begins at or before a position of the old text.
    func index(upToOld position: Int) -> Int? {
        Self.last(in: blocks) { $0.old <= position }
    }

    /// The last block that begins at or before a position of the new text.
    func index(upToNew position: Int) -> Int? {
        Self.last(in: blocks) { $0.new <= position }
    }

    /// Where a position of the old text is in the new one; in a change, where the change begins.
    func position(of old: Int) -> Int {
        guard let index = index(upToOld: old) else { return 0 }
        let block = blocks[index]
        return block.new + min(old - block.old, block.count)
    }

    /// Whether a span of the old text is there, whole.
    func keeps(_ span: Range<Int>) -> Bool {
        index(upToOld: span.lowerBound).map { blocks[$0].oldEnd >= span.upperBound } ?? false
    }

    private static func last(in blocks: [Block], where isBefore: (Block) -> Bool) -> Int? {
        var low = 0
        var high = blocks.count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(blocks[middle]) { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? low - 1 : nil
    }
}
