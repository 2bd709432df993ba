/// One reading of a text for known names.
struct ReplacementPass {
    let table: CompiledTable
    let read: ReadText
    /// In the order of the text, none overlapping another, once the pass has run.
    private(set) var matches: [NameMatch] = []
    private var ambiguous: [AmbiguousMention] = []
    private var initials: [PendingInitials] = []
    /// Atoms that belong to a handle, to what is left alone or to a match.
    private var taken: [Bool]

    /// A mention that may stand for several entries, or for none.
    struct AmbiguousMention {
        var atoms: Range<Int>
        var handles: [String]
        var kind: KeyTable.Kind
        var reason: String
    }

    /// Initials that count only when the text gives the name in full.
    struct PendingInitials {
        var atoms: Range<Int>
        var entry: Int
        var isSure: Bool
    }

    init(_ table: CompiledTable, _ read: ReadText) {
        self.table = table
        self.read = read
        taken = Array(repeating: false, count: read.atoms.count)
    }

    mutating func run() {
        takeHandles()
        takeShields()
        takePhones()
        let emails = Emails.ranges(in: read)
        takeEmails(emails)
        takeNames()
        takeInitials()
        matches.sort { $0.range.lowerBound < $1.range.lowerBound }
        mergeDisplayNames(emails)
    }

    var ambiguousMentions: [Suspect] {
        ambiguous.map { mention in
            Suspect(
                range: read.scalarRange(mention.atoms), kind: Suspect.Kind(mention.kind),
                certainty: .possible,
                reasons: [mention.reason], candidates: mention.handles)
        }
    }

    // MARK: What is left alone

    /// Handles in brackets, and handles and labels of the table that stand bare.
    private mutating func takeHandles() {
        for index in read.atoms.indices where !taken[index] {
            var hash = KeyHash()
            for end in index..<min(index + 4, read.atoms.count) {
                if end > index, !read.atoms[end].gap.subtracting(.blank).isEmpty { break }
                hash.add(read.letters[read.atoms[end].key])
                guard isHandle(index..<end + 1) else { continue }
                for atom in index...end { taken[atom] = true }
            }
        }
    }

    private func isHandle(_ atoms: Range<Int>) -> Bool {
        guard !read.atoms[atoms.lowerBound].isJoined,
            atoms.upperBound == read.atoms.count || !read.atoms[atoms.upperBound].isJoined
        else { return false }
        let range = read.scalarRange(atoms)
        let isBracketed = read.scalar(range.lowerBound - 1) == 0x5B && read.scalar(range.upperBound) == 0x5D
        if isBracketed, HandleShape.isHandle(read, atoms) { return true }
        return table.isReplacement(read.key(atoms))
    }

    private mutating func takeShields() {
        for index in read.atoms.indices where !taken[index] {
            for hit in hits(at: index) {
                let isShield = table.forms(hit.hash).contains { form in
                    form.use == .shield && fits(form, index..<hit.end)
                }
                if isShield { for atom in index..<hit.end { taken[atom] = true } }
            }
        }
    }

    // MARK: Names

    /// Atoms that spell forms of the table, from an atom on, the shortest first.
    func hits(at start: Int) -> [(end: Int, hash: UInt64)] {
        var found: [(end: Int, hash: UInt64)] = []
        var hash = KeyHash()
        var index = start
        while index < read.atoms.count, index - start < 24, !taken[index] {
            if index > start, read.atoms[index].gap.contains(.foreign) { break }
            hash.add(read.letters[read.atoms[index].key])
            let value = hash.value
            guard table.mayBegin(value) else { break }
            index += 1
            if table.has(value) { found.append((index, value)) }
        }
        return found
    }

    private mutating func takeNames() {
        var index = 0
        while index < read.atoms.count {
            index = taken[index] ? index + 1 : takeName(at: index)
        }
    }

    /// Looks for a name from an atom on and returns the atom to go on from.
    private mutating func takeName(at index: Int) -> Int {
        let hits = hits(at: index)
        for hit in hits.reversed() {
            let atoms = index..<hit.end
            switch verdict(on: table.forms(hit.hash), atoms) {
            case .no: continue
            case .match(let found):
                return take(longer(from: index, until: hit.end, hits) ?? found)
            case .ambiguous(let mention):
                if let longer = longer(from: index, until: hit.end, hits) { return take(longer) }
                ambiguous.append(mention)
                return hit.end
            case .initials(let pending):
                initials.append(pending)
                return hit.end
            }
        }
        if let longer = withMiddleName(from: index, givenUntil: nil, hits) { return take(longer) }
        if let misspelt = misspelling(at: index, hits) { return take(misspelt) }
        return index + 1
    }

    /// A name that begins with a name found, and goes on with words the table writes otherwise or does not
    /// have.
    private func longer(from start: Int, until end: Int, _ hits: [(end: Int, hash: UInt64)]) -> AtomMatch? {
        if let longer = withMiddleName(from: start, givenUntil: end, hits) { return longer }
        guard let misspelt = misspelling(at: start, hits), misspelt.atoms.upperBound > end else { return nil }
        return misspelt
    }

    /// Notes a match with what belongs to it and returns the atom after it.
    private mutating func take(_ found: AtomMatch) -> Int {
        let widened = widened(found)
        for atom in widened.atoms { taken[atom] = true }
        matches.append(widened.match)
        return max(widened.atoms.upperBound, found.atoms.upperBound)
    }

    private mutating func takeInitials() {
        let named = Set(matches.filter { $0.rule != .surname && $0.rule != .firstName }.map(\.entry))
        for pending in initials where pending.isSure || named.contains(pending.entry) {
            guard !pending.atoms.contains(where: { taken[$0] }) else { continue }
            let match = NameMatch(
                range: read.scalarRange(pending.atoms), entry: pending.entry, rule: .initials,
                certainty: pending.isSure ? .likely : .possible)
            _ = take(AtomMatch(atoms: pending.atoms, match: match))
        }
    }

    // MARK: E-mail addresses and telephone numbers

    private mutating func takeEmails(_ ranges: [Range<Int>]) {
        for range in ranges {
            guard let found = Emails.owner(of: range, in: read, table: table) else { continue }
            take(range, found.entry, found.rule, found.certainty)
        }
    }

    private mutating func takePhones() {
        guard !table.phones.isEmpty else { return }
        for candidate in PhoneNumber.candidates(in: read) {
            if let entry = table.phones[PhoneNumber.core(of: candidate.digits)] {
                take(candidate.range, entry, .phone, .certain)
            }
        }
    }

    private mutating func take(_ range: Range<Int>, _ entry: Int, _ rule: NameRule, _ certainty: Certainty) {
        let atoms = read.atoms(within: range)
        guard !atoms.isEmpty, !atoms.contains(where: { taken[$0] }) else { return }
        for atom in atoms { taken[atom] = true }
        matches.append(NameMatch(range: range, entry: entry, rule: rule, certainty: certainty))
    }

    /// `"Smith, Jane" <jane@example.org>` becomes one handle.
    private mutating func mergeDisplayNames(_ emails: [Range<Int>]) {
        guard !emails.isEmpty, !matches.isEmpty else { return }
        matches = Emails.mergingDisplayNames(matches, with: emails, in: read)
    }

    /// A pass that knows only what is left alone.
    static func leavingHandles(_ table: CompiledTable, _ read: ReadText) -> ReplacementPass {
        var pass = ReplacementPass(table, read)
        pass.takeHandles()
        pass.takeShields()
        return pass
    }

    func isTaken(_ atom: Int) -> Bool { !taken.indices.contains(atom) || taken[atom] }
}

extension Suspect.Kind {
    init(_ kind: KeyTable.Kind) {
        switch kind {
        case .person: self = .person
        case .place: self = .place
        case .organisation: self = .organisation
        case .other: self = .name
        }
    }
}
