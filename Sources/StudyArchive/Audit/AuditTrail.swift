package import StudyModel

/// What the history of a study and the logs of its devices tell, step by step, for whoever has to check it without git.
package struct AuditTrail: Sendable {
    /// A file as one step left it.
    package struct Change: Hashable, Sendable {
        package var path: String
        /// The id of the git object, which never leaves the study; `nil` where the file is gone.
        package var object: String?
    }

    /// One step of `main`.
    package struct Step: Sendable {
        package var operation: OperationID
        package var act: OperationSummary.Act
        package var member: MemberID
        package var at: Timestamp
        package var reason: String?
        /// The leaves that tell of it; `nil` for a join, and for what was made by hand.
        package var device: DeviceID?
        package var leaves: ClosedRange<Int>?
        package var changes: [Change]
    }

    /// What opens a leaf that commits to files: the step's nonce, and the files it changed.
    package struct Opening: Sendable {
        package var device: DeviceID
        package var leaf: Int
        package var nonce: String
        package var files: [Change]
    }

    /// A leaf that commits to a version of a record.
    package struct RecordLeaf: Hashable, Sendable {
        package var device: DeviceID
        package var leaf: Int
        package var record: RecordID
        package var version: Int
        package var sha256: String
    }

    /// One device's log.
    package struct Log: Sendable {
        package var device: DeviceID
        package var lines: [String]
    }

    /// A key that a member has or had.
    package struct Key: Hashable, Sendable {
        package var member: MemberID
        package var role: String
        /// An OpenSSH public key.
        package var key: String
    }

    /// What is known of the bytes of one object.
    package struct Content: Hashable, Sendable {
        package var sha256: String
        /// Whether it holds random digits of its own, so that nobody can guess it through its digest.
        package var isHiding: Bool
    }

    package var steps: [Step] = []
    package var openings: [Opening] = []
    package var logs: [Log] = []
    package var records: [RecordLeaf] = []
    /// In the order in which they came.
    package var keys: [Key] = []
    package var contents: [String: Content] = [:]
    /// The files of the study as it stands: path to object.
    package var files: [String: String] = [:]
    /// Files that joins put together, as neither side had them: path to objects.
    package var joined: [String: Set<String>] = [:]

    /// The digest of a change's file; `nil` where it is gone.
    package func digest(of change: Change) -> String? { change.object.flatMap { contents[$0]?.sha256 } }
}

extension AuditTrail.Content {
    init(_ bytes: [UInt8]) {
        sha256 = Digest.hex(bytes)
        isHiding = Self.holdsNonce(bytes)
    }

    /// Whether a nonce stands in it, or the random id of a line.
    private static func holdsNonce(_ bytes: [UInt8]) -> Bool {
        holds(bytes, "nonce", 64, "0123456789abcdef") || holds(bytes, "\"id\"", 26, RecordID.alphabet)
    }

    private static func holds(_ bytes: [UInt8], _ key: String, _ count: Int, _ alphabet: String) -> Bool {
        holds(bytes, key, count, Array(alphabet.utf8))
    }

    private static func holds(_ bytes: [UInt8], _ key: String, _ count: Int, _ alphabet: [UInt8]) -> Bool {
        let key = Array(key.utf8)
        var start = bytes.startIndex
        while let found = bytes[start...].firstIndex(of: key[0]) {
            start = found + 1
            guard bytes[found...].starts(with: key) else { continue }
            let value = bytes[(found + key.count)...].drop { [0x20, 0x22, 0x3A].contains($0) }
            if value.prefix(count).count == count, value.prefix(count).allSatisfy(alphabet.contains) {
                return true
            }
        }
        return false
    }
}
