/// Finds e-mail addresses, URLs and @handles.
struct LinkFinder {
    let read: ReadText
    private(set) var suspects: [Suspect] = []

    init(read: ReadText) {
        self.read = read
        let emails = Emails.ranges(in: read)
        suspects += emails.map {
            Suspect(range: $0, kind: .email, certainty: .likely, reasons: ["e-mail address"])
        }
        var index = 0
        let scalars = read.scalars
        while index < scalars.count {
            if scalars[index] == 0x3A, scalars.starts(with: [0x2F, 0x2F], at: index + 1) {
                index = takeURL(around: index)
            } else if scalars[index] == 0x77 || scalars[index] == 0x57, isWWW(index) {
                index = take(from: index, kind: .url, reason: "web address")
            } else if scalars[index] == Scalars.at {
                index = takeHandle(at: index, emails)
            } else {
                index += 1
            }
        }
        takeDomains()
    }

    private func isWWW(_ index: Int) -> Bool {
        guard index + 3 < read.scalars.count, read.scalar(index + 3) == Scalars.fullStop else { return false }
        return (0..<3).allSatisfy { read.scalars[index + $0] | 0x20 == 0x77 }
            && !Scalars.isASCIIAlphanumeric(read.scalar(index - 1))
    }

    private mutating func takeURL(around colon: Int) -> Int {
        var start = colon
        while start > 0, Scalars.isASCIILetter(read.scalars[start - 1]) { start -= 1 }
        guard start < colon else { return colon + 1 }
        return take(from: start, kind: .url, reason: "web address")
    }

    private mutating func take(from start: Int, kind: Suspect.Kind, reason: String) -> Int {
        var end = start
        while end < read.scalars.count, !Self.endsURL(read.scalars[end]) { end += 1 }
        while end > start, Self.endsSentence(read.scalars[end - 1]) { end -= 1 }
        suspects.append(Suspect(range: start..<end, kind: kind, certainty: .likely, reasons: [reason]))
        return max(end, start + 1)
    }

    private static func endsURL(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x22, 0x28, 0x29, 0x3C, 0x3E, 0x5B, 0x5D, 0x60, 0x7B, 0x7D, 0x201C, 0x201D: true
        default: Scalars.isBlank(scalar) || Scalars.isLineEnd(scalar)
        }
    }

    private static func endsSentence(_ scalar: UInt32) -> Bool {
        [0x2E, 0x2C, 0x3A, 0x3B, 0x21, 0x3F, 0x27, 0x2A, 0x5F, 0x2019].contains(scalar)
    }

    /// `@jane_s`, not in the middle of a word.
    private mutating func takeHandle(at: Int, _ emails: [Range<Int>]) -> Int {
        var end = at + 1
        while end < read.scalars.count,
            Scalars.isASCIIAlphanumeric(read.scalars[end]) || read.scalars[end] == 0x5F
                || (read.scalars[end] == 0x2D && Scalars.isASCIIAlphanumeric(read.scalar(end + 1)))
        {
            end += 1
        }
        let before = read.scalar(at - 1)
        let isApart = at == 0 || !(Scalars.isASCIIAlphanumeric(before) || before == 0x2E || before == 0x5F)
        guard isApart, end - at > 2, read.scalars[at + 1..<end].contains(where: { Scalars.isASCIILetter($0) })
        else {
            return end
        }
        suspects.append(Suspect(range: at..<end, kind: .handle, certainty: .likely, reasons: ["@handle"]))
        return end
    }

    private static let domainEndings: Set<String> = [
        "com", "org", "net", "edu", "gov", "uk", "co", "info", "biz", "io", "eu", "de", "fr", "ie", "nhs",
        "es", "it",
        "nl", "se", "no", "dk", "fi", "pl", "ca", "au", "nz", "us", "ch", "be", "at",
    ]

    /// `example.org` without a scheme: letters, a full stop and a well-known ending.
    private mutating func takeDomains() {
        for index in read.atoms.indices.dropFirst() where read.atoms[index].gap == .fullStop {
            let atom = read.atoms[index]
            guard atom.length < 5, !atom.isAllUpper,
                Self.domainEndings.contains(String(decoding: read.letters[atom.key], as: UTF8.self)),
                index + 1 == read.atoms.count
                    || (!read.atoms[index + 1].isJoined && read.atoms[index + 1].gap != .fullStop),
                read.atoms[index].start - read.atoms[index - 1].end == 1, read.atoms[index - 1].length > 2
            else { continue }
            var start = index - 1
            while start > 0,
                read.atoms[start].isJoined || [.fullStop, .hyphen].contains(read.atoms[start].gap),
                read.atoms[start].start - read.atoms[start - 1].end < 2
            {
                start -= 1
            }
            let range = read.scalarRange(start..<index + 1)
            suspects.append(Suspect(range: range, kind: .url, certainty: .possible, reasons: ["domain name"]))
        }
    }
}

extension Array where Element: Equatable {
    /// Whether elements stand from an index on.
    func starts(with other: [Element], at index: Int) -> Bool {
        index + other.count <= count && self[index..<index + other.count].elementsEqual(other)
    }
}
