import Foundation
import Testing

@testable import TransparencyLog

/// Which of the edge cases of Ed25519 a verifier accepts (C2SP/CCTV).
@Suite struct Ed25519Tests {
    private struct Vector: Decodable {
        var number: Int
        var key: String
        var sig: String
        var msg: String
        var flags: [String]?
    }

    #if !canImport(Darwin)
    /// As most implementations: what holds only with the cofactor and what has another spelling of R is refused,
    /// everything else is accepted, keys of low order and keys with another spelling too.
    @Test func edgeCases_areAcceptedAsTheDocumentationSays() throws {
        guard try Corpora.require() else { return }
        let vectors = try JSONDecoder().decode(
            [Vector].self, from: try Corpora.data("cctv-ed25519/ed25519vectors.json"))
        #expect(vectors.count == 914)
        var accepted = 0
        for vector in vectors {
            // A note ends in a line feed and the messages do not, so the key itself is asked.
            let verifier = try NoteVerifier(
                name: try KeyName("cctv"), publicKey: [UInt8](hex: vector.key))
            let isValid = verifier.isValid([UInt8](hex: vector.sig), over: Array(vector.msg.utf8))
            let flags = vector.flags ?? []
            let isRefused = flags.contains("low_order_residue") || flags.contains("non_canonical_R")
            #expect(isValid != isRefused, "\(vector.number): \(flags)")
            if isValid { accepted += 1 }
        }
        #expect(accepted == 208)
    }
    #endif
}
