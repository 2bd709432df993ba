import StudyModel

/// What ranking, filters and facets need to know of one indexed text, in 24 bytes.
///
/// - Invariant: `kind` is 0 for a text that is not searchable (any more).
struct DocumentEntry: Equatable {
    /// Day, kind and first seven characters of the suffix of the record's id: ids compare as these numbers
    /// do.
    var idHigh: UInt64 = 0
    /// The rest of the suffix.
    var idLow: UInt32 = 0
    /// The record's day in days since 1970-01-01.
    var day: Int32 = 0
    /// Words in title and body together.
    var words: UInt32 = 0
    /// 1 + the place of the kind in `RecordKind.allCases`.
    var kind: UInt8 = 0

    /// Whether it comes before another in the order of record ids.
    func precedes(_ other: DocumentEntry) -> Bool {
        idHigh != other.idHigh ? idHigh < other.idHigh : idLow < other.idLow
    }
}

extension DocumentEntry {
    init(id: RecordID, kind: RecordKind, day: CalendarDay, words: Int) {
        let made = id.day
        let date = UInt64(made.year * 372 + (made.month - 1) * 31 + made.day - 1)
        let suffix = Array(id.suffix.utf8)
        let named = id.rawValue.utf8.dropFirst(11).dropLast(suffix.count + 1)
        let rank = Self.kindNames.firstIndex { $0.elementsEqual(named) } ?? 0
        idHigh = (date << 3 | UInt64(rank)) << 36 | Self.number(suffix, 0..<7)
        idLow = UInt32(truncatingIfNeeded: Self.number(suffix, 7..<13))
        self.day = Int32(day.daysSinceEpoch)
        self.words = UInt32(clamping: words)
        self.kind = kind.ordinal
    }

    private static let kindNames = RecordKind.allCases.map(\.rawValue).sorted().map { Array($0.utf8) }

    /// Characters as digits of base 33, where 0 stands for "no more": shorter sorts first, as text does.
    private static func number(_ suffix: [UInt8], _ places: Range<Int>) -> UInt64 {
        var value: UInt64 = 0
        for place in places {
            let digit = place < suffix.count ? (RecordID.alphabet.firstIndex(of: suffix[place]) ?? 0) + 1 : 0
            value = value * 33 + UInt64(digit)
        }
        return value
    }
}

extension RecordKind {
    /// 1 + the kind's place in `allCases`; part of the format of the text file.
    var ordinal: UInt8 { Self.ordinals[self] ?? 0 }

    init?(ordinal: UInt8) {
        guard ordinal > 0, Int(ordinal) <= Self.allCases.count else { return nil }
        self = Self.allCases[Int(ordinal) - 1]
    }

    private static let ordinals = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($0.element, UInt8($0.offset + 1)) }
    )
}

/// Every indexed text by number, held in memory (2.4 MB at 100,000) and kept in the text file in blocks, so
/// that opening reads a few hundred rows instead of every record.
struct DocumentTable {
    static let blockLength = 128

    private(set) var entries: ContiguousArray<DocumentEntry> = []
    /// How many texts are searchable.
    private(set) var count = 0
    /// The sum of their words.
    private(set) var words = 0

    /// The entry of a searchable text.
    subscript(number: Int64) -> DocumentEntry? {
        guard number >= 0, number < entries.count else { return nil }
        let entry = entries[Int(number)]
        return entry.kind == 0 ? nil : entry
    }

    mutating func set(_ entry: DocumentEntry, at number: Int64) {
        let place = Int(number)
        if place >= entries.count {
            let length = (place / Self.blockLength + 1) * Self.blockLength
            entries.append(contentsOf: repeatElement(DocumentEntry(), count: length - entries.count))
        }
        forget(entries[place])
        entries[place] = entry
        if entry.kind != 0 {
            count += 1
            words += Int(entry.words)
        }
    }

    mutating func remove(_ number: Int64) {
        guard self[number] != nil else { return }
        forget(entries[Int(number)])
        entries[Int(number)] = DocumentEntry()
    }

    private mutating func forget(_ entry: DocumentEntry) {
        guard entry.kind != 0 else { return }
        count -= 1
        words -= Int(entry.words)
    }

    /// The bytes of one block as the text file holds them.
    func block(_ number: Int) -> [UInt8] {
        let start = number * Self.blockLength
        return entries[start..<start + Self.blockLength].withUnsafeBytes { Array($0) }
    }

    /// Takes in a block; blocks may be missing where no text is searchable.
    ///
    /// - Returns: false when the bytes are no block.
    mutating func load(_ bytes: UnsafeRawBufferPointer, as number: Int) -> Bool {
        let stride = MemoryLayout<DocumentEntry>.stride
        guard number >= 0, number < 1 << 24, bytes.count == stride * Self.blockLength else { return false }
        for offset in 0..<Self.blockLength {
            let entry = bytes.loadUnaligned(fromByteOffset: offset * stride, as: DocumentEntry.self)
            if entry.kind != 0 { set(entry, at: Int64(number * Self.blockLength + offset)) }
        }
        return true
    }
}
