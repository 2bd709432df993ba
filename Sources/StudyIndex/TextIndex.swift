import GRDB
import GRDBSQLite
import StudyModel
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The full text of a study's current records: FTS5 without its own copy of the texts, and the
/// ``DocumentTable``.
///
/// One connection, so that a search, a feeding step and a merging step never overlap; each step is short.
/// Texts come from the facts' queue in the order of its sequence; `fed` is the last one taken in and is
/// committed with the text, so a step that is repeated after a crash takes nothing in twice.
final class TextIndex: Sendable {
    let database: DatabaseQueue
    private let state: Mutex<State>

    private struct State {
        var table: DocumentTable?
        var fed: Int64
    }

    /// Opens a file that ``IndexFiles`` made.
    ///
    /// - Throws: any error when the file is not this pair's; the caller then deletes both.
    init(path: String, pair: String, configuration: Configuration) throws {
        var configuration = configuration
        configuration.prepareDatabase { database in
            try TextIndex.equip(database.sqliteConnection)
            try database.execute(sql: "PRAGMA cache_size = -6144")
        }
        database = try DatabaseQueue(path: path, configuration: configuration)
        let fed = try database.read { database in
            try Int64.fetchOne(
                database, sql: "SELECT fed FROM state WHERE format = ? AND pair = ?",
                arguments: [IndexSchema.format, pair]
            )
        }
        guard let fed else { throw StudyError.damagedIndex() }
        state = Mutex(State(table: nil, fed: fed))
    }

    /// Gives a connection the tokenizer and the ranking function.
    static func equip(_ connection: OpaquePointer?) throws {
        let interface = try WordTokenizer.interface(of: connection)
        try WordTokenizer.register(on: interface)
        guard let create = interface.pointee.xCreateFunction else { throw StudyError.damagedIndex() }
        try WordTokenizer.check(create(interface, "rir_scan", nil, scanMatch, nil))
    }

    /// The last entry of the queue that is searchable.
    var fed: Int64 { state.withLock { $0.fed } }

    /// The table of texts, read from the file on first use.
    ///
    /// Call it on the database's queue only.
    func table(_ database: Database) throws -> DocumentTable {
        if let table = state.withLock({ $0.table }) { return table }
        var table = DocumentTable()
        let rows = try Row.fetchCursor(
            database, sql: "SELECT number, entries FROM block ORDER BY number DESC")
        while let row = try rows.next() {
            let number: Int = row[0]
            let loaded = try row.withUnsafeData(atIndex: 1) { data in
                data.map { data in data.withUnsafeBytes { table.load($0, as: number) } } ?? false
            }
            guard loaded else { throw StudyError.damagedIndex() }
        }
        state.withLock { $0.table = table }
        return table
    }

    // MARK: Feeding

    /// Takes in the next texts of the queue: at most 32 and about 256 KiB, so that the step stays short.
    ///
    /// - Returns: how many entries were taken in; 0 means the queue is empty.
    func feedStep(from facts: DatabasePool) async throws(StudyError) -> Int {
        try await database.exclusively { database in
            let start = self.fed
            let batch = try facts.read { try Self.batch(after: start, in: $0) }
            guard !batch.isEmpty else { return 0 }
            try self.take(batch, in: database)
            return batch.count
        }
    }

    /// Takes in texts that the caller holds in memory, in one transaction.
    ///
    /// - Precondition: the entries follow each other, and those before them are taken in or still queued.
    func feed(_ entries: [OperationWriter.Queued], from facts: DatabasePool) async throws(StudyError) {
        guard let first = entries.first else { return }
        while fed < first.sequence - 1 {
            if try await feedStep(from: facts) == 0 { break }
        }
        try await database.exclusively { database in
            let start = self.fed
            var batch: [Entry] = []
            batch.reserveCapacity(entries.count)
            for entry in entries where entry.sequence > start {
                if let text = entry.text {
                    batch.append(Entry(entry, text))
                } else if let old = try facts.read({ try Self.entry(of: entry, in: $0) }) {
                    batch.append(old)
                }
            }
            if !batch.isEmpty { try self.take(batch, in: database) }
        }
    }

    /// One entry of the queue with its text.
    struct Entry {
        var sequence: Int64
        var document: Int64
        var removes: Bool
        var text: OperationWriter.QueuedText

        init(_ queued: OperationWriter.Queued, _ text: OperationWriter.QueuedText) {
            sequence = queued.sequence
            document = queued.document
            removes = queued.removes
            self.text = text
        }
    }

    private static let entrySQL = """
        SELECT queue.sequence, queue.document, queue.removes, record.id, document.kind, document.day, document.title,
        document.body FROM queue JOIN document ON document.number = queue.document
        JOIN record ON record.number = document.record
        """

    private static func batch(after start: Int64, in facts: Database) throws -> [Entry] {
        let statement = try facts.cachedStatement(
            sql: entrySQL + " WHERE queue.sequence > ? ORDER BY queue.sequence LIMIT 32"
        )
        let rows = try Row.fetchCursor(statement, arguments: [start])
        var batch: [Entry] = []
        var bytes = 0
        while bytes < 262_144, let row = try rows.next() {
            let entry = try entry(row)
            bytes += entry.text.body.utf8.count
            batch.append(entry)
        }
        return batch
    }

    private static func entry(of queued: OperationWriter.Queued, in facts: Database) throws -> Entry? {
        let statement = try facts.cachedStatement(sql: entrySQL + " WHERE queue.sequence = ?")
        return try Row.fetchOne(statement, arguments: [queued.sequence]).map(entry)
    }

    private static func entry(_ row: Row) throws -> Entry {
        guard let id = RecordID(rawValue: row[3]), let kind = RecordKind(rawValue: row[4]),
            let day = CalendarDay(rawValue: row[5] as String)
        else { throw StudyError.damagedIndex() }
        let queued = OperationWriter.Queued(sequence: row[0], document: row[1], removes: row[2])
        return Entry(queued, .init(id: id, kind: kind, day: day, title: row[6], body: row[7]))
    }

    private func take(_ batch: [Entry], in database: Database) throws {
        _ = try table(database)
        do {
            let last = batch.last?.sequence ?? fed
            try database.inTransaction {
                let words = try batch.map { try write($0, in: database) }
                try state.withLock { try $0.table?.take(batch, words: words, in: database) }
                try database.cachedStatement(sql: "UPDATE state SET fed = ?").execute(arguments: [last])
                return .commit
            }
            state.withLock { $0.fed = last }
        } catch {
            // The table may be ahead of what was rolled back; it is read again when it is next needed.
            state.withLock { $0.table = nil }
            throw error
        }
    }

    /// - Returns: how many words title and body have together.
    private func write(_ entry: Entry, in database: Database) throws -> Int {
        if entry.removes {
            try database.cachedStatement(
                sql: "INSERT INTO words (words, rowid, title, body) VALUES ('delete', ?, ?, ?)"
            ).execute(arguments: [entry.document, entry.text.title, entry.text.body])
            return 0
        }
        try database.cachedStatement(sql: "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)")
            .execute(arguments: [entry.document, entry.text.title, entry.text.body])
        let sizes = try database.cachedStatement(sql: "SELECT sz FROM words_docsize WHERE id = ?")
        guard let row = try Row.fetchOne(sizes, arguments: [entry.document]) else {
            throw StudyError.damagedIndex()
        }
        return try row.withUnsafeData(atIndex: 0) { data in data.map(Self.sum) ?? 0 }
    }

    /// The sum of the variable-length numbers in a row of FTS5's size table (most significant part first).
    private static func sum(_ bytes: some Sequence<UInt8>) -> Int {
        var sum = 0
        var value = 0
        for byte in bytes {
            value = value << 7 | Int(byte & 0x7F)
            if byte < 0x80 {
                sum += value
                value = 0
            }
        }
        return sum
    }

    // MARK: Tidying

    /// Joins a bounded number of pages of the segments that feeding leaves behind.
    ///
    /// - Returns: whether there was anything to join.
    func mergeStep(pages: Int = 64) async throws(StudyError) -> Bool {
        try await database.exclusively { database in
            let before = database.totalChangesCount
            try database.cachedStatement(sql: "INSERT INTO words (words, rank) VALUES ('merge', ?)")
                .execute(arguments: [pages])
            return database.totalChangesCount - before >= 2
        }
    }
}

extension DocumentTable {
    /// Follows a batch that was written to the full text, in memory and in the file.
    fileprivate mutating func take(_ batch: [TextIndex.Entry], words: [Int], in database: Database) throws {
        var touched: Set<Int> = []
        for (entry, words) in zip(batch, words) {
            if entry.removes {
                remove(entry.document)
            } else {
                let text = entry.text
                set(
                    DocumentEntry(id: text.id, kind: text.kind, day: text.day, words: words),
                    at: entry.document)
            }
            touched.insert(Int(entry.document) / Self.blockLength)
        }
        let statement = try database.cachedStatement(
            sql: "REPLACE INTO block (number, entries) VALUES (?, ?)")
        for number in touched where (number + 1) * Self.blockLength <= entries.count {
            try statement.execute(arguments: [number, Data(block(number))])
        }
    }
}
