internal import GRDB
internal import GRDBSQLite
internal import Synchronization

/// A foreign SQLite file, opened in memory and for reading alone.
///
/// The bytes are hostile until shown otherwise, and hold what people said: they never become a file of their own, no
/// extension is loaded, what the schema says is not trusted to run functions, and time and sizes are bounded.
struct ForeignDatabase {
    private let queue: DatabaseQueue

    /// How far SQLite's machine may run for one file; a project of ten thousand codings takes a thousandth of it.
    private static let mostLooks = 2000
    private static let stepsBetweenLooks = 1_000_000

    /// - Throws: ``ForeignProjectError/damaged`` for bytes that SQLite can't read soundly.
    init(_ bytes: [UInt8]) throws(ForeignProjectError) {
        do {
            queue = try DatabaseQueue(configuration: Self.configuration)
            try queue.inDatabase { database in
                try Self.load(Self.withoutLog(bytes), into: database)
                guard try String.fetchOne(database, sql: "PRAGMA quick_check(1)") == "ok" else {
                    throw ForeignProjectError.damaged
                }
            }
        } catch { throw .damaged }
    }

    private static var configuration: Configuration {
        let limit = StepLimit(looks: mostLooks)
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA trusted_schema = OFF")
            try database.execute(sql: "PRAGMA cell_size_check = ON")
            let connection = database.sqliteConnection
            for (kind, limit) in [
                (SQLITE_LIMIT_LENGTH, Int32(200 << 20)), (SQLITE_LIMIT_SQL_LENGTH, 100_000),
                (SQLITE_LIMIT_COLUMN, 200), (SQLITE_LIMIT_EXPR_DEPTH, 50), (SQLITE_LIMIT_ATTACHED, 0),
                (SQLITE_LIMIT_TRIGGER_DEPTH, 1), (SQLITE_LIMIT_WORKER_THREADS, 0),
            ] {
                sqlite3_limit(connection, kind, limit)
            }
            // The configuration keeps the limit, and the connection the configuration.
            limit.install(on: connection, every: stepsBetweenLooks)
        }
        return configuration
    }

    /// A file that was written with a write-ahead log, as one without: in memory there is nowhere to look for the log.
    private static func withoutLog(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count > 100 else { return bytes }
        var bytes = bytes
        if bytes[18] == 2 { bytes[18] = 1 }
        if bytes[19] == 2 { bytes[19] = 1 }
        return bytes
    }

    private static func load(_ bytes: [UInt8], into database: Database) throws {
        guard let copy = sqlite3_malloc64(sqlite3_uint64(max(1, bytes.count))) else {
            throw ForeignProjectError.damaged
        }
        bytes.withUnsafeBytes {
            copy.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(copy), byteCount: $0.count)
        }
        let flags = UInt32(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY)
        let size = sqlite3_int64(bytes.count)
        let memory = copy.assumingMemoryBound(to: UInt8.self)
        // SQLite frees the copy, also where it refuses it.
        guard sqlite3_deserialize(database.sqliteConnection, "main", memory, size, size, flags) == SQLITE_OK
        else { throw ForeignProjectError.damaged }
    }

    /// The names of the tables, in small letters.
    func tables() throws(ForeignProjectError) -> Set<String> {
        Set(
            try rows("SELECT name FROM sqlite_schema WHERE type = 'table'").map {
                $0.text("name").lowercased()
            })
    }

    /// The names of a table's columns.
    func columns(of table: StaticString) throws(ForeignProjectError) -> Set<String> {
        Set(try rows("SELECT name FROM pragma_table_info('\(table)')").map { $0.text("name") })
    }

    /// The rows of a query, all of them.
    ///
    /// - Throws: ``ForeignProjectError/damaged`` where SQLite can't answer.
    func rows(_ query: String) throws(ForeignProjectError) -> [ForeignRow] {
        do {
            return try queue.inDatabase { database in
                try Row.fetchAll(database, sql: query).map { ForeignRow($0) }
            }
        } catch { throw .damaged }
    }
}

/// One row, whose values are what their columns claim or nothing.
struct ForeignRow {
    private let row: Row

    init(_ row: Row) { self.row = row }

    /// The text of a column; empty for anything else.
    func text(_ column: String) -> String { String.fromDatabaseValue(value(column)) ?? "" }

    func number(_ column: String) -> Int? { Int.fromDatabaseValue(value(column)) }

    private func value(_ column: String) -> DatabaseValue { row[column] ?? .null }
}

/// Ends work on a file that takes too long.
private final class StepLimit: Sendable {
    private let looksLeft: Mutex<Int>

    init(looks: Int) { looksLeft = Mutex(looks) }

    /// - Precondition: the limit lives at least as long as the connection.
    func install(on connection: OpaquePointer?, every steps: Int) {
        sqlite3_progress_handler(
            connection, Int32(steps),
            { context in
                guard let context else { return 1 }
                let limit = Unmanaged<StepLimit>.fromOpaque(context).takeUnretainedValue()
                return limit.looksLeft.withLock { left in
                    left -= 1
                    return left > 0 ? 0 : 1
                }
            }, Unmanaged.passUnretained(self).toOpaque())
    }
}
