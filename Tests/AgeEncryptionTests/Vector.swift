import AgeEncryption
import CZlib
import Foundation
import Testing

/// One file of the test vectors that the authors of the format publish.
struct Vector: Sendable {
    /// What should happen to the file.
    enum Expectation: String, Sendable, CaseIterable {
        case success
        case noMatch = "no match"
        case macFailure = "HMAC failure"
        case headerFailure = "header failure"
        case payloadFailure = "payload failure"
        case armourFailure = "armor failure"
    }

    let name: String
    let expectation: Expectation
    /// SHA-256 of all plaintext that may be handed out.
    var payloadHash: [UInt8]?
    var fileKey: [UInt8] = []
    var identities: [String] = []
    var passphrases: [String] = []
    var isArmoured = false
    let file: [UInt8]

    /// Whether an identity is of a kind that this library refuses.
    var isForeign: Bool { identities.contains { $0.hasPrefix("AGE-SECRET-KEY-PQ-1") } }

    /// The identities that are supported.
    func nativeIdentities() throws -> [AgeIdentity] {
        try identities.filter { !$0.hasPrefix("AGE-SECRET-KEY-PQ-1") }.map { try AgeIdentity(text: $0) }
            + passphrases.map { .passphrase(try AgePassphrase($0)) }
    }
}

extension Vector {
    private static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["RIR_CORPORA"] {
            return URL(filePath: path).appending(path: "age/testdata")
        }
        var repository = URL(filePath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<3 { repository.deleteLastPathComponent() }
        return repository.deletingLastPathComponent().appending(path: "shared/data/age/testdata")
    }()

    /// All vectors.
    ///
    /// Fails in CI where they are absent, so that a skipped test can't stay skipped unnoticed.
    static func all() throws -> [Vector] {
        guard FileManager.default.fileExists(atPath: folder.path) else {
            try #require(ProcessInfo.processInfo.environment["CI"] != "true", "The vectors are absent.")
            print("skipped: no vectors at \(folder.path); set RIR_CORPORA")
            return []
        }
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().compactMap(load)
    }

    /// `nil` for a vector with fields of a later date, which its authors want to be passed over.
    private static func load(_ name: String) throws -> Vector? {
        let bytes = [UInt8](try Data(contentsOf: folder.appending(path: name)))
        let end = try #require(bytes.indices.first { bytes[$0...].starts(with: [10, 10]) })
        var file = Array(bytes[(end + 2)...])
        let fields = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\n").map { line in
            line.split(separator: ": ", maxSplits: 1).map(String.init)
        }
        if fields.contains(["compressed", "zlib"]) { file = try inflated(file) }
        let expectation = try #require(fields.first { $0[0] == "expect" })[1]
        var vector = Vector(
            name: name, expectation: try #require(Expectation(rawValue: expectation)), file: file)
        for field in fields {
            switch field[0] {
            case "payload": vector.payloadHash = hex(field[1])
            case "file key": vector.fileKey = hex(field[1])
            case "identity": vector.identities.append(field[1])
            case "passphrase": vector.passphrases.append(field[1])
            case "armored": vector.isArmoured = field[1] == "yes"
            case "expect", "comment", "compressed": break
            default:
                print("skipped: \(name) has the unknown field \(field[0])")
                return nil
            }
        }
        return vector
    }

    private static func hex(_ text: String) -> [UInt8] {
        let digits = Array(text)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
    }

    private static func inflated(_ bytes: [UInt8]) throws -> [UInt8] {
        var result = [UInt8](repeating: 0, count: 32 << 20)
        var count = uLongf(result.count)
        let status = uncompress(&result, &count, bytes, uLong(bytes.count))
        try #require(status == Z_OK)
        return Array(result.prefix(Int(count)))
    }
}
