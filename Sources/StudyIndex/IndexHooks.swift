package import StudyModel

/// Moments of the index that tests wait for.
///
/// Every hook may be called from any thread and must return at once.
package struct IndexHooks: Sendable {
    /// Text was made searchable; the value is how many entries of the queue were taken in.
    package var didFeedText: (@Sendable (Int) -> Void)?
    /// Feeding failed behind an acknowledgement; the next search tries again and reports it.
    package var didFailToFeed: (@Sendable (StudyError) -> Void)?
    /// Everything queued is searchable and nothing is left to tidy up.
    package var didComeToRest: (@Sendable () -> Void)?

    package init() {}
}
