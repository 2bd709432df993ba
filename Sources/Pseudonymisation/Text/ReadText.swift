/// A text cut into atoms, with their letters folded: the one reading that every rule looks at.
struct ReadText: Sendable {
    /// The numbers of the text's scalars.
    let scalars: [UInt32]
    let atoms: [Atom]
    /// The atoms' letters one after the other, folded and without anything in between, so that a name's
    /// letters are the same however it is spaced or joined.
    let letters: [UInt8]

    init(_ text: String) {
        var scalars: [UInt32] = []
        scalars.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars { scalars.append(scalar.value) }
        self.init(scalars: scalars)
    }

    init(scalars: [UInt32]) {
        var reader = AtomReader(count: scalars.count)
        scalars.withUnsafeBufferPointer { reader.read($0) }
        self.scalars = scalars
        atoms = reader.atoms
        letters = reader.letters
    }

    /// The folded letters of atoms that follow each other.
    func key(_ range: Range<Int>) -> ArraySlice<UInt8> {
        guard !range.isEmpty else { return [] }
        return letters[Int(atoms[range.lowerBound].keyStart)..<Int(atoms[range.upperBound - 1].keyEnd)]
    }

    /// The scalars from the first to the last of the atoms.
    func scalarRange(_ range: Range<Int>) -> Range<Int> {
        Int(atoms[range.lowerBound].start)..<Int(atoms[range.upperBound - 1].end)
    }

    /// The text of a range of scalars.
    func text(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range].compactMap { Unicode.Scalar($0) })
        return String(view)
    }

    /// The scalar at a position, or 0 outside the text.
    func scalar(_ position: Int) -> UInt32 { scalars.indices.contains(position) ? scalars[position] : 0 }

    /// The first atom that ends after a position.
    func firstAtom(endingAfter position: Int) -> Int {
        var low = 0
        var high = atoms.count
        while low < high {
            let middle = (low + high) / 2
            if Int(atoms[middle].end) <= position { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The atoms that lie wholly in a range of scalars.
    func atoms(within range: Range<Int>) -> Range<Int> {
        let first = firstAtom(endingAfter: range.lowerBound)
        var end = first
        while end < atoms.count, Int(atoms[end].end) <= range.upperBound { end += 1 }
        return first..<end
    }

    /// The end of the run of atoms without a gap that an atom is in.
    func endOfWord(_ index: Int) -> Int {
        var end = index + 1
        while end < atoms.count, atoms[end].isJoined { end += 1 }
        return end
    }

    /// The first atom of the run without a gap that an atom is in.
    func startOfWord(_ index: Int) -> Int {
        var start = index
        while start > 0, atoms[start].isJoined { start -= 1 }
        return start
    }
}
