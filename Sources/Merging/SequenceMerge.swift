/// Three-way merge of sequences (Khanna, Kunal and Pierce, *A Formal Investigation of Diff3*, 2007).
enum SequenceMerge {
    /// A stretch of the result.
    enum Piece<Element: Hashable>: Equatable {
        /// Nobody changed it, one did, or both did the same.
        case settled([Element])
        /// Both changed it, each in their own way.
        case contested(base: [Element], left: [Element], right: [Element])
    }

    /// The pieces of the merged sequence, in order.
    static func pieces<Element: Hashable>(
        base: [Element], left: [Element], right: [Element]
    ) -> [Piece<Element>] {
        let inLeft = Dictionary(uniqueKeysWithValues: SequenceMatches.of(base, left).map { ($0.old, $0.new) })
        let inRight = Dictionary(
            uniqueKeysWithValues: SequenceMatches.of(base, right).map { ($0.old, $0.new) })
        var pieces: [Piece<Element>] = []
        var (b, l, r) = (0, 0, 0)
        func close(_ nextB: Int, _ nextL: Int, _ nextR: Int) {
            let (old, mine, theirs) = (base[b..<nextB], left[l..<nextL], right[r..<nextR])
            if old.isEmpty, mine.isEmpty, theirs.isEmpty { return }
            if mine == theirs || theirs == old {
                pieces.append(.settled(Array(mine)))
            } else if mine == old {
                pieces.append(.settled(Array(theirs)))
            } else {
                pieces.append(.contested(base: Array(old), left: Array(mine), right: Array(theirs)))
            }
        }
        for place in base.indices {
            // A place that all three have ends the stretch before it.
            guard let mine = inLeft[place], let theirs = inRight[place] else { continue }
            close(place, mine, theirs)
            pieces.append(.settled([base[place]]))
            (b, l, r) = (place + 1, mine + 1, theirs + 1)
        }
        close(base.count, left.count, right.count)
        return pieces
    }
}
