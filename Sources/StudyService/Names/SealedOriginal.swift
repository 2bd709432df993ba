internal import StudyArchive
internal import StudyModel
internal import Vault

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
    /// Whether the commitment is in the log already; it goes there with the first record that does.
    var isLogged: Bool
}

/// Sealed files and plain notes that go to the vault together.
struct VaultBatch: Sendable {
    var files: [(name: SealedName, bytes: [UInt8])] = []
    var notes: [(shelf: SealedName.Shelf, id: String, bytes: [UInt8])] = []

    var isEmpty: Bool { files.isEmpty && notes.isEmpty }

    /// Adds an original with its note.
    mutating func add(_ original: SealedOriginal, id: String, at now: Timestamp, isLogged: Bool)
        throws(StudyError)
    {
        files.append((SealedName(.originals, id, .study), try original.sealed()))
        let note = OriginalNote(
            commitment: original.commitment, records: original.records, at: now, isLogged: isLogged)
        notes.append((.originals, id, try SealedJSON.bytes(of: note)))
    }

    /// Adds the log of replacements: a file for each participant whose name was replaced, and one for all else.
    mutating func add(_ replaced: [LoggedReplacement], id: String) throws(StudyError) {
        let byKey = Dictionary(grouping: replaced) { line in
            Handle(rawValue: line.change.replacement).map { VaultKey.participant($0) } ?? .study
        }
        for (key, lines) in byKey {
            files.append((SealedName(.replacements, id, key), try SealedJSON.bytes(of: lines)))
        }
    }
}

/// One line of the log of replacements.
struct LoggedReplacement: Codable, Sendable {
    /// The record in which it was made; absent in a survey.
    var record: RecordID?
    var survey: String?
    var change: ReplacedName
}
