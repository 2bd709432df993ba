import GRDB
import StudyModel

/// Reads the facts' rows as values of the field.
enum RecordRow {
    static let columns = """
        record.id, record.kind, record.version, record.day, record.time, record.title, record.participants,
        record.words, record.captured_by, record.captured_at, record.saved_by, record.saved_at
        """

    /// A row that starts with ``columns``.
    static func summary(_ row: Row) throws -> RecordSummary {
        guard let id = RecordID(rawValue: row[0]), let kind = RecordKind(rawValue: row[1]),
            let day = CalendarDay(rawValue: row[3] as String), let capturer = MemberID(rawValue: row[8]),
            let saver = MemberID(rawValue: row[10])
        else { throw StudyError.damagedIndex() }
        let handles = (row[6] as String).split(separator: " ").compactMap { Handle(rawValue: String($0)) }
        return RecordSummary(
            id: id, kind: kind, version: row[2], date: day, time: row[4], title: row[5],
            participants: handles,
            words: row[7], captured: Provenance(by: capturer, at: Timestamp(secondsSinceEpoch: row[9])),
            saved: Provenance(by: saver, at: Timestamp(secondsSinceEpoch: row[11]))
        )
    }

    static let versionColumns = """
        version.version, version.change, version.by, version.at, operation.id, version.reason, version.sha256,
        version.git_commit
        """

    static func version(_ row: Row) throws -> RecordVersion {
        guard let change = RecordVersion.Change(rawValue: row[1]), let by = MemberID(rawValue: row[2]),
            let operation = OperationID(rawValue: row[4])
        else { throw StudyError.damagedIndex() }
        return RecordVersion(
            version: row[0], change: change, by: by, at: Timestamp(secondsSinceEpoch: row[3]),
            operation: operation,
            reason: row[5], sha256: row[6], commit: row[7]
        )
    }

    static let operationColumns = """
        operation.id, operation.act, operation.by, operation.at, operation.records, operation.reason,
        operation.undoes, operation.undone_by
        """

    static func operation(_ row: Row) throws -> OperationSummary {
        guard let id = OperationID(rawValue: row[0]), let act = OperationSummary.Act(rawValue: row[1]),
            let by = MemberID(rawValue: row[2])
        else { throw StudyError.damagedIndex() }
        return OperationSummary(
            id: id, act: act, by: by, at: Timestamp(secondsSinceEpoch: row[3]), records: row[4],
            reason: row[5],
            undoes: (row[6] as String?).flatMap(OperationID.init(rawValue:)),
            undoneBy: (row[7] as String?).flatMap(OperationID.init(rawValue:))
        )
    }
}
