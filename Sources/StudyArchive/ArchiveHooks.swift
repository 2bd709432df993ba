/// Places in a write where a test stops to look, and the length of a journal file, which tests make small.
package struct ArchiveHooks: Sendable {
    /// The steps of one write, in order.
    ///
    /// Up to ``journalWritten`` a crash leaves nothing of it, from ``journalFlushed`` on all of it.
    package enum Step: String, Sendable, CaseIterable {
        case prepared
        case packWritten
        case journalWritten
        case journalFlushed
        case objectsWritten
        case auditMoved
        case mainMoved
        case fileWritten
        case applied
        case checkpointFlushed
        case checkpointReset
    }

    package var didReach: (@Sendable (Step) -> Void)?

    /// The length of each new journal file in bytes.
    package var journalCapacity: Int

    package init(journalCapacity: Int = 4 * 1024 * 1024, didReach: (@Sendable (Step) -> Void)? = nil) {
        self.journalCapacity = journalCapacity
        self.didReach = didReach
    }

    func reach(_ step: Step) { didReach?(step) }
}
