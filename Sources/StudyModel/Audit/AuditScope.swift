/// Which part of a study an audit is about; everything where nothing is named.
package struct AuditScope: Hashable, Sendable, Codable {
    /// First day, of a record's event and of a step's own time.
    package var from: CalendarDay?
    /// Last day.
    package var until: CalendarDay?
    package var participant: Handle?
    package var round: RoundID?

    package init(
        from: CalendarDay? = nil, until: CalendarDay? = nil, participant: Handle? = nil,
        round: RoundID? = nil
    ) {
        self.from = from
        self.until = until
        self.participant = participant
        self.round = round
    }
}
