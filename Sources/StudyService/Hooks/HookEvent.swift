internal import StudyModel

/// What hooks are told of; the raw value is the name of the executable (docs/reference/hooks.md).
enum HookEvent: String, Codable, Sendable, CaseIterable {
    case recordCreated = "record.created"
    case recordChanged = "record.changed"
    case importFinished = "import.finished"
    case operationUndone = "operation.undone"
    case workflowMoved = "workflow.moved"

    /// The JSON on a hook's standard input.
    struct Envelope<Payload: Encodable>: Encodable {
        var version = 1
        var event: HookEvent
        var study: String
        var data: Payload
    }

    /// `data` of `record.created` and `record.changed`: nothing that was written, only which record it is.
    struct Saved: Encodable {
        var id: RecordID
        var kind: RecordKind
        var date: CalendarDay
        var version: Int
        var operation: OperationID
    }

    /// `data` of `operation.undone`.
    struct Undo: Encodable {
        var operation: OperationID
        var undoes: OperationID
        var records: [RecordID]

        init(_ undone: Undone) {
            operation = undone.operation
            undoes = undone.undone.id
            records = undone.records
        }
    }
}

extension StudyService {
    func announce(_ event: HookEvent, _ saved: SavedRecord) {
        let record = saved.record
        hooks.fire(
            event,
            HookEvent.Saved(
                id: record.id, kind: record.kind, date: record.date, version: record.version,
                operation: saved.operation))
    }

    func announce(_ summary: ImportSummary) { hooks.fire(.importFinished, summary) }
}
