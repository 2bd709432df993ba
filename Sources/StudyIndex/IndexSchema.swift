import GRDB
import StudyModel

/// The two files of an index: facts (records, versions, operations, texts and the queue) and words (full
/// text).
///
/// They are apart so that feeding and merging full text, which takes a file's one write lock, never holds up
/// the transaction that an acknowledgement waits for. Each carries ``format`` and the pair's name.
enum IndexSchema {
    /// Changes with anything that makes an older file wrong: the tables, the tokenizer, the numbers of the
    /// kinds.
    static let format = "rir index 4; kinds " + RecordKind.allCases.map(\.rawValue).joined(separator: " ")

    static let facts = """
        CREATE TABLE state (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            format TEXT NOT NULL,
            pair TEXT NOT NULL,
            position TEXT,
            sequence INTEGER NOT NULL DEFAULT 0,
            shortened INTEGER NOT NULL DEFAULT 0
        );
        CREATE TABLE record (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            suffix TEXT NOT NULL,
            removed INTEGER NOT NULL,
            document INTEGER,
            kind TEXT NOT NULL,
            version INTEGER NOT NULL,
            day TEXT NOT NULL,
            time TEXT,
            title TEXT NOT NULL,
            participants TEXT NOT NULL,
            words INTEGER NOT NULL,
            scalars INTEGER NOT NULL,
            captured_by TEXT NOT NULL,
            captured_at INTEGER NOT NULL,
            saved_by TEXT NOT NULL,
            saved_at INTEGER NOT NULL
        );
        CREATE INDEX record_suffix ON record (suffix);
        CREATE INDEX record_day ON record (day DESC, id) WHERE removed = 0;
        CREATE INDEX record_kind ON record (kind, day DESC, id) WHERE removed = 0;
        CREATE TABLE participant (
            handle TEXT NOT NULL,
            record INTEGER NOT NULL,
            PRIMARY KEY (handle, record)
        ) WITHOUT ROWID;
        CREATE TABLE tally (
            kind TEXT PRIMARY KEY,
            records INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE operation (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            act TEXT NOT NULL,
            by TEXT NOT NULL,
            at INTEGER NOT NULL,
            records INTEGER NOT NULL,
            reason TEXT,
            undoes TEXT,
            undone_by TEXT
        );
        CREATE TABLE operation_file (
            operation INTEGER NOT NULL,
            path TEXT NOT NULL,
            git_commit TEXT NOT NULL,
            PRIMARY KEY (operation, path)
        ) WITHOUT ROWID;
        CREATE TABLE mail (
            record INTEGER PRIMARY KEY,
            message_id TEXT,
            in_reply_to TEXT,
            refs TEXT NOT NULL,
            subject TEXT NOT NULL,
            sender TEXT
        );
        CREATE INDEX mail_message ON mail (message_id) WHERE message_id IS NOT NULL;
        CREATE TABLE version (
            record INTEGER NOT NULL,
            version INTEGER NOT NULL,
            operation INTEGER NOT NULL,
            change TEXT NOT NULL,
            by TEXT NOT NULL,
            at INTEGER NOT NULL,
            reason TEXT,
            sha256 TEXT,
            git_commit TEXT NOT NULL,
            content TEXT,
            PRIMARY KEY (record, version, operation)
        ) WITHOUT ROWID;
        CREATE INDEX version_operation ON version (operation);
        CREATE INDEX version_content ON version (content) WHERE content IS NOT NULL;
        CREATE TABLE document (
            number INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            kind TEXT NOT NULL,
            day TEXT NOT NULL,
            title TEXT NOT NULL,
            body TEXT NOT NULL
        );
        CREATE TABLE code_number (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE
        );
        CREATE TABLE coding_file (
            path TEXT PRIMARY KEY,
            object TEXT NOT NULL,
            bytes BLOB NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE queue (
            sequence INTEGER PRIMARY KEY,
            document INTEGER NOT NULL,
            removes INTEGER NOT NULL
        );
        """

    /// `automerge=0`: FTS5 never merges inside an insert; ``TextIndex/mergeStep(pages:)`` does, in bounded
    /// steps.
    ///
    /// `hashsize`: words gather in up to 16 MiB of memory within one bulk transaction before a segment is
    /// written.
    static let words = """
        CREATE TABLE state (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            format TEXT NOT NULL,
            pair TEXT NOT NULL,
            fed INTEGER NOT NULL DEFAULT 0
        );
        CREATE TABLE block (
            number INTEGER PRIMARY KEY,
            entries BLOB NOT NULL
        );
        CREATE VIRTUAL TABLE words USING fts5 (title, body, content = '', tokenize = '\(WordTokenizer.name)');
        INSERT INTO words (words, rank) VALUES ('automerge', 0);
        INSERT INTO words (words, rank) VALUES ('crisismerge', 1999);
        INSERT INTO words (words, rank) VALUES ('hashsize', 16777216);
        """

    static func create(_ tables: String, pair: String, in database: Database) throws {
        try database.execute(sql: tables)
        try database.execute(
            sql: "INSERT INTO state (one, format, pair) VALUES (1, ?, ?)", arguments: [format, pair]
        )
    }
}
