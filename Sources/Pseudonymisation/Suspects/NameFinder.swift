/// Finds names of people, places and organisations.
///
/// Each word with a capital is weighed by itself first; then neighbours that belong together are joined, and what
/// stands beside them tells what they name. Words in small letters count when a list has them as names and no
/// list as words.
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

    // MARK: One word

    private func weight(of index: Int) -> Weight {
        let word = words[index]
        guard !word.isBlocked else { return .none }
        switch word.shape {
        case .number, .mixed: return .none
        case .letter: return .companion
        case .lower: return weightOfLower(index)
        case .capitals: return weightOfCapitals(index)
        case .capitalised: return weightOfCapitalised(index)
        }
    }

    private func weightOfCapitalised(_ index: Int) -> Weight {
        let word = words[index]
        let line = text.lines[word.line]
        if word.isNotName { return word.name >= 5 && isCued(index) ? .possible : .companion }
        if isAfterTitle(index) { return .likely }
        if isAfterGreeting(index) { return word.commonness < 5 || word.name > 4 ? .likely : .companion }
        if line.isTitle || line.isHeading { return weightInTitle(index) }
        if !word.isSentenceStart {
            if word.commonness == 0 { return word.length > 1 ? .likely : .companion }
            if word.name >= 6 { return .likely }
            if word.name >= 3 || word.commonness < 3 { return isCued(index) ? .likely : .possible }
            return word.name > 0 && isCued(index) ? .possible : .companion
        }
        return weightAtStart(index)
    }

    /// A word whose capital comes from the start of a sentence, a line or a list item.
    private func weightAtStart(_ index: Int) -> Weight {
        let word = words[index]
        if word.commonness == 0 {
            if word.name >= 7 { return .likely }
            return word.length > 2 && !SmallWords.isContraction(word.key) ? .possible : .companion
        }
        if word.name >= 7, word.commonness < 4 { return .likely }
        if word.name >= 5, isFollowedLikeName(index) { return .possible }
        return .companion
    }

    private func weightInTitle(_ index: Int) -> Weight {
        let word = words[index]
        if word.commonness == 0, word.name >= 7 { return .likely }
        if word.commonness < 4, word.name >= 8 { return .possible }
        return .companion
    }

    private func weightOfCapitals(_ index: Int) -> Weight {
        let word = words[index]
        guard !word.isNotName else { return .companion }
        if isAfterTitle(index) { return .likely }
        let isShouted = text.lines[word.line].isCapitals
        if word.commonness == 0, word.name >= 7 {
            return word.length > 3 || !isShouted ? .likely : .companion
        }
        if isShouted || word.commonness > 2 { return .companion }
        return word.commonness == 0 && word.length > 2 ? (word.length > 4 ? .likely : .possible) : .companion
    }

    private func weightOfLower(_ index: Int) -> Weight {
        let word = words[index]
        guard word.commonness < 2, !word.isNotName, word.length > 2 else { return .none }
        if isAfterTitle(index), word.commonness == 0 { return .likely }
        if isAfterGreeting(index), word.name >= 5 { return .likely }
        guard word.commonness == 0, !SmallWords.isContraction(word.key) else { return .none }
        if word.firstName == 9 || word.place == 9 {
            return word.length > 3 || isCued(index) ? .likely : .possible
        }
        guard let before = text.before(index), word.gap == .blank else { return .none }
        // A surname after a first name, both in small letters.
        if word.surname > 6, before.firstName > 6, before.commonness < 4 { return .likely }
        return word.surname == 9 && before.shape == .letter ? .possible : .none
    }

    // MARK: What stands beside a word

    func isAfterTitle(_ index: Int) -> Bool {
        guard let before = text.before(index), before.key != "master",
            before.key != "doctor" || before.isUpper,
            PersonName.titles.contains(before.key), words[index].gap.isSubset(of: [.blank, .fullStop])
        else { return false }
        return before.isUpper || ["mr", "mrs", "ms", "dr", "prof"].contains(before.key)
    }

    func isAfterGreeting(_ index: Int) -> Bool {
        guard let before = text.before(index), Cues.greetings.contains(before.key),
            words[index].gap.isSubset(of: [.blank, .comma])
        else { return false }
        return text.startsLine(index - 1) || before.isUpper
    }

    /// Whether a word for speaking, kin or a place stands before it, or one for what people do after it.
    func isCued(_ index: Int) -> Bool {
        if isAfterGreeting(index) || isAfterTitle(index) { return true }
        if let before = text.before(index), words[index].gap.isSubset(of: [.blank, .comma]) {
            if Cues.speech.contains(before.key) || Cues.kin.contains(before.key) { return true }
            if Cues.placePrepositions.contains(before.key) || Cues.introductions.contains(before.key) {
                return true
            }
            if ["with", "by", "for", "and", "of", "about"].contains(before.key), words[index].isUpper {
                return true
            }
        }
        if words[index].isPossessive, words[index].isUpper { return true }
        guard let after = text.after(index), after.gap.isSubset(of: [.blank]) else { return false }
        return Cues.speech.contains(after.key)
    }

    /// Whether what follows makes a word at the start of a sentence a name: a verb, a comma, `'s`, a surname.
    func isFollowedLikeName(_ index: Int) -> Bool {
        if words[index].isPossessive { return true }
        let end = words[index].range.upperBound
        if text.read.scalar(end) == Scalars.comma || text.read.isBeforeColon(end) { return true }
        if text.startsLine(index), text.endsLine(index) { return true }
        guard let after = text.after(index), after.gap == .blank else { return false }
        return Cues.verbs.contains(after.key) || (after.isUpper && after.person > 4)
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
        if word.shape == .letter { return word.key != "i" && word.key != "a" }
        if word.firstName > 0 || (word.surname > 2 && word.commonness < 6) { return !word.isNotName }
        return Cues.placeLeads.contains(word.key)
    }

    /// The end of a run that goes on with the word at `index`, or `nil` where it does not.
    private func joined(_ index: Int, from start: Int) -> Int? {
        let word = words[index]
        guard word.line == words[index - 1].line, !word.isBlocked, isJoiningGap(index) else { return nil }
        if word.isUpper, weights[index] != .none { return index + 1 }
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
        guard !words[index - 1].isPossessive else { return false }
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
            words[first].isNotName && !Cues.placeLeads.contains(words[first].key)
                || (words[first].isSentenceStart && !mayBegin(first))
                || PersonName.titles.contains(words[first].key) || Cues.greetings.contains(words[first].key)
        {
            run = run.lowerBound + 1..<run.upperBound
        }
        while let last = run.last, weights[last] <= .companion,
            words[last].key == "i"
                || (words[last].isNotName && !Cues.placeHeads.contains(words[last].key)
                    && !Cues.organisationHeads.contains(words[last].key))
        {
            run = run.lowerBound..<run.upperBound - 1
        }
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
        var found: Int?
        var end = index + 1
        while end < words.count, end - index < 5, words[end].line == word.line, !words[end].isBlocked,
            words[end].gap.isSubset(of: [.blank, .hyphen, .fullStop, .apostrophe])
        {
            hash.add(text.read.key(words[end].atoms))
            end += 1
            let place = lists.place(hash.value)
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

/// Small words that lists of words leave out.
enum SmallWords {
    private static let contractions: Set<String> = [
        "dont", "didnt", "doesnt", "cant", "couldnt", "wont", "wouldnt", "shouldnt", "isnt", "arent", "wasnt",
        "werent", "havent", "hasnt", "hadnt", "thats", "whats", "theres", "heres", "youre", "youve", "theyre",
        "theyve", "weve", "hes", "shes", "lets", "whos", "aint", "gonna", "wanna", "gotta", "kinda", "sorta",
        "yall",
        "alot", "teh", "btw", "imo", "imho", "etc",
    ]

    static func isContraction(_ key: String) -> Bool { contractions.contains(key) }
}
