/// Finds words that may give somebody or a place away.
///
/// Names are found by what stands beside them, by lists of names and places, and because no list of English
/// words explains their capital; numbers, addresses and the like by their form and, where they have one,
/// their check digit. A suspect is `likely` when on texts like ours it is right nine times in ten, otherwise
/// `possible`. A record is best held at `possible`: a missed name costs more than a look.
package struct SuspectScanner: Sendable {
    let words: WordLists
    let table: CompiledTable
    let handlePrefixes: Set<String>

    /// - Parameters:
    ///   - table: Its handles and its ``KeyTable/notNames`` are no suspects. Its names are, with their handles.
    ///   - handlePrefixes: Letters that begin the study's handles: `SP` of `SP66`.
    package init(words: WordLists, table: KeyTable = KeyTable(), handlePrefixes: [String] = ["SP"]) {
        self.words = words
        self.table = CompiledTable(table, words: words)
        self.handlePrefixes = Set(handlePrefixes.map { NameForm.key(of: $0) })
    }

    /// The suspects in a text, in its order, none overlapping another.
    ///
    /// The time it takes grows with the length of
    /// the text alone.
    package func suspects(in text: String, atLeast least: Certainty = .possible) -> [Suspect] {
        var text = SuspectText(text, words)
        blockHandles(in: &text)
        blockCode(in: &text)
        var found = LinkFinder(read: text.read).suspects
        for suspect in found { text.block(suspect.range) }
        found += known(in: &text)
        found += NumberFinder(text: text).suspects
        for suspect in found { text.block(suspect.range) }
        let addresses = AddressFinder(text: text).suspects
        for suspect in addresses { text.block(suspect.range) }
        found += addresses
        found += NameFinder(text).suspects
        return Self.withoutOverlaps(found).filter { $0.certainty >= least }
    }

    /// Those that begin first, and of two that overlap the longer one.
    private static func withoutOverlaps(_ found: [Suspect]) -> [Suspect] {
        let sorted = found.sorted { left, right in
            (left.range.lowerBound, -left.range.count) < (right.range.lowerBound, -right.range.count)
        }
        var kept: [Suspect] = []
        for suspect in sorted {
            guard let last = kept.last, last.range.overlaps(suspect.range) else {
                kept.append(suspect)
                continue
            }
            if suspect.range.count > last.range.count { kept[kept.count - 1] = suspect }
        }
        return kept
    }

    // MARK: What is no suspect

    private func blockHandles(in text: inout SuspectText) {
        let pass = ReplacementPass.leavingHandles(table, text.read)
        var ranges: [Range<Int>] = []
        for index in text.words.indices {
            let word = text.words[index]
            if word.atoms.allSatisfy({ pass.isTaken($0) }) || isHandle(word) { ranges.append(word.range) }
        }
        for range in ranges { text.block(range) }
    }

    /// `SP66`, bare.
    private func isHandle(_ word: SuspectWord) -> Bool {
        guard word.shape == .mixed else { return false }
        let letters = word.key.prefix { !$0.isNumber }
        return handlePrefixes.contains(String(letters))
            && word.key.dropFirst(letters.count).allSatisfy(\.isNumber)
    }

    /// Code between backquotes.
    private func blockCode(in text: inout SuspectText) {
        let scalars = text.read.scalars
        var index = 0
        while let start = scalars[index...].firstIndex(of: 0x60) {
            var open = start
            while open < scalars.count, scalars[open] == 0x60 { open += 1 }
            let width = open - start
            let limit = width > 2 ? scalars.count : min(scalars.count, open + 300)
            guard let end = closing(width, in: scalars[open..<limit]) else {
                index = open
                continue
            }
            text.block(open..<end)
            index = end + width
        }
    }

    private func closing(_ width: Int, in scalars: ArraySlice<UInt32>) -> Int? {
        var index = scalars.startIndex
        while index < scalars.endIndex {
            guard scalars[index] == 0x60 else {
                if width < 3, scalars[index] == Scalars.newline { return nil }
                index += 1
                continue
            }
            var end = index
            while end < scalars.endIndex, scalars[end] == 0x60 { end += 1 }
            if end - index == width { return index }
            index = end
        }
        return nil
    }

    // MARK: Names of the table

    /// Names of the key table that still stand, with their handles.
    private func known(in text: inout SuspectText) -> [Suspect] {
        guard !table.entries.isEmpty else { return [] }
        var pass = ReplacementPass(table, text.read)
        pass.run()
        let standing = pass.matches.map { match in
            let entry = table.entries[match.entry]
            return Suspect(
                range: match.range, kind: Suspect.Kind(entry.kind), certainty: .likely,
                reasons: ["in the key table: \(match.rule.rawValue)"], candidates: [entry.replacement])
        }
        return standing + pass.ambiguousMentions
    }
}
