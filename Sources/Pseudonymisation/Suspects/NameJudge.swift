/// Decides what a run of words names and how sure that is.
struct NameJudge {
    let text: SuspectText
    let run: Range<Int>
    let weights: [NameFinder.Weight]
    var isPlace = false

    private var first: SuspectWord { text.words[run.lowerBound] }
    private var last: SuspectWord { text.words[run.upperBound - 1] }
    private var before: SuspectWord? { text.before(run.lowerBound) }
    private var after: SuspectWord? { text.after(run.upperBound - 1) }

    var suspect: Suspect {
        var reasons: [String] = []
        let kind = kind(&reasons)
        return Suspect(range: range, kind: kind, certainty: certainty, reasons: reasons)
    }

    /// With the title before it, and with the `'s` of a business: `at Kenneally's`.
    private var range: Range<Int> {
        var start = first.range.lowerBound
        var index = run.lowerBound
        while index > 0, text.words[index - 1].line == first.line,
            text.words[index].gap.isSubset(of: [.blank, .fullStop]),
            isTitle(text.words[index - 1])
        {
            index -= 1
            start = text.words[index].range.lowerBound
        }
        return start..<(endOfBusiness ?? last.range.upperBound)
    }

    private func isTitle(_ word: SuspectWord) -> Bool {
        PersonName.titles.contains(word.key)
            || (Cues.ranks.contains(word.key) && word.isUpper && word.length < 6)
    }

    private var endOfBusiness: Int? {
        guard last.isPossessive, let before, ["at", "to", "in", "from", "near"].contains(before.key) else {
            return nil
        }
        let next = run.upperBound
        if next < text.words.count, text.words[next].line == last.line, text.words[next].shape == .lower,
            text.words[next].gap.isSubset(of: [.blank]), text.words[next].length > 4
        {
            return nil
        }
        let index = text.read.firstAtom(endingAfter: last.range.upperBound)
        guard index < text.read.atoms.count else { return nil }
        return Int(text.read.atoms[index].end)
    }

    private var certainty: Certainty {
        let hasLikely = run.contains { weights[$0] == .likely }
        guard hasLikely else { return .possible }
        let isListed = run.contains { text.words[$0].name >= 7 && text.words[$0].commonness < 4 }
        return isListed || run.count > 1 || before.map { PersonName.titles.contains($0.key) } ?? false
            ? .likely : .possible
    }

    private func kind(_ reasons: inout [String]) -> Suspect.Kind {
        var person = 0
        var place = 0
        var organisation = 0
        weighLists(&person, &place, &reasons)
        weighWords(&person, &place, &organisation, &reasons)
        weighNeighbours(&person, &place, &reasons)
        if reasons.isEmpty { reasons.append("capital that no word list explains") }
        if organisation > max(person, place) { return .organisation }
        if place > person { return .place }
        return person > 0 ? .person : .name
    }

    private func weighLists(_ person: inout Int, _ place: inout Int, _ reasons: inout [String]) {
        let listedPlace = run.count == 1 ? text.lists.place(first.hash) : 0
        if isPlace {
            place += 12
            reasons.append("list of places")
        } else if run.count == 1, first.shape == .capitals, first.length < 4,
            Cues.shortPlaces.contains(first.key) || Cues.states.contains(first.key)
        {
            place += 9
            reasons.append("short for a place")
        } else if run.count == 1, listedPlace >= 3 {
            place += listedPlace
            reasons.append("list of places")
        }
        if first.firstName > 2 {
            person += first.firstName
            reasons.append("list of first names")
        }
        if last.surname > 2 {
            person += run.count > 1 ? 5 : last.surname / 2
            reasons.append("list of surnames")
        }
        if run.count == 1 { person += first.person > 0 ? 1 : 0 }
        // Two or three words that nothing explains are mostly somebody's names.
        let isUnknown = run.allSatisfy {
            text.words[$0].commonness == 0 && text.words[$0].shape == .capitalised
        }
        if (2...3).contains(run.count), isUnknown { person += 3 }
        if run.count > 1, first.shape == .letter || text.words[run.lowerBound + 1].shape == .letter {
            person += 4
        }
    }

    private func weighWords(
        _ person: inout Int, _ place: inout Int, _ organisation: inout Int, _ reasons: inout [String]
    ) {
        guard run.count > 1 else { return }
        if endOfBusiness != nil, first.firstName < 7 { place += 9 }
        if Cues.placeHeads.contains(last.key) || Cues.placeLeads.contains(first.key) {
            place += 9
            reasons.append("word for a place in it")
        }
        if run.contains(where: { Cues.organisationHeads.contains(text.words[$0].key) }) {
            organisation += 10
            reasons.append("word for an organisation in it")
        }
    }

    private func weighNeighbours(_ person: inout Int, _ place: inout Int, _ reasons: inout [String]) {
        if let before, first.gap.isSubset(of: [.blank, .fullStop, .comma]) {
            if PersonName.titles.contains(before.key) || (Cues.ranks.contains(before.key) && before.isUpper) {
                person += 20
                reasons.append("after a title")
            } else if Cues.greetings.contains(before.key) {
                person += 10
                reasons.append("after a greeting")
            } else if Cues.kin.contains(before.key)
                || ["said", "says", "asked", "told", "with", "by"].contains(before.key)
            {
                person += 4
                reasons.append("after a word that people follow")
            } else if ["in", "at", "near"].contains(before.key) {
                place += 7
                reasons.append("after a word that places follow")
            } else if Cues.placePrepositions.contains(before.key) {
                place += 2
                reasons.append("after a word that places often follow")
            }
        }
        guard let after, after.gap.isSubset(of: [.blank]), Cues.speech.contains(after.key) else { return }
        person += 3
        reasons.append("before a word for what people do")
    }
}
