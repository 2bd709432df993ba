internal import GitStore

/// One of the two journal files: a fixed, zero-filled length in which entries are written one behind the other.
///
/// Writing inside a file that already has its length costs one flush and no metadata (docs/decisions/0002).
struct JournalFile {
    static let headerLength = 4096
    private static let entryOverhead = 4 + 4 + 8 + 8 + 32

    let path: String
    /// The file's fixed length in bytes.
    let capacity: Int
    private(set) var epoch: UInt64
    private var nextOffset = Self.headerLength
    private let disk: any Disk

    /// Whether entries were written since the last checkpoint.
    var isEmpty: Bool { nextOffset == Self.headerLength }

    /// Opens a journal, or makes one; what it holds is read with ``readEntries()``.
    init(path: String, capacity: Int, disk: any Disk) throws(GitError) {
        self.path = path
        self.disk = disk
        if let bytes = Files.readHead(path, count: Self.headerLength), let epoch = Self.epoch(inHeader: bytes)
        {
            self.epoch = epoch
            self.capacity = max(capacity, Files.size(path))
            return
        }
        epoch = 1
        self.capacity = capacity
        var bytes = [UInt8](repeating: 0, count: capacity)
        bytes.replaceSubrange(0..<48, with: Self.header(epoch: 1))
        try disk.replaceFile(path, with: bytes, mode: 0o600)
        try disk.flushFile(path)
    }

    /// Whether an entry fits behind those already there.
    func fits(_ entry: [UInt8]) -> Bool {
        nextOffset + Self.entryOverhead + entry.count <= capacity
    }

    /// Writes an entry and returns when it is on the disk.
    mutating func append(_ payload: [UInt8], sequence: UInt64) throws(GitError) {
        var bytes = Array("RIRE".utf8)
        bytes.append(littleEndian: UInt32(payload.count))
        bytes += Self.sealed(payload, epoch: epoch, sequence: sequence)
        try disk.overwrite(path, at: nextOffset, with: bytes)
        try disk.flushFile(path)
        nextOffset = Self.aligned(nextOffset + bytes.count)
    }

    /// Reads the entries that count, in order, with their sequence numbers; the next one is written behind them.
    mutating func readEntries() -> [(sequence: UInt64, payload: [UInt8])] {
        let first = Files.readHead(path, count: Self.headerLength + Self.entryOverhead) ?? []
        guard Self.looksLikeEntry(first, epoch: epoch), let bytes = Files.read(path) else { return [] }
        var found: [(sequence: UInt64, payload: [UInt8])] = []
        var offset = Self.headerLength
        while let entry = Self.entry(in: bytes, at: offset, epoch: epoch) {
            if let last = found.last, entry.sequence != last.sequence + 1 { break }
            found.append((entry.sequence, entry.payload))
            offset = Self.aligned(offset + Self.entryOverhead + entry.payload.count)
        }
        nextOffset = offset
        return found
    }

    /// Empties the journal.
    ///
    /// Everything its entries did must be on the disk.
    mutating func reset() throws(GitError) {
        epoch += 1
        try disk.overwrite(path, at: 0, with: Self.header(epoch: epoch))
        try disk.flushFile(path)
        nextOffset = Self.headerLength
    }

    /// Empties the journal and overwrites every entry that it ever held.
    ///
    /// Everything its entries did must be on the disk.
    mutating func wipe() throws(GitError) {
        try reset()
        let zeros = [UInt8](repeating: 0, count: 1 << 20)
        for offset in stride(from: Self.headerLength, to: capacity, by: zeros.count) {
            try disk.overwrite(path, at: offset, with: Array(zeros.prefix(capacity - offset)))
        }
        try disk.flushFile(path)
    }

    private static func aligned(_ offset: Int) -> Int { (offset + 15) & ~15 }

    private static func header(epoch: UInt64) -> [UInt8] {
        var out = Array("RIRJ".utf8)
        out.append(littleEndian: UInt32(1))
        out.append(littleEndian: epoch)
        return out + Digest.sha256(out)
    }

    private static func epoch(inHeader bytes: [UInt8]) -> UInt64? {
        var reader = ByteReader(bytes)
        guard let head = reader.take(16), let digest = reader.take(32),
            Digest.sha256(Array(head)) == Array(digest), head.starts(with: Array("RIRJ".utf8))
        else { return nil }
        var numbers = ByteReader(Array(head), at: 4)
        guard numbers.uint32() == 1 else { return nil }
        return numbers.uint64()
    }

    private static func sealed(_ payload: [UInt8], epoch: UInt64, sequence: UInt64) -> [UInt8] {
        var numbers: [UInt8] = []
        numbers.append(littleEndian: epoch)
        numbers.append(littleEndian: sequence)
        return numbers + Digest.sha256(numbers + payload) + payload
    }

    /// Spares a clean start the reading of the whole file.
    private static func looksLikeEntry(_ head: [UInt8], epoch: UInt64) -> Bool {
        var reader = ByteReader(head, at: min(headerLength, head.count))
        return reader.take(4).map(Array.init) == Array("RIRE".utf8) && reader.uint32() != nil
            && reader.uint64() == epoch
    }

    private static func entry(
        in bytes: [UInt8], at offset: Int, epoch: UInt64
    ) -> (sequence: UInt64, payload: [UInt8])? {
        var reader = ByteReader(bytes, at: min(offset, bytes.count))
        guard reader.take(4).map(Array.init) == Array("RIRE".utf8), let length = reader.uint32(),
            reader.uint64() == epoch, let sequence = reader.uint64(), let digest = reader.take(32),
            let payload = reader.take(Int(length))
        else { return nil }
        var numbers: [UInt8] = []
        numbers.append(littleEndian: epoch)
        numbers.append(littleEndian: sequence)
        guard Digest.sha256(numbers + Array(payload)) == Array(digest) else { return nil }
        return (sequence, Array(payload))
    }
}
