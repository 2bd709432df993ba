import GRDB
import GRDBSQLite

/// FTS5's list of a phrase's places in one text, counted without being read.
///
/// The list holds one variable-length number for each place (2 + the distance from the place before), and
/// before the first place of the body the number 1 and the column's number, 1. A number's last byte is the
/// one below 0x80, so counting such bytes eight at a time counts places; for "the" in 100,000 records this is
/// a fifth of the time that walking the places takes. Whether the SQLite at hand keeps lists in this form is
/// tried out once; where it does not, places are walked.
enum PlaceList {
    /// The places in what is left of a list after its first place.
    ///
    /// - Parameter column: the column of the first place.
    static func count(_ bytes: UnsafeRawBufferPointer, column: Int32) -> Int {
        var position = 0
        var count = 0
        if column == 0 {
            // The title's places, until the two numbers that start the body.
            var isFirstByte = true
            while position < bytes.count {
                let byte = bytes[position]
                if isFirstByte, byte == 1 {
                    position += 2
                    break
                }
                isFirstByte = byte < 0x80
                count += isFirstByte ? 1 : 0
                position += 1
            }
        }
        while position + 8 <= bytes.count {
            let eight = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            count += (~eight & 0x8080_8080_8080_8080).nonzeroBitCount
            position += 8
        }
        while position < bytes.count {
            count += bytes[position] < 0x80 ? 1 : 0
            position += 1
        }
        return count
    }

    /// Whether counting bytes and walking places agree on a text made for it.
    static let isReadable = (try? tryOut()) ?? false

    private static func tryOut() throws -> Bool {
        let database = try DatabaseQueue()
        return try database.write { database in
            let interface = try WordTokenizer.interface(of: database.sqliteConnection)
            guard let create = interface.pointee.xCreateFunction else { return false }
            try WordTokenizer.check(create(interface, "counts_agree", nil, compareCounts, nil))
            try database.execute(sql: "CREATE VIRTUAL TABLE sample USING fts5 (title, body, content = '')")
            let far = (0..<400).map { $0 % 130 == 7 || $0 % 3 == 0 ? "a" : "b" }.joined(separator: " ")
            let gap = String(repeating: "c ", count: 20_000)
            for (title, body) in [
                ("a b a", far + " " + gap + far), ("b", gap + far), ("a a", "b"), (far, "a"),
            ] {
                try database.execute(sql: "INSERT INTO sample VALUES (?, ?)", arguments: [title, body])
            }
            for query in ["a", "\"a b\"", "b*", "a NOT c", "NEAR(a b, 2)", "b OR a"] {
                let agree = try Bool.fetchAll(
                    database, sql: "SELECT counts_agree(sample) FROM sample WHERE sample MATCH ?",
                    arguments: [query]
                )
                if agree.isEmpty || agree.contains(false) { return false }
            }
            return true
        }
    }
}

private func compareCounts(
    interface: UnsafePointer<Fts5ExtensionApi>?, context: OpaquePointer?, result: OpaquePointer?,
    count: Int32,
    arguments: UnsafeMutablePointer<OpaquePointer?>?
) {
    guard let interface, let first = interface.pointee.xPhraseFirst, let next = interface.pointee.xPhraseNext,
        let phrases = interface.pointee.xPhraseCount
    else { return sqlite3_result_int(result, 0) }
    for phrase in 0..<phrases(context) {
        var places = Fts5PhraseIter()
        var column: Int32 = 0
        var offset: Int32 = 0
        guard first(context, phrase, &places, &column, &offset) == SQLITE_OK else {
            return sqlite3_result_int(result, 0)
        }
        guard column >= 0 else { continue }
        guard let start = places.a, let end = places.b else { return sqlite3_result_int(result, 0) }
        let counted =
            1 + PlaceList.count(UnsafeRawBufferPointer(start: start, count: end - start), column: column)
        var walked = 0
        while column >= 0 {
            walked += 1
            next(context, &places, &column, &offset)
        }
        if counted != walked { return sqlite3_result_int(result, 0) }
    }
    sqlite3_result_int(result, 1)
}
