/// What a difference leaves of a span.
struct Remains {
    /// Where it is in the new body; empty where nothing is left.
    var span: Range<Int>
    /// How many of its scalars are left.
    var kept: Int
    /// How many unchanged scalars stand right beside it, up to a limit.
    var beside: Int

    /// Whether it is still the span that was meant: a third of it is left, or nothing but a cut was made.
    func areMeant(of count: Int) -> Bool {
        kept > 0 && (3 * kept >= count || kept == span.count && kept >= 4)
    }
}

extension Reanchoring {
    /// Unchanged text of this length is never chance.
    private static let certain = 32
    private static let most = 64

    /// What is left of a span, and where.
    func remains(of span: Range<Int>) -> Remains {
        let blocks = alignment.blocks
        let first = max(0, alignment.index(upToOld: span.lowerBound) ?? 0)
        let within = blocks[first...].prefix { $0.old < span.upperBound }.indices.filter {
            blocks[$0].oldEnd > span.lowerBound && isMeant($0)
        }
        guard let head = within.first, let tail = within.last else { return nothing(of: span) }
        let start = start(of: span, head)
        let end = max(start, end(of: span, tail))
        let kept = within.reduce(0) { $0 + blocks[$1].oldRange.clamped(to: span).count }
        let left = span.lowerBound - blocks[head].old
        let right = blocks[tail].oldEnd - span.upperBound
        return Remains(
            span: start..<end, kept: kept,
            beside: max(0, min(Self.most, left)) + max(0, min(Self.most, right)))
    }

    /// Whether unchanged text is there on purpose, and not as a piece that two different texts happen to share: it
    /// is longer than one of the changes beside it.
    private func isMeant(_ index: Int) -> Bool {
        let block = alignment.blocks[index]
        if isRenaming || block.count >= Self.certain { return true }
        return block.count > change(before: index) || block.count > change(before: index + 1)
    }

    /// How many scalars the change before a block takes away or puts in, whichever is more.
    private func change(before index: Int) -> Int {
        let blocks = alignment.blocks
        let (oldStart, newStart) = index > 0 ? (blocks[index - 1].oldEnd, blocks[index - 1].newEnd) : (0, 0)
        let (oldEnd, newEnd) =
            index < blocks.count ? (blocks[index].old, blocks[index].new) : (old.count, new.count)
        return max(oldEnd - oldStart, newEnd - newStart)
    }

    /// Of a span of which nothing is left: what stands there now, where names were replaced.
    private func nothing(of span: Range<Int>) -> Remains {
        let blocks = alignment.blocks
        let index = alignment.index(upToOld: span.lowerBound)
        let from = index.map { blocks[$0].newEnd } ?? 0
        let next = index.map { $0 + 1 } ?? 0
        let to = next < blocks.count ? blocks[next].new : new.count
        return Remains(span: isRenaming ? from..<max(from, to) : from..<from, kept: 0, beside: 0)
    }

    /// Where a span begins whose first unchanged text is a block.
    ///
    /// What took the place of its own first words belongs to it; what was put in before them does not, and of a
    /// change that began before it only names do.
    private func start(of span: Range<Int>, _ head: Int) -> Int {
        let blocks = alignment.blocks
        let block = blocks[head]
        if block.old <= span.lowerBound { return span.lowerBound + block.shift }
        let before = blocks[..<head].indices.last { isMeant($0) }
        let (oldEnd, newEnd) = before.map { (blocks[$0].oldEnd, blocks[$0].newEnd) } ?? (0, 0)
        let isOwn = isRenaming || oldEnd == span.lowerBound
        return isOwn && isReplacement(block.old - span.lowerBound, block.new - newEnd) ? newEnd : block.new
    }

    private func end(of span: Range<Int>, _ tail: Int) -> Int {
        let blocks = alignment.blocks
        let block = blocks[tail]
        if block.oldEnd >= span.upperBound { return span.upperBound + block.shift }
        let behind = blocks[(tail + 1)...].indices.first { isMeant($0) }
        let (oldStart, newStart) =
            behind.map { (blocks[$0].old, blocks[$0].new) } ?? (old.count, new.count)
        let isOwn = isRenaming || oldStart == span.upperBound
        let isOne = isReplacement(span.upperBound - block.oldEnd, newStart - block.newEnd)
        return isOwn && isOne ? newStart : block.newEnd
    }

    /// Whether so many scalars may stand for so many others, rather than being text of their own.
    private func isReplacement(_ gone: Int, _ come: Int) -> Bool { come <= 4 * gone + 64 }
}
