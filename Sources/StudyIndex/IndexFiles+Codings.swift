import GRDB
import StudyModel

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension IndexFiles {
    func recordFacts() async throws(StudyError) -> [RecordFacts] {
        try await facts.reading { database in
            let rows = try Row.fetchCursor(
                database,
                sql: "SELECT id, kind, day, title, participants, scalars FROM record WHERE removed = 0")
            var facts: [RecordFacts] = []
            while let row = try rows.next() {
                guard let id = RecordID(rawValue: row[0]), let kind = RecordKind(rawValue: row[1]),
                    let day = CalendarDay(rawValue: row[2] as String)
                else { throw StudyError.damagedIndex() }
                let handles = (row[4] as String).split(separator: " ").compactMap {
                    Handle(rawValue: String($0))
                }
                facts.append(
                    RecordFacts(
                        id: id, kind: kind, day: day, title: row[3], participants: handles, length: row[5]))
            }
            return facts
        }
    }

    func packedFiles() async throws(StudyError) -> [PackedFile] {
        try await facts.reading { database in
            let rows = try Row.fetchCursor(database, sql: "SELECT path, object, bytes FROM coding_file")
            var files: [PackedFile] = []
            while let row = try rows.next() {
                let bytes = try row.withUnsafeData(atIndex: 2) { $0.map { Array($0) } ?? [] }
                files.append(PackedFile(path: row[0], object: row[1], bytes: bytes))
            }
            return files
        }
    }

    func codeNumbers() async throws(StudyError) -> [CodeID] {
        try await facts.reading { database in
            try String.fetchAll(database, sql: "SELECT id FROM code_number ORDER BY number").map {
                guard let id = CodeID(rawValue: $0) else { throw StudyError.damagedIndex() }
                return id
            }
        }
    }

    func keep(_ packed: PackedCodingFiles) async throws(StudyError) {
        try await facts.writing { try packed.write(to: $0) }
    }
}

extension PackedCodingFiles {
    func write(to database: Database) throws {
        if fresh.isEmpty, gone.isEmpty { return }
        let known = try Int.fetchOne(database, sql: "SELECT count(*) FROM code_number") ?? 0
        for (number, code) in codes.enumerated().dropFirst(known) {
            try database.execute(
                sql: "INSERT INTO code_number (number, id) VALUES (?, ?)", arguments: [number, code.rawValue])
        }
        let insert = try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO coding_file (path, object, bytes) VALUES (?, ?, ?)")
        for file in fresh {
            try insert.execute(arguments: [file.path, file.object, Data(file.bytes)])
        }
        for path in gone {
            try database.execute(sql: "DELETE FROM coding_file WHERE path = ?", arguments: [path])
        }
    }
}
