/// What one run of an outside program may use.
struct ToolLimits: Sendable, Equatable {
    /// On the clock, from its start.
    var wall: Duration
    /// Of one processor.
    var cpuSeconds: Int
    /// Of address space in bytes; pandoc's own heap limit instead where the program has one.
    var memory: Int
    /// Of what it writes, in bytes.
    var output: Int

    /// The limits for some input: a share for every MiB, so that a small file can't keep a processor busy.
    ///
    /// - Parameters:
    ///   - bytes: Of the input, unpacked.
    ///   - memory: In bytes.
    static func reading(_ bytes: Int, memory: Int = 512 << 20) -> ToolLimits {
        let mebibytes = min(bytes >> 20, 64)
        let seconds = min(4 + 6 * mebibytes, 120)
        return ToolLimits(
            wall: .seconds(15 + 3 * seconds), cpuSeconds: seconds, memory: memory,
            output: min(max(8 << 20, 24 * bytes), 128 << 20))
    }

    /// For asking a program for its version.
    static let asking = ToolLimits(wall: .seconds(5), cpuSeconds: 5, memory: 256 << 20, output: 64 << 10)
}

/// Why a program gave no result.
enum ToolFailure: Error, Equatable {
    /// It could not be started.
    case notStarted
    /// It ran longer than it may; it and everything it started were ended.
    case timedOut
    /// It used more processor time or memory than it may.
    case exhausted
    /// It wrote more than is kept.
    case tooMuchOutput
    /// It ended with a status other than 0, having written some output.
    case failed(status: Int, output: [UInt8] = [])
}
