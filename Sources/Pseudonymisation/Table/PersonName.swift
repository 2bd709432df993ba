/// The parts of a person's name.
struct PersonName: Sendable, Equatable {
    /// First and middle names, as they are called: `Jane`, `Alice`.
    var given: [String]
    /// The surname with what belongs to it: `van der Berg`; nothing for a single name.
    var surname: String

    /// Titles and honorifics, folded; with a name they are swallowed.
    static let titles: Set<String> = [
        "mr", "mrs", "ms", "miss", "mx", "mister", "master", "dr", "doctor", "drs", "prof", "professor",
        "sir",
        "dame", "lord", "lady", "rev", "revd", "reverend", "cllr", "councillor", "hon", "messrs", "mme",
        "mlle", "monsieur", "madame", "herr", "frau", "sr", "sra", "senor", "senora",
    ]

    /// What may stand after a name.
    static let suffixes: Set<String> = [
        "jr", "sr", "jnr", "snr", "junior", "senior", "phd", "md", "mbe", "obe", "cbe", "msc", "bsc", "ma",
        "ba",
        "rn", "mbbs", "frcgp", "mrcgp", "esq",
    ]

    /// Small words that begin a surname.
    static let particles: Set<String> = [
        "van", "von", "der", "den", "de", "del", "della", "di", "da", "do", "dos", "das", "du", "la", "le",
        "las",
        "los", "al", "el", "bin", "ibn", "bint", "abu", "ben", "ter", "ten", "zu", "af", "av", "st", "saint",
        "y",
        "o", "mac", "mc", "san", "santa",
    ]

    /// Reads `Jane Alice Smith`, `Smith, Jane` and `Dr. Jane Smith, MBE`.
    init(_ name: String) {
        let halves = name.split(separator: ",", maxSplits: 1).map { Self.words(in: $0) }
        let rest = halves.count > 1 ? halves[1].filter { !Self.isSuffix($0) } : []
        let first = halves.first ?? []
        if !rest.isEmpty, !first.isEmpty {
            given = rest
            surname = first.joined(separator: " ")
            return
        }
        var words = first
        while words.count > 1, let last = words.last, Self.isSuffix(last) { words.removeLast() }
        guard words.count > 1 else {
            given = words
            surname = ""
            return
        }
        let start =
            words.indices.dropFirst().dropLast().first {
                Self.particles.contains(NameForm.key(of: words[$0]))
            }
            ?? words.count - 1
        given = Array(words[..<start])
        surname = words[start...].joined(separator: " ")
    }

    /// A name's words without titles before them.
    private static func words(in text: Substring) -> [String] {
        let words = text.split { character in character.unicodeScalars.contains { $0.isBlank } }.map(
            String.init)
        let first = words.firstIndex { !titles.contains(NameForm.key(of: $0)) } ?? words.count
        return Array(words[first...]).filter { !NameForm.key(of: $0).isEmpty }
    }

    private static func isSuffix(_ word: String) -> Bool { suffixes.contains(NameForm.key(of: word)) }
}
