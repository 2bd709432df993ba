/// Finds street addresses: a street with its number, flats, post office boxes, and what follows them on the
/// next lines: town, code, country.
struct AddressFinder {
    let text: SuspectText
    private(set) var suspects: [Suspect] = []

    private var words: [SuspectWord] { text.words }

    init(text: SuspectText) {
        self.text = text
        var index = 0
        while index < text.words.count {
            guard let end = endOfAnchor(index) else {
                index += 1
                continue
            }
            let block = grown(index..<end)
            suspects.append(suspect(block))
            index = block.upperBound
        }
    }

    private func suspect(_ block: Range<Int>) -> Suspect {
        let range = words[block.lowerBound].range.lowerBound..<words[block.upperBound - 1].range.upperBound
        let isSure = block.count > 2 || block.contains { AddressWords.isStreet(words[$0]) }
        return Suspect(
            range: range, kind: .streetAddress, certainty: isSure ? .likely : .possible,
            reasons: ["like a street address"])
    }

    // MARK: What an address is recognised by

    private func endOfAnchor(_ index: Int) -> Int? {
        let word = words[index]
        guard !word.isBlocked else { return nil }
        return endOfCorner(index) ?? endOfBox(index) ?? endOfUnit(index) ?? endOfLeadingStreet(index)
            ?? endOfNumberedStreet(index) ?? endOfForeignStreet(index) ?? endOfStreetName(index)
    }

    private func follows(_ index: Int) -> Bool {
        guard index > 0, index < words.count, !words[index].isBlocked else { return false }
        let gap = words[index].gap
        return words[index].line == words[index - 1].line
            && gap.isSubset(of: [.blank, .hyphen, .fullStop, .apostrophe])
    }

    /// A capitalised word that may be part of the name of a street.
    private func isStreetPart(_ index: Int) -> Bool {
        let word = words[index]
        return word.shape == .capitalised || word.shape == .capitals || word.shape == .letter
            || AddressWords.particles.contains(word.key)
    }

    /// `the corner of High Street and Mill Lane`.
    private func endOfCorner(_ index: Int) -> Int? {
        guard words[index].key == "corner", index + 2 < words.count, words[index + 1].key == "of" else {
            return nil
        }
        var end = index + 2
        var parts = 0
        while end < words.count, end - index < 12, follows(end) {
            let isPart = words[end].isUpper || words[end].shape == .number
            if isPart { parts += 1 }
            guard
                isPart || words[end].key == "and" || AddressWords.particles.contains(words[end].key)
                    || AddressWords.isStreet(words[end])
            else { break }
            end += 1
        }
        while end > index, !words[end - 1].isUpper, words[end - 1].shape != .number { end -= 1 }
        return parts > 1 ? end : nil
    }

    /// `P.O. Box 12`, `PSC 12, Box 34`, `APO AA 12345`.
    private func endOfBox(_ index: Int) -> Int? {
        let key = words[index].key
        if ["apo", "fpo", "dpo"].contains(key), index + 2 < words.count,
            ["aa", "ae", "ap"].contains(words[index + 1].key), words[index + 2].shape == .number
        {
            return index + 3
        }
        if ["psc", "cmr", "unit"].contains(key), index + 3 < words.count, words[index + 1].shape == .number,
            words[index + 2].key == "box", words[index + 3].shape == .number
        {
            return index + 4
        }
        if key == "usns" || key == "uss", follows(index + 1), words[index + 1].isUpper,
            words[index].shape == .capitals
        {
            return index + 2
        }
        let box: Int? =
            key == "po" || key == "pobox"
            ? index + 1
            : key == "p" && index + 1 < words.count && words[index + 1].key == "o"
                ? index + 2
                : AddressWords.boxes.contains(key) && words[index].isUpper ? index : nil
        guard let box, box + 1 < words.count, AddressWords.boxes.contains(words[box].key),
            words[box + 1].shape == .number
        else { return nil }
        return box + 2
    }

    /// `Apt. 12`, `Suite 3B`, `Flat 2`.
    private func endOfUnit(_ index: Int) -> Int? {
        guard AddressWords.units.contains(words[index].key), index + 1 < words.count,
            words[index + 1].line == words[index].line,
            words[index + 1].range.lowerBound - words[index].range.upperBound < 4
        else { return nil }
        let next = words[index + 1]
        guard next.shape == .number && next.length < 6 || (next.shape == .mixed && next.length < 5) else {
            return nil
        }
        let isPlainWord = ["unit", "room", "floor", "ward", "block"].contains(words[index].key)
        return isPlainWord && !words[index].isUpper ? nil : index + 2
    }

    /// `Rue de la Paix 12`, `Via Roma`, `ul. Długa 5`: the word for street first.
    private func endOfLeadingStreet(_ index: Int) -> Int? {
        guard AddressWords.leading.contains(words[index].key),
            words[index].isUpper || words[index].key == "ul"
        else {
            return nil
        }
        var end = index + 1
        var names = 0
        while end < words.count, end - index < 7, follows(end), isStreetPart(end) {
            if words[end].isUpper { names += 1 }
            end += 1
        }
        guard names > 0 else { return nil }
        if end < words.count, follows(end), isHouseNumber(end) { return end + 1 }
        let isEnglish = ["place", "via", "plaza", "praca"].contains(words[index].key)
        return isEnglish ? nil : end
    }

    /// `12 High Street`, `12a Mill Lane`.
    private func endOfNumberedStreet(_ index: Int) -> Int? {
        guard isHouseNumber(index) else { return nil }
        var end = index + 1
        while end < words.count, end - index < 7, follows(end),
            words[end].isUpper || words[end].shape == .number
                || AddressWords.particles.contains(words[end].key)
        {
            if AddressWords.isStreet(words[end]), words[end].isUpper, end > index + 1 || words[end].length > 7
            {
                return endAfterDirection(end + 1)
            }
            end += 1
        }
        return nil
    }

    /// `Kirchstr. 12`, `Magrethevej 298`, `Mlýnská 1540`: a name no English list has, then a house number.
    private func endOfForeignStreet(_ index: Int) -> Int? {
        // Five capitals and fewer are more often an abbreviation: `ISBN 978`.
        let least = words[index].shape == .capitals ? 6 : 4
        guard words[index].isUpper, words[index].length >= least else { return nil }
        var end = index + 1
        while end < words.count, end - index < 4, follows(end),
            words[end].isUpper || ["u", "utca", "de", "ut", "katu"].contains(words[end].key)
        {
            end += 1
        }
        guard end < words.count, follows(end), isHouseNumber(end),
            !BirthDateFinder.months.contains(words[end - 1].key)
        else { return nil }
        let name = words[index..<end]
        if name.contains(where: { AddressWords.isForeignStreet($0) }) { return end + 1 }
        let isYear = words[end].length == 4 && ["19", "20"].contains(words[end].key.prefix(2))
        guard !isYear, name.allSatisfy({ $0.commonness == 0 && !$0.isNotName }), words[end].shape == .number
        else {
            return nil
        }
        // A number before it as well, or letters that English does not have.
        let hasNumberBefore = index > 0 && words[index - 1].shape == .number && follows(index)
        let isForeign = name.contains { word in text.read.scalars[word.range].contains { $0 > 0x7F } }
        return hasNumberBefore || isForeign
            || (name.count < 3 && (2...3).contains(words[end].length) && words[end].gap == .blank)
            ? end + 1 : nil
    }

    /// `Mill Lane`, without a number: only words that are hardly anything but a street.
    private func endOfStreetName(_ index: Int) -> Int? {
        guard words[index].shape == .capitalised, !words[index].isSentenceStart || words[index].commonness < 5
        else {
            return nil
        }
        var end = index + 1
        while end < words.count, end - index < 4, follows(end), words[end].shape == .capitalised {
            if AddressWords.surelyStreet.contains(words[end].key) { return end + 1 }
            end += 1
        }
        return nil
    }

    private func endAfterDirection(_ end: Int) -> Int {
        guard end < words.count, follows(end),
            ["north", "south", "east", "west", "n", "s", "e", "w"].contains(words[end].key),
            words[end].isUpper
        else { return end }
        return end + 1
    }

    private func isHouseNumber(_ index: Int) -> Bool {
        let word = words[index]
        guard !word.isBlocked else { return false }
        return word.shape == .number && word.length < 6
            || (word.shape == .mixed && word.length < 6 && word.key.first?.isNumber == true
                && word.key.last?.isLetter == true)
    }

    // MARK: What belongs to an address

    /// With numbers before it, and flats, towns, codes and countries after it.
    private func grown(_ anchor: Range<Int>) -> Range<Int> {
        var start = anchor.lowerBound
        while start > 0, isHouseNumber(start - 1), follows(start), anchor.lowerBound - start < 2 {
            start -= 1
        }
        if start > 0, words[start].key == "corner", words[start - 1].key == "the" { start -= 1 }
        var end = anchor.upperBound
        var lines = 0
        while end < words.count, end - anchor.upperBound < 24, belongs(end, from: anchor) {
            if words[end].line != words[end - 1].line { lines += 1 }
            guard lines < 5 else { break }
            end = endOfUnit(end) ?? endOfNumberedStreet(end) ?? end + 1
        }
        while end > anchor.upperBound, AddressWords.particles.contains(words[end - 1].key) { end -= 1 }
        return start..<end
    }

    /// Whether a word after an address goes on with it.
    private func belongs(_ index: Int, from anchor: Range<Int>) -> Bool {
        let word = words[index]
        guard !word.isBlocked, !text.read.isBeforeColon(word.range.upperBound), !isSentenceEnd(before: index)
        else {
            return false
        }
        let isNewLine = word.line != words[index - 1].line
        if isNewLine, blankLinesBefore(index) > 1 { return false }
        if endOfUnit(index) != nil || endOfNumberedStreet(index) != nil { return true }
        if word.shape == .number { return endsAsCode(index) }
        if AddressWords.particles.contains(word.key), word.shape == .lower {
            return !isNewLine && index + 1 < words.count
        }
        guard word.isUpper else { return word.key == "nan" }
        if isNewLine || word.gap.contains(.comma) {
            return word.commonness < 4 || word.name > 4 || word.place > 0 || isPlaceLine(index)
        }
        return word.commonness == 0 || word.place > 0
            || word.gap.isSubset(of: [.blank, .hyphen]) && word.commonness < 7
    }

    /// Whether a line begins with a word that towns begin with and has more words with capitals.
    private func isPlaceLine(_ index: Int) -> Bool {
        guard Cues.placeLeads.contains(words[index].key) else { return false }
        return index + 1 < words.count && words[index + 1].isUpper
            && words[index + 1].line == words[index].line
    }

    /// A postal code, not the number of something else on the same line.
    private func endsAsCode(_ index: Int) -> Bool {
        guard (3...6).contains(words[index].length) else { return false }
        return index + 1 == words.count || words[index + 1].line != words[index].line
            || !words[index + 1].gap.isSubset(of: [.blank]) || words[index + 1].shape != .number
    }

    private func isSentenceEnd(before index: Int) -> Bool {
        let between = words[index - 1].range.upperBound..<words[index].range.lowerBound
        let signs = text.read.scalars[between]
        if signs.contains(where: { [0x21, 0x3F, 0x3B, 0x3A, 0x22].contains($0) })
            && !signs.contains(Scalars.newline)
        {
            return true
        }
        guard signs.contains(Scalars.fullStop), words[index].line == words[index - 1].line else {
            return false
        }
        return !AddressWords.isStreet(words[index - 1]) && !AddressWords.units.contains(words[index - 1].key)
            && words[index - 1].length > 2
    }

    private func blankLinesBefore(_ index: Int) -> Int {
        let between = words[index - 1].range.upperBound..<words[index].range.lowerBound
        return text.read.scalars[between].filter { Scalars.isLineEnd($0) }.count - 1
    }
}

/// Words of addresses.
enum AddressWords {
    static let particles: Set<String> = [
        "de", "la", "le", "les", "du", "des", "del", "della", "dei", "di", "da", "do", "dos", "das", "van",
        "der",
        "den", "von", "delle", "dello", "degli", "dell", "zur", "zum", "am", "an", "im", "of", "the", "el",
        "los", "las", "nad", "u", "na",
    ]
    static let boxes: Set<String> = [
        "box", "postbox", "postfach", "postboks", "apartado", "postbus", "casella",
    ]
    static let units: Set<String> = [
        "apt", "apartment", "suite", "ste", "flat", "unit", "room", "floor", "lot", "bldg", "block",
    ]
    private static let streets: Set<String> = [
        "street", "st", "road", "rd", "lane", "ln", "avenue", "ave", "av", "drive", "dr", "close", "crescent",
        "cres",
        "court", "ct", "square", "sq", "place", "pl", "terrace", "gardens", "gdns", "grove", "way", "walk",
        "mews",
        "row", "hill", "park", "parade", "boulevard", "blvd", "highway", "hwy", "parkway", "pkwy", "circle",
        "cir",
        "trail", "green", "rise", "view", "wharf", "quay", "yard", "drove", "bypass", "plaza", "turnpike",
        "cottages",
        "house", "mount", "vale", "end", "fields", "meadow", "meadows", "alley", "arcade", "broadway",
        "esplanade",
        "strand", "gate", "bank", "brow", "croft", "dale", "fold", "garth", "heights", "ridge", "wynd",
        "villas",
        // The rest as the postal service of the US lists them.
        "annex", "bayou", "beach", "bend", "bluff", "bottom", "branch", "bridge", "brook", "burg", "camp",
        "canyon",
        "cape", "causeway", "center", "cliff", "club", "common", "corner", "course", "cove", "creek",
        "crossing",
        "curve", "dam", "divide", "expressway", "extension", "falls", "ferry", "field", "flat", "flats",
        "ford",
        "forest", "forge", "fork", "fort", "freeway", "garden", "gateway", "glen", "greens", "harbor",
        "haven",
        "hollow", "inlet", "island", "isle", "junction", "key", "knoll", "lake", "land", "landing", "loaf",
        "lock",
        "lodge", "loop", "mall", "manor", "mill", "mission", "mountain", "neck", "orchard", "oval",
        "overpass",
        "pass", "passage", "path", "pike", "pine", "plain", "point", "port", "prairie", "radial", "ramp",
        "ranch",
        "rapid", "rest", "river", "route", "run", "shoal", "shore", "skyway", "spring", "spur", "stravenue",
        "stream", "summit", "throughway", "trace", "track", "tunnel", "union", "valley", "viaduct", "village",
        "ville", "vista", "well",
    ]
    /// Words that after a name are hardly anything but a street.
    static let surelyStreet: Set<String> = [
        "street", "lane", "avenue", "crescent", "mews", "road", "boulevard", "close", "terrace", "blvd", "rd",
        "ave",
        "drive", "parkway", "cul",
    ]
    static let leading: Set<String> = [
        "rue", "via", "viale", "calle", "avenida", "avda", "avenue", "rua", "ulica", "ul", "boulevard",
        "praca",
        "piazza", "chemin", "plac", "aleja", "strada", "corso", "carrer", "paseo", "plaza", "camino",
        "ruelle",
        "quai", "route", "allee", "impasse", "largo", "travessa", "estrada", "rambla", "place", "platz",
        "πλατεια",
        "οδος", "boul", "cours", "vicolo", "ronda", "os", "aleje", "namesti", "trg", "cesta",
    ]
    private static let foreignEndings = [
        "strasse", "str", "gasse", "weg", "platz", "allee", "ring", "damm", "ufer", "gatan", "gata", "vagen",
        "vej",
        "gade", "straat", "laan", "plein", "gracht", "kade", "tie", "katu", "kuja", "utca", "veien", "vegen",
        "veg",
        "ova", "ska", "krogen", "alle", "stien", "plads", "straede", "tanav", "iela", "gatve", "dijk", "hof",
    ]

    static func isStreet(_ word: SuspectWord) -> Bool {
        streets.contains(word.key) || leading.contains(word.key) || isForeignStreet(word)
    }

    /// Whether a word ends as streets do in other languages of Europe, and is longer than the ending.
    static func isForeignStreet(_ word: SuspectWord) -> Bool {
        let key = word.key
        return word.commonness == 0
            && foreignEndings.contains { key.hasSuffix($0) && (key.utf8.count > $0.utf8.count + 2) }
    }
}
