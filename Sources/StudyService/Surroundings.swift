package import StudyArchive
internal import StudyModel

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Where the clock, the random ids and what lies outside the study come from, so that tests can fix them.
package struct Surroundings: Sendable {
    /// The time in milliseconds since 1970.
    package var milliseconds: @Sendable () -> Int
    /// Random characters of the record alphabet.
    package var characters: @Sendable (_ count: Int) -> String
    /// 32 random bytes in hexadecimal.
    package var nonce: @Sendable () -> String
    /// The file with the person's age identity, which opens vaults; `nil` where there is no place for one.
    package var identityFile: String?
    /// The folder with the lists of names that texts are compared with.
    package var nameLists: String?
    /// The folder of what goes into every audit export: `verify.py`, and how to use it.
    package var verifier: String?
    /// How long a remote may take to say where its branches stand.
    package var remotePatience: Duration = .seconds(60)
    /// How many bytes one fetch from a remote brings at most.
    package var largestFetch = 8 << 30
    /// Where a test looks at a write in the making.
    package var archiveHooks = ArchiveHooks()
    /// Where a test looks at an erasure in the making.
    package var erasureHooks = ErasureHooks()

    package init(
        milliseconds: @escaping @Sendable () -> Int, characters: @escaping @Sendable (Int) -> String,
        nonce: @escaping @Sendable () -> String, identityFile: String? = nil, nameLists: String? = nil
    ) {
        self.milliseconds = milliseconds
        self.characters = characters
        self.nonce = nonce
        self.identityFile = identityFile
        self.nameLists = nameLists
    }

    package static let live = Surroundings(
        milliseconds: { Int(Date().timeIntervalSince1970 * 1000) },
        characters: { Random.characters($0) },
        nonce: { Random.hex(32) }
    )

    var now: Timestamp { Timestamp(secondsSinceEpoch: milliseconds() / 1000) }

    /// A new operation id: a ULID, so ids of one device sort by time.
    func operationID() -> OperationID {
        var time = milliseconds()
        var head: [UInt8] = []
        for _ in 0..<10 {
            head.append(RecordID.alphabet[time & 31])
            time >>= 5
        }
        let text = String(decoding: head.reversed(), as: UTF8.self) + characters(16)
        // Ten characters and sixteen of the alphabet are always an operation id.
        return OperationID(rawValue: text).unsafelyUnwrapped
    }

    @Sendable func codingID() -> CodingID {
        // An operation's id has the form of a coding's.
        CodingID(rawValue: operationID().rawValue).unsafelyUnwrapped
    }

    @Sendable func codeID() -> CodeID {
        // Ten characters of the alphabet are always a code's id.
        CodeID(rawValue: "c-" + characters(10)).unsafelyUnwrapped
    }
}
