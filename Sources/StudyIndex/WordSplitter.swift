import GRDB
import GRDBSQLite

/// Splits a text into the words the index holds, with their places in bytes.
final class WordSplitter {
    private let methods: fts5_tokenizer
    private let instance: OpaquePointer

    /// Uses the tokenizer of a connection that ``TextIndex`` equipped.
    init(_ database: Database) throws {
        let interface = try WordTokenizer.interface(of: database.sqliteConnection)
        guard let find = interface.pointee.xFindTokenizer else {
            throw DatabaseError(resultCode: .SQLITE_ERROR)
        }
        var context: UnsafeMutableRawPointer?
        var methods = fts5_tokenizer()
        try WordTokenizer.check(find(interface, WordTokenizer.name, &context, &methods))
        guard let create = methods.xCreate else { throw DatabaseError(resultCode: .SQLITE_ERROR) }
        var instance: OpaquePointer?
        try WordTokenizer.check(create(context, nil, 0, &instance))
        guard let instance else { throw DatabaseError(resultCode: .SQLITE_NOMEM) }
        self.methods = methods
        self.instance = instance
    }

    deinit { methods.xDelete?(instance) }

    /// Whether there is anything to look for in a query.
    func holdsWord(_ text: String) -> Bool { !words(of: text, upTo: 1).isEmpty }

    /// The first words of a text, as ranges of its UTF-8.
    func words(of text: String, upTo limit: Int) -> [Range<Int>] {
        var words = Words(limit: limit)
        var text = text
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                _ = withUnsafeMutablePointer(to: &words) {
                    methods.xTokenize?(
                        instance, $0, Int32(FTS5_TOKENIZE_AUX), characters.baseAddress,
                        Int32(characters.count), addWord
                    )
                }
            }
        }
        return words.found
    }
}

private struct Words {
    var limit: Int
    var found: [Range<Int>] = []
}

private func addWord(
    context: UnsafeMutableRawPointer?, flags: Int32, word: UnsafePointer<CChar>?, length: Int32, start: Int32,
    end: Int32
) -> Int32 {
    guard let words = context?.assumingMemoryBound(to: Words.self) else { return SQLITE_ERROR }
    // A word that shares its place with the one before (a synonym) has no number of its own.
    if flags & Int32(FTS5_TOKEN_COLOCATED) == 0 { words.pointee.found.append(Int(start)..<Int(end)) }
    return words.pointee.found.count < words.pointee.limit ? SQLITE_OK : SQLITE_DONE
}
