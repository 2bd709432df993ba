/// Finds names of people, places and organisations.
///
/// Each word with a capital is weighed by itself first; then neighbours that belong together are joined, and
/// what stands beside them tells what they name. Words in small letters count when a list has them as names
/// and no list as words.
struct NameFinder {
    let text: SuspectText
    var words: [SuspectWord] { text.words }
    private(set) var suspects: [Suspect] = []
    /// What each word is worth by itself.
    private var weights: [Weight]

    /// How much a word is a name without its neighbours.
    enum Weight: Int, Comparable {
        /// Cannot be part of a name.
        case none
        /// A word with a capital that may belong to a name beside it.
        case companion
        /// Perhaps a name.
        case possible
        /// Hardly anything else.
        case likely

        static func < (left: Weight, right: Weight) -> Bool { left.rawValue < right.rawValue }
    }

    init(_ text: SuspectText) {
        self.text = text
        weights = Array(repeating: .none, count: text.words.count)
        for index in text.words.indices { weights[index] = weight(of: index) }
        var index = 0
        while index < text.words.count { index = takeName(at: index) }
    }

    // MARK: Words that belong together

    private mutating func takeName(at index: Int) -> Int {
        if let end = endOfListedPlace(index) { return takeListedPlace(index..<end) }
        guard let start = startOfRun(index) else { return index + 1 }
        var end = start + 1
        while end < words.count, end - start < 12, let next = joined(end, from: start) { end = next }
        var run = start..<end
        trim(&run)
        guard !run.isEmpty, run.contains(where: { weights[$0] >= .possible }) || isPlacePhrase(run) else {
            return max(index + 1, run.isEmpty ? start + 1 : run.upperBound)
        }
        if isOnlyCommon(run) && !isPlacePhrase(run) && !run.contains(where: { weights[$0] == .likely })
            && run.count > 3
        {
            return end
        }
        // `al-Qaeda`
        if run.lowerBound > 0, words[run.lowerBound].gap == .hyphen,
            words[run.lowerBound - 1].shape == .lower,
            PersonName.particles.contains(words[run.lowerBound - 1].key)
        {
            run = run.lowerBound - 1..<run.upperBound
        }
        // A list item `elf Pavlik`: a first name that its bearer writes small.
        if run.count == 1, run.lowerBound > 0, text.startsLine(run.lowerBound - 1),
            words[run.lowerBound].gap == .blank,
            words[run.lowerBound - 1].shape == .lower, words[run.lowerBound - 1].commonness < 6,
            weights[run.lowerBound] == .likely, !words[run.lowerBound].isSentenceStart
        {
            run = run.lowerBound - 1..<run.upperBound
        }
        suspects.append(NameJudge(text: text, run: run, weights: weights).suspect)
        return run.upperBound
    }

    private func isOnlyCommon(_ run: Range<Int>) -> Bool { run.allSatisfy { words[$0].commonness > 2 } }

    private func startOfRun(_ index: Int) -> Int? {
        let weight = weights[index]
        if weight >= .possible { return index }
        guard weight == .companion else { return nil }
        return words[index].isSentenceStart && !mayBegin(index) ? nil : index
    }

    /// Whether a common word at the start of a sentence may be the first of a name.
    private func mayBegin(_ index: Int) -> Bool {
        let word = words[index]
        if word.isNotName, word.firstName >= 5 { return startsName(index) }
        if word.shape == .letter { return word.key != "i" && word.key != "a" }
        guard word.commonness < 8 else { return false }
        if word.firstName > 0 || (word.surname > 2 && word.commonness < 6) { return !word.isNotName }
        return Cues.placeLeads.contains(word.key)
    }

    /// The end of a run that goes on with the word at `index`, or `nil` where it does not.
    private func joined(_ index: Int, from start: Int) -> Int? {
        let word = words[index]
        guard word.line == words[index - 1].line, !word.isBlocked, isJoiningGap(index) else { return nil }
        if word.isUpper, weights[index] != .none { return index + 1 }
        if Cues.smallPlaceHeads.contains(word.key), word.shape == .lower, word.gap == .blank,
            (start..<index).contains(where: { weights[$0] >= .possible })
        {
            return index + 1
        }
        if word.shape == .lower, weights[index] >= .possible, words[index - 1].shape == .lower,
            !word.gap.contains(.hyphen)
        {
            return index + 1
        }
        // `van der Berg`, `City of Bath`, `al-Sadr`.
        guard PersonName.particles.contains(word.key) || word.key == "of" || word.key == "and",
            word.shape == .lower
        else {
            return nil
        }
        guard word.key != "and" else { return nil }
        // `Marjorie Blackstock of Riverside Surgery` names a person and a place of work.
        if word.key == "of", words[start].firstName > 0, words[start].firstName >= words[start].place {
            return nil
        }
        var next = index + 1
        while next < words.count, next - index < 3,
            PersonName.particles.contains(words[next].key) || words[next].key == "the"
        { next += 1 }
        guard next < words.count, words[next].isUpper, weights[next] != .none, words[next].line == word.line,
            isJoiningGap(next)
        else {
            return nil
        }
        return next + 1
    }

    private func isJoiningGap(_ index: Int) -> Bool {
        let gap = words[index].gap
        if words[index - 1].isPossessive {
            // `St Mary's Hospital`, `Britt's Pizza`.
            return words[index].isUpper && words[index].gap.isSubset(of: [.blank, .apostrophe])
                && (Cues.placeHeads.contains(words[index].key)
                    || Cues.organisationHeads.contains(words[index].key))
        }
        if gap.contains(.fullStop) {
            // After an initial or `St.`, and within `J.B.`
            let before = words[index - 1]
            let isShort = before.shape == .letter || ["st", "mt", "ft", "jr", "dr"].contains(before.key)
            return isShort && gap.isSubset(of: [.fullStop, .blank, .hyphen])
        }
        return gap.isSubset(of: [.blank, .hyphen, .apostrophe, .mark])
            && !gap.isSuperset(of: [.apostrophe, .blank])
    }

    /// Leaves out words at the ends that only follow a name: `Yesterday Jane`, `Jane I`.
    private func trim(_ run: inout Range<Int>) {
        while let first = run.first, weights[first] == .companion,
            words[first].isNotName && !startsName(first)
                || (words[first].isSentenceStart && !mayBegin(first))
                || PersonName.titles.contains(words[first].key) || Cues.greetings.contains(words[first].key)
        {
            run = run.lowerBound + 1..<run.upperBound
        }
        while let last = run.last, weights[last] <= .companion,
            words[last].key == "i" || BirthDateFinder.months.contains(words[last].key)
                || (words[last].isNotName && words[last].surname < 7
                    && !Cues.placeHeads.contains(words[last].key)
                    && !Cues.organisationHeads.contains(words[last].key) && words[last].key != "east"
                    && words[last].key != "west" && words[last].key != "north" && words[last].key != "south")
        {
            run = run.lowerBound..<run.upperBound - 1
        }
    }

    /// Whether a word that names nobody by itself may begin a name here: `April Daly`, `Indian Oil Building`.
    private func startsName(_ index: Int) -> Bool {
        let word = words[index]
        if Cues.placeLeads.contains(word.key) { return true }
        if Cues.greetings.contains(word.key) || PersonName.titles.contains(word.key) { return false }
        if word.firstName >= 5, let after = text.after(index), after.isUpper, after.gap == .blank {
            return after.surname > 6 || after.isUnknown
        }
        return !word.isSentenceStart && word.commonness == 0 && !BirthDateFinder.months.contains(word.key)
            && word.length > 4 && word.shape == .capitalised
    }

    /// Words of the language with capitals that together name a place: `City Hall`, `Opera House`.
    private func isPlacePhrase(_ run: Range<Int>) -> Bool {
        guard run.count > 1, run.count < 5, let last = run.last, Cues.placeHeads.contains(words[last].key)
        else {
            return false
        }
        let line = text.lines[words[last].line]
        return !line.isTitle && !line.isHeading && !line.isCapitals
            && run.allSatisfy { words[$0].shape == .capitalised }
            && run.contains { !words[$0].isNotName }
    }

    // MARK: Places with several words

    /// `New York`, `san francisco`: words that a list has as one place.
    private func endOfListedPlace(_ index: Int) -> Int? {
        let word = words[index]
        guard !word.isBlocked, text.read.atoms.indices.contains(word.atoms.lowerBound),
            lists.startsPlace(word.hash)
        else { return nil }
        var hash = KeyHash()
        hash.add(text.read.key(word.atoms))
        // Two letters in small letters begin no place: `la`, `st`.
        guard word.isUpper || word.length > 2 else { return nil }
        var found: Int?
        var end = index + 1
        while end < words.count, end - index < 5, words[end].line == word.line, !words[end].isBlocked,
            words[end].gap.isSubset(of: [.blank, .hyphen, .fullStop, .apostrophe])
        {
            hash.add(UInt8(ascii: " "))
            hash.add(text.read.key(words[end].atoms))
            end += 1
            let place = lists.placePhrase(hash.value)
            if place >= (word.isUpper ? 3 : 9), word.isUpper == words[end - 1].isUpper { found = end }
        }
        guard let found else { return nil }
        // In small letters only what is no phrase of the language.
        let isPhrase = words[index..<found].allSatisfy { $0.commonness > 0 || $0.isNotName }
        return word.isUpper || !isPhrase || Cues.placePrepositions.contains(text.before(index)?.key ?? "")
            ? found : nil
    }

    private var lists: WordLists { text.lists }

    private mutating func takeListedPlace(_ run: Range<Int>) -> Int {
        var run = run
        while run.upperBound < words.count, let next = joined(run.upperBound, from: run.lowerBound),
            next - run.lowerBound < 8, weights[run.upperBound] >= .companion,
            !words[run.upperBound].isSentenceStart
        {
            run = run.lowerBound..<next
        }
        for index in run { weights[index] = .likely }
        suspects.append(NameJudge(text: text, run: run, weights: weights, isPlace: true).suspect)
        return run.upperBound
    }
}
