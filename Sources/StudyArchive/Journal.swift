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

    /// Reads the entries of both files in the order they were written, and goes on behind them.
    ///
    /// Doing them again is no reason to flush: they stay until their checkpoint, and a crash before it does them
    /// once more.
    ///
    /// - Returns: the entries, and whether they are all there are; after a gap, which only damage makes, the rest
    ///   can't be used.
    mutating func pending() -> (entries: [JournalEntry], areAll: Bool) {
        var all: [(sequence: UInt64, payload: [UInt8])] = []
        var newest: UInt64 = 0
        for file in files.indices {
            let found = files[file].readEntries()
            if let last = found.last, last.sequence > newest { (newest, active) = (last.sequence, file) }
            all += found
        }
        all.sort { $0.sequence < $1.sequence }
        nextSequence = newest + 1
        var entries: [JournalEntry] = []
        var expected = all.first?.sequence
        for item in all {
            guard item.sequence == expected, let entry = JournalEntry(bytes: item.payload) else { break }
            expected = item.sequence + 1
            entries.append(entry)
        }
        return (entries, entries.count == all.count)
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

    /// Empties both files, and overwrites what their entries were.
    mutating func wipe() throws(GitError) {
        for file in files.indices { try files[file].wipe() }
    }

    /// Empties both files after everything was flushed.
    mutating func resetAll() throws(GitError) {
        for file in files.indices { try files[file].reset() }
    }
}
