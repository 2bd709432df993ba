import AgeEncryption

/// SplitMix64, so that a failure can be run again from its seed.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            var word: UInt64 = 0
            for index in 0..<count {
                if index & 7 == 0 { word = next() }
                buffer[index] = UInt8(truncatingIfNeeded: word)
                word >>= 8
            }
            filled = count
        }
    }
}

/// What came out of a file, also if its end did not come.
struct Outcome: Equatable {
    var bytes: [UInt8] = []
    var error: AgeError?
}

/// Opens a file in pieces of these sizes, taken in turn.
func open(
    _ file: [UInt8], with identities: [AgeIdentity], pieces: [Int], form: AgeForm? = nil
) -> Outcome {
    var outcome = Outcome()
    var opener = AgeOpener(with: identities, form: form)
    do throws(AgeError) {
        var rest = file[...]
        var turn = 0
        while !rest.isEmpty {
            let size = pieces[turn % pieces.count]
            try opener.add(rest.prefix(size), into: &outcome.bytes)
            rest = rest.dropFirst(size)
            turn += 1
        }
        try opener.finish(into: &outcome.bytes)
    } catch {
        outcome.error = error
    }
    return outcome
}

/// Seals bytes in pieces of these sizes, taken in turn.
func seal(
    _ bytes: [UInt8], to recipients: [AgeRecipient], pieces: [Int], form: AgeForm = .binary
) throws -> [UInt8] {
    var file: [UInt8] = []
    var sealer = try AgeSealer(to: recipients, form: form)
    var rest = bytes[...]
    var turn = 0
    while !rest.isEmpty {
        let size = pieces[turn % pieces.count]
        try sealer.add(rest.prefix(size), into: &file)
        rest = rest.dropFirst(size)
        turn += 1
    }
    try sealer.finish(into: &file)
    return file
}
