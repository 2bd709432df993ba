/// How much a word is a name by itself and by what stands beside it.
extension NameFinder {
    func weight(of index: Int) -> Weight {
        let word = words[index]
        guard !word.isBlocked, !isMonth(index) else { return .none }
        switch word.shape {
        case .number, .mixed: return .none
        case .letter: return .companion
        case .lower: return weightOfLower(index)
        case .capitals: return weightOfCapitals(index)
        case .capitalised: return weightOfCapitalised(index)
        }
    }

    /// `3 May`, `Jan 2020`.
    private func isMonth(_ index: Int) -> Bool {
        guard BirthDateFinder.months.contains(words[index].key) else { return false }
        if let before = text.before(index), before.shape == .number || before.key.first?.isNumber == true {
            return true
        }
        return text.after(index)?.shape == .number
    }

    private func weightOfCapitalised(_ index: Int) -> Weight {
        let word = words[index]
        let line = text.lines[word.line]
        if word.isNotName { return .companion }
        if isAfterTitle(index) { return .likely }
        if isAfterGreeting(index) { return word.commonness < 5 || word.name > 4 ? .likely : .companion }
        if line.isTitle || line.isHeading { return weightInTitle(index) }
        if !word.isSentenceStart {
            if word.commonness == 0 { return word.length > 1 ? .likely : .companion }
            if word.name >= 6 { return .likely }
            if word.name >= 3 || word.commonness < 3 { return isCued(index) ? .likely : .possible }
            let isHead = Cues.placeHeads.contains(word.key) || Cues.organisationHeads.contains(word.key)
            let isRare = word.name > 0 && word.commonness < 7
            let isFirstName = word.firstName > 0 && isCued(index)
            return isRare && (!isHead || isCued(index)) || isFirstName ? .possible : .companion
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
        return word.person > 1 && word.commonness < 7 && isSubject(index) ? .possible : .companion
    }

    /// Whether a word without an article begins a sentence and a verb, `and` with a name or a colon follows.
    private func isSubject(_ index: Int) -> Bool {
        if text.startsLine(index), text.read.isBeforeColon(words[index].range.upperBound) {
            return words[index].firstName > 0
        }
        guard let after = text.after(index), after.gap == .blank else { return false }
        if after.key == "and" {
            guard index + 2 < words.count, words[index + 2].line == words[index].line else { return false }
            return words[index + 2].isUpper && words[index + 2].person > 4
        }
        return Cues.verbs.contains(after.key)
            || (after.shape == .lower && after.length > 4 && after.key.hasSuffix("ed"))
    }

    private func weightInTitle(_ index: Int) -> Weight {
        let word = words[index]
        if word.commonness == 0, word.name >= 7 { return .likely }
        if word.commonness < 4, word.name >= 8 { return .possible }
        return word.commonness == 0 && word.length > 3 ? .possible : .companion
    }

    private func weightOfCapitals(_ index: Int) -> Weight {
        let word = words[index]
        let before = text.before(index)?.key ?? ""
        if word.length < 4, isShortPlace(index, after: before) { return .possible }
        guard !word.isNotName else { return .companion }
        if isAfterTitle(index) { return .likely }
        let isShouted = text.lines[word.line].isCapitals
        if word.length < 5 {
            // Four capitals are more often letters for an organisation than a shouted name.
            let isNamed = word.commonness == 0 && max(word.firstName, word.place) == 9
            return isNamed && !isShouted && (isCued(index) || word.length == 4) ? .possible : .companion
        }
        if word.commonness == 0, word.name >= 7 { return isShouted ? .possible : .likely }
        if isShouted { return .companion }
        if word.commonness == 0 { return .possible }
        return word.commonness < 6 && word.name > 0 && Cues.placePrepositions.contains(before)
            ? .possible : .companion
    }

    private func weightOfLower(_ index: Int) -> Weight {
        let word = words[index]
        guard word.commonness < 2, !word.isNotName, word.length > 2 else { return .none }
        if isAfterTitle(index), word.commonness == 0 { return .likely }
        if isAfterGreeting(index), word.name >= 5 { return .likely }
        guard word.commonness == 0, !SmallWords.isContraction(word.key) else { return .none }
        let isCued = isCued(index)
        if word.firstName == 9 { return isCued ? .likely : .possible }
        if word.place == 9 { return isCued && word.length > 3 ? .likely : .possible }
        if isIntroduced(index) { return .possible }
        guard let before = text.before(index), word.gap == .blank else { return .none }
        // A surname after a first name, both in small letters.
        if word.surname > 6, before.firstName > 6, before.commonness < 4 { return .likely }
        return word.surname == 9 && before.shape == .letter ? .possible : .none
    }

    /// `US`, `NYC`, and `KS` in `Lawrence, KS`.
    private func isShortPlace(_ index: Int, after before: String) -> Bool {
        let word = words[index]
        guard !text.lines[word.line].isCapitals else { return false }
        if ["us", "usa", "uk", "uae"].contains(word.key) { return true }
        if Cues.shortPlaces.contains(word.key),
            ["in", "to", "from", "at", "near", "the", "around"].contains(before)
        {
            return true
        }
        guard index > 0, Cues.states.contains(word.key), word.gap.contains(.comma),
            words[index - 1].line == word.line
        else { return false }
        return words[index - 1].shape == .capitalised
    }

    /// `call me jan`, `my name is jan`.
    private func isIntroduced(_ index: Int) -> Bool {
        guard index > 1, words[index].gap == .blank, words[index - 1].line == words[index].line else {
            return false
        }
        switch (words[index - 2].key, words[index - 1].key) {
        case ("call", "me"), ("calls", "me"), ("called", "me"), ("name", "is"), ("named", _), ("name", "s"):
            return true
        default: return false
        }
    }

    // MARK: What stands beside a word

    func isAfterTitle(_ index: Int) -> Bool {
        guard let before = text.before(index), before.key != "master",
            before.key != "doctor" || before.isUpper,
            PersonName.titles.contains(before.key), words[index].gap.isSubset(of: [.blank, .fullStop])
        else { return false }
        if before.key == "sir" || before.key == "miss" { return before.isUpper && words[index].isUpper }
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
        if let before = text.before(index), words[index].gap.isSubset(of: [.blank, .comma, .fullStop]) {
            if Cues.ranks.contains(before.key), before.isUpper { return true }
            guard !words[index].gap.contains(.fullStop) else { return false }
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
