/// Whole numbers as bytes, the highest byte first.
enum BigEndian {
    static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        (0..<(Number.bitWidth / 8)).reversed().map { UInt8(truncatingIfNeeded: number >> Number($0 * 8)) }
    }

    /// The number that the first bytes are; there must be enough of them.
    static func number<Number: FixedWidthInteger>(
        _ type: Number.Type, from bytes: some Sequence<UInt8>
    ) -> Number {
        bytes.prefix(Number.bitWidth / 8).reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
    }
}
