internal import StudyArchive
internal import StudyModel

/// A source as it came: a line of JSON about it, then its bytes.
struct SealedOriginal: Sendable {
    /// The file's name as the person gave it.
    var name: String
    /// What came of it.
    var records: [RecordID]
    /// 32 random bytes in hexadecimal, so that the commitment can't be guessed at.
    var salt: String
    var bytes: [UInt8]

    private struct Head: Codable {
        var name: String
        var records: [RecordID]
        var salt: String
    }

    /// SHA-256 over the salt's bytes and the source's, in hexadecimal (AUDIT §4.1).
    var commitment: String { Commitment.hex(salt: salt, bytes) }

    func sealed() throws(StudyError) -> [UInt8] {
        try SealedJSON.bytes(of: Head(name: name, records: records, salt: salt)) + [0x0A] + bytes
    }

    init(name: String, records: [RecordID], salt: String, bytes: [UInt8]) {
        self.name = name
        self.records = records
        self.salt = salt
        self.bytes = bytes
    }

    /// Reads what ``sealed()`` wrote.
    init(sealed: [UInt8]) throws(StudyError) {
        let end = sealed.firstIndex(of: 0x0A) ?? sealed.endIndex
        let head: Head = try SealedJSON.value(of: Array(sealed[..<end]))
        self.init(
            name: head.name, records: head.records, salt: head.salt, bytes: Array(sealed[end...].dropFirst()))
    }
}

/// What may be known of an original while the vault is locked.
struct OriginalNote: Codable, Sendable {
    var commitment: String
    var records: [RecordID]
    var at: Timestamp
}
