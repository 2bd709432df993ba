/// What was still unfinished when a study was closed, and from when retention counts.
package struct ClosingOutcome: Hashable, Sendable, Codable {
    /// The day on which the study ended.
    package var ended: CalendarDay
    /// What somebody should still do, a sentence each.
    package var unfinished: [String]
    /// The step that wrote it down; `nil` where it was only looked, or stood there already.
    package var operation: OperationID?
    /// What is kept until when from now on; `nil` where it was only looked.
    package var retention: RetentionReport?

    package init(
        ended: CalendarDay, unfinished: [String], operation: OperationID? = nil,
        retention: RetentionReport? = nil
    ) {
        self.ended = ended
        self.unfinished = unfinished
        self.operation = operation
        self.retention = retention
    }
}
