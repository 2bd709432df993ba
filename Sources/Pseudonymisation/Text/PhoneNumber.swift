/// Telephone numbers as they are compared: digits without the signs between them and without the prefixes
/// that depend on where one calls from.
enum PhoneNumber {
    /// Whether a further name of an entry is a telephone number.
    static func isPhone(_ name: String) -> Bool {
        let digits = name.unicodeScalars.filter { Scalars.isDigit($0.value) }.count
        return (6...18).contains(digits) && name.unicodeScalars.allSatisfy { isPart($0.value) }
    }

    /// Whether a scalar may stand within a number.
    static func isPart(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x20, 0xA0, 0x09, 0x28, 0x29, 0x2B, 0x2D, 0x2E, 0x2F, 0x2010...0x2013, 0x202F: true
        default: Scalars.isDigit(scalar)
        }
    }

    /// The part of a number that is the same from everywhere: `+44 (0)20 7946 0123` and `020 7946 0123`
    /// agree.
    static func core(of digits: [UInt8]) -> [UInt8] {
        var core = digits[...]
        let zero = UInt8(ascii: "0")
        while core.first == zero { core = core.dropFirst() }
        if core.starts(with: Array("44".utf8)), core.count > 10 { core = core.dropFirst(2) }
        while core.first == zero { core = core.dropFirst() }
        return Array(core.suffix(9))
    }
}

extension PhoneNumber {
    /// Digits that may be a telephone number.
    struct Candidate {
        var range: Range<Int>
        var digits: [UInt8]
    }

    /// Runs of 6 to 18 digits with the signs of telephone numbers between them, on one line.
    static func candidates(in read: ReadText) -> [Candidate] {
        var found: [Candidate] = []
        var index = 0
        while index < read.atoms.count {
            guard read.atoms[index].isDigits, !read.atoms[index].isJoined else {
                index += 1
                continue
            }
            var end = index + 1
            var digits = Array(read.letters[read.atoms[index].key])
            while end < read.atoms.count, digits.count < 20, continues(read, at: end) {
                digits += read.letters[read.atoms[end].key]
                end += 1
            }
            let range = read.scalarRange(index..<end)
            let isWhole = end == read.atoms.count || !read.atoms[end].isJoined || isExtension(read, at: end)
            if (6...18).contains(digits.count), isWhole {
                found.append(Candidate(range: withPrefix(range, read), digits: digits))
            }
            index = end
        }
        return found
    }

    /// Whether an `x` and digits follow: `5272x565`.
    private static func isExtension(_ read: ReadText, at index: Int) -> Bool {
        index + 1 < read.atoms.count && read.atoms[index + 1].isDigits
            && ["x", "ext"].contains(String(decoding: read.letters[read.atoms[index].key], as: UTF8.self))
    }

    private static func continues(_ read: ReadText, at index: Int) -> Bool {
        guard read.atoms[index].isDigits else { return false }
        let between = Int(read.atoms[index - 1].end)..<Int(read.atoms[index].start)
        return between.count < 4 && between.allSatisfy { isPart(read.scalars[$0]) }
    }

    /// With a `+` or `(` before it.
    private static func withPrefix(_ range: Range<Int>, _ read: ReadText) -> Range<Int> {
        var start = range.lowerBound
        while start > 0, read.scalars[start - 1] == 0x2B || read.scalars[start - 1] == 0x28 { start -= 1 }
        // An opening parenthesis that closes after the number is not the number's.
        if read.scalar(start) == 0x28, !read.scalars[range].contains(0x29) { start += 1 }
        return start..<range.upperBound
    }
}
