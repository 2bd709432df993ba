/// Cuts scalars into atoms in one pass.
struct AtomReader {
    private(set) var atoms: [Atom] = []
    private(set) var letters: [UInt8] = []
    private var gap: Gap = []
    private var gapLength = 0
    private var open: Atom?
    private var lastWasLower = false
    /// Whether the open atom ends in at least two capitals, so that a small letter takes the last one away.
    private var capitalsInRow = 0
    private var lastLetterStart: (scalar: Int32, key: Int32) = (0, 0)

    /// What one scalar is to a name.
    private enum Kind {
        case lower
        case upper
        case digit
        case invisible
        case unspaced
        case other
    }

    init(count: Int) {
        atoms.reserveCapacity(count / 5)
        letters.reserveCapacity(count)
    }

    mutating func read(_ scalars: UnsafeBufferPointer<UInt32>) {
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar == 0x25, let (decoded, end) = Percent.scalar(in: scalars, at: index) {
                take(decoded, at: index, to: end)
                index = end
            } else {
                take(scalar, at: index, to: index + 1)
                index += 1
            }
        }
        close()
    }

    private mutating func take(_ scalar: UInt32, at start: Int, to end: Int) {
        if Scalars.isASCIILower(scalar) {
            letter(.lower, at: start, to: end) { $0.append(UInt8(truncatingIfNeeded: scalar)) }
        } else if Scalars.isASCIIUpper(scalar) {
            letter(.upper, at: start, to: end) { $0.append(UInt8(truncatingIfNeeded: scalar | 0x20)) }
        } else if Scalars.isDigit(scalar) {
            letter(.digit, at: start, to: end) { $0.append(UInt8(truncatingIfNeeded: scalar)) }
        } else if scalar < 0x80 {
            separate(scalar)
        } else {
            takeForeign(scalar, at: start, to: end)
        }
    }

    private mutating func takeForeign(_ scalar: UInt32, at start: Int, to end: Int) {
        switch Self.kind(scalar) {
        case .invisible: break
        case .other: separate(scalar)
        case .unspaced:
            close()
            startsApart = true
            letter(.lower, at: start, to: end) { Self.appendLowercase(scalar, to: &$0) }
            close()
            startsApart = true
        case let kind:
            letter(kind, at: start, to: end) { letters in
                let plain = LatinFold.plain(scalar)
                if plain.isEmpty { Self.appendLowercase(scalar, to: &letters) } else { letters += plain }
            }
        }
    }

    private static func kind(_ scalar: UInt32) -> Kind {
        if Scalars.isInvisible(scalar) || Scalars.isCombiningMark(scalar) { return .invisible }
        if Scalars.isUnspaced(scalar) { return .unspaced }
        guard let properties = Unicode.Scalar(scalar)?.properties else { return .other }
        switch properties.generalCategory {
        case .uppercaseLetter, .titlecaseLetter: return .upper
        case .lowercaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark: return .lower
        case .decimalNumber: return .digit
        default: return .other
        }
    }

    private static func appendLowercase(_ scalar: UInt32, to letters: inout [UInt8]) {
        guard let scalar = Unicode.Scalar(scalar) else { return }
        letters += Array(scalar.properties.lowercaseMapping.utf8)
    }

    private mutating func letter(_ kind: Kind, at start: Int, to end: Int, append: (inout [UInt8]) -> Void) {
        let isDigit = kind == .digit
        if let atom = open {
            if atom.isDigits != isDigit || (kind == .upper && lastWasLower) {
                close()
            } else {
                if kind == .lower, capitalsInRow > 1 { splitBeforeLastCapital() }
            }
        }
        if open == nil { begin(kind, at: start) }
        lastLetterStart = (Int32(start), Int32(letters.count))
        append(&letters)
        open?.end = Int32(end)
        open?.keyEnd = Int32(letters.count)
        if kind == .lower { open?.isAllUpper = false }
        lastWasLower = kind == .lower
        capitalsInRow = kind == .upper ? capitalsInRow + 1 : 0
    }

    private mutating func begin(_ kind: Kind, at start: Int) {
        let joined = gapLength == 0 && !atoms.isEmpty && atoms[atoms.count - 1].end <= Int32(start)
        open = Atom(
            start: Int32(start), end: Int32(start), keyStart: Int32(letters.count),
            keyEnd: Int32(letters.count),
            gap: gap, isJoined: joined && !startsApart, isDigits: kind == .digit, startsUpper: kind == .upper,
            isAllUpper: kind == .upper)
        gap = []
        gapLength = 0
        startsApart = false
        capitalsInRow = 0
    }

    /// Set where the script has no spaces, so that what follows is a word of its own.
    private var startsApart = false

    /// `JBSmith`: the capital before a small letter begins the next atom.
    private mutating func splitBeforeLastCapital() {
        guard var atom = open else { return }
        let (scalar, key) = lastLetterStart
        guard scalar > atom.start else { return }
        let end = atom.end
        let keyEnd = atom.keyEnd
        atom.end = scalar
        atom.keyEnd = key
        atoms.append(atom)
        open = Atom(
            start: scalar, end: end, keyStart: key, keyEnd: keyEnd, gap: [], isJoined: true,
            startsUpper: true,
            isAllUpper: true)
        capitalsInRow = 1
    }

    private mutating func close() {
        guard let atom = open else { return }
        atoms.append(atom)
        open = nil
        lastWasLower = false
        capitalsInRow = 0
    }

    private mutating func separate(_ scalar: UInt32) {
        close()
        gapLength += 1
        if gapLength > 24 { gap.insert(.foreign) }
        if Scalars.isLineEnd(scalar) {
            gap.insert(gap.contains(.lineEnd) ? [.lineEnd, .foreign] : .lineEnd)
        } else if Scalars.isBlank(scalar) {
            gap.insert(.blank)
        } else {
            gap.insert(Self.gap(of: scalar, after: gap))
        }
    }

    private static func gap(of scalar: UInt32, after gap: Gap) -> Gap {
        switch scalar {
        case 0x2E: .fullStop
        case 0x2C: .comma
        case 0x5F, 0x2A, 0x7E, 0x60: .mark
        case 0x26: .ampersand
        case 0x2B: .blank
        // The sign of a quoted line.
        case 0x3E where gap.contains(.lineEnd): .blank
        case _ where Scalars.isApostrophe(scalar): .apostrophe
        case _ where Scalars.isHyphen(scalar): .hyphen
        default: .foreign
        }
    }
}

/// Percent-encoding in URLs.
enum Percent {
    /// The scalar that begins at `%` at `index`, and where it ends.
    static func scalar(in scalars: UnsafeBufferPointer<UInt32>, at index: Int) -> (UInt32, end: Int)? {
        guard let first = byte(in: scalars, at: index) else { return nil }
        if first < 0x80 { return first >= 0x20 ? (first, index + 3) : nil }
        let more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1
        guard first >= 0xC2, first < 0xF5 else { return nil }
        var value = first & (more == 1 ? 0x1F : more == 2 ? 0x0F : 0x07)
        for step in 1...more {
            guard let next = byte(in: scalars, at: index + 3 * step), next & 0xC0 == 0x80 else { return nil }
            value = value << 6 | (next & 0x3F)
        }
        return Unicode.Scalar(value).map { ($0.value, index + 3 * (more + 1)) }
    }

    private static func byte(in scalars: UnsafeBufferPointer<UInt32>, at index: Int) -> UInt32? {
        guard index + 2 < scalars.count, scalars[index] == 0x25,
            let high = Scalars.hexValue(scalars[index + 1]), let low = Scalars.hexValue(scalars[index + 2])
        else { return nil }
        return high << 4 | low
    }
}
