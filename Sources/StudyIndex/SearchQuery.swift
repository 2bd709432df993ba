import GRDB
import GRDBSQLite
import StudyModel

/// A query in FTS5's syntax: given to SQLite as a bound value only, and refused with one sentence when it is
/// none.
enum SearchQuery {
    /// A longer query is a mistake, and could be made to cost a lot.
    static let longest = 2000

    static let syntaxHint = """
        Write words to find them all, "a phrase" in double quotes, word* for a beginning, OR, NOT, (brackets), \
        NEAR(one two, 10), title: or body: before a term: rir search '"social prescribing" OR referr*'
        """

    /// Refuses what SQLite would read differently from what the person sees.
    static func check(_ query: String) throws(StudyError) {
        if query.utf8.count > longest {
            throw invalid(
                "The search is longer than \(longest) bytes.", hint: "Search for fewer words at a time.")
        }
        if query.utf8.contains(0) { throw invalid("The search holds a NUL character.") }
        if query.utf8.allSatisfy({ $0 <= 0x20 }) { throw invalid("The search is empty.") }
        if query.utf8.filter({ $0 == UInt8(ascii: "\"") }).count % 2 == 1 {
            throw invalid("The search has a double quote without its partner.")
        }
    }

    /// Runs a query and hands every match to the scan.
    static func run(_ query: String, _ scan: MatchScan, in database: Database) throws {
        let splitter = try WordSplitter(database)
        guard splitter.holdsWord(query) else { throw invalid("The search holds no word to look for.") }
        let connection = database.sqliteConnection
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        let sql = "SELECT 1 FROM words WHERE words MATCH ?1 AND rir_scan(words, ?2)"
        try WordTokenizer.check(sqlite3_prepare_v2(connection, sql, -1, &statement, nil))
        try withExtendedLifetime(scan) {
            let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            try WordTokenizer.check(sqlite3_bind_text(statement, 1, query, -1, transient))
            let bound = MatchScan.withPointerType {
                sqlite3_bind_pointer(statement, 2, Unmanaged.passUnretained(scan).toOpaque(), $0, nil)
            }
            try WordTokenizer.check(bound)
            while true {
                switch sqlite3_step(statement) {
                case SQLITE_ROW, SQLITE_DONE: return
                default: throw failure(connection)
                }
            }
        }
    }

    private static func failure(_ connection: OpaquePointer?) -> any Error {
        let code = ResultCode(rawValue: sqlite3_extended_errcode(connection))
        let message = sqlite3_errmsg(connection).map { String(cString: $0) } ?? ""
        guard code == .SQLITE_ERROR else { return DatabaseError(resultCode: code, message: message) }
        if message.contains("no such column") {
            return invalid("The search names a part of a record that can't be searched.")
        }
        if message.contains("too large") || message.contains("overflow") {
            return invalid(
                "The search has too many parts inside each other.", hint: "Search for fewer words at a time.")
        }
        return invalid("The search is not a query that can be read.")
    }

    private static func invalid(_ message: String, hint: String = syntaxHint) -> StudyError {
        StudyError(.searchInvalid, message, hint: hint)
    }
}
