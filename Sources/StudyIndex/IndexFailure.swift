import GRDB
import StudyModel

extension StudyError {
    /// What a failure of SQLite means to the person.
    init(index error: any Error) {
        if let known = error as? StudyError {
            self = known
            return
        }
        guard let failure = error as? DatabaseError else {
            self.init(.indexFailed, "The study's index failed.", hint: Self.rebuildHint, cause: error)
            return
        }
        switch failure.resultCode {
        case .SQLITE_FULL:
            self.init(.storageFull, "There is no space left for the study's index.", cause: error)
        case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
            self.init(.storageFailed, "The study's index can't be read or written.", cause: error)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self.init(.indexFailed, "The study's index is damaged.", hint: Self.rebuildHint, cause: error)
        default:
            self.init(.indexFailed, "The study's index failed.", hint: Self.rebuildHint, cause: error)
        }
    }

    /// The index holds something that no record of the study can have.
    static func damagedIndex(_ cause: (any Error)? = nil) -> StudyError {
        StudyError(.indexFailed, "The study's index is damaged.", hint: rebuildHint, cause: cause)
    }

    private static let rebuildHint = "Run 'rir reindex' to rebuild it from the study."
}

extension DatabaseWriter {
    /// Runs one transaction on the writer's own queue.
    ///
    /// It is not cancelled with the calling task: what the archive holds must reach the index even when the
    /// client that asked for it has gone.
    func writing<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StudyError) -> Value {
        let result: Result<Value, StudyError> = await withCheckedContinuation { continuation in
            asyncWrite(body) { _, result in
                continuation.resume(returning: result.mapError { StudyError(index: $0) })
            }
        }
        return try result.get()
    }

    /// Runs on the writer's own queue, outside a transaction.
    func exclusively<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StudyError) -> Value {
        let result: Result<Value, StudyError> = await withCheckedContinuation { continuation in
            asyncWriteWithoutTransaction { database in
                let result = Result { try body(database) }
                continuation.resume(returning: result.mapError { StudyError(index: $0) })
            }
        }
        return try result.get()
    }
}

extension DatabaseReader {
    /// Runs on one snapshot of the database, beside the writer.
    func reading<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StudyError) -> Value {
        let result: Result<Value, StudyError> = await withCheckedContinuation { continuation in
            asyncRead { database in
                let result = Result { try body(database.get()) }
                continuation.resume(returning: result.mapError { StudyError(index: $0) })
            }
        }
        return try result.get()
    }
}
