/// What a class of data holds whose time is over, and once it is removed what was done.
package struct RetentionOutcome: Hashable, Sendable, Codable {
    package var `class`: RetentionClass
    /// How many there are: records, sealed files, answers, entries, events.
    package var count: Int
    /// The last day on which they were kept.
    package var until: CalendarDay
    /// What asks for it.
    package var basis: String
    /// Files of the study that go, in whichever version.
    package var files: Int
    /// What was done; `nil` where it was only looked.
    package var receipt: ErasureReceipt?

    package init(
        _ class: RetentionClass, count: Int, until: CalendarDay, basis: String, files: Int,
        receipt: ErasureReceipt? = nil
    ) {
        self.class = `class`
        self.count = count
        self.until = until
        self.basis = basis
        self.files = files
        self.receipt = receipt
    }
}

extension RetentionClass {
    /// Classes that have to be gone before this one goes, because it shows that they may be held.
    package var goesAfter: [RetentionClass] {
        self == .consent ? [.records, .recordings, .surveys, .originals, .keyTable] : []
    }
}
