/// Names, places and words of English, to tell names from words.
///
/// Each list is a text with one entry on a line: the word, and after a tab a digit from 1 to 9. Lines that
/// begin with `#` are notes. In lists of names the digit says how often the word with a capital is such a
/// name (9 nearly always, and when none is given); in the list of words how common the word is.
package struct WordLists: Sendable {
    private let firstNames: WeightTable
    private let surnames: WeightTable
    /// Places of one word.
    private let places: WeightTable
    /// Places of several words, with a space between them.
    private let placePhrases: WeightTable
    /// The first words of those.
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
        self.places = WeightTable(list: places, part: .words)
        placePhrases = WeightTable(list: places, part: .phrases)
        placeStarts = WeightTable(list: places, part: .firstWords)
        self.words = WeightTable(list: words)
        self.notNames = WeightTable(list: notNames)
    }

    package var isEmpty: Bool { words.isEmpty && firstNames.isEmpty && surnames.isEmpty && places.isEmpty }

    /// How often a word with a capital is a first name, from 1 to 9; 0 when the list does not have it.
    func firstName(_ hash: UInt64) -> Int { firstNames.weight(hash) }
    func surname(_ hash: UInt64) -> Int { surnames.weight(hash) }
    func place(_ hash: UInt64) -> Int { places.weight(hash) }
    /// The same of a place of several words, hashed with a space between them.
    func placePhrase(_ hash: UInt64) -> Int { placePhrases.weight(hash) }
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

    /// Which entries of a list are read, and what of them.
    enum Part {
        /// All, with their letters joined.
        case all
        /// Those of one word.
        case words
        /// Those of several words, with a space between them.
        case phrases
        /// The first words of those of several words.
        case firstWords
    }

    init(list: String, part: Part = .all) {
        var list = list
        self = list.withUTF8 { bytes in
            var reader = ListReader(part: part, bytes: bytes.count)
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
    private(set) var entries: [UInt64] = []
    private let part: WeightTable.Part

    init(part: WeightTable.Part, bytes: Int) {
        self.part = part
        entries.reserveCapacity(part == .all || part == .words ? bytes / 10 : bytes / 40)
    }

    mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
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
        var first: UInt64?
        var isAfterGap = false
        for index in range.lowerBound..<end {
            let byte = bytes[index]
            guard byte < 0x80 else { return foldedLine(bytes, range.lowerBound..<end, weight) }
            guard Scalars.isASCIIAlphanumeric(UInt32(byte)) else {
                isAfterGap = true
                continue
            }
            if isAfterGap, part != .all {
                first = first ?? hash.value
                hash.add(UInt8(ascii: " "))
            }
            isAfterGap = false
            hash.add(Scalars.isASCIIUpper(UInt32(byte)) ? byte | 0x20 : byte)
        }
        take(hash.value, firstWord: first, weight)
    }

    /// A line with letters beyond ASCII is folded as texts are.
    private mutating func foldedLine(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ weight: UInt64
    ) {
        let read = ReadText(String(decoding: bytes[range], as: UTF8.self))
        var hash = KeyHash()
        var first: UInt64?
        for index in read.atoms.indices {
            if index > 0, !read.atoms[index].isJoined, part != .all {
                first = first ?? hash.value
                hash.add(UInt8(ascii: " "))
            }
            hash.add(read.letters[read.atoms[index].key])
        }
        if !read.atoms.isEmpty { take(hash.value, firstWord: first, weight) }
    }

    private mutating func take(_ hash: UInt64, firstWord: UInt64?, _ weight: UInt64) {
        switch part {
        case .all: entries.append(hash & ~15 | weight)
        case .words: if firstWord == nil { entries.append(hash & ~15 | weight) }
        case .phrases: if firstWord != nil { entries.append(hash & ~15 | weight) }
        case .firstWords: if let firstWord { entries.append(firstWord & ~15 | 9) }
        }
    }
}
