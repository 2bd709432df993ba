/// Names, places and words of English, to tell names from words.
///
/// Each list is a text with one entry on a line: the word, and after a tab a digit from 1 to 9. Lines that begin
/// with `#` are notes. In lists of names the digit says how often the word with a capital is such a name (9 nearly
/// always, and when none is given); in the list of words how common the word is.
package struct WordLists: Sendable {
    private let firstNames: WeightTable
    private let surnames: WeightTable
    private let places: WeightTable
    /// First words of places with more than one.
    private let placeStarts: WeightTable
    private let words: WeightTable
    private let notNames: WeightTable

    /// No lists: every rule that needs one takes the careful side.
    package static let none = WordLists(firstNames: "", surnames: "", places: "", words: "")

    /// Reads the contents of the lists.
    ///
    /// - Parameter notNames: Words with a capital that name nobody and nowhere: days, languages, `NHS`.
    package init(
        firstNames: String, surnames: String, places: String, words: String, notNames: String = ""
    ) {
        self.firstNames = WeightTable(list: firstNames)
        self.surnames = WeightTable(list: surnames)
        self.places = WeightTable(list: places)
        placeStarts = WeightTable(list: places, firstWordsOnly: true)
        self.words = WeightTable(list: words)
        self.notNames = WeightTable(list: notNames)
    }

    package var isEmpty: Bool { words.isEmpty && firstNames.isEmpty && surnames.isEmpty && places.isEmpty }

    /// How often a word with a capital is a first name, from 1 to 9; 0 when the list does not have it.
    func firstName(_ hash: UInt64) -> Int { firstNames.weight(hash) }
    func surname(_ hash: UInt64) -> Int { surnames.weight(hash) }
    func place(_ hash: UInt64) -> Int { places.weight(hash) }
    func startsPlace(_ hash: UInt64) -> Bool { placeStarts.weight(hash) > 0 }
    /// How common a word is, from 1 to 9; 0 when it is none.
    func commonness(_ hash: UInt64) -> Int { words.weight(hash) }
    func isNotName(_ hash: UInt64) -> Bool { notNames.weight(hash) > 0 }
}

/// Weights from 1 to 9 by the hash of folded letters, in one flat table.
struct WeightTable: Sendable {
    /// 60 bits of a hash and 4 of its weight; 0 where nothing is.
    private var slots: [UInt64]
    private var mask: Int

    var isEmpty: Bool { slots.count == 1 }

    init(list: String, firstWordsOnly: Bool = false) {
        var list = list
        self = list.withUTF8 { bytes in
            var reader = ListReader(firstWordsOnly: firstWordsOnly)
            reader.read(bytes)
            return WeightTable(reader.entries)
        }
    }

    private init(_ entries: [UInt64]) {
        var size = 1
        while size < entries.count * 2 { size *= 2 }
        slots = Array(repeating: 0, count: size)
        mask = size - 1
        slots.withUnsafeMutableBufferPointer { slots in
            for entry in entries {
                var slot = Int(truncatingIfNeeded: entry >> 4) & mask
                while slots[slot] != 0, slots[slot] >> 4 != entry >> 4 { slot = (slot + 1) & mask }
                if slots[slot] & 15 < entry & 15 { slots[slot] = entry }
            }
        }
    }

    func weight(_ hash: UInt64) -> Int {
        let wanted = hash >> 4
        var slot = Int(truncatingIfNeeded: wanted) & mask
        while slots[slot] != 0 {
            if slots[slot] >> 4 == wanted { return Int(slots[slot] & 15) }
            slot = (slot + 1) & mask
            if mask == 0 { break }
        }
        return 0
    }
}

/// Reads a list's lines into hashes with weights.
private struct ListReader {
    var entries: [UInt64] = []
    let firstWordsOnly: Bool

    init(firstWordsOnly: Bool) { self.firstWordsOnly = firstWordsOnly }

    mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
        entries.reserveCapacity(firstWordsOnly ? 1024 : bytes.count / 10)
        var start = 0
        while start < bytes.count {
            var end = start
            while end < bytes.count, bytes[end] != 0x0A { end += 1 }
            if bytes[start] != UInt8(ascii: "#"), end > start { line(bytes, start..<end) }
            start = end + 1
        }
    }

    private mutating func line(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        var weight: UInt64 = 9
        var end = range.upperBound
        if end - range.lowerBound > 2, bytes[end - 2] == 0x09 {
            weight = UInt64(bytes[end - 1] &- 0x30)
            end -= 2
        }
        guard (1...9).contains(weight) else { return }
        var hash = KeyHash()
        var letters = 0
        for index in range.lowerBound..<end {
            let byte = bytes[index]
            guard byte < 0x80 else { return slowLine(bytes, range.lowerBound..<end, weight: weight) }
            if Scalars.isASCIIAlphanumeric(UInt32(byte)) {
                hash.add(Scalars.isASCIIUpper(UInt32(byte)) ? byte | 0x20 : byte)
                letters += 1
            } else if firstWordsOnly, letters > 0 {
                return entries.append(hash.value & ~15 | weight)
            }
        }
        if !firstWordsOnly, letters > 0 { entries.append(hash.value & ~15 | weight) }
    }

    /// A line with letters beyond ASCII is folded as texts are.
    private mutating func slowLine(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, weight: UInt64) {
        let read = ReadText(String(decoding: bytes[range], as: UTF8.self))
        guard !read.atoms.isEmpty else { return }
        let end = firstWordsOnly ? read.endOfWord(0) : read.atoms.count
        guard !firstWordsOnly || end < read.atoms.count else { return }
        entries.append(KeyHash.of(read.key(0..<end)) & ~15 | weight)
    }
}
