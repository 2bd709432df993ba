/// A hash of folded letters that can be carried on letter by letter.
///
/// 64 bits of FNV-1a, mixed at the end: two of a million different keys meet with a chance of one in ten
/// million, and a meeting replaces a word too many, never too few.
struct KeyHash: Sendable {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { add(byte) }
    }

    var value: UInt64 {
        var mixed = state
        mixed = (mixed ^ (mixed >> 32)) &* 0xD6E8_FEB8_6659_FD93
        return mixed ^ (mixed >> 29)
    }

    static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var hash = KeyHash()
        hash.add(bytes)
        return hash.value
    }
}

/// Leads hashes to the numbers filed under them; several numbers may share one.
struct HashIndex: Sendable {
    private var slots: [Int32]
    private var hashes: [UInt64] = []
    private var numbers: [Int32] = []
    private var nexts: [Int32] = []
    private let mask: Int

    /// - Parameter capacity: How many numbers will be filed at most.
    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        slots = Array(repeating: -1, count: size)
        mask = size - 1
    }

    mutating func file(_ number: Int, under hash: UInt64) {
        let slot = Int(truncatingIfNeeded: hash) & mask
        hashes.append(hash)
        numbers.append(Int32(number))
        nexts.append(slots[slot])
        slots[slot] = Int32(numbers.count - 1)
    }

    func contains(_ hash: UInt64) -> Bool {
        var place = slots[Int(truncatingIfNeeded: hash) & mask]
        while place >= 0 {
            if hashes[Int(place)] == hash { return true }
            place = nexts[Int(place)]
        }
        return false
    }

    /// The numbers filed under a hash, the last one first.
    func numbers(under hash: UInt64) -> [Int] {
        var found: [Int] = []
        var place = slots[Int(truncatingIfNeeded: hash) & mask]
        while place >= 0 {
            if hashes[Int(place)] == hash { found.append(Int(numbers[Int(place)])) }
            place = nexts[Int(place)]
        }
        return found
    }
}

/// Tells quickly that a beginning of letters leads nowhere.
///
/// It may say yes wrongly, never no.
struct PrefixFilter: Sendable {
    private var bits: [UInt64]
    private let mask: UInt64

    /// - Parameter capacity: How many beginnings will be added at most.
    init(capacity: Int) {
        var size = 1024
        while size < capacity * 16 { size *= 2 }
        bits = Array(repeating: 0, count: size / 64)
        mask = UInt64(size - 1)
    }

    mutating func addPrefixes(of key: some Sequence<UInt8>) {
        var hash = KeyHash()
        for byte in key {
            hash.add(byte)
            let bit = hash.value & mask
            bits[Int(bit >> 6)] |= 1 << (bit & 63)
        }
    }

    func mayContain(_ hash: UInt64) -> Bool {
        let bit = hash & mask
        return bits[Int(bit >> 6)] & (1 << (bit & 63)) != 0
    }
}
