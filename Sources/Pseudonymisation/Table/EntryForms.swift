/// Makes every form in which an entry's names are looked for.
struct EntryForms {
    private let entry: KeyTable.Entry
    private let index: Int
    private(set) var forms: [NameForm] = []

    init(_ entry: KeyTable.Entry, index: Int) {
        self.entry = entry
        self.index = index
        let names = entry.allNames.filter { !Self.isEmail($0) && !PhoneNumber.isPhone($0) }
        for name in names { addListed(name) }
        if entry.kind == .person { addPerson(names) }
        forms.removeAll { $0.key.isEmpty || $0.key.count > 80 || ($0.key.count == 1 && $0.key[0] < 0x80) }
    }

    static func isEmail(_ name: String) -> Bool {
        guard let at = name.firstIndex(of: "@") else { return false }
        return at != name.startIndex
    }

    private func form(_ written: String, _ rule: NameRule) -> NameForm {
        NameForm(written, entry: index, kind: entry.kind, rule: rule)
    }

    private mutating func addListed(_ name: String) {
        let listed = form(name, .exact).with { $0.isListed = true }
        forms.append(listed)
        addTransliteration(of: name, like: listed)
        guard entry.kind != .person else {
            if name.contains(",") {
                let person = PersonName(name)
                let straight = form((person.given + [person.surname]).joined(separator: " "), .exact)
                forms.append(straight.with { $0.isListed = true })
                forms[0].isReversed = true
            }
            return
        }
        for (from, to) in [
            ("&", " and "), (" and ", " "), ("St ", "Saint "), ("St. ", "Saint "), ("Saint ", "St "),
        ]
        where name.contains(from) {
            forms.append(form(name.replacing(from, with: to), .exact).with { $0.isListed = true })
        }
    }

    /// `Mueller` for `Müller`, and `Muller` for `Mueller`.
    private mutating func addTransliteration(of name: String, like listed: NameForm) {
        for other in [Transliteration.spelledOut(name), Transliteration.contracted(name)] {
            guard let other else { continue }
            let form = form(other, .transliterated)
            guard form.key != listed.key else { continue }
            forms.append(form.with { $0.isGiven = listed.isGiven })
        }
    }

    private mutating func addPerson(_ names: [String]) {
        let people = names.map { PersonName($0) }
        let full = people.filter { !$0.surname.isEmpty }
        for person in full { addParts(of: person) }
        let nicknames = people.filter { $0.surname.isEmpty }.compactMap(\.given.first)
        for nickname in nicknames {
            forms.append(
                form(nickname, .exact).with {
                    $0.isListed = true
                    $0.isGiven = true
                })
            for person in full where nickname != person.surname { addPair(nickname, person.surname, .exact) }
        }
    }

    private mutating func addParts(of person: PersonName) {
        guard let first = person.given.first else { return }
        addPair(first, person.surname, .middleName)
        if person.given.count > 1 {
            addPair(person.given.joined(separator: " "), person.surname, .exact)
            let initials = person.given.dropFirst().map { String($0.prefix(1)) }
            addPair(([first] + initials).joined(separator: " "), person.surname, .initials)
        }
        addLone(first, .firstName)
        addLone(person.surname, .surname)
        addLastPart(of: person.surname, first: first)
        addInitials(of: person)
    }

    /// A first name and a surname, in both orders.
    private mutating func addPair(_ first: String, _ surname: String, _ rule: NameRule) {
        for name in Transliteration.spellings(of: surname) {
            for given in Transliteration.spellings(of: first) {
                let isOther = name != surname || given != first
                forms.append(form("\(given) \(name)", isOther ? .transliterated : rule))
                forms.append(form("\(name) \(given)", .reversed).with { $0.isReversed = true })
            }
        }
    }

    /// A first name or surname alone, and its plural.
    private mutating func addLone(_ name: String, _ rule: NameRule) {
        for spelling in Transliteration.spellings(of: name) {
            let lone = form(spelling, spelling == name ? rule : .transliterated)
            forms.append(lone.with { $0.isGiven = rule == .firstName })
            guard lone.key.count > 2 else { continue }
            let ending = ["s", "x", "z", "h"].contains(spelling.suffix(1)) ? "es" : "s"
            forms.append(form(spelling + ending, .inflected).with { $0.use = .plural })
        }
    }

    /// `Berg` for `van der Berg`; `Tim Lee` and `Tim Berners` for `Tim Berners-Lee`.
    private mutating func addLastPart(of surname: String, first: String) {
        let words = surname.split(separator: " ").map(String.init)
        if words.count > 1, let last = words.last, last.unicodeScalars.count > 3 { addLone(last, .surname) }
        let parts = surname.split { $0 == "-" || $0 == "\u{2010}" || $0 == "\u{2011}" }.map(String.init)
        guard parts.count > 1 else { return }
        for part in parts where part.unicodeScalars.count > 2 { addPair(first, part, .hyphenated) }
    }

    private mutating func addInitials(of person: PersonName) {
        let letters = person.given.compactMap { $0.unicodeScalars.first.map { String($0) } }
        guard let first = letters.first, let last = person.surname.unicodeScalars.first,
            NameForm.key(of: person.surname).utf8.count > 1
        else { return }
        for initials in [[first], letters].withoutRepeats {
            addPair(initials.joined(separator: " "), person.surname, .initials)
            let all = initials + [String(last)]
            forms.append(form(all.joined(separator: "."), .initials).with { $0.use = .initials })
        }
        let given = person.given[0]
        forms.append(form("\(given) \(last)", .initials))
        for local in ["\(first)\(person.surname)", "\(person.surname)\(first)", "\(given)\(last)"] {
            let plain = form(NameForm.key(of: local), .joined)
            guard plain.key.count > 3 else { continue }
            forms.append(plain.with { $0.use = .technical })
        }
    }
}

/// Other Latin spellings of the same name.
enum Transliteration {
    private static let pairs: [(letter: String, letters: String)] = [
        ("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("å", "aa"), ("ø", "oe"), ("Ä", "Ae"), ("Ö", "Oe"),
        ("Ü", "Ue"),
        ("Å", "Aa"), ("Ø", "Oe"),
    ]

    /// The name and its other spellings.
    static func spellings(of name: String) -> [String] {
        ([name] + [spelledOut(name), contracted(name)].compactMap(\.self)).withoutRepeats
    }

    /// `Mueller` for `Müller`.
    static func spelledOut(_ name: String) -> String? {
        guard !name.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        var other = name
        for (letter, letters) in pairs { other = other.replacing(letter, with: letters) }
        return other == name ? nil : other
    }

    /// `Muller` for `Mueller`; not in short names and not near the end (`Michael`), where it would
    /// make another name.
    static func contracted(_ name: String) -> String? {
        guard name.unicodeScalars.count > 5 else { return nil }
        var other = Array(name.unicodeScalars)
        var index = 1
        while index + 3 < other.count {
            if ["u", "o", "a"].contains(other[index]), other[index + 1] == "e" {
                other.remove(at: index + 1)
            }
            index += 1
        }
        let contracted = String(String.UnicodeScalarView(other))
        return contracted == name ? nil : contracted
    }
}
