package import StudyModel

/// One coding as numbers: what queries and matrices look at.
///
/// Codes and sources are numbers of the caller's own dictionaries, which must stay the same as long as anything packed
/// with them is kept.
package struct PackedCoding: Hashable, Sendable {
    package var id: CodingID
    /// Below 2,147,483,648.
    package var code: UInt32
    /// Unicode scalars of the body, of a lost coding where it last stood; `nil` for the record as a whole.
    package var span: Range<Int>?
    package var state: Coding.State
    package var origin: Coding.Origin
    /// The revision of the code it was made under; at most 4,294,967,295.
    package var revision: Int
    /// Within what 32 bits hold.
    package var weight: Int?
    /// When it was made, in days since 1970-01-01 (UTC).
    package var day: Int
    package var hasComment: Bool

    package init(
        id: CodingID, code: UInt32, span: Range<Int>?, state: Coding.State = .sound,
        origin: Coding.Origin = .hand,
        revision: Int = 1, weight: Int? = nil, day: Int = 0, hasComment: Bool = false
    ) {
        self.id = id
        self.code = code
        self.span = span
        self.state = state
        self.origin = origin
        self.revision = revision
        self.weight = weight
        self.day = day
        self.hasComment = hasComment
    }

    /// A coding with the number of its code.
    package init(_ coding: Coding, code: UInt32) {
        self.init(
            id: coding.id, code: code, span: coding.anchor?.span, state: coding.state, origin: coding.origin,
            revision: coding.revision, weight: coding.weight, day: coding.at.day.daysSinceEpoch,
            hasComment: coding.comment?.isEmpty == false)
    }
}

/// What is known of a coding beside its numbers, as the bits of one column.
struct PackedFlags: Hashable {
    var bits: UInt32

    static let lost: UInt32 = 2
    static let whole: UInt32 = 4
    static let comment: UInt32 = 8
    static let weight: UInt32 = 16
    private static let states: [Coding.State] = [.sound, .changed, .lost]
    private static let origins: [Coding.Origin] = [.hand, .text, .speaker, .question, .import]

    init(bits: UInt32) { self.bits = bits & 0xFF }

    init(_ coding: PackedCoding) {
        bits = UInt32(Self.states.firstIndex(of: coding.state) ?? 0)
        if coding.span == nil { bits |= Self.whole }
        if coding.hasComment { bits |= Self.comment }
        if coding.weight != nil { bits |= Self.weight }
        bits |= UInt32(Self.origins.firstIndex(of: coding.origin) ?? 0) << 5
    }

    var isPossible: Bool { bits & 3 < 3 && bits >> 5 < 5 }
    var state: Coding.State { Self.states[Int(min(bits & 3, 2))] }
    var origin: Coding.Origin { Self.origins[Int(min(bits >> 5, 4))] }
    var isLost: Bool { bits & 3 == Self.lost }
    var isWhole: Bool { bits & Self.whole != 0 }
    var hasComment: Bool { bits & Self.comment != 0 }
    var hasWeight: Bool { bits & Self.weight != 0 }
}

/// The 130 bits of a coding's id as four words and two bits.
struct PackedID: Hashable {
    var words: [UInt32]
    /// What does not fit in them: the id's first two bits.
    var top: UInt32

    init(_ id: CodingID) {
        var values: [UInt64] = [0, 0]
        var top: UInt32 = 0
        for (place, byte) in id.rawValue.utf8.enumerated() {
            let five = UInt64(Self.values[Int(byte)])
            if place == 0 { top = UInt32(five >> 3) }
            values[0] = values[0] << 5 | values[1] >> 59
            values[1] = values[1] << 5 | five
        }
        self.top = top & 3
        words = values.flatMap { [UInt32(truncatingIfNeeded: $0 >> 32), UInt32(truncatingIfNeeded: $0)] }
    }

    init(words: [UInt32], top: UInt32) {
        self.words = words
        self.top = top
    }

    var id: CodingID? {
        var high = UInt64(words[0]) << 32 | UInt64(words[1])
        var low = UInt64(words[2]) << 32 | UInt64(words[3])
        var digits: [UInt8] = []
        for place in 0..<26 {
            // The first character holds the two top bits and the first three of the words.
            let five = place == 25 ? UInt64(top) << 3 | low & 7 : low & 31
            digits.append(RecordID.alphabet[Int(five & 31)])
            low = low >> 5 | high << 59
            high >>= 5
        }
        return CodingID(rawValue: String(decoding: digits.reversed(), as: UTF8.self))
    }

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0, count: 256)
        for (place, byte) in RecordID.alphabet.enumerated() { values[Int(byte)] = UInt8(place) }
        return values
    }()
}
