import GRDB
import GRDBSQLite
import StudyModel
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The open files of one index.
///
/// Facts lie at `path`; the full text beside it at `path-text-<pair>`. What must hold between them is that
/// the text has taken in at least what the queue was shortened by and at most what was ever queued; where it
/// does not (a power cut lost the end of one of them, or a file was exchanged), the pair is deleted and
/// rebuilt.
final class IndexFiles: Sendable {
    let path: String
    let facts: DatabasePool
    let text: TextIndex
    private let textPath: String
    let hooks: Mutex<IndexHooks>
    let work = Mutex(BackgroundWork())
    private let gauge = LogGauge()

    /// What goes on behind the acknowledgements.
    struct BackgroundWork {
        /// The last sequence that was queued.
        var queued: Int64 = 0
        /// The last sequence that the queue was shortened by.
        var shortened: Int64 = 0
        var runner: Task<Void, Never>?
        var runAgain = false
        var bulk: Task<Void, Never>?
        /// A bulk call was made since memory was last given back.
        var returnsMemory = false
        /// Feedings since segments were last joined.
        var feedings = 0
        /// Somebody said that now is a quiet moment.
        var isQuiet = false
        var isClosed = false
    }

    /// Opens the files, or makes new ones where there are none or where they can't be used.
    static func open(at path: String, hooks: IndexHooks) throws -> IndexFiles {
        do {
            if FileManager.default.fileExists(atPath: path) {
                let files = try IndexFiles(path: path, base: path, hooks: hooks)
                try eraseTexts(of: path, except: files.textPath)
                return files
            }
        } catch let error as DatabaseError where !error.meansDamage {
            throw error
        } catch {
            // Damaged, or of another version: the index is derived, so it is made anew.
        }
        try eraseTexts(of: path, except: nil)
        return try create(at: path, base: path, hooks: hooks)
    }

    /// Makes new files in the place of any that lie there.
    ///
    /// - Parameter base: what the facts' path will be in the end, from which the text file's name is made.
    static func create(at path: String, base: String, hooks: IndexHooks) throws -> IndexFiles {
        try eraseFacts(at: path)
        let pair = String(UInt64.random(in: .min ... .max), radix: 36)
        var settings = configuration(gauge: nil)
        settings.journalMode = .wal
        let facts = try DatabaseQueue(path: path, configuration: settings)
        try facts.write { try IndexSchema.create(IndexSchema.facts, pair: pair, in: $0) }
        try facts.close()
        settings.prepareDatabase { try TextIndex.equip($0.sqliteConnection) }
        let words = try DatabaseQueue(path: textPath(base, pair), configuration: settings)
        try words.write { try IndexSchema.create(IndexSchema.words, pair: pair, in: $0) }
        try words.close()
        return try IndexFiles(path: path, base: base, hooks: hooks)
    }

    private init(path: String, base: String, hooks: IndexHooks) throws {
        self.path = path
        self.hooks = Mutex(hooks)
        facts = try DatabasePool(path: path, configuration: Self.configuration(gauge: gauge))
        let state = try facts.read { try Self.probe($0) }
        textPath = Self.textPath(base, state.pair)
        guard FileManager.default.fileExists(atPath: textPath) else { throw StudyError.damagedIndex() }
        var settings = Self.configuration(gauge: nil)
        settings.journalMode = .wal
        text = try TextIndex(path: textPath, pair: state.pair, configuration: settings)
        guard state.shortened <= text.fed, text.fed <= state.sequence else { throw StudyError.damagedIndex() }
        work.withLock {
            $0.queued = state.sequence
            $0.shortened = state.shortened
        }
    }

    private struct Probe {
        var pair: String
        var sequence: Int64
        var shortened: Int64
    }

    /// Checks the format and reads the last row of every table, which finds a cut-off file without a scan.
    private static func probe(_ database: Database) throws -> Probe {
        let row = try Row.fetchOne(
            database, sql: "SELECT pair, sequence, shortened FROM state WHERE format = ?",
            arguments: [IndexSchema.format]
        )
        guard let row else { throw StudyError.damagedIndex() }
        for table in ["record", "operation", "document"] {
            _ = try Row.fetchOne(database, sql: "SELECT * FROM \(table) ORDER BY number DESC LIMIT 1")
        }
        _ = try Row.fetchOne(database, sql: "SELECT * FROM version ORDER BY record DESC LIMIT 1")
        return Probe(pair: row[0], sequence: row[1], shortened: row[2])
    }

    // MARK: Connections

    private static func configuration(gauge: LogGauge?) -> Configuration {
        var configuration = Configuration()
        configuration.label = "rir.index"
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 3
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA cache_size = -2048;
                    PRAGMA synchronous = NORMAL;
                    PRAGMA journal_size_limit = 8388608;
                    """
            )
            gauge?.attach(to: database.sqliteConnection)
        }
        return configuration
    }

    // MARK: Files

    private static func textPath(_ base: String, _ pair: String) -> String { "\(base)-text-\(pair)" }

    /// Deletes the facts, whatever state they are in.
    private static func eraseFacts(at path: String) throws {
        try eraseLogs(at: path)
        if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
    }

    /// Deletes text files that no facts name, as an interrupted rebuild leaves them.
    private static func eraseTexts(of base: String, except kept: String?) throws {
        let slash = base.lastIndex(of: "/")
        let folder = slash.map { String(base[...$0]) } ?? "./"
        let stem = (slash.map { String(base[base.index(after: $0)...]) } ?? base) + "-text-"
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasPrefix(stem) {
            if let kept, (slash == nil ? name : folder + name).hasPrefix(kept) { continue }
            try FileManager.default.removeItem(atPath: folder + name)
        }
    }

    /// Deletes both files; only after ``close()``.
    func erase() throws {
        try Self.eraseFacts(at: path)
        try Self.eraseFacts(at: textPath)
    }

    /// Pages of the facts' log that are not in the file itself yet.
    var logPages: Int { gauge.pages }

    /// Stops background work and closes both files; later calls fail.
    func close() async throws(StudyError) {
        await stopWork()
        do {
            // A log that is left behind is read whole at the next start.
            try await checkpointNow(.truncate)
            try text.database.close()
            try facts.close()
        } catch {
            throw StudyError(index: error)
        }
    }

    /// Deletes the logs of closed facts, which GRDB leaves behind empty, so that no later file at the path
    /// meets them.
    static func eraseLogs(at path: String) throws {
        for suffix in ["-wal", "-shm"] where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.removeItem(atPath: path + suffix)
        }
    }
}

extension DatabaseError {
    /// Whether a new file would help, as opposed to a disk that is full or can't be read.
    fileprivate var meansDamage: Bool {
        switch resultCode {
        case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_NOMEM, .SQLITE_BUSY: false
        default: true
        }
    }
}

/// How long the write-ahead log of the facts is, told by SQLite at each commit.
///
/// It stands in the place of SQLite's automatic checkpoint, which would copy the log and flush inside
/// somebody's acknowledgement.
final class LogGauge: Sendable {
    private let count = Atomic<Int>(0)

    var pages: Int { count.load(ordering: .relaxed) }

    /// Listens on a connection.
    ///
    /// The gauge must outlive it, which ``IndexFiles`` sees to by owning both.
    func attach(to connection: OpaquePointer?) {
        sqlite3_wal_hook(
            connection,
            { gauge, _, _, pages in
                guard let gauge else { return SQLITE_OK }
                Unmanaged<LogGauge>.fromOpaque(gauge).takeUnretainedValue().count.store(
                    Int(pages), ordering: .relaxed)
                return SQLITE_OK
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }
}
