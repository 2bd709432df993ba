/// Names that are written with more or other letters than the table has.
extension ReplacementPass {
    // MARK: Middle names

    /// A first name or initial, then initials or names that the table does not list, then the surname:
    /// `Jane A. Smith`, `J. Alice Smith`.
    func withMiddleName(from start: Int, givenUntil end: Int?, _ hits: [(end: Int, hash: UInt64)])
        -> AtomMatch?
    {
        guard !read.atoms[start].isJoined, !read.atoms[start].isDigits else { return nil }
        if let end, read.atoms[start].startsUpper || end > start + 1 {
            let entries = Set(
                hits.filter { $0.end == end }.flatMap { table.forms($0.hash) }.filter(\.isGiven).map(\.entry))
            if let found = surname(after: end, of: entries, from: start) { return found }
        }
        guard end == nil, read.atoms[start].isAllUpper, read.atoms[start].length == 1 else { return nil }
        return surname(after: start + 1, of: nil, from: start)
    }

    /// - Parameter entries: Whose surname it must be; `nil` for everybody's with the initial at `start`.
    private func surname(after end: Int, of entries: Set<Int>?, from start: Int) -> AtomMatch? {
        if let entries, entries.isEmpty { return nil }
        var index = end
        while index < read.atoms.count, index - end < 3, isMiddle(index) {
            index += 1
            guard index < read.atoms.count, isNameGap(index) else { return nil }
            for hit in hits(at: index).reversed() {
                let forms = table.forms(hit.hash).filter { form in
                    form.rule == .surname && fits(form, index..<hit.end)
                        && (entries?.contains(form.entry) ?? hasInitial(form.entry, start))
                }
                let handles = forms.map { table.entries[$0.entry].replacement }.withoutRepeats
                if let form = forms.first, handles.count == 1, read.atoms[index].startsUpper {
                    return match(start..<hit.end, form, .middleName, .likely)
                }
            }
        }
        return nil
    }

    private func hasInitial(_ entry: Int, _ atom: Int) -> Bool {
        guard let first = PersonName(table.entries[entry].name).given.first else { return false }
        return ReadText(first).letters.first == read.letters[Int(read.atoms[atom].keyStart)]
    }

    /// Whether an atom may be a middle name or its initial.
    private func isMiddle(_ index: Int) -> Bool {
        let atom = read.atoms[index]
        guard !isTaken(index), atom.startsUpper, !atom.isDigits, isNameGap(index) else { return false }
        if atom.length == 1 { return true }
        let hash = KeyHash.of(read.letters[atom.key])
        return !table.words.isWord(hash) || table.words.isName(hash)
    }

    private func isNameGap(_ index: Int) -> Bool {
        let atom = read.atoms[index]
        guard atom.gap.isSubset(of: [.blank, .lineEnd, .fullStop, .hyphen, .mark]), !atom.gap.isEmpty else {
            return atom.isJoined
        }
        return !atom.gap.contains(.fullStop) || read.atoms[index - 1].length < 3
    }

    // MARK: Misspellings

    /// A name with one mistake in it, as one to three words.
    func misspelling(at start: Int, _ hits: [(end: Int, hash: UInt64)]) -> AtomMatch? {
        let first = read.atoms[start]
        guard !first.isJoined, !first.isDigits else { return nil }
        let isBesideName = hits.contains { hit in
            table.forms(hit.hash).contains { $0.isGiven || $0.rule == .surname }
        }
        guard first.startsUpper || isBesideName || beginsKnownName(after: start) else { return nil }
        var ends: [Int] = []
        var end = read.endOfWord(start)
        while ends.count < 3 {
            ends.append(end)
            guard end < read.atoms.count, !isTaken(end),
                isNameGap(end) || read.atoms[end].gap == [.comma, .blank],
                !read.atoms[end].isDigits
            else { break }
            end = read.endOfWord(end)
        }
        for (words, end) in ends.enumerated().reversed() {
            if let found = misspelling(start..<end, words: words + 1) { return found }
        }
        return nil
    }

    private func beginsKnownName(after start: Int) -> Bool {
        let next = read.endOfWord(start)
        guard next < read.atoms.count, !isTaken(next), read.atoms[next].gap == .blank else { return false }
        return hits(at: next).contains { hit in
            table.forms(hit.hash).contains { $0.isLone && $0.kind == .person }
        }
    }

    private func misspelling(_ atoms: Range<Int>, words: Int) -> AtomMatch? {
        let key = Array(read.key(atoms))
        guard key.count + 1 >= CompiledTable.leastMisspeltLetters, key.count <= 41 else { return nil }
        if words == 1 {
            let hash = KeyHash.of(key)
            if !read.atoms[atoms.lowerBound].startsUpper || table.words.isWord(hash) { return nil }
        }
        let forms = table.formsMisspelt(as: key).filter { form in
            form.breaks.nonzeroBitCount + 1 == words && isPlausible(form, atoms, key)
        }
        let handles = forms.map { table.entries[$0.entry].replacement }.withoutRepeats
        guard let form = forms.first, handles.count == 1 else { return nil }
        return match(atoms, form, .misspelling, form.isLone ? .possible : .likely)
    }

    /// Whether the word with the mistake is not simply another word or another name.
    private func isPlausible(_ form: NameForm, _ atoms: Range<Int>, _ key: [UInt8]) -> Bool {
        if form.kind == .person, !form.isReversed,
            atoms.contains(where: { read.atoms[$0].gap.contains(.comma) && $0 > atoms.lowerBound })
        {
            return false
        }
        guard let (wrong, right) = differingWords(form, atoms) else { return false }
        let hash = KeyHash.of(wrong)
        if table.words.isWord(hash) && !(form.isLone == false && table.words.isName(hash)) { return false }
        if table.has(hash) { return false }
        // Another name with another first letter is somebody else: `Ian Brown` is not `Dan Brown`.
        if table.words.isName(hash) { return !form.isLone && wrong.first == right.first }
        return wrong.count > 1
    }

    /// The word in the text that differs from the form's, with the form's.
    private func differingWords(_ form: NameForm, _ atoms: Range<Int>) -> (
        wrong: ArraySlice<UInt8>, right: ArraySlice<UInt8>
    )? {
        let starts = [0] + (1..<64).filter { form.breaks & (1 << UInt64($0)) != 0 } + [form.key.count]
        var index = atoms.lowerBound
        var found: (ArraySlice<UInt8>, ArraySlice<UInt8>)?
        for (start, end) in zip(starts, starts.dropFirst()) {
            guard index < atoms.upperBound, end <= form.key.count else { return nil }
            let wordEnd = read.endOfWord(index)
            let word = read.key(index..<min(wordEnd, atoms.upperBound))
            if !word.elementsEqual(form.key[start..<end]) {
                if found != nil { return nil }
                found = (word, form.key[start..<end])
            }
            index = wordEnd
        }
        return found
    }

    // MARK: What belongs to a name

    /// A match with the title before it, the other half of a double name and the full stop of its last
    /// initial.
    func widened(_ found: AtomMatch) -> AtomMatch {
        var found = found
        if table.entries[found.match.entry].kind == .person {
            takeDoubleName(&found)
            takeTitles(&found)
            takeFullStop(&found)
        }
        if read.isPossessive(found.match.range.upperBound),
            [.exact, .firstName, .surname, .inflected, .transliterated].contains(found.match.rule)
        {
            found.match.rule = .possessive
        }
        return found
    }

    /// `Smith-Jones` where only one of the two is known.
    private func takeDoubleName(_ found: inout AtomMatch) {
        guard [.surname, .firstName, .exact].contains(found.match.rule),
            !read.isTechnical(found.match.range)
        else { return }
        let next = found.atoms.upperBound
        if next < read.atoms.count, isOtherHalf(next, gap: next) {
            found.atoms = found.atoms.lowerBound..<read.endOfWord(next)
            found.match.rule = .hyphenated
        }
        let first = found.atoms.lowerBound
        if first > 0, isOtherHalf(first - 1, gap: first) {
            found.atoms = read.startOfWord(first - 1)..<found.atoms.upperBound
            found.match.rule = .hyphenated
        }
        if found.match.rule == .hyphenated {
            found.match.certainty = .possible
            found.match.range = read.scalarRange(found.atoms)
        }
    }

    private func isOtherHalf(_ index: Int, gap: Int) -> Bool {
        let half = read.atoms[index]
        guard read.atoms[gap].gap == .hyphen, !isTaken(index), half.startsUpper, !half.isDigits,
            half.length > 1,
            read.atoms[gap].start - read.atoms[gap - 1].end == 1
        else { return false }
        let hash = KeyHash.of(read.letters[half.key])
        return !table.has(hash) && (!table.words.isWord(hash) || table.words.isName(hash))
    }

    private func takeTitles(_ found: inout AtomMatch) {
        while isAfterTitle(found.atoms.lowerBound), !isTaken(found.atoms.lowerBound - 1),
            !read.atoms[found.atoms.lowerBound].gap.contains(.lineEnd)
        {
            let title = found.atoms.lowerBound - 1
            found.atoms = title..<found.atoms.upperBound
            found.match.range = Int(read.atoms[title].start)..<found.match.range.upperBound
        }
    }

    /// The full stop of `Smith, J.` and `J.S.`, unless a sentence ends with it.
    private func takeFullStop(_ found: inout AtomMatch) {
        let end = found.match.range.upperBound
        guard found.match.rule == .initials || found.match.rule == .reversed,
            read.scalar(end) == Scalars.fullStop,
            let last = found.atoms.last, read.atoms[last].length == 1
        else { return }
        var next = end + 1
        while Scalars.isBlank(read.scalar(next)) { next += 1 }
        let follows = read.scalar(next)
        guard follows != 0, !Scalars.isLineEnd(follows), !Scalars.isASCIIUpper(follows) else { return }
        found.match.range = found.match.range.lowerBound..<end + 1
    }
}
