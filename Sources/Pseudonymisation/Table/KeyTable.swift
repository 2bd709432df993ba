/// Who and what stands behind the handles of a study: real names and the replacements for them.
///
/// One table serves a whole study, so that a person has the same handle in every record. It is a secret: it
/// is kept in the vault and never written beside the texts.
package struct KeyTable: Codable, Sendable, Equatable {
    /// What a replacement stands for.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case person
        case place
        case organisation
        case other
    }

    /// One person, place or organisation.
    package struct Entry: Codable, Sendable, Equatable {
        /// What is written instead of the name, without brackets: `SP66`, `place A`.
        package var replacement: String
        package var kind: Kind
        /// The real name as it is written in full: `Jane Alice Smith`, or `Smith, Jane`.
        package var name: String
        /// Nicknames, spellings, e-mail addresses, @handles and phone numbers.
        package var furtherNames: [String]

        package init(replacement: String, kind: Kind, name: String, furtherNames: [String] = []) {
            self.replacement = replacement
            self.kind = kind
            self.name = name
            self.furtherNames = furtherNames
        }

        /// The real name first, then the further names, without empty ones.
        package var allNames: [String] {
            ([name] + furtherNames).filter { name in name.unicodeScalars.contains { !$0.isBlank } }
        }
    }

    package var entries: [Entry]
    /// Words that are not a name when they stand alone, though a name in the table has them: `May`, `Solid`.
    package var neverNames: [String]
    /// Phrases that are left as they are, though they hold a name: `Parkinson's disease`, `Bath chair`.
    package var notNames: [String]

    package init(entries: [Entry] = [], neverNames: [String] = [], notNames: [String] = []) {
        self.entries = entries
        self.neverNames = neverNames
        self.notNames = notNames
    }
}

extension KeyTable {
    /// What a name leads to.
    package enum Lookup: Sendable, Equatable {
        case none
        case one(Entry)
        /// The handles it may stand for, in the order of the table.
        case several([String])
    }

    /// Finds the entry that lists a name, whatever its case, accents and spaces.
    package func entry(listing name: String) -> Lookup {
        let wanted = NameForm.key(of: name)
        let found = entries.filter { $0.allNames.contains { NameForm.key(of: $0) == wanted } }
        guard let first = found.first, !wanted.isEmpty else { return .none }
        let handles = found.map(\.replacement).withoutRepeats
        return handles.count == 1 ? .one(first) : .several(handles)
    }

    /// The entry with a handle.
    package func entry(replacement: String) -> Entry? { entries.first { $0.replacement == replacement } }

    /// The next label nobody has: `place A` to `place Z`, then `place AA`.
    ///
    /// A label once given is not given again while its entry or a later one is in the table.
    package func nextLabel(for kind: Kind) -> String {
        let prefix = "\(kind.rawValue) "
        let taken = entries.compactMap { entry in
            entry.replacement.hasPrefix(prefix)
                ? LetterNumber.number(of: entry.replacement.dropFirst(prefix.count)) : nil
        }
        return prefix + LetterNumber.letters(of: (taken.max() ?? 0) + 1)
    }
}

/// Numbers written as letters: 1 is `A`, 26 `Z`, 27 `AA`.
enum LetterNumber {
    static func letters(of number: Int) -> String {
        var rest = number
        var letters: [UInt8] = []
        while rest > 0 {
            letters.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
            rest = (rest - 1) / 26
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }

    /// The number of at most four capital letters.
    static func number(of letters: some StringProtocol) -> Int? {
        guard (1...4).contains(letters.utf8.count) else { return nil }
        var number = 0
        for byte in letters.utf8 {
            guard byte &- UInt8(ascii: "A") < 26 else { return nil }
            number = number * 26 + Int(byte - UInt8(ascii: "A")) + 1
        }
        return number
    }
}

extension Sequence where Element: Hashable {
    /// The elements in their order, each once.
    var withoutRepeats: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
