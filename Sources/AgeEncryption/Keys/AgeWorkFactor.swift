/// How much work it is to derive a key from a passphrase: 2^``log2`` rounds of scrypt, each with 1 KiB of memory.
public struct AgeWorkFactor: Sendable, Hashable {
    /// The base-two logarithm of the number of rounds.
    public let log2: Int

    /// What new files get: 2^18 rounds, 256 MiB, about a second.
    public static let standard = AgeWorkFactor(known: 18)

    /// What is spent on a file of somebody else at most: 2^22 rounds, 4 GiB, some twenty seconds.
    public static let limit = AgeWorkFactor(known: 22)

    /// Makes a work factor, or `nil` for one outside of 1...30.
    public init?(log2: Int) {
        guard (1...30).contains(log2) else { return nil }
        self.log2 = log2
    }

    private init(known log2: Int) { self.log2 = log2 }
}

extension AgeWorkFactor: Comparable {
    /// Orders by the work to do.
    public static func < (left: AgeWorkFactor, right: AgeWorkFactor) -> Bool { left.log2 < right.log2 }
}
