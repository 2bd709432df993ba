package import StudyModel

/// What a study's status says about its records and operations.
package struct IndexCounts: Hashable, Sendable {
    package var records: Int
    /// Largest first, kinds without a record left out.
    package var byKind: [SearchAnswer.Facet]
    package var firstDate: CalendarDay?
    package var lastDate: CalendarDay?
    package var operations: Int
    package var lastOperation: OperationSummary?
}
