import Foundation
import GitStore
import ProgramFixture

/// An empty repository of real git, and real git to look at it.
final class GitFolder {
    let path: String

    init() throws {
        let memory =
            FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
        let base = ProcessInfo.processInfo.environment["RIR_SCRATCH"] ?? memory
        path = "\(base)/rir-git-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try git("init", "-q", "-b", "main")
    }

    deinit {
        if ProcessInfo.processInfo.environment["RIR_KEEP_SCRATCH"] == nil {
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    var objects: String { path + "/.git/objects" }

    /// git said no.
    struct Failed: Error {
        var arguments: [String]
        var errors: String
    }

    /// Runs git and returns the bytes it prints.
    @discardableResult
    func git(_ arguments: String..., input: [UInt8] = []) throws -> [UInt8] {
        let environment = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": path, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C",
        ]
        let outcome = try Program.run(
            ["git", "-C", path] + arguments, environment: environment, input: input)
        guard outcome.status == 0 else { throw Failed(arguments: arguments, errors: outcome.errors) }
        return outcome.bytes
    }

    func line(_ bytes: [UInt8]) -> String { String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self) }
}

/// A small repeatable generator: SplitMix64 (Steele, Lea and Flood 2014).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func bytes(_ range: ClosedRange<Int>) -> [UInt8] {
        (0..<Int.random(in: range, using: &self)).map { _ in UInt8.random(in: .min ... .max, using: &self) }
    }
}
