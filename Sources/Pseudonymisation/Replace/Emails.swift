/// E-mail addresses in a text and whose they are.
enum Emails {
    /// The addresses in a text, in its order.
    static func ranges(in read: ReadText) -> [Range<Int>] {
        var found: [Range<Int>] = []
        for at in read.scalars.indices where read.scalars[at] == Scalars.at {
            guard let range = range(around: at, in: read.scalars) else { continue }
            if let last = found.last, last.upperBound > range.lowerBound { continue }
            found.append(range)
        }
        return found
    }

    private static func isLocal(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x2E, 0x5F, 0x25, 0x2B, 0x27, 0x2D, 0x26, 0x3D, 0x21, 0x23, 0x24, 0x7E: true
        default: isNameScalar(scalar)
        }
    }

    private static func isNameScalar(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 { return Scalars.isASCIIAlphanumeric(scalar) }
        return Scalars.isInvisible(scalar) || Unicode.Scalar(scalar)?.properties.isAlphabetic ?? false
    }

    private static func range(around at: Int, in scalars: [UInt32]) -> Range<Int>? {
        var start = at
        while start > 0, at - start < 80, isLocal(scalars[start - 1]) { start -= 1 }
        while start < at, !isNameScalar(scalars[start]) { start += 1 }
        var end = at + 1
        var lastDot: Int?
        while end < scalars.count, end - at < 120 {
            let scalar = scalars[end]
            if scalar == Scalars.fullStop {
                lastDot = end
            } else {
                guard isNameScalar(scalar) || scalar == 0x2D else { break }
            }
            end += 1
        }
        while end > at + 1, !isNameScalar(scalars[end - 1]) { end -= 1 }
        if let dot = lastDot, dot >= end { lastDot = scalars[at + 1..<end].lastIndex(of: Scalars.fullStop) }
        guard start < at, let lastDot, end - lastDot > 2 else { return nil }
        return start..<end
    }

    /// Whose address it is, as far as its letters say.
    static func owner(
        of range: Range<Int>, in read: ReadText, table: CompiledTable
    ) -> (entry: Int, rule: NameRule, certainty: Certainty)? {
        let written = read.text(range).lowercased()
        if let entry = table.emails[written] { return (entry, .email, .certain) }
        let at = read.scalars[range].firstIndex(of: Scalars.at) ?? range.upperBound
        for part in [range.lowerBound..<at, at..<range.upperBound] {
            let atoms = read.atoms(within: part)
            let isLocal = part.lowerBound == range.lowerBound
            if let entry = fullName(in: atoms, read, table) { return (entry, .email, .likely) }
            if let entry = singleName(in: atoms, read, table, isLocal: isLocal) {
                return (entry, .email, .possible)
            }
        }
        return nil
    }

    /// The one entry whose full name, or first letter and surname, all letters of a part spell; in a long run
    /// of letters its full name is enough.
    private static func fullName(in atoms: Range<Int>, _ read: ReadText, _ table: CompiledTable) -> Int? {
        let letters = atoms.filter { !read.atoms[$0].isDigits }.flatMap { read.letters[read.atoms[$0].key] }
        let whole = table.forms(KeyHash.of(letters)).filter { $0.use != .shield && $0.use != .initials }
        if let only = only(whole.filter { !$0.isLone || $0.use == .technical }, table) { return only }
        for start in letters.indices {
            var hash = KeyHash()
            for end in start..<letters.count {
                hash.add(letters[end])
                guard table.mayBegin(hash.value) else { break }
                guard end - start >= 7, table.has(hash.value) else { continue }
                let forms = table.forms(hash.value).filter { !$0.isLone && $0.use == .anywhere }
                if let only = only(forms, table) { return only }
            }
        }
        return nil
    }

    private static func singleName(
        in atoms: Range<Int>, _ read: ReadText, _ table: CompiledTable, isLocal: Bool
    ) -> Int? {
        var index = atoms.lowerBound
        while index < atoms.upperBound {
            let end = min(read.endOfWord(index), atoms.upperBound)
            let letters = (index..<end).filter { !read.atoms[$0].isDigits }.flatMap {
                read.letters[read.atoms[$0].key]
            }
            let hash = KeyHash.of(letters)
            let forms = table.forms(hash).filter { $0.isLone && $0.use == .anywhere }
            if let entry = only(forms, table), !table.words.isNeverName(hash) {
                if isLocal && end - index == atoms.count || !table.words.isCommon(hash) { return entry }
            }
            index = end
        }
        return nil
    }

    private static func only(_ forms: [NameForm], _ table: CompiledTable) -> Int? {
        guard let first = forms.first else { return nil }
        let handles = forms.map { table.entries[$0.entry].replacement }.withoutRepeats
        return handles.count == 1 ? first.entry : nil
    }

    /// Makes one match of a name and the address in angle brackets or parentheses after it.
    static func mergingDisplayNames(
        _ matches: [NameMatch], with emails: [Range<Int>], in read: ReadText
    ) -> [NameMatch] {
        var result: [NameMatch] = []
        var pending = emails[...]
        for match in matches {
            while let email = pending.first, email.upperBound <= match.range.lowerBound {
                join(email, to: &result, read)
                pending.removeFirst()
            }
            if let email = pending.first, email == match.range {
                pending.removeFirst()
                guard !join(email, to: &result, read, owner: match.entry) else { continue }
            }
            result.append(match)
        }
        for email in pending { join(email, to: &result, read) }
        return result
    }

    /// Widens the last match over an address that follows it, when it is nobody's or the same person's.
    @discardableResult
    private static func join(
        _ email: Range<Int>, to matches: inout [NameMatch], _ read: ReadText, owner: Int? = nil
    ) -> Bool {
        guard var last = matches.last, last.range.upperBound < email.lowerBound,
            owner ?? last.entry == last.entry,
            email.lowerBound - last.range.upperBound < 16
        else { return false }
        var start = last.range.lowerBound
        var between = last.range.upperBound
        if isQuote(read.scalar(start - 1)), isQuote(read.scalar(between)) {
            start -= 1
            between += 1
        }
        while Scalars.isBlank(read.scalar(between)) { between += 1 }
        let open = read.scalar(between)
        guard open == 0x3C || (open == 0x28 && owner != nil) else { return false }
        between += 1
        if read.text(between..<min(between + 7, email.lowerBound)).lowercased() == "mailto:" { between += 7 }
        let close = read.scalar(email.upperBound)
        guard between == email.lowerBound, close == 0x3E || close == 0x29 else { return false }
        last.range = start..<email.upperBound + 1
        last.rule = .displayName
        matches[matches.count - 1] = last
        return true
    }

    private static func isQuote(_ scalar: UInt32) -> Bool { [0x22, 0x27, 0x201C, 0x201D].contains(scalar) }
}
