/// One file's codings as bytes, for a cache such as a column of SQLite.
///
/// Form 1: the four bytes `RCS1`, the number of codings (32 bits), a check sum (64 bits), then the columns as 32-bit numbers, all
/// little-endian. The source is left out (0): the place the bytes are kept at says it. The bytes are derived and never the
/// truth: what can't be read is packed again.
extension CodingSlab {
    private static let magic: [UInt8] = [0x52, 0x43, 0x53, 0x31]
    private static let headLength = 16

    /// The bytes of a file's codings.
    package var bytes: [UInt8] {
        let body = stamped(0).words.map(\.littleEndian)
        var bytes = Self.magic
        bytes.reserveCapacity(Self.headLength + body.count * 4)
        withUnsafeBytes(of: UInt32(count).littleEndian) { bytes.append(contentsOf: $0) }
        let sum = Self.sum(body)
        withUnsafeBytes(of: sum.littleEndian) { bytes.append(contentsOf: $0) }
        body.withUnsafeBytes { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// Reads what ``bytes`` wrote.
    ///
    /// - Returns: `nil` for anything else: another form, a wrong length or check sum, codings out of order or impossible.
    package init?(bytes: [UInt8]) {
        guard let slab = bytes.withUnsafeBytes({ Self.read($0) }) else { return nil }
        self = slab
    }

    /// As ``init(bytes:)``, for bytes that another library owns.
    package static func read(_ bytes: UnsafeRawBufferPointer) -> CodingSlab? {
        guard bytes.count >= headLength, bytes.prefix(4).elementsEqual(magic) else { return nil }
        let count = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self)))
        let sum = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        let length = count * columns
        guard bytes.count == headLength + 4 * length else { return nil }
        let words = [UInt32](unsafeUninitializedCapacity: length) { buffer, filled in
            let body = UnsafeRawBufferPointer(rebasing: bytes[headLength...])
            UnsafeMutableRawBufferPointer(buffer).copyMemory(from: body)
            filled = length
        }
        guard self.sum(words) == sum else { return nil }
        let slab = CodingSlab(words: words.map { UInt32(littleEndian: $0) }, count: count)
        return slab.isPossible ? slab : nil
    }

    /// A sum that notices damage, not malice: multiply and rotate, two words at a time.
    private static func sum(_ words: [UInt32]) -> UInt64 {
        var sum = UInt64(words.count) &+ 0x9E37_79B9_7F4A_7C15
        words.withUnsafeBufferPointer { words in
            var index = 0
            while index < words.count {
                let second = index + 1 < words.count ? UInt32(littleEndian: words[index + 1]) : 0
                let pair = UInt64(second) << 32 | UInt64(UInt32(littleEndian: words[index]))
                sum = (sum ^ pair) &* 0xFF51_AFD7_ED55_8CCD
                sum = sum << 29 | sum >> 35
                index += 2
            }
        }
        return sum
    }

    private var isPossible: Bool {
        words.withUnsafeBufferPointer { words in
            var last: (UInt32, UInt32) = (0, 0)
            for row in 0..<count {
                let place = (words[count + row], words[2 * count + row])
                let flags = PackedFlags(bits: words[3 * count + row])
                guard place >= last, place.0 < place.1, flags.isPossible, words[3 * count + row] >> 8 == 0,
                    flags.isLost == (words[row] & Self.lostMark != 0),
                    flags.isWhole == (place == (0, Self.wholeEnd)), words[6 * count + row] >> 24 == 0
                else { return false }
                last = place
            }
            return true
        }
    }
}
