internal import Intake
internal import StudyArchive
internal import StudyIndex
package import StudyModel

/// One version of a record with what a reader wants to know beside it.
package struct StoredRecord: Sendable {
    package var record: Record
    /// SHA-256 of the version's file in hexadecimal.
    package var sha256: String
    /// The newest version.
    package var latest: Int
    /// What of an e-mail's text is quoted, passed on, signature or notice.
    package var folds: [TextFold] = []
    /// Comments that others had left on the source.
    package var memos: [DraftMemo] = []
    /// How many of the team's memos are linked to the record.
    package var linkedMemos = 0
}

/// The difference between two versions of a record.
package struct RecordDiff: Sendable {
    package var id: RecordID
    package var from: String
    package var to: String
    /// Unified, three lines of context; empty when nothing differs.
    package var diff: String
}

extension StudyService {
    package func records(_ filter: RecordFilter) async throws(StudyError) -> RecordPage {
        try await refreshed()
        return try await index.records(filter)
    }

    /// Full text search; see the index for the query language.
    package func search(_ query: String, filter: RecordFilter) async throws(StudyError) -> SearchAnswer {
        try await refreshed()
        return try await index.search(query, filter: filter)
    }

    /// The record that a part of an id means.
    ///
    /// - Throws: `record.not_found`, `record.ambiguous`.
    func resolve(_ part: String) async throws(StudyError) -> RecordID {
        let found = try await index.resolve(part)
        if found.count == 1 { return found[0] }
        if found.isEmpty {
            throw StudyError(
                .recordNotFound, "There is no record '\(part.printable)'.",
                hint: "Run 'rir list' to see the records there are.")
        }
        let names = found.prefix(5).map(\.rawValue).joined(separator: ", ")
        throw StudyError(
            .recordAmbiguous,
            "'\(part.printable)' could mean \(found.count > 5 ? "many records, such as " : "")\(names).",
            hint: "Type more of the id.")
    }

    /// A record, or an earlier version of it.
    ///
    /// - Throws: `record.not_found` also for a record whose capture was undone, unless a version is named.
    package func record(_ part: String, version: Int?) async throws(StudyError) -> StoredRecord {
        try await refreshed()
        var found = try await stored(try await resolve(part), version: version)
        if found.record.kind == .email { found.folds = MailFolds.folds(in: found.record.body) }
        found.memos = RecordMemos.memos(
            in: try await reader.file(RecordMemos.path(of: found.record.id)) ?? [])
        found.linkedMemos = await memoCount(of: found.record.id)
        return found
    }

    /// The turns of a transcript, in order; empty where the text reads as none.
    package func turns(
        _ part: String, version: Int?
    ) async throws(StudyError) -> (record: Record, turns: [Turn]) {
        try await refreshed()
        let record = try await stored(try await resolve(part), version: version).record
        return (record, Turns.of(body: record.body))
    }

    /// A version of a record; the newest when none is named.
    func stored(_ id: RecordID, version: Int?) async throws(StudyError) -> StoredRecord {
        let versions = try await index.history(id)
        let latest = versions.last?.version ?? 1
        let wanted = try Self.entry(version, in: versions, of: id)
        let stored = try await reader.record(id, at: wanted.commit)
        return StoredRecord(record: stored.record, sha256: stored.sha256, latest: latest)
    }

    private static func entry(
        _ version: Int?, in versions: [RecordVersion], of id: RecordID
    ) throws(StudyError) -> RecordVersion {
        guard let wanted = version == nil ? versions.last : versions.first(where: { $0.version == version })
        else {
            throw StudyError(
                .versionNotFound, "\(id) has no version \(version ?? 0).",
                hint: "Run 'rir history \(id)' to see them.")
        }
        if wanted.change == .removed {
            throw StudyError(
                .recordNotFound, "\(id) was taken out of the study.",
                hint:
                    "Run 'rir history \(id)'; 'rir show \(id) --version \(max(1, wanted.version - 1))' shows the text."
            )
        }
        return wanted
    }

    /// Every version of a record, oldest first.
    package func history(_ part: String) async throws(StudyError) -> (id: RecordID, versions: [RecordVersion])
    {
        try await refreshed()
        let id = try await resolve(part)
        return (id, try await index.history(id))
    }

    /// What changed between two versions; `file` stands for the file in the folder.
    ///
    /// - Parameters:
    ///   - from: a version; the one before `to` by default.
    ///   - to: a version or `file`; the newest by default.
    /// - Throws: `record.version_not_found`, `request.invalid`.
    package func diff(_ part: String, from: String?, to: String?) async throws(StudyError) -> RecordDiff {
        try await refreshed()
        let id = try await resolve(part)
        let versions = try await index.history(id)
        let latest = versions.last?.version ?? 1
        let last = to ?? String(latest)
        let first = from ?? (last == "file" ? String(latest) : String(max(1, (Int(last) ?? 1) - 1)))
        let old = try await text(of: id, named: first, versions)
        let new = try await text(of: id, named: last, versions)
        let diff = try await reader.difference(old, new, name: id.rawValue)
        return RecordDiff(id: id, from: first, to: last, diff: diff)
    }

    private func text(
        of id: RecordID, named name: String, _ versions: [RecordVersion]
    ) async throws(StudyError) -> String {
        if name == "file" { return try await workingText(of: id) }
        guard let version = Int(name) else {
            throw StudyError(
                .requestInvalid, "A version is a number, or 'file'.",
                hint: "Run 'rir history \(id)' to see them.")
        }
        let entry = versions.first { $0.version == version }
        if entry?.change == .removed { return "" }
        let stored = try await reader.record(id, at: try Self.entry(version, in: versions, of: id).commit)
        return stored.record.comparable
    }

    private func workingText(of id: RecordID) async throws(StudyError) -> String {
        guard let bytes = await reader.workingFile(id) else { return "" }
        return RecordReader.record(from: bytes)?.comparable ?? String(decoding: bytes, as: UTF8.self)
    }
}

extension Record {
    /// What a person compares: the values they can change, then the text.
    var comparable: String {
        var lines = ["kind: \(kind.rawValue)", "date: \(day.rawValue)", "title: \(title)"]
        if let time { lines.append("time: \(time)") }
        if !participants.isEmpty {
            lines.append("participants: \(participants.map(\.rawValue).joined(separator: ", "))")
        }
        return lines.joined(separator: "\n") + "\n\n" + body
    }
}

extension String {
    /// At most 48 characters of letters, digits, dashes and dots, for naming what was asked for in a message.
    var printable: String {
        String(
            prefix(48).map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") ? $0 : "?" }
        )
    }
}
