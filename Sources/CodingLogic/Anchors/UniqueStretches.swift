/// Stretches of a fixed length that occur exactly once in a part of the old text and once in a part of the new.
struct UniqueStretches {
    /// What one stretch's digest stands for: a position, `none`, or `many`.
    private struct Slot {
        var digest: UInt64 = 0
        var old: Int32 = none
        var new: Int32 = none
    }

    private static let none: Int32 = -1
    private static let many: Int32 = -2
    /// So many stretches are remembered at most; of longer texts a sample, chosen by content.
    private static let most = 1 << 16

    private let old: [Unicode.Scalar]
    private let new: [Unicode.Scalar]
    private let gap: Aligner.Gap
    private let length: Int
    /// A stretch counts whose digest has none of these bits.
    private let sampling: UInt64
    private var slots: [Slot]

    /// The heaviest chain of common stretches, each as long as it goes, in the order of both texts and apart.
    static func chain(_ old: [Unicode.Scalar], _ new: [Unicode.Scalar], _ gap: Aligner.Gap, length: Int)
        -> [Block]
    {
        guard gap.old.count >= length, gap.new.count >= length else { return [] }
        var stretches = UniqueStretches(old, new, gap, length)
        stretches.fill()
        let found = stretches.matches()
        return apart(heaviestChain(found))
    }

    private init(
        _ old: [Unicode.Scalar], _ new: [Unicode.Scalar], _ gap: Aligner.Gap, _ length: Int
    ) {
        self.old = old
        self.new = new
        self.gap = gap
        self.length = length
        var sampling: UInt64 = 0
        while gap.old.count >> sampling.nonzeroBitCount > Self.most { sampling = sampling << 1 | 1 }
        self.sampling = sampling
        var capacity = 64
        while capacity < 2 * (gap.old.count >> sampling.nonzeroBitCount) { capacity *= 2 }
        // Content decides what a sample holds, so it may be somewhat larger than its share.
        slots = Array(repeating: Slot(), count: sampling == 0 ? capacity : 2 * capacity)
    }

    private mutating func fill() {
        let mask = slots.count - 1
        var room = slots.count * 3 / 4
        Self.digests(of: old, gap.old, length) { position, digest in
            guard digest & sampling == 0, room > 0 else { return }
            var index = Int(truncatingIfNeeded: digest >> 20) & mask
            while slots[index].old != Self.none, slots[index].digest != digest { index = (index + 1) & mask }
            if slots[index].old == Self.none {
                slots[index].digest = digest
                slots[index].old = position
                room -= 1
            } else {
                slots[index].old = Self.many
            }
        }
        Self.digests(of: new, gap.new, length) { position, digest in
            guard digest & sampling == 0 else { return }
            var index = Int(truncatingIfNeeded: digest >> 20) & mask
            while slots[index].old != Self.none, slots[index].digest != digest { index = (index + 1) & mask }
            if slots[index].old != Self.none {
                slots[index].new = slots[index].new == Self.none ? position : Self.many
            }
        }
    }

    /// Calls `body` with the position and a digest of each stretch; equal stretches have equal digests.
    private static func digests(
        of text: [Unicode.Scalar], _ range: Range<Int>, _ length: Int, _ body: (Int32, UInt64) -> Void
    ) {
        let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
        var highest: UInt64 = 1
        for _ in 1..<length { highest = highest &* factor }
        var sum: UInt64 = 0
        for position in range {
            if position - range.lowerBound >= length {
                sum = sum &- UInt64(text[position - length].value &+ 1) &* highest
            }
            sum = sum &* factor &+ UInt64(text[position].value &+ 1)
            guard position - range.lowerBound >= length - 1 else { continue }
            var digest = sum
            digest ^= digest >> 32
            digest = digest &* 0xD6E8_FEB8_6659_FD93
            digest ^= digest >> 32
            body(Int32(truncatingIfNeeded: position - length + 1), digest)
        }
    }

    /// The common stretches in the order of the old text, each as long as it goes inside the gap.
    private func matches() -> [(core: Block, whole: Block)] {
        var partner = [Int32](repeating: Self.none, count: gap.old.count)
        for slot in slots where slot.old >= 0 && slot.new >= 0 {
            partner[Int(slot.old) - gap.old.lowerBound] = slot.new
        }
        var found: [(core: Block, whole: Block)] = []
        var position = gap.old.lowerBound
        while position <= gap.old.upperBound - length {
            let other = Int(partner[position - gap.old.lowerBound])
            guard other >= 0 else {
                position += 1
                continue
            }
            let core = Block(old: position, new: other, count: length)
            // Different stretches may have one digest.
            guard old[core.oldRange] == new[core.newRange] else {
                position += 1
                continue
            }
            let whole = grown(core)
            found.append((core, whole))
            position = max(position + 1, whole.oldEnd - length + 1)
        }
        return found
    }

    private func grown(_ core: Block) -> Block {
        var block = core
        while block.old > gap.old.lowerBound, block.new > gap.new.lowerBound,
            old[block.old - 1] == new[block.new - 1]
        {
            block.old -= 1
            block.new -= 1
            block.count += 1
        }
        while block.oldEnd < gap.old.upperBound, block.newEnd < gap.new.upperBound,
            old[block.oldEnd] == new[block.newEnd]
        {
            block.count += 1
        }
        return block
    }

    /// Those that rise in the new text too and are together as long as can be.
    private static func heaviestChain(_ found: [(core: Block, whole: Block)]) -> [Block] {
        let order = found.indices.sorted { found[$0].core.new < found[$1].core.new }
        var rank = [Int](repeating: 0, count: found.count)
        for (place, index) in order.enumerated() { rank[index] = place + 1 }
        // A tree of prefix maxima (Fenwick): the best chain that ends at or below a rank.
        var best = [(weight: Int, last: Int)](repeating: (0, -1), count: found.count + 1)
        var previous = [Int](repeating: -1, count: found.count)
        for index in found.indices {
            var top = (weight: 0, last: -1)
            var place = rank[index] - 1
            while place > 0 {
                if best[place].weight > top.weight { top = best[place] }
                place &= place - 1
            }
            previous[index] = top.last
            let weight = top.weight + found[index].whole.count
            place = rank[index]
            while place <= found.count {
                if weight > best[place].weight { best[place] = (weight, index) }
                place += place & -place
            }
        }
        var top = (weight: 0, last: -1)
        var place = found.count
        while place > 0 {
            if best[place].weight > top.weight { top = best[place] }
            place &= place - 1
        }
        var chain: [Block] = []
        var index = top.last
        while index >= 0 {
            chain.append(found[index].whole)
            index = previous[index]
        }
        return chain.reversed()
    }

    /// Cuts off each what the one before it has taken already.
    private static func apart(_ chain: [Block]) -> [Block] {
        var blocks: [Block] = []
        for block in chain {
            let taken = blocks.last.map { max($0.oldEnd - block.old, $0.newEnd - block.new) } ?? 0
            let cut = max(0, taken)
            if cut >= block.count { continue }
            blocks.append(Block(old: block.old + cut, new: block.new + cut, count: block.count - cut))
        }
        return blocks
    }
}
