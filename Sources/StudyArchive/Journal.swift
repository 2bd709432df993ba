internal import GitStore

/// The write-ahead journal of a study: two files, so that a checkpoint of one never holds up writing to the other.
///
/// *Acknowledged* means: the entry was flushed here. A checkpoint is due when a file is full; it flushes what the
/// entries did (objects, refs, files) and empties that file.
struct Journal {
    private var files: [JournalFile]
    private var active = 0
    private var nextSequence: UInt64
    private let folder: String
    private let disk: any Disk

    /// Opens both files.
    ///
    /// ``pending()`` has what a crash left to be done again.
    init(folder: String, capacity: Int, disk: any Disk) throws(GitError) {
        self.folder = folder
        self.disk = disk
        files = [
            try JournalFile(path: "\(folder)/journal-a", capacity: capacity, disk: disk),
            try JournalFile(path: "\(folder)/journal-b", capacity: capacity, disk: disk),
        ]
        nextSequence = 1
    }

    /// The entries of both files in the order they were written.
    ///
    /// - Throws: nothing; an entry whose payload does not parse ends the list, which a digest makes all but impossible.
    mutating func pending() -> [JournalEntry] {
        let all = files.flatMap { $0.entries() }.sorted { $0.sequence < $1.sequence }
        nextSequence = (all.last?.sequence ?? 0) + 1
        var entries: [JournalEntry] = []
        var expected = all.first?.sequence
        for item in all {
            guard item.sequence == expected else { break }
            expected = item.sequence + 1
            guard let entry = JournalEntry(bytes: item.payload) else { break }
            entries.append(entry)
        }
        return entries
    }

    /// Whether an entry can be written without a checkpoint in between.
    func hasRoom(for payload: [UInt8]) -> Bool { files[active].fits(payload) }

    /// Whether an entry can be written at all; a larger one travels in a pack instead.
    func canHold(_ payload: [UInt8]) -> Bool {
        payload.count <= files[active].capacity - 2 * JournalFile.headerLength
    }

    var isEmpty: Bool { files.allSatisfy(\.isEmpty) }

    /// Writes an entry to the active file; on return it is on the disk.
    mutating func append(_ payload: [UInt8]) throws(GitError) {
        try files[active].append(payload, sequence: nextSequence)
        nextSequence += 1
    }

    /// Turns to the other file, which must be empty, and says which one now waits for its checkpoint.
    mutating func swap() -> Int {
        defer { active = 1 - active }
        return active
    }

    /// Whether the file that is not active still waits for its checkpoint.
    var otherIsWaiting: Bool { !files[1 - active].isEmpty }

    func isActive(_ file: Int) -> Bool { file == active }

    /// Empties one file after everything its entries did was flushed.
    mutating func reset(_ file: Int) throws(GitError) { try files[file].reset() }

    /// Empties both files after everything was flushed.
    mutating func resetAll() throws(GitError) {
        for file in files.indices { try files[file].reset() }
    }
}
