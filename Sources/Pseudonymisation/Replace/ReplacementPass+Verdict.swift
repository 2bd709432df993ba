/// A match with the atoms it covers.
struct AtomMatch {
    var atoms: Range<Int>
    var match: NameMatch
}

/// Decides whether letters that spell a form are that name.
extension ReplacementPass {
    enum Verdict {
        case no
        case match(AtomMatch)
        case ambiguous(AmbiguousMention)
        case initials(PendingInitials)
    }

    /// How one form stands in the text.
    private enum Standing {
        case no
        case sure(Certainty)
        /// It may be the name, or a word of the language.
        case word
        case initials(isSure: Bool)
    }

    func verdict(on forms: [NameForm], _ atoms: Range<Int>) -> Verdict {
        var standing: [(form: NameForm, standing: Standing)] = []
        for form in forms where form.use != .shield {
            switch self.standing(of: form, atoms) {
            case .no: continue
            case let found: standing.append((form, found))
            }
        }
        guard !standing.isEmpty else { return .no }
        // Where a name could be meant in full or only by its initials, it is meant in full.
        let full = standing.filter { if case .initials = $0.standing { false } else { true } }
        let counted = exactlyWritten(preferred(full.isEmpty ? standing : full), atoms)
        let handles = counted.map { table.entries[$0.form.entry].replacement }.withoutRepeats
        let best = counted[0]
        guard handles.count == 1 else {
            if case .initials = best.standing { return .no }
            return .ambiguous(mention(atoms, handles, best.form, "stands for several in the key table"))
        }
        switch best.standing {
        case .no: return .no
        case .word:
            return .ambiguous(mention(atoms, handles, best.form, "a name in the key table and a word"))
        case .initials(let isSure):
            return .initials(PendingInitials(atoms: atoms, entry: best.form.entry, isSure: isSure))
        case .sure(let certainty):
            return .match(match(atoms, best.form, rule(of: best.form, atoms), certainty))
        }
    }

    /// The forms that count: listed names before those made from others, except that two people who share a
    /// single name stay two.
    private func preferred(
        _ standing: [(form: NameForm, standing: Standing)]
    ) -> [(form: NameForm, standing: Standing)] {
        let isLonePerson = standing[0].form.isLone
        let listed = standing.filter { $0.form.isListed && (!isLonePerson || $0.form.kind != .person) }
        if !listed.isEmpty { return listed }
        // Another spelling of somebody's name gives way to the name itself.
        let written = standing.filter { $0.form.rule != .transliterated }
        let counted = written.isEmpty ? standing : written
        return counted.filter { $0.form.isListed } + counted.filter { !$0.form.isListed }
    }

    /// Of several full names with the same letters, those with the same signs between them: `Berners-Lee`
    /// where somebody else is `Berners Lee`.
    private func exactlyWritten(
        _ standing: [(form: NameForm, standing: Standing)], _ atoms: Range<Int>
    ) -> [(form: NameForm, standing: Standing)] {
        guard standing.count > 1, !standing[0].form.isLone else { return standing }
        let written = punctuation(of: atoms)
        let exact = standing.filter { $0.form.punctuation == written }
        return exact.isEmpty ? standing : exact
    }

    private func punctuation(of atoms: Range<Int>) -> Punctuation {
        var punctuation = Punctuation()
        for index in atoms.dropFirst() where !read.atoms[index].isJoined {
            let letter = read.atoms[index].keyStart - read.atoms[atoms.lowerBound].keyStart
            if letter < 64 { punctuation.add(read.atoms[index].gap, at: UInt64(letter)) }
        }
        return punctuation
    }

    private func mention(
        _ atoms: Range<Int>, _ handles: [String], _ form: NameForm, _ reason: String
    ) -> AmbiguousMention {
        AmbiguousMention(atoms: atoms, handles: handles, kind: form.kind, reason: reason)
    }

    func match(_ atoms: Range<Int>, _ form: NameForm, _ rule: NameRule, _ certainty: Certainty) -> AtomMatch {
        let match = NameMatch(
            range: read.scalarRange(atoms), entry: form.entry, rule: rule, certainty: certainty,
            isPlural: form.use == .plural)
        return AtomMatch(atoms: atoms, match: match)
    }

    private func rule(of form: NameForm, _ atoms: Range<Int>) -> NameRule {
        if !standsApart(atoms) || isJoined(form, atoms) { return .joined }
        if form.rule == .initials, atoms.count == 1 { return .joined }
        return form.rule
    }

    /// Whether the parts of a name stand together with no space between them.
    private func isJoined(_ form: NameForm, _ atoms: Range<Int>) -> Bool {
        guard !form.isLone, form.rule != .initials else { return false }
        let base = read.atoms[atoms.lowerBound].keyStart
        let spaced = atoms.dropFirst().filter { read.atoms[$0].gap.hasSpace }.map {
            read.atoms[$0].keyStart - base
        }
        let spaces = form.breaks & ~form.punctuation.signs
        return spaces != 0 && !spaced.contains { $0 < 64 && spaces & (1 << UInt64($0)) != 0 }
    }

    // MARK: One form

    private func standing(of form: NameForm, _ atoms: Range<Int>) -> Standing {
        guard fits(form, atoms) else { return .no }
        switch form.use {
        case .shield: return .no
        case .initials: return standingOfInitials(form, atoms)
        case .technical:
            let isLogin = read.isTechnical(read.scalarRange(atoms)) && !isWordOrName(atoms)
            return standsApart(atoms) && isLogin ? .sure(.possible) : .no
        case .plural: return standingOfPlural(form, atoms)
        case .anywhere: break
        }
        if form.rule == .initials, !hasInitials(form, atoms) { return .no }
        guard form.isLone else {
            if !standsApart(atoms), form.key.count < 7 { return .no }
            return .sure(form.isListed ? .certain : .likely)
        }
        return standingOfLone(form, atoms)
    }

    private func isWordOrName(_ atoms: Range<Int>) -> Bool {
        let hash = KeyHash.of(read.key(atoms))
        return table.words.isWord(hash) || table.words.lists.firstName(hash) > 0
            || table.words.lists.surname(hash) > 0
    }

    private func standingOfPlural(_ form: NameForm, _ atoms: Range<Int>) -> Standing {
        let first = read.atoms[atoms.lowerBound]
        guard standsApart(atoms), first.startsUpper, !isWordOrName(atoms) else { return .no }
        let singular = KeyHash.of(form.key.dropLast(form.key.suffix(2) == Array("es".utf8) ? 2 : 1))
        return table.words.isCommon(singular) ? .no : .sure(.possible)
    }

    private func standingOfInitials(_ form: NameForm, _ atoms: Range<Int>) -> Standing {
        guard standsApart(atoms), atoms.allSatisfy({ read.atoms[$0].isAllUpper }) else { return .no }
        let range = read.scalarRange(atoms)
        let hasStops = atoms.count > 1 && atoms.dropFirst().allSatisfy { read.atoms[$0].gap == .fullStop }
        if atoms.count > 1, !hasStops { return .no }
        let isAcronym =
            Acronyms.contains(read.key(atoms)) || table.words.lists.isNotName(KeyHash.of(read.key(atoms)))
        if hasStops { return .initials(isSure: !isAcronym) }
        let isLabel = read.isFirstOnLine(atom: atoms.lowerBound) && read.isBeforeColon(range.upperBound)
        if isLabel { return .initials(isSure: !isAcronym) }
        guard !read.isInCapitals(atoms.lowerBound) else { return .no }
        let isInParentheses =
            read.scalar(range.lowerBound - 1) == 0x28 && read.scalar(range.upperBound) == 0x29
        return isAcronym && !isInParentheses ? .no : .initials(isSure: false)
    }

    /// Whether the single letters of a name with initials stand as such.
    private func hasInitials(_ form: NameForm, _ atoms: Range<Int>) -> Bool {
        let base = read.atoms[atoms.lowerBound].keyStart
        let starts = Set(atoms.map { UInt64(read.atoms[$0].keyStart - base) })
        let range = read.scalarRange(atoms)
        guard (0..<64).allSatisfy({ form.breaks & (1 << $0) == 0 || starts.contains($0) }) else {
            return read.isTechnical(range) && !isWordOrName(atoms)
        }
        let initials = atoms.filter { read.atoms[$0].length == 1 && !read.atoms[$0].isDigits }
        return initials.allSatisfy { read.atoms[$0].isAllUpper } || read.isTechnical(range)
    }

    private func standingOfLone(_ form: NameForm, _ atoms: Range<Int>) -> Standing {
        let hash = KeyHash.of(form.key)
        let first = read.atoms[atoms.lowerBound]
        if table.words.isNeverName(hash) { return .no }
        let isCommon = table.words.isCommon(hash)
        guard standsApart(atoms) else {
            return !isCommon && form.key.count > 3 && isCamelPart(atoms) ? .sure(.possible) : .no
        }
        if isCommon { return standingOfWord(atoms) }
        if form.isListed { return .sure(first.startsUpper ? .certain : .likely) }
        if first.startsUpper { return .sure(.likely) }
        // A trade as much as a name: `a smith made it`.
        if table.words.lists.commonness(hash) >= 4 {
            return isAfterTitle(atoms.lowerBound) ? .sure(.likely) : .word
        }
        return form.key.count > 3 || first.keyEnd - first.keyStart < Int32(form.key.count)
            ? .sure(.possible) : .no
    }

    /// A name that is a word of the language too, alone.
    private func standingOfWord(_ atoms: Range<Int>) -> Standing {
        let first = read.atoms[atoms.lowerBound]
        if isAfterTitle(atoms.lowerBound) { return .sure(.likely) }
        guard first.startsUpper else { return .no }
        let end = read.scalarRange(atoms).upperBound
        if read.isInCapitals(atoms.lowerBound) { return .word }
        guard read.isSentenceStart(atoms.lowerBound) else { return .sure(.likely) }
        guard read.isFirstOnLine(atom: atoms.lowerBound) else { return .word }
        return read.isBeforeColon(end) || read.isLastOnLine(end) ? .sure(.possible) : .word
    }

    // MARK: Where words end

    /// Whether the letters of a form stand with gaps only where the name may have them.
    func fits(_ form: NameForm, _ atoms: Range<Int>) -> Bool {
        let base = read.atoms[atoms.lowerBound].keyStart
        var lastBreak: Int32 = 0
        for index in atoms.dropFirst() {
            let atom = read.atoms[index]
            let offset = atom.keyStart - base
            defer { lastBreak = offset }
            if atom.isJoined || atom.gap == [.hyphen, .lineEnd] { continue }
            guard offset > 63 || form.breaks & (1 << UInt64(offset)) != 0 else { return false }
            if atom.gap.contains(.foreign) { return false }
            if atom.gap.contains(.comma), !form.isReversed { return false }
            if atom.gap.contains(.ampersand), form.kind != .organisation { return false }
            if atom.gap.contains(.apostrophe), !atom.gap.hasSpace, offset - lastBreak > 2, offset < 64,
                form.punctuation.apostrophes & (1 << UInt64(offset)) == 0
            {
                return false
            }
            if atom.gap.contains(.fullStop), atom.gap.hasSpace, !isShort(index - 1, form) { return false }
        }
        return true
    }

    /// Whether an atom may have a full stop and a space after it within a name.
    private func isShort(_ index: Int, _ form: NameForm) -> Bool {
        let atom = read.atoms[index]
        return atom.length < 3 || form.kind != .person
            || PersonName.particles.contains(String(decoding: read.letters[atom.key], as: UTF8.self))
    }

    /// Whether atoms are words of their own: no letter is joined to them, and at most four digits after them.
    func standsApart(_ atoms: Range<Int>) -> Bool {
        let first = read.atoms[atoms.lowerBound]
        if first.isJoined { return false }
        guard atoms.upperBound < read.atoms.count else { return true }
        let next = read.atoms[atoms.upperBound]
        guard next.isJoined else { return true }
        guard next.isDigits, next.length <= 4, !read.atoms[atoms.upperBound - 1].isDigits else {
            return false
        }
        return read.endOfWord(atoms.upperBound) == atoms.upperBound + 1
    }

    /// Whether atoms are a part of a joined word that begins with a capital: `SmithInterview`.
    private func isCamelPart(_ atoms: Range<Int>) -> Bool {
        let first = read.atoms[atoms.lowerBound]
        if first.isJoined {
            let before = read.atoms[atoms.lowerBound - 1]
            guard first.startsUpper, !before.isDigits else { return false }
            let key = String(decoding: read.letters[before.key], as: UTF8.self)
            if PersonName.particles.contains(key) || key == "fitz" || before.length == 1 { return false }
        }
        guard atoms.upperBound < read.atoms.count, read.atoms[atoms.upperBound].isJoined else { return true }
        let next = read.atoms[atoms.upperBound]
        return next.startsUpper || (next.isDigits && next.length <= 4)
    }

    func isAfterTitle(_ index: Int) -> Bool {
        guard index > 0, read.atoms[index].gap.isSubset(of: [.blank, .fullStop, .lineEnd]) else {
            return false
        }
        let before = read.atoms[index - 1]
        guard !before.isJoined, before.gap.hasSpace || index == 1 || !before.gap.contains(.apostrophe) else {
            return false
        }
        return PersonName.titles.contains(String(decoding: read.letters[before.key], as: UTF8.self))
    }
}

/// Capital letters that are mostly no initials.
enum Acronyms {
    private static let known: Set<String> = [
        "us", "uk", "eu", "un", "pm", "am", "ie", "eg", "ps", "pp", "ca", "la", "ny", "dc", "tv", "pc", "pr",
        "hr",
        "it", "id", "ok", "gp", "cv", "qa", "ceo", "cfo", "mp", "ai", "ad", "bc", "vs", "nb", "re", "cc",
        "ip",
        "os", "hq", "rn", "md", "ba", "ma", "bsc", "msc", "phd", "nhs", "pcn", "icb", "ics", "ccg", "gdp",
        "dr",
        "mr", "ms", "st", "co", "ltd", "plc", "asap", "faq", "aka", "tbc", "tbd", "fyi", "etc", "no", "na",
        "sp",
        "wi", "wa", "ward", "mh", "lgbt", "bame", "covid", "sms", "url", "usb", "pdf", "csv", "vcse", "cvs",
        "dwp",
        "pip", "esa", "uc", "cmht", "camhs", "ot", "pt", "hca", "hcp", "send", "la", "lpc", "pcse", "jd",
        "dj",
    ]

    static func contains(_ key: some Sequence<UInt8>) -> Bool {
        known.contains(String(decoding: Array(key), as: UTF8.self))
    }
}
