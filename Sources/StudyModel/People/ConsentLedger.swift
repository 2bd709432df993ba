/// The consent events of all participants, and what follows from them.
///
/// The order in which events are handed over and the order of lines in files mean nothing: events count in
/// the order of when they were given (``ConsentEvent`` is compared so). An event that is handed over twice
/// counts once.
package struct ConsentLedger: Hashable, Sendable {
    /// Each participant's events in the order in which they count.
    private let events: [Handle: [ConsentEvent]]

    package init(_ events: some Sequence<ConsentEvent>) {
        self.events = Dictionary(grouping: Set(events), by: \.participant).mapValues { $0.sorted() }
    }

    /// The participants with an event, sorted.
    package var participants: [Handle] { events.keys.sorted() }

    /// A participant's events in the order in which they count; empty for one who was never asked.
    package func history(of handle: Handle) -> [ConsentEvent] { events[handle] ?? [] }

    /// The moment to judge a use at: the clock's, or that of the newest event where the clock is behind it.
    ///
    /// Devices' clocks differ by seconds; a withdrawal that came from another device must count at once.
    package func now(clock: Timestamp) -> Timestamp {
        events.values.compactMap { $0.last?.at }.reduce(clock) { Swift.max($0, $1) }
    }

    /// Where a participant stands on a purpose at a moment.
    ///
    /// Events given after the moment don't count; when they were written down makes no difference. Of events
    /// that are limited to records only those that name `record` count. A limited no outlives a later yes
    /// about everything: only a yes that names the record lifts it. A yes holds up to the end of its last day
    /// (``ConsentEvent/expires``, UTC).
    ///
    /// - Parameter record: The record a use is about; `nil` asks about everything that has no limited
    ///   consent.
    package func state(
        of handle: Handle, for purpose: ConsentPurpose, at moment: Timestamp, in record: RecordID? = nil
    ) -> ConsentState {
        standing(of: handle, for: purpose, at: moment, in: record).state(on: moment.day)
    }

    func standing(
        of handle: Handle, for purpose: ConsentPurpose, at moment: Timestamp, in record: RecordID?
    ) -> ConsentStanding {
        var standing = ConsentStanding(purpose)
        for event in events[handle] ?? [] where event.at <= moment && event.concerns(record) {
            standing.take(event)
        }
        return standing
    }

    /// Where a participant stands on every purpose at a moment, about everything.
    package func states(of handle: Handle, at moment: Timestamp) -> [ConsentPurpose: ConsentState] {
        Dictionary(
            uniqueKeysWithValues: ConsentPurpose.allCases.map {
                ($0, state(of: handle, for: $0, at: moment))
            })
    }
}
