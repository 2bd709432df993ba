/// A key table made ready for looking up: every form of every name by the hash of its letters.
struct CompiledTable: Sendable {
    let entries: [KeyTable.Entry]
    let forms: [NameForm]
    let words: CommonWords
    let emails: [String: Int]
    /// Entries by the core of their telephone numbers.
    let phones: [[UInt8]: Int]
    private let index: HashIndex
    private let prefixes: PrefixFilter
    private let deletions: HashIndex
    private let replacements: Set<[UInt8]>

    /// The fewest letters of a name whose misspellings are looked for.
    static let leastMisspeltLetters = 6

    init(_ table: KeyTable, words lists: WordLists) {
        entries = table.entries
        words = CommonWords(lists, neverNames: table.neverNames)
        var forms: [NameForm] = []
        for (number, entry) in table.entries.enumerated() { forms += EntryForms(entry, index: number).forms }
        for phrase in table.notNames {
            forms.append(NameForm(phrase, entry: -1, kind: .other, rule: .exact).with { $0.use = .shield })
        }
        forms = forms.filter { !$0.key.isEmpty }
        var index = HashIndex(capacity: forms.count)
        var prefixes = PrefixFilter(capacity: forms.reduce(0) { $0 + $1.key.count })
        for (number, form) in forms.enumerated() {
            index.file(number, under: KeyHash.of(form.key))
            prefixes.addPrefixes(of: form.key)
        }
        self.forms = forms
        self.index = index
        self.prefixes = prefixes
        deletions = Self.deletions(of: forms)
        emails = Self.emails(table.entries)
        phones = Self.phones(table.entries)
        replacements = Set(table.entries.map { Array(NameForm.key(of: $0.replacement).utf8) })
    }

    func mayBegin(_ hash: UInt64) -> Bool { prefixes.mayContain(hash) }

    /// The forms with exactly these letters.
    func forms(_ hash: UInt64) -> [NameForm] { index.numbers(under: hash).reversed().map { forms[$0] } }

    func has(_ hash: UInt64) -> Bool { index.contains(hash) }

    /// Whether letters are those of a handle or label of the table.
    func isReplacement(_ key: some Sequence<UInt8>) -> Bool { replacements.contains(Array(key)) }

    /// The forms that one mistake turns into these letters: one letter too many, missing, wrong, or two in
    /// the wrong order.
    func formsMisspelt(as key: [UInt8]) -> [NameForm] {
        var found = Set(deletions.numbers(under: KeyHash.of(key)))
        for skipped in key.indices {
            found.formUnion(deletions.numbers(under: Self.hash(of: key, skipping: skipped)))
        }
        return found.sorted().map { forms[$0] }.filter { Misspelling.isOneMistake($0.key, key) }
    }

    private static func hash(of key: [UInt8], skipping skipped: Int) -> UInt64 {
        var hash = KeyHash()
        for index in key.indices where index != skipped { hash.add(key[index]) }
        return hash.value
    }

    private static func deletions(of forms: [NameForm]) -> HashIndex {
        let eligible = forms.indices.filter { number in
            let form = forms[number]
            return form.use == .anywhere && form.rule != .initials
                && (leastMisspeltLetters...40).contains(form.key.count)
        }
        var index = HashIndex(capacity: eligible.reduce(0) { $0 + forms[$1].key.count + 1 })
        for number in eligible {
            let key = forms[number].key
            index.file(number, under: KeyHash.of(key))
            for skipped in key.indices { index.file(number, under: hash(of: key, skipping: skipped)) }
        }
        return index
    }

    private static func emails(_ entries: [KeyTable.Entry]) -> [String: Int] {
        var emails: [String: Int] = [:]
        for (number, entry) in entries.enumerated() {
            for name in entry.allNames where EntryForms.isEmail(name) {
                emails[name.lowercased().filter { !$0.isWhitespace }] = number
            }
        }
        return emails
    }

    private static func phones(_ entries: [KeyTable.Entry]) -> [[UInt8]: Int] {
        var phones: [[UInt8]: Int] = [:]
        for (number, entry) in entries.enumerated() {
            for name in entry.allNames where PhoneNumber.isPhone(name) {
                phones[PhoneNumber.core(of: name.utf8.filter { Scalars.isDigit(UInt32($0)) })] = number
            }
        }
        return phones
    }
}

/// Which words are words of the language besides being names.
struct CommonWords: Sendable {
    let lists: WordLists
    private let never: Set<UInt64>

    /// Names that are words, for when no list says so.
    private static let wellKnown: Set<UInt64> = Set(
        """
        will mark grace may rose reading bath brown green white black young king hope joy faith art bill \
        bob jack frank rob sue pat dawn june april august summer daisy ivy iris lily violet ruby pearl \
        amber crystal penny holly heather ray gene dean drew miles chase hunter mason carter cook baker \
        miller taylor fisher shepherd long short small little strong wise good best day rich price bird fox \
        wolf lamb bush wood woods field fields hill hills ford lane street park parks banks stone marsh \
        church hall house case page bond nice cork wells deal hull ware sale battle poole rugby barking \
        barrow bury ash beech rowan sage olive ginger basil wade carol melody christian major baron earl \
        duke bishop pope abbot weeks winter snow frost rain gray grey rush sharp love moody bright swift \
        savage sky star angel
        """.split(separator: " ").map { KeyHash.of($0.utf8) })

    init(_ lists: WordLists, neverNames: [String]) {
        self.lists = lists
        never = Set(neverNames.map { KeyHash.of(ReadText($0).letters) })
    }

    /// Whether a name alone says nothing because it is a word of the language too.
    func isCommon(_ hash: UInt64) -> Bool {
        if Self.wellKnown.contains(hash) { return true }
        guard lists.commonness(hash) >= 4 else { return false }
        return lists.firstName(hash) + lists.surname(hash) + lists.place(hash) < 7
    }

    /// Whether the study says that a word alone is never a name.
    func isNeverName(_ hash: UInt64) -> Bool { never.contains(hash) }

    /// Whether letters are a word in its own right, so that it is nobody's misspelling.
    func isWord(_ hash: UInt64) -> Bool {
        Self.wellKnown.contains(hash) || lists.commonness(hash) > 0 || lists.isNotName(hash)
    }

    /// Whether letters are a name that many people bear.
    func isName(_ hash: UInt64) -> Bool { max(lists.firstName(hash), lists.surname(hash)) >= 5 }
}

/// Compares spellings.
enum Misspelling {
    /// Whether one insertion, deletion, substitution or exchange of neighbours leads from one to the other.
    static func isOneMistake(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard abs(left.count - right.count) < 2, left != right else { return false }
        var start = 0
        while start < min(left.count, right.count), left[start] == right[start] { start += 1 }
        var leftEnd = left.count
        var rightEnd = right.count
        while leftEnd > start, rightEnd > start, left[leftEnd - 1] == right[rightEnd - 1] {
            leftEnd -= 1
            rightEnd -= 1
        }
        switch (leftEnd - start, rightEnd - start) {
        case (0, 1), (1, 0), (1, 1): return true
        case (2, 2): return left[start] == right[start + 1] && left[start + 1] == right[start]
        default: return false
        }
    }
}
