import StudyModel

/// The colours of codes, and what a terminal has that comes nearest.
enum CoderColours {
    /// For codes without a colour of their own; six that can be told apart on light and dark ground.
    private static let spare: [UInt32] = [0xD0_4A3A, 0x2E_8B57, 0xB8_860B, 0x3A_6FD0, 0xA0_4AB8, 0x2A_9AA8]

    static func colour(of code: CodeID, in codebook: Codebook) -> UInt32 {
        if let own = codebook[code]?.code.colour, let value = UInt32(own.dropFirst(), radix: 16) {
            return value
        }
        let sum = code.rawValue.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
        return spare[sum % spare.count]
    }

    /// The number of the nearest colour of a terminal that has `count` of them; `nil` where it has none.
    static func nearest(_ colour: UInt32, of count: Int) -> Int? {
        guard count >= 8 else { return nil }
        let palette = count >= 256 ? fixed : Array(named.prefix(count >= 16 ? 16 : 8))
        let offset = count >= 256 ? 16 : 0
        // Black and white are the terminal's own ground and text as often as not.
        let best = palette.indices.filter { count >= 256 || ![0, 7, 8, 15].contains($0) }
            .min { distance(palette[$0], colour) < distance(palette[$1], colour) }
        return best.map { $0 + offset }
    }

    /// The first sixteen as most terminals show them.
    private static let named: [UInt32] = [
        0x00_0000, 0xCD_0000, 0x00_CD00, 0xCD_CD00, 0x00_00EE, 0xCD_00CD, 0x00_CDCD, 0xE5_E5E5, 0x7F_7F7F,
        0xFF_0000,
        0x00_FF00, 0xFF_FF00, 0x5C_5CFF, 0xFF_00FF, 0x00_FFFF, 0xFF_FFFF,
    ]

    /// Colours 16 to 255, which are the same in every terminal that has them.
    private static let fixed: [UInt32] = {
        let steps: [UInt32] = [0, 95, 135, 175, 215, 255]
        let cube = steps.flatMap { red in
            steps.flatMap { green in steps.map { blue in red << 16 | green << 8 | blue } }
        }
        return cube + (0..<24).map { step in (UInt32(step) * 10 + 8) * 0x01_0101 }
    }()

    /// Distance as the eye sees it, roughly: the red mean of CompuPhase.
    private static func distance(_ left: UInt32, _ right: UInt32) -> Int {
        func part(_ colour: UInt32, _ shift: UInt32) -> Int { Int(colour >> shift & 0xFF) }
        let mean = (part(left, 16) + part(right, 16)) / 2
        let red = part(left, 16) - part(right, 16)
        let green = part(left, 8) - part(right, 8)
        let blue = part(left, 0) - part(right, 0)
        return (512 + mean) * red * red / 256 + 4 * green * green + (767 - mean) * blue * blue / 256
    }
}
