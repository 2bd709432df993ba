import Foundation
import Testing
import TransparencyLog

/// The published vectors, beside the repository or where `RIR_CORPORA` says.
enum Corpora {
    private static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["RIR_CORPORA"] {
            return URL(filePath: path).appending(path: "transparency-log")
        }
        var repository = URL(filePath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<3 { repository.deleteLastPathComponent() }
        return repository.deletingLastPathComponent().appending(path: "shared/data/transparency-log")
    }()

    /// Fails in CI where the vectors are absent, so that a skipped test can't stay skipped unnoticed.
    static func require() throws -> Bool {
        if FileManager.default.fileExists(atPath: folder.path) { return true }
        try #require(ProcessInfo.processInfo.environment["CI"] != "true", "The vectors are absent.")
        print("skipped: no vectors at \(folder.path); set RIR_CORPORA")
        return false
    }

    static func data(_ path: String) throws -> Data { try Data(contentsOf: folder.appending(path: path)) }

    static func text(_ path: String) throws -> String { String(decoding: try data(path), as: UTF8.self) }

    /// The JSON files below a folder, by their path from it, sorted.
    static func probes(_ path: String) throws -> [(name: String, data: Data)] {
        let base = folder.appending(path: path)
        return try FileManager.default.subpathsOfDirectory(atPath: base.path).sorted()
            .filter { $0.hasSuffix(".json") }
            .map { ($0, try Data(contentsOf: base.appending(path: $0))) }
    }
}

extension MerkleHash {
    /// The hash of some text as a leaf, for trees whose content is of no interest.
    static func leaf(_ text: String) -> MerkleHash { .leaf(Array(text.utf8)) }

    /// The same hash with one bit changed.
    func flipping(bit: Int) throws -> MerkleHash {
        var bytes = bytes
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        return try MerkleHash(bytes)
    }
}

extension [UInt8] {
    /// Bytes from hexadecimal digits.
    init(hex: String) {
        let digits = Swift.Array(hex)
        self = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
    }
}

/// Whether some work is refused, for any reason of ours.
func isRefused(_ work: () throws -> Void) -> Bool {
    do {
        try work()
        return false
    } catch {
        return error is TransparencyLogError
    }
}
