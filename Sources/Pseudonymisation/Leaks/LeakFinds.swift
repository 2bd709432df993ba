/// A listed name in a text.
struct LeakFind {
    var range: Range<Int>
    var replacement: String
    var rule: Leak.Rule
}

extension LeakScanner {
    /// The listed names in a text, in its order, the longest at each place.
    func finds(in read: ReadText) -> [LeakFind] {
        let pass = ReplacementPass(table, read)
        var found = emails(in: read) + phones(in: read)
        let taken = found.map(\.range).sorted { $0.lowerBound < $1.lowerBound }
        var next = 0
        var index = 0
        while index < read.atoms.count {
            guard let (end, find) = find(at: index, pass) else {
                index += 1
                continue
            }
            while next < taken.count, taken[next].upperBound <= find.range.lowerBound { next += 1 }
            if next == taken.count || !taken[next].overlaps(find.range) { found.append(find) }
            index = end
        }
        return found.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    private func find(at start: Int, _ pass: ReplacementPass) -> (end: Int, find: LeakFind)? {
        for hit in pass.hits(at: start).reversed() {
            let atoms = start..<hit.end
            for form in table.forms(hit.hash) {
                guard let rule = rule(of: form, atoms, pass) else { continue }
                let handle = table.entries[form.entry].replacement
                return (
                    hit.end, LeakFind(range: pass.read.scalarRange(atoms), replacement: handle, rule: rule)
                )
            }
        }
        return nil
    }

    private func rule(of form: NameForm, _ atoms: Range<Int>, _ pass: ReplacementPass) -> Leak.Rule? {
        guard form.use == .anywhere, form.rule != .initials, pass.fits(form, atoms) else { return nil }
        guard form.isLone else {
            if !pass.standsApart(atoms), form.key.count < 7 { return nil }
            return form.isListed ? .listed : form.rule == .surname ? .surname : .fullName
        }
        let hash = KeyHash.of(form.key)
        guard pass.standsApart(atoms), !table.words.isCommon(hash), !table.words.isNeverName(hash) else {
            return nil
        }
        if form.isListed { return .listed }
        return form.rule == .surname && form.key.count > 3 ? .surname : nil
    }

    private func emails(in read: ReadText) -> [LeakFind] {
        guard !table.emails.isEmpty else { return [] }
        return Emails.ranges(in: read).compactMap { range in
            table.emails[read.text(range).lowercased()].map { entry in
                LeakFind(range: range, replacement: table.entries[entry].replacement, rule: .email)
            }
        }
    }

    private func phones(in read: ReadText) -> [LeakFind] {
        guard !table.phones.isEmpty else { return [] }
        return PhoneNumber.candidates(in: read).compactMap { candidate in
            table.phones[PhoneNumber.core(of: candidate.digits)].map { entry in
                LeakFind(range: candidate.range, replacement: table.entries[entry].replacement, rule: .phone)
            }
        }
    }
}
