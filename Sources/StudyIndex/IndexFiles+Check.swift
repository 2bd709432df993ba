import GRDB
import StudyModel

extension IndexFiles {
    /// SQLite's own checks of both files, FTS5's check of the full text, and what must hold between them.
    func checkIntegrity() async throws(StudyError) -> [String] {
        try await drain()
        return try await text.database.exclusively { words in
            var findings = try self.facts.read { try Self.findings(inFacts: $0) }
            findings += try Self.integrity(words).map { "Full text: \($0)" }
            do {
                try words.execute(sql: "INSERT INTO words (words) VALUES ('integrity-check')")
            } catch {
                findings.append("The full text is damaged.")
            }
            let table = try self.text.table(words)
            let sizes = try Int.fetchOne(words, sql: "SELECT count(*) FROM words_docsize") ?? 0
            if sizes != table.count {
                findings.append("The full text holds \(sizes) texts and its table \(table.count).")
            }
            let documents = try self.facts.read { facts in
                try Int64.fetchSet(facts, sql: "SELECT document FROM record WHERE removed = 0")
            }
            let unknown = documents.filter { table[$0] == nil }.count
            if unknown > 0 { findings.append("\(unknown) records are not in the full text.") }
            if table.count > documents.count - unknown {
                findings.append(
                    "The full text holds \(table.count - documents.count + unknown) texts too many.")
            }
            return findings
        }
    }

    private static func integrity(_ database: Database) throws -> [String] {
        try String.fetchAll(database, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
    }

    private static func findings(inFacts database: Database) throws -> [String] {
        var findings = try integrity(database).map { "Facts: \($0)" }
        let checks = [
            "records have no text":
                "record WHERE removed = 0 AND document NOT IN (SELECT number FROM document)",
            "versions belong to no record": "version WHERE record NOT IN (SELECT number FROM record)",
            "versions belong to no operation":
                "version WHERE operation NOT IN (SELECT number FROM operation)",
            "kinds are counted wrongly": """
            tally WHERE records <> (SELECT count(*) FROM record WHERE removed = 0 AND record.kind = tally.kind)
            """,
        ]
        for (sentence, rows) in checks.sorted(by: { $0.key < $1.key }) {
            let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM \(rows)") ?? 0
            if count > 0 { findings.append("\(count) \(sentence).") }
        }
        return findings
    }
}
