/// Places in a write where a test stops to look; none of them is set outside tests.
package struct ArchiveHooks: Sendable {
    /// The steps of one write, in order. Up to ``journalWritten`` a crash leaves nothing of it, from
    /// ``journalFlushed`` on all of it.
    package enum Step: String, Sendable, CaseIterable {
        case prepared
        case packWritten
        case journalWritten
        case journalFlushed
        case objectWritten
        case auditMoved
        case mainMoved
        case fileWritten
        case applied
        case checkpointFlushed
        case checkpointReset
    }

    package var didReach: (@Sendable (Step) -> Void)?

    package init(didReach: (@Sendable (Step) -> Void)? = nil) { self.didReach = didReach }

    func reach(_ step: Step) { didReach?(step) }
}
