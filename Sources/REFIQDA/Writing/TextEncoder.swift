/// Writes a text in a profile's form and counts positions in it.
struct TextEncoder {
    let profile: QDAProfile

    /// The bytes of the file: UTF-8 without a byte-order mark.
    func bytes(_ text: String) -> [UInt8] {
        guard profile.usesCRLF else { return Array(text.utf8) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\r")) }
            bytes.append(byte)
        }
        return bytes
    }

    /// Where positions of the value lie in the file; what is beyond the text is missing.
    ///
    /// - Parameter positions: Unicode scalars of the text, from 0.
    func offsets(of positions: some Sequence<Int>, in text: String) -> [Int: Int] {
        let wanted = Set(positions).sorted()
        var result: [Int: Int] = [:]
        var (index, units, next) = (0, 0, 0)
        var scalars = text.unicodeScalars.makeIterator()
        while next < wanted.count {
            while next < wanted.count, wanted[next] <= index {
                if wanted[next] == index { result[index] = units }
                next += 1
            }
            guard next < wanted.count, let scalar = scalars.next() else { break }
            units += width(scalar)
            index += 1
        }
        return result
    }

    private func width(_ scalar: Unicode.Scalar) -> Int {
        let offsets = profile.offsets
        if scalar == "\n", profile.usesCRLF, offsets.countsCarriageReturn { return 2 }
        return offsets.unit == .utf16 && scalar.value > 0xFFFF ? 2 : 1
    }
}
