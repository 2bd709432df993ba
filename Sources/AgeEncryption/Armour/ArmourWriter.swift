/// Writes armour around bytes that come in pieces.
struct ArmourWriter: Sendable {
    private var hasBegun = false
    /// Bytes that don't fill a line yet.
    private var held: [UInt8] = []

    mutating func add(_ piece: ArraySlice<UInt8>, into output: inout [UInt8]) {
        if !hasBegun {
            hasBegun = true
            output += ArmourFormat.beginning + [UInt8(ascii: "\n")]
        }
        var piece = piece
        if !held.isEmpty {
            let missing = ArmourFormat.bytesPerLine - held.count
            held += piece.prefix(missing)
            piece = piece.dropFirst(missing)
            guard held.count == ArmourFormat.bytesPerLine else { return }
            line(held[...], into: &output)
            held.removeAll(keepingCapacity: true)
        }
        while piece.count >= ArmourFormat.bytesPerLine {
            line(piece.prefix(ArmourFormat.bytesPerLine), into: &output)
            piece = piece.dropFirst(ArmourFormat.bytesPerLine)
        }
        held += piece
    }

    mutating func finish(into output: inout [UInt8]) {
        // No empty line after a full one.
        if !held.isEmpty { line(held[...], into: &output) }
        output += ArmourFormat.end + [UInt8(ascii: "\n")]
    }

    private func line(_ bytes: ArraySlice<UInt8>, into output: inout [UInt8]) {
        Base64.append(bytes, to: &output, padded: true)
        output.append(UInt8(ascii: "\n"))
    }
}
