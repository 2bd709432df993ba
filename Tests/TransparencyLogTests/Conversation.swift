import Crypto
import Foundation
import Testing
import TransparencyLog

/// A recorded conversation with litewitness, another implementation of the protocol: requests and expected answers.
struct Conversation {
    struct Exchange {
        var body: [UInt8]
        var status: Int
        /// What the answer must be, or must contain.
        var answer: String
        var isWhole: Bool
    }

    let exchanges: [Exchange]
    /// The witness's key, as OpenSSH stores it in the recording.
    let cosigner: Cosigner

    init(_ path: String) throws {
        let file = try Corpora.text(path)
        cosigner = try Self.cosigner(file)
        let form =
            /POST \S+\n```\n(?<body>.*?)```\nHTTP (?<status>\d+)\n\[Asserts\]\nbody (?<how>contains|==) "(?<answer>[^"]*)"/
        exchanges = file.matches(of: form.dotMatchesNewlines()).map { match in
            Exchange(
                body: Array(match.body.utf8), status: Int(match.status) ?? 0,
                answer: String(match.answer).replacing("\\n", with: "\n"), isWhole: match.how == "==")
        }
    }

    /// The private key of `witness_key.pem`, whose public key's digest the recording names.
    private static func cosigner(_ file: String) throws -> Cosigner {
        let pem = try #require(
            file.firstMatch(
                of: /-- witness_key\.pem --\n-----BEGIN OPENSSH PRIVATE KEY-----\n([^-]+)-----END/))
        let bytes = [UInt8](try #require(Data(base64Encoded: String(pem.1).replacing("\n", with: ""))))
        // A private key in that file is the seed and the public key after their length, 64.
        let start = try #require(bytes.indices.first { bytes[$0...].starts(with: [0, 0, 0, 64]) })
        let seed = Array(bytes[(start + 4)..<(start + 36)])
        let named = try #require(file.firstMatch(of: /-name=(\S+) -key=([0-9a-f]{64})/))
        let cosigner = try Cosigner(name: try KeyName(String(named.1)), seed: seed)
        #expect(Array(SHA256.hash(data: cosigner.verifier.publicKey)) == [UInt8](hex: String(named.2)))
        return cosigner
    }
}
